"""Files that cannot stand side by side in the output folder, on this computer or on others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from sitegen.model import Diagnostic, Place
from sitegen.rules import SAME_ADDRESS
from sitegen.write.assets import Asset, published_name


def check_assets(assets: Mapping[str, Asset]) -> Iterator[Diagnostic]:
    """No two of `assets`, which are by path below a root, are published at one path.

    Previews have no digests in their names, so none counts here: what can be built can be previewed.
    """
    named = [(str(published_name(path)), path) for path in assets]
    for path, other in collisions(named):
        # Of names that differ in capitals alone the rules for names tell.
        if _folded(path) != _folded(other):
            yield SAME_ADDRESS(Place(path), "file", also=(Place(other),))


def check_outputs(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """No output takes the place of another: what could, is for the checks of what authors write to find."""
    for path, other in collisions((path, path) for path in paths):
        yield SAME_ADDRESS(Place(path), "output", also=(Place(other),))


def collisions(named: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield what cannot stand where it is to, behind what it collides with: a path, and what goes there.

    Capitals and the form in which accents are stored make no difference, and where a file stands no folder
    does.
    """
    first: dict[str, str] = {}
    taken = []
    for path, what in sorted(named):
        folded = _folded(path)
        if folded in first:
            yield what, first[folded]
        else:
            first[folded] = what
            taken.append((folded, what))
    for folded, what in taken:
        above = folded
        while above := above.rpartition("/")[0]:
            if above in first:
                yield what, first[above]


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
