"""The search in Chromium, on the text of the site itself, under the Content-Security-Policy of production.

What should be found is told here once more, by other means: OpenCC reads the text and the query character by
character, and what holds the query is what must be found.
"""

import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import brotli
import pytest
import yaml
from accessible import violations
from crawl import Site
from opencc import OpenCC
from playwright.sync_api import Browser, Page, Route, expect
from test_browser import DESKTOP, PHONE, Watch, none_of, shown

from sitegen.text.spelling.pinyin import fold, syllables

ROOT = Path(__file__).parents[1]
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
PREFIXES = ("zh-hans", "zh-hant-hk", "zh-hant-tw", "en")

# Asks the page's own scripts; says of each result where it leads, whether a reader sees why it is there, and
# whether that is a name; last, whether it holds all that was typed.
ASK = """async queries => {
    const { dataset } = document.querySelector("[data-search]");
    const [find, near] = await Promise.all(dataset.searchModules.split(" ").map(module => import(module)));
    await find.open(dataset.searchData, near);
    const isSeen = each => each.reasons.length > 0
        || [each.title, each.heading, each.text].some(words => find.marks(words, each.wanted).length);
    const told = rung => each => [each.url, [isSeen(each), each.reasons.length > 0, rung === "exact"]];
    const answers = [];
    for (const query of queries) {
        const groups = await find.search(query);
        answers.push(groups.flatMap(({ rung, found }) => found.map(told(rung))));
    }
    return answers;
}"""


@dataclass(frozen=True)
class Part:
    """A section as the data have it, and as the truth is looked for in it."""

    url: str
    words: str
    folded: str


@dataclass(frozen=True)
class Term:
    """An entry of the term base, as its file has it."""

    id: str
    zh: str
    en: str
    pinyin: str


@cache
def converter(profile: str) -> OpenCC:
    """One of OpenCC’s own."""
    return OpenCC(profile)


@cache
def in_simplified(character: str) -> str:
    """A character for itself, as OpenCC writes it in Simplified text."""
    return converter("hk2s").convert(converter("t2s").convert(character))


def folded(words: str) -> str:
    """Words as the truth compares them."""
    plain = unicodedata.normalize("NFKC", words).lower()
    return "".join(map(in_simplified, re.sub(r"[\W_]+", " ", plain)))


def data_file(site: Site, prefix: str) -> Path:
    """The data that the pages of an edition name."""
    text = (site.folder / prefix / "search" / "index.html").read_text(encoding="utf-8")
    found = re.search(r'data-search-data="([^"]+)"', text)
    assert found
    return site.folder / found[1].removeprefix(site.base_path)


def parts(site: Site, prefix: str) -> list[Part]:
    """Every section that the data of an edition hold."""
    data = json.loads(data_file(site, prefix).read_text(encoding="utf-8"))
    return [
        Part(
            data["base"] + address + (f"#{id_}" if id_ else ""),
            f"{heading}\n{text}",
            f"{folded(heading)}\n" + "\n".join(map(folded, text.split("\n"))),
        )
        for address, _, sections in data["pages"]
        for id_, heading, text in sections
    ]


def the_terms() -> list[Term]:
    """The term base, read by no code of the generator."""
    base = yaml.safe_load((ROOT / "content" / "glossary.yaml").read_text(encoding="utf-8"))
    return [
        Term(term["id"], term["zh"], term["en"], term["pinyin"])
        for group in base["groups"]
        for term in group["terms"]
    ]


def typed(term: Term) -> Iterator[str]:
    """What readers may type for a term."""
    yield from (term.zh, converter("s2hk").convert(term.zh), converter("s2tw").convert(term.zh))
    spelt = syllables(term.pinyin)
    bare = [fold(syllable).replace("ü", "u") for syllable in spelt]
    yield from (term.pinyin, "".join(bare), " ".join(bare))
    if len(spelt) >= 3:
        yield "".join(syllable[0] for syllable in bare)
    yield term.en


