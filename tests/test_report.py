"""What the terminal says: in which order, and how often."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_site import PAGE, page, run, write_site

from sitegen.edit.excerpt import cut_out
from sitegen.edit.report import told
from sitegen.model import Place
from sitegen.rules import UNKNOWN_TERM

ENGLISH = "content/pages/city.en.md"


def lines(root: Path, chinese: str, english: str = "Text.") -> list[str]:
    """What `check` says of a page and its partner, without hints but with what stands for others."""
    files = {PAGE: page(chinese), ENGLISH: page(english, "title: City\nsummary: One sentence.")}
    said = run("check", "--root", write_site(root, files)).stderr.splitlines()
    return [line for line in said if line.startswith("content/") or " more of this rule" in line]


@pytest.mark.parametrize(("count", "told"), [(1, 1), (3, 3), (4, 1), (20, 1)])
def test_many_notes_of_one_rule_are_one_line(tmp_path: Path, count: int, told: int) -> None:
    """The first is printed with its place, of the others the lines."""
    found = lines(tmp_path, "\n\n".join(["甲,乙"] * count))
    assert [line.partition(" ")[0] for line in found if "[halfwidth-punctuation]" in line] == [
        f"{PAGE}:{6 + 2 * number}:2:" for number in range(told)
    ]
    more = [line for line in found if " more of this rule" in line]
    if told == count:
        assert more == []
    else:
        shown = ", ".join(str(8 + 2 * number) for number in range(min(count - 1, 12)))
        assert more == [
            f"    {count - 1} more of this rule in the file, in lines {shown}{', …' * (count > 13)}"
        ]


def test_all_of_them_are_counted(tmp_path: Path) -> None:
    """The last line counts what is not printed, too."""
    result = run("check", "--root", write_site(tmp_path, {PAGE: page("\n\n".join(["甲,乙"] * 9))}))
    assert "9 notes (halfwidth-punctuation)" in result.output


def test_errors_are_printed_one_by_one(tmp_path: Path) -> None:
    """What stops something is not folded."""
    found = lines(tmp_path, "\n\n".join(["[甲](term:no)"] * 6))
    assert sum("[unknown-term]" in line for line in found) == 6


def test_the_first_language_of_a_pair_comes_first(tmp_path: Path) -> None:
    """Its page is the original as a rule, and so the cause."""
    found = lines(tmp_path, "[甲](term:no)", "[A](term:no)")
    assert [line.partition(":")[0] for line in found] == [PAGE, ENGLISH]


@pytest.mark.parametrize(("count", "printed"), [(50, 50), (51, 50), (400, 50)])
def test_many_errors_of_one_rule(count: int, printed: int, tmp_path: Path) -> None:
    """Fifty are printed, then how many more there are; they are all counted, and programs are told all."""
    root = write_site(tmp_path, {PAGE: page("[甲](term:no)，" * count)})
    said = run("check", "--root", root).output
    assert said.count("[unknown-term]") == printed
    assert (f"{count - printed} more of this rule in the file, in lines 6\n" in said) is (count > printed)
    assert f"{count} errors (unknown-term)" in said
    assert run("check", "--root", root, "--format", "json").output.count('"rule": "unknown-term"') == count
    assert run("check", "--root", root, "--format", "sarif").output.count('"ruleId": "unknown-term"') == count


def test_a_long_line_is_looked_at_around_the_place() -> None:
    """Whatever the line, and however many characters of it take no column."""
    for line in ("甲" * 100_000, "a\u0301" + "\u0301" * 100_000, "\u200b" * 100_000):
        shown = cut_out(line, Place("a.md", 1, 50_000), 70_000)
        assert len(shown.text) < 1_000
        assert len(shown.carets) < 1_000


def test_many_kinds_are_told_in_one_go(tmp_path: Path) -> None:
    """Each diagnostic is looked at a few times, however many files there are."""

    class Counted(tuple[object, ...]):
        looked = 0

        def __iter__(self) -> Iterator[object]:
            Counted.looked += len(self)
            return super().__iter__()

    many = Counted(
        UNKNOWN_TERM(Place(f"{file}.md", line), "link", id="a", near="")
        for file in range(50)
        for line in range(1, 60)
    )
    assert len(list(told(many, tmp_path, "en"))) > 50 * 50  # type: ignore[arg-type]
    assert Counted.looked < 4 * len(many)
