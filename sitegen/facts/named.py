"""What a body names beside words: files, pictures that are drawn, texts outside the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.memory import Memory
from sitegen.model import Page
from sitegen.text.addresses import FileTarget, PictureTarget, ReferenceTarget
from sitegen.text.body.body import Body
from sitegen.text.body.inline import Image
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """The paths of files, the names of pictures that are drawn, and the ids of references."""

    files: frozenset[str]
    pictures: frozenset[str]
    references: frozenset[str]


def named_on(memory: Memory, pages: Sequence[tuple[Page]]) -> Iterator[Named]:
    """Yield for each of `pages` what `named_in` returns of its body."""
    return (memory.call(named_in, page.body) for (page,) in pages)


def named_in(body: Body) -> Named:
    """Return what a body names."""
    images = (each.what.target for each in body.linked if isinstance(each.what, Image))
    targets = [each.what.target for each in body.linked]
    return Named(
        files=frozenset(target.path for target in targets if isinstance(target, FileTarget)),
        pictures=frozenset(target.name for target in images if isinstance(target, PictureTarget)),
        references=frozenset(target.id for target in targets if isinstance(target, ReferenceTarget)),
    )
