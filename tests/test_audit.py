"""The audit of the conversion: every choice between forms is listed until an editor has accepted it."""

import re
from functools import partial
from pathlib import Path

import pytest
from small_site import (
    CONVERSION,
    HEAD,
    PAGE,
    REVIEWED,
    SITE,
    SOURCE,
    TERMS,
    Files,
    changed,
    page,
    read,
    run,
    settle,
    without_source,
    write_site,
)

from sitegen.checks.prose.audit import Doubt, find_doubts
from sitegen.edit.accept import NotAcceptedError, accept
from sitegen.make import make_site
from sitegen.model import Severity
from sitegen.read import read_library
from sitegen.text.script.ambiguity import (
    Reviewed,
    add_decision,
    find_choices,
    suggest_context,
    write_decisions,
)
from sitegen.text.script.conversion import converter

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'


@pytest.fixture(autouse=True)
def nothing_is_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package settles no context, so that these tests may use everyday words."""
    settle(monkeypatch, {})


def doubts(root: Path, files: Files) -> list[Doubt]:
    """The doubts of a site with these files."""
    return find_doubts(read(write_site(root, files)))


def gates(root: Path) -> list[str]:
    """What `check` says of unreviewed characters, without the hints."""
    result = run("check", "--root", root)
    said = [line for line in result.stderr.splitlines() if line.endswith("[unreviewed-character]")]
    assert result.exit_code == (1 if said else 0), result.output
    return said


def test_a_text_without_choices_has_no_doubts(tmp_path: Path) -> None:
    """Characters with one form are not listed."""
    assert doubts(tmp_path, {PAGE: page("我们说汉语。")}) == []
    assert run("audit", "--root", tmp_path).stdout == "Every choice is reviewed.\n"


# The proof: with the guards off, every wrong place is listed

TRAPS = """\
青年踏上新征程，接力队走在新**征**程上，号角唤起新征
程。

灯塔指明了航道，队长指**明**了航道，地图指明
了航道。

[于绍良](index.zh.md)在场；人人参与，人[人](index.zh.md)参与，人人参
与。诸葛宇杰、刘杰在场。
"""


def test_without_guards_every_wrong_place_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What plain OpenCC gets wrong in official texts hides nowhere, in no markup and on no wrapped line."""
    monkeypatch.setattr("sitegen.facts.voices.voice.converter", partial(converter, is_guarded=False))
    found = doubts(tmp_path, {PAGE: page(TRAPS)})
    listed = [(doubt.character, dict(doubt.taken)) for doubt in found]
    both = ("zh-Hant-HK", "zh-Hant-TW")
    for character, form, count in (("征", "徵", 3), ("了", "瞭", 3), ("于", "於", 1), ("杰", "傑", 2)):
        taken = dict.fromkeys(both, form)
        assert listed.count((character, taken)) == count, character
    # The profile for Taiwan has 參 of itself.
    assert [taken["zh-Hant-HK"] for character, taken in listed if character == "参"] == ["蔘"] * 3
    lines = page(TRAPS).splitlines()
    for doubt in found:
        assert lines[doubt.place.line - 1][doubt.place.column - 1] == doubt.character


