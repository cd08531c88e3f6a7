"""Files that nothing reads, names that are none, and pages in the place of made ones: always said."""

import unicodedata
from pathlib import Path

import pytest
from small_site import GOOD, PAGE, SITE, Files, page, write_site

from sitegen.make import make_site
from sitegen.rules.catalogue import say

BODY = page("正文。")


def said(root: Path, files: Files) -> list[str]:
    """What is said of a site with these files: path, severity, rule and hint."""
    return [
        f"{each.place.path} {each.severity.name.lower()} {each.rule.name}: {say(each).hint}"
        for each in make_site(write_site(root, files)).diagnostics
    ]


def rename(path: str, better: str) -> str:
    """What is said of a file that is to be renamed."""
    return f"{path} warning unread-file: Rename it to {better}."


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("content/pages/x.zh.MD", "Rename it to content/pages/x.zh.md."),
        ("content/pages/x.zh.Md", "Rename it to content/pages/x.zh.md."),
        ("content/pages/x.zh.markdown", "Rename it to content/pages/x.zh.md."),
        ("content/pages/x.zh.mdown", "Rename it to content/pages/x.zh.md."),
        ("content/pages/x.zh.mkd", "Rename it to content/pages/x.zh.md."),
        ("content/pages/x.zh.mdx", "Rename it to content/pages/x.zh.md."),
        ("content/pages/x.zh.md.txt", "Rename it to content/pages/x.zh.md."),
        ("content/pages/x.zh.MD.TXT", "Rename it to content/pages/x.zh.md."),
        ("content/Pages/x.zh.md", "Rename it to content/pages/x.zh.md."),
        ("content/x.zh.md", "Move it to content/pages/x.zh.md."),
        ("content/page/x.zh.md", "Move it to content/pages/x.zh.md."),
        ("content/sources/x.zh.md", "Move it to content/pages/x.zh.md."),
        ("content/drafts/x.en.markdown", "Move it to content/pages/x.en.md."),
        ("assets/x.zh.md", "Move it to content/pages/x.zh.md."),
        ("content/pages/x.docx", "Write its text into x.zh.md and x.en.md, or move it out of content."),
        ("content/pages/x.zh.doc", "Write its text into x.zh.md and x.en.md, or move it out of content."),
        ("content/pages/x.rtf", "Write its text into x.zh.md and x.en.md, or move it out of content."),
        ("content/pages/x.odt", "Write its text into x.zh.md and x.en.md, or move it out of content."),
        ("content/pages/x.wps", "Write its text into x.zh.md and x.en.md, or move it out of content."),
        ("content/pages/x.txt", "Write its text into x.zh.md and x.en.md, or move it out of content."),
        ("content/style.yml", "Rename it to content/style.yaml."),
        ("content/Style.yaml", "Rename it to content/style.yaml."),
        ("content/style.yaml.txt", "Rename it to content/style.yaml."),
        ("content/sources/x.yml", "Rename it to content/sources/x.yaml."),
        ("content/pictures/x.YAML", "Rename it to content/pictures/x.yaml."),
        ("content/glosary.yaml", "Did you mean content/glossary.yaml?"),
        ("content/interfaces.yaml", "Did you mean content/interface.yaml?"),
        ("content/source/x.yaml", "Move it to content/sources/x.yaml."),
        ("content/pictures/more/x.yaml", "Move it to content/pictures/x.yaml."),
    ],
)
def test_unread(path: str, hint: str, tmp_path: Path) -> None:
    """Each is named, with what to do about it."""
    assert said(tmp_path, {path: BODY}) == [f"{path} warning unread-file: {hint}"]


