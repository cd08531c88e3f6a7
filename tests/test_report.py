"""What the terminal says: in which order, and how often."""

from pathlib import Path

import pytest
from small_site import PAGE, page, run, write_site

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
