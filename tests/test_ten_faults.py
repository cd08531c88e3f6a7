"""Ten deliberate faults in the real pages, one in each of ten: all are caught, at their places, with hints.

Nothing here depends on a line or on a wording of the pages: for each fault the first page is taken that has a
place for it, a year that both languages say, words of the term base, a list, a citation; and where it must be
named is looked for in the text.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from conftest import make_project
from crawl import Site

from sitegen.commands import main
from sitegen.make import OWN
from sitegen.model import Diagnostic, Place, Severity
from sitegen.rules.catalogue import say

PAGES = "content/pages"
HEADING = re.compile(r"(?m)^## .*\{#([a-z0-9-]+)\}$")
CITATION = re.compile(r"\[([A-Z]+-\d+)\]\(source:\1\)")
# The marks of an item by which its partner is known.
SHARED = re.compile(r"\]\(((?:source|term):[^)]+)\)")
LIST = re.compile(r"(?m)(?<=\n\n)(?:- .+\n){3,}")


def path_of(key: str, language: str) -> str:
    """The file of a page."""
    return f"{PAGES}/{key}.{language}.md"


@dataclass(frozen=True)
class Section:
    """What stands in a file from one heading of the second level to the next."""

    path: str
    id: str
    start: int
    end: int
    text: str

    @property
    def words(self) -> str:
        """Its text."""
        return self.text[self.start : self.end]

    def find(self, pattern: str) -> Iterator[re.Match[str]]:
        """What matches in its running text: not in headings, quotations and links, nor below a heading."""
        found = self.words.find("\n### ")
        end = self.end if found < 0 else self.start + found
        for each in re.compile(pattern).finditer(self.text, self.start, end):
            before = self.text[self.text.rfind("\n", 0, each.start()) + 1 : each.start()]
            is_free = all(before.count(one) == before.count(other) for one, other in ("“”", "[]", "（）"))
            if is_free and not before.startswith(("#", "|", ":")):
                yield each


@dataclass
class Content:
    """A copy of the content, to be spoilt."""

    root: Path
    touched: set[str] = field(default_factory=set)

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        assert path not in self.touched, f"{path} has a fault already"
        assert text != self.read(path), f"there is nothing to spoil in {path}"
        self.touched.add(path)
        (self.root / path).write_text(text, encoding="utf-8", newline="")

    def place(self, path: str, offset: int) -> Place:
        """The place of a character of a file, as an editor counts."""
        before = self.read(path)[:offset]
        return Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))

    def put(self, path: str, start: int, end: int, words: str) -> Place:
        """Write `words` in the place of others; give where they stand."""
        text = self.read(path)
        self.write(path, text[:start] + words + text[end:])
        return self.place(path, start)

    @property
    def terms(self) -> list[Mapping[str, Any]]:
        """The term base; those whose names are in other names are left aside."""
        groups = yaml.safe_load(self.read("content/glossary.yaml"))["groups"]
        terms = [term for group in groups for term in group["terms"]]
        names = {name: [str(term[name]).lower() for term in terms] for name in ("zh", "en")}
        return [
            term
            for term in terms
            if all(sum(term[name].lower() in each for each in names[name]) == 1 for name in names)
        ]

    @property
    def keys(self) -> Iterator[str]:
        """The pages in both languages that have no fault yet."""
        for each in sorted((self.root / PAGES).glob("*.en.md")):
            key = each.name.partition(".")[0]
            if self.touched.isdisjoint({path_of(key, "en"), path_of(key, "zh")}):
                yield key

    def sections(self, path: str) -> Mapping[str, Section]:
        """Its sections by id."""
        text = self.read(path)
        found = list(HEADING.finditer(text))
        ends = [*(each.start() for each in found[1:]), len(text)]
        return {
            each[1]: Section(path, each[1], each.start(), end, text)
            for each, end in zip(found, ends, strict=True)
        }

    @property
    def pairs(self) -> Iterator[tuple[str, Section, Section]]:
        """The sections in English and Chinese of the pages that have no fault yet, with the page's key."""
        for key in self.keys:
            english, chinese = (self.sections(path_of(key, language)) for language in ("en", "zh"))
            for id_, section in english.items():
                if id_ in chinese:
                    yield key, section, chinese[id_]


@dataclass(frozen=True)
class Caught:
    """What must be said of a fault: where, by which rule, and words of the message and of the hint."""

    place: Place
    rule: str
    message: str
    hint: str
    severity: Severity = Severity.GATE


def wrong_number(content: Content) -> Caught:
    """A year in English that is another in Chinese."""
    path, start, end = next(
        (here.path, *year.span(1))
        for _, here, there in content.pairs
        for year in here.find(r"\bin ((?:19|20)\d\d)(?=[ ,.])")
        if here.words.count(year[1]) == 1 and there.words.count(f"{year[1]}年") == 1
    )
    place = content.put(path, start, end, "1847")
    return Caught(place, "figures-differ", "“1847”", "partner")


