"""Dates and distances between dates in words for people: "6 to 15 days ago"."""

import math
from datetime import date, timedelta

from waypost.core.cldr import say_day
from waypost.core.messages import Messages
from waypost.trees.intervals import Bound

FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()


def iso(ordinal: Bound) -> str:
    """A day for programs: ``2027-03-01``. The ends of the calendar stand for what is beyond."""
    return date.fromordinal(int(min(max(ordinal, FIRST_DAY), LAST_DAY))).isoformat()


# All these stand inside an owner's sentence, or alone with their first letter made a capital.


def days(low: Bound, high: Bound, say: Messages) -> str:
    """The days from one ordinal to another; an infinite one is no end."""

    def _text(ordinal: Bound) -> str:
        return say_day(date.fromordinal(int(ordinal)), say.language)

    if low == -math.inf:
        last = date.fromordinal(int(high))
        following = last + timedelta(days=1) if last < date.max else last
        if following.day == 1:
            return say.gettext("before %(day)s", day=_text(following.toordinal()))
        return say.gettext("on or before %(day)s", day=_text(high))
    if high == math.inf:
        return say.gettext("on or after %(day)s", day=_text(low))
    if low == high:
        return say.gettext("on %(day)s", day=_text(low))
    return say.gettext(
        "from %(first_day)s to %(last_day)s", first_day=_text(low), last_day=_text(high)
    )


def days_ago(low: Bound, high: Bound, say: Messages) -> str:
    """Days before today; negative ones lie ahead."""
    if low == high:
        return _one_ago(low, say)
    if low == -math.inf:
        if high == 0:
            return say.gettext("today or later")
        if high > 0:
            return say.ngettext("%(num)s day ago or later", "%(num)s days ago or later", int(high))
        return say.ngettext("in %(num)s day or later", "in %(num)s days or later", int(-high))
    if high == math.inf:
        if low == 0:
            return say.gettext("today or earlier")
        if low > 0:
            return say.ngettext("%(num)s day ago or more", "%(num)s days ago or more", int(low))
        return say.ngettext("in %(num)s day or earlier", "in %(num)s days or earlier", int(-low))
    if low == 0:
        return say.ngettext("%(num)s day ago or less", "%(num)s days ago or less", int(high))
    if high == 0:
        return say.ngettext(
            "today, or within %(num)s day", "today, or within %(num)s days", int(-low)
        )
    if low > 0:
        return say.ngettext(
            "%(least)s to %(num)s day ago",
            "%(least)s to %(num)s days ago",
            int(high),
            least=int(low),
        )
    if high < 0:
        return say.ngettext(
            "in %(least)s to %(num)s day",
            "in %(least)s to %(num)s days",
            int(-low),
            least=int(-high),
        )
    ahead = say.ngettext("%(num)s day ahead", "%(num)s days ahead", int(-low))
    return _from_to(_one_ago(high, say), ahead, say)


def _one_ago(count: Bound, say: Messages) -> str:
    if count == 0:
        return say.gettext("today")
    if count > 0:
        return say.ngettext("%(num)s day ago", "%(num)s days ago", int(count))
    return say.ngettext("in %(num)s day", "in %(num)s days", int(-count))


def _from_to(first: str, last: str, say: Messages) -> str:
    # l10n: counted days: “from 3 days ago to 2 days ahead”
    return say.gettext("from %(first)s to %(last)s", first=first, last=last)


def days_after(low: Bound, high: Bound, ask: str, say: Messages) -> str:
    """Days after another date that was asked for; negative ones lie before it."""
    if low == high:
        return _one_after(low, ask, say)
    if low == -math.inf:
        return _or_earlier(int(high), ask, say)
    if high == math.inf:
        return _or_later(int(low), ask, say)
    if low == 0:
        return say.ngettext(
            "up to %(num)s day after your answer to “%(question)s”",
            "up to %(num)s days after your answer to “%(question)s”",
            int(high),
            question=ask,
        )
    if high == 0:
        return say.ngettext(
            "up to %(num)s day before your answer to “%(question)s”",
            "up to %(num)s days before your answer to “%(question)s”",
            int(-low),
            question=ask,
        )
    if low > 0:
        return say.ngettext(
            "%(least)s to %(num)s day after your answer to “%(question)s”",
            "%(least)s to %(num)s days after your answer to “%(question)s”",
            int(high),
            least=int(low),
            question=ask,
        )
    if high < 0:
        return say.ngettext(
            "%(least)s to %(num)s day before your answer to “%(question)s”",
            "%(least)s to %(num)s days before your answer to “%(question)s”",
            int(-low),
            least=int(-high),
            question=ask,
        )
    return _from_to(_one_after(low, ask, say), _one_after(high, ask, say), say)


def _one_after(count: Bound, ask: str, say: Messages) -> str:
    if count == 0:
        return say.gettext("on the day of your answer to “%(question)s”", question=ask)
    if count > 0:
        return say.ngettext(
            "%(num)s day after your answer to “%(question)s”",
            "%(num)s days after your answer to “%(question)s”",
            int(count),
            question=ask,
        )
    return say.ngettext(
        "%(num)s day before your answer to “%(question)s”",
        "%(num)s days before your answer to “%(question)s”",
        int(-count),
        question=ask,
    )


def _or_earlier(count: int, ask: str, say: Messages) -> str:
    if count == 0:
        return say.gettext("on the day of your answer to “%(question)s” or earlier", question=ask)
    if count > 0:
        return say.ngettext(
            "%(num)s day after your answer to “%(question)s” or earlier",
            "%(num)s days after your answer to “%(question)s” or earlier",
            count,
            question=ask,
        )
    return say.ngettext(
        "%(num)s day before your answer to “%(question)s” or earlier",
        "%(num)s days before your answer to “%(question)s” or earlier",
        -count,
        question=ask,
    )


def _or_later(count: int, ask: str, say: Messages) -> str:
    if count == 0:
        return say.gettext("on the day of your answer to “%(question)s” or later", question=ask)
    if count > 0:
        return say.ngettext(
            "%(num)s day after your answer to “%(question)s” or later",
            "%(num)s days after your answer to “%(question)s” or later",
            count,
            question=ask,
        )
    return say.ngettext(
        "%(num)s day before your answer to “%(question)s” or later",
        "%(num)s days before your answer to “%(question)s” or later",
        -count,
        question=ask,
    )
