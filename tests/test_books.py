"""Books (EPUB 3): the pages of an edition, or of two, as a file that every reading system opens."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from conftest import ROOT, make_project
from opened import EPUB_TYPE, SVG, XHTML, Opened, text_of
from small_site import PAGE, SITE, page, run, write_site

from sitegen.make import make_site
from sitegen.memory import Memory
from sitegen.write.books.adapt import Adapter, Ways
from sitegen.write.books.xhtml import read_html, write_xml

SETTINGS = yaml.safe_load((ROOT / "content" / "site.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def books() -> dict[str, Opened]:
    """The books of the project, by name."""
    made = make_project(ROOT, with_books=True)
    return {book.name: Opened(output.data) for book, output in made.books}


def test_each_edition_and_each_couple_is_a_book(books: dict[str, Opened]) -> None:
    """Couples are editions of different languages."""
    prefixes = [each["prefix"] for each in SETTINGS["editions"]]
    assert [name for name in books if "_" not in name] == prefixes
    assert {name for name in books if "_" in name} >= {"zh-hans_en", "zh-hant-hk_en", "zh-hant-tw_en"}


def test_a_book_says_what_it_is_at_its_beginning(books: dict[str, Opened]) -> None:
    """The media type comes first and uncompressed; nothing tells when or where the archive was made."""
    for book in books.values():
        first, *_ = entries = book.archive.infolist()
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
        assert book.data[30:58] == b"mimetypeapplication/epub+zip"
        day = max(book.metadata("date"))
        assert {each.date_time for each in entries} == {(*map(int, day.split("-")), 0, 0, 0)}
        assert book.metadata("dcterms:modified") == [f"{day}T00:00:00Z"]


def test_the_manifest_names_every_file(books: dict[str, Opened]) -> None:
    """And no other; documents are of one kind, and drawings are announced."""
    for book in books.values():
        outside = {"mimetype", "META-INF/container.xml", book.package_path}
        assert set(book.items) == set(book.files) - outside
        for path, root in book.documents.items():
            item = book.items[path]
            assert item.attrib["media-type"] == "application/xhtml+xml"
            assert ("svg" in item.get("properties", "")) == (root.find(f".//{SVG}svg") is not None)
        (cover,) = (each for each in book.items.values() if each.get("properties") == "cover-image")
        assert cover.attrib["media-type"] == "image/svg+xml"


def test_links_lead_somewhere(books: dict[str, Opened]) -> None:
    """Inside to what is there, outside to addresses with a scheme; ids are unique."""
    for book in books.values():
        ids = {path: Counter(each.get("id") for each in root.iter()) for path, root in book.documents.items()}
        for path, root in book.documents.items():
            assert all(count == 1 for id_, count in ids[path].items() if id_)
            for element in root.iter():
                for name in ("href", "src"):
                    address = element.get(name, "")
                    if urlsplit(address).scheme in ("https", "http", "mailto") or not address:
                        continue
                    target, fragment = book.at(path, address), unquote(urlsplit(address).fragment)
                    assert target in book.files, (path, address)
                    assert not fragment or fragment in ids[target], (path, address)


def test_nothing_waits_for_scripts(books: dict[str, Opened]) -> None:
    """Nor for a server: no script, no field, no style of its own."""
    for book in books.values():
        for path, root in book.documents.items():
            names = {each.tag.rpartition("}")[2] for each in root.iter()}
            assert names.isdisjoint({"script", "input", "button", "form", "style", "iframe"}), path
            attributes = {name for each in root.iter() for name in each.attrib}
            assert not {name for name in attributes if name.startswith(("on", "data-", "popover"))}, path
            assert "style" not in attributes


def test_chapters_stand_in_reading_order(books: dict[str, Opened]) -> None:
    """As the navigation has them, what they rest on behind the page that opens it; contents say the same."""
    order = [key for group in SETTINGS["navigation"] for key in group["pages"]]
    for tag in ("zh-hans", "en"):
        book = books[tag]
        keys = [path.split("/", 2)[2].removesuffix(".xhtml") for path in book.spine[3:]]
        assert [key for key in keys if key in order] == order
        after = keys[keys.index("sources") + 1 : keys.index("glossary")]
        assert after
        assert all(key.startswith("sources/") for key in after)
        assert keys[keys.index("glossary") + 1] == "glossary/references"
        path, root = book.contents
        toc, _landmarks = root.iter(f"{XHTML}nav")
        assert toc.get(EPUB_TYPE) == "toc"
        listed = [book.at(path, each.attrib["href"]) for each in toc.iter(f"{XHTML}a")]
        assert list(dict.fromkeys(listed)) == book.spine[3:]


def test_marks_lead_to_notes(books: dict[str, Opened]) -> None:
    """Each note says the paragraph, leads back to the first mark and on to the chapter of the document."""
    book = books["en"]
    root = book.chapter("city-spirit.xhtml")
    marks = [each for each in root.iter(f"{XHTML}a") if each.get(EPUB_TYPE) == "noteref"]
    (notes,) = (each for each in root.iter() if each.get(EPUB_TYPE) == "endnotes")
    by_id = {each.attrib["id"]: each for each in notes.iter() if each.get(EPUB_TYPE) == "endnote"}
    assert marks
    assert {each.attrib["href"][1:] for each in marks} == set(by_id)
    for id_, note in by_id.items():
        links = [each.attrib["href"] for each in note.iter(f"{XHTML}a")]
        first = next(each for each in marks if each.attrib["href"] == f"#{id_}")
        label = text_of(first)
        assert links[0].endswith(f".xhtml#{label}")
        assert links[-1] == f"#{first.attrib['id']}"
        assert text_of(note).startswith(label)
    assert "有容乃大" in text_of(notes)


def test_terms_lead_to_the_glossary(books: dict[str, Opened]) -> None:
    """Which is a chapter, and known as the glossary."""
    for name, tag in (("zh-hant-tw", "zh-hant-tw"), ("zh-hans_en", "zh-hans"), ("zh-hans_en", "en")):
        book = books[name]
        chapter = next(
            root for path, root in book.documents.items() if path.endswith(f"{tag}/glossary.xhtml")
        )
        assert any(each.get(EPUB_TYPE) == "glossary" for each in chapter.iter())
    spirit = books["zh-hant-tw"].chapter("city-spirit.xhtml")
    terms = [each.attrib["href"] for each in spirit.iter(f"{XHTML}a") if each.get("class") == "term"]
    assert terms
    assert all(each.startswith("glossary.xhtml#") for each in terms)


def test_languages_are_named(books: dict[str, Opened]) -> None:
    """Of the book, of each chapter, and of words in another language, in both of the names that it has."""
    tags = {each["prefix"]: each["tag"] for each in SETTINGS["editions"]}
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    for name, book in books.items():
        assert book.metadata("language") == [tags[each] for each in name.split("_")]
        for root in book.documents.values():
            assert root.get("lang") == root.get(lang)
            assert root.get("lang") in book.metadata("language")
            assert all(each.get("lang") == each.get(lang) for each in root.iter() if each.get("lang"))


def test_who_can_read_it_is_said(books: dict[str, Opened]) -> None:
    """EPUB Accessibility 1.1: modes, features, hazards, a summary in the words of the edition."""
    book = books["en"]
    assert book.metadata("schema:accessMode") == ["textual", "visual"]
    assert book.metadata("schema:accessModeSufficient") == ["textual"]
    assert {"tableOfContents", "readingOrder", "structuralNavigation", "longDescription"} <= {
        *book.metadata("schema:accessibilityFeature")
    }
    assert book.metadata("schema:accessibilityHazard") == ["none"]
    assert "read aloud" in book.metadata("schema:accessibilitySummary")[0]
    assert book.metadata("creator") == [SETTINGS["title"]["en"]]
    assert book.metadata("identifier") == [f"{SETTINGS['base_url']}en/en.epub"]


def test_a_pair_has_both_languages(books: dict[str, Opened]) -> None:
    """Chapters beside their partners, sources and glossaries of both."""
    book = books["zh-hans_en"]
    root = book.chapter("city-spirit/bilingual.xhtml")
    assert {"海纳百川", "The sea takes in all rivers"} <= {text_of(each) for each in root.iter()}
    assert root.find(f".//{XHTML}ruby") is None
    links = {each.get("href", "") for each in root.iter(f"{XHTML}a")}
    # Either page alone is this chapter, and so are the pages of others that it refers to.
    assert any(re.fullmatch(r"\.\./background/bilingual\.xhtml(#.*)?", each) for each in links)
    assert not any(each.startswith(SETTINGS["base_url"]) for each in links)
    # A note says its paragraph in the language of the mark that leads to it.
    (notes,) = (each for each in root.iter() if each.get(EPUB_TYPE) == "endnotes")
    said = [each for each in notes.iter(f"{XHTML}p") if text_of(each).startswith("O-2 ")]
    assert sorted(each.get("lang", "") for each in said) == ["", "en"]


# ---- Small sites


def small(root: Path, **more: str) -> Path:
    """The small site with books, and its page of the list of all pages by the project’s template."""
    write_site(root, more)
    settings = root / SITE
    settings.write_text(settings.read_text("utf-8") + "books: true\n", "utf-8")
    return root


def outputs(root: Path, memory: Memory | None = None) -> dict[str, bytes]:
    """What building a site gives."""
    made = make_site(root, memory)
    assert made.outputs, [(str(each.place), each.rule.name, each.values) for each in made.diagnostics]
    return {each.path: each.data for each in made.outputs}


def test_a_site_has_books_only_where_it_asks_for_them(tmp_path: Path) -> None:
    """Then each page leads to that of its edition, and the list of all pages to all, with their sizes."""
    templates = {
        "templates/page.html": "{{ frame.contents_url }} {{ frame.book_url }}",
        "templates/contents.html": "{% for each in page.books %}{{ each.label }} {{ each.url }} "
        "{{ sizes[loop.index0] }};{% endfor %}",
    }
    without = outputs(write_site(tmp_path / "without", templates))
    assert not [path for path in without if path.endswith(".epub")]
    assert without["en/city/index.html"].decode().split() == ["/en/contents/"]
    found = outputs(small(tmp_path / "with", **templates))
    assert found["en/city/index.html"].decode().split() == ["/en/contents/", "/en/en.epub"]
    listed = found["en/contents/index.html"].decode().split(";")
    assert listed[0] == f"English /en/en.epub {-(-len(found['en/en.epub']) // 1000)}"
    for path in ("en/en.epub", "zh-hans/zh-hans.epub"):
        assert found[path].startswith(b"PK")


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    """With and without a memory, and after an edit that was taken back."""
    root, memory = small(tmp_path), Memory()
    first = outputs(root)
    city = root / "content/pages/city.en.md"
    text = city.read_text("utf-8")
    assert outputs(root, memory) == first
    city.write_text(text.replace("Text.", "Other words."), "utf-8")
    edited = outputs(root, memory)
    assert edited == outputs(root)
    changed = {path for path in first if path.endswith(".epub") and edited[path] != first[path]}
    assert "en/en.epub" in changed
    assert "zh-hans/zh-hans.epub" not in changed
    city.write_text(text, "utf-8")
    assert outputs(root, memory) == first


def test_a_preview_lacks_books_with_errors(tmp_path: Path) -> None:
    """As what else shows a page that has errors; other books are there."""
    root = small(tmp_path)
    (root / "content/pages/city.en.md").write_text(page("[Nowhere](nothing.en.md).", "title: City"), "utf-8")
    made = make_site(root, is_preview=True)
    paths = {each.path for each in made.outputs}
    assert "en/city/index.html" in made.held
    assert "en/en.epub" not in paths
    assert "zh-hans/zh-hans.epub" in paths


def test_a_book_of_what_has_no_date_has_the_first_of_archives(tmp_path: Path) -> None:
    """No clock is asked."""
    book = Opened(outputs(small(tmp_path))["en/en.epub"])
    assert book.metadata("dcterms:modified") == ["1980-01-01T00:00:00Z"]
    assert book.metadata("date") == []


def test_pages_refer_to_one_another_and_to_the_web(tmp_path: Path) -> None:
    """What a book has is in it; other editions, and what no reading system need show, are on the web."""
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
    files = {
        "content/pages/city.en.md": page(
            "[Words](term:hu-lian-wang), [home](index.en.md), [here](#part).\n\n## Part {#part}\n\n"
            '![A dot](<点(1).png> "A dot.")',
            "title: City\nsummary: One sentence.",
        ),
        PAGE: page('## 部分 {#part}\n\n![点](<点(1).png> "点。")'),
    }
    root = small(tmp_path, **files)
    (root / "content/pages/点(1).png").write_bytes(picture)
    book = Opened(outputs(root)["en/en.epub"])
    city = book.chapter("city.xhtml")
    links = [each.attrib["href"] for each in city.iter(f"{XHTML}a")]
    assert links == ["glossary.xhtml#hu-lian-wang", "index.xhtml", "#part"]
    (shown,) = city.iter(f"{XHTML}img")
    assert book.items[book.at("EPUB/en/city.xhtml", shown.attrib["src"])].attrib["media-type"] == "image/png"


# ---- The command


def test_the_command_writes_books(tmp_path: Path) -> None:
    """All, or those that are named by tag, by folder or as a couple."""
    root = write_site(tmp_path / "site")
    done = run("book", "--root", root, "--into", tmp_path / "all")
    assert done.exit_code == 0, done.output
    everything = {each.name for each in (tmp_path / "all").iterdir()}
    assert {"en.epub", "zh-hans.epub", "zh-hant-tw.epub", "zh-hans_en.epub"} <= everything
    for name, file in (
        ("zh-Hant-TW", "zh-hant-tw.epub"),
        ("en", "en.epub"),
        ("zh-hans+en", "zh-hans_en.epub"),
    ):
        into = tmp_path / file
        assert run("book", name, "--root", root, "--into", into).exit_code == 0
        assert [each.name for each in into.iterdir()] == [file]
        assert (into / file).read_bytes() == (tmp_path / "all" / file).read_bytes()


def test_the_command_says_what_it_cannot_do(tmp_path: Path) -> None:
    """No book of that name, no book of a site with errors: nothing is written."""
    root = write_site(tmp_path / "site")
    done = run("book", "fr", "--root", root, "--into", tmp_path / "books")
    assert done.exit_code == 2
    assert "no book is called fr; there are: zh-Hans, zh-Hant-HK" in done.output
    (root / "content/pages/city.en.md").write_text("no front matter", "utf-8")
    done = run("book", "--root", root, "--into", tmp_path / "books")
    assert done.exit_code == 1
    assert not (tmp_path / "books").exists()


# ---- HTML as XHTML


def as_xml(html: str) -> str:
    """What a piece of HTML is as XML, without what stands around it."""
    (element,) = read_html(html)
    return (
        write_xml(element)
        .decode()
        .split("\n", 2)[2]
        .strip()
        .replace(' xmlns="http://www.w3.org/1999/xhtml"', "")
    )


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ("<p>a<br>b &amp; c&nbsp;d", "<p>a<br />b &amp; c\u00a0d</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<p hidden>a<!-- b --></p>", '<p hidden="">a</p>'),
        ("<p>a\x0bb</p>", "<p>ab</p>"),
        ('<p lang="en" 1a="b" c:d="e">f</p>', '<p lang="en" xml:lang="en">f</p>'),
        (
            '<p epub:type="note"><svg viewBox="0 0 1 1" lang="en"><a href="#b"><path d="M0 0"/></a></svg>',
            '<p epub:type="note" xmlns:epub="http://www.idpf.org/2007/ops">'
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" xml:lang="en">'
            '<a href="#b"><path d="M0 0" /></a></svg></p>',
        ),
    ],
)
def test_html_becomes_xhtml(html: str, xml: str) -> None:
    """As a browser understands it, closed and quoted as XML wants it."""
    assert as_xml(html) == xml


def adapted(html: str, *, has_notes: bool = False) -> str:
    """What a piece of a page is in a book that has one other page and one picture."""
    ways = Ways({"/en/city/": "en/city.xhtml"}, {"/assets/a.png": "pictures/a.png"})
    adapter = Adapter("en/a/b.xhtml", "https://example.org/en/a/b/", ways, has_notes)
    (element,) = adapter.adapt(read_html(f"<div>{html}</div>"))
    text = write_xml(element).decode().partition("<div")[2]
    return text.partition(">")[2].removesuffix("</div>\n")


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a href="/en/city/#x">a</a>', '<a href="../city.xhtml#x">a</a>'),
        ('<a href="/zh/city/" rel="x">a</a>', '<a href="https://example.org/zh/city/" rel="x">a</a>'),
        ('<a href="https://example.com/en/city/">a</a>', '<a href="https://example.com/en/city/">a</a>'),
        ('<h2 id="x">a <a href="#x">¶</a> b</h2>', '<h2 id="x">a  b</h2>'),
        ('<a href="#y">a</a>', '<a href="#y">a</a>'),
        ('a<button>b</button>c<p hidden="">d</p>', "ac"),
        ("<ruby>字<rt>zì</rt></ruby>", "<span>字</span>"),
        (
            "<ruby>字<rp>(</rp><rt>zì</rt><rp>)</rp></ruby>",
            "<ruby>字<rp>(</rp><rt>zì</rt><rp>)</rp></ruby>",
        ),
        ('<img src="/assets/a.png" alt="a" loading="lazy">', '<img src="../../pictures/a.png" alt="a" />'),
        ('<img src="/assets/a.avif" alt="a">b', "<span>a</span>b"),
        ('<p tabindex="0" data-a="b" popover="">a</p>', "<p>a</p>"),
    ],
)
def test_what_a_page_becomes_in_a_book(html: str, found: str) -> None:
    """Links and pictures lead inside where they can; what needs a browser or a server goes."""
    assert adapted(html) == found
