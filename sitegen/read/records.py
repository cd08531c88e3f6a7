"""What translations were made from: records beside the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.memory import Memory
from sitegen.model import Diagnostic, Record, RecordedWords, Words
from sitegen.read.files import File, FileText, ReadAs, decode
from sitegen.read.yaml.documents import parse_yaml
from sitegen.read.yaml.schema import typed
from sitegen.rules import UNREADABLE_CHARACTER
from sitegen.values import dataclass

MADE_FROM = "content/made_from"


@dataclass(frozen=True, slots=True)
class _Record:
    """A record as it is written; where its sections stand is told by the document."""

    language: Words
    sections: dict[str, tuple[Words, ...]]


def read_records(memory: Memory, files: Sequence[File]) -> Iterator[ReadAs[Record]]:
    """Yield of what `files` say that translations were made from them."""
    for path, _, data in files:
        text, faults = memory.call(decode, path, data)
        # A record repeats what the page says, where it is named already.
        said = [fault for fault in faults if fault.rule != UNREADABLE_CHARACTER]
        record, more = memory.call(_read_record, text) if text is not None else (None, [])
        yield record, text.taken if text is not None else {}, (*said, *more)


def _read_record(text: FileText) -> tuple[Record | None, list[Diagnostic]]:
    document = parse_yaml(text.path, text.text)
    written, faults = typed(document, _Record)
    if written is None:
        return None, faults
    places = {id_: document.place(("sections", id_, "")) for id_ in written.sections}
    return Record(written.language, RecordedWords(written.sections, places)), faults
