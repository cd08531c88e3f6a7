"""Small whole sites: what is said when they are built, and every file that comes of it.

A folder of tests/sites is a site with templates of its own, `expected.txt` (the exit code, then what is said,
without the lines of files that are shown) and `expected/` (the output, but for the list of files that the
generator keeps for itself). After a wanted change of behaviour, renew them and read the difference:

    UPDATE_GOLDENS=1 python -m pytest tests/test_sites.py
"""

import os
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from rcssmin import cssmin
from small_site import without_source

from sitegen.commands import main
from sitegen.publish.disk.tree import KNOWN

SITES = sorted(path for path in (Path(__file__).parent / "sites").iterdir() if path.is_dir())
ROOT = Path(__file__).parents[1]


def build(root: Path, into: Path) -> Result:
    """Build a site as an editor does; what was not foreseen is raised."""
    arguments = ["build", "--root", str(root), "--into", str(into)]
    return CliRunner(catch_exceptions=False).invoke(main, arguments)


def tree(folder: Path) -> dict[str, str]:
    """The files below a folder, pictures too, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", "backslashreplace")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and KNOWN not in path.parts
    }


def renew(site: Path, said: str, built: Path) -> None:
    """Take what came out for what should come out."""
    (site / "expected.txt").write_text(said, encoding="utf-8")
    shutil.rmtree(site / "expected", ignore_errors=True)
    if built.is_dir():
        shutil.copytree(built, site / "expected", ignore=shutil.ignore_patterns(KNOWN))


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_site(site: Path, tmp_path: Path) -> None:
    """Each folder of tests/sites is a whole small site and what building it must give."""
    into = tmp_path / "site"
    result = build(site, into)
    said = f"exit code {result.exit_code}\n{without_source(result.stderr).replace(str(into), 'OUTPUT')}"
    if os.environ.get("UPDATE_GOLDENS"):
        renew(site, said, into)
    assert said == (site / "expected.txt").read_text(encoding="utf-8")
    assert tree(into) == tree(site / "expected")


@pytest.fixture
def borrowing(tmp_path: Path) -> Path:
    """A site that brings no template for addresses that lead nowhere."""
    root = tmp_path / "root"
    shutil.copytree(ROOT / "tests" / "sites" / "base-path", root, ignore=shutil.ignore_patterns("expected*"))
    (root / "templates" / "404.html").unlink()
    return root


def test_what_a_site_lacks_comes_from_the_project(borrowing: Path, tmp_path: Path) -> None:
    """A template with its partials, its assets and its words are taken as they are."""
    result = build(borrowing, tmp_path / "site")
    assert (result.exit_code, result.stderr) == (0, "")
    files = tree(tmp_path / "site")
    words = yaml.safe_load((ROOT / "content" / "interface.yaml").read_text(encoding="utf-8"))
    for folder, language in (("zh-hans", "zh"), ("en", "en")):
        assert words[language]["not_found"] in files[f"{folder}/404.html"]
        assert words[language]["skip_link"] in files[f"{folder}/404.html"]
        # What the site does not say of itself, nobody says for it.
        assert words[language]["unofficial"] not in files[f"{folder}/404.html"]
    (style,) = (path for path in files if path.startswith("assets/css/site."))
    assert files[style] == cssmin((ROOT / "assets" / "css" / "site.css").read_text(encoding="utf-8"))
    assert f'href="/a/b/{style}"' in files["en/404.html"]


def test_what_a_site_has_wins_file_by_file(borrowing: Path, tmp_path: Path) -> None:
    """A partial, an asset and a word of the site replace the project's, and nothing else of it."""
    own = {
        "templates/partials/footer.html": "<footer>{{ words.unofficial }}</footer>\n",
        "assets/css/site.css": "p { color: black }\n",
        "content/interface.yaml": "zh: {not_found: 没有}\nen: {not_found: Nothing here}\n",
    }
    for path, text in own.items():
        (borrowing / path).parent.mkdir(parents=True, exist_ok=True)
        (borrowing / path).write_text(text, encoding="utf-8")
    assert build(borrowing, tmp_path / "site").exit_code == 0
    files = tree(tmp_path / "site")
    words = yaml.safe_load((ROOT / "content" / "interface.yaml").read_text(encoding="utf-8"))["en"]
    assert "<h1>Nothing here</h1>" in files["en/404.html"]
    assert f"<footer>{words['unofficial']}</footer>" in files["en/404.html"]
    assert words["skip_link"] in files["en/404.html"]
    (style,) = (path for path in files if path.startswith("assets/css/site."))
    assert files[style] == cssmin(own["assets/css/site.css"])
    assert any(path.startswith("assets/js/site.") for path in files)


def test_the_project_builds_from_another_folder(tmp_path: Path) -> None:
    """A site without templates and assets of its own is built with the project's."""
    shutil.copytree(ROOT / "tests" / "sites" / "folders" / "content", tmp_path / "root" / "content")
    result = build(tmp_path / "root", tmp_path / "site")
    assert (result.exit_code, result.stderr) == (0, "")
    assert '<main id="main">' in tree(tmp_path / "site")["en/city/spirit/index.html"]
