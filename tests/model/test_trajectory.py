"""The cycle: every arrow of its drawing, and where there is none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.model.floor_strategies import (
    ANNA,
    CORA,
    FIRST,
    IDS,
    MONDAY,
    NOW,
    OTHER,
    PLAN,
    SECOND,
    TARA,
    TEUN,
    THIRD,
)
from tests.model.stories import (
    AGAIN,
    AGREED,
    ASKED,
    BEGAN,
    BOTH_YES,
    DAY,
    DONE,
    MASTERED,
    NO,
    NOT_DONE,
    NOTICED,
    ON_THE_WAY,
    PAUSED,
    PRACTISED,
    RESUMED,
    SEEN,
    STOPPED,
    UNTIL,
    WAY,
    WISHED,
    YES,
    Told,
    fold,
    line,
    seen,
    story,
)
from wpo.model.floor import (
    Adapted,
    FloorFacts,
    Goal,
    Helped,
    Observed,
    Paused,
    Recognised,
    Replied,
    TalkReopened,
    WentOn,
    Wished,
)
from wpo.model.people import Person, Role
from wpo.model.trajectory import Line, Phase, Talk, Trajectory, trajectory


class TestDrawing:
    """Every arrow of the drawing, and where there is none."""

    @pytest.mark.parametrize("phase", WAY, ids=str)
    def test_on_the_way(self, phase: Phase) -> None:
        """Each phase is reached along the drawing, since the fact that led there."""
        found = line(*WAY[phase])

        assert found.phase is phase
        assert found.phase_since_at == NOW + (len(WAY[phase]) - 1) * DAY
        assert found.began_at == NOW

    @pytest.mark.parametrize(
        ("phase", "facts", "becomes"),
        [
            (Phase.CHOSEN, BEGAN, Phase.PRACTISING),
            (Phase.CHOSEN, PRACTISED, Phase.AT_WORK),
            (Phase.CHOSEN, DONE, Phase.CHOSEN),
            (Phase.CHOSEN, AGAIN, Phase.CHOSEN),
            (Phase.PRACTISING, BEGAN, Phase.PRACTISING),
            (Phase.PRACTISING, PRACTISED, Phase.AT_WORK),
            (Phase.PRACTISING, DONE, Phase.PRACTISING),
            (Phase.PRACTISING, AGAIN, Phase.PRACTISING),
            (Phase.AT_WORK, BEGAN, Phase.AT_WORK),
            (Phase.AT_WORK, PRACTISED, Phase.AT_WORK),
            (Phase.AT_WORK, DONE, Phase.LOOKING_BACK),
            (Phase.AT_WORK, NOT_DONE, Phase.AT_WORK),
            (Phase.AT_WORK, AGAIN, Phase.AT_WORK),
            (Phase.LOOKING_BACK, BEGAN, Phase.LOOKING_BACK),
            (Phase.LOOKING_BACK, PRACTISED, Phase.AT_WORK),
            (Phase.LOOKING_BACK, NOT_DONE, Phase.LOOKING_BACK),
            (Phase.LOOKING_BACK, AGAIN, Phase.AT_WORK),
            (Phase.STOPPED, AGREED, Phase.CHOSEN),
            *((Phase.STOPPED, one, Phase.STOPPED) for one in (BEGAN, PRACTISED, DONE, AGAIN)),
            *((one, AGREED, one) for one in ON_THE_WAY),
            *((one, STOPPED, Phase.STOPPED) for one in ON_THE_WAY),
            *((one, YES, one) for one in WAY),
            *((one, seen(0), one) for one in WAY),
        ],
        ids=lambda one: one.value if isinstance(one, Phase) else type(one).__name__,
    )
    def test_arrow(self, phase: Phase, facts: FloorFacts, becomes: Phase) -> None:
        """From each phase each fact leads where the drawing says, or nowhere."""
        found = line(*WAY[phase], facts)
        moved = becomes is not phase

        assert found.phase is becomes
        assert (found.phase_since_at == NOW + len(WAY[phase]) * DAY) is (
            moved or (phase is Phase.AT_WORK and facts is AGAIN)
        )

    @pytest.mark.parametrize("phase", ON_THE_WAY, ids=str)
    def test_to_mastered(self, phase: Phase) -> None:
        """From every open phase, practised or not, both can say that it is mastered."""
        found = line(*WAY[phase], *SEEN, *BOTH_YES)

        assert found.phase is Phase.MASTERED
        assert found.mastered_at == found.phase_since_at == NOW + (len(WAY[phase]) + 4) * DAY

    @pytest.mark.parametrize("facts", [BEGAN, PRACTISED], ids=["began", "practised"])
    def test_without_agreement(self, facts: FloorFacts) -> None:
        """Who practises without an agreement has chosen for themselves."""
        assert not line(facts).agreed
        assert line(facts, AGREED).agreed

    def test_goes_on_where_it_was(self) -> None:
        """Agreeing on what goes on already changes the period and nothing else."""
        later = replace(AGREED, until=UNTIL + DAY)
        before, after = line(*WAY[Phase.AT_WORK]), line(*WAY[Phase.AT_WORK], later)

        assert after == replace(before, until=UNTIL + DAY)

    def test_two_goals(self) -> None:
        """Two goals of one agreement go their own ways."""
        found = fold(replace(AGREED, goals=(FIRST, OTHER)), PRACTISED).lines

        assert (found[FIRST].phase, found[OTHER].phase) == (Phase.AT_WORK, Phase.CHOSEN)
        assert found[FIRST].until == found[OTHER].until == UNTIL


class TestRounds:
    """The weeks with the same sentence."""

    def test_first(self) -> None:
        """The first week is the first round, with the plan that was chosen."""
        found = line(*WAY[Phase.AT_WORK])

        assert (found.round, found.plan) == (1, PLAN)

    def test_again(self) -> None:
        """Another week with the same sentence is another round, looked back or not."""
        found = line(*WAY[Phase.LOOKING_BACK], AGAIN, AGAIN, DONE, AGAIN)

        assert (found.round, found.phase, found.plan) == (4, Phase.AT_WORK, PLAN)

    def test_both_say_again(self) -> None:
        """Two people who say "once more" after one talk mean one week, not two."""
        minutes = timedelta(minutes=5)
        for way in (WAY[Phase.AT_WORK], WAY[Phase.LOOKING_BACK]):
            events = story(*way)
            said = story(AGAIN, (TEUN, AGAIN), start=len(way), apart=DAY)
            second = replace(said[1], occurred_at=said[0].occurred_at + minutes)

            assert trajectory([*events, said[0], second]).lines[FIRST].round == 2
            assert trajectory([*events, *said]).lines[FIRST].round == 3

    def test_again_at_once(self) -> None:
        """Who decides minutes after the look-back begins another week all the same."""
        found = fold(*WAY[Phase.LOOKING_BACK], AGAIN, apart=timedelta(minutes=5))

        assert found.lines[FIRST].round == 2

    def test_not_yet_at_work(self) -> None:
        """Before the first week there is nothing to repeat."""
        assert line(*WAY[Phase.PRACTISING], AGAIN).round == 1

    def test_practised_again(self) -> None:
        """Practising after a week is the next round, within a week not; the newest plan counts."""
        other = ("Als het druk is, dan vraag ik hulp.", *PLAN[1:])
        new_plan = replace(PRACTISED, plan=other)
        after, within = line(*WAY[Phase.LOOKING_BACK], new_plan), line(AGREED, PRACTISED, new_plan)

        assert (after.round, after.plan) == (2, other)
        assert (within.round, within.plan) == (1, other)


class TestSeeing:
    """What was seen, on which days and in which situations."""

    def test_days_and_situations(self) -> None:
        """Only what was seen counts, each day and each situation once."""
        found = line(
            AGREED,
            seen(2),
            seen(0),
            seen(0, "drukte"),
            seen(0, point="o2"),
            seen(1, value="beetje"),
            seen(3, value="niet_kunnen_zien", situation="andere_plek"),
            seen(4, value="nog_niet"),
        )

        assert found.days_seen == (MONDAY, MONDAY + 2 * DAY)
        assert found.situations_seen == ("drukte", "gewoon")
        assert found.last_looked_on == MONDAY + 4 * DAY

    def test_not_looked(self) -> None:
        """Who had no occasion to see it has not looked."""
        assert line(AGREED, seen(3, value="niet_kunnen_zien")).last_looked_on is None
        assert line(AGREED).last_looked_on is None

    def test_said_again(self) -> None:
        """What somebody says of the same point, day and situation takes the older's place."""
        found = line(AGREED, seen(0), seen(0, value="nog_niet"))

        assert found.days_seen == ()
        assert len(found.observations) == 1

    @pytest.mark.parametrize(
        "other",
        [
            (TARA, seen(0, value="nog_niet")),
            (CORA, seen(0, value="nog_niet")),
            seen(0, value="nog_niet", point="o2"),
            seen(0, value="nog_niet", situation="drukte"),
            seen(1, value="nog_niet"),
        ],
        ids=["trainer", "coach", "point", "situation", "day"],
    )
    def test_beside_it(self, other: Told) -> None:
        """What another person says, or of another point, situation or day, stands beside it."""
        found = line(AGREED, seen(0), other)

        assert found.days_seen == (MONDAY,)
        assert len(found.observations) == 2

    def test_look_back_again(self) -> None:
        """A look-back at the same day takes the older's place, at another day stands beside it."""
        found = line(*WAY[Phase.LOOKING_BACK], NOT_DONE, replace(NOT_DONE, day=MONDAY + DAY))

        assert [one.facts for one in found.look_backs] == [
            NOT_DONE,
            replace(NOT_DONE, day=MONDAY + DAY),
        ]

    @pytest.mark.parametrize("early", [seen(0), DONE, Adapted(goal=FIRST, words="Stil.")])
    def test_before_the_agreement(self, early: FloorFacts) -> None:
        """What was told on a slow clock, before the agreement on another, is not lost."""
        found = line(early, AGREED)

        assert found.agreed
        assert len(found.observations) + len(found.look_backs) + len(found.adaptations) == 1
        assert not line(early).agreed

    @pytest.mark.parametrize(
        "facts",
        [
            AGAIN,
            YES,
            NO,
            PAUSED,
            RESUMED,
            STOPPED,
            WentOn(goal=SECOND),
            ASKED,
        ],
        ids=lambda one: one.name,
    )
    def test_about_nothing(self, facts: FloorFacts) -> None:
        """What is decided or asked about a goal that is not there makes no goal."""
        assert fold(facts) == Trajectory()


