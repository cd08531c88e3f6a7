"""Texts that no author writes are built, or refused at their places; limits are named where they are passed.

Nothing here asks how long that takes: `test_size.py` counts work, and most of these texts are short.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hostile import BYTES, DATA, HEADS, PAGES, Text, make
from long_inputs import KINDS
from small_site import PAGE, page, write_site
from told import told

from sitegen.edit.report import told as told_lines
from sitegen.make import make_site
from sitegen.memory import Memory
from sitegen.model import Place, Severity

# Characters of each text, about.
SIZE = 300
BODIES: Mapping[str, tuple[Text, Text]] = {
    **{name: (text, text) for name, text in PAGES.items()},
    **{name: (kind.chinese, kind.english) for name, kind in KINDS.items()},
}
GROUPS = 6


@pytest.fixture(scope="module")
def memory() -> Memory:
    """What the sites of this module have in common is made once."""
    return Memory()


def fates(root: Path, keys: Mapping[str, str], memory: Memory) -> Iterator[str]:
    """Build a preview and yield what is wrong; each page is shown, or refused at its own place."""
    made, wrong = make(root, memory, is_preview=True)
    yield from wrong
    shown = " ".join(output.path for output in made.outputs)
    refused = {each.place.path for each in made.diagnostics if each.severity is Severity.ERROR}
    for key, name in keys.items():
        for prefix, language in (("zh-hans", "zh"), ("en", "en")):
            if (
                f"{prefix}/{key}/index.html" not in shown
                and f"content/pages/{key}.{language}.md" not in refused
            ):
                yield f"{name}: neither shown nor refused in {language}"


@pytest.mark.parametrize("group", range(GROUPS))
def test_pages(group: int, tmp_path: Path, memory: Memory) -> None:
    """Every text in the body of a Chinese page and of an English one."""
    names = {f"h{number}": name for number, name in enumerate(BODIES) if number % GROUPS == group}
    files = {}
    for key, name in names.items():
        for language, text in zip(("zh", "en"), BODIES[name], strict=True):
            size = SIZE if name in PAGES else min(KINDS[name].many, 20)
            files[f"content/pages/{key}.{language}.md"] = page(text(size))
    assert [*fates(write_site(tmp_path, files), names, memory)] == []


def test_heads(tmp_path: Path, memory: Memory) -> None:
    """Every value as a title and as a summary."""
    names, files = {}, {}
    for number, (name, text) in enumerate(HEADS.items()):
        for kind, head in (("t", "title: {}\nsummary: a"), ("s", "title: a\nsummary: {}")):
            names[f"{kind}{number}"] = name
            for language in ("zh", "en"):
                files[f"content/pages/{kind}{number}.{language}.md"] = page("甲。", head.format(text(SIZE)))
    assert [*fates(write_site(tmp_path, files), names, memory)] == []


@pytest.mark.parametrize("name", DATA)
def test_data(name: str, tmp_path: Path, memory: Memory) -> None:
    """Files of YAML."""
    path, text = DATA[name]
    assert make(write_site(tmp_path, {path: text(SIZE)}), memory)[1] == []


@pytest.mark.parametrize("path", [PAGE, "content/site.yaml"])
def test_bytes(path: str, tmp_path: Path, memory: Memory) -> None:
    """Files that hold no text, one after the other in one site."""
    root = write_site(tmp_path)
    for name, data in BYTES.items():
        (root / path).write_bytes(data(SIZE))
        made, wrong = make(root, memory)
        assert wrong == [], name
        assert path in {each.place.path for each in made.diagnostics if each.severity is Severity.ERROR}, name


# --- Limits ---


def rows(number: int) -> str:
    """A table that has so many rows of two cells."""
    return "| 甲 | 乙 |\n|---|---|\n" + "| 甲 | 乙 |\n" * number


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({PAGE: page("甲。\n\n" * 32_000)}, [f"{PAGE}:1:1 too-large file most=250 kB size=257 kB"]),
        ({PAGE: page("甲" * 20_000)}, []),
        ({PAGE: page("甲。\n\n" + "甲" * 20_001)}, [f"{PAGE}:8:1 too-large paragraph most=20,000"]),
        (
            {PAGE: page(f"# {'甲' * 20_001}\n\n- {'a' * 20_001}\n\n| {'a' * 20_001} |\n|---|")},
            [f"{PAGE}:{line}:1 too-large paragraph most=20,000" for line in (6, 8, 10)],
        ),
        ({PAGE: page(rows(5_000))}, [f"{PAGE}:4006:1 too-large parts most=40,000"]),
        ({PAGE: page("- 甲\n" * 10_000)}, [f"{PAGE}:6672:1 too-large parts most=40,000"]),
        (
            {PAGE: page(f"[a]: https://example.org/{'b' * 15_000}\n\n" + "[a] " * 4_000)},
            [f"{PAGE}:8:1 too-large parts most=40,000"],
        ),
        (
            {PAGE: page("甲。", f"title: {'甲' * 20_001}\nsummary: 一句。")},
            [f"{PAGE}:2:8 too-large value most=20,000 size=20,001"],
        ),
        (
            {"content/style.yaml": f"loaded: ['{'a' * 20_001}']\n"},
            ["content/style.yaml:1:11 too-large value most=20,000 size=20,001"],
        ),
        (
            {"content/style.yaml": "# 甲\n" * 400_000},
            ["content/style.yaml:1:1 too-large file most=2,000 kB size=2,400 kB"],
        ),
    ],
    ids=["file", "long", "paragraph", "other runs", "cells", "items", "addresses", "title", "value", "data"],
)
def test_limits(files: Mapping[str, str], expected: list[str], tmp_path: Path, memory: Memory) -> None:
    """What passes one is named there, and nothing else of the page: it is not read."""
    made = make_site(write_site(tmp_path, files), memory)
    errors = [told(each) for each in made.diagnostics if each.severity is Severity.ERROR]
    assert errors == expected
    assert bool(made.outputs) is not bool(expected)


@pytest.mark.parametrize(
    ("name", "most"), [("map.svg", 2_000_000), ("map.png", 20_000_000), ("map.zip", 100_000_000)]
)
def test_assets(name: str, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is refused by its size, at the link that leads to it, and is not read."""
    picture = "!" * (not name.endswith("zip"))
    root = write_site(tmp_path, {PAGE: page(f"甲{picture}[图]({name})。"), f"content/pages/{name}": ""})
    os.truncate(root / "content" / "pages" / name, 3_000_000_000)
    monkeypatch.setattr(Memory, "read", not_of(name))
    path = f"content/pages/{name}"
    assert [told(each) for each in make_site(root).diagnostics if each.severity is Severity.ERROR] == [
        f"{PAGE}:6:2 too-large asset most={most // 1000:,} kB path={path} size=3,000,000 kB"
    ]


@pytest.mark.parametrize("path", [PAGE, "content/glossary.yaml", "content/site.yaml"])
def test_a_file_that_is_too_large_is_not_read(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by a build nor by what shows its lines."""
    root = write_site(tmp_path)
    os.truncate(root / path, 3_000_000_000)
    monkeypatch.setattr(Memory, "read", not_of(Path(path).name))
    monkeypatch.setattr(Path, "read_bytes", lambda file: not_of(Path(path).name)(None, file))
    made = make_site(root)
    assert [each.place for each in made.diagnostics if each.rule.name == "too-large"] == [Place(path)]
    lines = [line for line in told_lines(made.diagnostics, root, "en") if line.endswith("[too-large]")]
    assert [line.partition(" ")[0] for line in lines] == [f"{path}:1:1:"]


def not_of(name: str) -> object:
    """A way to read files that fails for those of this name."""

    def read(_: object, path: str | Path) -> bytes:
        assert not str(path).endswith(name)
        with Path(path).open("rb") as file:
            return file.read()

    return read
