"""Texts of other programs become pages: nothing in them is lost, or read as markup, or does harm."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from exchanged import state
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_site import read, run, write_site

from sitegen.exchange.documents.html import read_html
from sitegen.exchange.documents.markdown import Writer
from sitegen.exchange.documents.model import (
    Break,
    Heading,
    Listed,
    Marked,
    Paragraph,
    Quoted,
    Table,
    Text,
    plain,
)
from sitegen.exchange.documents.pages import new_pages
from sitegen.exchange.documents.plain import read_plain
from sitegen.exchange.faults import RefusedError
from sitegen.make import OWN
from sitegen.read import read_library
from sitegen.text.body.parse import parse_body

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PAGE = f"""<!DOCTYPE html>
<html><head><title>A title</title><style>p {{}}</style></head><body>
<h1>Rivers &amp; seas</h1>
<p>A <b>weighty</b> word, <i>stressed</i>, <code>x_y</code>, [C-8] and 2*3*4 &lt;b&gt;.<br>Next line.
See <a href="https://example.org/a(b)">there</a>, <a href="#s">below</a>, <a href="data:text/a,x">click</a>,
<a href="other.html">other</a>.<sup><a href="#fn1" id="r1">1</a></sup></p>
<h3 id="s">Where they meet</h3>
<ul><li>One<ul><li>Inner</li></ul></li><li><p>Two</p></li></ul>
<ol start="3"><li>Three</li><li>Four</li></ol>
<table><tr><th>Head</th><th>a|b</th></tr><tr><td colspan="2">One<br>two</td></tr></table>
<blockquote><p>Said.</p><p>Again.</p></blockquote>
<pre>  code
```</pre>
<hr>
<dl><dt>Word</dt><dd>Meaning.</dd></dl>
<p># no heading</p><p>1. no list</p><p>- none</p><p>m<sup>2</sup></p>
<p><img src="data:image/png;base64,{PNG}" alt="A dot"></p><p><img src="a.png" alt="Far"></p>
<iframe src="https://example.org">Frame</iframe><script>alert(1)</script>
<h3>Where they meet</h3>
<p>End.</p>
<ol><li id="fn1">A note. <a href="#r1">back</a></li></ol>
</body></html>
"""
MARKDOWN = """\
---
title: Rivers & seas
summary: A weighty word, stressed, x_y, [C-8] and 2*3*4 <b>.
---

A **weighty** word, *stressed*, `x_y`, \\[C-8\\] and 2\\*3\\*4 \\<b>.\\
Next line. See [there](https://example.org/a%28b%29), [below](#where-they-meet), click, other.[^1]

## Where they meet {#where-they-meet}

- One
  - Inner
- Two

3. Three
4. Four

| Head | a\\|b |
|---|---|
| One\\ two |  |

> Said.
>
> Again.

````
  code
```
````

---

Word
:   Meaning.

\\# no heading

1\\. no list

\\- none

m2

![A dot](my-page-1.png)

Far

Frame

## Where they meet {#where-they-meet-2}

End.