class TestMastery:
    """Three days, two situations, and both say yes."""

    def test_mastered(self) -> None:
        """Both say yes, in either order; mastered at the last yes."""
        for yes in (BOTH_YES, BOTH_YES[::-1]):
            found = line(AGREED, PRACTISED, *SEEN, *yes)

            assert found.phase is Phase.MASTERED
            assert found.mastered_at == NOW + 6 * DAY
            assert found.participant_says == found.trainer_says == YES

    @pytest.mark.parametrize(
        "observed",
        [
            (),
            (seen(0), seen(1, "drukte")),
            (seen(0), seen(0, "drukte"), seen(0, "andere_plek")),
            (seen(0), seen(1), seen(2), seen(3)),
            (seen(0), seen(1, "drukte"), seen(2, value="beetje")),
            (seen(0), seen(1, "drukte", value="beetje"), seen(2), seen(3)),
            (*SEEN, seen(2, value="nog_niet")),
            (seen(0), seen(1), seen(2), seen(3, "drukte", value="niet_kunnen_zien")),
            tuple(replace(one, goal=OTHER) for one in SEEN),
        ],
    )
    def test_not_seen_enough(self, observed: tuple[Observed, ...]) -> None:
        """Without three days and two situations, no yes counts."""
        assert line(AGREED, PRACTISED, *observed, *BOTH_YES).phase is Phase.AT_WORK

    def test_yes_too_early(self) -> None:
        """A yes before it was seen enough counts for nothing: nothing is mastered by itself."""
        early = line(AGREED, PRACTISED, (ANNA, YES), *SEEN, (TEUN, YES))

        assert early.phase is Phase.AT_WORK
        assert early.participant_says is None
        assert line(AGREED, PRACTISED, *BOTH_YES, *SEEN).phase is Phase.AT_WORK

    def test_one_alone(self) -> None:
        """One of the two is not enough, however often or with how many trainers."""
        for alone in ([(ANNA, YES)] * 2, [(TEUN, YES), (TARA, YES)], [(ANNA, YES), (CORA, YES)]):
            assert line(AGREED, PRACTISED, *SEEN, *alone).phase is Phase.AT_WORK

    def test_no(self) -> None:
        """A no stands until the same side says yes."""
        said_no = (AGREED, PRACTISED, *SEEN, (ANNA, YES), (TEUN, NO))

        assert line(*said_no).phase is Phase.AT_WORK
        assert line(*said_no, (ANNA, YES)).phase is Phase.AT_WORK
        assert line(*said_no, (TEUN, YES)).phase is Phase.MASTERED

    def test_no_counts_always(self) -> None:
        """A no takes a yes back at any moment, also where it was not seen enough any more."""
        back = (seen(2, value="nog_niet"), (ANNA, NO), seen(2))
        found = line(AGREED, *SEEN, (ANNA, YES), *back, (TEUN, YES))

        assert found.is_seen_enough
        assert found.phase is Phase.CHOSEN

    def test_taken_back(self) -> None:
        """A yes that was taken back counts no more."""
        found = line(AGREED, PRACTISED, *SEEN, (ANNA, YES), (ANNA, NO), (TEUN, YES))

        assert found.phase is Phase.AT_WORK
        assert found.participant_says == NO

    def test_seen_no_more(self) -> None:
        """What was seen is taken back between two yeses: the second does not count."""
        back = seen(2, value="nog_niet")
        found = line(AGREED, PRACTISED, *SEEN, (ANNA, YES), back, (TEUN, YES))

        assert found.phase is Phase.AT_WORK

    def test_again_takes_back(self) -> None:
        """After "once more" both speak anew, also where it was said twice within a day."""
        half = (AGREED, PRACTISED, *SEEN, (ANNA, YES), AGAIN)
        found = line(*half, (TEUN, YES))

        assert found.phase is Phase.AT_WORK
        assert found.participant_says is None
        assert line(*half, *BOTH_YES).phase is Phase.MASTERED
        quick = fold(*half, (ANNA, YES), AGAIN, (TEUN, YES), apart=timedelta(minutes=1))
        assert quick.lines[FIRST].phase is Phase.AT_WORK

    @pytest.mark.parametrize("phase", ON_THE_WAY, ids=str)
    @pytest.mark.parametrize("yes", [BOTH_YES, BOTH_YES[::-1]], ids=["participant", "trainer"])
    def test_again_takes_back_both(self, phase: Phase, yes: tuple[Told, Told]) -> None:
        """Another week takes back what either said, in every phase."""
        assert not fold(*WAY[phase], *SEEN, yes[0], AGAIN, yes[1]).mastered

    def test_practice_takes_nothing_back(self) -> None:
        """Practising between two yeses changes nothing about them."""
        half = (*WAY[Phase.LOOKING_BACK], *SEEN, (ANNA, YES))

        assert line(*half, PRACTISED, (TEUN, YES)).phase is Phase.MASTERED

    def test_what_was_said(self) -> None:
        """The words of both are kept, for the proof."""
        yes = replace(YES, words="Ik kan het nu.", behaviours=("Ik luister.",))
        found = line(AGREED, PRACTISED, *SEEN, (TEUN, YES), (ANNA, yes))

        assert found.participant_says == yes
        assert found.trainer_says == YES

    def test_listed(self) -> None:
        """What somebody can do is listed by when it was mastered, and is no longer open."""
        level_two = [replace(one, goal=SECOND) for one in SEEN]
        yes_two = [(one, replace(YES, goal=SECOND)) for one in (ANNA, TEUN)]
        both = replace(AGREED, goals=(OTHER, SECOND))
        found = fold(both, *level_two, *yes_two, AGREED, PRACTISED, *SEEN, *BOTH_YES)

        assert [one.goal for one in found.mastered] == [SECOND, FIRST]
        assert [one.goal for one in found.open_lines] == [OTHER]

    @pytest.mark.parametrize(
        "facts", [STOPPED, PAUSED, AGAIN, NO, AGREED, DONE, BEGAN, PRACTISED, RESUMED]
    )
    def test_stays(self, facts: FloorFacts) -> None:
        """What is mastered stays mastered, whatever is told after it."""
        before, after = line(*MASTERED), line(*MASTERED, facts)

        assert after.phase is Phase.MASTERED
        assert after.mastered_at == before.mastered_at
        assert after.pause is None
        assert (after.participant_says, after.trainer_says) == (YES, YES)


