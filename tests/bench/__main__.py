"""Run the bench: ``python -m tests.bench [--quick] [--only …]``.

The parts are pages, opens, tap, check, overviews, evaluation, filters and
kernels, separated by commas.
"""

import argparse
import signal
import sys
from collections.abc import Sequence

from tests.bench.environment import machine
from tests.bench.failure import NotMeasured, attempt, stop
from tests.bench.parts import FULL, PARTS, QUICK, Plan
from tests.bench.table import RULE

STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for and print it; what cannot be measured is a line, not a failure."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    options = parse(arguments)
    say(f"Meetbank van wpo\n{machine()}\n{RULE}")
    try:
        for part in options.only:
            say(f"\n{part_text(part, QUICK if options.quick else FULL)}")
    except KeyboardInterrupt:
        sys.stderr.write("bench: afgebroken; alle servers zijn gestopt\n")
        return STOPPED
    return 0


def part_text(part: str, plan: Plan) -> str:
    """Measure one part and return its text."""
    texts = attempt(lambda: PARTS[part](plan))
    if isinstance(texts, NotMeasured):
        return f"{part}\n  niet gemeten: {texts.reason}"
    return "\n\n".join(texts)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="alles een keer meten")
    parser.add_argument(
        "--only", type=chosen_parts, default=list(PARTS), help=f"welke delen: {','.join(PARTS)}"
    )
    return parser.parse_args(arguments)


def chosen_parts(text: str) -> list[str]:
    """Return the parts in a comma-separated list; refuse unknown ones."""
    chosen = [part.strip() for part in text.split(",")]
    unknown = [part for part in chosen if part not in PARTS]
    if unknown:
        message = f"onbekend: {', '.join(unknown)}; kies uit {', '.join(PARTS)}"
        raise argparse.ArgumentTypeError(message)
    return chosen


def say(text: str) -> None:
    """Print a piece of the report at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
