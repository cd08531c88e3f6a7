"""The hint that names what an author probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

# Of more names on one page that are wrong, none is guessed: it is no slip, and each is compared with all.
MOST_GUESSES = 200


def did_you_mean(written: str, known: Iterable[str], otherwise: str, ending: str = "") -> str:
    """Return a hint that names the nearest of `known`, with `ending`, or `otherwise` where none is near."""
    near = get_close_matches(written, list(known), n=1)
    return f"Did you mean `{near[0]}{ending}`?" if near else otherwise
