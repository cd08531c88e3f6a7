"""What rules know how to mend, mended in authors' files: nothing else in them changes, not a byte."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from sitegen.checks import MENDING
from sitegen.checks.severities import weigh
from sitegen.edit.pages.edits import BYTE_ORDER_MARK, LINE_END, Edit, apply, line_starts
from sitegen.facts.index import Index
from sitegen.memory import Memory
from sitegen.model import Mend
from sitegen.read import read_library
from sitegen.read.yaml.documents import leaves, parse_yaml
from sitegen.text.body.blocks import (
    Block,
    Cell,
    CodeBlock,
    Heading,
    HtmlBlock,
    List,
    RunBlock,
    inner,
    walk,
)
from sitegen.text.body.inline import (
    Break,
    Closing,
    CodeSpan,
    Foreign,
    Html,
    Image,
    Item,
    Link,
    Opening,
    Space,
    Text,
)
from sitegen.text.body.parse import parse_body

# What is mended may uncover more; no text needs more rounds than a few.
_ROUNDS = 8


def fix(
    root: Path, own: Path, concerns: Callable[[str], bool] = lambda _: True
) -> Mapping[str, Counter[str]]:
    """Mend what can be mended in the files below `root`; return for each changed file how much of which rule.

    Only files that it `concerns`, by their paths, are mended.

    The mends of a diagnostic are made together or not at all: where the file has, at their places, exactly
    the text in which they were found, and where it still means the same (but for what is to be read as
    markup). Raises OSError where the disk refuses.
    """
    mended: dict[str, Counter[str]] = {}
    memory = Memory()
    for _ in range(_ROUNDS):
        changed = _fix_once(root, own, memory, concerns)
        for path, rules in changed.items():
            mended.setdefault(path, Counter()).update(rules)
        if not changed:
            break
    return dict(sorted(mended.items()))


def _fix_once(
    root: Path, own: Path, memory: Memory, concerns: Callable[[str], bool]
) -> dict[str, Counter[str]]:
    library, diagnostics = read_library(root, own, memory)
    if library is not None:
        index = Index(library)
        found = (each for check in MENDING for each in check.run(index, memory))
        diagnostics = weigh([*diagnostics, *found], library.site)
    groups_of: dict[str, dict[tuple[Mend, ...], str]] = {}
    for each in diagnostics:
        if each.mends and concerns(each.place.path):
            groups_of.setdefault(each.place.path, {}).setdefault(each.mends, each.rule.name)
    changed = {}
    for path, groups in sorted(groups_of.items()):
        # Interface words may be the project's own: those are not this site's to mend.
        is_ours = library is None or path in library.files
        if is_ours and (root / path).is_file() and (rules := _fix_file(root / path, groups)):
            changed[path] = rules
    return changed


def _fix_file(file: Path, groups: Mapping[tuple[Mend, ...], str]) -> Counter[str]:
    """Mend what makes markup first, and alone: it changes what everything else is seen in."""
    text = file.read_bytes().decode("utf-8")
    starts = line_starts(text)
    markup = [_locate(text, starts, mends, rule) for mends, rule in groups.items() if mends[0].is_markup]
    if any(markup):
        edits = _joined(markup)
    else:
        is_same = _comparison(file, text)
        whole = [_locate(text, starts, mends, rule) for mends, rule in groups.items()]
        edits = _joined(_sound(whole, lambda edits: is_same(apply(text, edits))))
        if not is_same(apply(text, edits)):
            return Counter()
    mended = apply(text, edits)
    if mended == text:
        return Counter()
    _replace(file, mended.encode("utf-8"))
    return Counter(edit.rule for edit in edits)


def _locate(text: str, starts: list[int], mends: Iterable[Mend], rule: str) -> list[Edit]:
    """Return where in the file all of `mends` are due; nothing unless the file has each of them there."""
    edits = []
    ending = LINE_END.search(text)
    for mend in mends:
        if mend.place.line > len(starts):
            return []
        start = starts[mend.place.line - 1] + mend.place.column - 1
        begin = start - len(mend.before)
        if begin < 0 or not text.startswith(f"{mend.before}{mend.written}{mend.after}", begin):
            return []
        # A new line ends as the file's others do.
        better = mend.better.replace("\n", ending[0] if ending else "\n")
        edits.append(Edit(start, start + len(mend.written), better, rule))
    return edits


def _joined(groups: Iterable[list[Edit]]) -> list[Edit]:
    """Return the edits of `groups`, each once; a group that overlaps an earlier one is left out whole."""
    taken: dict[int, Edit] = {}
    for group in groups:
        covered = {at: edit for edit in group for at in range(edit.start, max(edit.end, edit.start + 1))}
        if all(taken.get(at, edit) == edit for at, edit in covered.items()):
            taken.update(covered)
    return list(dict.fromkeys(taken.values()))


def _sound(groups: list[list[Edit]], is_sound: Callable[[list[Edit]], bool]) -> list[list[Edit]]:
    """Return those of `groups` that may be made; a faulty one among many is found by halves."""
    if not groups or is_sound(_joined(groups)):
        return groups
    if len(groups) == 1:
        return []
    middle = len(groups) // 2
    return [*_sound(groups[:middle], is_sound), *_sound(groups[middle:], is_sound)]


def _comparison(file: Path, text: str) -> Callable[[str], bool]:
    """Return what tells whether a changed text still has the structure of `text`: its marks, its keys."""
    outline = _markdown_outline if PurePosixPath(file.name).suffix == ".md" else _yaml_outline
    before = outline(text)
    return lambda changed: outline(changed) == before


def _markdown_outline(text: str) -> list[object]:
    head, body = _halves(LINE_END.sub("\n", text.removeprefix(BYTE_ORDER_MARK)))
    written, _ = parse_body(body, "zh")
    return [_yaml_outline(head), *(_outline(block) for block in walk(written.blocks))]


def _outline(block: Block) -> object:
    """Return what a block is, with the marks and addresses in it, but without its words."""
    match block:
        case Heading(_, level, id_):
            said: tuple[object, ...] = (level, id_)
        case List(_, is_numbered, start):
            said = (is_numbered, start)
        case Cell(_, is_head, side):
            said = (is_head, side)
        case CodeBlock(_, text) | HtmlBlock(_, text):
            said = (text,)
        case _:
            said = ()
    items = block.run.items if isinstance(block, RunBlock) else []
    return type(block), said, len(inner(block)), _marks(items)


def _marks(items: Iterable[Item]) -> list[object]:
    return [(type(item), _mark(item)) for item in items if not isinstance(item, Text | Space)]


def _mark(item: Item) -> object:
    """Return what an item of a flat run says that no rule may change unless it is markup."""
    match item:
        case Opening(Link(_, address, title)):
            return Link, address, title
        case Opening(Foreign(language)):
            return Foreign, language
        case Opening(mark) | Closing(mark):
            return type(mark)
        case Image(_, address, title, alt):
            return address, title, _marks(alt.items)
        case Break(is_hard):
            return is_hard
        case CodeSpan(text) | Html(text):
            return text
    return None


def _halves(text: str) -> tuple[str, str]:
    """Part a page at the end of its front matter."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", text
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])


def _yaml_outline(text: str) -> list[object]:
    text = text.removeprefix(BYTE_ORDER_MARK)
    return [(at, type(value)) for at, value in _all_leaves(text)]


def _all_leaves(text: str) -> Iterator[tuple[object, object]]:
    yield from leaves(parse_yaml("", LINE_END.sub("\n", text)).value)


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