def misquoted(content: Content) -> Caught:
    """A quotation with a character that the source does not have."""
    pattern = r"“(?=[^“”，。、]{3,}”\[([A-Z]+-\d+)\]\(source:\1\)(?!\[))"
    path, start, cited = next(
        (there.path, each.end(), each[1]) for _, _, there in content.pairs for each in there.find(pattern)
    )
    content.put(path, start, start, "甲")
    message = f"is no phrase of {cited}"
    return Caught(content.place(path, start - 1), "misquoted", message, "", Severity.ERROR)


def lists(text: str) -> list[tuple[int, list[str]]]:
    """Where lists begin that stand by themselves, and their items."""
    return [(each.start(), each[0].splitlines(keepends=True)) for each in LIST.finditer(text)]


def own_marks(items: list[str], at: int) -> set[str]:
    """What an item has of the marks that partners share, and no other of its list."""
    marks = [set(SHARED.findall(item)) for item in items]
    return marks[at] - set[str]().union(*marks[:at], *marks[at + 1 :])


def removable_items(content: Content) -> Iterator[tuple[str, int, int, int]]:
    """Items that Chinese lists can lose: page, where the list begins, which item, where it is in English."""
    for key in content.keys:
        english, chinese = (content.read(path_of(key, language)) for language in ("en", "zh"))
        ours, theirs = lists(chinese), lists(english)
        if [len(items) for _, items in ours] != [len(items) for _, items in theirs]:
            continue
        for (start, items), (other, partners) in zip(ours, theirs, strict=True):
            for at in range(1, len(items) - 1):
                if own_marks(items, at) and own_marks(items, at) == own_marks(partners, at):
                    yield key, start, at, other + len("".join(partners[:at]))


def missing_item(content: Content) -> Caught:
    """A list that has an item less in Chinese."""
    key, start, at, there = next(removable_items(content))
    path, english = path_of(key, "zh"), path_of(key, "en")
    items = dict(lists(content.read(path)))[start]
    before = start + len("".join(items[:at]))
    content.put(path, before, before + len(items[at]), "")
    message = f"this list has {len(items) - 1} items, its partner at {key}.en.md"
    hint = f"{key}.en.md:{content.place(english, there).line}"
    return Caught(content.place(path, start), "blocks-differ", message, hint)


def avoided(content: Content) -> Caught:
    """A term by a word that the term base asks to avoid."""
    term, word, path, span = next(
        (term, term["avoid"]["en"][0], here.path, each.span())
        for term in content.terms
        if "en" in term.get("avoid", {})
        for _, here, there in content.pairs
        if term["zh"] in there.words and len(list(here.find(rf"\b{term['en']}\b"))) > 1
        for each in here.find(rf"(?<=[a-z] ){term['en']}(?=[ ,.])")
    )
    place = content.put(path, *span, word)
    message = f"“{word}” is to be avoided for {term['zh']}"
    return Caught(place, "avoided-word", message, f"Write “{term['en']}”", Severity.ERROR)


def lonely_citations(content: Content) -> Iterator[tuple[Section, Section, re.Match[str]]]:
    """Citations in lines without quotations that stand once in their section, in both languages."""
    for _, here, there in content.pairs:
        cited = [each[1] for each in CITATION.finditer(here.words)]
        for each in here.find(f"(?<= ){CITATION.pattern}"):
            line = here.text[here.text.rfind("\n", 0, each.start()) : here.text.index("\n", each.end())]
            is_alone = cited.count(each[1]) == 1 and there.words.count(each[0]) == 1
            if is_alone and len(set(cited)) > 1 and "“" not in line and "### " not in there.words:
                yield here, there, each


def wrong_paragraph(content: Content) -> Caught:
    """A citation of a paragraph that there is not."""
    here, _, citation = next(lonely_citations(content))
    place = content.put(here.path, *citation.span(), "[O-99](source:O-99)")
    return Caught(place, "unknown-paragraph", "O-99", "", Severity.ERROR)


def other_order(content: Content) -> Caught:
    """Two sections in the order of one language only."""
    key, one, other = next(
        (key, one, other)
        for key in content.keys
        for ours, theirs in [[content.sections(path_of(key, language)) for language in ("en", "zh")]]
        if list(ours) == list(theirs)
        for one, other in pairwise(list(ours.values())[1:-1])
    )
    content.put(one.path, one.start, other.end, other.words + one.words)
    section = content.sections(path_of(key, "zh"))[one.id]
    place = content.place(section.path, section.start)
    return Caught(place, "order-differs", f"here stands `{one.id}`", "one order")


def changed_original(content: Content) -> Caught:
    """A Chinese section that says more than when it was translated."""
    here, there, at = next(
        (here, there, each.end() - 1)
        for _, here, there in content.pairs
        for each in there.find(r"(?<=[。\n])[\u4e00-\u9fff，]{8,24}。")
    )
    content.put(there.path, at, at, "，也要新鲜")
    file = Path(there.path).name
    return Caught(content.place(here.path, here.start), "stale", file, "也要新鲜")


