"""The small sites of other languages, made with the project’s templates: in a browser, and valid as HTML."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from accessible import violations
from conftest import ROOT, read_site
from crawl import Site
from playwright.sync_api import Browser, Page
from small_site import run
from static_server import serving
from test_html import is_data, messages, nu, told, unlike

__all__ = ["nu"]

NAMES = (
    "only-english",
    "chinese-in-two-scripts",
    "written-in-taiwan",
    "three-languages",
    "japanese-and-english",
)
# What is typed in an edition, in its own script, in another one or in another language; what is found.
SEARCHES = [
    ("only-english", "en", "river", "river"),
    ("chinese-in-two-scripts", "zh-hans", "河流", "河流"),
    ("chinese-in-two-scripts", "zh-hans", "術語", "术语表"),
    ("chinese-in-two-scripts", "zh-hans", "heliu", "河流"),
    ("chinese-in-two-scripts", "zh-hant-tw", "术语", "術語表"),
    ("chinese-in-two-scripts", "zh-hant-tw", "術語", "術語表"),
    ("written-in-taiwan", "zh-hant-tw", "捷運", "捷運"),
    ("written-in-taiwan", "zh-hant-tw", "规画", "夜市"),
    ("written-in-taiwan", "zh-hans", "規畫", "夜市"),
    ("written-in-taiwan", "zh-hant-hk", "夜市", "夜市"),
    ("written-in-taiwan", "en", "metro", "metro"),
    ("three-languages", "zh-hans", "河流", "河流"),
    ("three-languages", "en", "river", "river"),
    ("three-languages", "fr", "fleuve", "fleuve"),
    ("three-languages", "fr", "河流", "fleuve"),
    ("japanese-and-english", "ja", "川", "川"),
    ("japanese-and-english", "ja", "かわ", "川"),
    ("japanese-and-english", "en", "river", "river"),
    ("japanese-and-english", "en", "川", "river"),
]


@dataclass(frozen=True)
class Served:
    """A site, its name, and where it is served."""

    name: str
    site: Site
    origin: str

    def one_of_each_kind(self) -> list[str]:
        """The addresses of a page of each kind, whatever its edition, and of one that leads nowhere."""
        kinds: dict[str, str] = {}
        for document in self.site.documents.values():
            steps = [step for step in document.address.split("/")[1:] if step]
            kind = steps[0] if steps[:1] in (["sources"], ["search"], ["glossary"]) else ""
            is_pair = bool(steps) and steps[-1].startswith("bilingual")
            kinds.setdefault(f"{kind} {len(steps)} {is_pair}", document.address)
        return [*kinds.values(), "nowhere/"]


@pytest.fixture(scope="module")
def all_served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Served]]:
    """All sites by name, each built once by the command of the project, from its content alone."""
    with ExitStack() as servers:
        served = {}
        for name in NAMES:
            root, into = tmp_path_factory.mktemp("root"), tmp_path_factory.mktemp("site")
            shutil.copytree(ROOT / "tests" / "sites" / name / "content", root / "content")
            assert run("build", "--root", root, "--into", into).exit_code == 0
            site = read_site(root, into)
            served[name] = Served(name, site, servers.enter_context(serving(site)))
        yield served


@pytest.fixture(scope="module", params=NAMES)
def served(request: pytest.FixtureRequest, all_served: Mapping[str, Served]) -> Served:
    """One of the sites."""
    return all_served[request.param]


@contextmanager
def opened(browser: Browser, **options: object) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what goes wrong in it."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, **options)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page, wrong
    context.close()


def test_search(browser: Browser, served: Served) -> None:
    """A term is found as its readers type it, in either script, in whichever of the languages names it."""
    with opened(browser) as (page, wrong):
        for _, prefix, typed, expected in (each for each in SEARCHES if each[0] == served.name):
            page.goto(f"{served.origin}{prefix}/search/?q={quote(typed)}")
            page.locator("[data-answer] li a").first.wait_for()
            answer = page.locator("[data-answer]").inner_text()
            assert expected in answer, (prefix, typed, answer)
        assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(browser: Browser, served: Served, scheme: str) -> None:
    """One page of each kind: axe-core finds no violation, scripts end, and nothing is wider than a phone."""
    faults = []
    with opened(browser, color_scheme=scheme) as (page, wrong):
        for address in served.one_of_each_kind():
            page.goto(served.origin + address)
            faults += violations(page, scheme, address)
            if page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
                faults.append(f"{address or '/'}: wider than a phone")
    assert faults == []
    # The server answers “404” for the page that is not there, as it should.
    assert [said for said in wrong if "404" not in said] == []


def test_html_is_valid(nu: list[str], all_served: Mapping[str, Served]) -> None:
    """The HTML checker has nothing to say, on no page of any site; it starts once, which takes seconds."""
    pages = [each.origin + document.address for each in all_served.values() for document in unlike(each.site)]
    names = {each.origin: f"{each.name}/" for each in all_served.values()}
    said = (with_name(told(message, ""), names) for message in messages(nu, *pages) if not is_data(message))
    assert list(said) == []


def with_name(message: str, names: Mapping[str, str]) -> str:
    """Return `message` with the name of its site for the address where that is served."""
    origin = next((each for each in names if message.startswith(each)), "")
    return names.get(origin, "") + message.removeprefix(origin)


FAMILY = "element => getComputedStyle(element).fontFamily"


@pytest.mark.parametrize("served", ["three-languages"], indirect=True)
def test_no_language_is_set_in_the_fonts_of_another(browser: Browser, served: Served) -> None:
    """An apostrophe of French is as wide as French wants it, on a Chinese page too."""
    with opened(browser) as (page, _):
        page.goto(f"{served.origin}zh-hans/river/bilingual-fr/")
        assert "PingFang" in page.locator(".ours p").first.evaluate(FAMILY)
        for place in (".theirs p", "h1 [lang=fr]", ".layout [lang=fr]", ".switcher [lang=fr]"):
            family = page.locator(place).first.evaluate(FAMILY)
            assert not family.startswith('"PingFang'), (place, family)
