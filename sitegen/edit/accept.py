"""Recording that an editor has reviewed an ambiguous character: the one writer of `content/reviewed.yaml`."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from sitegen.called import as_called
from sitegen.checks.prose.audit import Doubt, find_doubts
from sitegen.model import Library
from sitegen.read.library import REVIEWED
from sitegen.read.standing import is_file
from sitegen.text.script.ambiguity import Decisions, add_decision, find_cut_word, write_decisions

_HEADING = """\
# Which Traditional form a character takes where several are possible, reviewed by an editor: the character,
# the form, and contexts in which it is right. `python build.py accept CHARACTER CONTEXT` adds to it."""


# Categories of which nothing is seen, or nothing that everybody sees alike: format and control characters,
# odd spaces, private use, unassigned.
_INVISIBLE = frozenset({"Cf", "Cc", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
# Characters of other categories that leave no ink: fillers, the blank of Braille, variation selectors.
_WITHOUT_INK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | frozenset(
    chr(code)
    for first, last in ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
    for code in range(first, last + 1)
)


class NotAcceptedError(ValueError):
    """The decision cannot be recorded; the message says why."""


def accept(root: Path, library: Library, character: str, context: str) -> tuple[str, list[Doubt]]:
    """Record that `character` is right wherever `context` stands; return its form and the places.

    The form is the one that the editions print. Raises NotAcceptedError where the context holds a character
    that cannot be seen, the character does not stand in it, no unreviewed place has it, it cuts the word of
    the character in half, or the editions do not agree on the form there, and where decisions of before
    would be lost; OSError where the disk refuses.
    """
    if REVIEWED in library.unread:
        told = f"{REVIEWED} is broken, and would be lost; `python build.py check` says where"
        raise NotAcceptedError(as_called(told))
    _refuse_unseen(character + context)
    if len(character) != 1 or character not in context:
        raise NotAcceptedError(
            f"“{character}” does not stand in “{context}”: name one character of the context"
        )
    found = [doubt for doubt in find_doubts(library) if _has_context(doubt, character, context)]
    if not found:
        raise NotAcceptedError(f"nothing unreviewed stands in the context “{context}”")
    forms = sorted({form for doubt in found for form in doubt.written})
    if len(forms) > 1:
        places = ", ".join(f"{doubt.place} ({'/'.join(doubt.written)})" for doubt in found)
        raise NotAcceptedError(
            f"“{context}” is written in more than one way: {places}; give a longer context"
        )
    _refuse_half_word(found, character, context)
    decisions: Decisions = {key: dict(each) for key, each in library.reviewed.items()}
    _write(root, add_decision(decisions, character, forms[0], context))
    return " / ".join(dict.fromkeys(form for doubt in found for form in doubt.printed)), found


def _refuse_unseen(words: str) -> None:
    for each in words:
        if each != " " and (unicodedata.category(each) in _INVISIBLE or each in _WITHOUT_INK):
            name = unicodedata.name(each, "a character without a name")
            raise NotAcceptedError(
                f"the context holds a character that cannot be seen, U+{ord(each):04X} ({name}): type the"
                " characters of the context anew, without it; where it stands in the text, take it out there"
            )


def _refuse_half_word(found: Sequence[Doubt], character: str, context: str) -> None:
    for doubt in found:
        start = _find_context(doubt, character, context)
        word = start is not None and find_cut_word(doubt.text, doubt.offset, start, start + len(context))
        if word:
            raise NotAcceptedError(
                f"“{context}” cuts the word {word} in half at {doubt.place}: give a context that has all of"
                f" it, {word} or longer"
            )


def _has_context(doubt: Doubt, character: str, context: str) -> bool:
    return _find_context(doubt, character, context) is not None


def _find_context(doubt: Doubt, character: str, context: str) -> int | None:
    """Return where the context begins that stands around the doubtful character; None where none does."""
    if doubt.character != character:
        return None
    starts = (doubt.offset - index for index, each in enumerate(context) if each == character)
    return next((start for start in starts if start >= 0 and doubt.text.startswith(context, start)), None)


def _write(root: Path, decisions: Decisions) -> None:
    path = root / REVIEWED
    heading = _HEADING
    if is_file(path):
        lines = path.read_text(encoding="utf-8").splitlines()
        heading = "\n".join(takewhile(lambda line: line.startswith("#") or not line.strip(), lines)).rstrip()
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(write_decisions(decisions, f"{heading}\n"), encoding="utf-8", newline="\n")
    beside.replace(path)
