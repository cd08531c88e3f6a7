"""The command that records what translations were made from: what it writes, says, and refuses."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from small_site import HEAD, PAGE, page, run, write_site

from sitegen.facts.pairs.staleness import find_stale, words_of
from sitegen.make import OWN
from sitegen.read import read_library

PARTNER = "content/pages/city.en.md"
RECORD = "content/made_from/city.en.yaml"
OTHER_RECORD = "content/made_from/city.zh.yaml"
CHINESE = "开头。\n\n## 来历 {#origin}\n\n前文[O-2](source:O-2)。\n\n- 甲\n- 乙\n\n## 以外 {#beyond}\n\n完。"
ENGLISH = "Text.\n\n## Origin {#origin}\n\nText.\n\n## Beyond {#beyond}\n\nDone."
PAIR = {PAGE: page(CHINESE), PARTNER: page(ENGLISH)}
WRITTEN = """\
# The words of city.zh.md that city.en.md was made from, by section.
# `python build.py stamp city` writes this file, when both pages say the same.
language: zh
sections:
  front_matter:
    - "城市"
    - "一句。"
  top:
    - "开头。"
  origin:
    - "来历"
    - "前文[O-2]。"
    - "甲"
    - "乙"
  beyond:
    - "以外"
    - "完。"
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a pair that is not recorded."""
    return write_site(tmp_path, PAIR)


def write(root: Path, path: str, text: str) -> None:
    """Write a file of the site."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def files(root: Path) -> dict[str, bytes]:
    """The records."""
    found = (root / "content" / "made_from").rglob("*")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.is_file()}


def test_what_is_written(site: Path) -> None:
    """The record is a text that editors can read and compare."""
    result = run("stamp", "city", "--root", site)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{RECORD}: recorded front_matter, top, origin, beyond of city.zh.md\n"
    assert files(site) == {RECORD: WRITTEN.encode()}
    assert run("stamp", "--root", site).stdout.count("city") == 0


def test_what_is_up_to_date_is_left_alone(site: Path) -> None:
    """A second time nothing is new, and the file is not touched."""
    run("stamp", "city", "--root", site)
    before = (site / RECORD).stat().st_mtime_ns
    assert run("stamp", "city", "city", "--root", site).stdout == f"{RECORD}: recorded nothing new\n"
    assert (site / RECORD).stat().st_mtime_ns == before


def test_only_what_changed_is_named(site: Path) -> None:
    """What is recorded anew, what is new, and what is gone."""
    run("stamp", "city", "--root", site)
    changed = CHINESE.replace("- 乙", "- 丙").replace("## 以外 {#beyond}", "## 附记 {#notes}")
    write(site, PAGE, page(changed))
    assert (
        run("stamp", "city", "--root", site).stdout
        == f"{RECORD}: recorded origin, notes, beyond of city.zh.md\n"
    )
    assert yaml.safe_load((site / RECORD).read_text("utf-8"))["sections"].keys() == {
        "front_matter",
        "top",
        "origin",
        "notes",
    }


def test_a_page_that_begins_with_a_heading(site: Path) -> None:
    """Nothing stands before it, and nothing is recorded of that."""
    write(site, PAGE, page(CHINESE.removeprefix("开头。\n\n")))
    run("stamp", "city", "--root", site)
    assert (site / RECORD).read_text("utf-8") == WRITTEN.replace('  top:\n    - "开头。"\n', "")


def test_one_section(site: Path) -> None:
    """The others keep the words from which they were made; a section that is gone goes."""
    run("stamp", "city", "--root", site)
    write(
        site,
        PAGE,
        page(CHINESE.replace("开头。", "起头。").replace("- 乙", "- 丙").replace("完。", "还没。")),
    )
    result = run("stamp", "city", "--section", "origin", "--root", site)
    assert result.stdout == f"{RECORD}: recorded origin of city.zh.md\n"
    assert (site / RECORD).read_text("utf-8") == WRITTEN.replace('"乙"', '"丙"')
    run("stamp", "city", "--section", "top", "--root", site)
    assert (site / RECORD).read_text("utf-8") == WRITTEN.replace('"乙"', '"丙"').replace("开头", "起头")
    write(site, PAGE, page(CHINESE.partition("\n\n## 以外")[0].replace("- 乙", "- 丙")))
    result = run("stamp", "city", "--section", "beyond", "--root", site)
    assert result.stdout == f"{RECORD}: recorded beyond of city.zh.md\n"
    assert (site / RECORD).read_text("utf-8").endswith('    - "丙"\n')


