"""Blocks of page pairs out to translators' tools and back: nothing lost, nothing else changed."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import polib
import pytest
from exchanged import (
    CHINESE,
    ENGLISH,
    ENGLISH_HEAD,
    PARTNER,
    changing,
    edited,
    exported,
    faults,
    imported,
    site,
    state,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_site import PAGE, page, run

from sitegen.exchange.blocks import all_units, units_of
from sitegen.exchange.segments import join
from sitegen.make import OWN
from sitegen.read import read_library
from sitegen.rules.catalogue import LANGUAGES, read_catalogue

KINDS = ("po", "tmx", "xliff")
every_kind = pytest.mark.parametrize("kind", KINDS)
XML = ("tmx", "xliff")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of the small site."""
    return site(tmp_path)


def test_blocks_are_told_with_their_places(root: Path) -> None:
    """Every paragraph, heading, cell, title and note that has a partner, and what the front matter says."""
    library, _ = read_library(root, OWN)
    assert library is not None
    units = units_of(library, "city", "zh", "en")
    assert [(unit.name, unit.target.written) for unit in units] == [
        ("front_matter.title", "City: a name"),
        ("front_matter.label", "City"),
        ("front_matter.summary", "One sentence, and more."),
        ("top.1", ENGLISH.split("\n", 1)[0]),
        ("origin.1", "Origin"),
        ("origin.2", "A quotation.\nIts second line."),
        ("origin.3", "One\ngoes on"),
        ("origin.4", "Two[^n]"),
        ("origin.5", "Column"),
        ("origin.6", "Column"),
        ("origin.7", "same"),
        ("origin.8", "same"),
        ("origin.9", "with|pipe"),
        ("origin.10", "`code`"),
        ("origin.11", "Box"),
        ("origin.12", "In the box."),
        ("origin.13", "Word"),
        ("origin.14", "Explanation."),
        ("origin.15", "Note."),
    ]
    assert str(units[8].target.place) == "content/pages/city.en.md:21:3"
    assert str(units[9].target.place) == "content/pages/city.en.md:21:12"


def test_pieces_are_the_run_as_written_on_the_whole_site() -> None:
    """No block of this project's pages loses its codes, and none loses a character."""
    library, _ = read_library(OWN, OWN)
    assert library is not None
    sides = [side for unit in all_units(library, "zh", "en") for side in (unit.source, unit.target)]
    assert len(sides) > 1000
    for side in sides:
        assert join(side.pieces) == side.written
        assert len(side.pieces) > 1 or "](" not in side.written


@every_kind
def test_an_unchanged_file_changes_no_byte(root: Path, kind: str) -> None:
    """What was exported says what the site says."""
    before = state(root)
    done = imported(root, exported(root, kind))
    assert (done.exit_code, state(root)) == (0, before)
    assert "Nothing is new" in done.output


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@every_kind
def test_a_changed_translation_changes_its_block_alone(root: Path, kind: str, ending: str, mark: str) -> None:
    """Every other byte stays, line ends and byte-order mark too."""
    changing(lambda text: mark + text.replace("\n", ending), PARTNER, root)
    before = state(root)
    done = imported(
        root,
        edited(exported(root, kind), "In the box.", "Outside &amp; in." if kind in XML else "Outside & in."),
    )
    assert done.exit_code == 0, done.output
    assert "Blocks changed: 1, in content/pages/city.en.md." in done.output
    want = before[PARTNER].replace(b"In the box.", b"Outside & in.")
    assert state(root) == {**before, PARTNER: want}


CHANGES = [
    ("Explanation.", "Meaning.", "Explanation.", "Meaning."),
    ("Origin", "Source: it", "## Origin {#origin}", "## Source: it {#origin}"),
    ("with|pipe", "a|b", "| with\\|pipe |", "| a\\|b |"),
    ("Box", "The box", "::: note Box", "::: note The box"),
    ("City: a name", "Town", 'title: "City: a name"', 'title: "Town"'),
    (
        "One sentence, and more.",
        "Two: so",
        "summary: >-\n  One sentence,\n  and more.",
        "summary: >-\n  Two: so",
    ),
    ("Note.", "Notes.", "[^n]: Note.", "[^n]: Notes."),
]


