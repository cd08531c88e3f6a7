"""The head of a page: where it begins and ends, and what it says."""

from __future__ import annotations

from itertools import islice

from sitegen.expressions import lazy_regex
from sitegen.model import Diagnostic, FrontMatter, Mend, Place, Rule
from sitegen.read.yaml.documents import parse_yaml
from sitegen.read.yaml.schema import typed
from sitegen.read.yaml.values import KEYS
from sitegen.rules import NO_FRONT_MATTER, UNENDED_FRONT_MATTER

_FENCE = "---"
# Lines that were meant as one: dashes of another number or another kind, signs of another program.
_MEANT = lazy_regex(r"[ \t]*(?:-{2,}|[-–—―─━－﹣‐‑‒−]{1,}|\+{3})[ \t]*")
_KEY = lazy_regex(r"([a-z_]+)[ ]*[:：]")


# What it says, the number of lines that it takes if it ends, and its faults.
Head = tuple[FrontMatter | None, int | None, tuple[Diagnostic, ...]]
# Where it begins, and where it ends.
_FENCES = 2


def head_of(text: str) -> str:
    """Return the first lines of a page, as many as decide what its front matter says.

    >>> head_of("---\\ntitle: A\\n---\\nText.")
    '---\\ntitle: A\\n---'
    """
    lines = text.split("\n")
    fences = (number for number, line in enumerate(lines, 1) if _MEANT.fullmatch(line))
    return "\n".join(lines[: next(islice(fences, _FENCES - 1, None), len(lines))])


def read_front_matter(path: str, text: str) -> Head:
    """Return the front matter of the page at `path`, of which `text` is the whole or the head.

    Fences that are written otherwise are named and taken for what they were meant as.
    """
    front, end, faults = _read(path, text)
    return front, end, tuple(faults)


def _read(path: str, text: str) -> tuple[FrontMatter | None, int | None, list[Diagnostic]]:
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    faults = []
    if lines[first].rstrip() == _FENCE and first == 0:
        begin = 1
    elif _MEANT.fullmatch(lines[first]) and _has_key(lines[first + 1 :]):
        begin = first + 1
        faults.append(_fence(path, lines, first, NO_FRONT_MATTER))
    elif _has_key(lines[first:]) and any(_MEANT.fullmatch(line) for line in lines[first + 1 :]):
        begin = first
        mend = Mend(Place(path, first + 1), "", f"{_FENCE}\n", is_markup=True)
        faults.append(NO_FRONT_MATTER(Place(path, first + 1), "before", mends=(mend,)))
    else:
        return None, 0, [NO_FRONT_MATTER(Place(path), "missing")]
    ends = (number for number, line in enumerate(lines[begin:], begin) if _MEANT.fullmatch(line))
    end = next(ends, None)
    if end is None:
        return None, None, [*faults, UNENDED_FRONT_MATTER(Place(path), "missing")]
    if lines[end].rstrip() != _FENCE:
        faults.append(_fence(path, lines, end, UNENDED_FRONT_MATTER))
    if not any(line.strip() for line in lines[begin:end]):
        return None, end + 1, [*faults, NO_FRONT_MATTER(Place(path), "nothing")]
    # Empty first lines keep the YAML's line numbers those of the file.
    front, more = typed(parse_yaml(path, "\n".join([*[""] * begin, *lines[begin:end]])), FrontMatter)
    return front, end + 1, [*faults, *more]


def _has_key(lines: list[str]) -> bool:
    following = next((line for line in lines if line.strip()), "")
    key = _KEY.match(following)
    return key is not None and key[1] in KEYS


def _fence(path: str, lines: list[str], number: int, rule: Rule) -> Diagnostic:
    written, place = lines[number], Place(path, number + 1)
    if written.rstrip() == _FENCE:
        return rule(place, "lines-above")
    is_sure = not number or rule != NO_FRONT_MATTER
    mends = (Mend(place, written, _FENCE, is_markup=True),) if is_sure else ()
    return rule(place, "fence", mends=mends, written=written.strip())
