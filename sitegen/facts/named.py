"""What a body names beside words: files, and pictures that are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.memory import Memory
from sitegen.model import Page
from sitegen.text.addresses import FileTarget, PictureTarget
from sitegen.text.body.body import Body
from sitegen.text.body.inline import Image


def named_on(memory: Memory, pages: Sequence[tuple[Page]]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield for each of `pages` what `named_in` returns of its body."""
    return (memory.call(named_in, page.body) for (page,) in pages)


def named_in(body: Body) -> tuple[frozenset[str], frozenset[str]]:
    """Return the paths of the files that a body names, and the names of the pictures that are drawn in it."""
    images = (each.what.target for each in body.linked if isinstance(each.what, Image))
    targets = (each.what.target for each in body.linked)
    return (
        frozenset(target.path for target in targets if isinstance(target, FileTarget)),
        frozenset(target.name for target in images if isinstance(target, PictureTarget)),
    )
