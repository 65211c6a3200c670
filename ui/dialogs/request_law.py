"""By what the forms of requests count."""

from dataclasses import dataclass
from datetime import date

from gongkai_desk.rules.registers.requests import Periods
from gongkai_desk.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Law:
    """The day, the working days and the periods by which a form counts while it is filled in."""

    today: date
    workdays: Workdays
    periods: Periods
