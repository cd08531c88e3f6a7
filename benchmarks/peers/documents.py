"""The corpus in two languages, for generators that get no more: pages, glossary and sources as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import LANGUAGES, Corpus, harbour, terms
from benchmarks.edits import Edit, Place
from benchmarks.peers.peer import plain, read_page, written_pages


@dataclass(frozen=True, slots=True)
class Document:
    """A page in one language; its key is its address below the language."""

    language: str
    key: str
    title: str
    label: str
    summary: str
    text: str

    @property
    def path(self) -> str:
        """Where its file lies, without ending: below its language, by its key."""
        return f"{self.language}/{self.key}"


@dataclass(frozen=True, slots=True)
class Group:
    """A titled run of pages in the menu."""

    title: Mapping[str, str]
    keys: Sequence[str]


def documents(corpus: Corpus, ours: Path) -> Iterator[Document]:
    """Yield every page in both languages; boxes are still to be written."""
    for language in LANGUAGES:
        address = f"/{language}/"
        for key in written_pages(corpus):
            head, text = read_page(ours, key, language)
            if key == "glossary":
                text += "\n" + _terms(language)
            title = head["title"]
            yield Document(
                language, key, title, head.get("label", title), head["summary"], plain(text, key, address)
            )
        for source in harbour()["sources"]:
            title = source["title"][language]
            text = "".join(
                f"## {source['prefix']}-{number} {{#{source['prefix'].lower()}-{number}}}\n\n"
                f"{each['zh']}\n\n{each[language]}\n\n"
                for number, each in enumerate(source["paragraphs"], 1)
            )
            label = source["short_title"][language]
            yield Document(language, f"sources/{source['key']}", title, label, title, text)


def groups(corpus: Corpus) -> Sequence[Group]:
    """Return the menu."""
    return [
        Group({"zh": "开始", "en": "Begin"}, ["index", "glossary"]),
        *(
            Group({"zh": f"{number}号码头", "en": f"Quay {number}"}, keys)
            for number, keys in enumerate(corpus.navigation, 1)
        ),
    ]


def edit(shown: str, *places: tuple[str, str]) -> Edit:
    """Return an edit of some files, each with the words behind which it is made."""
    return Edit(tuple(Place(path, behind) for path, behind in places), shown)


def _terms(language: str) -> str:
    return "".join(
        f"### {each[language]} {{#{each['id']}}}\n\n{each['pinyin']} {each['zh']} {each['en']}. "
        f"{each['why'][language]}\n\n"
        for each in terms()
    )
