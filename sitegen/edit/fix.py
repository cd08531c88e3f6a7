"""Slips of typography, mended in authors' files: nothing else in them changes, not a byte."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sitegen.checks.typography import FoundSlip, find_typos
from sitegen.model import Library
from sitegen.read import read_library
from sitegen.read.yaml import leaves, parse_yaml
from sitegen.text.markdown import parse_markdown
from sitegen.text.tokens import walk

# A mended slip may uncover another; no text needs more rounds than a few.
_ROUNDS = 5
_BYTE_ORDER_MARK = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Edit:
    """What is put in the place of the characters from `start` to `end` of a file."""

    start: int
    end: int
    better: str
    kind: str


def fix_typography(root: Path, own: Path) -> Mapping[str, Counter[str]]:
    """Mend the slips in the files below `root`; return for each changed file how many of which kind.

    A slip is mended where the file has, at its place, exactly the text in which it was found, and where the
    file still means the same. Raises OSError where the disk refuses.
    """
    mended: dict[str, Counter[str]] = {}
    for _ in range(_ROUNDS):
        library, _faults = read_library(root, own)
        changed = _fix_once(root, library) if library is not None else {}
        for path, kinds in changed.items():
            mended.setdefault(path, Counter()).update(kinds)
        if not changed:
            break
    return dict(sorted(mended.items()))


def _fix_once(root: Path, library: Library) -> dict[str, Counter[str]]:
    found: dict[str, list[tuple[FoundSlip, ...]]] = {}
    for group in find_typos(library):
        found.setdefault(group[0].place.path, []).append(group)
    changed = {}
    for path, groups in sorted(found.items()):
        # Interface words may be the project's own: those are not this site's to mend.
        if path in library.files and (root / path).is_file() and (kinds := _fix_file(root / path, groups)):
            changed[path] = kinds
    return changed


def _fix_file(file: Path, groups: Iterable[tuple[FoundSlip, ...]]) -> Counter[str]:
    text = file.read_bytes().decode("utf-8")
    starts = _line_starts(text)
    is_same = _comparison(file, text)
    located = [[_locate(text, starts, found) for found in group] for group in groups]
    # Half a pair is not mended.
    whole = [[edit for edit in group if edit] for group in located if None not in group]
    if not is_same(_apply(text, _joined(whole))):
        whole = [edits for edits in whole if is_same(_apply(text, edits))]
    edits = _joined(whole)
    mended = _apply(text, edits)
    if mended == text or not is_same(mended):
        return Counter()
    _replace(file, mended.encode("utf-8"))
    return Counter(edit.kind for edit in edits)


def _locate(text: str, starts: list[int], found: FoundSlip) -> Edit | None:
    """Return where in the file the slip stands; None unless its whole stretch stands there word for word."""
    place, written = found.stretch.place, found.stretch.text
    if place.line > len(starts):
        return None
    at = starts[place.line - 1] + place.column - 1
    start = at + found.offset
    end = start + found.slip.length
    if not text.startswith(written, at) or text[start:end] != found.slip.written:
        return None
    return Edit(start, end, found.slip.better, found.slip.kind)


def _joined(groups: Iterable[list[Edit]]) -> list[Edit]:
    return list(dict.fromkeys(edit for group in groups for edit in group))


def _line_starts(text: str) -> list[int]:
    first = len(_BYTE_ORDER_MARK) if text.startswith(_BYTE_ORDER_MARK) else 0
    return [first, *(end.end() for end in _LINE_END.finditer(text))]


def _apply(text: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.better + text[edit.end :]
    return text


def _comparison(file: Path, text: str) -> Callable[[str], bool]:
    """Return what tells whether a changed text still has the structure of `text`: its marks, its keys."""
    outline = _markdown_outline if PurePosixPath(file.name).suffix == ".md" else _yaml_outline
    before = outline(text)
    return lambda changed: outline(changed) == before


def _markdown_outline(text: str) -> list[object]:
    head, body = _halves(_LINE_END.sub("\n", text.removeprefix(_BYTE_ORDER_MARK)))
    tokens, _ = parse_markdown(body, "zh")
    marks = [
        (token.type, token.attrs, "" if token.type == "inline" else token.content)
        for token in walk(tokens)
        if token.type != "text"
    ]
    return [_yaml_outline(head), marks]


def _halves(text: str) -> tuple[str, str]:
    """Part a page at the end of its front matter."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", text
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])


def _yaml_outline(text: str) -> list[object]:
    text = text.removeprefix(_BYTE_ORDER_MARK)
    return [(at, type(value)) for at, value in _all_leaves(text)]


def _all_leaves(text: str) -> Iterator[tuple[object, object]]:
    yield from leaves(parse_yaml("", _LINE_END.sub("\n", text)).value)


def _replace(file: Path, data: bytes) -> None:
    """Write beside the file and rename, so that nobody ever meets half of it; a link stays a link."""
    file = file.resolve()
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_bytes(data)
        shutil.copymode(file, beside)
        beside.replace(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