@pytest.mark.parametrize("name", ["law.pdf", "data.csv", "film.mp4", "map.pptx", "notes.zip"])
def test_files_for_pages(name: str, tmp_path: Path) -> None:
    """A file that a page names is in its place; one that none names is a note."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
    path = f"content/pages/{name}"
    assert said(tmp_path / "a", {path: svg}) == [
        f"{path} note unread-file: Show it or link to it on a page, or take it away."
    ]
    assert said(tmp_path / "b", {path: svg, PAGE: page(f"见[甲]({name})。")}) == []


@pytest.mark.parametrize("name", ["map.svg", "photo.JPG", "a.png", "b.webp", "c.gif"])
def test_drafts_of_pictures(name: str, tmp_path: Path) -> None:
    """A picture that no page shows is not published, and nothing is said of it."""
    assert said(tmp_path, {f"content/pages/{name}": "x"}) == []


def test_linked_documents(tmp_path: Path) -> None:
    """What a page offers for downloading is no page that went astray."""
    files = {"content/pages/form.docx": "x", PAGE: page("见[表](form.docx)。")}
    assert said(tmp_path, files) == []


@pytest.mark.parametrize("name", ["site.yml", "Site.yaml", "SITE.YAML", "site.yaml.txt", "Site.YML"])
def test_settings_under_another_name(name: str, tmp_path: Path) -> None:
    """A site whose settings are not found is told where they are."""
    write_site(tmp_path)
    (tmp_path / SITE).rename(tmp_path / "content" / name)
    hint = say(make_site(tmp_path).diagnostics[0]).hint
    assert hint == f"Rename content/{name} to site.yaml."


@pytest.mark.parametrize(
    ("stem", "severity", "hint"),
    [
        ("Three-Cultures", "warning", "Rename it to three-cultures.zh.md, and its partner too."),
        ("ABC", "warning", "Rename it to abc.zh.md, and its partner too."),
        ("three_cultures", "warning", "Rename it to three-cultures.zh.md, and its partner too."),
        ("three cultures", "error", "Rename it to three-cultures.zh.md."),
        ("Three Cultures", "error", "Rename it to three-cultures.zh.md."),
        ("三种文化", "error", ""),
        ("caf\u00e9", "error", ""),
        ("cafe\u0301", "error", ""),
        ("a\u200bb", "error", ""),
        ("a,b", "error", ""),
        ("con", "error", "Rename it, with another word."),
        ("aux", "error", "Rename it, with another word."),
        ("com1", "error", "Rename it, with another word."),
        ("Nul", "error", "Rename it, with another word."),
        ("lpt9", "error", "Rename it, with another word."),
    ],
)
def test_names_of_pages(stem: str, severity: str, hint: str, tmp_path: Path) -> None:
    """One opinion: a-z, 0-9 and hyphens."""
    path = f"content/pages/{stem}.zh.md"
    found = [each for each in said(tmp_path, {path: BODY}) if "file-name" in each]
    general = "" if "another" in hint else "Use a-z, 0-9 and hyphens in the names of files and folders."
    assert found == [f"{path} {severity} file-name: {' '.join(filter(None, (general, hint)))}"]


def test_a_name_with_what_nobody_sees(tmp_path: Path) -> None:
    """What nobody sees is named in a name too."""
    made = make_site(write_site(tmp_path, {"content/pages/a\u200bb.zh.md": BODY}))
    assert "U+200B ZERO WIDTH SPACE" in say(made.diagnostics[0]).message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("map.svg", "Map.svg"),
        ("map.svg", "map.SVG"),
        ("caf\u00e9.svg", "cafe\u0301.svg"),
        ("\u00c5.svg", "\u212b.svg"),
        ("a.svg", "A.svg"),
    ],
)
def test_names_that_are_one(one: str, other: str, tmp_path: Path) -> None:
    """Two files that many computers take for one are named."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
    files = {f"content/pages/{one}": svg, f"content/pages/{other}": svg}
    found = [each for each in said(tmp_path, files) if "file-name" in each]
    assert len(found) == 1
    assert found[0].startswith(f"content/pages/{max(one, other)} error file-name")
    assert unicodedata.normalize("NFC", one).casefold() == unicodedata.normalize("NFC", other).casefold()


@pytest.mark.parametrize("name", ["a#b.pdf", "a?b.pdf", "a%20b.pdf", "a&b.pdf", "a%b.pdf"])
def test_names_that_break_links(name: str, tmp_path: Path) -> None:
    """A file that a page links to has a name that an address can hold."""
    written = name.replace("%", "%25").replace("#", "%23").replace("?", "%3F")
    files = {f"content/pages/{name}": "x", PAGE: page(f"见[甲]({written})。")}
    assert [each.split(":")[0] for each in said(tmp_path, files)] == [f"content/pages/{name} error file-name"]


def test_a_page_in_the_place_of_a_made_one(tmp_path: Path) -> None:
    """By design an author may write the list of all pages; it is said all the same."""
    settings = GOOD[SITE].replace("city, glossary", "city, contents, glossary")
    files = {SITE: settings}
    files |= {
        f"content/pages/contents.{each}.md": GOOD[f"content/pages/city.{each}.md"] for each in ("zh", "en")
    }
    hint = "Keep it if that is meant; otherwise rename the file."
    assert said(tmp_path, files) == [
        f"content/pages/contents.{each}.md note replaced-page: {hint}" for each in ("zh", "en")
    ]
