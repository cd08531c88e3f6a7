"""What a site says of itself, and how it looks: from its settings, and nothing without them."""

import re
from pathlib import Path

import pytest
from small_site import GOOD, SITE, run, write_site

OWN = "assets/css/own.css"
# The templates and words of the project, in place of those of the small site.
PLAIN = {path: text for path, text in GOOD.items() if not path.startswith(("templates/", "assets/"))}
THEME = "theme: {accent: {light: '#112233', dark: '#aabbcc'}, mark: file}\n"


def build(folder: Path, settings: str = "", files: dict[str, str] | None = None) -> Path:
    """Build the small site with the project’s own templates and further settings."""
    root = write_site(folder, {**PLAIN, SITE: GOOD[SITE] + settings, **(files or {})})
    (root / "content" / "interface.yaml").unlink()
    for borrowed in ("templates", "assets"):
        for path in sorted((root / borrowed).rglob("*"), reverse=True):
            if path.is_file() and path.relative_to(root).as_posix() not in (files or {}):
                path.unlink()
    done = run("build", "--root", root)
    assert done.exit_code == 0, done.stderr
    return root / "site"


def foot(site: Path, edition: str) -> str:
    """What stands at the foot of the home page."""
    html = (site / edition / "index.html").read_text("utf-8")
    return html[html.index("<footer") :]


def styles(site: Path) -> str:
    """The style sheet that all pages have."""
    (path,) = (site / "assets" / "css").glob("site.*.css")
    return path.read_text("utf-8")


def test_without_settings_nothing_is_said(tmp_path: Path) -> None:
    """No licence, no promise, no mark, no band: nor in what is told to machines."""
    site = build(tmp_path)
    html = (site / "en" / "index.html").read_text("utf-8")
    assert not re.search('official|license|cookies|CC BY|class="(mark|rivers|water)"', html)
    assert (
        "rights" not in (site / "en" / "feed.xml").read_text("utf-8")
        if (site / "en/feed.xml").exists()
        else True
    )


def test_what_is_set_is_said_in_every_language(tmp_path: Path) -> None:
    """Who publishes it, for whom it speaks, which text holds, under which terms."""
    settings = """\
publisher: {zh: 小馆, en: The Small Museum}
official: true
authoritative: zh
licences:
  text: {name: CC BY-SA 4.0, url: 'https://licence.example/'}
  code: {name: MIT}
promises: [accessibility]
"""
    site = build(tmp_path, settings)
    english, chinese = foot(site, "en"), foot(site, "zh-hans")
    assert "This site is published by The Small Museum." in english
    assert "This is an official site." in english
    assert "the text in Chinese holds" in english
    assert '<a href="https://licence.example/" rel="license">Text: CC BY-SA 4.0</a>' in english
    assert "Code: MIT" in english
    assert "cookies" not in english
    assert "Everything can be read without scripts" in english
    assert "小馆" in chinese
    assert "以中文为准" in chinese
    html = (site / "en" / "index.html").read_text("utf-8")
    assert '"license":"https://licence.example/"' in html
    assert '"publisher":{"@type":"Organization","name":"The Small Museum"}' in html


def test_colours_and_styles_are_added(tmp_path: Path) -> None:
    """Behind those of the templates, by day and by night; what is written by hand comes last."""
    site = build(tmp_path, THEME, {OWN: "h1 { letter-spacing: 1px }\n"})
    found = styles(site)
    assert (
        found.index("--accent:#0b4a63") < found.index("--accent:#112233") < found.index("letter-spacing:1px")
    )
    assert re.search(r':root\[data-theme="?dark"?\]\s*\{--accent:#aabbcc\}', found)
    html = (site / "en" / "index.html").read_text("utf-8")
    assert re.search(r'<img class="mark" src="/assets/mark\.\w+\.svg"', html)


def test_they_count_as_the_style_sheet_does(tmp_path: Path) -> None:
    """Another colour is another file: nobody keeps the old one."""
    names = set()
    for folder, settings in (("a", ""), ("b", THEME), ("c", THEME.replace("112233", "112234"))):
        (path,) = (build(tmp_path / folder, settings) / "assets" / "css").glob("site.*.css")
        names.add(path.name)
    assert len(names) == 3


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("theme: {accent: {light: navy, dark: '#8fcfe8'}}", "`navy` is no colour"),
        ("theme: {mark: river}", "there is no mark `river`"),
        ("promises: [privcy]", "`privcy` is nothing that pages can promise"),
        ("authoritative: fr", "no edition is written in `fr`"),
        ("official: true", "the site is said to be official, and not whose it is"),
        ("publisher: {zh: 小馆}", "`publisher` is not written in the language `en`"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, settings: str, told: str) -> None:
    """With its place in the settings."""
    root = write_site(tmp_path, {**GOOD, SITE: f"{GOOD[SITE]}{settings}\n"})
    done = run("check", "--root", root)
    assert done.exit_code == 1
    assert re.search(rf"^content/site\.yaml:\d+:\d+: error: {re.escape(told)}", done.stderr, re.MULTILINE)