@pytest.mark.parametrize(("old", "new", "was", "now"), CHANGES)
@every_kind
def test_every_kind_of_block_is_written_as_it_stands(
    root: Path, kind: str, old: str, new: str, was: str, now: str
) -> None:
    """Ids, pipes, margins, comments and the style of YAML stay."""
    before = state(root)[PARTNER].decode()
    ends = {"po": (f'msgstr "{old}"', f'msgstr "{new}"'), "tmx": (f"<seg>{old}</seg>", f"<seg>{new}</seg>")}
    space = ' xml:space="preserve"'
    around = ends.get(kind, (f"<target{space}>{old}</target>", f"<target{space}>{new}</target>"))
    done = imported(root, edited(exported(root, kind), *around))
    assert done.exit_code == 0, done.output
    assert before.count(was) == 1
    assert state(root)[PARTNER].decode() == before.replace(was, now)


def test_a_block_of_several_lines_keeps_its_margin(root: Path) -> None:
    """Lines may become more or fewer; what stands before them stands before each."""
    file = edited(exported(root, "xliff"), "A quotation.\nIts second line.", "A.\nB.\nC.")
    assert imported(root, edited(file, ">One\ngoes on<", ">One alone<")).exit_code == 0
    text = (root / PARTNER).read_text()
    assert "\n> A.\n> B.\n> C.\n\n- One alone\n- Two[^n]\n" in text


def test_codes_come_from_the_site(root: Path) -> None:
    """A code may move; what the file has in it is not asked for."""
    file = exported(root, "tmx")
    text = file.read_text()
    segment = re.findall(r"<seg>(It has.*)</seg>", text)[0]
    code = re.findall(r'<ph x="\d+">[^<]*</ph>', segment)[0]
    moved = segment.replace(code, "").replace("It has", f"By {code} it has").replace("term:hu", "javascript:")
    file.write_text(text.replace(segment, moved))
    done = imported(root, file)
    assert done.exit_code == 0, done.output
    assert (
        "By [O-2](source:O-2) it has the [internet](term:hu-lian-wang), **weighty** , see"
        in (root / PARTNER).read_text()
    )


def test_a_code_of_the_source_may_be_taken_over(root: Path) -> None:
    """A link to a page then leads to that in the language of the translation."""
    changing(lambda text: text.replace('see [home](index.en.md#a "Title").', "see home."), PARTNER, root)
    file = exported(root, "xliff")
    whole = re.findall(r"<pc [^>]*>首页</pc>", file.read_text())[0]
    assert imported(root, edited(file, "see home.", whole.replace("首页", "home"))).exit_code == 0
    assert '[home](index.en.md#a "题目")' in (root / PARTNER).read_text()


REFUSED = [
    ("tmx", ">In the box.<", "><", "The translation is empty; on the site it says “In the box.”"),
    ("xliff", ">In the box.<", ">In <ph id='7'/>.<", "has a code that its block does not have (number 7)"),
    ("tmx", ">In the box.<", ">In <it pos='begin'>*</it>.<", "a code that its block does not have"),
    ("tmx", ">In the box.<", ">In *the* box.<", "would be read as something else than its block"),
    ("tmx", ">In the box.<", "># In the box<", "would be read as something else than its block"),
    ("po", '"In the box."', '"In the box.\\n\\nTwo."', "would be read as something else than its block"),
    ("po", '"In the box."', '"- one\\n- two"', "would be read as something else than its block"),
    ("tmx", ">Box<", ">Box\nand<", "has several lines, and its block has room for one"),
    ("tmx", ">In the box.<", ">In the&#x200b;\x85 box.<", "holds U+0085"),
]


@pytest.mark.parametrize(("kind", "old", "new", "said"), REFUSED)
def test_what_cannot_be_taken_is_refused_with_its_place(
    root: Path, kind: str, old: str, new: str, said: str
) -> None:
    """Line and column are those of the file that is imported; no byte of the site changes."""
    before = state(root)
    file = edited(exported(root, kind), old, new)
    done = imported(root, file)
    line = file.read_text().split("\n")
    found = faults(done)
    assert done.exit_code == 1
    assert len(found) == 1, done.output
    assert said in found[0], found
    number = int(found[0].split(":")[0])
    assert ": 1. No file changed." in done.output
    assert state(root) == before
    assert any(new.strip('"><')[:3] in each for each in line[number - 5 : number + 6])


