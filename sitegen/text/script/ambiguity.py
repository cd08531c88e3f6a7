"""Characters that had more than one Traditional form to choose from, and contexts in which a choice is known.

`ambiguous.yaml` lists the characters whose forms are all in common use, with the forms. A *decision* is a
form and a context, a few characters around the one in question: wherever that stands, the form is right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import opencc

from sitegen.text.characters import is_chinese, is_han
from sitegen.text.script.contexts import Judgement, load_contexts
from sitegen.text.script.conversion import Converter
from sitegen.text.tables import read_table
from sitegen.values import dataclass

FILE = Path(__file__).with_name("ambiguous.yaml")

# What turns OpenCC's own Traditional forms into a region's, by profile.
_REGIONS = {"s2hk": "t2hk", "s2tw": "t2tw"}
Decisions = Mapping[str, Mapping[str, Sequence[str]]]

# How likely a form must be by what open text has, in thousandths, not to be asked about: anywhere, and in a
# word that settles the choice.
_SURE, _SURE_IN_A_WORD = 900, 50


@dataclass(frozen=True, slots=True)
class FormChoice:
    """A character of a text, the forms in common use that it could take, and the one that it took.

    `forms` and `taken` are general forms (裏), which all regions share; `names` and `printed` are the same as
    the edition prints them (裡).
    """

    # Where it stands in the text.
    offset: int
    character: str
    forms: str
    taken: str
    names: tuple[str, ...]
    printed: str

    @property
    def alike(self) -> str:
        """The form that was taken with those that the edition prints alike."""
        others = (form for form, name in zip(self.forms, self.names, strict=True) if name == self.printed)
        return "".join(dict.fromkeys((self.taken, *others)))


@cache
def _file() -> tuple[Mapping[str, str], Decisions]:
    data = read_table(FILE)
    return data["forms"], data["settled"]


def find_choices(text: str, cells: Sequence[str], converter: Converter) -> Iterator[FormChoice]:
    """Yield the choices in `text`, which a writing with `converter` wrote as `cells`, decided ones too.

    >>> from sitegen.text.script.conversion import converter
    >>> [each.taken for each in find_choices("面条", "麵條", converter("s2hk"))]
    ['麵']
    """
    forms, _ = _file()
    regional, names = _regional_forms(converter), _regional_names(converter)
    for found in _expression().finditer(text):
        character, printed = found[0], cells[found.start()]
        yield FormChoice(
            offset=found.start(),
            character=character,
            forms=forms[character],
            taken=regional[character].get(printed, printed),
            names=names[character],
            printed=printed,
        )


@cache
def _expression() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_file()[0])}]")


@cache
def _regional_forms(converter: Converter) -> Mapping[str, Mapping[str, str]]:
    """For each character the region's forms, each with the general form that it stands for."""
    forms, _ = _file()
    region = opencc.OpenCC(_REGIONS[converter.profile])
    return {
        character: {
            converter.write_glyphs(written): form
            for form in reversed(general)
            for written in (form, region.convert(form))
        }
        for character, general in forms.items()
    }


@cache
def _regional_names(converter: Converter) -> Mapping[str, tuple[str, ...]]:
    """For each character its forms as the edition prints them, in the order of the file."""
    region = opencc.OpenCC(_REGIONS[converter.profile])
    return {
        character: tuple(converter.write_glyphs(region.convert(form)) for form in general)
        for character, general in _file()[0].items()
    }


def find_doubt(text: str, choice: FormChoice) -> Judgement | None:
    """Return what speaks against the form that was taken; None where it is beyond doubt.

    It is where open text has the form in like contexts and no word of another form overlaps. A word that the
    package settles needs less support, and none where open text has nothing against it.
    """
    words = _words_with_one_form(choice.character)
    judgement = load_contexts().judge(text, choice.offset, choice.alike, words)
    settled = [text[start:end] for start, end in _settled_words(text, choice.offset, choice.alike)]
    if not judgement.is_known:
        return None if settled else judgement
    overlapping = judgement.overlapping
    if overlapping and not any(overlapping.word in word for word in settled):
        return judgement
    if settled:
        is_sure = judgement.likelihood >= _SURE_IN_A_WORD or not judgement.evidence
    else:
        is_sure = judgement.likelihood >= _SURE
    return None if is_sure else replace(judgement, overlapping=None)