def ask(browser: Browser, address: str, queries: Iterable[str]) -> dict[str, dict[str, list[bool]]]:
    """What is found for each query: where it leads, whether a reason is seen, whether that is a name."""
    asked = list(dict.fromkeys(queries))
    with shown(browser, width=DESKTOP) as page:
        page.goto(address)
        answers: list[Any] = page.evaluate(ASK, asked)
    return {query: dict(answer) for query, answer in zip(asked, answers, strict=True)}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_terms_are_found_however_they_are_typed(
    browser: Browser, built_site: Site, origin: str, prefix: str
) -> None:
    """In either script, in pinyin with and without tones, by initials, in English: wherever they stand."""
    terms, sections = the_terms(), parts(built_site, prefix)
    answers = ask(browser, f"{origin}{prefix}/", (query for term in terms for query in typed(term)))
    faults = [
        f"{query}: {url} without a visible reason"
        for query, found in answers.items()
        for url, (is_seen, *_) in found.items()
        if not is_seen
    ]
    for term in terms:
        zh, en = folded(term.zh), re.compile(rf"(?<![a-z0-9]){re.escape(folded(term.en).strip())}")
        holding = {part.url for part in sections if zh in part.folded or en.search(part.folded)}
        holding.add(f"{built_site.base_path}{prefix}/glossary/#{term.id}")
        for query in typed(term):
            faults += [f"{query}: {url} is not found" for url in sorted(holding - answers[query].keys())]
    none_of(faults)


def some_strings(sections: list[Part], count: int, seed: int) -> list[str]:
    """Strings of 2 to 6 Chinese characters, taken from anywhere in the text of an edition."""
    chance = random.Random(seed)  # noqa: S311 - for examples, not for secrets
    runs = [run for part in sections for run in HAN.findall(part.words)]
    picked: list[str] = []
    for run in chance.choices(runs, weights=[len(run) for run in runs], k=count):
        length = min(len(run), chance.randint(2, 6))
        start = chance.randint(0, len(run) - length)
        picked.append(run[start : start + length])
    return picked


OTHER_SCRIPT = {
    "zh-hans": ("s2hk", "s2tw"),
    "zh-hant-hk": ("hk2s", "t2s"),
    "zh-hant-tw": ("tw2s", "t2s"),
    "en": ("s2t", "s2tw"),
}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_any_words_are_found_in_the_other_script(
    browser: Browser, built_site: Site, origin: str, prefix: str
) -> None:
    """Two hundred strings of the text itself: all places where they stand are found, and hardly others.

    In English text Chinese leads to English names of terms, too: they are named, and not counted here.
    """
    sections = parts(built_site, prefix)
    converters = [converter(profile) for profile in OTHER_SCRIPT[prefix]]
    asked = [
        (string, converters[at % len(converters)].convert(string))
        for at, string in enumerate(some_strings(sections, 200, seed=20210622))
    ]
    answers = ask(browser, f"{origin}{prefix}/", (query for _, query in asked))
    faults, right, all_found = [], 0, 0
    for string, query in asked:
        truth = {part.url for part in sections if folded(string) in part.folded}
        assert truth
        found = {url: told for url, told in answers[query].items() if told[2]}
        faults += [f"{query} ({string}): {url} is not found" for url in sorted(truth - found.keys())]
        faults += [
            f"{query}: {url} without a visible reason" for url, (seen, *_) in found.items() if not seen
        ]
        right += len(truth & found.keys())
        all_found += sum(prefix != "en" or not is_named for _, is_named, _ in found.values())
    none_of(faults)
    assert right / all_found >= 0.98


