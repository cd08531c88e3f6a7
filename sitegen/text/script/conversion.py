"""Script conversion, character for character: Simplified text to what one region's readers expect.

Three layers, all of which keep the number of characters: OpenCC with the guards' phrases in front of its
own, the guards' patterns and words, and the glyph table. What changes lengths is in `writing.py`.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import opencc
import yaml

from sitegen.text.script.guards import Guards, Rewriter, compile_patterns, load_guards
from sitegen.text.words import Replacer, any_of

PROFILES = ("s2hk", "s2tw")
GLYPHS = Path(__file__).with_name("glyphs.yaml")

_SHARE = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
# OpenCC stops at NUL and refuses lone surrogates; neither is Chinese, so they pass by it.
_NOT_FOR_OPENCC = re.compile("([\0\ud800-\udfff]+)")
_UNGUARDED = Guards({}, (), {})


class LengthChangedError(AssertionError):
    """A character layer gave more or fewer characters than it was given, which its contract excludes."""


@dataclass(frozen=True, slots=True, eq=False)
class Converter:
    """Converts Simplified text to one Traditional edition, character for character.

    It keeps the number of characters (so that a converted run can be cut back at the same offsets) and is
    meant for one pass over unconverted text: OpenCC is not idempotent.
    """

    profile: str
    phrases: Mapping[str, str]
    _opencc: opencc.OpenCC = field(repr=False)
    _patterns: Rewriter = field(repr=False)
    _words: Replacer = field(repr=False)
    _glyphs: Replacer = field(repr=False)
    _site_phrases: re.Pattern[str] | None = field(repr=False)

    def __call__(self, text: str) -> str:
        """Return `text` in the characters of the edition; raise LengthChangedError if the length changed."""
        if text.isascii():
            return text
        converted = self._convert_script(text)
        if len(converted) != len(text):
            raise LengthChangedError(
                f"{self.profile}: {len(text)} characters became {len(converted)}: {text!r}"
            )
        written = self._words(self._patterns(text, converted))
        # What a site asks for by name, no guard may undo.
        pieces, done = [], 0
        for found in self._site_phrases.finditer(text) if self._site_phrases else ():
            pieces += [written[done : found.start()], str(self._opencc.convert(found[0]))]
            done = found.end()
        return self.write_glyphs("".join((*pieces, written[done:])))

    def _convert_script(self, text: str) -> str:
        # Looking for surrogates in every text would cost a third of the conversion: OpenCC finds them anyway.
        with suppress(UnicodeEncodeError):
            if "\0" not in text:
                return str(self._opencc.convert(text))
        pieces = _NOT_FOR_OPENCC.split(text)
        pieces[::2] = [self._opencc.convert(piece) if piece else "" for piece in pieces[::2]]
        return "".join(pieces)

    def write_glyphs(self, text: str) -> str:
        """Return Traditional `text` with the glyphs of the edition."""
        return self._glyphs(text)


def converter(
    profile: str,
    phrases: Mapping[str, str] | None = None,
    glyphs: Mapping[str, str] | None = None,
    *,
    is_guarded: bool = True,
) -> Converter:
    """Return the converter of `profile` (one of PROFILES), with the package's guards and glyph table.

    `phrases` maps Simplified to Traditional words of the same length; they win over guards and OpenCC.
    `glyphs` maps single characters and wins over the glyph table. Raises ValueError for an unknown profile
    or a phrase that changes length. Without guards it is plain OpenCC, for comparison.
    """
    if profile not in PROFILES:
        raise ValueError(f"unknown profile {profile!r}, not one of {', '.join(PROFILES)}")
    phrases, glyphs = phrases or {}, glyphs or {}
    for words, written in {**phrases, **glyphs}.items():
        if len(words) != len(written):
            raise ValueError(f"{words} and {written} differ in length")
    return _converter(profile, tuple(sorted(phrases.items())), tuple(sorted(glyphs.items())), is_guarded)


@cache
def _converter(
    profile: str,
    phrases: tuple[tuple[str, str], ...],
    glyphs: tuple[tuple[str, str], ...],
    is_guarded: bool,
) -> Converter:
    guards = load_guards(profile) if is_guarded else _UNGUARDED
    all_phrases = {**guards.phrases, **dict(phrases)}
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / f"{profile}.json"
        config.write_text(json.dumps(_config(profile, all_phrases)), encoding="utf-8")
        engine = opencc.OpenCC(str(config))
    return Converter(
        profile=profile,
        phrases=all_phrases,
        _opencc=engine,
        _patterns=compile_patterns(guards.patterns),
        _words=Replacer(guards.words),
        _glyphs=Replacer({**(_load_glyphs()[profile] if is_guarded else {}), **dict(glyphs)}),
        _site_phrases=any_of(dict(phrases)),
    )


@cache
def _load_glyphs() -> Mapping[str, Mapping[str, str]]:
    tables: Mapping[str, Mapping[str, str]] = yaml.safe_load(GLYPHS.read_text(encoding="utf-8"))
    return tables


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
