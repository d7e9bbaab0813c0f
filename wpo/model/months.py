"""The calendar here: its days and months, and which months are over."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")  # whose calendar a day on a screen belongs to

DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def day_of(moment: datetime) -> date:
    """Return the day here on which something happened (an aware moment)."""
    return moment.astimezone(HERE).date()


def recent_day(day: date, today: date) -> str:
    """Return a day as people say it: vandaag, gisteren, maandag; nothing for longer ago."""
    ago = (today - day).days
    if ago in (0, 1):
        return ("vandaag", "gisteren")[ago]
    return DAYS[day.weekday()] if 0 < ago < 7 else ""


def dutch_date(day: date) -> str:
    """Return a date as it is read aloud: ``24 november 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Month:
    """A month of the calendar here; ``since_at`` and ``until_at`` are aware UTC."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> "Month":
        """Return the month in which something happened (an aware moment)."""
        here = moment.astimezone(HERE)
        return cls(year=here.year, number=here.month)

    @property
    def since_at(self) -> datetime:
        """Its first moment."""
        return datetime(self.year, self.number, 1, tzinfo=HERE).astimezone(UTC)

    @property
    def until_at(self) -> datetime:
        """The first moment after it."""
        return self.before(-1).since_at

    @property
    def label(self) -> str:
        """Year and month, as in ``2026-11``."""
        return f"{self.year:04}-{self.number:02}"

    def before(self, n_months: int) -> "Month":
        """Return the month so many months earlier."""
        year, number = divmod(self.year * 12 + self.number - 1 - n_months, 12)
        return Month(year=year, number=number + 1)


def closed_months(now: datetime, n_months: int = 12) -> tuple[Month, ...]:
    """Return the last months that are over at a moment (aware UTC), the newest last."""
    today = now.astimezone(HERE)
    this = Month(year=today.year, number=today.month)
    return tuple(this.before(ago) for ago in range(n_months, 0, -1))
