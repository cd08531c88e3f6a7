"""What is measured of a generator: how its site is written, built, served and edited."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml
from opencc import OpenCC

from benchmarks.corpus import Corpus, harbour
from benchmarks.edits import Edit

CACHE = Path(__file__).parents[2] / ".cache" / "peers"
# The editions in Chinese characters, with the dictionary that makes each of the written one.
CHINESE = {"zh-hans": None, "zh-hant-hk": "s2hk", "zh-hant-tw": "s2tw"}

_TERM = re.compile(r"\(term:([a-z-]+)\)")
_SOURCE = re.compile(r"\(source:(([A-Z])-\d+)\)")
_PINYIN = re.compile(r"\[([^\]]+)\]\(lang:pinyin\)")
_PAGE = re.compile(r"\((?:(?:\.\./)*([a-z0-9/-]+))\.(?:zh|en)\.md\)")
_HEAD = re.compile(r"---\n(.*?)\n---\n\n", re.DOTALL)
_BOX = re.compile(r"^::: (note|outside) ?(.*)\n((?:.+\n)+?):::$", re.MULTILINE)


class Peer(ABC):
    """A generator, and the corpus as a site of it."""

    name: str
    # What differs from ours, in a sentence for the readers of the table.
    differs: str
    # What a build leaves behind beside its output; a cold build begins without.
    leavings: tuple[str, ...] = ()

    @abstractmethod
    def installed(self) -> bool:
        """Whether the generator can be run here."""

    @abstractmethod
    def write(self, corpus: Corpus, ours: Path, root: Path) -> None:
        """Write the site whose pages for our generator lie below `ours`."""

    @abstractmethod
    def build(self, root: Path, into: Path) -> Sequence[str]:
        """Return the command that builds the site, run in `root`."""

    def output(self, root: Path) -> Path:
        """Return where the command that builds the site in `root` is to write it."""
        return root.parent / "output"

    @abstractmethod
    def serve(self, root: Path, port: int) -> Sequence[str]:
        """Return the command that serves the site, and builds it anew at every save."""

    @abstractmethod
    def edits(self, corpus: Corpus) -> Mapping[str, Edit]:
        """Return the same edits as those of our site, by the name of the case."""


def read_page(ours: Path, key: str, language: str) -> tuple[Mapping[str, str], str]:
    """Return what the head of a page says, and its text."""
    text = (ours / "content" / "pages" / f"{key}.{language}.md").read_text("utf-8")
    match = _HEAD.match(text)
    assert match, key
    head: Mapping[str, str] = yaml.load(match[1], yaml.CSafeLoader)
    return head, text[match.end() :]


def plain(text: str, key: str, address: str) -> str:
    """Return a page’s text in Markdown that every generator reads, links leading below `address`.

    Boxes are left as they are: each generator has its own.
    """
    prefixes = {source["prefix"]: source["key"] for source in harbour()["sources"]}
    text = _TERM.sub(rf"({address}glossary/#\1)", text)
    text = _SOURCE.sub(lambda match: f"({address}sources/{prefixes[match[2]]}/#{match[1].lower()})", text)
    text = _PINYIN.sub(r"*\1*", text)
    folder = key.rpartition("/")[0]

    def page(match: re.Match[str]) -> str:
        inside = "/" in match[1] or not folder
        return f"({address}{match[1] if inside else f'{folder}/{match[1]}'}/)"

    return _PAGE.sub(page, text)


def boxes(text: str, box: str, indent: str = "") -> str:
    """Return the text with each box written as `box` says it: {title}, {text}, its lines set in."""

    def written(match: re.Match[str]) -> str:
        title = match[2] or match[1].capitalize()
        inside = "\n".join(indent + line for line in match[3].rstrip("\n").split("\n"))
        return box.format(title=title, text=inside)

    return _BOX.sub(written, text)


def converted(text: str, edition: str) -> str:
    """Return Chinese text as the edition has it."""
    profile = CHINESE.get(edition)
    if not profile:
        return text
    said: str = _converter(profile).convert(text)
    return said.translate(str.maketrans("“”", "「」"))


_CONVERTERS: dict[str, OpenCC] = {}


def _converter(profile: str) -> OpenCC:
    return _CONVERTERS.setdefault(profile, OpenCC(profile))


def dump(value: object, *, opened: str = "", closed: str = "") -> str:
    """Return a value as YAML."""
    said = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"{opened}{said}{closed}"


def write(file: Path, text: str) -> None:
    """Write a file, with the folders that it lies in."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="")


def written_pages(corpus: Corpus) -> Iterator[str]:
    """Yield the keys of all pages that an author wrote."""
    yield "index"
    yield "glossary"
    yield from corpus.keys
