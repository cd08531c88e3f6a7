"""How a site weighs rules: what may be weighed, and what then stops what."""

from pathlib import Path

import pytest
from marked import MARK, expected, said, unmarked
from small_site import GOOD, HEAD, PAGE, SITE, Files, page, run, settle, write_site

from sitegen.checks.severities import weigh
from sitegen.make import make_site
from sitegen.model import Diagnostic, Place, Severity, Site, Words
from sitegen.rules import RULES

WEIGHING = ("unknown-rule", "unknown-severity")
LEVELS = "Write one of: error, gate, warning, note, off."
# One fault of each severity: a sentence, a section, an unexplained paragraph.
STYLE = "content/style.yaml"
LONG = {STYLE: "longest_sentence: {zh: 1}\n", PAGE: page("正文。", "title: 甲\nsummary: 乙")}


# The source is explained in Chinese and not in English.
CITING = {"content/pages/index.zh.md": page("文[O-2](source:O-2)。")}


def weighing(lines: str, **files: str) -> Files:
    """The small site with these weights and no others."""
    start = GOOD[SITE].index("severities:")
    return {SITE: f"{GOOD[SITE][:start]}severities: {lines}\n", **files}


FAULTS = {
    "a misspelt rule": (
        weighing("{▸long-sentense: off}"),
        "error: `long-sentense` is no rule that a site may weigh [unknown-rule] "
        "Did you mean `long-sentence`?",
    ),
    "a rule in quotation marks": (
        weighing('{stale: off, "▸xyzzy": off}'),
        "error: `xyzzy` is no rule that a site may weigh [unknown-rule] "
        "Take the line away: docs/rules lists what may be weighed.",
    ),
    "a rule that keeps a site whole": (
        weighing("{▸misquoted: warning}"),
        "error: `misquoted` is no rule that a site may weigh [unknown-rule] "
        "Take the line away: docs/rules lists what may be weighed.",
    ),
    "a misspelt severity": (
        weighing("{long-sentence: ▸eror}"),
        f"error: `eror` is no severity [unknown-severity] {LEVELS}",
    ),
    "a severity in capitals": (
        weighing("{long-sentence: ▸Error, loaded-word: off}"),
        f"error: `Error` is no severity [unknown-severity] {LEVELS}",
    ),
    "both": (
        weighing("\n  ▸xyzzy: ▸no\n  stale: ▸none"),
        "error: `xyzzy` is no rule that a site may weigh [unknown-rule] "
        "Take the line away: docs/rules lists what may be weighed.",
        "error: `no` is no severity [unknown-severity] " + LEVELS,
        f"error: `none` is no severity [unknown-severity] {LEVELS}",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault(tmp_path: Path, name: str) -> None:
    """The fault is named where its rule or its severity stands, with what to do."""
    files, *messages = FAULTS[name]
    assert sorted(said(tmp_path, files, WEIGHING)) == sorted(expected(files, *messages))


@pytest.mark.parametrize(
    "lines",
    ["{}", *(f"{{long-sentence: {each}}}" for each in ("error", "gate", "warning", "note", "off", '"off"'))],
)
def test_near_miss(tmp_path: Path, lines: str) -> None:
    """Each severity may stand, in quotation marks or not."""
    assert said(tmp_path, weighing(lines), (*WEIGHING, "wrong-type")) == []


def test_a_severity_that_is_no_word(tmp_path: Path) -> None:
    """Where something else stands, the schema says so."""
    assert said(tmp_path, weighing("{long-sentence: 1}"), ("wrong-type",)) == [
        f"{SITE}:15:29: error: `severities.long-sentence` must be text [wrong-type] "
        "Put it in quotation marks."
    ]


@pytest.mark.parametrize(
    ("severity", "build", "check", "told"),
    [
        ("error", 1, 1, "error"),
        ("gate", 0, 1, "gate"),
        ("warning", 0, 0, "warning"),
        ("note", 0, 0, "note"),
        ("off", 0, 0, ""),
    ],
)
def test_weight(tmp_path: Path, severity: str, build: int, check: int, told: str) -> None:
    """An error stops build and check, a gate check alone, the others nothing; what is off is not told."""
    rest = (
        "uncited-section: off, unexplained-paragraph: off, unsupported-page: off, unreviewed-character: off"
    )
    root = write_site(tmp_path, {**LONG, **weighing(f"{{long-sentence: {severity}, {rest}}}")})
    for command, code in (("build", build), ("check", check)):
        result = run(command, "--root", root)
        assert result.exit_code == code
        line = f"{PAGE}:6:1: {told}: this sentence has 2 characters [long-sentence]"
        assert (line in result.stderr.splitlines()) == bool(told)
        assert ("long-sentence" in result.output) == bool(told)


def test_a_gate_that_stops_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site may ask for a gate in builds; other gates are no more looked for there than before."""
    settle(monkeypatch, {})
    rest = "uncited-section: off, unsupported-page: off, citations-differ: off"
    lines = f"{{unexplained-paragraph: error, {rest}}}"
    root = write_site(tmp_path, weighing(lines, **{PAGE: page("发展。")}, **CITING))
    made = make_site(root)
    assert [(each.rule.name, each.severity) for each in made.diagnostics] == [
        ("unexplained-paragraph", Severity.ERROR)
    ]
    assert made.outputs == ()
    both = {each.rule.name for each in make_site(root, with_gates=True).diagnostics}
    assert both == {"unexplained-paragraph", "unreviewed-character"}


@pytest.mark.parametrize("severity", ["gate", "warning", "note", "off"])
def test_gates_are_asked_for_by_errors_alone(tmp_path: Path, severity: str) -> None:
    """With any other weight a build does not look for them."""
    rest = "uncited-section: off, unsupported-page: off, citations-differ: off"
    root = write_site(tmp_path, weighing(f"{{unexplained-paragraph: {severity}, {rest}}}", **CITING))
    assert make_site(root).diagnostics == ()
    found = [each.severity.name.lower() for each in make_site(root, with_gates=True).diagnostics]
    assert found == ([severity] if severity != "off" else [])


def test_what_reading_finds_is_weighed(tmp_path: Path) -> None:
    """Also a rule that is known before the library is."""
    files = weighing(
        "{unused-footnote: error, uncited-section: off}", **{PAGE: page("文。\n\n[^1]: 注。", HEAD)}
    )
    (line,) = said(tmp_path, files, ("unused-footnote",), with_gates=False)
    assert line.startswith(f"{PAGE}:8:1: error: ")


WRONG = Place("content/site.yaml", 1, 1)


def site(**severities: str) -> Site:
    """A site of which only the weights are known."""
    word = Words("x", WRONG)
    weights = {Words(rule.replace("_", "-"), WRONG): Words(said, WRONG) for rule, said in severities.items()}
    return Site({}, {}, word, word, (), severities=weights)


def test_weigh_keeps_the_rest() -> None:
    """Nothing else changes; a wrong weight, and one of a rule that may not be weighed, is none."""
    given = [
        Diagnostic(Place("a", 2, 3), RULES[rule], severity=Severity.WARNING)
        for rule in ("stale", "dash", "misquoted", "loaded-word", "stale")
    ]
    weighed = weigh(given, site(stale="note", dash="off", misquoted="off", loaded_word="loud"))
    assert weighed == [
        Diagnostic(Place("a", 2, 3), RULES[rule], severity=severity)
        for rule, severity in (
            ("stale", Severity.NOTE),
            ("misquoted", Severity.WARNING),
            ("loaded-word", Severity.WARNING),
            ("stale", Severity.NOTE),
        )
    ]
    assert weigh(given, site()) == given


def test_the_marks_are_taken_out() -> None:
    """The tables above are what authors write."""
    assert MARK not in "".join(text for files, *_ in FAULTS.values() for text in unmarked(files).values())
