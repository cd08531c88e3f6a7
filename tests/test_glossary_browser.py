"""The glossary in Chromium: terms filtered by what is typed, and landing on one, with scripts and without."""

import pytest
from accessible import violations
from crawl import Site
from playwright.sync_api import Browser, Page, expect
from test_browser import DESKTOP, PHONE, Watch, none_of, shown

# More than a third of a phone that is turned would be covered.
LOW = 360
# Whether what stands under the middle of the upper edge of an element is that, and nothing over it.
UNCOVERED = """e => {
    const { left, top } = e.getBoundingClientRect();
    return e.contains(document.elementFromPoint(left + 5, top + 5));
}"""


def left(page: Page) -> list[str]:
    """The ids of the terms that are shown."""
    ids: list[str] = page.locator(".entry:visible").evaluate_all("es => es.map(e => e.id)")
    return ids


SEA, POWER = "hai-na-bai-chuan", "ruan-shi-li"
# With and without tones, spaces and capitals; initials; English; full-width letters.
TYPED = ("hǎi nà", "HAINA", "baichuan", "hnbc", "Sea takes", "ｓｅａ")


@pytest.mark.parametrize(
    ("prefix", "typed", "found", "gone"),
    [
        *(
            (prefix, typed, SEA, POWER)
            for prefix, every in (("zh-hans", TYPED), ("zh-hant-tw", TYPED[:3]), ("en", TYPED))
            # In the script of the edition and in the other one.
            for typed in (*every, "海纳百川", "海納", "百川")
        ),
        ("en", "soft power", POWER, SEA),
        *(
            (prefix, typed, SEA, POWER)
            for prefix, every in (
                ("zh-hant-hk", ("hoi2 naap6", "hoinaap", "baakcyun", "HAINA", "hnbc")),
                ("zh-hant-tw", ("ㄏㄞˇ ㄋㄚˋ", "ㄅㄞˇㄔㄨㄢ")),
            )
            for typed in every
        ),
    ],
)
def test_the_filter(browser: Browser, origin: str, prefix: str, typed: str, found: str, gone: str) -> None:
    """It leaves the terms that are called so, and says how many; groups without one are not shown."""
    with shown(browser, width=PHONE) as page:
        page.goto(f"{origin}{prefix}/glossary/")
        every = left(page)
        page.locator(".filter input").fill(typed)
        # How names are spelled in pinyin comes with the data of the search, where pages show other readings.
        expect(page.locator(f'[id="{gone}"]')).to_be_hidden()
        expect(page.locator(f'[id="{found}"]')).to_be_visible()
        ids = left(page)
        assert str(len(ids)) in page.locator(".filter [role=status]").inner_text()
        assert page.locator(".group:visible").count() <= len(ids)
        page.locator(".filter input").fill("")
        assert left(page) == every
        expect(page.locator(".filter [role=status]")).to_be_empty()


def test_the_filter_falls_back_to_explanations(browser: Browser, origin: str) -> None:
    """Where no term is called so, explanations are looked through; else it says so."""
    with shown(browser, width=DESKTOP) as page:
        page.goto(f"{origin}en/glossary/")
        field = page.locator(".filter input")
        field.fill("receives every river")
        assert left(page) == ["hai-na-bai-chuan"]
        field.fill("xyzzy")
        assert left(page) == []
        assert page.locator(".filter [role=status]").inner_text()
        # The field is not a form that leads anywhere.
        field.press("Enter")
        assert page.url == f"{origin}en/glossary/"


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_field_stays_in_reach(browser: Browser, origin: str, width: int) -> None:
    """From the middle of the page what is left is seen at once; in a low window nothing is covered."""
    with shown(browser, width=width) as page:
        page.goto(f"{origin}zh-hans/glossary/")
        page.locator(".entry").nth(90).scroll_into_view_if_needed()
        field = page.locator(".filter input")
        expect(field).to_be_in_viewport()
        field.fill("海纳")
        expect(page.locator("#hai-na-bai-chuan h3")).to_be_in_viewport()
        assert page.locator("#hai-na-bai-chuan h3").evaluate(UNCOVERED)
        page.set_viewport_size({"width": width, "height": LOW})
        field.fill("")
        page.locator(".entry").nth(90).scroll_into_view_if_needed()
        expect(field).not_to_be_in_viewport()


