"""The deadlines of the law, in days. The day of filing is never counted (L-05). Knows no database and no
framework.

Sources: the consumer act (TRLGDCU art. 21.3) for everybody, Ley 10/2025 arts. 13 and 17 for the firms it
binds (L-04).
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

ANSWER_DAYS = 15  # calendar days, every business
ANSWER_BUSINESS_DAYS = 15  # business days, bound firms
CHARGE_DAYS = 5  # calendar days, bound firms, complaints about a bill or an undue charge
COMPLETION_BUSINESS_DAYS = 10  # the least a customer gets to complete a file (L-07)

DAY = timedelta(days=1)
LAST_SECOND = time(23, 59, 59)
YEARS_LOOKED_AT = 5


def filing_day(filed_at: datetime, zone: tzinfo) -> date:
    """The date on the wall, where the complaint belongs, when it was filed."""
    return filed_at.astimezone(zone).date()


def calendar_days_after(filed: date, days: int) -> date:
    return filed + days * DAY


def business_days_after(filed: date, days: int, is_business_day: Callable[[date], bool]) -> date:
    """The `days`-th business day after the day of filing. Raises ValueError if five years hold too few."""
    day = filed
    for _ in range(YEARS_LOOKED_AT * 366):
        day += DAY
        days -= is_business_day(day)
        if not days:
            return day
    raise ValueError("there are not that many business days in five years")


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The last second of the day where the zone is, told in UTC; the later one if its clock repeats it."""
    return datetime.combine(day, LAST_SECOND, tzinfo=zone).replace(fold=1).astimezone(UTC)