class TestGoingOn:
    """From one level to the next."""

    def test_next_level(self) -> None:
        """After mastery the next level begins, agreed, and goes through the same cycle."""
        found = fold(*MASTERED, WentOn(goal=SECOND))
        new = found.lines[SECOND]

        assert (new.phase, new.agreed, new.round) == (Phase.CHOSEN, True, 1)
        assert new.began_at == NOW + len(MASTERED) * DAY
        assert new.observations == ()
        assert found.lines[FIRST].phase is Phase.MASTERED

    def test_all_levels(self) -> None:
        """Somebody can go all the way to the third level."""
        told: list[Told] = list(MASTERED)
        for goal in (SECOND, THIRD):
            told += [WentOn(goal=goal), *(replace(one, goal=goal) for one in SEEN)]
            told += [(by, replace(YES, goal=goal)) for by in (ANNA, TEUN)]

        assert [one.goal for one in fold(*told).mastered] == [FIRST, SECOND, THIRD]

    @pytest.mark.parametrize("goal", [FIRST, SECOND, THIRD, OTHER])
    @pytest.mark.parametrize("phase", WAY, ids=str)
    def test_without_mastery(self, phase: Phase, goal: Goal) -> None:
        """Without mastery of the level below, going on does nothing."""
        assert fold(*WAY[phase], WentOn(goal=goal)) == fold(*WAY[phase])

    def test_no_level_is_skipped(self) -> None:
        """From the first level one goes on to the second, in the same sub-skill."""
        for goal in (FIRST, THIRD, OTHER, Goal(sub_skill="s5b", level=2)):
            assert fold(*MASTERED, WentOn(goal=goal)) == fold(*MASTERED)

    def test_twice(self) -> None:
        """Both may say it: the second time changes nothing."""
        on = WentOn(goal=SECOND)

        assert fold(*MASTERED, on, (TEUN, on)) == fold(*MASTERED, on)

    def test_period(self) -> None:
        """Going on to what has a period already leaves that period."""
        two = replace(AGREED, goals=(SECOND,))

        assert fold(*MASTERED, two, WentOn(goal=SECOND)).lines[SECOND].until == UNTIL
        assert fold(*MASTERED, WentOn(goal=SECOND)).lines[SECOND].until is None

    def test_begun_already(self) -> None:
        """Who practised the next level already goes on there, now agreed."""
        ahead = replace(PRACTISED, goal=SECOND)
        found = fold(ahead, *MASTERED, WentOn(goal=SECOND)).lines[SECOND]

        assert (found.phase, found.agreed, found.began_at) == (Phase.AT_WORK, True, NOW)


