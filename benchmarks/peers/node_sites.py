"""The corpus as a site of Eleventy and of Starlight, which Node.js runs."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from os.path import relpath
from pathlib import Path

from benchmarks.corpus import Corpus, terms
from benchmarks.edits import Edit, named
from benchmarks.peers.documents import documents, edit, groups
from benchmarks.peers.peer import CACHE, Peer, boxes, dump, write

FOLDER = Path(__file__).parent
PACKAGES = CACHE / "node_modules"
NODE = PACKAGES / "node" / "bin" / "node"
_ID = re.compile(r"^(#+ .*) \{#[a-z0-9-]+\}$", re.MULTILINE)


class _OnNode(Peer):
    """A generator of the npm registry."""

    program: Path

    def installed(self) -> bool:
        return NODE.exists() and self.program.exists()

    def _begin(self, root: Path) -> None:
        """Write what does not depend on the corpus."""
        shutil.copytree(FOLDER / self.name, root, dirs_exist_ok=True)
        (root / "node_modules").symlink_to(PACKAGES)
        # Astro looks there for what it has to bundle.
        packages = json.loads((FOLDER / "package.json").read_text("utf-8"))
        write(root / "package.json", json.dumps({**packages, "type": "module"}))


class Eleventy(_OnNode):
    """Eleventy 3, with its incremental preview."""

    name = "eleventy"
    differs = "two languages, no pages in two languages, no search, feed or contents list, no checks"
    program = PACKAGES / "@11ty" / "eleventy" / "cmd.cjs"

    def build(self, root: Path, into: Path) -> Sequence[str]:
        return [str(NODE), str(self.program), "--quiet", f"--output={relpath(into, root)}"]

    def serve(self, root: Path, port: int) -> Sequence[str]:
        return [str(NODE), str(self.program), "--quiet", "--serve", "--incremental", f"--port={port}"]

    def write(self, corpus: Corpus, ours: Path, root: Path) -> None:
        self._begin(root)
        shutil.copytree(ours / "assets", root / "assets", dirs_exist_ok=True)
        for each in documents(corpus, ours):
            head = {"title": each.title, "label": each.label, "summary": each.summary}
            text = boxes(each.text, '<aside class="note">\n<p>{title}</p>\n\n{text}\n\n</aside>')
            write(root / f"{each.path}.md", dump(head, opened="---\n", closed="---\n\n") + text)
        for language in ("zh", "en"):
            data = {"layout": "page.liquid", "language": language, "site": "Whitesand Harbour"}
            write(root / language / f"{language}.json", json.dumps(data))
        menu = [
            {
                "title": group.title,
                "urls": {
                    language: [f"/{language}/" + ("" if key == "index" else f"{key}/") for key in group.keys]
                    for language in ("zh", "en")
                },
            }
            for group in groups(corpus)
        ]
        write(root / "_data" / "navigation.json", json.dumps(menu, ensure_ascii=False, indent=1))

    def edits(self, corpus: Corpus) -> Mapping[str, Edit]:
        page, shown = f"zh/{corpus.edited}.md", f"zh/{corpus.edited}/index.html"
        return named(
            {
                "word": edit(shown, (page, "\n---\n\n- ")),
                "title": edit(shown, (page, "\ntitle: "), (page, "\nlabel: ")),
                "term": edit("zh/glossary/index.html", ("zh/glossary.md", terms()[0]["en"] + ". ")),
                "navigation": edit(shown, ("_data/navigation.json", '"zh": "')),
                "template": edit(shown, ("_includes/page.liquid", '<p class="summary">')),
            }
        )


class Starlight(_OnNode):
    """Starlight, the documentation theme of Astro."""

    name = "starlight"
    differs = (
        "two languages, its own page design, with a search index (Pagefind) and contents lists; no pages in "
        "two languages, no checks"
    )
    leavings = (".astro", ".astro-cache")
    program = PACKAGES / "astro" / "bin" / "astro.mjs"

    def build(self, root: Path, into: Path) -> Sequence[str]:
        return [str(NODE), str(self.program), "build", "--silent", "--outDir", relpath(into, root)]

    def serve(self, root: Path, port: int) -> Sequence[str]:
        return [str(NODE), str(self.program), "dev", "--host", "127.0.0.1", "--port", str(port)]

    def write(self, corpus: Corpus, ours: Path, root: Path) -> None:
        self._begin(root)
        for each in documents(corpus, ours):
            head = {"title": each.title, "description": each.summary, "sidebar": {"label": each.label}}
            # Ids come from the words of headings here.
            text = _ID.sub(r"\1", boxes(each.text, ":::note[{title}]\n{text}\n:::"))
            write(
                root / "src" / "content" / "docs" / f"{each.path}.md",
                dump(head, opened="---\n", closed="---\n\n") + text,
            )
        sidebar = [
            {"label": group.title["zh"], "translations": group.title, "items": [*group.keys]}
            for group in groups(corpus)
        ]
        write(root / "sidebar.json", json.dumps(sidebar, ensure_ascii=False, indent=1))

    def edits(self, corpus: Corpus) -> Mapping[str, Edit]:
        docs = "src/content/docs/zh"
        page, shown = f"{docs}/{corpus.edited}.md", f"zh/{corpus.edited}/index.html"
        return named(
            {
                "word": edit(shown, (page, "\n---\n\n- ")),
                "title": edit(shown, (page, "title: "), (page, "\n  label: ")),
                "term": edit("zh/glossary/index.html", (f"{docs}/glossary.md", terms()[0]["en"] + ". ")),
                "navigation": edit(shown, ("sidebar.json", '"label": "'), ("sidebar.json", '"zh": "')),
                "template": edit(shown, ("src/components/Footer.astro", '<p class="harbour">')),
            }
        )
