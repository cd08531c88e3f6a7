"""The search for inputs that break the generator: what it tries, and what it keeps of that."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sitegen.make import Made, make_site
from tests.fuzz import attempts
from tests.fuzz.attempts import Attempts
from tests.fuzz.inputs import LONGEST, SMALL, Input, lay_out, mutate, put, read, seeds, sites

PAGE = "content/pages/city.zh.md"
GOOD = Input(SMALL, {PAGE: "---\ntitle: 城市\nsummary: 一句。\n---\n\n甲。\n"})


def test_an_input_is_read_as_it_was_written() -> None:
    """Of a site that is not known, or a file that it lacks, nothing is made."""
    for each in seeds():
        assert read(each.write()) == each
    assert read(b"no site") is None
    assert read(Input(SMALL, {"content/pages/other.zh.md": "a"}).write()) == Input(SMALL, {})


def test_the_search_begins_with_sites_that_build(tmp_path: Path) -> None:
    """All but the site that is there for its faults: what is changed a little often builds still."""
    broken = []
    for site in sites():
        lay_out(site, tmp_path / site)
        broken += [] if make_site(tmp_path / site).outputs else [site]
    assert broken == ["awful"]


def test_mutations() -> None:
    """The same seed makes the same input, another one mostly another; each is short, of the same site."""
    data = GOOD.write()
    made = [mutate(data, seed) for seed in range(200)]
    assert made == [mutate(data, seed) for seed in range(200)]
    assert len(set(made)) > 150
    for each in made:
        given = read(each)
        assert given is not None
        assert given.site == SMALL
        assert all(len(text) <= LONGEST for text in given.files.values())
    assert read(mutate(b"", 1)) is not None


def test_a_good_input(tmp_path: Path) -> None:
    """It is built, and the site stands as it did."""
    trying = Attempts(tmp_path, tmp_path)
    assert trying(GOOD.write()) == ""
    assert trying.counts == {"good": 1, "built": 1}
    assert (tmp_path / SMALL / PAGE).read_text(encoding="utf-8") == sites()[SMALL][PAGE]
    assert list(tmp_path.glob("*.input")) == []


def test_a_file_that_the_site_lacks(tmp_path: Path) -> None:
    """It is there for one input alone."""
    trying = Attempts(tmp_path, tmp_path)
    assert trying(Input(SMALL, {"content/style.yaml": "a: [\n"}).write()) == ""
    assert trying(GOOD.write()) == ""
    assert trying.counts == {"good": 2, "built": 1, "refused": 1}


def raising(*_: object, **__: object) -> tuple[Made, list[str]]:
    raise KeyError("zh")


def waiting(*_: object, **__: object) -> tuple[Made, list[str]]:
    while True:
        time.process_time()


def wrong(*_: object, **__: object) -> tuple[Made, list[str]]:
    return Made((), ()), ["neither built nor refused"]


@pytest.mark.parametrize(
    ("make", "last"),
    [(raising, "KeyError: 'zh'"), (waiting, "more than 0.1 s"), (wrong, "neither built nor refused")],
)
def test_what_fails_is_kept(make: object, last: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the input, which fails again; of one kind a few are enough."""
    found = tmp_path / "found"
    found.mkdir()
    trying = Attempts(tmp_path, found, seconds=0.1)
    with monkeypatch.context() as patch:
        patch.setattr(attempts, "make", make)
        for _ in range(5):
            assert trying(GOOD.write()).splitlines()[-1] == last
    assert [path.name for path in sorted(found.iterdir())] == [
        f"0000{number}.{kind}" for number in (1, 2, 3) for kind in ("input", "txt")
    ]
    assert (found / "00001.txt").read_text(encoding="utf-8").splitlines()[-1] == last
    assert read((found / "00001.input").read_bytes()) == GOOD
    assert Attempts(tmp_path / "new", found)((found / "00001.input").read_bytes()) == ""


def test_half_characters_can_be_tried(tmp_path: Path) -> None:
    """A file holds whatever bytes an input asks for."""
    put(tmp_path, "a.md", "\ud800")
    assert (tmp_path / "a.md").read_bytes() == b"\xed\xa0\x80"
