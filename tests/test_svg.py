"""Pictures that authors bring: drawings are published, what could run or lead out is named."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.write.svg import SVG, XLINK, BrokenPictureError, Unsafe, _remove_others, read_svg

HEAD = f'<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" xmlns:other="https://other.example/" viewBox="0 0 9 9">'


def drawn(picture: str) -> str:
    """What is published of a picture in which nothing is unsafe."""
    data, unsafe = read_svg(picture.encode())
    assert unsafe == ()
    return data.decode()


def named(inside: str) -> tuple[str, ...]:
    """What is named as unsafe in a picture that holds `inside`."""
    return tuple(each.what for each in read_svg(f"{HEAD}{inside}</svg>".encode())[1])


HARMLESS = """
<title>黄浦江 &amp; 上海</title>
<desc xml:lang="en">A map</desc>
<defs>
  <linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient>
  <style>.a { fill: url(#g); mask: url( "#m" ) } @media print { .a { fill: none } }</style>
  <path id="p" d="M0 0L9 9"/>
</defs>
<g class="a" transform="scale(2)" style="fill:url(#g);stroke:red" role="img" aria-label="on the river">
  <use href="#p"/>
  <use xlink:href="#p" x="1"/>
  <path fill="url(#g)" stroke="url('#g')" d="M0 0"/>
  <path fill='url("#g")' stroke="url( #g )" d="M0 0"/>
  <text x="1" xml:space="preserve">海 <tspan font-weight="bold">纳</tspan> 百川</text>
  <a href="#g"><circle r="1"/></a>
  <animateTransform attributeName="transform" type="rotate" from="0" to="90" dur="1s"/>
</g>
"""


def canonical(picture: str) -> str:
    """The picture in the one form that XML gives to all that mean the same."""
    return ET.canonicalize(picture, strip_text=False)


def test_harmless_picture() -> None:
    """A picture without anything to remove means the same as before."""
    assert canonical(drawn(f"{HEAD}{HARMLESS}</svg>")).strip() == canonical(f"{HEAD}{HARMLESS}</svg>").strip()


def test_prefix() -> None:
    """Elements are written without a prefix, whatever prefix they had: so HTML understands them too."""
    picture = f'<s:svg xmlns:s="{SVG}"><s:g/></s:svg>'
    assert drawn(picture) == f'<svg xmlns="{SVG}"><g /></svg>\n'


@pytest.mark.parametrize(
    "element",
    [
        "<script>bad</script>",
        "<script href='https://bad.example/'/>",
        "<g><g><script>bad</script></g></g>",
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>bad</body></foreignObject>",
        "<foreignObject>bad</foreignObject>",
        "<script xmlns='http://www.w3.org/1999/xhtml'>bad</script>",
        "<iframe xmlns='http://www.w3.org/1999/xhtml' src='bad'/>",
        "<iframe src='bad'/>",
        "<embed src='bad'/>",
        "<object data='bad'/>",
        "<handler>bad</handler>",
        "<listener event='bad'/>",
        "<a><set attributeName='href' to='bad'/></a>",
        "<animate attributeName='href' values='javascript:bad'/>",
        "<a><animate attributeName='href' to='https://bad.example/'/></a>",
    ],
)
def test_elements(element: str) -> None:
    """What runs code, loads documents or sets addresses is named, wherever it stands."""
    (what,) = named(element)
    assert re.fullmatch("<(script|foreignObject|iframe|embed|object|handler|listener|set|animate)>", what)


@pytest.mark.parametrize(
    "notes",
    [
        "<other:metadata>bad</other:metadata>",
        "<metadata><other:work>bad</other:work></metadata>",
        "<g other:href='bad'/>",
        "<g other:label='bad'/>",
        "<!-- bad -->",
        "<other:view><script>bad</script></other:view>",
    ],
)
def test_notes_of_drawing_programs_are_not_published(notes: str) -> None:
    """What draws nothing and reaches nothing, goes without a word: paths on the author’s computer."""
    assert "bad" not in drawn(f"{HEAD}{notes}</svg>")


def test_places() -> None:
    """Everything unsafe is named at the element that has it, in the order of the file."""
    inside = '<text>海<tspan onclick="a()"/></text>\n<style>@import "x"</style><script/>'
    picture = f'<svg xmlns="{SVG}">\n  {inside}\n</svg>'
    assert read_svg(picture.encode())[1] == (
        Unsafe('onclick="a()"', 2, 10),
        Unsafe("@import", 3, 1),
        Unsafe("<script>", 3, 27),
    )


@pytest.mark.parametrize(
    "attribute",
    [
        "onload='bad'",
        "onclick='bad'",
        "ONCLICK='bad'",
        "onbegin='bad'",
        "href='https://bad.example/'",
        "href='//bad.example/'",
        "href='bad.svg#a'",
        "href='/bad'",
        "href='javascript:bad'",
        "href=' JavaScript:bad'",
        "href='&#106;avascript:bad'",
        "href='java&#10;script:bad'",
        "href='data:image/svg+xml,bad'",
        "xlink:href='https://bad.example/#a'",
        "src='https://bad.example/'",
        "ping='https://bad.example/'",
        "xml:base='https://bad.example/'",
        "fill='url(https://bad.example/#a)'",
        "fill='url(bad.svg#a)'",
        "fill='url( \"bad.svg#a\" )'",
        "fill='URL(//bad.example/)'",
        "style='background:url(https://bad.example/)'",
        "style='fill:url(#g);background:url(bad)'",
        "style='fill:u\\72l(https://bad.example/)'",
        "style='background:image-set(\"https://bad.example/\" 1x)'",
        "filter='url(bad)'",
    ],
)
def test_attributes(attribute: str) -> None:
    """Event handlers, and addresses of anything but a part of the picture, are named as they are written."""
    (what,) = named(f"<path {attribute} d='M0 0'/>")
    assert what.partition("=")[0] == attribute.partition("=")[0].rpartition(":")[2].lower()


def test_attributes_of_the_root() -> None:
    """The root element is looked at as well; what is long is cut."""
    picture = f'<svg xmlns="{SVG}" onload="{"bad" * 99}" style="background:url(bad)" width="9"/>'
    onload, style = read_svg(picture.encode())[1]
    assert style == Unsafe('style="background:url(bad)"', 1, 1)
    assert len(onload.what) < 80


@pytest.mark.parametrize(
    "style",
    [
        "@import 'https://bad.example/';",
        "@IMPORT url(bad);",
        ".a { fill: url(https://bad.example/) }",
        ".a { fill: url('bad.svg#a') }",
        "<![CDATA[@import 'bad';]]>",
        "<g/>@import 'bad';",
        "<!-- -->@import 'bad';",
        "@\\69mport 'bad';",
        ".a { fill: u\\72l(bad) }",
        ".a { background: image-set('bad' 1x) }",
    ],
)
def test_styles(style: str) -> None:
    """A style sheet that reaches out is named, however it is written."""
    assert len(named(f"<style>{style}</style>")) == 1


@pytest.mark.parametrize(
    "head",
    [
        "<?xml-stylesheet href='https://bad.example/'?>",
        "<!-- bad -->",
        "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://bad.example/svg11.dtd'>",
        "<?xml version='1.0' encoding='UTF-8'?><!-- bad -->",
    ],
)
def test_prologue(head: str) -> None:
    """Processing instructions, comments and the document type go."""
    published = drawn(f"{head}{HEAD}<g/></svg>")
    assert published.startswith("<svg")
    assert "bad" not in published


def test_words_behind_what_is_removed_stay() -> None:
    """Removing an element removes nothing of the text around it."""
    words = "<text>海<other:z>bad</other:z>纳<tspan>百</tspan><other:x/>川<other:y/></text>"
    text = ET.fromstring(drawn(f"{HEAD}{words}</svg>"))[0]
    assert "".join(text.itertext()) == "海纳百川"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no element found"),
        (b"no picture", "syntax error"),
        (f"{HEAD}<g></svg>".encode(), "mismatched tag"),
        (b"<svg/>", "root element"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "root element"),
        (f"{HEAD}</svg>".encode("utf-16"), "utf-8"),
        (f"{HEAD}<text>海</text></svg>".encode("gb18030"), "utf-8"),
        (f"<!DOCTYPE svg [<!ENTITY a 'b'>]>{HEAD}<text>&a;</text></svg>".encode(), "declares entities"),
        (
            f"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>{HEAD}&a;</svg>".encode(),
            "declares entities",
        ),
        (
            f"<!DOCTYPE svg [<!ENTITY % a SYSTEM 'http://bad.example/'> %a;]>{HEAD}</svg>".encode(),
            "declares entities",
        ),
        (f"{HEAD}&nbsp;</svg>".encode(), "undefined entity"),
        (f"{HEAD}\x00</svg>".encode(), "invalid token"),
    ],
)
def test_broken(data: bytes, why: str) -> None:
    """What is not well-formed, is no SVG or declares entities is refused, with the reason."""
    with pytest.raises(BrokenPictureError, match=why):
        read_svg(data)


def test_deep_picture() -> None:
    """A picture that is nested beyond reason is refused, not run into."""
    with pytest.raises(BrokenPictureError):
        read_svg(f"{HEAD}{'<g>' * 20_000}{'</g>' * 20_000}</svg>".encode())


def test_byte_order_mark() -> None:
    """A byte-order mark is accepted."""
    assert drawn(f"\ufeff{HEAD}</svg>").startswith("<svg")


ELEMENTS = st.sampled_from(["g", "text", "script", "style", "use", "other:x", "set", "a"])
ATTRIBUTES = st.sampled_from(
    ["", " onload='x'", " href='#a'", " href='x'", " xlink:href='#a'", " fill='url(#a)'", " fill='url(x)'"]
)
WORDS = st.text(alphabet="海纳 \n\t@import url(#\"x');", max_size=8)
PICTURES = st.recursive(
    WORDS,
    lambda inside: st.builds(
        lambda name, attributes, parts: f"<{name}{attributes}>{''.join(parts)}</{name}>",
        ELEMENTS,
        ATTRIBUTES,
        st.lists(inside, max_size=3),
    ),
    max_leaves=12,
)


@given(inside=PICTURES)
def test_reading_twice(inside: str) -> None:
    """What is published is well-formed, and reading it again changes no byte."""
    once, unsafe = read_svg(f"{HEAD}{inside}</svg>".encode())
    ET.fromstring(once)
    again, still = read_svg(once)
    assert again == once
    assert [each.what for each in still] == [each.what for each in unsafe]


@given(data=st.binary() | st.text().map(lambda text: f"{HEAD}{text}</svg>".encode()))
def test_anything(data: bytes) -> None:
    """Any bytes are a picture or refused."""
    try:
        published, _ = read_svg(data)
    except BrokenPictureError:
        return
    ET.fromstring(published)


class Children(list[ET.Element]):
    """Children of an element that count how often one of them is looked at or moved."""

    looked = 0
    text = "a"

    def __iter__(self) -> Iterator[ET.Element]:
        for child in super().__iter__():
            Children.looked += 1
            yield child

    def remove(self, child: ET.Element) -> None:
        Children.looked += len(self)
        super().remove(child)


def test_many_notes_of_a_drawing_program() -> None:
    """Each is looked at once, and the words behind it are put where they belong in one go."""
    children = Children()
    for number in range(1_000):
        tag = f"{{{SVG}}}g" if number % 500 == 499 else "{urn:note}a"
        child = ET.Element(tag)
        child.tail = "b"
        children.append(child)
    _remove_others(children)  # type: ignore[arg-type]
    assert Children.looked == 1_000
    assert children.text == "a" + "b" * 499
    assert [child.tail for child in children] == ["b" * 500, "b"]


def test_many_spaces_in_a_style() -> None:
    """What leads nowhere is known to without trying each of them as a beginning."""
    for style, is_safe in ((f"url({' ' * 300_000}#a)", True), (f"url({' ' * 300_000}a)", False)):
        picture = f'<svg xmlns="{SVG}"><style>{style}</style></svg>'
        assert bool(read_svg(picture.encode())[1]) is not is_safe
