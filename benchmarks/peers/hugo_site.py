"""The corpus as a site of Hugo: four editions and pages in two languages, as many pages as ours.

Editions in Traditional characters are converted beforehand; terms, sources and menus are data, and a page
says in its head which of them it needs.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.corpus import ROOT, Corpus, harbour, terms
from benchmarks.edits import Edit, Place, named
from benchmarks.peers.peer import (
    CACHE,
    CHINESE,
    Peer,
    boxes,
    converted,
    dump,
    plain,
    read_page,
    write,
    written_pages,
)

LAYOUTS = Path(__file__).parent / "hugo"
EDITIONS = (*CHINESE, "en")
# Raw HTML, which Hugo copies; blank lines have its parser read what is inside.
BOX = '<aside class="note" role="note">\n<p class="label">{title}</p>\n\n{text}\n\n</aside>'
_TERM = re.compile(r"\(term:([a-z-]+)\)")
_SOURCE = re.compile(r"\(source:([A-Z])-")


class Hugo(Peer):
    """Hugo, called as the program that its package holds."""

    name = "hugo"
    differs = (
        "as many pages in as many editions, from templates of the same structure; the Traditional editions "
        "come to it converted, it checks nothing, and sets neither pinyin above words nor marks on blocks"
    )
    leavings = ("resources", ".hugo_build.lock")

    def _program(self) -> Path | None:
        return next((CACHE / "hugo" / "lib").glob("python*/site-packages/hugo/binaries/hugo*"), None)

    def installed(self) -> bool:
        return self._program() is not None

    def build(self, root: Path, into: Path) -> Sequence[str]:
        return [str(self._program()), "build", "--quiet", "--destination", str(into)]

    def serve(self, root: Path, port: int) -> Sequence[str]:
        return [str(self._program()), "server", "--port", str(port), "--bind", "127.0.0.1", "--baseURL",
                f"http://127.0.0.1:{port}/"]  # fmt: skip

    def write(self, corpus: Corpus, ours: Path, root: Path) -> None:
        shutil.copytree(LAYOUTS, root, dirs_exist_ok=True)
        shutil.copytree(ours / "assets", root / "static" / "assets", dirs_exist_ok=True)
        order = [key for group in corpus.navigation for key in group]
        ways = {key: _ways(order, key) for key in order}
        words = yaml.safe_load((ROOT / "content" / "interface.yaml").read_text("utf-8"))
        for edition in EDITIONS:
            language = "zh" if edition in CHINESE else "en"
            said = {
                f"data/words/{edition}.yaml": dump({**words["zh"], **words[language]}),
                f"data/terms/{edition}.yaml": dump(_terms(language)),
                f"data/sources/{edition}.yaml": dump(_sources(language)),
                f"data/navigation/{edition}.yaml": dump(_navigation(corpus, language)),
                f"content/{edition}/contents.md": _unwritten("contents", language),
                f"content/{edition}/search.md": _unwritten("search", language),
                # Printed as a page, so that texts are not rendered once more for another kind of output.
                f"content/{edition}/words.md": _page(
                    {"layout": "index-of-words", "url": f"/{edition}/words.json", "build": {"list": "never"}},
                    "",
                ),
            }
            for source in harbour()["sources"]:
                head = {"title": source["title"][language], "layout": "source", "document": source["key"]}
                said[f"content/{edition}/sources/{source['key']}.md"] = _page(head, "")
            for key in written_pages(corpus):
                path = f"content/{edition}/{'_index' if key == 'index' else key}.md"
                said[path] = _written(ours, key, language, f"/{edition}/", ways.get(key, {}))
                if language == "zh":
                    # A file of the name `index` would make a page of its folder.
                    of, name = ("/", "home") if key == "index" else (f"/{key}", key)
                    said[f"content/{edition}/bilingual/{name}.md"] = _page(
                        {"layout": "bilingual", "of": of}, ""
                    )
            if language == "zh":
                never = {"cascade": {"build": {"list": "never"}}}
                said[f"content/{edition}/bilingual/_index.md"] = _page(never, "")
            for path, text in said.items():
                write(root / path, converted(text, edition))

    def edits(self, corpus: Corpus) -> Mapping[str, Edit]:
        shown = f"zh-hans/{corpus.edited}/index.html"

        def everywhere(path: str, *behind: str) -> Edit:
            return Edit(tuple(Place(path.format(each), words) for each in CHINESE for words in behind), shown)

        page = f"content/{{}}/{corpus.edited}.md"
        return named(
            {
                "word": everywhere(page, "\n---\n\n- "),
                "title": everywhere(page, "title: ", "linkTitle: "),
                "term": Edit(
                    everywhere("data/terms/{}.yaml", "explanation: ").places, "zh-hans/glossary/index.html"
                ),
                "navigation": everywhere("data/navigation/{}.yaml", "title: "),
                "template": Edit((Place("layouts/_partials/head.html", '<p class="reading-time">'),), shown),
            }
        )


def _ways(order: Sequence[str], key: str) -> Mapping[str, str]:
    at = order.index(key)
    ways = {"previous": order[at - 1] if at else "", "next": order[at + 1] if at + 1 < len(order) else ""}
    return {name: f"/{each}" for name, each in ways.items() if each}


def _page(head: Mapping[str, object], text: str) -> str:
    return dump(head, opened="---\n", closed="---\n\n") + text


def _unwritten(key: str, language: str) -> str:
    title = {"contents": {"zh": "各页摘要", "en": "All pages"}, "search": {"zh": "搜索", "en": "Search"}}
    said = title[key][language]
    return _page({"title": said, "layout": key, "summary": said}, "")


def _written(ours: Path, key: str, language: str, address: str, ways: Mapping[str, str]) -> str:
    head, text = read_page(ours, key, language)
    links = re.findall(r"\]\(([^):]+)\.(?:zh|en)\.md\)", text)
    prefixes = {source["prefix"]: source["key"] for source in harbour()["sources"]}
    said: dict[str, Any] = {
        "title": head["title"],
        "linkTitle": head.get("label", head["title"]),
        "summary": head["summary"],
        "date": head.get("updated", "2026-01-01"),
        "terms": [*dict.fromkeys(_TERM.findall(text))],
        "bilingual": f"{address}bilingual/{'home' if key == 'index' else key}/" if language == "zh" else "",
        "documents": sorted({prefixes[each] for each in _SOURCE.findall(text)}),
        **ways,
    }
    if key == "glossary":
        said["layout"] = "glossary"
    elif key != "index":
        folder = key.partition("/")[0]
        keys = [each[3:] if each.startswith("../") else f"{folder}/{each}" for each in links[-3:]]
        said["related"] = [f"/{each}" for each in dict.fromkeys(keys)]
    return _page(said, boxes(plain(text, key, address), BOX))


def _terms(language: str) -> Mapping[str, Mapping[str, str]]:
    other = "en" if language == "zh" else "zh"
    return {
        each["id"]: {
            "id": each["id"],
            "name": each[language],
            "pinyin": each["pinyin"],
            "other": each[other],
            "explanation": each["why"][language],
        }
        for each in terms()
    }


def _sources(language: str) -> Mapping[str, object]:
    return {
        source["key"]: {
            "key": source["key"],
            "prefix": source["prefix"],
            "title": source["title"][language],
            "short_title": source["short_title"][language],
            "paragraphs": [
                {"id": f"{source['prefix']}-{number}".lower(), "phrase": each["zh"], "gist": each[language]}
                for number, each in enumerate(source["paragraphs"], 1)
            ],
        }
        for source in harbour()["sources"]
    }


def _navigation(corpus: Corpus, language: str) -> Mapping[str, object]:
    name = {"zh": "{}号码头", "en": "Quay {}"}[language]
    first = {"title": {"zh": "开始", "en": "Begin"}[language], "pages": ["/", "/glossary"]}
    rest = [
        {"title": name.format(number), "pages": [f"/{key}" for key in group]}
        for number, group in enumerate(corpus.navigation, 1)
    ]
    return {"groups": [first, *rest]}
