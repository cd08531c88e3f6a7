"""Script conversion: Simplified text to the Traditional characters that one region's readers expect."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import opencc

PROFILES = ("s2hk", "s2tw")

_SHARE = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
# OpenCC stops at NUL and refuses lone surrogates; neither is Chinese, so they pass by it.
_NOT_FOR_OPENCC = re.compile("([\0\ud800-\udfff]+)")


class LengthChangedError(AssertionError):
    """A character layer gave more or fewer characters than it was given, which its contract excludes."""


@dataclass(frozen=True, slots=True)
class Converter:
    """Converts Simplified text to one Traditional edition, character for character.

    `convert` keeps the number of characters (so that a converted run can be cut back at the same offsets)
    and is meant for one pass over unconverted text: OpenCC is not idempotent.
    """

    profile: str
    glyphs: Mapping[int, str]
    _opencc: opencc.OpenCC = field(repr=False)

    def __call__(self, text: str) -> str:
        """Return `text` in the characters of the edition; raise LengthChangedError if the length changed."""
        pieces = _NOT_FOR_OPENCC.split(text)
        pieces[::2] = [self._opencc.convert(piece) if piece else "" for piece in pieces[::2]]
        converted = "".join(pieces).translate(self.glyphs)
        if len(converted) != len(text):
            raise LengthChangedError(
                f"{self.profile}: {len(text)} characters became {len(converted)}: {text!r}"
            )
        return converted


def converter(profile: str, phrases: Mapping[str, str], glyphs: Mapping[str, str]) -> Converter:
    """Return the converter of `profile` (one of PROFILES) with overriding phrases and a glyph table.

    `phrases` maps Simplified to Traditional words of the same length; they win over OpenCC's own phrases.
    `glyphs` maps single characters and is applied last. Raises ValueError for an unknown profile or a
    phrase that changes length.
    """
    if profile not in PROFILES:
        raise ValueError(f"unknown profile {profile!r}, not one of {', '.join(PROFILES)}")
    for words, written in {**phrases, **glyphs}.items():
        if len(words) != len(written):
            raise ValueError(f"{words} and {written} differ in length")
    return _converter(profile, tuple(sorted(phrases.items())), tuple(sorted(glyphs.items())))


@cache
def _converter(
    profile: str, phrases: tuple[tuple[str, str], ...], glyphs: tuple[tuple[str, str], ...]
) -> Converter:
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / f"{profile}.json"
        config.write_text(json.dumps(_config(profile, dict(phrases))), encoding="utf-8")
        return Converter(profile, str.maketrans(dict(glyphs)), opencc.OpenCC(str(config)))


def _config(profile: str, phrases: dict[str, str]) -> object:
    """OpenCC's own configuration of `profile` with `phrases` put first.

    They must stand in the segmentation too, or a longer built-in phrase would hide them; and with
    "short_circuit" they win where they start at the same character, however long the built-in one is.
    """
    config = json.loads((_SHARE / f"{profile}.json").read_text(encoding="utf-8"))
    _name_dictionaries_in_full(config)
    if not phrases:
        return config

    def first(dictionary: object, entries: dict[str, str]) -> object:
        inline = {"type": "inline", "entries": entries}
        return {"type": "group", "match_policy": "short_circuit", "dicts": [inline, dictionary]}

    segmentation, chain = config["segmentation"], config["conversion_chain"]
    segmentation["dict"] = first(segmentation["dict"], phrases)
    chain[0]["dict"] = first(chain[0]["dict"], phrases)
    return config


def _name_dictionaries_in_full(node: object) -> None:
    # OpenCC looks for dictionary files beside the configuration, which is ours, not the package's.
    if isinstance(node, dict):
        if isinstance(node.get("file"), str):
            node["file"] = str(_SHARE / node["file"])
        for value in node.values():
            _name_dictionaries_in_full(value)
    elif isinstance(node, list):
        for value in node:
            _name_dictionaries_in_full(value)
