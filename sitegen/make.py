"""The story of a build, from authors' files to the files of a site."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path, PurePath

import jinja2

from sitegen import own
from sitegen.checks import check_in_turn
from sitegen.checks.causes import without_consequences
from sitegen.checks.severities import weigh
from sitegen.facts.addresses import Addresses
from sitegen.facts.heads import shown_of
from sitegen.facts.shown import is_page, shown_at
from sitegen.memory import Forgetful, Memory
from sitegen.model import Diagnostic, Library, Publishing, Severity
from sitegen.plan import plan
from sitegen.plan.books import Book
from sitegen.read import read_library
from sitegen.serving.table import Served, served
from sitegen.values import dataclass
from sitegen.write import AssetFolders, First, Output, load_files, load_materials, render, show
from sitegen.write.compressed import with_compressed
from sitegen.write.theme import added_styles

# What a site may lack comes from here: templates, assets and interface words.
OWN = Path(own.OWN)
_PACKAGE = Path(own.PACKAGE)

# Below the folder of a site: what is kept from one run to the next.
CACHE = PurePath(".cache", "sitegen")


def basis() -> bytes:
    """Return the digest of all that stages are made of: the package, what is installed beside it, Python."""
    found = sha256(sys.version.encode())
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix not in _COMPILED and path.is_file():
            found.update(f"{path.relative_to(_PACKAGE)}\0".encode() + sha256(path.read_bytes()).digest())
    # Their names hold their versions.
    installed = Path(jinja2.__file__).parents[1]
    found.update("\n".join(sorted(path.name for path in installed.glob("*.dist-info"))).encode())
    return found.digest()


_COMPILED = (".pyc", ".pyo")


# What shows pages that have errors, by output path, with these pages.
_Held = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Made:
    """A site in memory; `outputs` is empty where an error keeps it from being made."""

    outputs: tuple[Output, ...]
    diagnostics: tuple[Diagnostic, ...]
    # Where its home is; "" where that cannot be told.
    base_path: str = ""
    pages: int = 0
    editions: int = 0
    publishing: Publishing = field(default_factory=Publishing)
    base_url: str = ""
    # Of a preview: the output paths that are left out, each with the pages whose errors are the reason.
    held: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # Its books, with what people call them, where they were asked for.
    books: tuple[tuple[Book, Output], ...] = ()
    # What servers have to know of it; None for a preview, which has one of its own.
    served: Served | None = None

    def count(self, severity: Severity) -> int:
        """Return how many diagnostics have `severity`."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: values hold no cycles, and looking at all of them takes long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def make_site(
    root: Path,
    memory: Memory | None = None,
    *,
    is_preview: bool = False,
    with_gates: bool = False,
    with_books: bool = False,
    first: First | None = None,
) -> Made:
    """Return the site whose content is in `root`, with everything that is wrong with it, sorted.

    A preview has drafts, unhashed asset names and the live-reload script, and lacks what shows a page that
    has errors; it differs in nothing else. Gates stop no build: they are looked for only where asked for; so
    are books where the site has none. What `memory` has from the builds before is not made again; the site
    is the same without. Who is to have some pages `first` gets them when nothing that is wrong speaks against
    them.
    """
    memory = memory or Forgetful()
    memory.age()
    library, diagnostics = read_library(root, OWN, memory)
    if library is None:
        return Made((), _in_order(diagnostics))
    checking = check_in_turn(library, memory, with_gates=with_gates)
    found = [*diagnostics, *next(checking)]
    diagnostics = _weighed(found, library)
    if not library.site.editions or any(each.rule.stops for each in diagnostics):
        every = _weighed([*found, *chain(*checking)], library)
        return Made((), _in_order(every, library.site.languages))
    base_path = Addresses(str(library.site.base_url)).base_path
    added, unread = added_styles(root, library.site.theme)
    folders = AssetFolders((root, OWN), base_path, is_preview, added)
    shown = shown_of(library.pages, memory, drafts=is_preview)
    files, unreadable = load_files(shown.values(), library.files, folders, memory)
    unreadable += unread
    planned = plan(library, files, memory, drafts=is_preview, books=with_books)
    materials, unfit = load_materials(planned, files, folders, memory)

    def stands(diagnostics: list[Diagnostic]) -> tuple[_Held, bool]:
        """What is left out of a preview, and whether there can be anything."""
        held = _held(diagnostics, library) if is_preview else {}
        lacking = {path for paths in held.values() for path in paths}
        return held, not _has_error([each for each in diagnostics if each.place.path not in lacking] + unfit)

    if first is not None:
        held, is_sound = stands([*diagnostics, *unreadable])
        if is_sound:
            show(planned, materials, memory, held, first)
    diagnostics = [*_weighed([*found, *chain(*checking)], library), *unreadable]
    held, is_sound = stands(diagnostics)
    outputs, faults = render(planned, materials, memory, held) if is_sound else ((), [])
    known = None
    if outputs and not is_preview and not _has_error(faults):
        outputs = with_compressed(outputs, [*map(str, library.site.publishing.compressed)], memory)
        moved = [(each.output_path, each.url) for each in planned.redirects]
        known = served(library.site, {each.path for each in outputs}, moved)
    outputs = () if _has_error(faults) else outputs
    by_path = {each.path: each for each in outputs} if planned.has_books else {}
    return Made(
        outputs,
        _in_order([*diagnostics, *unfit, *faults], library.site.languages),
        planned.addresses.base_path,
        pages=len({each.key for each in planned.outlines}),
        editions=len(planned.frames),
        publishing=library.site.publishing,
        base_url=planned.addresses.base_url,
        held=held,
        books=tuple(
            (each, by_path[each.output_path]) for each in planned.books if each.output_path in by_path
        ),
        served=known,
    )


def _weighed(found: list[Diagnostic], library: Library) -> list[Diagnostic]:
    """Return what was found as it is told: weighed, without consequences, at the places of the files."""
    told = without_consequences(weigh(found, library.site), library.pages)
    return [_as_written(each, library) for each in told]


def _held(diagnostics: list[Diagnostic], library: Library) -> _Held:
    """Return what shows pages that have errors, by output path, with these pages."""
    held: dict[str, tuple[str, ...]] = {}
    faulty = {each.place.path for each in diagnostics if each.severity is Severity.ERROR}
    for path in sorted(faulty & library.files):
        for output in shown_at(path, library.site, library.pages.keys()) if is_page(path) else ():
            held[output] = (*held.get(output, ()), path)
    return held


def _as_written(diagnostic: Diagnostic, library: Library) -> Diagnostic:
    """What is said of invisible characters has their own places; all else was found in lines without them."""
    if diagnostic.rule.is_of_characters or not library.taken:
        return diagnostic
    also = tuple(map(library.as_written, diagnostic.also))
    return replace(diagnostic, place=library.as_written(diagnostic.place), also=also)


def _has_error(diagnostics: list[Diagnostic]) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def _in_order(diagnostics: list[Diagnostic], languages: Sequence[str] = ()) -> tuple[Diagnostic, ...]:
    """Return the diagnostics by file and place; of a pair the page in the first language comes first."""

    def order(diagnostic: Diagnostic) -> tuple[str, int, tuple[object, ...]]:
        stem, _, language = diagnostic.place.path.removesuffix(".md").rpartition(".")
        is_page = diagnostic.place.path.endswith(".md") and language in languages
        if is_page:
            return stem, languages.index(language), diagnostic.order()
        return diagnostic.place.path, 0, diagnostic.order()

    return tuple(sorted(set(diagnostics), key=order))