@pytest.mark.parametrize("prefix", ["zh-hans", "zh-hant-tw", "en"])
@pytest.mark.parametrize(("width", "scripts"), [(PHONE, True), (PHONE, False), (DESKTOP, True)])
def test_landing_on_a_term(browser: Browser, origin: str, prefix: str, width: int, scripts: bool) -> None:
    """It is lit, unfolded and under nothing, from another page and within this one; without scripts too."""
    with shown(browser, width=width, scripts=scripts) as page:
        watch = Watch(origin)
        watch.follow(page.context)
        page.goto(f"{origin}{prefix}/glossary/#ruan-shi-li")
        assert page.locator(".filter").is_visible() == scripts
        other = page.locator("#ruan-shi-li details a[href^='#']").first
        for id_ in ("ruan-shi-li", str(other.get_attribute("href"))[1:]):
            term = page.locator(f"#{id_}")
            expect(term.locator("h3")).to_be_in_viewport()
            if scripts:
                assert term.locator("h3").evaluate(UNCOVERED)
                ground = term.locator("h3").evaluate("e => getComputedStyle(e).backgroundColor")
                assert ground != "rgba(0, 0, 0, 0)"
            expect(term.locator("details .source").first).to_be_visible()
            if id_ == "ruan-shi-li":
                other.click()
        none_of(watch.faults)


def test_what_is_left_is_seen_above_the_keys_of_a_phone(browser: Browser, origin: str) -> None:
    """The field stands low when one comes to it; with the first letter what it leaves comes up."""
    with shown(browser, width=PHONE) as page:
        page.goto(f"{origin}zh-hans/glossary/")
        page.locator(".filter input").press_sequentially("hainabaichuan")
        first = page.locator(".entry:visible h3").first
        assert first.evaluate("e => e.getBoundingClientRect().bottom") < 400


def test_a_link_to_a_term_that_is_filtered_out(browser: Browser, origin: str) -> None:
    """It is shown, and all others with it."""
    with shown(browser, width=PHONE) as page:
        page.goto(f"{origin}en/glossary/")
        page.locator(".filter input").fill("soft power")
        page.locator("#ruan-shi-li summary").click()
        link = page.locator(
            "#ruan-shi-li details a[href='#cheng-shi-jing-shen'], .entry:visible details a[href^='#']"
        )
        ids = left(page)
        targets = link.evaluate_all("links => links.map(link => link.hash.slice(1))")
        hidden = next(id_ for id_ in targets if id_ not in ids)
        page.evaluate("id => { location.hash = id; }", hidden)
        expect(page.locator(f"#{hidden} h3")).to_be_in_viewport()
        expect(page.locator(".filter input")).to_have_value("")


def test_groups_are_in_reach(browser: Browser, origin: str) -> None:
    """On a phone a line of links, beside a wide text its contents, in which the group is marked."""
    with shown(browser, width=PHONE) as page:
        page.goto(f"{origin}en/glossary/")
        page.locator(".entry").nth(90).scroll_into_view_if_needed()
        page.locator(".groups a").nth(1).click()
        group = page.locator(".group h2").nth(1)
        expect(group).to_be_in_viewport()
        assert group.evaluate(UNCOVERED)
    with shown(browser, width=1440) as page:
        page.goto(f"{origin}en/glossary/")
        expect(page.locator(".groups")).to_be_hidden()
        link = page.locator(".contents a").nth(2)
        link.click()
        expect(link).to_have_attribute("aria-current", "true")


def test_two_columns_where_there_is_room(browser: Browser, origin: str) -> None:
    """Entries stand side by side on a desk, one below the other on a phone."""
    for width, columns in ((PHONE, 1), (DESKTOP, 2)):
        with shown(browser, width=width) as page:
            page.goto(f"{origin}zh-hans/glossary/")
            edges = (
                page.locator(".group")
                .first.locator(".entry")
                .evaluate_all("es => es.map(e => e.getBoundingClientRect().left)")
            )
            assert len(set(edges)) == columns


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_filtered_glossary_is_accessible(
    browser: Browser, built_site: Site, origin: str, scheme: str
) -> None:
    """With terms left, one of them unfolded, and with none."""
    faults: list[str] = []
    for prefix in ("zh-hans", "en"):
        for typed in ("ruan", "xyzzy"):
            with shown(browser, width=PHONE, scheme=scheme) as page:
                page.goto(f"{origin}{prefix}/glossary/#ruan-shi-li")
                page.locator(".filter input").fill(typed)
                faults += violations(page, scheme, f"{prefix} {typed}")
    none_of(faults)
