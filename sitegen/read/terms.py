"""Entries of the term base as authors write them: names and readings under the keys of their languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sitegen.read.yaml.documents import Document, Path
from sitegen.text.languages import REGIONAL, TABLE

# How deep the key of a term lies: groups, its number, terms, its number, the key.
_DEPTH = 5
_NAMES, _READINGS = "names", "readings"
# `pinyin: yìjiàn` is short for `readings: {zh: yìjiàn}`, `zh: 意见` for `names: {zh: 意见}`. Readings of
# territories keep their names: `jyutping: ji3 gin3` is `readings: {jyutping: ji3 gin3}`.
SHORT = {row.reading.name: (_READINGS, row.tag) for row in TABLE.values() if row.reading}
SHORT |= {name: (_READINGS, name) for name in REGIONAL}
SHORT |= {tag: (_NAMES, tag) for tag in TABLE}


def gather_names(document: Document) -> Document:
    """Return the term base with the short keys of each term gathered below `names` and `readings`.

    What is written both ways is left as it is, so that the schema names it.
    """
    moved: dict[Path, Path] = {}
    groups = _items(document.value, "groups")
    value = document.value
    if groups and isinstance(value, dict):
        gathered = [_group(group, ("groups", at), moved) for at, group in groups]
        value = {**value, "groups": gathered}
    places = dict(document.places)
    for old, new in moved.items():
        places.setdefault(new[:-1], document.place(old))
    for at, place in document.places.items():
        if (found := moved.get(at[:_DEPTH])) is not None:
            places[*found, *at[_DEPTH:]] = place
    return replace(document, value=value, places=places)


def _items(value: object, key: str) -> list[tuple[int, Any]]:
    listed = value.get(key) if isinstance(value, Mapping) else None
    return list(enumerate(listed)) if isinstance(listed, list) else []


def _group(group: Any, at: Path, moved: dict[Path, Path]) -> Any:
    terms = _items(group, "terms")
    if not terms:
        return group
    return {**group, "terms": [_term(term, (*at, "terms", number), moved) for number, term in terms]}


def _term(term: Any, at: Path, moved: dict[Path, Path]) -> Any:
    if not isinstance(term, Mapping):
        return term
    found = dict(_short(term))
    kept = {key: value for key, value in term.items() if key not in found}
    for key, (field, language) in found.items():
        kept[field] = {**kept.get(field, {}), language: term[key]}
        moved[*at, key] = (*at, field, language)
    return kept


def _short(term: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    for key, (field, language) in SHORT.items():
        whole = term.get(field, {})
        if key in term and isinstance(whole, dict) and language not in whole:
            yield key, (field, language)