@pytest.mark.parametrize("prefix", PREFIXES)
def test_data_say_what_pages_say(built_site: Site, prefix: str) -> None:
    """Each section leads to an id of its page, on which its words stand."""

    def bare(words: str) -> str:
        return re.sub(r"\s+", "", words)

    pages: dict[str, str] = {}
    faults = []
    for part in parts(built_site, prefix):
        name, fragment = built_site.find("index.html", part.url) or ("", "")
        if name not in pages:
            pages[name] = bare("".join(built_site.documents[name].texts))
        if fragment and fragment not in built_site.ids[name]:
            faults.append(f"{part.url}: no such id")
        faults += [
            f"{part.url}: {line}" for line in re.split("\n| · ", part.words) if bare(line) not in pages[name]
        ]
    none_of(faults)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_data_are_small(built_site: Site, prefix: str) -> None:
    """A byte a character at the most, as a server with Brotli sends them; the scripts ten thousand bytes."""
    data = data_file(built_site, prefix).read_bytes()
    characters = sum(len(part.words) for part in parts(built_site, prefix))
    assert len(brotli.compress(data, quality=11)) <= characters
    folder = built_site.folder / "assets" / "js"
    scripts = [
        file.read_bytes() for name in ("search", "find", "near") for file in folder.glob(f"{name}.*.js")
    ]
    assert len(scripts) == 3
    assert sum(len(brotli.compress(script, quality=11)) for script in scripts) <= 10_000


def answered(page: Page) -> Page:
    """Wait until something is found."""
    page.locator("[data-answer] li a").first.wait_for()
    return page


def focused(page: Page) -> str:
    """What has the focus: its name, or where it leads."""
    return page.evaluate("() => document.activeElement.name || document.activeElement.getAttribute('href')")


def test_by_keyboard(browser: Browser, built_site: Site, origin: str) -> None:
    """A slash leads to the field, arrows through what is found, Escape back, Enter on; nothing moves."""
    watch = Watch(origin)
    with shown(browser, width=DESKTOP) as page:
        watch.follow(page.context)
        for prefix in built_site.editions:
            page.goto(f"{origin}{prefix}/")
            before = page.locator("h1").bounding_box()
            page.keyboard.press("/")
            assert focused(page) == "q"
            page.keyboard.type("RSL")
            links = [
                link.get_attribute("href") for link in answered(page).locator("[data-answer] li a").all()
            ]
            assert re.search(r"\d", page.locator(".site-search [role=status]").inner_text())
            for key, expected in (("ArrowDown", links[0]), ("ArrowDown", links[1]), ("ArrowUp", links[0])):
                page.keyboard.press(key)
                assert focused(page) == expected
            page.keyboard.press("Escape")
            assert focused(page) == "q"
            expect(page.locator("[data-answer] li")).to_have_count(0)
            assert page.locator("h1").bounding_box() == before
            page.keyboard.press("ArrowDown")
            answered(page)
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
            page.wait_for_url(f"{origin}{prefix}/glossary/#ruan-shi-li")
    none_of(watch.faults)


def test_enter_leads_to_all_results(browser: Browser, built_site: Site, origin: str) -> None:
    """From the field of any page to the page of the search; from there to another edition, with the query."""
    first, *_, last = built_site.editions
    with shown(browser, width=DESKTOP) as page:
        page.goto(f"{origin}{first}/")
        page.locator("[data-search] input").fill("海纳百川")
        assert answered(page).locator("[data-answer] li").count() == 6
        page.locator("[data-search] input").press("Enter")
        page.wait_for_url(f"{origin}{first}/search/?q=*")
        assert answered(page).locator("[data-answer] li").count() > 6
        page.locator(f'.switcher li a[hreflang="{built_site.editions[last]}"]').click()
        page.wait_for_url(f"{origin}{last}/search/?q=*")
        assert page.locator("[data-search] input").input_value() == "海纳百川"
        assert "海纳百川" not in page.locator("h1").inner_text()
        answered(page)


def test_by_address(browser: Browser, built_site: Site, origin: str) -> None:
    """`?q=` is answered, marked and explained in every edition; the address follows what is typed."""
    with shown(browser, width=PHONE) as page:
        for prefix in built_site.editions:
            page.goto(f"{origin}{prefix}/search/?q=hnbc")
            assert answered(page).locator("[data-answer] mark").count() > 1
            name = (
                "the sea takes in all rivers" if prefix == "en" else page.locator("mark").first.inner_text()
            )
            assert f"= {name}" in "".join(page.locator("[data-answer] small").all_inner_texts())
            page.locator("[data-search] input").fill("??")
            expect(page.locator("[data-answer] li")).to_have_count(0)
            assert page.url.endswith("?q=%3F%3F")
            expect(page.locator("[data-answer] [role=status]")).not_to_be_empty()