def test_what_is_settled_hides_no_wrong_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision is for one form: where another was taken, the place is listed all the same."""
    settle(monkeypatch, {"征": {"征": ["新征程"]}, "参": {"參": ["参与"]}})
    files = {PAGE: page("新征程，人人参与")}
    assert doubts(tmp_path, files) == []
    monkeypatch.setattr("sitegen.facts.voices.voice.converter", partial(converter, is_guarded=False))
    assert {doubt.character for doubt in doubts(tmp_path, files)} == {"征", "参"}


# Places

YAML = {
    "title": (SITE, "{zh: 小站, en: Small site}", "{zh: 站后, en: Small site}"),
    "quoted title": (SITE, "{zh: 小站, en: Small site}", '{zh: "站后", en: Small site}'),
    "title in single quotes": (SITE, "{zh: 小站, en: Small site}", "{zh: '站后', en: Small site}"),
    "navigation": (SITE, "{zh: 全站", "{zh: 全后"),
    "term": (TERMS, "zh: 互联网\n", "zh: 互后网\n"),
    "explanation": (TERMS, "{zh: 互联网。", "{zh: 互联后。"),
    "gist": (SOURCE, "{zh: 大意。", "{zh: 大后。"),
    "phrase": (SOURCE, "[互联网的“大门”]", "[互联网的“大后”]"),
}


@pytest.mark.parametrize("name", YAML)
def test_place_in_yaml(tmp_path: Path, name: str) -> None:
    """A doubt in a YAML file names the line and the column of its character."""
    path, old, new = YAML[name]
    files = changed(path, old, new)
    (doubt,) = doubts(tmp_path, files)
    before = files[path][: files[path].index("后")]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert str(doubt.place) == f"{path}:{line}:{column}"


BODIES = {
    "beginning": "后来。",
    "middle": "他们后来。",
    "second paragraph": "文。\n\n后来。",
    "wrapped": "文一\n文后来。",
    "beginning of a wrapped line": "文一\n后来。",
    "emphasis": "文**后**来。",
    "emphasis at the beginning": "**后**来。",
    "link": "[后](index.zh.md)来。",
    "heading": "#### 后来",
    "list": "- 文\n- 后来",
    "nested list": "- 文\n  - 文后来",
    "block quotation": "> 文\n> 后来",
    "table": "| 文 | 文 |\n| --- | --- |\n| 文 | 后 |",
    "behind code": "`后` 后",
    "behind another language": "[后](lang:ja)，后",
    "behind an entity": "&amp;后",
    "hard break": "文\\\n后",
    "quotation marks": "“后”",
    "alternative text": "![文后](a.svg)",
    "alternative text at the beginning": "![后](a.svg)",
    "title of a box": "::: note 文后\n文。\n:::",
    "caption": '![文](a.svg "文后")',
    "title of a link": '[文](index.zh.md "文后")',
    "term": "文后[文](term:hu-lian-wang)",
}


@pytest.mark.parametrize("name", BODIES)
def test_place_in_a_page(tmp_path: Path, name: str) -> None:
    """A doubt in a page names the line and the column at which its author typed the character."""
    text = page(BODIES[name])
    found = doubts(tmp_path, {PAGE: text, "content/pages/a.svg": SVG})
    assert [doubt.character for doubt in found] == ["后"]
    place = found[0].place
    line = text.splitlines()[place.line - 1]
    assert place.path == PAGE
    assert line[place.column - 1] == "后"
    assert line.count("后") == 1 or place.column - 1 == line.rindex("后")


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("title: 后市\nsummary: 一句。", "2:8"),
        ("title: 城市\nsummary: 一后。", "3:11"),
        ("title: 城市\nsummary: 一句。\nlabel: 城后", "4:9"),
    ],
)
def test_place_in_front_matter(tmp_path: Path, head: str, place: str) -> None:
    """A doubt in a title, a summary or a label stands in the front matter."""
    (doubt,) = doubts(tmp_path, {PAGE: page("文。", head)})
    assert str(doubt.place) == f"{PAGE}:{place}"


@pytest.mark.parametrize(
    "body",
    ["后来\n\n里面", "![文后](a.svg)![文里](a.svg)", '![文后](a.svg "文里")', "| 里 |\n| --- |\n| 后 |"],
)
def test_no_place_hides_another(tmp_path: Path, body: str) -> None:
    """Each choice is listed by itself, wherever it stands."""
    found = doubts(tmp_path, {PAGE: page(body), "content/pages/a.svg": SVG})
    assert sorted(doubt.character for doubt in found) == sorted(set(body) & set("后里面"))
    assert {len(doubt.taken) for doubt in found} == {2}


@pytest.mark.parametrize(
    "body",
    [
        "`后`",
        "    后",
        "[文](后.md)",
        "<https://example.org/后>",
        "[后](lang:ja)",
        "[后](keep:)",
        "[后](write:後)",
        "[后来](write:其後)",
        "[后](write:tw=後;hk=后)",
        "<!-- 后 -->",
    ],
)
def test_what_is_no_choice(tmp_path: Path, body: str) -> None:
    """Code, addresses, other languages and what an editor wrote out are not listed."""
    files = {PAGE: page(body.replace("](后.md)", "](https://example.org/后)"))}
    assert doubts(tmp_path, files) == []


@pytest.mark.parametrize(
    "rules",
    ["keep: [后来]", "words: {后来: 其後}", "editions: {tw: {后: 後}, hk: {后: 後}}", "keep: [后]"],
)
def test_a_rule_of_the_page_is_a_decision(tmp_path: Path, rules: str) -> None:
    """A word that the page's own rules decide is not listed."""
    assert doubts(tmp_path, {PAGE: page("后来。", f"{HEAD}\nconversion: {{{rules}}}")}) == []


