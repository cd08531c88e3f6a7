"""A page that has errors stops no other in a preview: what shows it is left out, and all else is made."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from small_site import GOOD, HEAD, PAGE, SITE, changed, page, write_site
from test_bad_input import GOOD as OF_FAULTS
from test_bad_input import GROUPS, Case, write
from told import told

from sitegen.make import Made, make_site
from sitegen.memory import Memory
from sitegen.model import Severity

PAGES = "content/pages"
PARTNER = f"{PAGES}/city.en.md"
EDITIONS = ("zh-hans", "zh-hant-hk", "zh-hant-tw", "en")
CHINESE = EDITIONS[:3]
# Its address in each Chinese edition, and beside its partner, whichever of them comes first.
OF_PAGE = {f"{prefix}/city/{name}index.html" for prefix in CHINESE for name in ("", "bilingual/")} | {
    f"en/city/bilingual-{prefix}/index.html" for prefix in CHINESE
}
UNENDED = f"---\n{HEAD}\n\n正文。\n"
BROKEN = page("正文。", "title: [城市\nsummary: 一句。")


def made(root: Path, files: Mapping[str, str] | None = None) -> Made:
    """A preview of the good site with some files changed."""
    return make_site(write_site(root, files), is_preview=True)


def paths(site: Made) -> set[str]:
    """Where its files stand."""
    return {each.path for each in site.outputs}


ALL = [
    pytest.param(fault, id=f"{group}: {fault.name}".replace("\t", " "))
    for group, faults in GROUPS.items()
    for fault in faults
]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Where the files of the good site stand."""
    return paths(made(tmp_path_factory.mktemp("good"), OF_FAULTS))


@pytest.fixture(scope="module")
def memory() -> Memory:
    """One for all sites with a fault, which have the rest in common."""
    return Memory()


@pytest.mark.parametrize("fault", ALL)
def test_whatever_is_wrong_nothing_is_said_besides(
    fault: Case, tmp_path: Path, memory: Memory, good: set[str]
) -> None:
    """A preview says what a build says; it lacks what shows the faulty pages, or is none at all.

    That a build says what is expected is seen in `test_bad_input.py`.
    """
    write(write_site(tmp_path, OF_FAULTS), fault.files)
    site = make_site(tmp_path, memory, is_preview=True)
    assert sorted(map(told, site.diagnostics)) == sorted(fault.expected())
    if site.outputs:
        assert {each.place.path for each in site.diagnostics} == {
            path for faulty in site.held.values() for path in faulty
        }
        assert site.held.keys() & paths(site) == set()
        assert good - paths(site) <= site.held.keys()


@pytest.mark.parametrize("text", [BROKEN, UNENDED, page("[没有](nowhere.zh.md)"), "", "---\n"])
def test_a_page_that_has_errors_is_left_out(tmp_path: Path, text: str) -> None:
    """Where it is shown alone and beside its partner; its errors are the only ones."""
    site = made(tmp_path, {PAGE: text, f"{PAGES}/index.zh.md": page("[城市](city.zh.md)")})
    assert {each.place.path for each in site.diagnostics if each.severity is Severity.ERROR} == {PAGE}
    assert site.held == dict.fromkeys(OF_PAGE, (PAGE,))
    assert paths(site) & OF_PAGE == set()
    assert {"en/city/index.html", "zh-hans/index.html", "index.html"} <= paths(site)
    assert make_site(tmp_path).outputs == ()


def test_other_pages_say_what_they_said(tmp_path: Path) -> None:
    """A page whose body has an error goes on being named by others as it names itself."""
    before = {each.path: each.data for each in made(tmp_path).outputs}
    site = made(tmp_path, {PAGE: page("[没有](nowhere.zh.md)")})
    assert {each.path: each.data for each in site.outputs}.items() <= before.items()


def test_both_partners_may_have_errors(tmp_path: Path) -> None:
    """The page beside its partner names both as the reason."""
    site = made(tmp_path, {PAGE: UNENDED, PARTNER: "---\ntitle: [\n---\n"})
    assert site.held["zh-hans/city/bilingual/index.html"] == (PARTNER, PAGE)
    assert site.held["en/city/index.html"] == (PARTNER,)


def test_a_file_whose_name_tells_no_language_is_any(tmp_path: Path) -> None:
    """Its error is shown wherever a page of that name would be."""
    site = made(tmp_path, {f"{PAGES}/town.md": page("正文。")})
    assert {f"{prefix}/town/index.html" for prefix in EDITIONS} <= site.held.keys()
    assert "en/city/index.html" in paths(site)


def test_homes_may_have_errors(tmp_path: Path) -> None:
    """The chooser is there, whether it has anything to choose or not."""
    files = {f"{PAGES}/index.zh.md": UNENDED, f"{PAGES}/index.en.md": UNENDED}
    site = made(tmp_path, files)
    assert "index.html" in paths(site)
    assert site.held["zh-hans/index.html"] == (f"{PAGES}/index.zh.md",)


def test_a_page_that_stands_where_another_would_beside_its_partner_is_kept(tmp_path: Path) -> None:
    """Without a partner, that address is free for it."""
    files = {f"{PAGES}/town.zh.md": BROKEN, f"{PAGES}/town/bilingual.zh.md": page("正文。")}
    site = made(tmp_path, files)
    beside = {f"en/town/bilingual-{prefix}/index.html" for prefix in CHINESE}
    assert site.held.keys() == {f"{prefix}/town/index.html" for prefix in CHINESE} | beside
    assert "zh-hans/town/bilingual/index.html" in paths(site)


def test_old_addresses_of_a_faulty_page_take_no_others(tmp_path: Path) -> None:
    """They lead to it, and the error may be that they are taken."""
    files = {PAGE: page("正文。", f"{HEAD}\naliases: [index]"), PARTNER: GOOD[PARTNER]}
    site = made(tmp_path, files)
    assert site.held.keys() == OF_PAGE
    assert "zh-hans/index.html" in paths(site)


@pytest.mark.parametrize(
    "files",
    [
        changed(SITE, "[index, city, glossary]", "[index, citty, glossary]"),
        {SITE: "title: [\n"},
        {"content/glossary.yaml": "groups: x\n"},
        {"templates/page.html": "{% if %}"},
        {"templates/page.html": "{{ page.nothing }}"},
        {PAGE: page("正文。", f"{HEAD}\ntemplate: people")},
    ],
)
def test_what_belongs_to_no_page_alone_stops_all(tmp_path: Path, files: Mapping[str, str]) -> None:
    """Settings, terms, templates: pages would be made of what is not there."""
    site = made(tmp_path, files)
    assert site.count(Severity.ERROR)
    assert site.outputs == ()
