"""Pages that speak of the same things, and how long a page takes to read."""

import pytest
from small_site import GOOD, SITE, page, read, write_site

from sitegen.plan import plan
from sitegen.plan.pages.reading import reading_minutes
from sitegen.plan.pages.related import close, related
from sitegen.views import Article


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 1),
        ("城" * 350, 1),
        ("城" * 524, 1),
        ("城" * 525, 2),
        ("城，" * 700, 2),
        ("city " * 329, 1),
        ("city " * 330, 2),
        ("well-being, the city’s 2.5 " * 110, 2),
        ("城" * 350 + "city " * 220, 2),
        ("城city" * 220, 2),
    ],
)
def test_reading_minutes(text: str, minutes: int) -> None:
    """350 characters of Chinese or 220 other words a minute, both where both are; never less than one."""
    assert reading_minutes(text) == minutes


def subjects(**pages: str) -> dict[str, tuple[str, ...]]:
    """Pages by key, each with one letter for each subject."""
    return {key: tuple(letters) for key, letters in pages.items()}


@pytest.mark.parametrize(
    ("pages", "without", "expected"),
    [
        # The most in common comes first; nothing in common is no relation.
        (subjects(a="xyz", b="x", c="xy", d="q"), (), ("c", "b")),
        # What everybody cites relates nobody.
        (subjects(a="x", b="x", c="xz"), (), ()),
        # Rare subjects say more than common ones.
        (subjects(a="xr", b="xs", c="rs", d="xz", e="z"), (), ("c", "b", "d")),
        # Who speaks of everything is not close to all.
        (subjects(a="xy", b="xyabcdefghijkl", c="xq", d="z"), (), ("c", "b")),
        # As close: reading order decides, and never more than three.
        (subjects(a="x", b="x", c="x", d="x", e="x", f="z"), (), ("b", "c", "d")),
        (subjects(a="x", f="x", c="x", d="x", e="x", b="z"), (), ("f", "c", "d")),
        # Neighbours are named elsewhere.
        (subjects(a="x", b="x", c="x", d="z"), ("b",), ("c",)),
    ],
)
def test_related(
    pages: dict[str, tuple[str, ...]], without: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    """By the share of subjects in common, each weighed by how few pages have it."""
    assert related(close(pages)["a"], without) == expected


@pytest.mark.parametrize(("speaking", "is_close"), [(100, True), (101, False)])
def test_what_very_many_pages_speak_of_relates_none(speaking: int, is_close: bool) -> None:
    """Not only what all of them do."""
    pages = {f"page-{number}": ("x",) for number in range(speaking)} | {"other": ("y",)}
    assert bool(close(pages)["page-0"]) is is_close


CITY = page("[网](term:hu-lian-wang)[O-2](source:O-2)")
OTHER = page("一。\n\n## 节 {#part}\n\n[网](term:hu-lian-wang)[O-2](source:O-2)", "title: 甲\nsummary: 一。")


def test_pages_of_a_site(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Pages to be read are related across the navigation, but not to neighbours, home or glossary."""
    names = ("one", "two", "three", "four")
    files = {f"content/pages/{name}.zh.md": OTHER for name in names}
    files |= {f"content/pages/{name}.en.md": page("Text.", "title: T\nsummary: S.") for name in names}
    files |= {
        "content/pages/two.zh.md": page("正文。"),
        "content/pages/city.zh.md": CITY,
        SITE: GOOD[SITE].replace("[index, city, glossary]", "[index, one, city, two, three, four, glossary]"),
    }
    library = read(write_site(tmp_path_factory.mktemp("related"), files))
    planned = {
        (str(each.address.edition.prefix), each.address.key): each
        for each in plan(library, drafts=False).pages
        if isinstance(each, Article)
    }
    for prefix in ("zh-hans", "zh-hant-hk", "en"):
        if (prefix, "city") in planned:
            city = planned[prefix, "city"]
            assert [entry.key for entry in city.ways.related] == [
                "three",
                "four",
            ]  # "one" and "two" are its neighbours
            assert all(entry.url.startswith(f"/{prefix}/") for entry in city.ways.related)
        assert planned[prefix, "index"].ways.related == ()
        assert planned[prefix, "glossary"].ways.related == ()
    city = planned["zh-hans", "city"]
    glossary = planned["zh-hans", "glossary"]
    assert (city.text.minutes, city.marks and city.marks.example) == (1, "O-2")
    assert (glossary.text.minutes, glossary.marks) == (0, None)
