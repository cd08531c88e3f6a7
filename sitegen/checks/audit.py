"""The audit of the script conversion: every choice between Traditional forms that nobody has reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.checks.passages import chinese_passages
from sitegen.model import Diagnostic, Library, Place, Severity
from sitegen.plan.voice import Voice
from sitegen.text.ambiguity import Reviewed, find_choices, suggest_context
from sitegen.text.writing import FROZEN

_AROUND = 10


@dataclass(frozen=True, slots=True)
class Doubt:
    """A choice that no decision covers: the character, its forms, what each edition took, and where.

    `forms` and `taken` are general forms; `named` and `printed` are the same as the editions print them.
    """

    place: Place
    character: str
    forms: str
    taken: tuple[tuple[str, str], ...]
    named: tuple[tuple[str, ...], ...]
    printed: tuple[str, ...]
    text: str
    offset: int

    @property
    def context(self) -> str:
        """The character with its neighbours."""
        return suggest_context(self.text, self.offset)

    @property
    def sentence(self) -> str:
        """The character with what stands around it."""
        return self.text[max(0, self.offset - _AROUND) : self.offset + _AROUND].replace("\n", " ")

    @property
    def written(self) -> tuple[str, ...]:
        """The forms that the editions took, each once."""
        return tuple(dict.fromkeys(form for _, form in self.taken))

    @property
    def names(self) -> tuple[str, ...]:
        """The forms as the editions print them; where they print one differently, 裏/裡."""
        names: list[str] = []
        said: set[str] = set()
        for printed in zip(*self.named, strict=True):
            # One that an edition prints like another form is called by what the other editions print.
            own = [name for name in dict.fromkeys(printed) if name not in said] or printed[:1]
            said.update(own)
            names.append("/".join(own))
        return tuple(dict.fromkeys(names))

    @property
    def risk(self) -> tuple[bool, int]:
        """What sorts the report, riskiest first: editions that disagree, then a form that is not first."""
        return len(self.written) == 1, all(self.forms.startswith(form) for form in self.written)


def find_doubts(library: Library) -> list[Doubt]:
    """Return what is not reviewed, in the order of the files."""
    editions = [edition for edition in library.site.editions if edition.profile is not None]
    voices = [(edition, Voice(library, edition)) for edition in editions]
    reviewed = Reviewed((library.reviewed, library.reviewed_elsewhere))
    doubts: dict[Place, Doubt] = {}
    for passage in chinese_passages(library):
        rules = passage.page.front.conversion if passage.page else None
        for edition, voice in voices:
            writing = voice.on_page(rules) if rules else voice.writing
            if writing is None:
                continue
            cells = writing.cells(passage.text, passage.limits)
            decided = writing.decided(passage.text, passage.limits) | passage.spanned(writing.names)
            for choice in find_choices(passage.text, cells, writing.convert):
                offset = choice.offset
                is_frozen = bool(passage.limits[offset] & FROZEN)
                if is_frozen or offset in decided or reviewed.covers(passage.text, choice):
                    continue
                place = passage.place(offset)
                before = doubts.get(place)
                doubts[place] = Doubt(
                    place=place,
                    character=choice.character,
                    forms=choice.forms,
                    taken=(*(before.taken if before else ()), (str(edition.tag), choice.taken)),
                    named=(*(before.named if before else ()), choice.names),
                    printed=(*(before.printed if before else ()), choice.printed),
                    text=passage.text,
                    offset=offset,
                )
    return sorted(doubts.values(), key=lambda doubt: doubt.place)


def check_reviewed(library: Library) -> Iterator[Diagnostic]:
    """Every choice between Traditional forms was reviewed by an editor."""
    for doubt in find_doubts(library):
        message = (
            f"“{doubt.sentence}”: {doubt.character} can be written {' or '.join(doubt.names)}; "
            f"the Traditional editions write {' / '.join(dict.fromkeys(doubt.printed))}"
        )
        hint = (
            f"If that is right, run: python build.py accept {doubt.character} {doubt.context}. "
            f"If not, write [{doubt.character}](write:…) or add the word to content/conversion.yaml."
        )
        if len(doubt.written) > 1:
            forms = ", ".join(f"{form}: [{doubt.context}]" for form in doubt.written)
            hint = f"The editions differ. If that is right, write {doubt.character}: {{{forms}}}"
            hint += " in content/reviewed.yaml."
        yield Diagnostic(doubt.place, "unreviewed-character", message, hint, Severity.GATE)
