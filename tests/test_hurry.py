"""Builds that are given up: what they had made is right, and nothing of them is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from edits import EDITS, ZH, change, lay_out
from small_site import PAGE, page, run, write_site

from sitegen.archive import BUILDS
from sitegen.commands.serve import Builder
from sitegen.edit.preview.building import Building
from sitegen.edit.preview.faults import Built, find_faults
from sitegen.edit.preview.hurry import MOST, Hurried, OutOfDateError
from sitegen.make import make_site
from sitegen.memory import Memory

ENGLISH = "content/pages/city.en.md"


def double(text: str) -> str:
    """A stage."""
    return text * 2


def after(calls: int) -> Callable[[], bool]:
    """Say that something was saved once that was asked so often."""
    asked = iter(range(calls))
    return lambda: next(asked, None) is None


def files(folder: Path) -> dict[str, bytes]:
    """What a folder holds."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Memories


def test_it_is_asked_before_each_stage() -> None:
    """What was made until then is kept, and nothing else is."""
    memory = Hurried()
    memory.age()
    memory.is_late = after(2)
    assert [memory.call(double, "a"), memory.call(double, "b")] == ["aa", "bb"]
    for _ in range(2):
        with pytest.raises(OutOfDateError):
            memory.call(double, "c")
    memory.age()
    memory.is_late = bool
    assert [memory.call(double, text) for text in "abc"] == ["aa", "bb", "cc"]
    assert memory.run.total() == 3


def doubles(memory: Memory, part: Sequence[tuple[str]]) -> Iterator[str]:
    """A stage for parts."""
    return (memory.call(double, text) for (text,) in part)


def test_it_is_asked_before_each_result_of_many() -> None:
    """A page is not waited for because it is made with others."""
    memory, rows = Hurried(), [("a",), ("b",)]
    memory.age()
    # Once for the part, and then for each of it.
    memory.is_late = after(2)
    with pytest.raises(OutOfDateError):
        memory.parts(doubles, rows)
    memory.age()
    memory.is_late = bool
    assert memory.parts(doubles, rows) == ["aa", "bb"]
    # What came before the end was kept: each of them is run once.
    assert memory.run == {f"{__name__}.double": 2, f"{__name__}.doubles": 1}


def test_builds_that_were_given_up_make_nothing_old() -> None:
    """What they did not come to ask for is asked for by the build that follows."""
    memory = Hurried()
    memory.age()
    memory.call(double, "a")
    for _ in range(3):
        for _ in range(MOST):
            memory.age()
            memory.is_late = after(0)
            with pytest.raises(OutOfDateError):
                memory.call(double, "a")
        memory.age()
        memory.is_late = bool
        memory.call(double, "b")
    assert 3 * (MOST + 1) > BUILDS
    memory.run.clear()
    memory.call(double, "a")
    assert memory.run.total() == 0


def test_who_saves_all_the_time_sees_something_too() -> None:
    """After a few builds in a row that were given up one is not."""
    memory, built = Hurried(), []
    for number in range(2 * (MOST + 1)):
        memory.age()
        memory.is_late = after(0)
        try:
            built.append((number, memory.call(double, "a")))
        except OutOfDateError:
            continue
    assert built == [(MOST, "aa"), (2 * MOST + 1, "aa")]


# Sites


@pytest.mark.parametrize("calls", [0, 1, 7, 20, 60, 120])
def test_a_build_may_be_given_up_anywhere(tmp_path: Path, calls: int) -> None:
    """The folder is as it was, and the next build is what a clean one is."""
    root, folder = lay_out(tmp_path / "site"), tmp_path / "output"
    builder = Builder(root, folder, "en")
    builder.build(Building())
    before = files(folder)
    for name in ("a title", "a citation that is none", "the explanation of a term"):
        EDITS[name](root)
        with pytest.raises(OutOfDateError):
            builder.build(Building(after(calls)))
        assert files(folder) == before
    EDITS["a citation that is none"](root)
    builder.build(Building())
    assert make_site(root, builder.memory, is_preview=True) == make_site(root, is_preview=True)
    Builder(root, tmp_path / "clean", "en").build(Building())
    assert files(folder) == files(tmp_path / "clean") != before


def build(root: Path, folder: Path, *, language: str = "en") -> Built:
    """A build of the site at `root` into `folder`."""
    return Builder(root, folder, language).build(Building())


def test_the_last_good_page_goes_on_standing_there(tmp_path: Path) -> None:
    """Until its page is mended, or gone; what never was built is not there."""
    root, folder = write_site(tmp_path / "site"), tmp_path / "output"
    build(root, folder)
    good = (folder / "zh-hans/city/index.html").read_bytes()
    write_site(root, {PAGE: page("[没有](nowhere.zh.md)"), "content/pages/town.zh.md": "---\n"})
    built = build(root, folder)
    assert (folder / "zh-hans/city/index.html").read_bytes() == good
    assert not (folder / "zh-hans/town/index.html").exists()
    assert built.faults.at is not None
    assert built.faults.at["zh-hans/city/"] == (0,)
    assert built.faults.at["zh-hans/town/"] == (1,)
    for path in (PAGE, ENGLISH):
        (root / path).unlink()
    (root / "content/site.yaml").write_text(
        (root / "content/site.yaml").read_text("utf-8").replace("city, ", ""), "utf-8"
    )
    build(root, folder)
    assert not (folder / "zh-hans/city").exists()


