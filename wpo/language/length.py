"""How much is said at once: words a sentence, sentences a block, words an option."""

from collections.abc import Iterator

from wpo.language.blocks import Block, Reading, Role
from wpo.language.findings import Finding, error, warning
from wpo.language.sentences import outer_sentences, sentences, words

MEAN_WORDS = 8
WARN_WORDS = 12
IF_THEN_WORDS = 15
MOST_WORDS = 15
OPTION_WORDS = 10
OPTION_RATIO = 1.5
ALT_WORDS = 12
STAFF_MEAN_WORDS = 12
STAFF_MOST_WORDS = 20

# Spoken language comes in pairs of short sentences ('Dank je. Ik ga het doen.'), so a reply in a
# talk may have two where a described reaction has one.
_MOST_SENTENCES = {
    Role.STEM: 3,
    Role.MODEL: 3,
    Role.SPEECH: 3,
    Role.FEEDBACK: 3,
    Role.REASON: 3,
    Role.REPLY: 2,
    Role.RESPONSE: 2,
    Role.ASK: 2,
    Role.OPTION: 1,
    Role.STEP: 1,
    Role.MOMENT: 1,
    Role.TITLE: 1,
}
_ONE_A_LINE = (Role.STEM, Role.MODEL, Role.ASK)
_NOT_READ_AS_SENTENCE = (Role.ALT, Role.TITLE)
# So small a difference is not seen on the screen, whatever the ratio.
_SEEN_DIFFERENCE = 10


def long_sentences(reading: Reading) -> Iterator[Finding]:
    """T1: no sentence is long."""
    for block, text in reading.participant():
        if block.role in _NOT_READ_AS_SENTENCE:
            continue
        for sentence in _breaths(block, text.text):
            count, limit = len(words(sentence)), _limit(block, sentence)
            message = f"{count} woorden in één zin; maak er twee zinnen van (hoogstens {limit})"
            if count > MOST_WORDS:
                yield error("T1", text.place, message, sentence)
            elif count > limit:
                yield warning("T1", text.place, message, sentence)


def mean_sentence(reading: Reading) -> Iterator[Finding]:
    """T1: the assignment as a whole has short sentences."""
    # An als-dan sentence is two clauses; where only those stand together, as in the skill model,
    # their mean says nothing.
    told = tuple(block for block in reading.blocks if block.role is not Role.IF_THEN)
    lengths = sentence_lengths(told)
    mean = sum(lengths) / max(len(lengths), 1)
    if mean > MEAN_WORDS:
        yield warning(
            "T1",
            (),
            f"gemiddeld {_dutch(mean)} woorden per zin; maak de langste zinnen korter (hoogstens "
            f"{MEAN_WORDS} gemiddeld)",
        )


def sentence_lengths(of: tuple[Block, ...]) -> tuple[int, ...]:
    """Return the number of words of every sentence that participants read."""
    return tuple(
        len(words(sentence))
        for block in of
        if block.for_participants and block.role not in _NOT_READ_AS_SENTENCE
        for text in block.texts
        for sentence in _breaths(block, text.text)
    )


def full_blocks(reading: Reading) -> Iterator[Finding]:
    """T2: few sentences at once, and each on its own line."""
    for block in reading.blocks:
        most = _MOST_SENTENCES.get(block.role)
        if most is not None and block.n_sentences > most:
            yield error(
                "T2",
                block.place,
                f"{block.n_sentences} zinnen in {block.role}; laat weg wat kan (hoogstens {most})",
            )
            continue
        for text in block.texts:
            parts = outer_sentences(text.text)
            if len(parts) > 1 and block.role is Role.FEEDBACK:
                yield error(
                    "T2", text.place, "meer dan één zin op deze plek; maak er één zin van", parts[1]
                )
            elif len(parts) > 1 and block.role in _ONE_A_LINE:
                yield warning(
                    "T2", text.place, "meer dan één zin; zet elke zin op een eigen regel", parts[1]
                )


def long_options(reading: Reading) -> Iterator[Finding]:
    """T3: no option is long."""
    for block, text in reading.participant(Role.OPTION, Role.STEP, Role.REPLY):
        if len(words(text.text)) > OPTION_WORDS:
            yield warning(
                "T3",
                text.place,
                f"{len(words(text.text))} woorden in {block.role}; maak het korter (hoogstens "
                f"{OPTION_WORDS})",
                text.text,
            )


def uneven_options(reading: Reading) -> Iterator[Finding]:
    """T3: options that stand together look about equally long."""
    for group in reading.choices:
        longest = max(group.options, key=lambda option: len(option.text))
        shortest = min(group.options, key=lambda option: len(option.text))
        more = len(longest.text) - len(shortest.text)
        if more > _SEEN_DIFFERENCE and len(longest.text) > OPTION_RATIO * len(shortest.text):
            index = group.options.index(longest)
            yield warning(
                "T3",
                (*group.place, index, "text"),
                "veel langer dan het kortste antwoord; maak de antwoorden ongeveer even lang",
                longest.text,
            )


def long_alt(reading: Reading) -> Iterator[Finding]:
    """P9: the description of a picture is short."""
    for _, text in reading.participant(Role.ALT):
        count = len(words(text.text))
        if count > ALT_WORDS:
            yield warning(
                "P9",
                text.place,
                f"{count} woorden; noem alleen wat er te zien is (hoogstens {ALT_WORDS})",
                text.text,
            )


def staff_texts(reading: Reading) -> Iterator[Finding]:
    """S1: the trainer's card is B1."""
    lengths: list[int] = []
    for block in reading.of(Role.STAFF):
        for text in block.texts:
            for sentence in sentences(text.text):
                lengths.append(len(words(sentence)))
                if lengths[-1] > STAFF_MOST_WORDS:
                    yield warning(
                        "S1",
                        text.place,
                        f"{lengths[-1]} woorden in één zin; maak er twee zinnen van (hoogstens "
                        f"{STAFF_MOST_WORDS})",
                        sentence,
                    )
    mean = sum(lengths) / max(len(lengths), 1)
    if mean > STAFF_MEAN_WORDS:
        yield warning(
            "S1",
            ("trainer",),
            f"gemiddeld {_dutch(mean)} woorden per zin; maak de langste zinnen korter (hoogstens "
            f"{STAFF_MEAN_WORDS} gemiddeld)",
        )


def _breaths(block: Block, text: str) -> tuple[str, ...]:
    """Return what is read in one go: an als-dan sentence whole, anything else by sentence."""
    return (text,) if block.role is Role.IF_THEN else sentences(text)


def _limit(block: Block, sentence: str) -> int:
    if_then = sentence.startswith("Als ") and " dan " in sentence
    return IF_THEN_WORDS if if_then or block.role is Role.IF_THEN else WARN_WORDS


def _dutch(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


CHECKS = (
    long_sentences,
    mean_sentence,
    full_blocks,
    long_options,
    uneven_options,
    long_alt,
    staff_texts,
)
