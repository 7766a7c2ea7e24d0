"""Working days and the holidays of Kazakhstan. Pure: no clock; today comes as an argument."""

from ortaq.lib.workdays.calendar import Calendar, UnknownYearError, moved_holidays
from ortaq.lib.workdays.hours import Hours
from ortaq.lib.workdays.kz import KZ, Holiday

__all__ = ["KZ", "Calendar", "Holiday", "Hours", "UnknownYearError", "moved_holidays"]