def praise(content: Content) -> Caught:
    """A word of praise in the site's own words."""
    path, at = next(
        (here.path, each.end())
        for _, here, _ in content.pairs
        for each in here.find(r"(?<=\. )The (?=[A-Za-z]+ )")
    )
    place = content.put(path, at, at, "brilliant ")
    return Caught(place, "loaded-word", "“brilliant” praises or blames", "attribute", Severity.NOTE)


def replaceable_terms(content: Content) -> Iterator[tuple[Mapping[str, Any], Section, Section, int]]:
    """Terms that both languages of a section say, with the sections and where the Chinese first says it."""
    for term in content.terms:
        if "also" in term or not term["en"].islower():
            continue
        for _, here, there in content.pairs:
            is_shown = "### " in here.words + there.words or f"(term:{term['id']})" in here.words
            spoken = next(there.find(re.escape(term["zh"])), None)
            first = there.text.find(term["zh"], there.start, there.end)
            if spoken and spoken.start() == first and not is_shown and any(here.find(term["en"])):
                yield term, here, there, first


def unapproved(content: Content) -> Caught:
    """A term by English of the translator's own."""
    term, here, there, at = next(replaceable_terms(content))
    # In its heading, too.
    words = re.sub(term["en"], "firm strength", here.words, flags=re.IGNORECASE)
    content.put(here.path, here.start, here.end, words)
    message = f"does not say “{term['en']}”; {content.place(there.path, at)} says {term['zh']}"
    place = content.place(here.path, here.start)
    return Caught(place, "unapproved-rendering", message, "glossary", Severity.WARNING)


def missing_citation(content: Content) -> Caught:
    """A paragraph that a section cites in Chinese only."""
    here, there, citation = next(lonely_citations(content))
    content.put(here.path, citation.start() - 1, citation.end(), "")
    at = there.text.index(citation[0], there.start)
    cited, file = citation[1], Path(here.path).name
    message = f"`{cited}` is cited here, but not in this section of {file}"
    return Caught(content.place(there.path, at), "citations-differ", message, f"Cite {cited} there too")


# Those first for which few pages have a place.
FAULTS: tuple[Callable[[Content], Caught], ...] = (
    missing_item,
    unapproved,
    avoided,
    missing_citation,
    wrong_paragraph,
    other_order,
    misquoted,
    wrong_number,
    praise,
    changed_original,
)


@dataclass(frozen=True)
class Told:
    """What is said of the content as it is, of the content with all faults, and what must be said of each."""

    before: frozenset[Diagnostic]
    after: frozenset[Diagnostic]
    caught: Mapping[str, Caught]
    touched: frozenset[str]


@pytest.fixture(scope="module")
def told(built_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The real content is copied, recorded as translated, looked at, spoilt, and looked at again."""
    root = tmp_path_factory.mktemp("spoilt") / "root"
    shutil.copytree(OWN / "content", root / "content")
    recorded = CliRunner(catch_exceptions=False).invoke(main, ["stamp", "--all", "--root", str(root)])
    assert recorded.exit_code == 0, recorded.output
    before = make_project(root, with_gates=True).diagnostics
    content = Content(root)
    caught = {fault.__name__: fault(content) for fault in FAULTS}
    after = make_project(root, with_gates=True).diagnostics
    return Told(frozenset(before), frozenset(after), caught, frozenset(content.touched))


@pytest.mark.parametrize("name", [fault.__name__ for fault in FAULTS])
def test_fault_is_caught(told: Told, name: str) -> None:
    """Its rule names it at its place, says what is wrong and what to do."""
    due = told.caught[name]
    found = [
        each for each in told.after - told.before if each.rule.name == due.rule and each.place == due.place
    ]
    assert found, [each for each in told.after - told.before if each.rule.name == due.rule]
    assert len(found) == 1
    assert due.message in say(found[0]).message
    assert say(found[0]).hint
    assert due.hint in say(found[0]).hint
    assert found[0].severity is due.severity


def test_each_page_has_one_fault(told: Told) -> None:
    """Ten faults stand in ten files."""
    assert len(told.touched) == len(FAULTS) == 10


def test_nothing_else_is_named(told: Told) -> None:
    """A fault makes no noise: what is said besides is of its own page or partner, and follows from it."""
    # What follows of itself: the record of a changed original, the other side of a number, citations of what
    # was moved or taken away.
    following = {
        "stale",
        "figures-differ",
        "citations-differ",
        "terms-differ",
        "order-differs",
        "blocks-differ",
    }
    keys = {path.rpartition("/")[2].split(".")[0] for path in told.touched}
    places = {due.place for due in told.caught.values()}
    # Lines may have moved.
    known = {(each.place.path, each.rule.name, say(each).message) for each in told.before}
    for each in told.after:
        if (each.place.path, each.rule.name, say(each).message) not in known:
            assert each.place.path.rpartition("/")[2].split(".")[0] in keys, each
            # A page may have been as long as it can be.
            is_length = (each.rule.name, each.case) == ("heavy-reading", "length")
            assert each.place in places or each.rule.name in following or is_length, each
