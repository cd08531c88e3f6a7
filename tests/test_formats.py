"""How what is to be mended is shown: the line with its caret, colours, languages, other programs’ formats."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from small_site import PAGE, page, write_site

from sitegen.commands import main
from sitegen.edit.excerpt import Lines, cut_out
from sitegen.edit.formats import as_github, as_json, as_sarif
from sitegen.edit.report import told
from sitegen.model import Diagnostic, Mend, Place
from sitegen.rules import BROKEN_PICTURE, MISQUOTED, MISSING_HOME, SAME_ADDRESS, UNKNOWN_TERM

BODY = "开头，互联网说“海纳百穿”[O-2](source:O-2)。\n\n[甲](term:no)"
PLACE = Place("content/pages/a b.zh.md", 6, 3)
OTHER = Place("content/sources/o.yaml", 9, 5)
FOUND = (
    MISQUOTED(PLACE, "nowhere", words="海纳", cited=("O-2",)),
    UNKNOWN_TERM(Place(PLACE.path, 7, 1), "link", id="no", near="na"),
    SAME_ADDRESS(Place(PLACE.path, 8), "alias", also=(OTHER,), address="x"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with two faults."""
    return write_site(tmp_path_factory.mktemp("site"), {PAGE: page(BODY)})


def check(root: Path, *options: str, color: bool = False, **environment: str) -> Result:
    """Run `check`, on a terminal with colours or into a pipe."""
    arguments = ["check", "--root", str(root), *options]
    return CliRunner(catch_exceptions=False).invoke(main, arguments, color=color, env=environment)


# --- The line and its caret ---


@pytest.mark.parametrize(
    ("line", "column", "length", "text", "carets"),
    [
        ("plain words", 7, 5, "plain words", "      ^^^^^"),
        ("说“海纳”吧", 3, 2, "说“海纳”吧", "   ^^^^"),
        ("a\tb", 3, 1, "a    b", "     ^"),
        ("e\u0301x", 3, 1, "e\u0301x", " ^"),
        ("ab", 3, 1, "ab", "  ^"),
        ("ab", 9, 4, "ab", "  ^"),
        ("", 1, 1, "", "^"),
        ("a\x1b[31mb\u202e", 7, 1, "a\ufffd[31mb\ufffd", "      ^"),
        ("甲" * 200, 1, 2, "甲" * 48 + "…", "^^^^"),
        ("甲" * 200, 101, 1, "…" + "甲" * 48 + "…", " " * 41 + "^^"),
        ("甲" * 200, 200, 9, "…" + "甲" * 21, " " * 41 + "^^"),
    ],
)
def test_caret(line: str, column: int, length: int, text: str, carets: str) -> None:
    """Columns are those of a terminal; a long line is cut around the place; nothing in it is obeyed."""
    excerpt = cut_out(line, Place("x", 4, column), length)
    assert (excerpt.number, excerpt.text, excerpt.carets) == (4, text, carets)


def shown(root: Path, diagnostic: Diagnostic) -> list[str]:
    """The lines that are told of one diagnostic, without its first and its hint."""
    lines = [click.unstyle(line) for line in told([diagnostic], root, "en")]
    return [line for line in lines[1:] if " | " in line or line.startswith("    see ")]


def test_carets_are_as_wide_as_the_words(tmp_path: Path) -> None:
    """Words that the rule knows are marked whole, with their quotation marks; so is what a mend replaces."""
    (tmp_path / "a.md").write_bytes("\ufeff一\r\n说“海纳”\r\n".encode())
    at = Place("a.md", 2, 2)
    assert shown(tmp_path, MISQUOTED(at, "nowhere", words="海纳", cited=())) == [
        "    2 | 说“海纳”",
        "      |   ^^^^^^",
    ]
    mend = Mend(Place("a.md", 2, 1), "说“", "说")
    assert shown(tmp_path, UNKNOWN_TERM(mend.place, "link", id="x", mends=(mend,))) == [
        "    2 | 说“海纳”",
        "      | ^^^",
    ]


def test_other_places_are_shown(tmp_path: Path) -> None:
    """Each with its line, where it is not a file as a whole."""
    (tmp_path / "b.yaml").write_text("aliases: [x]\n  other: y\n", encoding="utf-8")
    found = SAME_ADDRESS(Place("b.yaml", 1, 11), "alias", address="x", also=(Place("b.yaml", 2, 3),))
    assert shown(tmp_path, found)[1:] == ["      |           ^", "    see b.yaml:2:3: other: y"]
    whole = SAME_ADDRESS(Place("b.yaml"), "page", also=(Place("c.yaml"),))
    assert shown(tmp_path, whole) == ["    see c.yaml"]


@pytest.mark.parametrize("data", [None, b"", b"\xff\xfe\xfa", b"one line"])
def test_files_that_have_no_such_line(data: bytes | None, tmp_path: Path) -> None:
    """What is missing, empty, no text or shorter is told without a line."""
    if data is not None:
        (tmp_path / "a.md").write_bytes(data)
    assert Lines(tmp_path).excerpt(MISSING_HOME(Place("a.md", 2, 2), files=())) is None


