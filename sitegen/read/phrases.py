"""Paragraphs of a source as authors write them: phrases in one language, or below the keys of several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sitegen.read.yaml.documents import Document, Path

_PHRASES, _PARALLEL = "phrases", "parallel"


def gather_phrases(document: Document) -> Document:
    """Return a source whose phrases are those in its own language, and beside them those in the others.

    `phrases: {zh: [城市], en: [city]}` is such a text; its own language is `language`, or the first of these.
    """
    value = document.value
    listed = value.get("paragraphs") if isinstance(value, Mapping) else None
    if not isinstance(value, dict) or not isinstance(listed, list):
        return document
    several = [each[_PHRASES] for each in listed if isinstance(each, Mapping) and _is_several(each)]
    if not several:
        return document
    own = value.get("language", next(iter(several[0]), ""))
    places = dict(document.places)
    for number, paragraph in enumerate(listed):
        if isinstance(paragraph, Mapping) and _is_several(paragraph):
            _move(("paragraphs", number), document.places, places, str(own))
    paragraphs = [_parted(each, str(own)) if isinstance(each, Mapping) else each for each in listed]
    return replace(document, value={**value, "language": own, "paragraphs": paragraphs}, places=places)


def _is_several(paragraph: Mapping[str, Any]) -> bool:
    return isinstance(paragraph.get(_PHRASES), dict) and _PARALLEL not in paragraph


def _parted(paragraph: Mapping[str, Any], own: str) -> Mapping[str, Any]:
    if not _is_several(paragraph):
        return paragraph
    by_language = paragraph[_PHRASES]
    others = {language: each for language, each in by_language.items() if language != own}
    return {**paragraph, _PHRASES: by_language.get(own, []), _PARALLEL: others}


def _move(at: Path, before: Mapping[Path, Any], places: dict[Path, Any], own: str) -> None:
    """Let each part of the phrases have its place where it stands now."""
    written = (*at, _PHRASES)
    for path, place in before.items():
        if path[: len(written)] == written and len(path) > len(written):
            language, rest = path[len(written)], path[len(written) + 1 :]
            places[(*written, *rest) if language == own else (*at, _PARALLEL, language, *rest)] = place
