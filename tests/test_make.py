"""The story of a build: what a preview shares with production, and what it does not."""

import re
import shutil
from functools import cache
from pathlib import Path

from conftest import ROOT, make_project
from crawl import Site

from sitegen.make import Made, make_site

SITE = ROOT / "tests" / "sites" / "drafts-and-dates"
DIGEST = re.compile(r"\.[0-9a-f]{10}(?=\.\w+)")


@cache
def made_from(root: Path, *, is_preview: bool) -> Made:
    """What a build of the site at `root` makes, for whichever test asks first."""
    return make_project(root, is_preview=is_preview)


def pages(made: Made) -> dict[str, str]:
    """The text of every page by its path."""
    return {output.path: output.data.decode() for output in made.outputs if output.path.endswith(".html")}


def test_the_site_is_ready(built_site: Site) -> None:
    """The project's own site has nothing to mend, not even a gate or a note."""
    assert [str(diagnostic.place) for diagnostic in make_project(ROOT, with_gates=True).diagnostics] == []


def test_preview_differs_in_five_things(built_site: Site) -> None:
    """A preview has assets as written, the script that reloads, drafts, nothing compressed, nothing kept."""
    production, preview = made_from(ROOT, is_preview=False), made_from(ROOT, is_preview=True)
    assert preview.diagnostics == production.diagnostics
    left_out = (".br", ".gz", "/worker.js", "/app.webmanifest")
    plain = {output.path for output in production.outputs if not output.path.endswith(left_out)}
    assert {DIGEST.sub("", path) for path in plain} == {output.path for output in preview.outputs}
    script = '<script src="/livereload.js" defer></script>\n'
    previewed = pages_without(script, preview)
    # What would be kept in the reader's browser would hide what an author changes.
    kept = re.compile(r'<link rel="(?:manifest|apple-touch-icon)"[^>]*>\n')
    for path, page in pages(production).items():
        assert DIGEST.sub("", kept.sub("", page)) == previewed[path]


def test_scripts_and_styles_are_published_short(built_site: Site) -> None:
    """Comments are for whoever reads the source; a preview keeps them."""
    for is_preview in (False, True):
        made = made_from(ROOT, is_preview=is_preview)
        texts = [output.data for output in made.outputs if output.path.endswith((".css", ".js"))]
        assert len(texts) >= 5
        assert any(re.search(rb"/\*|^\s*//", text, re.MULTILINE) for text in texts) == is_preview


def pages_without(script: str, made: Made) -> dict[str, str]:
    """The pages of a preview, each of which holds the script once."""
    found = pages(made)
    assert all(page.count(script) == 1 for page in found.values())
    return {path: page.replace(script, "") for path, page in found.items()}


def test_drafts_are_previewed_alone() -> None:
    """A draft is a page of the preview and of nothing else."""
    production, preview = pages(make_site(SITE)), pages(make_site(SITE, is_preview=True))
    assert production.keys() < preview.keys()


def test_pictures_are_read_whatever_their_ending_is_written_like(tmp_path: Path) -> None:
    """A script in MAP.SVG does not pass for want of small letters."""
    shutil.copytree(SITE, tmp_path / "site")
    pages_folder = tmp_path / "site" / "content" / "pages"
    (pages_folder / "MAP.SVG").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><script>bad</script></svg>', "utf-8"
    )
    home = pages_folder / "index.zh.md"
    home.write_text(home.read_text("utf-8") + "\n![图](MAP.SVG)\n", "utf-8")
    made = make_site(tmp_path / "site")
    assert [str(each.place) for each in made.diagnostics] == ["content/pages/MAP.SVG:1:62"]
    assert made.outputs == ()
