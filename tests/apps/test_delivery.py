"""Facts as a browser sends them: what has the shape of a fact, and why something else has not."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.making import ANNA, Walk, practice_of
from wpo.apps.delivery import read_events
from wpo.catalogue.loading import Catalogue
from wpo.model.events import Event, PracticeStarted
from wpo.model.pilot import PilotEvent, Rated

MISSING = object()
SECRET = "mijn buurman Kees"


def sent(event: Event) -> dict[str, Any]:
    """Return an event as the player sends it."""
    facts: dict[str, Any] = {"name": event.facts.name}
    if isinstance(event.facts, PracticeStarted):
        facts["seed"] = event.facts.seed
        facts["items"] = [
            {"assignment": one.assignment, "question": one.question, "hash": one.hash}
            for one in event.facts.items
        ]
    else:
        names = [name for name in event.facts.__slots__ if name != "name"]
        facts |= {name: getattr(event.facts, name) for name in names}
    moment = event.occurred_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    whole = {
        "event_id": event.event_id,
        "version": 1,
        "occurred_at": moment,
        "person": event.person,
        "assignment": event.assignment,
        "content_hash": event.content_hash,
        "attempt": event.attempt,
        "after": event.after,
        "facts": facts,
    }
    copy: dict[str, Any] = json.loads(json.dumps(whole))
    return copy


@pytest.fixture(scope="module")
def walk(catalogue: Catalogue) -> Walk:
    """A whole practice."""
    walk = Walk(ANNA, practice_of(next(iter(catalogue.assignments.values()))), "attempt-1")
    walk.finish()
    return walk


@pytest.fixture
def start(walk: Walk) -> dict[str, Any]:
    """The start of a practice as it is sent."""
    return sent(walk.events[0])


@pytest.fixture
def answer(walk: Walk) -> dict[str, Any]:
    """An answer as it is sent."""
    return sent(walk.events[-2])


def _reason(fact: Any) -> str:
    events, refused = read_events([fact])
    assert events == []
    (reason,) = refused.values()
    return reason


def test_whole_practice(walk: Walk) -> None:
    """What the player sends is read as the facts that they are."""
    events, refused = read_events([sent(one) for one in walk.events])

    assert events == walk.events
    assert refused == {}


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-02T09:00:00Z",
        "2026-11-02T09:00:00.000Z",
        "2026-11-02T10:00:00+01:00",
        "2026-11-02T04:00:00.000000-05:00",
    ],
)
def test_times(answer: dict[str, Any], moment: str) -> None:
    """A time is ISO with Z or an offset, and always the same moment."""
    (event,), _ = read_events([answer | {"occurred_at": moment}])

    assert event.occurred_at.timestamp() == 1793610000


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-02T09:00:00",
        "2026-11-02",
        "09:00",
        "gisteren",
        "",
        1793610000,
        1793610000.5,
        None,
        True,
        [],
        "2026-13-02T09:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "+010000-01-01T00:00:00Z",
    ],
)
def test_no_times(answer: dict[str, Any], moment: Any) -> None:
    """A time without a zone, a number, and what is no time are refused by name."""
    assert _reason(answer | {"occurred_at": moment}).startswith("occurred_at: ")


WRONG: list[tuple[str, Any]] = [
    ("event_id", 5),
    ("event_id", "kort"),
    ("event_id", MISSING),
    ("version", 2),
    ("version", "1"),
    ("version", None),
    ("person", None),
    ("person", ["anna"]),
    ("assignment", 1),
    ("assignment", "x" * 1_000_000),
    ("assignment", "a\x00"),
    ("content_hash", True),
    ("content_hash", MISSING),
    ("attempt", "a b c d e f g"),
    ("after", None),
    ("after", "x" * 1_000_000),
    ("after", "kort"),
    ("facts", None),
    ("facts", "answered"),
    ("facts", []),
    ("facts", MISSING),
    ("facts.name", "gekeken"),
    ("facts.name", 1),
    ("facts.index", True),
    ("facts.index", "0"),
    ("facts.index", 0.0),
    ("facts.index", 0.5),
    ("facts.index", float("nan")),
    ("facts.index", float("inf")),
    ("facts.index", None),
    ("facts.question", 1),
    ("facts.question", SECRET * 60_000),
    ("facts.hash", MISSING),
    ("facts.turn", None),
    ("facts.attempt_at", "1"),
    ("facts.attempt_at", False),
    ("facts.options", "a"),
    ("facts.options", [1]),
    ("facts.options", [["a"]]),
    ("facts.options", {"a": 1}),
    ("facts.options", [SECRET * 10]),
    ("facts.options", ["a"] * 100),
    ("facts.shown", None),
    ("facts.listened", -1),
    ("facts.listened", 1e3),
    ("facts.listened", 10**6),
    ("facts.helped", 0),
    ("facts.helped", "yes"),
    ("facts.helped", "true"),
    ("facts.pace", "4,2 s"),
    ("facts.pace", SECRET),
]


def _with(fact: dict[str, Any], field: str, value: Any) -> dict[str, Any]:
    copy = fact | {"facts": dict(fact["facts"])}
    *path, name = field.split(".")
    place = copy["facts"] if path else copy
    place.pop(name, None)
    if value is not MISSING:
        place[name] = value
    return copy


@pytest.mark.parametrize(("field", "value"), WRONG, ids=lambda one: str(one)[:20])
def test_wrong(answer: dict[str, Any], field: str, value: Any) -> None:
    """A field of another kind, too long or missing is refused by its name."""
    reason = _reason(_with(answer, field, value))

    assert reason.startswith((f"{field}", field.rsplit(".", 1)[-1]))
    assert len(reason) < 200


@pytest.mark.parametrize("field", ["x", "facts.x"])
def test_unknown(answer: dict[str, Any], field: str) -> None:
    """A key that a fact does not have is refused by name."""
    assert _reason(_with(answer, field, 1)) == f"{field}: Unexpected keyword argument"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seed", "7"),
        ("seed", True),
        ("seed", 1.5),
        ("items", None),
        ("items", []),
        ("items", [{}]),
        ("items", [["a", "q1", "h"]]),
        ("items", [{"assignment": "a", "question": "q", "hash": "h", "x": 1}]),
        ("items", [{"assignment": "a" * 101, "question": "q", "hash": "h"}]),
        ("items", [{"assignment": "a", "question": "q", "hash": "h"}] * 9),
        ("index", 0),
    ],
)
def test_wrong_start(start: dict[str, Any], field: str, value: Any) -> None:
    """The start of a practice is judged as a start, not as an answer."""
    reason = _reason(_with(start, f"facts.{field}", value))

    assert field in reason or "assignment: " in reason
    assert "PracticeStarted" not in reason
    assert "answered" not in reason


@pytest.mark.parametrize("field", [field for field, _ in WRONG if field != "event_id"], ids=str)
def test_never_the_value(answer: dict[str, Any], field: str) -> None:
    """Whatever stands in a field, the reason does not repeat it: it may be about somebody."""
    for value in (f"{SECRET}\n", [SECRET], {SECRET: 1, "b": SECRET}, SECRET * 10):
        _, refused = read_events([_with(answer, field, value)])

        assert list(refused) in ([], [answer["event_id"]])
        assert SECRET not in json.dumps(list(refused.values())) or isinstance(value, dict)


@pytest.mark.parametrize("fact", [None, 1, "x", [], {}, True, float("nan"), b"x", {1, 2}, {(): 1}])
def test_no_fact(fact: Any) -> None:
    """What is no object at all is refused by its place in the list."""
    events, refused = read_events([fact])

    assert events == []
    assert list(refused) == ["0"]


def test_good_among_bad(walk: Walk) -> None:
    """One bad fact takes nothing away from the others of its delivery."""
    good = [sent(one) for one in walk.events]
    bad = [good[2] | {"version": 7}, "x", None]
    events, refused = read_events([good[0], *bad, good[1]])

    assert events == walk.events[:2]
    assert set(refused) == {walk.events[2].event_id, "2", "3"}


@pytest.mark.parametrize("half", ["\ud800", "a\udfff"], ids=ascii)
def test_half_characters(answer: dict[str, Any], half: str) -> None:
    """A text that no database can keep is refused before it comes there."""
    for field in ("assignment", "content_hash", "person", "facts.turn", "facts.question"):
        assert _reason(_with(answer, field, half))


def test_deep(answer: dict[str, Any]) -> None:
    """Lists in lists without end are refused, not a crash."""
    for depth in (100, 900, 5_000, 100_000):
        deep: Any = []
        for _ in range(depth):
            deep = [deep]
        assert _reason(answer | {"facts": deep})
        assert _reason(_with(answer, "facts.name", deep))
        assert _reason(_with(answer, "facts.options", deep))


def test_endless_number(answer: dict[str, Any], start: dict[str, Any]) -> None:
    """A number of thousands of digits is refused or kept, but never a crash."""
    for number in (10**100, 10**4_000, 10**10_000, -(10**10_000)):
        events, refused = read_events(
            [_with(answer, "facts.index", number), _with(start, "facts.seed", number)]
        )
        assert len(events) + len(refused) == 2


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=10)
    | st.sampled_from(["answered", "practice_started", "2026-11-02T09:00:00Z", "attempt-1"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8) | st.sampled_from(["name", "facts", "items"]), inner)
    ),
    max_leaves=12,
)


@given(body=st.lists(JSON, max_size=5))
@settings(max_examples=200, deadline=None)
def test_any_json(body: list[Any]) -> None:
    """Whatever JSON comes, every part of it is read or refused."""
    events, refused = read_events(body)

    assert events == []
    assert len(refused) <= len(body)
    assert bool(refused) == bool(body)


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_any_field(walk: Walk, data: st.DataObject) -> None:
    """Whatever stands in some fields of a fact, it is read or refused."""
    fact = sent(data.draw(st.sampled_from(walk.events), label="event"))
    for _ in range(data.draw(st.integers(1, 3), label="fields")):
        if not isinstance(fact.get("facts"), dict):
            break
        names = [*fact, *(f"facts.{name}" for name in fact["facts"])]
        field = data.draw(st.sampled_from(names), label="field")
        fact = _with(fact, field, data.draw(JSON | st.text() | st.just(MISSING), label="value"))
    events, refused = read_events([fact])

    assert len(events) + len(refused) == 1


RATED: dict[str, Any] = {
    "event_id": "oordeel-0001",
    "version": 1,
    "occurred_at": "2026-11-02T09:00:00.000Z",
    "person": "anna",
    "by": "anna",
    "as_role": "deelnemer",
    "assignment": "overleggen-luisteren-1",
    "content_hash": "abcd",
    "source": "scherm",
    "facts": {
        "name": "rated",
        "questionnaire": "deelnemer",
        "answers": [{"item": "snapte", "value": 2, "words": ""}],
    },
}


def test_what_somebody_thinks_of_an_opdracht_is_read() -> None:
    """A fact that says where it comes from is one about an opdracht."""
    (event,), refused = read_events([RATED])

    assert refused == {}
    assert isinstance(event, PilotEvent)
    assert isinstance(event.facts, Rated)
    assert (event.facts.answers[0].item, event.facts.answers[0].value) == ("snapte", 2)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("source", "fluisteren"),
        ("as_role", "baas"),
        ("person", "bram"),
        ("assignment", SECRET),
        ("version", 2),
        ("occurred_at", "gisteren"),
        ("extra", 1),
        ("facts.questionnaire", SECRET),
        ("facts.answers", []),
        ("facts.answers", [{"item": SECRET, "value": 2, "words": ""}]),
        ("facts.answers", [{"item": "snapte", "value": 9, "words": SECRET}]),
        ("facts.answers", [{"item": "snapte", "value": "2", "words": ""}]),
        ("facts.answers", [{"item": "snapte", "value": 2, "words": SECRET}]),
        ("facts.answers", [{"item": "a", "value": 0, "words": SECRET * 100}]),
        ("facts.helped_by", "werkplekopleider"),
        ("facts.name", "remarked"),
    ],
)
def test_a_wrong_rating_is_refused_without_what_it_says(field: str, value: Any) -> None:
    """The reason names a field and a rule; never an answer, a word or a name."""
    reason = _reason(_with(RATED, field, value))

    assert SECRET not in reason
    assert " 9" not in reason
    assert len(reason) < 200
