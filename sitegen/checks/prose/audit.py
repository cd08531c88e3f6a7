"""The audit of the script conversion: every choice between Traditional forms that nobody has reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.checks.prose.passages import chinese_passages
from sitegen.facts.index import Index
from sitegen.facts.slices import Pages, Reviews
from sitegen.facts.voices.voice import Voice
from sitegen.model import Diagnostic, Library, Place, Value, Words
from sitegen.model.passages import Passage
from sitegen.rules import UNREVIEWED_CHARACTER
from sitegen.text.joined import FROZEN
from sitegen.text.script.ambiguity import FormChoice, Reviewed, find_choices, find_doubt, suggest_context
from sitegen.text.script.contexts import EDGE, Judgement
from sitegen.text.script.usages import starts_traditional
from sitegen.values import dataclass

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
    judgement: Judgement

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
        """The forms as the editions print them, each once; where they print one differently, 裏/裡."""
        return tuple(dict.fromkeys(self._name(form) for form in self.forms))

    def _name(self, form: str) -> str:
        index = self.forms.index(form)
        printed = dict.fromkeys(names[index] for names in self.named)
        # One that an edition prints like an earlier form is called by what the other editions print.
        own = [each for each in printed if all(each not in names[:index] for names in self.named)]
        return "/".join(own or printed)

    @property
    def reason(self) -> str:
        """What speaks against the form, in a sentence; "" where nothing is known of the character."""
        match self.against:
            case {"word": word, "form": form}:
                return f"{word} is a word with {form}."
            case {"places": places, "form": form, "all_places": all_places, "beside": beside}:
                return f"Open text has {form} in {places} of the {all_places} places with “{beside}”."
            case {"unlike": _}:
                return "Open text has nothing like it."
        return ""

    @property
    def against(self) -> Mapping[str, Value]:
        """What speaks against the form, as values: a word, counts of open text, or nothing like it."""
        overlapping, evidence = self.judgement.overlapping, self.judgement.evidence
        if overlapping:
            return {"word": overlapping.word, "form": self._name(overlapping.form)}
        if evidence:
            return {
                "places": f"{evidence.places:,}",
                "all_places": f"{evidence.all_places:,}",
                "form": self._name(evidence.form),
                # A context says only that there was a mark, or nothing.
                "beside": evidence.context.replace(EDGE, "，"),
            }
        return {"unlike": 1} if self.judgement.is_known else {}

    @property
    def risk(self) -> tuple[bool, int, bool]:
        """What sorts the report: editions that disagree, then what is least likely, then rarer forms."""
        is_usual = all(self.forms.startswith(form) for form in self.written)
        likelihood = 0 if self.judgement.overlapping else self.judgement.likelihood
        return len(self.written) == 1, likelihood, is_usual


def find_doubts(library: Library) -> list[Doubt]:
    """Return what is not reviewed in a library, in the order of the files."""
    index = Index(library)
    passages = chinese_passages(index.pages, index.words, index.phrases)
    return doubts_in(passages, index.voices, index.reviewed)


def doubts_in(passages: Iterable[Passage], voices: Iterable[Voice], reviews: Reviews) -> list[Doubt]:
    """Return what is not reviewed in `passages`, sorted by place."""
    # From Traditional text nearly each character has one form to go to: there is nothing to ask.
    asked = [voice for voice in voices if not starts_traditional(str(voice.edition.profile))]
    reviewed = Reviewed(reviews)
    doubts: dict[Place, Doubt] = {}
    for passage in passages:
        rules = passage.page.front.conversion if passage.page else None
        for voice in asked:
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
                doubts[place] = _add(doubts.get(place), place, passage.text, choice, str(voice.edition.tag))
    return sorted(doubts.values(), key=lambda doubt: doubt.place)


def _add(known: Doubt | None, place: Place, text: str, choice: FormChoice, edition: str) -> Doubt:
    """The doubt about a place with what one more edition took there."""
    judgement = find_doubt(text, choice) or Judgement(is_known=False)
    return Doubt(
        place=place,
        character=choice.character,
        forms=choice.forms,
        taken=(*(known.taken if known else ()), (edition, choice.taken)),
        named=(*(known.named if known else ()), choice.names),
        printed=(*(known.printed if known else ()), choice.printed),
        text=text,
        offset=choice.offset,
        judgement=min((known.judgement, judgement), key=_strength) if known else judgement,
    )


def _strength(judgement: Judgement) -> tuple[bool, int]:
    return judgement.overlapping is None, judgement.likelihood


def check_reviewed(
    pages: Pages,
    words: Mapping[str, tuple[Words, ...]],
    phrases: tuple[Words, ...],
    voices: tuple[Voice, ...],
    reviewed: Reviews,
) -> Iterator[Diagnostic]:
    """Every choice between Traditional forms was reviewed by an editor."""
    for doubt in doubts_in(chinese_passages(pages, words, phrases), voices, reviewed):
        differs = len(doubt.written) > 1
        yield UNREVIEWED_CHARACTER(
            doubt.place,
            "divided" if differs else "agreed",
            sentence=doubt.sentence,
            character=doubt.character,
            names=doubt.names,
            printed=tuple(dict.fromkeys(doubt.printed)),
            context=doubt.context,
            forms=tuple(f"{form}: [{doubt.context}]" for form in doubt.written) if differs else (),
        ).with_values(doubt.against)
