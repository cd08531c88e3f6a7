"""What a site adds to the style sheets of the templates: its colours, and its own style sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitegen.model import Colour, Diagnostic, Place, Theme
from sitegen.read.standing import is_file, why
from sitegen.rules import UNREADABLE_FILE

# The style sheet that all pages have, and what a site writes to be added to it.
EVERYWHERE = "assets/css/site.css"
OWN = "assets/css/own.css"
# The variables of the style sheet, by the colours of a theme.
_NIGHT = '@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{ {} }} }}'


def added_styles(root: Path, theme: Theme) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Return what is added to which style sheet, by path, of the site in `root`, and what cannot be read."""
    own, written, faults = root / OWN, b"", []
    try:
        written = own.read_bytes() if is_file(own) else b""
    except OSError as error:
        faults.append(UNREADABLE_FILE(Place(OWN), "file", why=why(error)))
    styles = "\n".join(_colours(theme)).encode() + b"\n" + written
    return {EVERYWHERE: b"\n" + styles} if styles.strip() else {}, faults


def _colours(theme: Theme) -> Iterator[str]:
    named = {"accent": theme.accent, "seal": theme.second}
    chosen: dict[str, Colour] = {name: colour for name, colour in named.items() if colour}
    if chosen:
        day = "; ".join(f"--{name}: {colour.light}" for name, colour in chosen.items())
        night = "; ".join(f"--{name}: {colour.dark}" for name, colour in chosen.items())
        yield f":root {{ {day} }}"
        yield f':root[data-theme="dark"] {{ {night} }}'
        yield _NIGHT.format(night)
