"""Rules for the term base and the source documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sitegen.checks.nearest import did_you_mean
from sitegen.model import Diagnostic, Library

LONGEST_PHRASE = 16

_TERM_ID = re.compile(r"[a-z][a-z0-9-]*")
_PARAGRAPH_ID = re.compile(r"[A-Z]+-[0-9]+")


def check_documents(library: Library) -> Iterator[Diagnostic]:
    """Paragraph ids are unique and carry their document's prefix; phrases are short."""
    counts = Counter(str(item.id) for document in library.documents.values() for item in document.paragraphs)
    for document in library.documents.values():
        if document.url is not None and not document.url.startswith("https://"):
            message = f"`{document.url}` is no https: address"
            yield Diagnostic(document.url.place, "refused-address", message, "Write https: or leave it out.")
        for paragraph in document.paragraphs:
            if counts[paragraph.id] > 1:
                message = f"two paragraphs have the id `{paragraph.id}`"
                yield Diagnostic(paragraph.id.place, "duplicate-id", message, "Give each an id of its own.")
            if not _PARAGRAPH_ID.fullmatch(paragraph.id) or not paragraph.id.startswith(
                f"{document.prefix}-"
            ):
                message = f"`{paragraph.id}` is no paragraph id of this document"
                hint = f"Write {document.prefix}-1, {document.prefix}-2, …"
                yield Diagnostic(paragraph.id.place, "paragraph-id", message, hint)
            for phrase in paragraph.phrases:
                if len(phrase) > LONGEST_PHRASE:
                    message = f"the phrase “{phrase}” has {len(phrase)} characters"
                    hint = f"Keep short named phrases only, {LONGEST_PHRASE} characters at the most."
                    yield Diagnostic(phrase.place, "long-phrase", message, hint)


def check_glossary(library: Library) -> Iterator[Diagnostic]:
    """Term ids are unique, and what an entry refers to exists."""
    counts = Counter(str(term.id) for group in library.glossary.groups for term in group.terms)
    keys = {key for key, _ in library.pages}
    groups = Counter(str(group.id) for group in library.glossary.groups)
    for group in library.glossary.groups:
        if groups[group.id] > 1:
            message = f"two groups have the id `{group.id}`"
            yield Diagnostic(group.id.place, "duplicate-id", message, "Give each an id of its own.")
    for term in (term for group in library.glossary.groups for term in group.terms):
        if not _TERM_ID.fullmatch(term.id):
            message = f"`{term.id}` cannot be the address of a term"
            yield Diagnostic(term.id.place, "term-id", message, "Use a-z, 0-9 and hyphens: hai-na-bai-chuan.")
        if counts[term.id] > 1:
            message = f"two terms have the id `{term.id}`"
            yield Diagnostic(term.id.place, "duplicate-id", message, "Give each an id of its own.")
        for id_ in term.paragraphs:
            if id_ not in library.paragraphs and not library.has_unread("content/sources/"):
                hint = did_you_mean(id_, library.paragraphs, "Look the number up in content/sources.")
                yield Diagnostic(id_.place, "unknown-paragraph", f"no source has the paragraph `{id_}`", hint)
        for id_ in term.related:
            if id_ not in counts:
                hint = did_you_mean(id_, counts, "Take it away, or add that term.")
                yield Diagnostic(id_.place, "unknown-term", f"the glossary has no term `{id_}`", hint)
        if (
            term.page is not None
            and term.page not in keys
            and not library.has_unread(f"content/pages/{term.page}.")
        ):
            hint = did_you_mean(term.page, keys, "Write the name of a page without language and ending.")
            yield Diagnostic(term.page.place, "unknown-page", f"there is no page `{term.page}`", hint)