def test_a_choice_left_open_in_one_edition_is_listed(tmp_path: Path) -> None:
    """What an editor wrote out for one edition is open in the other."""
    (doubt,) = doubts(tmp_path, {PAGE: page("[后](write:tw=後)来。")})
    assert doubt.taken == (("zh-Hant-HK", "後"),)


# What a doubt says


def test_doubt(tmp_path: Path) -> None:
    """A doubt names the character, its forms, what each edition took, its neighbours and the sentence."""
    (doubt,) = doubts(tmp_path, {PAGE: page("春天过去之后，燕子飞来吗？")})
    assert (doubt.character, doubt.forms) == ("后", "後后")
    assert doubt.taken == (("zh-Hant-HK", "後"), ("zh-Hant-TW", "後"))
    assert doubt.written == ("後",)
    assert doubt.context == "之后，"
    assert doubt.sentence == "春天过去之后，燕子飞来吗？"


@pytest.mark.parametrize(
    ("text", "offset", "context"),
    [
        ("之后来", 1, "之后来"),
        ("后来", 0, "后来"),
        ("之后", 1, "之后"),
        ("a后b", 1, "后"),
        ("，后。", 1, "，后。"),
        ("之\n后", 2, "后"),
        ("后", 0, "后"),
    ],
)
def test_suggested_context(text: str, offset: int, context: str) -> None:
    """The command that is offered has the character with the Chinese beside it."""
    assert suggest_context(text, offset) == context


def test_forms_of_a_region_count_as_their_general_form() -> None:
    """裡 and 裏 are one choice, also where the glyph table has changed them."""
    for profile in ("s2tw", "s2hk"):
        convert = converter(profile)
        cells = list(convert("里面"))
        assert [choice.taken for choice in find_choices("里面", cells, convert)] == ["裏", "面"]


# `check` fails until it is accepted


@pytest.mark.parametrize(
    ("sentence", "character", "forms", "written", "context"),
    [
        ("车上只坐三人", "只", "只 or 隻", "只", "上只坐"),
        ("两只大雁", "只", "只 or 隻", "隻", "两只大"),
        ("河岸发光", "发", "發 or 髮", "發", "岸发光"),
        ("三碗面条", "面", "面 or 麵", "麵", "碗面条"),
        ("雨停后再说", "后", "後 or 后", "後", "停后再"),
    ],
)
def test_a_new_sentence_is_a_gate(
    tmp_path: Path, sentence: str, character: str, forms: str, written: str, context: str
) -> None:
    """`check` names character, forms, sentence and command; build and preview go on; accepting ends it."""
    root = write_site(tmp_path, {PAGE: page(f"文字：{sentence}。")})
    result = run("check", "--root", root)
    assert result.exit_code == 1
    column = 4 + sentence.index(character)
    message, hint = without_source(result.stderr).splitlines()[:2]
    taken = re.search(r"write (\S+) \[", message)
    assert taken
    assert message == (
        f"{PAGE}:6:{column}: gate: “文字：{sentence}。”: {character} can be written {forms};"
        f" the Traditional editions write {taken[1]} [unreviewed-character]"
    )
    assert taken[1] == written
    assert f"python build.py accept {character} {context}`." in hint
    for made in (make_site(root), make_site(root, is_preview=True)):
        assert made.outputs
        assert made.count(Severity.GATE) == 0
    built = run("build", "--root", root)
    assert (built.exit_code, built.stderr) == (0, "")
    accepted = run("accept", character, context, "--root", root)
    assert accepted.output == f"{character} is {written} in “{context}”: 1 places reviewed.\n"
    assert gates(root) == []
    assert run("audit", "--root", root).stdout == "Every choice is reviewed.\n"