[^1]: A note.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of the small site."""
    return write_site(tmp_path)


def taken(root: Path, name: str, data: bytes, *more: str, language: str = "en") -> str:
    """What importing a file says, where it succeeds."""
    (root / name).write_bytes(data)
    done = run("import", root / name, "--root", root, "--lang", language, *more)
    assert done.exit_code == 0, done.output
    return done.output


def refused(root: Path, name: str, data: bytes, *more: str, language: str = "en") -> str:
    """What importing a file says, where it is refused; nothing has changed then."""
    before = state(root)
    (root / name).write_bytes(data)
    done = run("import", root / name, "--root", root, "--lang", language, *more)
    assert done.exit_code == 1, done.output
    assert state(root) == before
    return done.output


def test_html_becomes_a_pair(root: Path) -> None:
    """All that a page can hold is there; the rest is told with line and column."""
    said = taken(root, "My page.html", PAGE.encode())
    assert (root / "content/pages/my-page.en.md").read_text("utf-8") == MARKDOWN
    assert (root / "content/pages/my-page.zh.md").read_text("utf-8") == (
        "---\ntitle: Rivers & seas\nsummary: Rivers & seas\ndraft: true\n---\n\n"
        "## Where they meet {#where-they-meet}\n\n## Where they meet {#where-they-meet-2}\n"
    )
    assert (root / "content/pages/my-page-1.png").read_bytes().startswith(b"\x89PNG")
    told = re.findall(r"My page\.html:(\d+):\d+: note: (.*)", said)
    assert [(line, words.partition(":")[0]) for line, words in told] == [
        ("5", "The link leads nowhere from a page, and its words are there without it"),
        ("6", "The link leads nowhere from a page, and its words are there without it"),
        ("10", "The row has merged cells, which tables of a page have not"),
        ("16", "`sup` is no mark of a page; the words are there without it"),
        ("17", "The picture was not taken over; only its text is there"),
        ("18", "Left out, since pages hold none"),
    ], told
    library, diagnostics = read_library(root, OWN)
    assert library is not None
    assert diagnostics == []
    assert library.pages["my-page", "zh"].front.draft


def test_the_pair_has_the_same_headings(root: Path) -> None:
    """Their ids are Chinese by sound, each once, none that the site has for itself."""
    html = "<h1>城</h1><h2>来历</h2><h4>来历</h4><h2>Search</h2><h2>……</h2><p>这座城市有河，河边有人。</p>"
    taken(root, "城.html", html.encode())
    pages = read(root).pages
    ids = [heading.id for heading in pages["cheng", "zh"].body.headings()]
    assert ids == ["lai-li", "lai-li-2", "section-search", "section"]
    assert ids == [heading.id for heading in pages["cheng", "en"].body.headings()]


CHINESE = """\
江南的河

　　开头一段，
两行。
　　又一段。
一、来历
（一）水
正文有 * 号。

• 甲
• 乙

1、头一件
2、第二件

2021年的事。
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_becomes_a_page(root: Path, encoding: str) -> None:
    """Headings, lists and paragraphs as they are typed in Chinese, in the encodings of Chinese machines."""
    taken(root, "河.txt", CHINESE.encode(encoding))
    assert (root / "content/pages/he.zh.md").read_text("utf-8") == (
        "---\ntitle: 江南的河\nsummary: 开头一段，两行。\n---\n\n"
        "开头一段，两行。\n\n又一段。\n\n## 一、来历 {#yi-lai-li}\n\n"
        "### （一）水 {#yi-shui}\n\n正文有 \\* 号。\n\n- 甲\n- 乙\n\n1. 头一件\n2. 第二件\n\n2021年的事。\n"
    )