class TestPause:
    """A pause lies over a phase and ends in the same phase."""

    @pytest.mark.parametrize("phase", ON_THE_WAY, ids=str)
    def test_over_each_phase(self, phase: Phase) -> None:
        """Everything under a pause stays as it was."""
        before = line(*WAY[phase])
        paused = line(*WAY[phase], replace(PAUSED, until=UNTIL))

        assert paused.pause is not None
        assert paused.pause.since_at == NOW + len(WAY[phase]) * DAY
        assert (paused.pause.reason, paused.pause.until) == ("ziek", UNTIL)
        assert replace(paused, pause=None) == before
        back = line(*WAY[phase], PAUSED, RESUMED)
        assert back.resumed_at == NOW + (len(WAY[phase]) + 1) * DAY
        assert replace(back, resumed_at=None) == before
        assert paused.is_open

    @pytest.mark.parametrize("facts", [PAUSED, RESUMED])
    def test_nothing_to_pause(self, facts: FloorFacts) -> None:
        """What is stopped is not paused."""
        assert line(*WAY[Phase.STOPPED], facts) == line(*WAY[Phase.STOPPED])

    def test_changed(self) -> None:
        """Said again, a pause keeps its beginning and takes the new reason and end."""
        found = line(AGREED, PAUSED, Paused(goal=FIRST, reason="vrij", until=UNTIL)).pause

        assert found is not None
        assert (found.since_at, found.reason, found.until) == (NOW + DAY, "vrij", UNTIL)

    def test_ends_with_what_it_lies_over(self) -> None:
        """Who stops, or masters it, is not paused any more."""
        assert line(AGREED, PAUSED, STOPPED).pause is None
        assert line(AGREED, *SEEN, PAUSED, *BOTH_YES).pause is None

    def test_told_during_a_pause(self) -> None:
        """What is told during a pause counts, and does not end it."""
        found = line(*WAY[Phase.AT_WORK], PAUSED, DONE, seen(0))

        assert found.phase is Phase.LOOKING_BACK
        assert found.days_seen == (MONDAY,)
        assert found.pause is not None


