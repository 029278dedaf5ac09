"""What can be wrong with a told date, each with what to do.

Facts name months, calendars and limits, never the date that was told.
"""

from intake_app.errors import N_, IntakeError


class DateNotUnderstood(IntakeError):
    """The text is no date we can read; what was typed stays as it is."""

    says = N_("This could not be read as a date.")
    remedy = N_("Write day, month and year (15.2.1990), month and year, a year alone, or “unknown”.")


class YearMissing(DateNotUnderstood):
    """A day or month without a year."""

    says = N_("The year is missing.")
    remedy = N_("Add the year, even an estimated one (“about 1990”).")


class YearTooShort(DateNotUnderstood):
    """A year of one or two digits could be in any century or calendar."""

    says = N_("The year has too few digits.")
    remedy = N_("Write the year with all four digits.")


class YearOutOfReach(DateNotUnderstood):
    """The year does not fit the chosen calendar: most often it was told in another one."""

    says = N_("This year does not fit the calendar: years from {first} to {last} can be converted.")
    remedy = N_("Check the year, or choose the calendar in which the date was told.")


class NoSuchMonth(DateNotUnderstood):
    """A month number the calendar does not have."""

    says = N_("This calendar has {months} months.")
    remedy = N_("Write the day before the month, or use the month's name.")


class NoSuchDay(DateNotUnderstood):
    """A day the month does not have in that year, such as 31 Mehr."""

    says = N_("The month {month} has {days} days in that year.")
    remedy = N_("Ask again, or leave the day out: month and year are enough.")


class MonthOfOtherCalendar(DateNotUnderstood):
    """The month's name belongs to a calendar other than the chosen one. Fact: the calendar's id."""

    says = N_("The month {month} belongs to another calendar.")
    remedy = N_("Choose that calendar and enter the date again.")
