"""In which encoding a file is that is not UTF-8, told from its bytes.

Each candidate decodes the file; the one in which most characters are among those that such texts are made of
wins. A library for this (charset-normalizer) was tried: on short pages it is right less often.
"""

from __future__ import annotations

import codecs
import re

from sitegen.expressions import lazy_regex
from sitegen.values import dataclass

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_WIDE = (("UTF-32", "utf-32-le"), ("UTF-32", "utf-32-be"), ("UTF-16", "utf-16-le"), ("UTF-16", "utf-16-be"))
_PLAUSIBLE = lazy_regex(
    r"[\t\n\r\x20-\x7e\u3000-\u303f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uff5e“”‘’…—·]"
)
_HIGH = re.compile(rb"[\x80-\xff]+")
# Less is too little to tell one encoding from another.
_ENOUGH = 0.6
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An encoding, and the lead bytes with which its common characters and its punctuation begin."""

    name: str
    codec: str
    common: tuple[tuple[int, int], ...]


_LEGACY = (
    _Candidate("GB18030 (GBK)", "gb18030", ((0xB0, 0xD7), (0xA1, 0xA3))),
    _Candidate("Big5", "cp950", ((0xA4, 0xC6), (0xA1, 0xA3))),
    _Candidate("Shift_JIS", "cp932", ((0x82, 0x83), (0x88, 0x97), (0x81, 0x81))),
)
# Letters of Western languages, and the signs that Windows added.
_WESTERN = lazy_regex("[À-ÖØ-öø-ÿ‘’“”–—…€°§©®«»]")


def guess_encoding(data: bytes) -> str | None:
    """Return the name of the encoding of `data`, which is not UTF-8, or None where nobody can tell."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    return guess_wide(data) or (None if is_nearly_utf8(data) else _guess_legacy(data))


def guess_wide(data: bytes) -> str | None:
    """Return the encoding of `data` if its characters have two or four bytes each."""
    if b"\0" not in data:
        return None
    for name, codec in _WIDE:
        text = _decoded(data[: len(data) // 4 * 4] if name == "UTF-32" else data[: len(data) // 2 * 2], codec)
        if text and "\0" not in text and len(_PLAUSIBLE.findall(text)) > _SURE * len(text):
            return name
    return None


def is_nearly_utf8(data: bytes) -> bool:
    """Tell whether all but a few of the characters of `data` are UTF-8."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\N{REPLACEMENT CHARACTER}")
    good = sum(character > "\x7f" for character in text) - bad
    return good >= 4 * bad


def _guess_legacy(data: bytes) -> str | None:
    scores = [(score, each.name) for each in _LEGACY if (score := _score(data, each)) >= _ENOUGH]
    best = max(scores, default=(0.0, ""))
    western = data.decode("cp1252", "replace")
    high = [character for character in western if character > "\x7f"]
    share = len(_WESTERN.findall(western)) / len(high) if high else 0
    # Letters with accents stand alone among others; characters of two bytes stand in rows.
    alone = sum(len(run) == 1 for run in _HIGH.findall(data)) / max(1, len(_HIGH.findall(data)))
    if share >= _SURE and alone > 0.5 and best[0] < 1.0:
        return "Windows-1252 (Latin-1)"
    if share >= _SURE and alone > 0.9:
        return "Windows-1252 (Latin-1)"
    return best[1] or None


def _score(data: bytes, candidate: _Candidate) -> float:
    """Return the share of common ones among the characters beyond ASCII; 0 where the bytes do not fit."""
    text = _decoded(data, candidate.codec)
    if text is None:
        return 0.0
    encoded = [character.encode(candidate.codec, "replace") for character in text if character > "\x7f"]
    leads = [each[0] for each in encoded]
    common = sum(any(first <= lead <= last for first, last in candidate.common) for lead in leads)
    kana = sum("\u3040" <= character <= "\u30ff" for character in text)
    if candidate.codec == "cp932" and not kana:
        return 0.0
    return common / len(leads) if leads else 0.0


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None