class TestStop:
    """No more, and perhaps later again."""

    @pytest.mark.parametrize("phase", ON_THE_WAY, ids=str)
    def test_from_each_phase(self, phase: Phase) -> None:
        """Each open phase can be stopped, with the reason."""
        found = line(*WAY[phase], STOPPED)

        assert found.stop_reason == "te_moeilijk"
        assert not found.is_open

    def test_agreed_again(self) -> None:
        """Agreed on again, it begins anew: what was seen before the stop counts no more."""
        found = line(AGREED, PRACTISED, *SEEN, (ANNA, YES), AGAIN, STOPPED, AGREED)

        assert found == Line(
            goal=FIRST,
            agreed=True,
            began_at=NOW + 8 * DAY,
            phase=Phase.CHOSEN,
            phase_since_at=NOW + 8 * DAY,
            until=UNTIL,
        )

    def test_stopped_twice(self) -> None:
        """The first reason stays."""
        found = line(AGREED, STOPPED, replace(STOPPED, reason="vrij"))

        assert found.stop_reason == "te_moeilijk"

    def test_no_mastery(self) -> None:
        """What is stopped is not mastered, whatever both say."""
        assert line(AGREED, *SEEN, STOPPED, *BOTH_YES).phase is Phase.STOPPED

    def test_began_with_level_two(self) -> None:
        """A next level that was stopped begins anew by going on, too."""
        on = WentOn(goal=SECOND)
        found = fold(*MASTERED, on, replace(STOPPED, goal=SECOND), on).lines[SECOND]

        assert found.phase is Phase.CHOSEN
        assert found.stop_reason is None


