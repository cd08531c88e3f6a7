"""Ten deliberate faults in the real pages, one in each of ten: all are caught, at their places, with hints.

Nothing here depends on a line of the pages: where a fault is put, and where it must be named, is looked for
in their text.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

import pytest
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


def path_of(key: str, language: str) -> str:
    """The file of a page."""
    return f"{PAGES}/{key}.{language}.md"


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

    def exchange(self, path: str, pattern: str, words: str) -> Place:
        """Write `words` for the first that matches in the body of a page; give where they stand."""
        text = self.read(path)
        found = re.compile(pattern).search(text, text.index("\n---\n"))
        assert found, f"{path} has no {pattern}"
        return self.put(path, found.start(), found.end(), words)

    def sections(self, path: str) -> Mapping[str, tuple[int, int]]:
        """Where each section with a heading of the second level begins and ends."""
        text = self.read(path)
        found = list(HEADING.finditer(text))
        ends = [*(each.start() for each in found[1:]), len(text)]
        return {each[1]: (each.start(), end) for each, end in zip(found, ends, strict=True)}


@dataclass(frozen=True)
class Caught:
    """What must be said of a fault: where, by which rule, and words of the message and of the hint."""

    place: Place
    rule: str
    message: str
    hint: str
    severity: Severity = Severity.GATE


def wrong_number(content: Content) -> Caught:
    """A year that is 2007 in Chinese and another in English."""
    place = content.exchange(path_of("city-spirit", "en"), r"(?<=\bin )2007(?=[ ,.])", "2006")
    return Caught(place, "figures-differ", "“2006”", "partner")


def misquoted(content: Content) -> Caught:
    """A quotation with a character that the source does not have."""
    place = content.exchange(path_of("city-character", "zh"), r"“(?=[^“”，。]{3,}”\[O-2\])", "“甲")
    return Caught(place, "misquoted", "is no phrase of O-2", "", Severity.ERROR)


def missing_item(content: Content) -> Caught:
    """A list that has an item less in Chinese."""
    path = path_of("goals", "zh")
    text = content.read(path)
    found = re.compile(r"(?m)(?<=\n\n)(- .+\n)(- .+\n)(?=- )").search(text, text.index("\n## "))
    assert found
    content.write(path, text[: found.start(2)] + text[found.end(2) :])
    rest = content.read(path)[found.start() :].splitlines()
    count = len(list(takewhile(lambda line: line.startswith("- "), rest)))
    hint = f"{path_of('goals', 'en')}:{content.place(path, found.start(2)).line}"
    message = f"this list has {count} item{'s' * (count > 1)}, its partner at goals.en.md"
    return Caught(content.place(path, found.start()), "blocks-differ", message, hint.rpartition("/")[2])


def avoided(content: Content) -> Caught:
    """A term by a word that the term base asks to avoid."""
    place = content.exchange(
        path_of("spirit-and-character", "en"), r"(?<=the )city spirit(?= and)", "Shanghai spirit"
    )
    message = "“Shanghai spirit” is to be avoided for 城市精神"
    return Caught(place, "avoided-word", message, "Write “city spirit”", Severity.ERROR)


def wrong_paragraph(content: Content) -> Caught:
    """A citation of a paragraph that there is not."""
    place = content.exchange(
        path_of("principles", "en"), r"(?<= )\[O-\d+\]\(source:O-\d+\)", "[O-99](source:O-99)"
    )
    return Caught(place, "unknown-paragraph", "O-99", "", Severity.ERROR)


def other_order(content: Content) -> Caught:
    """Two sections in the order of one language only."""
    english, chinese = path_of("tasks", "en"), path_of("tasks", "zh")
    (one, (start, middle)), (_, (same, end)) = list(content.sections(english).items())[2:4]
    assert middle == same
    text = content.read(english)
    content.write(english, text[:start] + text[middle:end] + text[start:middle] + text[end:])
    place = content.place(chinese, content.sections(chinese)[one][0])
    return Caught(place, "order-differs", f"here stands `{one}`", "one order")


def changed_original(content: Content) -> Caught:
    """A Chinese section that says more than when it was translated."""
    english, chinese = path_of("vision", "en"), path_of("vision", "zh")
    id_ = next(iter(content.sections(chinese)))
    start, end = content.sections(chinese)[id_]
    text = content.read(chinese)
    at = next(found.start() for found in re.finditer("。", text) if start < found.start() < end)
    content.put(chinese, at, at, "，也要新鲜")
    place = content.place(english, content.sections(english)[id_][0])
    return Caught(place, "stale", "vision.zh.md", "也要新鲜", Severity.GATE)


def praise(content: Content) -> Caught:
    """A word of praise in the site's own words."""
    place = content.exchange(path_of("why-now", "en"), r"(?<=\. The )(?=general |Opinions )", "brilliant ")
    return Caught(place, "loaded-word", "“brilliant” praises or blames", "attribute", Severity.NOTE)


def unapproved(content: Content) -> Caught:
    """A term by English of the translator's own."""
    english, chinese = path_of("soft-power", "en"), path_of("soft-power", "zh")
    start, end = content.sections(english)["hard-power"]
    text = content.read(english)
    section = re.sub("hard power", "firm strength", text[start:end])
    content.write(english, text[:start] + section + text[end:])
    at = content.read(chinese).index("硬实力", content.sections(chinese)["hard-power"][0])
    said = content.place(chinese, at)
    place = content.place(english, content.sections(english)["hard-power"][0])
    message = f"does not say “hard power”; {said} says 硬实力"
    return Caught(place, "unapproved-rendering", message, "glossary", Severity.WARNING)


def lonely_citations(content: Content, key: str) -> Iterator[tuple[str, int, int, str]]:
    """The citations that stand once in their section, in both languages: section, where in English, id."""
    english, chinese = path_of(key, "en"), path_of(key, "zh")
    for id_, (start, end) in content.sections(english).items():
        if "\n###" in content.read(english)[start:end] or id_ not in content.sections(chinese):
            continue
        ours = content.read(chinese)[slice(*content.sections(chinese)[id_])]
        found = list(CITATION.finditer(content.read(english), start, end))
        for each in found:
            cited = [other[1] for other in found].count(each[1])
            before = content.read(english)[each.start() - 1]
            if cited == 1 and ours.count(each[0]) == 1 and before == " ":
                yield id_, each.start() - 1, each.end(), each[1]


def missing_citation(content: Content) -> Caught:
    """A paragraph that a section cites in Chinese only."""
    english, chinese = path_of("qualities", "en"), path_of("qualities", "zh")
    id_, start, end, cited = next(lonely_citations(content, "qualities"))
    content.put(english, start, end, "")
    at = content.read(chinese).index(f"[{cited}](source:", content.sections(chinese)[id_][0])
    message = f"`{cited}` is cited here, but not in this section of qualities.en.md"
    return Caught(content.place(chinese, at), "citations-differ", message, f"Cite {cited} there too")


FAULTS: tuple[Callable[[Content], Caught], ...] = (
    wrong_number,
    misquoted,
    missing_item,
    avoided,
    wrong_paragraph,
    other_order,
    changed_original,
    praise,
    unapproved,
    missing_citation,
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
            assert each.place in places or each.rule.name in following, each
