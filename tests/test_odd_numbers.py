"""Numbers that nobody means: sizes of pictures, ports, digits by the thousand; none breaks a build."""

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_site import PAGE, page, write_site
from told import told

from sitegen.make import make_site
from sitegen.text.web import why_not
from sitegen.write.prepared import PICTURES, prepare

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}/>'
MANY = "9" * 5000
ODD = [
    *(
        "9" * 400,
        MANY,
        "1e400",
        "-1e400",
        "nan",
        "inf",
        "-inf",
        "-1",
        "0",
        "1e-400",
        "",
        " ",
        "%",
        "px",
        "auto",
    ),
    *("4km", "50%", "0x10", "1,5", "4 4", "1e99999", "--1", "1e", "NaNpx", "infpx", "1e308px", "९" * 400),
]


def png(width: int, height: int) -> bytes:
    """A picture that is nothing but its head."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


@pytest.mark.parametrize("side", ODD)
@pytest.mark.parametrize(
    "attributes",
    ['width="{0}" height="3"', 'width="3" height="{0}"', 'viewBox="0 0 {0} 3"', 'viewBox="{0} 0 3 {0}"'],
)
def test_sides_of_drawings(attributes: str, side: str) -> None:
    """There is a size of pixels that browsers draw, or the picture is refused."""
    prepared = prepare(".svg", SVG.format(attributes.format(side)).encode(), is_shortened=True)
    if prepared.size is None:
        assert prepared.broken
    else:
        assert all(1 <= each <= 100_000 for each in prepared.size)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="4" height="3"', (4, 3)),
        ('width="4.7px" height="3in"', (4, 288)),
        ('width="0.2" height="0.9"', (1, 1)),
        ('viewBox="0 0 0.5 3"', (1, 3)),
        ('width="100%" height="50%" viewBox="0 0 40 30"', (40, 30)),
        ('viewBox="-5,-5 40 30"', (40, 30)),
        ('width="100000" height="1"', (100_000, 1)),
    ],
)
def test_sides_that_are_meant(attributes: str, size: tuple[int, int]) -> None:
    """Units and fractions are read, shares of a page are not."""
    assert prepare(".svg", SVG.format(attributes).encode(), is_shortened=True).size == size


@pytest.mark.parametrize(
    "data",
    [
        png(2**31 - 1, 2**31 - 1),
        png(2**32 - 1, 1),
        png(100_001, 1),
        png(0, 1),
        b"GIF89a" + b"\0\0" * 2,
        b"RIFF\xff\xff\xff\xffWEBPVP8X\x0a\0\0\0" + b"\xff" * 10,
        b"\xff\xd8\xff\xc0\0\x11\x08\0\0\0\0\x03" + b"\0" * 9,
        b"II*\0\xff\xff\xff\x7f",
        b"\0\0\0\x1cftypavif" + b"\xff" * 40,
    ],
)
def test_heads_of_pictures(data: bytes) -> None:
    """A giant or empty side is no size."""
    assert all(prepare(suffix, data, is_shortened=True).broken for suffix in PICTURES)


HEADS = (
    *(
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0",
        b"II*\0",
        b"MM\0*",
        b"BM",
        b"<svg ",
    ),
    *(b"RIFF....WEBPVP8 ", b"RIFF....WEBPVP8L", b"RIFF....WEBPVP8X", b"\0\0\0\x18ftypavif", b"8BPS", b"P6 "),
    *(b"\0\0\0\x0cjP  \r\n\x87\n", b"\x0a\x05\x01\x08"),
)


@given(
    data=st.binary(max_size=80),
    beginning=st.sampled_from(HEADS),
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_picture(beginning: bytes, data: bytes) -> None:
    """Whatever a file holds, it has a size or is broken."""
    for suffix in PICTURES:
        prepared = prepare(suffix, beginning + data, is_shortened=True)
        assert (prepared.size is None) == bool(prepared.broken or prepared.unsafe)


@pytest.mark.parametrize("address", [f"https://a.org:{MANY}/", f"https://1.2.3.{MANY}/", "https://a.org:٨٠/"])
def test_numbers_in_addresses(address: str, tmp_path: Path) -> None:
    """No port and no part of a host has thousands of digits."""
    assert why_not(address)
    made = make_site(write_site(tmp_path, {PAGE: page(f"见[文]({address})。")}))
    assert [told(each).split(" address")[0] for each in made.diagnostics] == [
        f"{PAGE}:6:2 refused-address link"
    ]


def test_leading_noughts() -> None:
    """A port of few digits behind noughts is one."""
    assert why_not(f"https://example.org:{'0' * 5000}80/") is None
    assert why_not("https://example.org:65536/")


@pytest.mark.parametrize(
    "text",
    [
        f"有{MANY}人、{MANY}%。\n\n{MANY}年{MANY}月{MANY}日。\n\n{MANY}:{MANY}、第{MANY}条。",
        f"{MANY}. 甲\n",
        f"文[^{MANY}]。\n\n[^{MANY}]: 注。",
        f"文&#{MANY};&#x{MANY};。",
        f"第{'九' * 3000}条，{'九千亿' * 900}人。",
    ],
)
def test_digits_by_the_thousand_in_text(text: str, tmp_path: Path) -> None:
    """They are text."""
    assert make_site(write_site(tmp_path, {PAGE: page(text)}), with_gates=True).outputs


def test_a_number_in_a_template(tmp_path: Path) -> None:
    """Python does not read one of thousands of digits: the template is named."""
    made = make_site(write_site(tmp_path, {"templates/page.html": "{{ " + MANY + " }}"}))
    assert [told(each).partition(" why")[0] for each in made.diagnostics] == [
        "templates/page.html:1:1 broken-template syntax"
    ]