def test_writing_it_out_ends_it(tmp_path: Path) -> None:
    """Who follows the hint and writes the form out need not accept it besides."""
    root = write_site(tmp_path, {PAGE: page("桌面食")})
    assert len(gates(root)) == 1
    write_site(root, {PAGE: page("桌[面](write:麵)食")})
    assert gates(root) == []


def test_a_phrase_of_the_site_can_be_accepted(tmp_path: Path) -> None:
    """A form that is not among those in common use is accepted like any other."""
    root = write_site(tmp_path, {PAGE: page("他只好走"), CONVERSION: "phrases: {只好: 祇好}\n"})
    assert len(gates(root)) == 1
    run("accept", "只", "只好", "--root", root)
    assert gates(root) == []


def test_forms_of_each_edition_can_be_recorded(tmp_path: Path) -> None:
    """Where editions differ by right, a decision for each form covers the place."""
    files = {PAGE: page("一周年")}
    (doubt,) = doubts(tmp_path, files)
    assert set(doubt.written) == {"周", "週"}
    assert doubts(tmp_path, {**files, REVIEWED: "周: {周: [一周], 週: [一周]}\n"}) == []


# Accepting


def reviewed(root: Path) -> str:
    return (root / REVIEWED).read_text(encoding="utf-8")


def test_accepting_covers_the_context_alone(tmp_path: Path) -> None:
    """What is accepted passes wherever its context stands, in every file, and nothing else does."""
    files = {
        PAGE: page("然后走。忽然**后**退。之后见。\n\n突然\n后面"),
        "content/pages/index.zh.md": page("然后。", "title: 首页\nsummary: 一后。"),
    }
    root = write_site(tmp_path, files)
    form, found = accept(root, read(root), "后", "然后")
    assert (form, len(found)) == ("後", 4)
    left = find_doubts(read(root))
    assert [doubt.context for doubt in left if doubt.character == "后"] == ["之后见", "一后。"]
    assert "面" in {doubt.character for doubt in left}


def test_the_place_in_the_context_counts(tmp_path: Path) -> None:
    """A context covers each of its own characters at its own place, and not the same character beside it."""
    root = write_site(tmp_path, {PAGE: page("后来之后，后来")})
    accept(root, read(root), "后", "后来")
    assert [doubt.context for doubt in find_doubts(read(root))] == ["之后，"]


def test_another_form_is_listed_again(tmp_path: Path) -> None:
    """When the conversion takes another form where a decision was made, the place comes back."""
    root = write_site(tmp_path, {PAGE: page("之后见")})
    accept(root, read(root), "后", "之后")
    assert gates(root) == []
    write_site(root, {PAGE: page("之后见"), CONVERSION: "phrases: {之后: 之后}\n"})
    assert len(gates(root)) == 1


@pytest.mark.parametrize(
    ("character", "context", "says"),
    [
        ("后", "之面", "does not stand in"),
        ("之后", "之后见", "does not stand in"),
        ("", "之后", "does not stand in"),
        ("后", "", "does not stand in"),
        ("后", "以后", "nothing unreviewed stands in the context"),
        ("见", "后见", "nothing unreviewed stands in the context"),
        ("周", "一周", f"“一周” is written in more than one way: {PAGE}:8:2"),
    ],
)
def test_what_is_not_accepted(tmp_path: Path, character: str, context: str, says: str) -> None:
    """A context without the character, without anything to review, or with several forms is refused."""
    root = write_site(tmp_path, {PAGE: page("之后见\n\n一周年")})
    with pytest.raises(NotAcceptedError, match=re.escape(says)):
        accept(root, read(root), character, context)
    result = run("accept", character, context, "--root", root)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: ")
    assert says in result.stderr
    assert not (root / REVIEWED).exists()


