"""A new page in every language of the site, with its place in the navigation and its records."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sitegen.checks.pairs.staleness import RECORDS
from sitegen.edit.overview.status import original_of
from sitegen.edit.pages.draft import Draft
from sitegen.edit.pages.naming import RefusedError, refuse_key
from sitegen.edit.stamp import record_text
from sitegen.expressions import lazy_regex
from sitegen.facts.heads import heads_of
from sitegen.facts.index import Index
from sitegen.facts.pairs.staleness import words_of
from sitegen.facts.shown import page_path
from sitegen.memory import Forgetful
from sitegen.model import Library, Page
from sitegen.read.files import FileText
from sitegen.read.library import SITE
from sitegen.read.page import read_page
from sitegen.read.yaml.documents import parse_yaml
from sitegen.rules.catalogue import LANGUAGES, read_catalogue
from sitegen.values import dataclass

_ID = lazy_regex(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an editor says of a new page: its key, what it is called in languages, the ids of its headings."""

    key: str
    titles: Mapping[str, str]
    sections: Sequence[str] = ()
    # The page behind which the navigation names it; without one, it stands last.
    after: str = ""


def draft_page(root: Path, library: Library, wanted: Wanted) -> Draft:
    """Return the files of a new page; where it is written in some languages, those in the others.

    Raises RefusedError.
    """
    written = {language: page for (key, language), page in library.pages.items() if key == wanted.key}
    missing = [language for language in library.site.languages if language not in written]
    if not missing:
        raise RefusedError("written", key=wanted.key)
    for language in wanted.titles:
        if language not in missing:
            raise RefusedError("no_language", language=language, there=", ".join(missing))
    for id_ in wanted.sections:
        if not _ID.fullmatch(id_):
            raise RefusedError("id", id=id_)
    original = written.get(original_of(Index(library), wanted.key))
    texts = {language: _text(language, wanted, original) for language in missing}
    pages = {language: _page(wanted.key, language, text) for language, text in texts.items()}
    refuse_key(
        library, wanted.key, heads_of({(wanted.key, each): page for each, page in pages.items()}, Forgetful())
    )
    draft = Draft(root)
    for language, text in texts.items():
        draft.create(page_path(wanted.key, language), text)
    _name(draft, library, wanted)
    # Of a partner that is yet to be written, nobody can say that it was made from anything.
    if original is None and _records(library):
        first, *others = missing
        for language in others:
            text = record_text(pages[first], pages[language], _words(pages[first]))
            draft.create(f"{RECORDS}{wanted.key}.{language}.yaml", text)
    return draft


def _records(library: Library) -> bool:
    """Tell whether the site records what translations were made from, or has none yet of which it could."""
    keys = [key for key, _ in library.pages]
    return bool(library.records) or len(keys) == len(set(keys))


def _words(page: Page) -> Mapping[str, tuple[str, ...]]:
    return {id_: tuple(map(str, words)) for id_, words in words_of(page).items()}


def _page(key: str, language: str, text: str) -> Page:
    page, _ = read_page(FileText(page_path(key, language), text), language)
    assert page is not None
    return page


def _text(language: str, wanted: Wanted, original: Page | None) -> str:
    """Return the text of a page to begin with: its head, and headings with the ids that partners have."""
    said: Mapping[str, Any] = read_catalogue(language if language in LANGUAGES else LANGUAGES[0])["commands"][
        "new"
    ]
    words = wanted.key.rpartition("/")[2].replace("-", " ")
    lines = [
        "---",
        f"title: {_scalar(wanted.titles.get(language) or words[:1].upper() + words[1:])}",
        f"summary: {_scalar(said['summary'])}",
        "draft: true",
        "---",
        "",
        said["beginning"],
    ]
    if original is not None:
        headings = [(each.level, each.text, each.id) for each in original.headings if each.id]
    else:
        headings = [(2, said["heading"], id_) for id_ in wanted.sections or said["first"]]
    for level, heading, id_ in headings:
        lines += ["", f"{'#' * level} {heading} {{#{id_}}}", "", said["text"]]
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    """Return a text as YAML takes it for one, in marks where it needs them."""
    document = parse_yaml("head.md", f"title: {text}")
    is_plain = document.value == {"title": text} and not document.diagnostics and isinstance(text, str)
    is_text = is_plain and isinstance(document.value, dict) and isinstance(document.value["title"], str)
    return text if is_text else json.dumps(text, ensure_ascii=False)


def _name(draft: Draft, library: Library, wanted: Wanted) -> None:
    """Name the page in the navigation, if it has none of its name and there is one."""
    groups = library.site.navigation
    places = [(at, index) for at, group in enumerate(groups) for index, key in enumerate(group.pages)]
    named = [str(groups[at].pages[index]) for at, index in places]
    if wanted.after and wanted.after not in named:
        raise RefusedError("not_named", key=wanted.after, there=", ".join(named))
    if wanted.key in named or not groups:
        return
    at, behind = places[named.index(wanted.after)] if wanted.after else (len(groups) - 1, None)
    draft.append(draft.document(SITE), ("navigation", at, "pages"), wanted.key, behind)
