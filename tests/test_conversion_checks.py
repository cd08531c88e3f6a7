"""What is said of editors' rules of conversion: names of editions, unused words, spans, round trips."""

from pathlib import Path

import pytest
from marked import MARK, unmarked
from small_site import (
    CONVERSION,
    HEAD,
    PAGE,
    SITE,
    TERMS,
    Files,
    changed,
    page,
    run,
    settle,
    without_source,
    write_site,
)

from sitegen.make import make_site
from sitegen.model import Severity

# Stands before the character that a message must name.
NAMES = "hk, tw, zh-hant-hk, zh-hant-tw"
FORMS = "forms: {tw: 網際網路}"


@pytest.fixture(autouse=True)
def nothing_is_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package settles no context, whatever stands in its file."""
    settle(monkeypatch, {})


def rules(text: str) -> Files:
    """The page, with a word of its own, under rules of its own."""
    return {PAGE: page("互联网", f"{HEAD}\nconversion: {{{text}}}")}


def said(root: Path, files: Files) -> list[str]:
    """What `check` says of a site with these files, line by line, with its hints."""
    result = run("check", "--root", write_site(root, files))
    return [line for line in without_source(result.stderr).splitlines() if "to be mended" not in line]


FAULTS = {
    "a term for an unknown edition": (
        changed(TERMS, FORMS, "forms: {sj: ▸網}"),
        "error: no edition is called `sj` [edition-name]",
        f"Known are: {NAMES}.",
    ),
    "a term for a misspelt edition": (
        changed(TERMS, FORMS, "forms: {zh-hant-tv: ▸網}"),
        "error: no edition is called `zh-hant-tv` [edition-name]",
        "Did you mean `zh-hant-tw`?",
    ),
    "a term for an edition that is not converted": (
        changed(TERMS, FORMS, "forms: {zh-Hans: ▸網}"),
        "error: no edition is called `zh-Hans` [edition-name]",
        None,
    ),
    "words for an unknown edition": (
        rules("editions: {ma: {互联网: ▸網}}"),
        "error: no edition is called `ma` [edition-name]",
        None,
    ),
    "words for an edition that the site leaves out": (
        rules("editions: {mo: {互联网: ▸網}}"),
        "note: the site has no edition `mo`: what stands here is not used [edition-name]",
        "Leave it for the day when the site has that edition, or take it away.",
    ),
    "a kept word that does not stand on the page": (
        rules("keep: [▸面条]"),
        "warning: the word “面条” does not stand on this page [unused-word]",
        "Take the line away, or look at how the word is written in the text.",
    ),
    "a word that does not stand on the page": (
        rules("words: {互聯網: ▸網}"),
        "warning: the word “互聯網” does not stand on this page [unused-word]",
        "Take the line away, or look at how the word is written in the text.",
    ),
    "a word of an edition that does not stand on the page": (
        rules("editions: {tw: {面条: ▸麵}}"),
        "warning: the word “面条” does not stand on this page [unused-word]",
        "Take the line away, or look at how the word is written in the text.",
    ),
    "a span that says nothing": (
        {PAGE: page("文▸[网](write:)")},
        "error: `write:` says nothing [bad-span]",
        "Write [出租车](write:計程車) or [出租车](write:tw=計程車;hk=的士).",
    ),
    "a span that says nothing for an edition": (
        {PAGE: page("▸[网](write:tw=)")},
        "error: `write:tw=` says nothing [bad-span]",
        "Write [出租车](write:計程車) or [出租车](write:tw=計程車;hk=的士).",
    ),
    "a span that says two things for an edition": (
        {PAGE: page("▸[网](write:tw=網;tw=路)")},
        "error: `write:tw=網;tw=路` says nothing [bad-span]",
        None,
    ),
    "a span for an unknown edition": (
        {PAGE: page("▸[网](write:tv=網)")},
        "error: no edition is called `tv` [edition-name]",
        None,
    ),
    "pinyin with too few syllables": (
        {PAGE: page("▸[大门口](pinyin:dà-mén)")},
        "error: 3 characters have 2 syllables of pinyin [bad-pinyin]",
        "Write one a character, with hyphens between: [海纳](pinyin:hǎi-nà).",
    ),
    "pinyin with too many syllables": (
        {PAGE: page("文▸[大](pinyin:dà-mén)")},
        "error: 1 characters have 2 syllables of pinyin [bad-pinyin]",
        None,
    ),
    "pinyin of no character": (
        {PAGE: page("▸[a](pinyin:dà)")},
        "error: 0 characters have 1 syllables of pinyin [bad-pinyin]",
        None,
    ),
    "unknown quotation marks": (
        changed(SITE, "profile: s2tw, quotation_marks: corner", "profile: s2tw, quotation_marks: ▸corners"),
        "error: `quotation_marks: corners` is not known [conversion]",
        "Write `quotation_marks: corner` or `curly` in an edition that is converted, or nothing.",
    ),
    "quotation marks of an edition that is not converted": (
        changed(
            SITE, "label: English, language: en", "label: English, language: en, quotation_marks: ▸corner"
        ),
        "error: `quotation_marks: corner` is not known [conversion]",
        None,
    ),
    "a phrase that changes a word of a quotation": (
        {CONVERSION: "phrases: {大门: 鐵門}\n", PAGE: page("见▸“互联网的“大门””[O-2](source:O-2)")},
        "gate: “互联网的“大门”” does not come back from zh-Hant-HK: “互联网的「铁门」” [round-trip]",
        "A rule in content/conversion.yaml changes more than the script; take it away.",
    ),
    "a glyph that changes a word of a quotation": (
        {CONVERSION: "glyphs: {s2tw: {門: 户}}\n", PAGE: page("▸“互联网的“大门””[O-2](source:O-2)")},
        "gate: “互联网的“大门”” does not come back from zh-Hant-TW: “互联网的「大户」” [round-trip]",
        None,
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault(tmp_path: Path, name: str) -> None:
    """The fault is named at its place, once, with what to do."""
    files, message, hint = FAULTS[name]
    ((path, text),) = ((path, text) for path, text in files.items() if MARK in text)
    before = text[: text.index(MARK)]
    message = f"{path}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}: {message}"
    lines = said(tmp_path, unmarked(files))
    assert message in lines
    rule = message.rpartition(" ")[2]
    profiles = 2 if "round-trip" in rule and "phrases" in files.get(CONVERSION, "") else 1
    assert sum(line.endswith(rule) for line in lines) == profiles
    assert not lines[lines.index(message) + 1].startswith("content/")
    if hint is not None:
        assert lines[lines.index(message) + 1] == f"    {hint}"


GOOD_RULES = {
    "a form by region": changed(TERMS, FORMS, "forms: {hk: 互聯網, tw: 網際網路}"),
    "a form by tag": changed(TERMS, FORMS, "forms: {zh-Hant-TW: 網際網路}"),
    "a form in capitals": changed(TERMS, FORMS, "forms: {TW: 網際網路}"),
    "words of an edition": rules("editions: {zh-hant-hk: {互联网: 網}}"),
    "a kept word": rules("keep: [互联网]"),
    "a word within a word": rules("keep: [联]"),
    "a word in the title": {PAGE: page("文", "title: 互联网\nsummary: 一句。\nconversion: {keep: [互联网]}")},
    "a word in a box": {
        PAGE: page("::: note 互联网\n文\n:::", f"{HEAD}\nconversion: {{keep: [互联网]}}"),
    },
    "a word that marks cut": {PAGE: page("互**联**\n网", f"{HEAD}\nconversion: {{keep: [互联网]}}")},
    "a span": {PAGE: page("[网](write:網)，[网](write:tw=網;hk=絡)")},
    "a kept span": {PAGE: page("[网](keep:)")},
    "pinyin": {PAGE: page("[大门](pinyin:dà-mén)，[**大**门](pinyin:dà-mén)")},
    "pinyin beside a mark": {PAGE: page("[“大”](pinyin:dà)")},
    "no quotation marks": changed(SITE, "s2tw, quotation_marks: corner", "s2tw"),
    "a phrase that changes the script": {CONVERSION: "phrases: {网的: 網的}\nglyphs: {s2tw: {網: 網}}\n"},
    "a phrase outside quotations": {CONVERSION: "phrases: {小门: 鐵門}\n"},
    "a term in a quotation": {PAGE: page("“**互联网**的“大门””[O-2](source:O-2)")},
    "rules of a page in a quotation": {
        PAGE: page(
            "“互联网的“大门””[O-2](source:O-2)", f"{HEAD}\nconversion: {{words: {{互联网: 網, 大门: 鐵門}}}}"
        )
    },
}


@pytest.mark.parametrize("name", GOOD_RULES)
def test_near_miss(tmp_path: Path, name: str) -> None:
    """Rules that are right are passed over in silence."""
    partner = {"content/pages/city.en.md": page("The internet.", "title: City\nsummary: One sentence.")}
    assert said(tmp_path, {**partner, **GOOD_RULES[name]}) == []


def test_a_round_trip_is_a_gate(tmp_path: Path) -> None:
    """A quotation that does not come back stops neither build nor preview, but publication."""
    files, _, _ = FAULTS["a phrase that changes a word of a quotation"]
    root = write_site(tmp_path, unmarked(files))
    for made in (make_site(root), make_site(root, is_preview=True)):
        assert made.outputs
        assert made.diagnostics == ()
    made = make_site(root, with_gates=True)
    assert {each.severity for each in made.diagnostics} == {Severity.GATE}
    assert run("check", "--root", root).exit_code == 1


def test_a_quotation_without_corner_marks_comes_back(tmp_path: Path) -> None:
    """Where an edition keeps the marks of the author, they come back as well."""
    files = {PAGE: page("“互联网的“大门””[O-2](source:O-2)")}
    site = changed(SITE, "s2tw, quotation_marks: corner", "s2tw")
    assert said(tmp_path, {**files, **site}) == []


def test_unused_words_are_no_fault_of_other_pages(tmp_path: Path) -> None:
    """A rule is for the words of its own page: that another page has them does not count."""
    files = {PAGE: page("文", f"{HEAD}\nconversion: {{keep: [正文]}}")}
    assert said(tmp_path, files)[0].endswith("the word “正文” does not stand on this page [unused-word]")
    assert run("build", "--root", tmp_path).exit_code == 0