def test_different_places_need_a_longer_context(tmp_path: Path) -> None:
    """A context that stands where different forms are right is refused, and names the places."""
    root = write_site(tmp_path, {PAGE: page("皇后来。\n\n今后来。")})
    with pytest.raises(NotAcceptedError, match="give a longer context") as refused:
        accept(root, read(root), "后", "后来")
    assert f"{PAGE}:6:2 (后)" in str(refused.value)
    assert f"{PAGE}:8:2 (後)" in str(refused.value)
    assert accept(root, read(root), "后", "皇后")[0] == "后"
    assert accept(root, read(root), "后", "今后")[0] == "後"
    assert gates(root) == []


def test_accepting_twice(tmp_path: Path) -> None:
    """What is reviewed is not accepted again."""
    root = write_site(tmp_path, {PAGE: page("之后见")})
    assert run("accept", "后", "之后", "--root", root).exit_code == 0
    before = reviewed(root)
    assert run("accept", "后", "之后", "--root", root).exit_code == 2
    assert reviewed(root) == before


def test_the_heading_and_earlier_decisions_stay(tmp_path: Path) -> None:
    """The file keeps what its editors wrote above the decisions, and the decisions, in order."""
    heading = "# Reviewed by two editors.\n#\n# Ask before you add.\n"
    files = {
        PAGE: page("之后见\n\n皇后"),
        REVIEWED: f"{heading}\n面:\n  面: [方面, 里面]\n后:\n  後: [然后]\n",
    }
    root = write_site(tmp_path, files)
    run("accept", "后", "之后", "--root", root)
    run("accept", "后", "皇后", "--root", root)
    assert reviewed(root) == (f"{heading}\n后:\n  后: [皇后]\n  後: [之后, 然后]\n面:\n  面: [方面, 里面]\n")
    assert [path.name for path in (root / "content").iterdir() if "reviewed" in path.name] == [
        "reviewed.yaml"
    ]


def test_a_new_file_says_what_it_is(tmp_path: Path) -> None:
    """The first decision makes a file that tells how to add to it."""
    root = write_site(tmp_path, {PAGE: page("之后见")})
    run("accept", "后", "之后", "--root", root)
    text = reviewed(root)
    assert text.startswith("# Which Traditional form")
    assert "python build.py accept CHARACTER CONTEXT" in text
    assert text.endswith("\n\n后:\n  後: [之后]\n")


@pytest.mark.parametrize(
    "context", ["后，", "，后", "：后", "后”", "#后", "后:", "[后]", "'后", "& 后", "后%"]
)
def test_any_context_is_read_again(tmp_path: Path, context: str) -> None:
    """Punctuation in a context does not spoil the file: what is accepted is covered."""
    root = write_site(
        tmp_path, {PAGE: page(f"“文字{context}文字。".replace("[", "\\[") + "”" * (context != "后”"))}
    )
    assert len(gates(root)) == 1
    result = run("accept", "后", context, "--root", root)
    assert result.exit_code == 0, result.output
    assert gates(root) == []


def test_decisions_are_sorted_and_kept_once() -> None:
    """The file reads the same in whatever order decisions were made."""
    one = add_decision(add_decision({}, "后", "後", "之后"), "发", "發", "发光")
    two = add_decision(add_decision({}, "发", "發", "发光"), "后", "後", "之后")
    assert write_decisions(one, "#") == write_decisions(two, "#")
    assert add_decision(one, "后", "後", "之后") == one