def test_plain_text_in_english(root: Path) -> None:
    """The title, an underlined heading, lines that run on."""
    text = "On rivers\n\nThey run\non.\n\nWhere\n-----\nHere: a_b.\n\n* one\n* two\n"
    taken(root, "rivers.txt", text.encode(), "--key", "water/rivers")
    assert (root / "content/pages/water/rivers.en.md").read_text("utf-8") == (
        "---\ntitle: On rivers\nsummary: They run on.\n---\n\nThey run on.\n\n"
        "## Where {#where}\n\nHere: a_b.\n\n- one\n- two\n"
    )


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def related(*parts: tuple[str, str, str]) -> str:
    """A part that names others."""
    inside = "".join(
        f'<Relationship Id="{id_}" Type="{R}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if kind == 'hyperlink' else ''}/>"
        for id_, kind, target in parts
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def styled(id_: str, name: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/></w:style>'


def worded(words: str, marks: str = "") -> str:
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def lined(inside: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p>'


def listed(words: str, level: int) -> str:
    mark = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{mark}</w:pPr>{worded(words)}</w:p>"


def celled(*words: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{lined(worded(each))}</w:tc>" for each in words) + "</w:tr>"


DOCUMENT = "".join(
    (
        lined(worded("江南的河"), "1"),
        lined(
            worded("开头")
            + worded("要紧的话", "<w:b/>")
            + worded("，有 * 号。")
            + f'<w:hyperlink xmlns:r="{R}" r:id="rId9">{worded("网页")}</w:hyperlink>'
            + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        ),
        lined(worded("来历"), "2"),
        listed("甲", 0),
        listed("甲一", 1),
        listed("乙", 0),
        f"<w:tbl>{celled('列', 'a|b')}{celled('一', '二')}</w:tbl>",
        lined(worded("细节"), "3"),
        lined(worded("引文。"), "4"),
    )
)
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{TYPES}">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": related(("rId1", "officeDocument", "word/document.xml")),
    "word/_rels/document.xml.rels": related(
        ("rId1", "styles", "styles.xml"),
        ("rId2", "numbering", "numbering.xml"),
        ("rId3", "footnotes", "footnotes.xml"),
        ("rId9", "hyperlink", "https://example.org/"),
    ),
    "word/document.xml": f"<w:document {W}><w:body>{DOCUMENT}</w:body></w:document>",
    "word/styles.xml": f"<w:styles {W}>{styled('1', 'Title')}{styled('2', 'heading 1')}"
    f"{styled('3', 'heading 2')}{styled('4', 'Quote')}</w:styles>",
    "word/numbering.xml": f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '</w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1">'
    '<w:abstractNumId w:val="0"/></w:num></w:numbering>',
    "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="2">'
    f"{lined(worded('脚注的话。'))}</w:footnote></w:footnotes>",
    "word/comments.xml": f"<w:comments {W}/>",
}


def packed(parts: Mapping[str, str]) -> bytes:
    """A package with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def test_word_becomes_a_page(root: Path) -> None:
    """Headings, emphasis, lists, tables, links and footnotes; comments are told."""
    said = taken(root, "江南.docx", packed(PARTS), language="zh")
    assert (root / "content/pages/jiang-nan.zh.md").read_text("utf-8") == (
        "---\ntitle: 江南的河\nsummary: 开头要紧的话，有 * 号。\n---\n\n"
        "开头**要紧的话**，有 \\* 号。[网页](https://example.org/)[^1]\n\n## 来历 {#lai-li}\n\n"
        "1. 甲\n   - 甲一\n2. 乙\n\n| 列 | a\\|b |\n|---|---|\n| 一 | 二 |\n\n"
        "### 细节 {#xi-jie}\n\n> 引文。\n\n[^1]: 脚注的话。\n"
    )
    assert "文件里的批注没有放进来" in said
    assert "标题相同的草稿：content/pages/jiang-nan.en.md" in said


HOSTILE = [
    ({**PARTS, "word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><w:document/>"}, "declares entities"),
    ({**PARTS, "word/media/a.bin": "\0" * 210_000_000}, "unpacks into more than any text needs"),
    ({"word/other.xml": "<a/>"}, "This is no Word document that can be read (word/document.xml)"),
    ({**PARTS, "word/document.xml": "<w:document"}, "breaks off here"),
    ({**PARTS, "word/document.xml": f"<w:document {W}/>"}, "This is no Word document that can be read"),
    (
        {
            **PARTS,
            "word/document.xml": f"<w:document {W}>{'<w:sdt>' * 90}{'</w:sdt>' * 90}</w:document>",
        },
        "one inside another",
    ),
]


@pytest.mark.parametrize(("parts", "said"), HOSTILE, ids=[said for _, said in HOSTILE])
def test_hostile_packages_are_refused(root: Path, parts: Mapping[str, str], said: str) -> None:
    """Bombs, entities, broken parts: nothing of them is unpacked, no page is made."""
    assert said in refused(root, "a.docx", packed(parts))


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0" * 99, packed(PARTS)[:900]])
def test_what_is_no_package_is_refused(root: Path, data: bytes) -> None:
    """Such as a .doc with another ending, or half a file."""
    assert "这不是能读的Word文件" in refused(root, "a.docx", data, language="zh")


def test_other_refusals(root: Path) -> None:
    """Pages are never written over; names and languages are those of the site; depth has an end."""
    assert "There is a page `city` already" in refused(root, "city.html", b"<p>A</p>")
    (root / "content/pages/b-1.png").write_bytes(b"")
    picture = f'<p>A<img alt="" src="data:image/png;base64,{PNG}"></p>'.encode()
    assert "There is a file content/pages/b-1.png already" in refused(root, "b.html", picture)
    assert "`a b` is no name of a page" in refused(root, "a.html", b"<p>A</p>", "--key", "a b")
    assert "one inside another" in refused(root, "a.html", b"<div>" * 200)
    assert "not in UTF-8" in refused(root, "a.txt", b"\xff\xfe\x00")
    (root / "a.txt").write_text("A")
    assert run("import", root / "a.txt", "--root", root, "--language", "fr").exit_code == 2
    (root / "a.po").write_text("")
    assert run("import", root / "a.po", "--root", root, "--key", "a").exit_code == 2


LINE = st.text(st.sampled_from("ab 甲，。*_[](){}<>&\"'`|#:!-+~=\\^$%1.)#x;/“”"), min_size=1, max_size=14)
INLINE = st.one_of(
    LINE,
    st.builds(lambda kind, words: Marked(kind, (words,)), st.sampled_from(["strong", "em"]), LINE),
    st.just(Break()),
)
INLINES = st.lists(INLINE, min_size=1, max_size=4).map(tuple).filter(lambda each: bool(plain(each)))
LEAF = st.one_of(
    st.builds(Paragraph, INLINES),
    st.builds(
        lambda rows: Table(tuple(rows)),
        st.lists(st.lists(INLINES, min_size=2, max_size=2).map(tuple), min_size=1, max_size=3),
    ),
)
BLOCK = st.recursive(
    LEAF,
    lambda inside: st.one_of(
        st.builds(lambda blocks: Quoted(tuple(blocks)), st.lists(inside, min_size=1, max_size=2)),
        st.builds(
            lambda start, items: Listed(start, tuple((Paragraph(words), *more) for words, more in items)),
            st.sampled_from([None, 1, 7]),
            st.lists(st.tuples(INLINES, st.lists(inside, max_size=1).map(tuple)), min_size=1, max_size=3),
        ),
    ),
    max_leaves=5,
)


def words_of(blocks: object) -> str:
    """All words of blocks, without blanks."""
    if isinstance(blocks, str):
        return "".join(blocks.split())
    if isinstance(blocks, tuple | list):
        return "".join(map(words_of, blocks))
    parts = {
        Paragraph: "inside",
        Heading: "inside",
        Marked: "inside",
        Quoted: "blocks",
        Listed: "items",
        Table: "rows",
    }
    name = parts.get(type(blocks))
    return words_of(getattr(blocks, name)) if name else ""


@settings(max_examples=300, deadline=None)
@given(blocks=st.lists(BLOCK, min_size=1, max_size=4))
def test_no_word_is_lost_or_read_as_markup(blocks: list[object]) -> None:
    """Whatever a text says, the page says: the same words, in the same order, and no others."""
    written = Writer("zh", {}, {}, "").blocks(blocks)  # type: ignore[arg-type]
    body, _ = parse_body(written, "zh")
    assert "".join(body.text().split()) == words_of(blocks), written
    assert [
        type(each).__name__
        for each in body.blocks
        if type(each).__name__ in ("Heading", "CodeBlock", "HtmlBlock", "ThematicBreak", "DefinitionList")
    ] == []


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    html=st.lists(
        st.sampled_from(
            [
                *"ab甲 <>&",
                "<p>",
                "</p>",
                "<li>",
                "<ul>",
                "<td>",
                "<table>",
                "<tr>",
                "<b>",
                "</b>",
                "<h2>",
                "</h2>",
                "<a href='#x'>",
                "<dl>",
                "<dt>",
                "<dd>",
                "<pre>",
                "<br>",
                "<hr>",
                "<img src=a alt=b>",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_any_html_becomes_a_page_or_is_refused(tmp_path: Path, html: str) -> None:
    """Never a traceback, and never a page that cannot be read."""
    library = read(write_site(tmp_path))
    try:
        made = new_pages(library, "a.html", read_html("a.html", html), "new", "en")
    except RefusedError:
        return
    assert set(made.files) == {"content/pages/new.en.md", "content/pages/new.zh.md"}


@given(data=st.binary(max_size=60))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    """Of plain text, too."""
    try:
        text = read_plain("a.txt", data, "zh")
    except RefusedError:
        return
    assert isinstance(text, Text)
