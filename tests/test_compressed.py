"""Files that are published compressed beside themselves."""

import gzip
import subprocess
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import brotli
import pytest
from conftest import ROOT
from small_site import PAGE, SITE, changed, page, write_site

from sitegen.content import content_of
from sitegen.make import make_site
from sitegen.memory import Memory
from sitegen.model import COMPRESSIONS
from sitegen.write import Output
from sitegen.write.compressed import TEXT, compress, with_compressed

DECODED: Mapping[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gz": gzip.decompress}
LONG = "城市很大。".encode() * 99
BOTH = changed(SITE, "x_default:", "publishing: {compressed: [gz, br]}\nx_default:")
COMPRESS = "sitegen.write.compressed.compress"


def written(data: bytes, path: str = "en/index.html", kinds: tuple[str, ...] = COMPRESSIONS) -> list[str]:
    """The paths of what is published of a file."""
    return [each.path for each in with_compressed([Output(path, content_of(data))], kinds)]


@pytest.mark.parametrize("kind", COMPRESSIONS)
def test_it_says_the_same(kind: str) -> None:
    for data in (LONG, b"a" * 70_000):
        found = compress(content_of(data), kind)
        assert found is not None
        assert DECODED[kind](found.data) == data


def test_only_what_is_a_tenth_smaller_is_worth_a_file() -> None:
    # Bytes without any order: only those become fewer that are all the same.
    chance = b"".join(sha256(bytes([n])).digest() for n in range(32))
    assert written(b"a" * 300 + chance) == ["en/index.html", "en/index.html.br", "en/index.html.gz"]
    assert written(b"a" * 90 + chance) == ["en/index.html"]
    assert written(b"ok") == written(b"") == ["en/index.html"]


def test_only_text_is_compressed() -> None:
    for ending in (".html", ".css", ".js", ".json", ".svg", ".txt", ".xml", ".webmanifest"):
        assert len(written(LONG, f"a{ending}")) == len(written(LONG, f"a{ending.upper()}")) == 3
    for ending in (".png", ".jpg", ".webp", ".woff2", ".zip", ".gz", ".br", ""):
        assert len(written(LONG, f"a{ending}")) == 1


def test_which_are_made_is_the_site_s_to_say() -> None:
    assert written(LONG, kinds=()) == ["en/index.html"]
    assert written(LONG, kinds=("gz",)) == ["en/index.html", "en/index.html.gz"]
    assert written(LONG, kinds=("br", "br")) == ["en/index.html", "en/index.html.br"]


def test_a_file_of_an_author_stays_what_it_is() -> None:
    outputs = [Output("a.txt", content_of(LONG)), Output("a.txt.gz", content_of(b"own"))]
    found = {each.path: each.data for each in with_compressed(outputs, COMPRESSIONS)}
    assert found["a.txt.gz"] == b"own"
    assert found.keys() == {"a.txt", "a.txt.br", "a.txt.gz"}


def test_a_gzip_file_tells_neither_time_nor_name_nor_system() -> None:
    found = compress(content_of(LONG), "gz")
    assert found is not None
    assert found.data[:10] == bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255])


def test_the_bytes_are_the_same_in_every_process() -> None:
    code = (
        "import sys; from hashlib import sha256; from sitegen.content import content_of\n"
        "from sitegen.write.compressed import compress\n"
        "data = '城市很大。'.encode() * 99\n"
        "print([compress(content_of(data), kind).digest.hex() for kind in ('br', 'gz')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    own = [compress(content_of(LONG), kind) for kind in COMPRESSIONS]
    assert done.stdout.strip() == str([each.digest.hex() for each in own if each])


def test_a_build_has_them_and_a_preview_has_not(tmp_path: Path) -> None:
    root = write_site(tmp_path, {**BOTH, PAGE: page("城市很大。" * 99)})
    paths = {each.path for each in make_site(root).outputs}
    assert {"zh-hans/city/index.html.br", "zh-hans/city/index.html.gz"} <= paths
    assert not [
        each.path for each in make_site(root, is_preview=True).outputs if each.path.endswith((".br", ".gz"))
    ]


def test_what_did_not_change_is_not_compressed_again(tmp_path: Path) -> None:
    root = write_site(tmp_path, {**BOTH, PAGE: page("城市很大。" * 99)})
    memory = Memory()
    made = make_site(root, memory)
    texts = [each for each in made.outputs if Path(each.path).suffix in TEXT]
    # Two kinds of each content, and what two files have in common once.
    assert memory.run[COMPRESS] == 2 * len({each.content.digest for each in texts})
    (root / PAGE).write_text(page("城市更大。" * 99), encoding="utf-8")
    again = make_site(root, memory)
    changed_texts = {each.content.digest for each in again.outputs if Path(each.path).suffix in TEXT}
    changed_texts -= {each.content.digest for each in texts}
    assert 0 < memory.run[COMPRESS] == 2 * len(changed_texts) < 2 * len(texts)
    make_site(root, memory)
    assert memory.asked[COMPRESS] == 0