@pytest.mark.parametrize(
    ("address", "first"),
    [
        # The page about a word comes before long tables that hold it more often …
        ("en/search/?q=goal", "goals/"),
        ("zh-hans/search/?q=目标", "goals/"),
        ("zh-hans/search/?q=六个目标", "goals/"),
        # … and what a term means before both, whatever else the title of the page about it says.
        ("zh-hant-tw/search/?q=软实力", "glossary/#ruan-shi-li"),
        ("en/search/?q=city%20spirit", "glossary/#cheng-shi-jing-shen"),
    ],
)
def test_the_best_answer_is_the_first(browser: Browser, origin: str, address: str, first: str) -> None:
    """Who types a word is led to what is about it; a heading without a text of its own comes late."""
    with shown(browser, width=PHONE) as page:
        page.goto(origin + address)
        led_to = answered(page).locator("[data-answer] li a").first.evaluate("link => link.href")
        assert led_to == f"{origin}{address.partition('/')[0]}/{first}"
        texts = page.locator("[data-answer] li a").all_inner_texts()
        assert all("\n" in text.strip() for text in texts[:3])


def test_what_is_typed_before_the_script_comes_is_kept(browser: Browser, origin: str) -> None:
    """On a slow line the field is there first: what stands in it is what is looked for."""
    with shown(browser, width=PHONE) as page:
        waiting: list[Route] = []
        page.route("**/search*.js", lambda route: waiting.append(route))
        page.goto(f"{origin}en/search/?q=law")
        page.locator("[data-search] input").fill("spirit")
        # The script is asked for by another that may still be on its way.
        while not waiting:
            page.wait_for_timeout(20)
        waiting[0].continue_()
        answered(page)
        assert page.locator("[data-search] input").input_value() == "spirit"
        assert page.url.endswith("?q=spirit")


def test_odd_text(browser: Browser, origin: str) -> None:
    """Names without a letter find nothing and break nothing; a snippet holds whole characters."""
    rare = "\U00020bb7"
    data = {
        "base": "/",
        "fold": "",
        "alias": [["yì", ["…", "意"], ["?!"]]],
        "pages": [["a/", "Title", [["", "Title", f"{rare * 40}意{rare * 90}"], ["b", "B", f"{rare * 41}x"]]]],
    }
    with shown(browser, width=PHONE) as page:
        page.route("**/*.json", lambda route: route.fulfill(json=data))
        for query in ("yi", "x"):
            page.goto(f"{origin}zh-hans/search/?q={query}")
            text = answered(page).locator("[data-answer] li a > span").first
            assert text.evaluate("element => element.textContent.isWellFormed()")
            assert page.locator("[data-answer] li").count() == 1


def test_a_snippet_begins_with_a_word(browser: Browser, origin: str) -> None:
    """What is cut off before it takes the marks behind it along."""
    text = f"{'甲' * 5}，。{'乙' * 19}头{'丙' * 90}"
    data = {"base": "/", "fold": "", "alias": [], "pages": [["a/", "Title", [["", "Title", text]]]]}
    with shown(browser, width=PHONE) as page:
        page.route("**/*.json", lambda route: route.fulfill(json=data))
        page.goto(f"{origin}zh-hans/search/?q=头")
        assert answered(page).locator("[data-answer] li a > span").inner_text().startswith("…乙")


def test_markup_that_is_typed_stays_text(browser: Browser, built_site: Site, origin: str) -> None:
    """Nothing that stands in an address becomes part of the page."""
    with shown(browser, width=PHONE) as page:
        page.goto(f"{origin}en/search/?q=%3Cimg%20src=x%3E%20%5C(%5B.*")
        expect(page.locator("[data-answer] [role=status]")).not_to_be_empty()
        assert page.locator("main img").count() == 0


