"""Files in other encodings: which one is said, also of a few characters; one bad byte is no encoding."""

from pathlib import Path

import pytest
from small_site import PAGE, write_site
from told import told

from sitegen.make import make_site
from sitegen.read.encodings import guess_encoding

SIMPLIFIED = "这座城市的图书馆每天开放，人们在里面读书、学习和交流。"
TRADITIONAL = "這座城市的圖書館每天開放，人們在裡面讀書、學習和交流。"
JAPANESE = "この町の図書館は毎日開いています。人々はそこで本を読みます。"
FRENCH = "L’été, la bibliothèque reste ouverte ; on y étudie, on échange près du café."
GERMAN = "Die Bücherei ist täglich geöffnet; für Schüler und Gäste."

KINDS = [
    ("gb18030", "GB18030 (GBK)", SIMPLIFIED),
    ("gbk", "GB18030 (GBK)", SIMPLIFIED),
    ("cp950", "Big5", TRADITIONAL),
    ("big5hkscs", "Big5", TRADITIONAL),
    ("cp932", "Shift_JIS", JAPANESE),
    ("cp1252", "Windows-1252 (Latin-1)", FRENCH),
    ("latin-1", "Windows-1252 (Latin-1)", GERMAN),
    ("utf-16-le", "UTF-16", SIMPLIFIED),
    ("utf-16-be", "UTF-16", TRADITIONAL),
    ("utf-16", "UTF-16", SIMPLIFIED),
    ("utf-32-le", "UTF-32", TRADITIONAL),
    ("utf-32-be", "UTF-32", SIMPLIFIED),
    ("utf-32", "UTF-32", GERMAN),
    ("utf-16-le", "UTF-16", GERMAN),
]


@pytest.mark.parametrize(("codec", "name", "text"), KINDS)
@pytest.mark.parametrize("length", [8, 12, 16, 20, None])
def test_encodings(codec: str, name: str, text: str, length: int | None, tmp_path: Path) -> None:
    """The file is not read, its encoding is named, and how to save it; nothing follows from that."""
    words = text[-length:] if length else text
    data = f"---\ntitle: {words}\nsummary: {words}\n---\n\n{words}\n".encode(codec)
    write_site(tmp_path)
    (tmp_path / PAGE).write_bytes(data)
    found = make_site(tmp_path).diagnostics
    assert [told(each).partition(" ")[2] for each in found] == [f"not-utf8 encoding encoding={name}"]


@pytest.mark.parametrize("bad", [b"\xff", b"\x80", b"\xe4\xb8", b"\xa1\xa3", b"\xed\xa0\x80"])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, JAPANESE])
def test_a_bad_byte(text: str, bad: bytes, tmp_path: Path) -> None:
    """In a file that otherwise is UTF-8 the byte is named, at its place."""
    before, after = f"---\ntitle: {text}\nsummary: {text}\n---\n\n{text}".encode(), f"{text}\n".encode()
    write_site(tmp_path)
    (tmp_path / PAGE).write_bytes(before + bad + after)
    found = make_site(tmp_path).diagnostics
    assert [told(each) for each in found] == [f"{PAGE}:6:{len(text) + 1} not-utf8 byte byte=0x{bad[0]:02X}"]


@pytest.mark.parametrize("data", [b"\x80\x81\xfe\xff" * 9, bytes(range(128, 256)), b"abc \xfe\xff\x00\x01"])
def test_nobody_can_tell(data: bytes) -> None:
    """What is no text has no encoding."""
    assert guess_encoding(data) in (None, "UTF-16")
