"""The term base out to spreadsheets and tools of terminology and back: nothing lost, nothing carried out."""

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from exchanged import changing, edited, exported, faults, imported, state
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from small_site import TERMS, run, write_site

BASE = """\
# The terms of the town.
groups:
  - id: words
    title: {zh: 名字, en: Words}
    terms:
      - id: hu-lian-wang   # the net
        zh: 互联网
        pinyin: hùliánwǎng
        jyutping: wu6 lyun4 mong5
        en: internet
        also: {zh: [网], en: [the net, "net | web"]}
        avoid:
          en:
            - cyberspace
        explanation:
          zh: =互联网，“全球”的。
          en: >-
            A network, as it
            were: of networks.
        common: true
      - id: dao
        names: {zh: 道, en: "'way"}
        explanation: {zh: 道路。, en: Explanation.}
        common: true
"""
KINDS = ("csv", "tbx")
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a small site with this term base."""
    return write_site(tmp_path, {TERMS: BASE})


@every_kind
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_an_unchanged_file_changes_no_byte(root: Path, kind: str, ending: str) -> None:
    """What was exported says what the site says."""
    changing(lambda text: "\ufeff" + text.replace("\n", ending), TERMS, root)
    before = state(root)
    done = imported(root, exported(root, kind))
    assert (done.exit_code, state(root)) == (0, before), done.output
    assert "Nothing is new" in done.output


CHANGES = [
    ("互联网", "因特网", "zh: 互联网\n", "zh: 因特网\n"),
    ("internet", "2021-06-22", "en: internet", 'en: "2021-06-22"'),
    ("net \\| web", "net, web", '"net | web"', '"net, web"'),
    ("cyberspace", "cyber: space", "- cyberspace", '- "cyber: space"'),
    ("Explanation.", "A, b", "en: Explanation.", 'en: "A, b"'),
    (
        "A network, as it were: of networks.",
        "One: two.",
        ">-\n            A network, as it\n            were: of networks.",
        ">-\n            One: two.",
    ),
    ("wu6 lyun4 mong5", "wu6", "wu6 lyun4 mong5", "wu6"),
]


@pytest.mark.parametrize(("old", "new", "was", "now"), CHANGES)
@every_kind
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_words_are_changed_where_they_stand(
    root: Path, kind: str, ending: str, old: str, new: str, was: str, now: str
) -> None:
    """Comments, order, folds and short keys stay, and so do line ends."""
    changing(lambda text: text.replace("\n", ending), TERMS, root)
    before = state(root)
    file = exported(root, kind)
    if kind == "tbx":
        old = old.replace("\\", "")
        text = file.read_text("utf-8")
        assert len(re.findall(rf"(?<=[> ]){re.escape(old)}<", text)) == 1
        file.write_text(re.sub(rf"(?<=[> ]){re.escape(old)}<", f"{new}<", text), "utf-8")
    else:
        rows = [*csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline=""))]
        cells = [
            (row, at)
            for row in rows
            for at, cell in enumerate(row)
            if old in cell.split(" | ") or cell == old
        ]
        assert len(cells) == 1
        row, at = cells[0]
        row[at] = row[at].replace(old, new)
        # As a spreadsheet in another country saves it.
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=";").writerows(rows)
        file.write_text(out.getvalue(), "utf-8", newline="")
    done = imported(root, file)
    assert done.exit_code == 0, done.output
    text = BASE.replace(was, now)
    assert BASE.count(was) == 1
    assert state(root) == {**before, TERMS: text.replace("\n", ending).encode()}


def test_a_spreadsheet_finds_no_formula(root: Path) -> None:
    """No cell begins as one does; what does so in a file is refused."""
    file = exported(root, "csv")
    rows = [*csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline=""))]
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell]
    assert "'=互联网，“全球”的。" in rows[1]
    assert "''way" in rows[2]
    edited(file, "Explanation.", "\"=cmd|' /C calc'!A0\"")
    (found,) = faults(imported(root, file))
    assert found == "3:1: error: The cell in `explanation:en` begins as a formula does: =cmd|' /C calc'!A0"


REFUSED = [
    ("csv", "\ndao,名字,道", "\ntao,名字,路", "3:1: error: The term base has no entry “tao”"),
    ("csv", "道路。", "", "3:1: error: The entry “dao” would have more or fewer words in `explanation:zh`"),
    (
        "csv",
        "网,the net",
        "网 | 络,the net",
        "2:1: error: The entry “hu-lian-wang” would have more or fewer words",
    ),
    ("csv", "道路。", "道\a。", "3:1: error: The translation holds U+0007"),
    ("csv", "道路。", "道,路。", "3:1: error: The row has 15 cells, and the first line has 14"),
    ("csv", "id,group", "key,group", "1:1: error: The table has no column `id` in its first line"),
    ("csv", "term:zh", "term:fr", "1:1: error: The column `term:fr` means nothing here"),
    ("csv", "Explanation.", '"Expl', "3:1: error: The file breaks off here"),
    (
        "tbx",
        "<term>网</term>",
        "<term>络</term></termSec><termSec><term>网</term>",
        "9:1: error: The entry “hu",
    ),
    (
        "tbx",
        'id="dao">\n',
        'id="tao">\n<x/><langSec xml:lang="zh"><termSec><term>路</term></termSec></langSec>',
        "error: The term base has no entry “tao”",
    ),
]


@pytest.mark.parametrize(("kind", "old", "new", "said"), REFUSED)
def test_what_cannot_be_taken_is_refused(root: Path, kind: str, old: str, new: str, said: str) -> None:
    """With its place, and no byte changes."""
    before = state(root)
    done = imported(root, edited(exported(root, kind), old, new))
    assert done.exit_code == 1, done.output
    assert said.partition(": ")[2] in done.output, done.output
    assert state(root) == before


@every_kind
def test_what_changed_on_the_site_meanwhile_is_kept(root: Path, kind: str) -> None:
    """An entry that nobody touched is passed over; one that both have changed is refused."""
    file = exported(root, kind)
    changing(lambda text: text.replace("道路。", "路。"), TERMS, root)
    assert "Nothing is new" in imported(root, file).output
    edited(file, "Explanation.", "Another.")
    (found,) = faults(imported(root, file))
    assert "The entry “dao” has changed on the site since" in found


def test_files_of_other_kinds_are_refused(root: Path) -> None:
    """An older TBX, other languages, other encodings; languages are no matter of a term base."""
    (root / "out.tbx").write_text("<martif type='TBX'/>")
    assert "no TBX of 2019" in imported(root, root / "out.tbx").output
    file = exported(root, "tbx")
    file.write_text(file.read_text().replace('<langSec xml:lang="en">', '<langSec xml:lang="fr">'))
    assert len(faults(imported(root, file))) == 2
    (root / "out.csv").write_bytes("id,道".encode("gb18030"))
    assert "文件不是UTF-8编码" in imported(root, root / "out.csv", "zh").output
    assert run("export", "csv", "--root", root, "--languages", "zh", "en").exit_code == 2


def test_a_tbx_has_the_structure_of_its_schema(root: Path) -> None:
    """TBX-Basic, DCA: elements, their order, the categories of the dialect."""
    name = "{urn:iso:std:iso:30042:ed-2}"
    tree = ElementTree.parse(exported(root, "tbx")).getroot()
    assert tree.tag == f"{name}tbx"
    assert (tree.get("type"), tree.get("style")) == ("TBX-Basic", "dca")
    assert [each.tag.removeprefix(name) for each in tree.iter()][:7] == [
        "tbx",
        "tbxHeader",
        "fileDesc",
        "titleStmt",
        "title",
        "sourceDesc",
        "p",
    ]
    ids = [each.get("id") for each in tree.iter(f"{name}conceptEntry")]
    assert ids == ["hu-lian-wang", "dao"]
    order = {
        "conceptEntry": r"(descrip )*(note )*(langSec )+",
        "langSec": r"(descrip )*(termSec )+",
        "termSec": r"term (termNote )(note )*",
    }
    for each in tree.iter():
        if pattern := order.get(each.tag.removeprefix(name)):
            said = "".join(f"{child.tag.removeprefix(name)} " for child in each)
            assert re.fullmatch(pattern, said), said
    categories = {(each.tag.removeprefix(name), each.get("type")) for each in tree.iter() if each.get("type")}
    assert categories == {
        ("tbx", "TBX-Basic"),
        ("descrip", "subjectField"),
        ("descrip", "definition"),
        ("termNote", "administrativeStatus"),
    }


WORDS = (
    st.text(st.sampled_from("ab 道'\"=+-|\\,;:#&<>[]{}\n"), min_size=1, max_size=9)
    .map(str.strip)
    .filter(bool)
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, min_size=3, max_size=3, unique=True))
@example(words=["a", "b\\", " | ".join("cd")])
def test_whatever_the_term_base_says_comes_back(tmp_path: Path, words: list[str]) -> None:
    """Export and import change no byte."""
    term = {
        "id": "dao",
        "zh": "道",
        "en": words[0],
        "also": {"en": words[1:]},
        "explanation": {"zh": words[1], "en": words[2]},
        "common": True,
    }
    text = yaml.safe_dump(
        {"groups": [{"id": "g", "title": {"zh": "甲", "en": "A"}, "terms": [term]}]}, allow_unicode=True
    )
    write_site(tmp_path, {TERMS: text})
    before = state(tmp_path)
    for kind in KINDS:
        done = run("export", kind, "--root", tmp_path, "--into", tmp_path / f"out.{kind}", "--lang", "en")
        if done.exit_code:
            assert "Mend them first" in done.output
            return
        done = imported(tmp_path, tmp_path / f"out.{kind}")
        assert "Nothing is new" in done.output, done.output
    assert state(tmp_path) == before
