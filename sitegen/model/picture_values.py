"""What stands in the data of a picture, of whatever kind: its words, what it cites, quotes and names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from sitegen.model.pictures import Compared, Comparison, Picture, River, Said, Wording
from sitegen.model.places import Words


def values_in(written: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Yield each value that holds no others, with the name of its field; words by language are one value."""
    if isinstance(written, tuple) and written:
        for part in written:
            yield from values_in(part, name)
    elif is_dataclass(written) and not isinstance(written, type):
        for each in fields(written):
            yield from values_in(getattr(written, each.name), each.name)
    elif isinstance(written, Mapping) and any(isinstance(part, Mapping) for part in written.values()):
        for part in written.values():
            yield from values_in(part, name)
    else:
        yield name, written


def said_in(picture: Picture) -> Iterator[tuple[str, Said]]:
    """Yield all words of a picture by language, with the name of their field."""
    for name, value in values_in(picture):
        if isinstance(value, Mapping) and value:
            yield name, value


def citing_in(written: object) -> Iterator[tuple[tuple[Words, ...], Words]]:
    """Yield what in a picture cites paragraphs: their ids, with the words that stand beside them."""
    if isinstance(written, tuple):
        for part in written:
            yield from citing_in(part)
    elif is_dataclass(written) and not isinstance(written, type):
        values = [getattr(written, each.name) for each in fields(written)]
        cites: tuple[Words, ...] = getattr(written, "cites", ())
        if isinstance(written, Compared):
            cites = tuple(id_ for wording in written.wordings for id_ in wording.cites)
        said = [value for value in values if cites and isinstance(value, Mapping)]
        yield from ((cites, words) for value in said for words in value.values())
        for value in values:
            yield from citing_in(value)


def wordings_in(picture: Picture) -> Iterator[Wording]:
    """Yield the wordings of sources that a picture compares."""
    if isinstance(picture, Comparison):
        yield from (wording for row in picture.rows for wording in row.wordings)


def terms_in(picture: Picture) -> Iterator[Words]:
    """Yield the ids of the terms whose names a picture says in all languages."""
    if isinstance(picture, River):
        yield from (
            each.term for stream in picture.streams for each in stream.springs if each.term is not None
        )