def _words_with_one_form(character: str) -> Mapping[str, str]:
    settled = _file()[1].get(character, {})
    found: dict[str, str] = {}
    for form, words in settled.items():
        for word in words:
            # Where the regions differ, a word stands under both forms.
            found[word] = "" if word in found else form
    return found


@dataclass(frozen=True)
class Reviewed:
    """Decisions of editors, ready to be looked up."""

    decisions: tuple[Decisions, ...] = ()

    def covers(self, text: str, choice: FormChoice) -> bool:
        """Tell whether the choice is decided: by an editor, for the context around it, or beyond doubt."""
        return any(
            _stands_at(text, choice.offset, choice.character, context)
            for decisions in self.decisions
            for form in {choice.taken, choice.printed}
            for context in decisions.get(choice.character, {}).get(form, ())
        ) or not find_doubt(text, choice)


def _stands_at(text: str, offset: int, character: str, context: str) -> bool:
    index = context.find(character)
    while index >= 0:
        if offset >= index and text.startswith(context, offset - index):
            return True
        index = context.find(character, index + 1)
    return False


def suggest_context(text: str, offset: int) -> str:
    """Return the character with its neighbour on each side, where that is Chinese, for an editor to judge.

    Where the character stands in words of the package, the context has all of them.

    >>> suggest_context("一碗面条。", 2)
    '碗面条'
    """
    start = offset - 1 if offset and is_chinese(text[offset - 1], "en") else offset
    end = offset + 2 if offset + 1 < len(text) and is_chinese(text[offset + 1], "en") else offset + 1
    for first, last in _settled_words(text, offset):
        start, end = min(start, first), max(end, last)
    return text[start:end]


def find_cut_word(text: str, offset: int, start: int, end: int) -> str | None:
    """Return a word of the character at `offset` of which `text[start:end]` has only a part.

    None where it has all of a word, or where the package knows no word there.

    >>> find_cut_word("去哪里玩", 2, 2, 4)
    '哪里'
    """
    words = _settled_words(text, offset)
    if any(start <= first and last <= end for first, last in words):
        return None
    return next((text[first:last] for first, last in words), None)


def _settled_words(text: str, offset: int, forms: str = "") -> list[tuple[int, int]]:
    """Where words of the package begin and end around `offset`, with one of `forms` there, or with any."""
    character = text[offset]
    settled = _file()[1].get(character, {})
    return [
        (offset - index, offset - index + len(word))
        for form, words in settled.items()
        if not forms or form in forms
        for word in words
        for index, each in enumerate(word)
        if each == character and offset >= index and text.startswith(word, offset - index)
    ]


def add_decision(decisions: Decisions, character: str, form: str, context: str) -> Decisions:
    """Return `decisions` with one more, sorted.

    >>> add_decision({}, "面", "麵", "面条")
    {'面': {'麵': ['面条']}}
    """
    merged: dict[str, dict[str, list[str]]] = {
        key: {each: list(contexts) for each, contexts in forms.items()} for key, forms in decisions.items()
    }
    contexts = merged.setdefault(character, {}).setdefault(form, [])
    if context not in contexts:
        contexts.append(context)
    return {
        key: {each: sorted(found) for each, found in sorted(forms.items())}
        for key, forms in sorted(merged.items())
    }


def write_decisions(decisions: Decisions, heading: str) -> str:
    """Return the YAML of `decisions`, one line a form, under `heading`.

    >>> print(write_decisions({"面": {"麵": ["面条"]}}, "# Reviewed."), end="")
    # Reviewed.
    面:
      麵: [面条]
    """
    lines = [heading]
    for character, forms in sorted(decisions.items()):
        lines.append(f"{character}:")
        lines += [
            f"  {form}: [{', '.join(map(_quoted, contexts))}]" for form, contexts in sorted(forms.items())
        ]
    return "\n".join(lines) + "\n"


def _quoted(context: str) -> str:
    """The context as YAML text; in quotation marks unless it is ideographs alone."""
    return context if all(map(is_han, context)) else json.dumps(context, ensure_ascii=False)
