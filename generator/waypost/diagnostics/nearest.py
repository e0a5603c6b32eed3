"""The nearest known name to one that isn't known."""

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known name most like ``name``, or an empty text when none is close.

    Case is ignored. Similarity is Ratcliff and Obershelp's, as in `difflib`.
    """
    if len(name) > 200:
        return ""
    # Loaded where there is a mistake.
    from difflib import get_close_matches

    folded = {candidate.casefold(): candidate for candidate in known}
    found = get_close_matches(name.casefold(), list(folded), n=1, cutoff=cutoff)
    return folded[found[0]] if found else ""
