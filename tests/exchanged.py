"""A small site with all kinds of blocks, for what is exported and imported."""

import re
from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from small_site import PAGE, page, run, write_site

PARTNER = "content/pages/city.en.md"
HEAD = "title: 城市\nlabel: 城\nsummary: 一句。"
ENGLISH_HEAD = 'title: "City: a name"\nlabel: City\n# A comment.\nsummary: >-\n  One sentence,\n  and more.'
CHINESE = """\
开头有[互联网](term:hu-lian-wang)，**要紧**[O-2](source:O-2)，见[首页](index.zh.md#a "题目")。

## 来历 {#origin}

> 引一句。
> 第二行。

- 甲
  接着甲
- 乙[^n]

| 列 | 列 |
|---|---|
| 同 | 同 |
| 有\\|竖线 | `码` |

::: note 盒子
盒子里。
:::

::: only
只有中文。
:::

词
:   解释。

[^n]: 脚注。
"""
ENGLISH = """\
It has the [internet](term:hu-lian-wang), **weighty** [O-2](source:O-2), see [home](index.en.md#a "Title").

## Origin {#origin}

> A quotation.
> Its second line.

- One
  goes on
- Two[^n]

| Column | Column |
|---|---|
| same | same |
| with\\|pipe | `code` |

::: note Box
In the box.
:::

Word
:   Explanation.

[^n]: Note.
"""
PAIR = {PAGE: page(CHINESE, HEAD), PARTNER: page(ENGLISH, ENGLISH_HEAD)}


def site(root: Path, **files: str) -> Path:
    """Write the site below `root`."""
    return write_site(root, {**PAIR, **files})


def state(root: Path) -> dict[str, bytes]:
    """The content of a site, file by file."""
    return {
        str(each.relative_to(root)): each.read_bytes()
        for each in sorted((root / "content").rglob("*"))
        if each.is_file()
    }


def exported(root: Path, kind: str, *more: str) -> Path:
    """The file to which a site is exported."""
    file = root / f"out.{'xlf' if kind == 'xliff' else kind}"
    done = run("export", kind, "--root", root, "--into", file, "--lang", "en", *more)
    assert done.exit_code == 0, done.output
    return file


def imported(root: Path, file: Path, language: str = "en") -> Result:
    """What importing a file into a site gave."""
    return run("import", file, "--root", root, "--lang", language)


def edited(file: Path, old: str, new: str) -> Path:
    """A file in which one thing, which stands there once, is another."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    file.write_text(text.replace(old, new), "utf-8", newline="")
    return file


def faults(done: Result) -> list[str]:
    """The places of what is wrong, by line and column, and the words."""
    return [found[1] for found in re.finditer(r"(?m)^\S*?out\.[a-z]+:(\d+:\d+: error: .*)$", done.output)]


def changing(change: Callable[[str], str], path: str, root: Path) -> None:
    """Change a file of a site."""
    file = root / path
    file.write_bytes(change(file.read_bytes().decode("utf-8")).encode("utf-8"))