# --- The command ---


def test_text(site: Path) -> None:
    """The message, the line, the caret, the hint."""
    lines = check(site).stderr.splitlines()
    at = next(number for number, line in enumerate(lines) if "[misquoted]" in line)
    assert lines[at : at + 4] == [
        f"{PAGE}:6:8: error: “海纳百穿” is no phrase of O-2 [misquoted]",
        "    6 | 开头，互联网说“海纳百穿”[O-2](source:O-2)。",
        "      |               ^^^^^^^^^^",
        "    Look at the phrases of O-2 in content/sources.",
    ]


def test_colours_are_for_terminals(site: Path) -> None:
    """Neither a pipe nor a terminal that asks for none gets any."""
    assert "\x1b[" in check(site, color=True).stderr
    assert "\x1b[" not in check(site).stderr
    assert "\x1b[" not in check(site, color=True, NO_COLOR="1").stderr


@pytest.mark.parametrize(
    ("options", "environment", "is_chinese"),
    [
        (["--lang", "zh"], {}, True),
        (["--lang", "en"], {"LC_ALL": "zh_CN.UTF-8"}, False),
        ([], {"LC_ALL": "zh_TW.UTF-8"}, True),
        ([], {"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_GB"}, True),
        ([], {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, True),
        ([], {"LC_ALL": "de_DE.UTF-8"}, False),
    ],
)
def test_language(site: Path, options: Sequence[str], environment: dict[str, str], is_chinese: bool) -> None:
    """The option says which, else the environment; English where it asks for neither."""
    said = check(site, *options, **environment).stderr
    assert ("O-2里没有“海纳百穿”这个短语 [misquoted]" in said) == is_chinese
    assert ("；改好才能发布。" in said) == is_chinese


@pytest.mark.parametrize("format_", ["json", "sarif", "github"])
def test_other_programs_read_all_of_the_output(site: Path, format_: str) -> None:
    """What they are given is on the standard output, alone; the exit code is the same."""
    result = check(site, "--format", format_)
    assert result.exit_code == 1
    assert "misquoted" in result.stdout
    assert result.stderr.count("\n") == 1
    if format_ != "github":
        json.loads(result.stdout)


def test_nothing_to_mend_is_said_in_each_format(tmp_path: Path) -> None:
    """An empty list is a list, and no error."""
    root = write_site(tmp_path)
    assert json.loads(check(root, "--format", "json").stdout) == {"diagnostics": []}
    assert json.loads(check(root, "--format", "sarif").stdout)["runs"][0]["results"] == []
    assert check(root, "--format", "github").stdout == ""
    assert "nothing to mend" in check(root).stdout
    assert "没有要改的" in check(root, "--lang", "zh").stdout


# --- The formats ---


def test_json() -> None:
    """Rule, case, severity, places, values and sentences."""
    first, *_, last = json.loads(as_json(FOUND, "zh"))["diagnostics"]
    assert first == {
        "rule": "misquoted",
        "case": "nowhere",
        "severity": "error",
        "path": PLACE.path,
        "line": 6,
        "column": 3,
        "message": "O-2里没有“海纳”这个短语",
        "hint": "到content/sources里核对O-2的短语。",
        "values": {"cited": ["O-2"], "words": "海纳"},
        "also": [],
        "mends": [],
    }
    assert last["also"] == [{"path": OTHER.path, "line": 9, "column": 5}]


def test_github() -> None:
    """Workflow commands escape what would end a property or a line."""
    odd = BROKEN_PICTURE(Place("a,b:c%.md", 2, 1), "broken", path="x", why="50% \r\n lost")
    assert as_github([odd], "en").splitlines() == [
        "::error file=a%2Cb%3Ac%25.md,line=2,col=1,title=broken-picture::"
        "the picture `x` cannot be used: 50%25 %0D%0A lost%0A"
        "Open it in a drawing program and save it anew, as plain SVG, PNG, JPEG or WebP."
    ]
    assert as_github(FOUND, "en").count("\n") == len(FOUND)


def test_sarif() -> None:
    """What SARIF 2.1.0 requires is there: version, driver, and of each result its message and place."""
    log: dict[str, Any] = json.loads(as_sarif(FOUND, "en"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert run["tool"]["driver"]["name"] == "sitegen"
    assert run["columnKind"] == "unicodeCodePoints"
    for result, found in zip(run["results"], FOUND, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == found.rule.name
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == "content/pages/a%20b.zh.md"
        assert physical["region"] == {"startLine": found.place.line, "startColumn": found.place.column}
    (related,) = run["results"][2]["relatedLocations"]
    assert related["physicalLocation"]["region"] == {"startLine": 9, "startColumn": 5}


def test_sarif_has_the_mends() -> None:
    """A mend replaces a part of one line."""
    mend = Mend(PLACE, "＊＊", "**")
    run = json.loads(as_sarif([UNKNOWN_TERM(PLACE, "link", id="x", mends=(mend,))], "en"))["runs"][0]
    (fix,) = run["results"][0]["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 6, "startColumn": 3, "endColumn": 5},
            "insertedContent": {"text": "**"},
        }
    ]