def test_chinese_in_another_text_is_marked(browser: Browser, built_site: Site, origin: str) -> None:
    """Screen readers and fonts are told."""
    with shown(browser, width=PHONE) as page:
        page.goto(f"{origin}en/search/?q=软实力")
        languages = answered(page).locator("mark span, [data-answer] span span").all()
        assert languages
        assert {each.get_attribute("lang") for each in languages} == {"zh-Hans"}


def test_on_a_phone_a_link_leads_to_the_search(browser: Browser, built_site: Site, origin: str) -> None:
    """The slash too, where there is no field."""
    with shown(browser, width=PHONE) as page:
        for how in (lambda: page.locator("[data-search-page]").click(), lambda: page.keyboard.press("/")):
            page.goto(f"{origin}en/")
            assert not page.locator("[data-search] input").is_visible()
            how()
            page.wait_for_url(f"{origin}en/search/")
            assert page.locator("[data-search] input").is_visible()


def test_a_missing_page_has_a_field(browser: Browser, built_site: Site, origin: str) -> None:
    """It answers there, whatever the address was."""
    with shown(browser, width=PHONE) as page:
        for prefix in built_site.editions:
            page.goto(f"{origin}{prefix}/no/such/page/")
            page.locator("[data-search] input").fill("soft power")
            assert answered(page).locator("[data-answer] li a").first.get_attribute("href")


def test_without_a_connection_it_says_so(browser: Browser, built_site: Site, origin: str) -> None:
    """And tries again when the reader does."""
    with shown(browser, width=DESKTOP) as page:
        page.route("**/*.json", lambda route: route.abort())
        page.goto(f"{origin}en/search/?q=city")
        status = page.locator("[data-answer] [role=status]")
        expect(status).to_have_text(str(page.locator("[data-search]").get_attribute("data-failed")))
        page.unroute("**/*.json")
        page.locator("[data-search] input").fill("city spirit")
        answered(page)


def test_data_come_when_they_are_wanted(browser: Browser, built_site: Site, origin: str) -> None:
    """A reader who does not search fetches neither the data nor the script."""
    fetched: list[str] = []
    with shown(browser, width=DESKTOP) as page:
        page.on("request", lambda request: fetched.append(request.url))
        page.goto(f"{origin}en/", wait_until="networkidle")
        assert not [url for url in fetched if "search" in url]
        with page.expect_request("**/search/texts.json") as asked:
            page.locator("[data-search] input").focus()
        # Its name is always the same: what is in a cache may be old.
        assert asked.value.all_headers()["cache-control"] == "max-age=0"


def test_without_scripts(browser: Browser, built_site: Site, origin: str) -> None:
    """The link to the page of the search is there, no dead field; the page says why, and lists all pages."""
    with shown(browser, width=DESKTOP, scripts=False) as page:
        for prefix in built_site.editions:
            page.goto(f"{origin}{prefix}/")
            assert not page.locator("[data-search]").is_visible()
            page.locator("[data-search-page]").click()
            page.wait_for_url(f"{origin}{prefix}/search/")
            assert not page.locator("[data-search]").is_visible()
            assert page.locator(f'main a[href$="{prefix}/glossary/"]').is_visible()


Show = Callable[[Page, str], None]


def on_its_page(page: Page, home: str) -> None:
    """All results."""
    page.goto(f"{home}search/?q=rsl")


def in_the_header(page: Page, home: str) -> None:
    """The first results, above a page, for what may have been meant."""
    page.goto(home)
    page.locator("[data-search] input").fill("软势力")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("show", "width"), [(on_its_page, PHONE), (in_the_header, DESKTOP)])
def test_answers_are_accessible(
    browser: Browser, built_site: Site, origin: str, show: Show, width: int, scheme: str
) -> None:
    """axe-core finds no violation while results are shown."""
    faults = []
    with shown(browser, width=width, scheme=scheme) as page:
        for prefix in ("zh-hant-hk", "en"):
            show(page, f"{origin}{prefix}/")
            answered(page)
            faults += violations(page, scheme, prefix)
    none_of(faults)
