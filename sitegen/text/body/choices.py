"""What a `write:` address says."""

from __future__ import annotations

from collections.abc import Mapping


def read_choices(written: str) -> Mapping[str, str] | None:
    """Return what a `write:` address says, by edition ("" for all that are not named); None if it is wrong.

    `計程車` is for every converted edition, `tw=計程車;hk=的士` for those named.
    """
    choices: dict[str, str] = {}
    for part in written.split(";"):
        name, has_name, words = part.rpartition("=")
        name = name.strip().lower()
        if not words.strip() or name in choices or (has_name and not name):
            return None
        choices[name] = words.strip()
    return choices