class TestTalk:
    """The joint choice: the participant begins, and what each said stays as said."""

    def test_participant_first(self) -> None:
        """What is noticed before the first wish counts for nothing."""
        early = fold(NOTICED)

        assert not early.talk.is_begun
        assert early.talk.noticed == ()
        assert fold(NOTICED, WISHED).talk.noticed == ()
        assert fold(WISHED).talk.is_begun

    def test_as_said(self) -> None:
        """Wishes, what was noticed and the answers stand there in the order in which they came."""
        second = Wished(question="moeilijk", sub_skills=(), words="Drukte.")
        recognised = Recognised(noticed=IDS[1], answer="beetje")
        events = story(WISHED, NOTICED, second, NOTICED, recognised)
        found = trajectory(events).talk

        assert found.wishes == (events[0], events[2])
        assert found.noticed == (events[1], events[3])
        assert found.answers == {IDS[1]: "beetje"}

    def test_another_answer(self) -> None:
        """The participant may answer again: the newest answer stands."""
        first, second = (Recognised(noticed=IDS[1], answer=one) for one in ("nee", "ja"))

        assert fold(WISHED, NOTICED, first, second).talk.answers == {IDS[1]: "ja"}

    def test_answer_to_nothing(self) -> None:
        """An answer to what nobody noticed counts for nothing."""
        assert fold(WISHED, Recognised(noticed=IDS[5], answer="ja")).talk.answers == {}

    def test_wish_after_agreement(self) -> None:
        """A wish after an agreement begins a new talk; the earlier one stays as said."""
        found = fold(WISHED, AGREED, WISHED)

        assert [len(one.wishes) for one in found.talks] == [1, 1]
        assert found.talks[0].agreed is not None
        assert found.talk.agreed is None
        assert found.talk.is_begun

    @pytest.mark.parametrize("by", [ANNA, TEUN], ids=["participant", "trainer"])
    def test_reopened(self, by: Person) -> None:
        """Either side reopens the talk; then the participant begins, and the goals go on."""
        found = fold(WISHED, AGREED, PRACTISED, (by, TalkReopened()))

        assert len(found.talks) == 2
        assert not found.talk.is_begun
        assert found.lines[FIRST].phase is Phase.AT_WORK

    def test_of_the_talk_before(self) -> None:
        """What arrives from a page of before reopening stands in the talk that it showed."""
        answer = Recognised(noticed=IDS[3], answer="beetje")
        before, now = fold(WISHED, AGREED, TalkReopened(), NOTICED, answer).talks

        assert [one.event_id for one in before.noticed] == [IDS[3]]
        assert before.answers == {IDS[3]: "beetje"}
        assert now == Talk()

    def test_answer_after_a_new_wish(self) -> None:
        """An answer finds what was noticed in whichever talk, and changes no other."""
        answer = Recognised(noticed=IDS[1], answer="ja")
        before, now = fold(WISHED, NOTICED, AGREED, WISHED, NOTICED, answer).talks

        assert before.answers == {IDS[1]: "ja"}
        assert (len(before.noticed), len(now.noticed)) == (1, 1)
        assert now.answers == {}

    def test_open_already(self) -> None:
        """Reopening what is open changes nothing."""
        assert fold(WISHED, TalkReopened()) == fold(WISHED)
        assert fold(TalkReopened()) == Trajectory()

    def test_agreed_again(self) -> None:
        """In one talk the last agreement stands, and every goal of both is there."""
        other = replace(AGREED, goals=(OTHER,))
        found = fold(WISHED, AGREED, other)

        assert found.talk.agreed is not None
        assert found.talk.agreed.facts == other
        assert set(found.lines) == {FIRST, OTHER}

    def test_without_a_wish(self) -> None:
        """Two people who agree without cards have agreed."""
        assert fold(AGREED).talk.agreed is not None


