"""Write a site of N page pairs about an invented harbour, the same on every machine and every day.

    .venv/bin/python -m benchmarks.corpus 100 FOLDER

What pages are like follows the site of this project: terms, quotations bound to sources, tables, footnotes,
boxes. The term base (36 terms) and the sources (18 paragraphs) do not grow with N: on real sites these follow
the subject, pages the time. No menu has many more than a hundred entries, as on real sites of a thousand
pages; the first page of each section leads to the others.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil
from pathlib import Path
from random import Random
from typing import Any

import click
import yaml

from benchmarks.edits import Edit, Place, named

ROOT = Path(__file__).parents[1]
LANGUAGES = ("zh", "en")
# The longest section and the longest menu that readers are shown.
SECTION, MENU = 50, 100
# Cards are pictures of this project's own pages.
NOT_COPIED = shutil.ignore_patterns("cards")
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is known of the pages before any is written: their keys, section by section."""

    sections: tuple[tuple[str, ...], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Every page that is no home page and no glossary, in reading order."""
        return tuple(key for section in self.sections for key in section)

    @property
    def navigation(self) -> tuple[tuple[str, ...], ...]:
        """The pages that menus name: as many of each section as a menu has room for."""
        room = max(1, MENU // len(self.sections))
        return tuple(section[:room] for section in self.sections)

    @property
    def edited(self) -> str:
        """The page that edits change: in the middle, and in the menu."""
        return self.navigation[len(self.sections) // 2][-1]


def plan_corpus(size: int) -> Corpus:
    """Return the keys of `size` pages, in even sections."""
    count = max(ceil(size / SECTION), min(10, max(1, size // 3)))
    bounds = [size * each // count for each in range(count + 1)]
    return Corpus(
        tuple(
            tuple(f"quay-{place + 1}/berth-{number + 1}" for number in range(*bounds[place : place + 2]))
            for place in range(count)
        )
    )


def write_corpus(size: int, root: Path, *, stamped: bool = True) -> Corpus:
    """Write a site of `size` page pairs below `root`, and return what it consists of.

    With `stamped`, records of the translations too, by the command that editors use.
    """
    corpus = plan_corpus(size)
    for path, text in _files(corpus):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="")
    for folder in ("templates", "assets"):
        shutil.copytree(ROOT / folder, root / folder, ignore=NOT_COPIED, dirs_exist_ok=True)
    if stamped:
        command = [sys.executable, str(ROOT / "build.py"), "stamp", "--all", "--root", str(root)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - of this project
    return corpus


def edits(corpus: Corpus) -> Mapping[str, Edit]:
    """Return what editors do to the site, by the name of the case, with where its output shows it."""
    page = f"content/pages/{corpus.edited}.zh.md"
    shown = f"zh-hans/{corpus.edited}/index.html"
    return named(
        {
            "word": Edit((Place(page, "\n---\n\n- "),), shown),
            "title": Edit((Place(page, '\ntitle: "'), Place(page, "\nlabel: ")), shown),
            "term": Edit(
                (Place("content/glossary.yaml", "explanation:\n      zh: "),), "zh-hans/glossary/index.html"
            ),
            "navigation": Edit((Place("content/site.yaml", "navigation:\n- title:\n    zh: "),), shown),
            "template": Edit((Place("templates/page.html", "{% block about %}\n"),), shown),
        }
    )


def edit_word(root: Path, corpus: Corpus, turn: int) -> None:
    """Change a word of one page, each turn otherwise."""
    edits(corpus)["word"].apply(root, turn)


def edit_title(root: Path, corpus: Corpus, turn: int) -> None:
    """Change the title of one page and its short name, each turn otherwise."""
    edits(corpus)["title"].apply(root, turn)


def edit_term(root: Path, corpus: Corpus, turn: int) -> None:
    """Change the explanation of one term, each turn otherwise."""
    edits(corpus)["term"].apply(root, turn)


def edit_navigation(root: Path, corpus: Corpus, turn: int) -> None:
    """Change the name of one group of the menu, each turn otherwise."""
    edits(corpus)["navigation"].apply(root, turn)


def edit_template(root: Path, corpus: Corpus, turn: int) -> None:
    """Change the template of all pages, each turn otherwise."""
    edits(corpus)["template"].apply(root, turn)


@cache
def harbour() -> Mapping[str, Any]:
    """The words that everything is put together from."""
    read: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "harbour.yaml").read_text("utf-8"))
    return read


def terms() -> Sequence[Mapping[str, Any]]:
    """Every term of the glossary."""
    return [*harbour()["measures"], *harbour()["things"]]


def paragraphs() -> Sequence[tuple[str, Words]]:
    """Every paragraph of the sources, with its id."""
    return [
        (f"{source['prefix']}-{number}", each)
        for source in harbour()["sources"]
        for number, each in enumerate(source["paragraphs"], 1)
    ]


def label(key: str) -> Words:
    """The short name of a page."""
    number = key.rpartition("-")[2]
    return {"zh": f"{number}号泊位", "en": f"Berth {number}"}


def title(key: str) -> Words:
    """The title of a page."""
    subject = Random(f"title of {key}").choice(harbour()["subjects"])  # noqa: S311 - dice, no secret
    names = label(key)
    return {"zh": f"{names['zh']}：{subject['zh']}", "en": f"{names['en']}: {subject['en']}"}


def _files(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every file below `content`."""
    # Deferred: pages are made of what stands here.
    from benchmarks.corpus_pages import glossary_page, home_page, written_page

    yield "content/site.yaml", _dumped(_site(corpus))
    yield "content/glossary.yaml", _dumped(_glossary())
    for source in harbour()["sources"]:
        yield f"content/sources/{source['key']}.yaml", _dumped(_source(source))
    for language in LANGUAGES:
        yield f"content/pages/index.{language}.md", home_page(corpus, language)
        yield f"content/pages/glossary.{language}.md", glossary_page(language)
    for section in corpus.sections:
        for key in section:
            for language, text in written_page(key, section, corpus).items():
                yield f"content/pages/{key}.{language}.md", text


def _dumped(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)


def _site(corpus: Corpus) -> Mapping[str, object]:
    named = [("zh-Hans", "简体"), ("zh-Hant-HK", "繁體（香港）"), ("zh-Hant-TW", "繁體（台灣）")]
    converted: list[dict[str, str]] = [
        {"tag": tag, "prefix": tag.lower(), "label": name, "language": "zh"} for tag, name in named
    ]
    for each in converted[1:]:
        each["quotation_marks"] = "corner"
    return {
        "title": {"zh": "白沙港说明", "en": "Whitesand Harbour, Explained"},
        "description": {
            "zh": "白沙港各泊位的水位、停靠和值班。",
            "en": "Levels, berthing and watches at the berths of Whitesand Harbour.",
        },
        "base_url": "https://harbour.example/",
        "contact": "mailto:editor@harbour.example",
        "navigation": [
            {"title": {"zh": "开始", "en": "Begin"}, "pages": ["index", "glossary"]},
            *(
                {"title": {"zh": f"{number}号码头", "en": f"Quay {number}"}, "pages": [*keys]}
                for number, keys in enumerate(corpus.navigation, 1)
            ),
        ],
        "editions": [*converted, {"tag": "en", "prefix": "en", "label": "English", "language": "en"}],
        "x_default": ["en", "zh-Hans"],
        # Few pages explain few paragraphs, and menus do not name all pages: both are meant.
        "severities": {"not-in-navigation": "off", "unexplained-paragraph": "off"},
    }


def _glossary() -> Mapping[str, object]:
    return {
        "groups": [
            {
                "id": id_,
                "title": named,
                "terms": [
                    {
                        "id": each["id"],
                        "zh": each["zh"],
                        "pinyin": each["pinyin"],
                        "en": each["en"],
                        "explanation": each["why"],
                    }
                    for each in harbour()[id_]
                ],
            }
            for id_, named in (
                ("measures", {"zh": "水与风", "en": "Water and wind"}),
                ("things", {"zh": "物件", "en": "Things"}),
            )
        ]
    }


def _source(source: Mapping[str, Any]) -> Mapping[str, object]:
    return {
        "prefix": source["prefix"],
        "title": source["title"],
        "short_title": source["short_title"],
        "publisher": {"zh": "白沙港港务所", "en": "Whitesand Harbour Office"},
        "date": date(2024, 3, 1),
        "date_basis": {"zh": "封面上的日期。", "en": "The date on the cover."},
        "state": {"zh": ["全文。"], "en": ["The whole text."]},
        "paragraphs": [
            {
                "id": f"{source['prefix']}-{number}",
                "section": {"zh": "正文", "en": "Main part"},
                "gist": {"zh": f"写的是“{each['zh']}”。", "en": f"It says: {each['en']}."},
                "phrases": [each["zh"]],
            }
            for number, each in enumerate(source["paragraphs"], 1)
        ],
    }


@click.command()
@click.argument("size", type=click.IntRange(1))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def main(size: int, folder: Path) -> None:
    """Write a site of SIZE page pairs into FOLDER."""
    corpus = write_corpus(size, folder)
    click.echo(f"{len(corpus.keys)} page pairs in {len(corpus.sections)} sections")


if __name__ == "__main__":
    main()