def test_a_broken_template_leaves_all_as_it_was(tmp_path: Path) -> None:
    """Its error is that of every page."""
    root, folder = write_site(tmp_path / "site"), tmp_path / "output"
    build(root, folder)
    before = files(folder)
    write_site(root, {"templates/page.html": "{% if %}", PAGE: page("新")})
    built = build(root, folder)
    assert files(folder) == before
    assert (built.changed, built.faults.at) == ([], None)


@pytest.mark.parametrize(
    ("language", "stays", "kept"),
    [
        (
            "en",
            f"1 error (unknown-page); until this is mended, these stay as they were: {PAGE}.",
            "1 error (broken-template); the preview stays as it was until this is mended.",
        ),
        (
            "zh",
            f"1 error (unknown-page)；改好之前，这些页面保持原样：{PAGE}。",
            "1 error (broken-template)；改好之前，预览保持原样。",
        ),
    ],
)
def test_the_terminal_says_what_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, stays: str, kept: str
) -> None:
    """In the language of what is said."""
    root = write_site(tmp_path / "site", {PAGE: page("[没有](nowhere.zh.md)")})
    build(root, tmp_path / "output", language=language)
    assert capsys.readouterr().err.splitlines()[-1] == stays
    write_site(root, {"templates/page.html": "{% if %}"})
    build(root, tmp_path / "output", language=language)
    assert capsys.readouterr().err.splitlines()[-1] == kept


def test_pages_are_told_what_the_terminal_is(tmp_path: Path) -> None:
    """The errors alone, line by line, and how many other things there are."""
    text = page("甲,乙。互联网说“海纳”[O-2](source:O-2)，<b>。")
    root = write_site(tmp_path / "site", {PAGE: text})
    made = make_site(root, is_preview=True)
    faults = find_faults(made.diagnostics, made.held, root, "en")
    said = run("check", "--root", root).stderr
    for fault in faults.faults:
        told = "\n".join(fault.lines()).replace(f"{fault.place}:", f"{fault.place}: error:", 1)
        assert f"{told}\n" in said
        assert fault.excerpt is not None
        assert "".join(fault.excerpt.parts) == fault.excerpt.text
    assert [(fault.rule, fault.excerpt and fault.excerpt.parts[1]) for fault in faults.faults] == [
        ("misquoted", "“海纳”"),
        ("raw-html", "<b>"),
    ]
    assert faults.title == "2 errors"
    assert (
        faults.value()["words"]["besides"]
        == "Besides: 1 note (halfwidth-punctuation). The terminal shows them."
    )
    assert faults.value()["id"] != find_faults(made.diagnostics[:1], made.held, root, "en").value()["id"]


def test_nothing_of_it_is_published(tmp_path: Path) -> None:
    """A site for readers knows nothing of the preview."""
    root = write_site(tmp_path / "site")
    for file in (root / "templates").iterdir():
        file.unlink()
    for made in (make_site(root), make_site(root, is_preview=True)):
        assert made.outputs
        assert not [each.path for each in made.outputs if b"preview-faults" in each.data]
    assert not [each.path for each in make_site(root).outputs if b"livereload" in each.data]


OPEN = ("zh-hans/river/index.html", "zh-hant-tw/river/bilingual/index.html", "fr/index.html", "nowhere")


def test_open_pages_are_built_before_the_others(tmp_path: Path) -> None:
    """As they are in the end; those that are as they were are shown to nobody."""
    root, folder = lay_out(tmp_path / "site"), tmp_path / "output"
    builder = Builder(root, folder, "en")
    builder.build(Building())
    before, during = files(folder), list[tuple[Sequence[str], Mapping[str, bytes]]]()
    EDITS["a citation less"](root)
    built = builder.build(Building(open=OPEN, show=lambda paths: during.append((paths, files(folder)))))
    ((shown, then),) = during
    after = files(folder)
    assert {*shown} == different(before, then) == {*OPEN[:2]}
    assert {*built.changed} == different(then, after) != set()
    Builder(root, tmp_path / "clean", "en").build(Building())
    assert after == files(tmp_path / "clean")


def different(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> set[str]:
    """The files that are not the same."""
    return {path for path in {*one, *other} if one.get(path) != other.get(path)}


@pytest.mark.parametrize(
    "names",
    [
        ["nothing"],
        ["a word in English"],
        ["a word", "a link to nowhere"],
        ["a word", "a template that fails"],
        ["a word", "half of the settings"],
        ["a word", "half a source"],
    ],
)
def test_what_cannot_be_built_is_shown_to_nobody(tmp_path: Path, names: list[str]) -> None:
    """Nor is what is as it was: the good page stands behind what is said of its errors."""
    edits = {**EDITS, "a link to nowhere": change(ZH, "\n---\n\n", "\n---\n\n[没有](page:nowhere) ")}
    root, folder = lay_out(tmp_path / "site"), tmp_path / "output"
    builder = Builder(root, folder, "en")
    builder.build(Building())
    before = (folder / OPEN[0]).read_bytes()
    for name in names:
        edits[name](root)
    builder.build(Building(open=OPEN[:1], show=pytest.fail))
    assert (folder / OPEN[0]).read_bytes() == before


def test_a_new_page_comes_with_the_others(tmp_path: Path) -> None:
    """The list of what is written there grows before the files do."""
    root, folder = lay_out(tmp_path / "site"), tmp_path / "output"
    builder = Builder(root, folder, "en")
    builder.build(Building())
    EDITS["a page more"](root)
    built = builder.build(Building(open=("zh-hans/more/index.html",), show=pytest.fail))
    assert "zh-hans/more/index.html" in built.changed
