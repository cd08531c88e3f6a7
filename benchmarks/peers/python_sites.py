"""The corpus as a site of Pelican, of MkDocs Material and of Zensical."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.corpus import Corpus, terms
from benchmarks.edits import Edit, named
from benchmarks.peers.documents import documents, edit, groups
from benchmarks.peers.peer import CACHE, Peer, boxes, dump, write

FOLDER = Path(__file__).parent
LANGUAGES = ("zh", "en")
BOX, INDENT = '!!! note "{title}"\n\n{text}\n', "    "


class Pelican(Peer):
    """Pelican, which keeps what it read."""

    name = "pelican"
    differs = "two languages, no pages in two languages, no search, feed or contents list, no checks"
    leavings = ("cache",)

    def installed(self) -> bool:
        return (CACHE / "pelican" / "bin" / "pelican").exists()

    def build(self, root: Path, into: Path) -> Sequence[str]:
        return [str(CACHE / "pelican" / "bin" / "pelican"), "--quiet", "--output", str(into)]

    def serve(self, root: Path, port: int) -> Sequence[str]:
        program = str(CACHE / "pelican" / "bin" / "pelican")
        return [program, "--quiet", "--listen", "--autoreload", "--bind", "127.0.0.1", "--port", str(port)]

    def write(self, corpus: Corpus, ours: Path, root: Path) -> None:
        shutil.copytree(FOLDER / "pelican", root, dirs_exist_ok=True)
        shutil.copytree(ours / "assets", root / "theme" / "static", dirs_exist_ok=True)
        labels = {}
        for each in documents(corpus, ours):
            labels[each.path] = each.label
            url = f"{each.language}/" + ("" if each.key == "index" else f"{each.key}/")
            head = f"title: {each.title}\nabstract: {each.summary}\nlang: {each.language}\n"
            head += f"url: {url}\nsave_as: {url}index.html\n"
            # Translations are found by their slugs.
            head += f"slug: {each.key.replace('/', '-')}\n\n"
            write(root / "content" / f"{each.path}.md", head + boxes(each.text, BOX, INDENT))
        menu = {
            language: [
                {
                    "title": group.title[language],
                    "entries": [
                        {
                            "url": f"/{language}/" + ("" if key == "index" else f"{key}/"),
                            "label": labels[f"{language}/{key}"],
                        }
                        for key in group.keys
                    ],
                }
                for group in groups(corpus)
            ]
            for language in LANGUAGES
        }
        write(root / "navigation.json", json.dumps(menu, ensure_ascii=False, indent=1))

    def edits(self, corpus: Corpus) -> Mapping[str, Edit]:
        page, shown = f"content/zh/{corpus.edited}.md", f"zh/{corpus.edited}/index.html"
        label = f'"url": "/zh/{corpus.edited}/",\n     "label": "'
        return named(
            {
                "word": edit(shown, (page, "\n\n- ")),
                "title": edit(shown, (page, "title: "), ("navigation.json", label)),
                "term": edit("zh/glossary/index.html", ("content/zh/glossary.md", terms()[0]["en"] + ". ")),
                "navigation": edit(shown, ("navigation.json", '"title": "')),
                "template": edit(shown, ("theme/templates/page.html", '<p class="summary">')),
            }
        )


class Material(Peer):
    """MkDocs with its theme Material, menus pruned as its documentation advises for large sites."""

    name = "material"
    differs = (
        "two languages in one project, its own page design, with a search index and contents lists, menus "
        "pruned to what is open; no pages in two languages, no checks"
    )
    program = "mkdocs"

    def _program(self) -> Path:
        return CACHE / self.name / "bin" / self.program

    def installed(self) -> bool:
        return self._program().exists()

    def build(self, root: Path, into: Path) -> Sequence[str]:
        return [str(self._program()), "build", "--quiet", "--site-dir", str(into)]

    def serve(self, root: Path, port: int) -> Sequence[str]:
        return [str(self._program()), "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]

    def write(self, corpus: Corpus, ours: Path, root: Path) -> None:
        shutil.copytree(FOLDER / "material", root, dirs_exist_ok=True)
        for each in documents(corpus, ours):
            head = dump({"title": each.label, "description": each.summary}, opened="---\n", closed="---\n\n")
            text = f"# {each.title}\n\n{boxes(each.text, BOX, INDENT)}"
            write(root / "docs" / f"{each.path}.md", head + text)
        navigation = [
            {
                {"zh": "中文", "en": "English"}[language]: [
                    {group.title[language]: [f"{language}/{key}.md" for key in group.keys]}
                    for group in groups(corpus)
                ]
            }
            for language in LANGUAGES
        ]
        settings: dict[str, object] = {
            "site_name": "Whitesand Harbour",
            "site_url": "https://harbour.example/",
            "theme": {
                "name": "material",
                "language": "zh",
                "custom_dir": "overrides",
                "font": False,
                "features": ["navigation.prune", "navigation.tabs"],
            },
            "plugins": ["search"],
            "markdown_extensions": ["tables", "footnotes", "attr_list", "admonition"],
            "validation": {"nav": {"omitted_files": "ignore"}, "links": {"absolute_links": "ignore"}},
            "nav": navigation,
        }
        write(root / "mkdocs.yml", dump(settings))

    def edits(self, corpus: Corpus) -> Mapping[str, Edit]:
        page, shown = f"docs/zh/{corpus.edited}.md", f"zh/{corpus.edited}/index.html"
        return named(
            {
                "word": edit(shown, (page, "\n\n- ")),
                "title": edit(shown, (page, "title: "), (page, "\n# ")),
                "term": edit("zh/glossary/index.html", ("docs/zh/glossary.md", terms()[0]["en"] + ". ")),
                "navigation": edit(shown, ("mkdocs.yml", "- 中文:\n  - ")),
                "template": edit(shown, ("overrides/main.html", '<p class="harbour">')),
            }
        )


class Zensical(Material):
    """Zensical, by those who make Material, with the same settings."""

    name = "zensical"
    differs = "as MkDocs Material, of which it reads the settings; it keeps what it made"
    leavings = (".cache",)
    program = "zensical"

    def output(self, root: Path) -> Path:
        # It writes nowhere else than below its site.
        return root / "site"

    def build(self, root: Path, into: Path) -> Sequence[str]:
        return [str(self._program()), "build", "--config-file", "mkdocs.yml"]

    def serve(self, root: Path, port: int) -> Sequence[str]:
        return [
            str(self._program()), "serve", "--config-file", "mkdocs.yml", "--dev-addr", f"127.0.0.1:{port}"
        ]  # fmt: skip
