"""Characters that nobody sees or that are not what they look like, in a line of a text.

What is named follows Unicode: the default ignorable code points, the separators, the controls of
bidirectional text (UAX 9), private use and noncharacters. What a script or an emoji needs is left alone
(UTS 51, UTS 37, the core specification on joiners). Unassigned code points are not asked for: which they are
depends on the version of Python.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sitegen.expressions import lazy_regex
from sitegen.text.characters import AMBIGUOUS_MARKS, CHINESE_MARKS, HAN, is_han
from sitegen.values import dataclass

CONTROL, TURNING, UNREADABLE = "control-character", "bidi-control", "unreadable-character"
INVISIBLE, SPACE = "invisible-character", "odd-space"

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
# With these in it XML is not well-formed, or HTML is not valid.
_CONTROLS = f"\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff{_NONCHARACTERS}"
# Not assigned to anything (private use), or said in the stead of what was lost.
_UNREADABLES = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd\ufffc\ufffd"
_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0"
_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
_TAGS = "\U000e0000-\U000e007f"
_INVISIBLES = (
    "\xad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028\u2029\u2060-\u2065\u206a-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0080-\U000e0fff"
)
_BLANKS = lazy_regex(f"[ \\t{_SPACES}]*")
_BLANKS_AT_END = lazy_regex(f"(?<![ \\t{_SPACES}])[ \\t{_SPACES}]++$")
# The flags of regions are written in tags; otherwise a run is of one character, or of tags, which hide text.
_RUN = lazy_regex(
    f"(?P<flag>\U0001f3f4[\U000e0020-\U000e007e]{{1,16}}\U000e007f)|(?P<tags>[{_TAGS}]+)"
    f"|(?P<run>(?P<one>[{_CONTROLS}{_UNREADABLES}{_SPACES}{_DIRECTIONS}{_INVISIBLES}])(?P=one)*)"
)
_KINDS = (
    (CONTROL, lazy_regex(f"[{_CONTROLS}]")),
    (UNREADABLE, lazy_regex(f"[{_UNREADABLES}]")),
    (SPACE, lazy_regex(f"[{_SPACES}]")),
    (TURNING, lazy_regex(f"[{_DIRECTIONS}]")),
)
_RIGHT_TO_LEFT = lazy_regex(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# What begins to turn the text around where nothing is written from right to left.
_TURNS = lazy_regex("[\u202b\u202d\u202e\u2067]")
_CHINESE = lazy_regex(f"[{HAN}{CHINESE_MARKS}{AMBIGUOUS_MARKS}]")
_LIST_MARKER = lazy_regex(r"[-*+][ \t]|[0-9]+[.)]")
# Scripts whose letters join, or stack, and may be told not to: the first words of their characters' names.
_JOINING = frozenset(
    {
        "ARABIC",
        "SYRIAC",
        "NKO",
        "MANDAIC",
        "MONGOLIAN",
        "PHAGS-PA",
        "MANICHAEAN",
        "ADLAM",
        "HANIFI",
        "SOGDIAN",
        "HEBREW",
        "DEVANAGARI",
        "BENGALI",
        "GURMUKHI",
        "GUJARATI",
        "ORIYA",
        "TAMIL",
        "TELUGU",
        "KANNADA",
        "MALAYALAM",
        "SINHALA",
        "TIBETAN",
        "MYANMAR",
        "KHMER",
        "BALINESE",
        "JAVANESE",
        "LIMBU",
        "LEPCHA",
        "MEETEI",
        "CHAKMA",
        "GRANTHA",
        "NEWA",
        "TIRHUTA",
        "SIDDHAM",
        "MODI",
        "KAITHI",
        "SHARADA",
        "KHOJKI",
        "TULU-TIGALARI",
    }
)
# Scripts that set no spaces between words: a zero width space says where a line may break.
_UNSPACED = frozenset({"THAI", "LAO", "KHMER", "MYANMAR", "TAI", "JAVANESE", "BALINESE", "TIBETAN"})
_EMOJI_BASES = frozenset("#*0123456789‼⁉〰〽ℹ")
# Punctuation that has variants of its own (StandardizedVariants.txt).
_VARIED_MARKS = frozenset("、。，．：；！？‘’“”")
_BEFORE_NUMBER = frozenset("§¶№«‹.°")
_BEHIND_NUMBER = frozenset(";:!?»›%‰°€$£¥–—")


@dataclass(frozen=True, slots=True)
class Unseen:
    """A run that nobody sees: where it stands in its line, the rule that it breaks, what it is read as.

    `is_safe` tells whether it may be replaced by what it is read as, without asking its author.
    """

    offset: int
    written: str
    rule: str
    read_as: str
    is_safe: bool = True


def may_have_unseen(text: str) -> bool:
    """Tell whether `text` has a character that `find_unseen` would look at.

    >>> may_have_unseen("城市"), may_have_unseen("城" + chr(0x200B) + "市")
    (False, True)
    """
    return _RUN.search(text) is not None


def find_unseen(line: str, *, is_data: bool = False) -> Iterator[Unseen]:
    """Yield the runs in `line`, a text without line ends, that do not belong there; linear in its length.

    In `is_data`, lines of YAML, an indentation keeps its width; elsewhere it must not make a block of code.

    >>> [each.offset for each in find_unseen("城" + chr(0x200B) + "市")]
    [1]
    """
    runs = [match for match in _RUN.finditer(line) if not match["flag"]]
    if not runs:
        return
    has_right_to_left = _RIGHT_TO_LEFT.search(line) is not None
    has_order = has_right_to_left and _is_balanced(line)
    turns = _TURNS.search(line) is not None or has_right_to_left
    indent = _indentation(line)
    end = _BLANKS_AT_END.search(line)
    tail = end.start() if end else len(line)
    for run in runs:
        character, start, stop = run[0][0], run.start(), run.end()
        rule = next((rule for rule, kind in _KINDS if kind.match(character)), INVISIBLE)
        before, after = line[max(start - 1, 0) : start] or "\n", line[stop : stop + 1] or "\n"
        if rule == CONTROL:
            yield Unseen(start, run[0], rule, "\N{REPLACEMENT CHARACTER}" * len(run[0]), is_safe=False)
        elif rule == UNREADABLE:
            yield Unseen(start, run[0], rule, run[0].replace("\ufffc", "\ufffd"), is_safe=False)
        elif rule == TURNING:
            if not (has_order and character not in "\u202d\u202e"):
                yield Unseen(start, run[0], TURNING if turns else INVISIBLE, "", is_safe=not turns)
        elif rule == SPACE:
            # Chinese paragraphs are typed with it at their head: rules of Markdown name it, and its harm.
            is_typed = character == "\u3000" and not is_data and start < indent < len(line)
            is_typed = is_typed and not line.startswith("---", indent)
            if not is_typed and not _is_due_space(character, before, after):
                stays = stop <= tail and (start >= indent or _keeps_indent(line, indent, is_data=is_data))
                yield Unseen(start, run[0], rule, " " * len(run[0]) if stays else "")
        else:
            due = 1 if _is_due(character, before, after, has_right_to_left=has_right_to_left) else 0
            if run[0][due:]:
                yield _invisible(start + due, run[0][due:], before, after)


def is_turning(character: str) -> bool:
    """Tell whether a character turns what stands behind it around, whatever the text is written in.

    >>> is_turning(chr(0x202E)), is_turning(chr(0x200E))
    (True, False)
    """
    return _TURNS.fullmatch(character) is not None


def code_points(written: str) -> str:
    """Return the code point of a run's first character, with its name where it has one.

    >>> code_points(chr(0x200B))
    'U+200B ZERO WIDTH SPACE'
    """
    character = written[0]
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}{f' {name}' if name else ''}"


def _invisible(offset: int, written: str, before: str, after: str) -> Unseen:
    if written[0] in "\u2028\u2029":
        # A line of its own, which in a paragraph is a space, or nothing beside a Chinese character.
        joins = before == "\n" or after == "\n" or _CHINESE.match(before) or _CHINESE.match(after)
        return Unseen(offset, written, INVISIBLE, "" if joins else " ", is_safe=written[0] == "\u2028")
    # Behind the marks of an annotation its words would become a part of the text.
    return Unseen(offset, written, INVISIBLE, "", is_safe=not "\ufff9" <= written[0] <= "\ufffb")


def _indentation(line: str) -> int:
    blanks = _BLANKS.match(line)
    return blanks.end() if blanks else 0


def _keeps_indent(line: str, indent: int, *, is_data: bool) -> bool:
    """Tell whether an indentation is one: not before a fence, nor where it would make code of text."""
    if line.startswith("---", indent):
        return False
    return is_data or indent < 4 or _LIST_MARKER.match(line, indent) is not None


def _is_balanced(line: str) -> bool:
    """Tell whether each change of direction of a line ends there, the last that was begun first."""
    due: list[str] = []
    for each in re.findall(f"[{_DIRECTIONS}]", line):
        if each in "\u2066\u2067\u2068":
            due.append("\u2069")
        elif each in "\u202a\u202b":
            due.append("\u202c")
        elif each in "\u202c\u2069" and (not due or due.pop() != each):
            return False
    return not due


def _is_due_space(character: str, before: str, after: str) -> bool:
    """Tell whether a space belongs between two characters.

    An ideographic space stands between Chinese characters or marks; a no-break or narrow one in Latin text
    beside a number or a mark that asks for it (French, quantities, grouped digits), or beside a dash.
    """
    if character == "\u3000":
        return bool(_CHINESE.match(before) and _CHINESE.match(after))
    if character == "\u2800":
        return any("\u2800" < each <= "\u28ff" for each in (before, after))
    if character not in "\xa0\u202f\u2007\u2009\u200a" or before.isspace() or after.isspace():
        return False
    if {before, after} & {"–", "—"}:
        return not (is_han(before) or is_han(after))
    if _CHINESE.match(before) or _CHINESE.match(after):
        return False
    return before.isdigit() or after.isdigit() or before in _BEFORE_NUMBER or after in _BEHIND_NUMBER


def _is_due(character: str, before: str, after: str, *, has_right_to_left: bool) -> bool:
    """Tell whether a script, an emoji or an ideograph needs an invisible character between two others."""
    match character:
        case "\u200c" | "\u200d":
            scripts = {_script(before), _script(after)}
            if scripts & _JOINING:
                return True
            return character == "\u200d" and _is_emoji(before) and _is_emoji(after)
        case "\u200b":
            return {_script(before), _script(after)} <= _UNSPACED
        case "\u200e" | "\u200f" | "\u061c":
            return has_right_to_left
        case "\u034f":
            return "M" in (unicodedata.category(before)[0], unicodedata.category(after)[0])
        case "\u115f" | "\u1160":
            return "HANGUL" in (_script(before), _script(after))
    if "\u180b" <= character <= "\u180f":
        return "MONGOLIAN" in (_script(before), _script(after))
    if character in "\ufe0e\ufe0f":
        return before in _EMOJI_BASES or _is_emoji(before)
    if "\ufe00" <= character <= "\ufe0d":
        return (
            is_han(before)
            or before in _VARIED_MARKS
            or unicodedata.category(before) in ("Sm", "So")
            or _script(before) in _JOINING
        )
    return "\U000e0100" <= character <= "\U000e01ef" and is_han(before)


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


def _is_emoji(character: str) -> bool:
    """Tell whether `character` may be a part of an emoji sequence, also one newer than this Python."""
    if "\U0001f000" <= character <= "\U0001faff" or character in "\ufe0f\u20e3\U000e007f":
        return True
    return unicodedata.category(character) in ("So", "Sm") and not is_han(character)
