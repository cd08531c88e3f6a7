"""TBX (ISO 30042:2019), dialect TBX-Basic in the style DCA: the term base for tools of terminology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from sitegen.exchange.faults import RefusedError, fault
from sitegen.exchange.markup import XML_LANG, Tree, child, children, local, tag, text_in, words
from sitegen.exchange.terms.base import ALSO, AVOID, EXPLANATION, READING, TERM, Entry, ReceivedEntry

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_STATUS = "administrativeStatus"
# Which words are preferred, which pages may have besides, and which none has.
_STATES = {
    TERM: "preferredTerm-admn-sts",
    ALSO: "admittedTerm-admn-sts",
    AVOID: "deprecatedTerm-admn-sts",
}
_FINGERPRINT, _READING = "fingerprint: ", "reading "


def write_tbx(entries: Iterable[Entry], columns: Sequence[str], tags: Mapping[str, str], title: str) -> str:
    """Return the text of a term base called `title`; `tags` are those of its languages."""
    described = tag("titleStmt", tag("title", words(title)))
    source = tag("sourceDesc", tag("p", words("content/glossary.yaml")))
    named = [each for each in entries if _named(each) & {*tags}]
    body = "\n".join(("", *(_concept(each, columns, tags) for each in named), ""))
    root = tag(
        "tbx",
        "\n".join(
            (
                "",
                tag("tbxHeader", tag("fileDesc", described + source)),
                tag("text", tag("body", body)),
                "",
            )
        ),
        xmlns=NAMESPACE,
        type="TBX-Basic",
        style="dca",
        xml_lang=next(iter(tags.values())),
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'


def carried(entry: Entry, columns: Sequence[str]) -> list[str]:
    """Return the cells that the format has a place for: without a term, a language has one for readings."""
    named = _named(entry)
    return [name for name in columns if name.startswith(f"{READING}:") or name.partition(":")[2] in named]


def _concept(entry: Entry, columns: Sequence[str], tags: Mapping[str, str]) -> str:
    group = next(iter(entry.group.values()), "")
    kept = carried(entry, columns)
    inside = [tag("descrip", words(group), type="subjectField")] if group else []
    inside.append(tag("note", _FINGERPRINT + entry.fingerprint(kept)))
    is_first = True
    for language, written in tags.items():
        if f"{TERM}:{language}" not in entry.cells:
            continue
        inside.append(_language(entry, language, written, columns, is_first=is_first))
        is_first = False
    return tag("conceptEntry", "\n".join(("", *inside, "")), id=entry.id)


def _language(entry: Entry, language: str, written: str, columns: Sequence[str], *, is_first: bool) -> str:
    said = entry.cells.get(f"{EXPLANATION}:{language}", ())
    inside = [tag("descrip", words(each), type="definition") for each in said]
    own = [f"{READING}:{language}"]
    if is_first:
        # Readings of territories go with the term in the first language.
        readings = (name for name in columns if name.startswith(f"{READING}:"))
        own += (name for name in readings if name.partition(":")[2] not in _named(entry))
    notes = [
        tag("note", words(f"{_READING}{name.partition(':')[2]}: {each}"))
        for name in dict.fromkeys(own)
        for each in entry.cells.get(name, ())
    ]
    for kind, state in _STATES.items():
        for each in entry.cells.get(f"{kind}:{language}", ()):
            status = tag("termNote", state, type=_STATUS)
            more = "".join(notes) if kind == TERM else ""
            inside.append(tag("termSec", tag("term", words(each)) + status + more))
    return tag("langSec", "\n".join(("", *inside, "")), xml_lang=written)


def _named(entry: Entry) -> set[str]:
    return {name.partition(":")[2] for name in entry.cells if name.startswith(f"{TERM}:")}


def read_tbx(tree: Tree, columns: Sequence[str], languages: Mapping[str, str]) -> list[ReceivedEntry]:
    """Return the entries of a term base; `languages` are those of the site by their tags, in small letters.

    Raises RefusedError where it is of another version or holds another language.
    """
    if local(tree.root) != "tbx":
        raise RefusedError([fault(tree.place(tree.root), "version-tbx", version=local(tree.root))])
    found, faults = [], []
    for concept in (each for each in tree.root.iter() if local(each) == "conceptEntry"):
        cells: dict[str, tuple[str, ...]] = {}
        for section in children(concept, "langSec"):
            written = section.get(XML_LANG, "")
            language = languages.get(written.lower())
            if language is None:
                known = ", ".join(languages)
                faults.append(fault(tree.place(section), "language-tbx", tag=written or "–", languages=known))
                continue
            for name, value in _cells(section, language):
                cells[name] = (*cells.get(name, ()), value)
        notes = (text_in(each) for each in children(concept, "note"))
        printed = next((each for each in notes if each.startswith(_FINGERPRINT)), "")
        # A word that was taken out is a cell that became empty, where the entry has a place for it.
        named = {name.partition(":")[2] for name in cells if name.startswith(f"{TERM}:")}
        due = {name: () for name in columns if name.partition(":")[2] in named}
        kept = {**due, **{name: each for name, each in cells.items() if name in columns}}
        id_ = concept.get("id", "")
        found.append(ReceivedEntry(tree.place(concept), id_, kept, printed.removeprefix(_FINGERPRINT)))
    if faults:
        raise RefusedError(faults)
    return found


def _cells(section: Element, language: str) -> Iterator[tuple[str, str]]:
    """Yield the cells that a language of an entry fills, in order."""
    for each in section.iter():
        if local(each) == "descrip" and each.get("type") == "definition":
            yield f"{EXPLANATION}:{language}", text_in(each)
    kinds = {state: kind for kind, state in _STATES.items()}
    has_term = False
    for term in children(section, "termSec"):
        said = (each for each in term.iter() if local(each) == "termNote" and each.get("type") == _STATUS)
        status = map(text_in, said)
        # A tool that knows no status writes the preferred word first.
        kind = kinds.get(next(status, ""), ALSO if has_term else TERM)
        has_term = has_term or kind == TERM
        yield f"{kind}:{language}", text_in(child(term, "term"))
        for note in children(term, "note"):
            name, mark, value = text_in(note).removeprefix(_READING).partition(": ")
            if mark and text_in(note).startswith(_READING):
                yield f"{READING}:{name}", value
