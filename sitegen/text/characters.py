"""Which characters are Chinese, and where a run of them begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.expressions import lazy_regex
from sitegen.text.languages import HAN_TAG, language_of

# Ideographs of Unicode 16, with 々〇 and the compatibility block.
HAN = "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# Punctuation that occurs in Chinese text only: CJK symbols and full-width forms.
CHINESE_MARKS = "\u3001-\u3004\u3008-\u301f\ufe30-\ufe4f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
# East Asian Width A: wide in Chinese text, narrow elsewhere, so they count as Chinese only there.
AMBIGUOUS_MARKS = "“”‘’—…·"

# Kana and bopomofo, which are set solid as ideographs are; Hangul has spaces between its words.
SYLLABLES = "\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\uff66-\uff9f\U0001aff0-\U0001b16f"


# It begins where a run of marks does: of marks without an ideograph, none is tried again.
def _runs_of(letters: str) -> re.Pattern[str]:
    either = f"[{letters}{CHINESE_MARKS}]"
    return lazy_regex(f"(?<!{either}){either}*[{letters}](?:{either}|[0-9]+(?=[{letters}]))*")


_HAN_RUN = _runs_of(HAN)
# In Japanese, ideographs and kana are one word.
_SOLID_RUN = _runs_of(f"{HAN}{SYLLABLES}")
_IDEOGRAPH = lazy_regex(f"[{HAN}]")
_SYLLABLE = lazy_regex(f"[{SYLLABLES}]")
_CHINESE = lazy_regex(f"[{HAN}{CHINESE_MARKS}]")
_CHINESE_IN_CHINESE_TEXT = lazy_regex(f"[{HAN}{CHINESE_MARKS}{AMBIGUOUS_MARKS}]")


def is_han(character: str) -> bool:
    """Tell whether `character` is an ideograph.

    >>> is_han("海"), is_han("〇"), is_han("，"), is_han("a")
    (True, True, False, False)
    """
    return _IDEOGRAPH.match(character) is not None


def is_chinese(character: str, language: str) -> bool:
    """Tell whether `character` is set as Chinese in a text of `language`.

    >>> is_chinese("，", "en"), is_chinese("“", "en"), is_chinese("“", "zh")
    (True, False, True)
    """
    pattern = _CHINESE_IN_CHINESE_TEXT if language_of(language).has_wide_marks else _CHINESE
    return pattern.match(character) is not None


def chinese_offsets(text: str) -> list[int]:
    """Return where in `text` the characters stand that are set as Chinese in any text.

    >>> chinese_offsets("a海，b")
    [1, 2]
    """
    return [found.start() for found in _CHINESE.finditer(text)]


def joins_without_space(before: str, after: str, language: str) -> bool:
    """Tell whether a line break between two characters leaves no space.

    In Chinese and Japanese text a space stays only between two characters that are both not Chinese: at the
    border of Chinese and Latin the style sheet sets the space (`text-autospace`). Elsewhere both must be
    Chinese. Kana and bopomofo count as Chinese here.

    >>> joins_without_space("海", "A", "zh"), joins_without_space("海", "A", "en")
    (True, False)
    """
    sides = _is_set_solid(before, language), _is_set_solid(after, language)
    return any(sides) if language_of(language).joins_beside == "one" else all(sides)


def _is_set_solid(character: str, language: str) -> bool:
    return is_chinese(character, language) or _SYLLABLE.match(character) is not None


def split_at_han(text: str, tag: str = HAN_TAG) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of `text` in order, each with whether it is a run of the language `tag`.

    >>> list(split_at_han("see 海派, please"))
    [('see ', False), ('海派', True), (', please', False)]
    """
    end = 0
    for run in (_HAN_RUN if language_of(tag).sets_spaces else _SOLID_RUN).finditer(text):
        if run.start() > end:
            yield text[end : run.start()], False
        yield run.group(), True
        end = run.end()
    if end < len(text):
        yield text[end:], False
