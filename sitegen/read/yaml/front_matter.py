"""The head of a page: where it begins and ends, and what it says."""

from __future__ import annotations

import re

from sitegen.model import Diagnostic, FrontMatter, Mend, Place
from sitegen.read.files import Text
from sitegen.read.yaml.documents import parse_yaml
from sitegen.read.yaml.schema import typed
from sitegen.read.yaml.values import KEYS

_FENCE = "---"
# Lines that were meant as one: dashes of another number or another kind, signs of another program.
_MEANT = re.compile(r"[ \t]*(?:-{2,}|[-–—―─━－﹣‐‑‒−]{1,}|\+{3})[ \t]*")
_KEY = re.compile(r"([a-z_]+)[ ]*[:：]")
_FIX = "`python build.py check --fix` does it."


def read_front_matter(text: Text) -> tuple[FrontMatter | None, int | None, list[Diagnostic]]:
    """Return the front matter, the number of lines that it takes if it ends, and its faults.

    Fences that are written otherwise are named and taken for what they were meant as.
    """
    lines = text.text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    faults = []
    if lines[first].rstrip() == _FENCE and first == 0:
        begin = 1
    elif _MEANT.fullmatch(lines[first]) and _has_key(lines[first + 1 :]):
        begin = first + 1
        faults.append(_fence(text.path, lines, first, "no-front-matter"))
    elif _has_key(lines[first:]) and any(_MEANT.fullmatch(line) for line in lines[first + 1 :]):
        begin = first
        hint = f"Write a line `---` before it. {_FIX}"
        mend = Mend(Place(text.path, first + 1), "", f"{_FENCE}\n", is_markup=True)
        message = "the line `---` before the front matter is missing"
        place = Place(text.path, first + 1)
        faults.append(Diagnostic(place, "no-front-matter", message, hint, mends=(mend,)))
    else:
        hint = "Begin the file with a line `---`, then `title: …` and `summary: …`, then a line `---`."
        return None, 0, [Diagnostic(Place(text.path), "no-front-matter", "the front matter is missing", hint)]
    ends = (number for number, line in enumerate(lines[begin:], begin) if _MEANT.fullmatch(line))
    end = next(ends, None)
    if end is None:
        hint = "Write a line `---` behind its last line."
        fault = Diagnostic(Place(text.path), "unended-front-matter", "the front matter does not end", hint)
        return None, None, [*faults, fault]
    if lines[end].rstrip() != _FENCE:
        faults.append(_fence(text.path, lines, end, "unended-front-matter"))
    if not any(line.strip() for line in lines[begin:end]):
        hint = "Write `title: …` and `summary: …` between the two lines `---`."
        fault = Diagnostic(Place(text.path), "no-front-matter", "the front matter says nothing", hint)
        return None, end + 1, [*faults, fault]
    # Empty first lines keep the YAML's line numbers those of the file.
    front, more = typed(parse_yaml(text.path, "\n".join([*[""] * begin, *lines[begin:end]])), FrontMatter)
    return front, end + 1, [*faults, *more]


def _has_key(lines: list[str]) -> bool:
    following = next((line for line in lines if line.strip()), "")
    key = _KEY.match(following)
    return key is not None and key[1] in KEYS


def _fence(path: str, lines: list[str], number: int, rule: str) -> Diagnostic:
    written = lines[number]
    which = "first" if rule == "no-front-matter" else "last"
    place = Place(path, number + 1)
    if written.rstrip() == _FENCE:
        message = "empty lines stand before the front matter"
        return _fault(place, rule, message, "Begin the file with the line `---`.")
    message = f"the {which} line of the front matter is `{written.strip()}`, not `---`"
    mends = (Mend(place, written, _FENCE, is_markup=True),) if not number or rule != "no-front-matter" else ()
    return _fault(
        place, rule, message, f"Write three hyphens. {_FIX}" if mends else "Write three hyphens.", mends
    )


def _fault(place: Place, rule: str, message: str, hint: str, mends: tuple[Mend, ...] = ()) -> Diagnostic:
    return Diagnostic(place, rule, message, hint, mends=mends)