def test_one_section_of_a_page_without_a_record(site: Path) -> None:
    """The others are not taken for compared."""
    run("stamp", "city", "--section", "origin", "--root", site)
    assert list(yaml.safe_load((site / RECORD).read_text("utf-8"))["sections"]) == ["origin"]
    library, _ = read_library(site, OWN)
    assert library is not None
    pages = library.pages
    stale = find_stale(pages["city", "en"], pages["city", "zh"], library.records["city", "en"])
    assert [section.id for section in stale] == ["front_matter", "top", "beyond"]


def test_the_direction_can_be_turned(site: Path) -> None:
    """The record of what is now the original is removed; later the direction is known."""
    run("stamp", "city", "--root", site)
    result = run("stamp", "city", "--from", "en", "--root", site)
    assert result.stdout == (
        f"{RECORD}: removed, since city.en.md is the original\n"
        f"{OTHER_RECORD}: recorded front_matter, top, origin, beyond of city.en.md\n"
    )
    assert list(files(site)) == [OTHER_RECORD]
    write(site, PARTNER, page(ENGLISH.replace("Done", "Finished")))
    assert run("stamp", "city", "--root", site).stdout == f"{OTHER_RECORD}: recorded beyond of city.en.md\n"
    assert list(files(site)) == [OTHER_RECORD]


def test_two_directions_are_parted(site: Path) -> None:
    """With --from one of the two records is kept."""
    run("stamp", "city", "--root", site)
    write(site, OTHER_RECORD, WRITTEN.replace("language: zh", "language: en"))
    result = run("stamp", "city", "--root", site)
    assert result.exit_code == 2
    assert "say with --from which is the original" in result.stderr
    assert run("stamp", "city", "--from", "zh", "--root", site).exit_code == 0
    assert files(site) == {RECORD: WRITTEN.encode()}


def test_pages_in_folders(site: Path) -> None:
    """A record lies in the folders in which its page lies."""
    write(site, "content/pages/a/b.zh.md", page("正文。"))
    write(site, "content/pages/a/b.en.md", page("Text."))
    assert run("stamp", "a/b", "--root", site).exit_code == 0
    assert list(files(site)) == ["content/made_from/a/b.en.yaml"]


def test_all(site: Path) -> None:
    """Every pair that readers see, and nothing else."""
    write(site, "content/pages/alone.zh.md", page("正文。"))
    for language in ("zh", "en"):
        write(site, f"content/pages/later.{language}.md", page("正文。", f"{HEAD}\ndraft: true"))
    assert run("stamp", "--all", "--root", site).exit_code == 0
    assert sorted(files(site)) == [
        f"content/made_from/{key}.en.yaml" for key in ("city", "glossary", "index")
    ]


def test_the_list(site: Path) -> None:
    """Without a page, the command says what is to be compared and writes nothing."""
    result = run("stamp", "--root", site)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Nothing is recorded yet; `python build.py stamp --all` begins.\n"
    run("stamp", "--all", "--root", site)
    before = files(site)
    assert run("stamp", "--root", site).stdout == "Every translation is made from what its original says.\n"
    write(site, PAGE, page(CHINESE.replace("- 乙", "- 丙")))
    result = run("stamp", "--root", site)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"{PARTNER}:8:1: the original city.zh.md:13 has changed since this was translated\n"
        "    Was “乙”, now “丙”. When the translation says the same, run `python build.py stamp city`.\n"
        "1 to be compared and recorded.\n"
    )
    assert files(site) == before


