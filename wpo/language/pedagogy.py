"""How an assignment teaches: its options, its situations and its card."""

from collections.abc import Iterator

from wpo.language.blocks import AssignmentReading, Role
from wpo.language.findings import Finding, Place, error, warning
from wpo.language.grammar import starts_with_instruction
from wpo.language.sentences import lower_words, outside_quotes, plain_quotes, word_set
from wpo.model.questions import Choice, Multi, Order, Plan, Quality

WORKPLACES = 2
# So much longer than every other option is seen at a glance.
_CLEARLY_LONGER = 1.1
_ME = word_set("ik mij me mijn mezelf")
_YOU = word_set("je jij jou jouw")
_UNSEEN = word_set(
    "weet begrijpt snapt voelt vindt wil denkt gelooft beseft kent hoopt durft kan heeft"
)


def unhandy_options(reading: AssignmentReading) -> Iterator[Finding]:
    """P1: a beginner meets at most one unhandy reaction at a time."""
    if reading.assignment.level != 1:
        return
    for group in reading.choices:
        unhandy = [one for one in group.options if one.quality is Quality.UNHANDY]
        if group.kind != "multi" and len(unhandy) > 1:
            yield error(
                "P1",
                group.place,
                "op niveau 1 is hoogstens één antwoord niet_handig; haal er een weg",
                *(one.text for one in unhandy),
            )


def longest_is_right(reading: AssignmentReading) -> Iterator[Finding]:
    """P2: length does not give the answer away."""
    groups = [group for group in reading.choices if group.kind != "multi"]
    longest = []
    for group in groups:
        good = max(len(one.text) for one in group.options if one.quality is Quality.GOOD)
        rest = [len(one.text) for one in group.options if one.quality is not Quality.GOOD]
        longest.append(bool(rest) and good > _CLEARLY_LONGER * max(rest))
    if len(groups) >= 2 and all(longest):
        yield warning(
            "P2",
            groups[0].place,
            f"bij alle {len(groups)} keuzes is een goed antwoord het langste; maak soms een ander "
            "antwoord langer",
        )


def workplaces(reading: AssignmentReading) -> Iterator[Finding]:
    """P5: the same behaviour in different places."""
    places = {
        question.workplace
        for question in reading.assignment.practice
        if not isinstance(question, Plan)
    }
    if len(places) < WORKPLACES:
        yield warning(
            "P5",
            ("practice",),
            f"alle vragen spelen op dezelfde soort werk; neem er minstens {WORKPLACES}",
            *sorted(places),
        )


def stems(reading: AssignmentReading) -> Iterator[Finding]:
    """P7: a stem ends with what is asked."""
    for index, question in enumerate(reading.assignment.practice):
        if not isinstance(question, Choice | Multi | Order):
            continue
        last = question.stem[-1].strip() if question.stem else ""
        if not plain_quotes(last).rstrip("'\"").endswith("?") and not starts_with_instruction(last):
            yield warning(
                "P7",
                ("practice", index, "stem"),
                "geen vraag aan het eind; eindig met 'Wat doe je?' of 'Kies …'",
                *([last] if last else []),
            )


def empty_texts(reading: AssignmentReading) -> Iterator[Finding]:
    """P8: nothing is left blank; only the answer that ends a talk may be."""
    for block in reading.blocks:
        for text in block.texts:
            if not text.text.strip() and text.place[-1] != "answer":
                yield error("P8", text.place, "leeg; vul deze tekst in")
        if not block.texts and block.role not in (Role.ASK, Role.STAFF):
            yield error("P8", block.place, "leeg; vul deze tekst in")


def twins(reading: AssignmentReading) -> Iterator[Finding]:
    """P8: every reaction is its own, and so is its feedback."""
    for group in reading.choices:
        texts: set[str] = set()
        said: set[tuple[str, str]] = set()
        for index, option in enumerate(group.options):
            here: Place = (*group.place, index)
            reason = (option.feedback.said, option.feedback.because)
            if option.text in texts:
                yield error(
                    "P8", (*here, "text"), "staat er al; geef een ander antwoord", option.text
                )
            if reason in said:
                yield error(
                    "P8",
                    (*here, "feedback"),
                    "zelfde uitleg als bij een ander antwoord; leg dit antwoord uit",
                    option.feedback.because,
                )
            texts.add(option.text)
            said.add(reason)


def first_person(reading: AssignmentReading) -> Iterator[Finding]:
    """P10: behaviour and als-dan sentences are about me."""
    for block, text in reading.participant(Role.BEHAVIOUR, Role.IF_THEN):
        spoken = set(lower_words(outside_quotes(text.text)))
        if spoken & _YOU:
            yield warning("P10", text.place, "zeg het in de ik-vorm", text.text)
        elif not spoken & _ME and (block.role is Role.IF_THEN or text.place[0] == "practice"):
            yield warning("P10", text.place, "zeg wat ik doe: 'Ik …'", text.text)
    told = set(lower_words(" ".join(reading.assignment.behaviour)))
    if told and not told & _ME:
        yield warning("P10", ("behaviour",), "zeg wat ik doe: 'Ik …'")


def option_count(reading: AssignmentReading) -> Iterator[Finding]:
    """P11: two options are for beginners."""
    for group in reading.choices:
        if group.kind == "choice" and reading.assignment.level > 1 and len(group.options) != 3:
            yield warning(
                "P11",
                group.place,
                f"{len(group.options)} antwoorden; op niveau {reading.assignment.level} zijn het "
                "er 3",
            )


def safety(reading: AssignmentReading) -> Iterator[Finding]:
    """P13: staying positive is not swallowing, following instructions is not obeying."""
    assignment = reading.assignment
    if assignment.level != 3:
        return
    told = " ".join(block.text for block in reading.blocks if block.for_participants).lower()
    if assignment.sub_skill.startswith("s4") and "te veel" not in told and "te druk" not in told:
        yield warning(
            "P13", (), "laat ook zien dat iemand op tijd zegt dat het te veel is ('te veel')"
        )
    if assignment.sub_skill.startswith("s7") and "stop" not in told:
        yield warning(
            "P13", (), "laat ook zien dat iemand stopt als het niet veilig is of niet klopt"
        )


def observable(reading: AssignmentReading) -> Iterator[Finding]:
    """P14: a werkplekopleider can see it."""
    for index, point in enumerate(reading.assignment.trainer.observe):
        first = point.text.split()[:1]
        if first and first[0].lower() in _UNSEEN:
            yield warning(
                "P14",
                ("trainer", "observe", index, "text"),
                "dit is niet te zien; noem wat iemand doet of zegt",
                first[0],
            )


CHECKS = (
    unhandy_options,
    longest_is_right,
    workplaces,
    stems,
    empty_texts,
    twins,
    first_person,
    option_count,
    safety,
    observable,
)