class TestAdaptations:
    """Changes of the workplace, and whether they helped."""

    def test_by_both(self) -> None:
        """Both say whether it helped, the newest last."""
        adapted = Adapted(goal=FIRST, words="De radio gaat uit.")
        helped, more = (Helped(adapted=IDS[1], answer=one) for one in ("ja", "beetje"))
        (found,) = line(AGREED, adapted, helped, (TEUN, more)).adaptations

        assert found.words == "De radio gaat uit."
        assert found.helped == ((Role.PARTICIPANT, "ja"), (Role.TRAINER, "beetje"))

    def test_which(self) -> None:
        """An answer goes to the change that it names, whichever goal that was made for."""
        first = Adapted(goal=FIRST, words="Stil.")
        told = (replace(AGREED, goals=(FIRST, OTHER)), first, replace(first, goal=OTHER), first)
        found = fold(*told, Helped(adapted=IDS[2], answer="nee")).lines

        assert [one.helped for one in found[FIRST].adaptations] == [(), ()]
        assert [one.helped for one in found[OTHER].adaptations] == [((Role.PARTICIPANT, "nee"),)]

    def test_of_nothing(self) -> None:
        """An answer about a change that nobody made counts for nothing."""
        told = (AGREED, Adapted(goal=FIRST, words="Stil."))

        assert fold(*told, Helped(adapted=IDS[9], answer="ja")) == fold(*told)


def test_what_comes_first() -> None:
    """Of what somebody is busy with, what was agreed stands first, and then the newest."""
    own = replace(PRACTISED, goal=THIRD)
    found = fold(AGREED, replace(AGREED, goals=(OTHER,)), own)

    assert [one.goal for one in found.open_lines] == [OTHER, FIRST, THIRD]


def test_questions_change_nothing() -> None:
    """A question to the coach and its answer say nothing about where a goal stands."""
    replied = Replied(asked=IDS[1], words="Samen.")

    assert fold(AGREED, ASKED, replied) == fold(AGREED)


def test_days_are_those_of_the_calendar() -> None:
    """A day is the one that was meant, whatever time of the clock it was told at."""
    late = [replace(one, occurred_at=NOW.replace(hour=23)) for one in story(AGREED, *SEEN)]

    assert trajectory(late).lines[FIRST].days_seen == tuple(
        MONDAY + number * DAY for number in range(3)
    )
    assert isinstance(trajectory(late).lines[FIRST].days_seen[0], date)