WRONG = {
    "an unknown page": (["cty"], "there is no page `cty`; the nearest name is `city`"),
    "a page like no other": (["xyz"], "there is no page `xyz`"),
    "a page in one language": (["alone"], "the page `alone` is written in one language only"),
    "an unknown section": (
        ["city", "--section", "orign"],
        "city.zh.md has no section `orign`; the nearest name is `origin`",
    ),
    "an unknown language": (
        ["city", "--from", "de"],
        "the page `city` is not written in `de`, but in: zh, en",
    ),
    "pages and all": (["city", "--all"], "name pages, or write --all"),
    "a section of nothing": (["--section", "origin"], "name pages, or write --all"),
    "a language of nothing": (["--from", "en"], "name pages, or write --all"),
    "a section of two pages": (["city", "index", "--section", "origin"], "--section goes with one page"),
    "a section of all": (["--all", "--section", "origin"], "--section goes with one page"),
    "one good page and a bad one": (["index", "cty"], "there is no page `cty`; the nearest name is `city`"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_use(site: Path, name: str) -> None:
    """The command says what is wrong and writes nothing."""
    arguments, message = WRONG[name]
    write(site, "content/pages/alone.zh.md", page("正文。"))
    result = run("stamp", *arguments, "--root", site)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Error: {message}.\n"
    assert files(site) == {}


def test_a_section_does_not_turn_the_direction(site: Path) -> None:
    """What the other sections were made from would be lost."""
    run("stamp", "city", "--root", site)
    result = run("stamp", "city", "--from", "en", "--section", "origin", "--root", site)
    assert result.exit_code == 2
    assert "record the whole page, without --section" in result.stderr
    assert files(site) == {RECORD: WRITTEN.encode()}


@pytest.mark.parametrize(
    ("path", "text"),
    [(PAGE, page(CHINESE, "titel: 城市\nsummary: 一句。")), (PARTNER, "Text."), (RECORD, "language: [")],
)
def test_nothing_is_recorded_of_what_is_broken(site: Path, path: str, text: str) -> None:
    """What cannot be read does not say what its author meant; other pages are no hindrance."""
    write(site, path, text)
    before = files(site)
    for arguments in (["city"], ["--all"]):
        result = run("stamp", *arguments, "--root", site)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith(f"{path}:")
        assert result.stderr.endswith("nothing was recorded.\n")
        assert files(site) == before
    assert run("stamp", "index", "--root", site).exit_code == 0


def test_a_record_in_the_wrong_language_is_mended(site: Path) -> None:
    """A record that names its own language says nothing of the direction."""
    write(site, RECORD, WRITTEN.replace("language: zh", "language: en"))
    result = run("stamp", "city", "--root", site)
    assert result.stdout == f"{RECORD}: recorded front_matter, top, origin, beyond of city.zh.md\n"
    assert files(site) == {RECORD: WRITTEN.encode()}


def test_warnings_are_no_hindrance(site: Path) -> None:
    """What is only doubtful on a page says nonetheless what its author meant."""
    write(site, PAGE, page(f"{CHINESE}\n\n[^1]: 没有人提到。"))
    assert run("stamp", "city", "--root", site).exit_code == 0
    assert files(site) == {RECORD: WRITTEN.encode()}


def test_a_disk_that_refuses(site: Path) -> None:
    """The command says which file cannot be written."""
    write(site, "content/made_from", "no folder")
    result = run("stamp", "city", "--root", site)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert "cannot be written" in result.stderr


def test_no_half_files_stay(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file cannot take its place, what was written beside it goes."""

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    assert run("stamp", "city", "--root", site).exit_code == 1
    assert files(site) == {}


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\r"), min_size=1, max_size=40
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXT, min_size=1, max_size=4))
@example(texts=["- x: 'y' \"z\" #"])
@example(texts=["&#7; &#xFEFF; &#x85; \u200b\u00ad\u2028\ufffe\ufeff"])
@example(texts=["2021-06-22", "true", "null", "~"])
@example(texts=["\U0001f469\u200d\U0001f52c", "\U00020000", "\U0001fffe"])
def test_whatever_a_page_says_is_recorded_as_it_is(tmp_path: Path, texts: list[str]) -> None:
    """What is written is read again as the same words; recorded twice, it is the same file."""
    root = write_site(tmp_path, {**PAIR, PAGE: page("\n\n".join(texts))})
    (root / RECORD).unlink(missing_ok=True)
    library, faults = read_library(root, OWN)
    assert library is not None
    result = run("stamp", "city", "--root", root)
    if any(each.place.path == PAGE and each.severity == 1 for each in faults):
        assert result.exit_code == 1
        return
    assert result.exit_code == 0, result.output
    written = (root / RECORD).read_bytes()
    library, faults = read_library(root, OWN)
    assert library is not None
    assert [each for each in faults if each.place.path == RECORD] == []
    words = words_of(library.pages["city", "zh"])
    assert library.records["city", "en"].words.sections == words
    pages = library.pages
    assert find_stale(pages["city", "en"], pages["city", "zh"], library.records["city", "en"]) == ()
    run("stamp", "city", "--root", root)
    assert (root / RECORD).read_bytes() == written
    assert yaml.safe_load(written)["sections"] == {id_: [*map(str, each)] for id_, each in words.items()}
