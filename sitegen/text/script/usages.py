"""How Chinese is written from place to place, and which conversion leads from one usage to another.

A *usage* is a script with the forms that readers of a place expect. A site writes its Chinese in one and
derives the others: the couple of the written usage and an edition’s tag names the profile of the conversion.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.values import dataclass

# The usages that conversions know: Simplified, and Traditional as Taiwan and as Hong Kong print it.
_SIMPLIFIED, _TAIWAN, _HONG_KONG = "s", "tw", "hk"


@dataclass(frozen=True, slots=True)
class Usage:
    """A row: a BCP 47 tag of Chinese, its script (ISO 15924), and the forms that its readers expect."""

    tag: str
    script: str
    # As in the names of profiles: s, tw or hk.
    forms: str

    @property
    def is_traditional(self) -> bool:
        """Tell whether texts in this usage have Traditional characters."""
        return self.forms != _SIMPLIFIED


# The rows. Chinese of which the script is not said is that of its region (CLDR, likely subtags); Macau prints
# as Hong Kong does, Singapore as the mainland, and Traditional of no place as Taiwan.
USAGES = tuple(
    Usage(tag, script, forms)
    for tag, script, forms in (
        ("zh", "Hans", _SIMPLIFIED),
        ("zh-CN", "Hans", _SIMPLIFIED),
        ("zh-SG", "Hans", _SIMPLIFIED),
        ("zh-Hans", "Hans", _SIMPLIFIED),
        ("zh-Hans-SG", "Hans", _SIMPLIFIED),
        ("zh-TW", "Hant", _TAIWAN),
        ("zh-HK", "Hant", _HONG_KONG),
        ("zh-MO", "Hant", _HONG_KONG),
        ("zh-Hant", "Hant", _TAIWAN),
        ("zh-Hant-TW", "Hant", _TAIWAN),
        ("zh-Hant-HK", "Hant", _HONG_KONG),
        ("zh-Hant-MO", "Hant", _HONG_KONG),
    )
)
_BY_TAG = {usage.tag.lower(): usage for usage in USAGES}
# What a site writes its Chinese in when it does not say.
WRITTEN = _BY_TAG["zh-hans"]


def find_usage(tag: str) -> Usage | None:
    """Return the row of `tag`, or of the longest tag that it goes on from (RFC 4647); None where none is.

    >>> find_usage("zh-Hant-MO").forms
    'hk'
    >>> find_usage("zh-Hans-MY").tag
    'zh-Hans'
    """
    parts = tag.lower().split("-")
    tags = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((_BY_TAG[each] for each in tags if each in _BY_TAG), None)


def is_usual(name: str) -> bool:
    """Tell whether `name` is the tag of a usage, or the region of one, however it is written.

    >>> is_usual("zh-hant-hk"), is_usual("HK"), is_usual("zh-Hant-TV")
    (True, True, False)
    """
    return any(name.lower() in (tag, tag.rpartition("-")[2]) for tag in _BY_TAG if "-" in tag)


def profile_between(written: Usage, wanted: Usage) -> str | None:
    """Return the profile that derives one usage from the other; None where the text stands as it is written.

    >>> profile_between(find_usage("zh-Hant-TW"), find_usage("zh-Hans"))
    'tw2s'
    >>> profile_between(find_usage("zh-Hans"), find_usage("zh-Hans-SG"))
    """
    return None if written.forms == wanted.forms else f"{written.forms}2{wanted.forms}"


def written_usage(tags: Sequence[tuple[str, str | None]], stated: str | None = None) -> Usage:
    """Return the usage in which a language is written, given its editions, each a tag and a profile or None.

    What is `stated` holds; else the first edition without a profile is the written one. Where each has a
    profile, and where no edition is in Chinese, it is Simplified.

    >>> written_usage([("zh-Hant-TW", None), ("zh-Hans", None)]).tag
    'zh-Hant-TW'
    >>> written_usage([("zh-Hant-HK", "s2hk")]).tag
    'zh-Hans'
    """
    first = next((tag for tag, profile in tags if profile is None), "")
    return find_usage(stated or first) or WRITTEN


def starts_traditional(profile: str) -> bool:
    """Tell whether a profile begins with Traditional text.

    >>> starts_traditional("tw2s"), starts_traditional("s2tw")
    (True, False)
    """
    return profile.partition("2")[0] != _SIMPLIFIED


def ends_simplified(profile: str) -> bool:
    """Tell whether a profile ends with Simplified text.

    >>> ends_simplified("tw2s"), ends_simplified("tw2hk")
    (True, False)
    """
    return profile.partition("2")[2] == _SIMPLIFIED