@pytest.mark.parametrize("kind", XML)
def test_a_lost_code_is_refused(root: Path, kind: str) -> None:
    """So that no citation goes astray in a tool."""
    file = exported(root, kind)
    text = file.read_text()
    lost = re.sub(r"(weighty.*?) <ph [^>]*?(/>|>[^<]*</ph>)", r"\1", text)
    assert lost != text
    file.write_text(lost)
    (found,) = faults(imported(root, file))
    assert "has lost a code: `[O-2](source:O-2)`" in found


def line_of(body: str, beginning: str) -> int:
    """The line of the file on which a line of a page's body stands."""
    head = 6
    return head + next(n for n, line in enumerate(body.split("\n"), 1) if line.startswith(beginning))


def test_all_faults_are_told_in_one_run_and_nothing_is_written(root: Path) -> None:
    """A good change beside bad ones waits, too."""
    before = state(root)
    file = edited(exported(root, "tmx"), ">In the box.<", "><")
    file = edited(edited(file, ">Explanation.<", ">Meaning.<"), ">盒子<", ">箱子<")
    edited(edited(file, ">Box<", ">Chest<"), 'tuid="city#origin.15"', 'tuid="town#origin.15"')
    edited(file, ">Note.<", ">Notes.<")
    done = imported(root, file)
    assert [each.split(": ", 2)[2][:22] for each in faults(done)] == [
        "The source has changed",
        "The translation is emp",
        "The site has no block ",
    ]
    assert f"see content/pages/city.zh.md:{line_of(CHINESE, '::: note')}:10" in done.output
    assert state(root) == before


@every_kind
def test_what_changed_on_the_site_meanwhile_is_kept(root: Path, kind: str) -> None:
    """A new source is refused, a translation that both have changed as well; what one changed holds."""
    file = exported(root, kind)
    changing(lambda text: text.replace("In the box.", "In a box."), PARTNER, root)
    assert "Nothing is new" in imported(root, file).output
    edited(file, "In the box.", "In that box.")
    (found,) = faults(imported(root, file))
    assert "has changed on the site since; there it says “In a box.”" in found
    changing(lambda text: text.replace("盒子里。", "盒子里面。"), PAGE, root)
    (found,) = faults(imported(root, file))
    assert "The source has changed since: “盒子里。” is now “盒子里面。”" in found
    # A block before it does not matter: it is known by what it says.
    changing(lambda text: text.replace("盒子里面。", "盒子里。"), PAGE, root)
    changing(lambda text: text.replace("In a box.", "In the box."), PARTNER, root)
    changing(lambda text: text.replace("> 引", "新的一段。\n\n> 引"), PAGE, root)
    changing(lambda text: text.replace("> A quo", "A new one.\n\n> A quo"), PARTNER, root)
    done = imported(root, file)
    assert done.exit_code == 0, done.output
    assert "In that box." in (root / PARTNER).read_text()


def test_other_couples_and_tags(root: Path) -> None:
    """The source may be English; tags are those of editions, tools may write others."""
    file = exported(root, "tmx", "--languages", "en", "zh-Hans")
    text = file.read_text()
    assert 'srclang="en"' in text
    assert '<tuv xml:lang="zh-Hans"><seg>盒子里。</seg>' in text
    file.write_text(
        text.replace("zh-Hans", "ZH-hans").replace('"en"', '"en-GB"').replace(">盒子里。<", ">盒里。<")
    )
    assert imported(root, file).exit_code == 0
    assert "\n盒里。\n" in (root / PAGE).read_text()
    done = run("export", "tmx", "--root", root, "--languages", "zh", "fr", "--lang", "zh")
    assert (done.exit_code, done.output) == (2, "错误：请写明网站的两种文字，如--languages zh en。\n")


HOSTILE = [
    ("out.tmx", "<!DOCTYPE a [<!ENTITY b 'c'>]><tmx>&b;</tmx>", "1:25", "declares entities"),
    (
        "out.xlf",
        "<!DOCTYPE a [<!ENTITY % b SYSTEM 'file:///etc/passwd'>%b;]><x/>",
        "1:54",
        "declares entities",
    ),
    ("out.tmx", "<tmx><header srclang='zh'/><body><tu>\n<tuv", "2:1", "breaks off here"),
    ("out.tmx", "<a>" * 70 + "</a>" * 70, "1:1", "one inside another too often"),
    ("out.tmx", "plain", "1:1", "breaks off here"),
    ("out.xlf", "<xliff version='1.2'/>", "1:1", "This is XLIFF 1.2"),
    ("out.po", 'msgid "a"\nmsgstr "b"\nwrong\n', "3:1", "breaks off here"),
    (
        "out.po",
        'msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n',
        "1:1",
        "The languages of the file are – → –",
    ),
]


