"""Recording that an editor has reviewed an ambiguous character: the one writer of `content/reviewed.yaml`."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

from sitegen.checks.audit import Doubt, find_doubts
from sitegen.model import Library
from sitegen.read.library import REVIEWED
from sitegen.text.ambiguity import Decisions, add_decision, write_decisions

_HEADING = """\
# Which Traditional form a character takes where several are possible, reviewed by an editor: the character,
# the form, and contexts in which it is right. `python build.py accept CHARACTER CONTEXT` adds to it."""


class NotAcceptedError(ValueError):
    """The decision cannot be recorded; the message says why."""


def accept(root: Path, library: Library, character: str, context: str) -> tuple[str, list[Doubt]]:
    """Record that `character` is right wherever `context` stands; return its form and the places.

    Raises NotAcceptedError where the character does not stand in the context, no unreviewed place has it, or
    the editions do not agree on the form there.
    """
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
    decisions: Decisions = {key: dict(each) for key, each in library.reviewed.items()}
    _write(root, add_decision(decisions, character, forms[0], context))
    return forms[0], found


def _has_context(doubt: Doubt, character: str, context: str) -> bool:
    return doubt.character == character and any(
        doubt.text.startswith(context, doubt.offset - index)
        for index, each in enumerate(context)
        if each == character and doubt.offset >= index
    )


def _write(root: Path, decisions: Decisions) -> None:
    path = root / REVIEWED
    heading = _HEADING
    if path.is_file():
        lines = path.read_text(encoding="utf-8").splitlines()
        heading = "\n".join(takewhile(lambda line: line.startswith("#") or not line.strip(), lines)).rstrip()
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(write_decisions(decisions, f"{heading}\n"), encoding="utf-8", newline="\n")
    beside.replace(path)
