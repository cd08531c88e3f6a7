"""Script conversion, character for character: text of one script to what the readers of a place expect.

Three layers, all of which keep the number of characters: OpenCC with the guards' phrases in front of its
own, the guards' patterns and words, and the glyph table. What changes lengths is in `writing.py`.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import opencc

from sitegen.expressions import lazy_regex
from sitegen.text.script.guards import Guards, Rewriter, compile_patterns, load_guards
from sitegen.text.script.usages import ends_simplified, starts_traditional
from sitegen.text.tables import read_table
from sitegen.text.words import Replacer, any_of
from sitegen.values import Derives, dataclass

# From Simplified, and from Traditional text of a place.
PROFILES = ("s2hk", "s2tw")
PROFILES_OF_TRADITIONAL = ("tw2s", "hk2s", "tw2hk", "hk2tw")
ALL_PROFILES = (*PROFILES, *PROFILES_OF_TRADITIONAL)
GLYPHS = Path(__file__).with_name("glyphs.yaml")

_SHARE = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
# OpenCC stops at NUL and refuses lone surrogates; neither is Chinese, so they pass by it.
_NOT_FOR_OPENCC = lazy_regex("([\0\ud800-\udfff]+)")
# So many texts are kept, for each converter.
_KEPT = 2**13
_UNGUARDED = Guards({}, (), {})


class LengthChangedError(AssertionError):
    """A character layer gave more or fewer characters than it was given, which its contract excludes."""


@dataclass(frozen=True, eq=False)
class Converter(Derives):
    """Converts text to the script and the forms of one edition, character for character.

    It keeps the number of characters (so that a converted run can be cut back at the same offsets) and is
    meant for one pass over unconverted text: OpenCC is not idempotent. OpenCC is loaded with the first text.
    """

    # Its profile of OpenCC.
    profile: str
    # The site’s own words and glyphs: as they are written, and as they are to be.
    phrases: tuple[tuple[str, str], ...]
    glyphs: tuple[tuple[str, str], ...]
    guards: Guards
    # The glyph table of the readers’ place.
    own_glyphs: Mapping[str, str]

    def __call__(self, text: str) -> str:
        """Return `text` in the characters of the edition; raise LengthChangedError if the length changed."""
        return text if text.isascii() else self._known(text)

    @cached_property
    def _known(self) -> Callable[[str], str]:
        """What converts, and has what it did last: a preview is given the same lines at each save."""
        return lru_cache(maxsize=_KEPT)(self._convert)

    def _convert(self, text: str) -> str:
        converted = self._convert_script(text)
        if len(converted) != len(text):
            raise LengthChangedError(
                f"{self.profile}: {len(text)} characters became {len(converted)}: {text!r}"
            )
        written = self._words(self._patterns(text, converted))
        # What a site asks for by name, no guard may undo.
        pieces, done = [], 0
        for found in self._site_phrases.finditer(text) if self._site_phrases else ():
            pieces += [written[done : found.start()], self._say_phrase(found[0])]
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
        """Return `text`, already in the edition's script, with the glyphs of the edition."""
        return self._glyphs(text)

    @cached_property
    def _opencc(self) -> opencc.OpenCC:
        in_opencc = self._all_phrases if self._is_from_simplified else {}
        with tempfile.TemporaryDirectory() as folder:
            config = Path(folder) / f"{self.profile}.json"
            config.write_text(json.dumps(_config(self.profile, in_opencc)), encoding="utf-8")
            return opencc.OpenCC(str(config))

    @property
    def _all_phrases(self) -> dict[str, str]:
        return {**self.guards.phrases, **dict(self.phrases)}

    @property
    def _is_from_simplified(self) -> bool:
        return not starts_traditional(self.profile)

    @cached_property
    def _patterns(self) -> Rewriter:
        return compile_patterns(self.guards.patterns)

    @cached_property
    def _words(self) -> Replacer:
        return Replacer(self.guards.words)

    @cached_property
    def _glyphs(self) -> Replacer:
        return Replacer({**self.own_glyphs, **dict(self.glyphs)})

    @cached_property
    def _site_phrases(self) -> re.Pattern[str] | None:
        return any_of(dict(self.phrases))

    @cached_property
    def _say_phrase(self) -> Callable[[str], str]:
        """What a phrase of the site becomes: from Simplified its Traditional form that of the region."""
        return self._opencc.convert if self._is_from_simplified else self._all_phrases.__getitem__


def converter(
    profile: str,
    phrases: Mapping[str, str] | None = None,
    glyphs: Mapping[str, str] | None = None,
    *,
    is_guarded: bool = True,
) -> Converter:
    """Return the converter of `profile` (one of ALL_PROFILES), with the package's guards and glyph table.

    `phrases` maps words as they are written to words of the same length; they win over guards and OpenCC.
    From Simplified their Traditional forms become those of the region; else they are taken as they are.
    `glyphs` maps single characters and wins over the glyph table. Raises ValueError for an unknown profile
    or a phrase that changes length. Without guards it is plain OpenCC, for comparison.

    >>> converter("s2hk")("头发"), converter("s2tw", {"于绍良": "于紹良"})("于绍良")
    ('頭髮', '于紹良')
    """
    if profile not in ALL_PROFILES:
        raise ValueError(f"unknown profile {profile!r}, not one of {', '.join(ALL_PROFILES)}")
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
    guards, own_glyphs = (load_guards(profile), _own_glyphs(profile)) if is_guarded else (_UNGUARDED, {})
    return Converter(profile, phrases, glyphs, guards, own_glyphs)


def _own_glyphs(profile: str) -> Mapping[str, str]:
    """The policy for the readers of a place, whatever the text was written in; Simplified needs none."""
    return {} if ends_simplified(profile) else _load_glyphs()[f"s2{profile.partition('2')[2]}"]


def simplify_characters(text: str) -> str:
    """Return `text` with each character as Simplified has it by itself, whatever word it stands in.

    >>> simplify_characters("著名的臺灣")
    '着名的台湾'
    """
    return text if text.isascii() else text.translate(_characters())


@cache
def _characters() -> Mapping[int, str]:
    characters = [chr(code) for code in range(0x3400, 0xA000)]
    # A line each: no word goes over the end of a line.
    simplified = converter("tw2s")("\n".join(characters)).split("\n")
    return {ord(one): other for one, other in zip(characters, simplified, strict=True) if one != other}


@cache
def _load_glyphs() -> Mapping[str, Mapping[str, str]]:
    tables: Mapping[str, Mapping[str, str]] = read_table(GLYPHS)
    return tables


def _config(profile: str, phrases: dict[str, str]) -> object:
    """OpenCC's own configuration of `profile` with `phrases` put first.

    They must stand in the segmentation too, or a longer built-in phrase would hide them; and with
    "short_circuit" they win where they start at the same character, however long the built-in one is.
    """
    config = _own_config(profile)
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


def _own_config(profile: str) -> Any:
    if profile in ("tw2hk", "hk2tw"):
        # OpenCC goes from place to place by way of its own Traditional forms.
        first, _, last = profile.partition("2")
        config, to_place = _own_config(f"{first}2t"), _own_config(f"t2{last}")
        config["conversion_chain"] += to_place["conversion_chain"]
        return config
    return json.loads((_SHARE / f"{profile}.json").read_text(encoding="utf-8"))


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