@pytest.mark.parametrize(("name", "text", "place", "said"), HOSTILE)
def test_hostile_files_are_refused(root: Path, name: str, text: str, place: str, said: str) -> None:
    """Entities, depth, other formats: told at their place, and nothing is read but the file."""
    (root / name).write_text(text, "utf-8")
    done = imported(root, root / name)
    (found,) = faults(done)
    assert found.startswith(f"{place}: error: "), found
    assert said in found


def test_large_files_and_other_files_are_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before they are read into a tree."""
    for module in ("markup", "po"):
        monkeypatch.setattr(f"sitegen.exchange.{module}.MOST_BYTES", 100)
    for kind in KINDS:
        assert "larger than 0 MB" in imported(root, exported(root, kind)).output
    (root / "out.rtf").write_text("x")
    assert imported(root, root / "out.rtf").exit_code == 2


def test_the_disk_fails_and_no_file_is_half(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both pages change, or none."""
    file = exported(root, "tmx")
    edited(edited(file, ">In the box.<", ">In it.<"), "<seg>Home</seg>", "<seg>House</seg>")
    before = state(root)
    replace, calls = Path.replace, []

    def fails(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fails)
        done = imported(root, file)
    assert done.exit_code == 1
    assert "the disk is full" in done.output
    assert state(root) == before


def test_pages_with_errors_are_neither_exported_nor_changed(root: Path) -> None:
    """Nobody knows what they say."""
    file = exported(root, "po")
    changing(lambda text: text.replace("title:", "titel:"), PARTNER, root)
    done = run("export", "po", "--root", root, "--lang", "zh")
    assert done.exit_code == 1
    assert "这样的页面说了什么还不清楚" in done.output
    assert imported(root, file, "zh").exit_code == 1


def test_a_site_in_one_language_has_nothing_to_put_side_by_side() -> None:
    """It has a term base all the same."""
    done = run("export", "po", "--root", OWN / "tests" / "sites" / "only-english", "--lang", "zh")
    assert (done.exit_code, done.output) == (2, "错误：网站只有一种文字，没有可以对照的。\n")


def test_catalogues_have_the_same_sentences() -> None:
    """Each fault is told in each language, with the same values."""
    shapes = []
    for language in LANGUAGES:
        said = read_catalogue(language)["exchange"]
        shapes.append(
            {
                **{
                    k: re.findall(r"{\w+}", v) and sorted(re.findall(r"{\w+}", v))
                    for k, v in said.items()
                    if isinstance(v, str)
                },
                **{
                    k: {part: sorted(re.findall(r"{\w+}", v[part])) for part in ("message", "hint")}
                    for k, v in said["faults"].items()
                },
            }
        )
    assert shapes[0] == shapes[1]


def test_a_tmx_has_the_structure_of_its_dtd(root: Path) -> None:
    """Elements, their order and the attributes that TMX 1.4 asks for."""
    tree = ElementTree.parse(exported(root, "tmx")).getroot()
    assert (tree.tag, tree.attrib, [each.tag for each in tree]) == (
        "tmx",
        {"version": "1.4"},
        ["header", "body"],
    )
    due = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert set(tree[0].attrib) == due
    assert tree[0].get("segtype") in ("block", "paragraph", "sentence", "phrase")
    for unit in tree[1]:
        assert [each.tag for each in unit] == ["prop", "prop", "tuv", "tuv"]
        for variant in unit[2:]:
            assert [each.tag for each in variant] == ["seg"]
            codes = list(variant[0])
            opened = [each.get("i") for each in codes if each.tag == "bpt"]
            assert sorted(opened) == sorted(each.get("i") for each in codes if each.tag == "ept")
            assert len(opened) == len({*opened})
            assert {each.tag for each in codes} <= {"bpt", "ept", "ph"}


CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
NMTOKEN = re.compile(r"[\w.:-]+")