def test_decisions_of_the_site_and_of_the_package_both_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """A place is covered by either; a context must stand around the character itself."""
    settle(monkeypatch, {"后": {"後": ["之后"]}})
    convert = converter("s2tw")
    text = "之后，今后，王后"
    choices = list(find_choices(text, list(convert(text)), convert))
    covered = [Reviewed(({"后": {"後": ["今后"]}},)).covers(text, choice) for choice in choices]
    assert covered == [True, True, False]


# The report

REPORT = {
    PAGE: page("一周年。\n\n两只燕，之后"),
    CONVERSION: "glyphs: {s2hk: {週: 周}}\n",
}


def test_the_report_is_sorted_by_risk(tmp_path: Path) -> None:
    """Editions that disagree come first, then forms that are not the usual one, then the rest."""
    root = write_site(tmp_path, REPORT)
    result = run("audit", "--root", root)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        f"{PAGE}:6:2: 周 (周 週 賙): zh-Hant-HK 周, zh-Hant-TW 週: 一周年。",
        f"{PAGE}:8:2: 只 (只 隻): zh-Hant-HK 隻, zh-Hant-TW 隻: 两只燕，之后",
        f"{PAGE}:8:6: 后 (後 后): zh-Hant-HK 後, zh-Hant-TW 後: 两只燕，之后",
        "3 unreviewed.",
    ]


def test_the_report_of_one_edition(tmp_path: Path) -> None:
    """With an edition, the report has that edition alone."""
    root = write_site(tmp_path, REPORT)
    result = run("audit", "zh-Hant-TW", "--root", root)
    assert result.exit_code == 0
    assert "zh-Hant-HK" not in result.stdout
    assert result.stdout.splitlines()[0] == f"{PAGE}:6:2: 周 (周 週 賙): zh-Hant-TW 週: 一周年。"


def test_the_report_of_one_edition_has_its_own_doubts(tmp_path: Path) -> None:
    """What is open in the other edition alone is not in the report of this one."""
    root = write_site(tmp_path, {PAGE: page("[后](write:tw=後)来。")})
    assert run("audit", "zh-Hant-TW", "--root", root).stdout == "Every choice is reviewed.\n"
    assert run("audit", "zh-Hant-HK", "--root", root).stdout.endswith("1 unreviewed.\n")


@pytest.mark.parametrize("edition", ["zh-Hans", "en", "tw", "zh-hant-tw"])
def test_no_report_of_an_edition_that_is_not_converted(tmp_path: Path, edition: str) -> None:
    """The report names the editions that there are."""
    result = run("audit", edition, "--root", write_site(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert without_source(result.stderr) == (
        f"Error: no converted edition is called {edition}; there are: zh-Hant-HK, zh-Hant-TW.\n"
    )


def test_the_report_of_a_site_that_cannot_be_read(tmp_path: Path) -> None:
    """Without settings there is no report, but the fault."""
    root = write_site(tmp_path, {SITE: "title: ["})
    for arguments in (["audit"], ["accept", "后", "之后"]):
        result = run(*arguments, "--root", root)
        assert result.exit_code == 1
        assert "[yaml]" in result.stderr or SITE in result.stderr


def test_editions_that_differ_are_told_apart(tmp_path: Path) -> None:
    """Where `accept` would be refused, the gate says what to write instead."""
    result = run("check", "--root", write_site(tmp_path, {PAGE: page("一周年")}))
    assert "The editions differ. If that is right, write 周: {" in result.stderr
    assert "accept" not in result.stderr


def test_decisions_of_the_project_hold_for_its_words(tmp_path: Path) -> None:
    """A site elsewhere need not review the interface words that it has from the project."""
    (tmp_path / "own").mkdir()
    (tmp_path / "site").mkdir()
    own = write_site(tmp_path / "own", {REVIEWED: "后: {後: [之后]}\n"})
    root = write_site(tmp_path / "site", {PAGE: page("春天过去之后")})
    for general, expected in ((own, []), (root, ["后"])):
        library, _ = read_library(root, general)
        assert library is not None
        assert [doubt.character for doubt in find_doubts(library)] == expected