def test_an_xliff_has_the_structure_of_its_schema(root: Path) -> None:
    """Order of elements, ids that are unique where they must be, references that lead somewhere."""
    tree = ElementTree.parse(exported(root, "xliff")).getroot()
    assert tree.tag == f"{CORE}xliff"
    assert tree.attrib == {"version": "2.1", "srcLang": "zh-Hans", "trgLang": "en"}
    files = [each.get("id") for each in tree]
    assert len(files) == len({*files})
    for file in tree:
        units = [each.get("id", "") for each in file]
        assert len(units) == len({*units})
        assert all(map(NMTOKEN.fullmatch, units))
        for unit in file:
            names = [each.tag.rpartition("}")[2] for each in unit]
            assert names in (
                ["metadata", "notes", "segment"],
                ["metadata", "notes", "originalData", "segment"],
            )
            data = {each.get("id") for each in unit.iter(f"{CORE}data")}
            assert [each.tag.rpartition("}")[2] for each in unit[-1]] == ["source", "target"]
            for side in unit[-1]:
                ids = [each.get("id") for each in side.iter() if each is not side]
                assert len(ids) == len({*ids})
                for code in side.iter():
                    refs = {code.get(name) for name in ("dataRef", "dataRefStart", "dataRefEnd")} - {None}
                    assert refs <= data


def test_a_po_is_read_by_its_library(root: Path) -> None:
    """Contexts are unique, places lead to the source."""
    catalogue = polib.pofile(str(exported(root, "po")))
    assert len({entry.msgctxt for entry in catalogue}) == len(catalogue)
    assert ("content/pages/city.zh.md", "7") in [each for entry in catalogue for each in entry.occurrences]
    assert catalogue.metadata["Language"] == "en"


def test_a_po_marked_as_unfinished_is_refused(root: Path) -> None:
    """Fuzzy is what gettext calls it; unchanged it is nobody's matter."""
    file = exported(root, "po")
    catalogue = polib.pofile(str(file))
    (entry,) = [each for each in catalogue if each.msgstr == "In the box."]
    entry.flags.append("fuzzy")
    catalogue.save(str(file))
    assert imported(root, file).exit_code == 0
    entry.msgstr = "In it."
    catalogue.save(str(file))
    (found,) = faults(imported(root, file))
    assert "marked as not finished: “In it.”" in found


# Words with all that Markdown, XML, PO and YAML may take for something else.
WORDS = st.text(st.sampled_from("ab 甲，\\*_[](){}<>&\"'`|#:!-~%\u00a0\n1."), max_size=12)
TEXTS = st.tuples(WORDS, WORDS).map(
    lambda each: f"x{each[0]}\n\n> {each[1]}y\n\n| a | {each[1]} |\n|---|---|\n| c | d |"
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ours=TEXTS, theirs=TEXTS)
def test_whatever_stands_on_a_page_comes_back(tmp_path: Path, ours: str, theirs: str) -> None:
    """Export and import change no byte, in any format."""
    site(tmp_path, **{PAGE: page(ours), PARTNER: page(theirs, ENGLISH_HEAD)})
    before = state(tmp_path)
    for kind in KINDS:
        done = run("export", kind, "--root", tmp_path, "--into", tmp_path / f"out.{kind}", "--lang", "en")
        if done.exit_code:
            assert "Mend them first" in done.output
            return
        file = (tmp_path / f"out.{kind}").rename(tmp_path / f"out.{'xlf' if kind == 'xliff' else kind}")
        done = imported(tmp_path, file)
        assert done.exit_code == 0, done.output
        assert "Nothing is new" in done.output
    assert state(tmp_path) == before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS)
def test_any_translation_is_taken_whole_or_refused(tmp_path: Path, words: str) -> None:
    """What a translator writes stands on the page as written, or is named; other blocks stay."""
    site(tmp_path)
    file = exported(tmp_path, "po")
    catalogue = polib.pofile(str(file))
    (entry,) = [each for each in catalogue if each.msgstr == "In the box."]
    entry.msgstr = f"New {words}"
    catalogue.save(str(file))
    before = state(tmp_path)
    done = imported(tmp_path, file)
    if done.exit_code:
        assert len(faults(done)) == 1
        assert state(tmp_path) == before
    else:
        text = before[PARTNER].decode().replace("In the box.", f"New {words}".strip())
        assert (tmp_path / PARTNER).read_text("utf-8") == text


def test_other_commands_load_nothing_of_it() -> None:
    """A build reads no XML and no PO."""
    code = "import sys, sitegen.commands.site; print({'polib', 'sitegen.exchange'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], cwd=OWN, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
