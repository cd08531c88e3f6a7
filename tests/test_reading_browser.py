"""Finding one's way and passing it on, in Chromium, under the Content-Security-Policy of production."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest
from crawl import Site
from playwright.sync_api import Browser, Page, expect
from test_browser import DESKTOP, PHONE

WIDE = 1440
ARTICLE = "city-spirit/"


@contextmanager
def reading(
    browser: Browser, address: str, *, languages: str = "zh-CN", width: int = DESKTOP, scripts: bool = True
) -> Iterator[Page]:
    """A page shown to a reader whose browser asks for these languages, the first one first."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        locale=languages.rpartition(",")[2] if "@" in languages else languages.partition(",")[0],
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    listed = ", ".join(f'"{language}"' for language in languages.split(","))
    context.add_init_script(
        f"Object.defineProperty(navigator, 'languages', {{ get: () => [{listed}] }});"
        "Object.defineProperty(navigator, 'share', { value: globalThis.share });"
    )
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def test_the_section_that_is_read_is_marked(browser: Browser, origin: str) -> None:
    """None above the first; then always one, the last that has been begun, and after a jump too."""
    with reading(browser, f"{origin}zh-hans/{ARTICLE}", width=WIDE) as page:
        marked = page.locator(".contents [aria-current]")
        expect(marked).to_have_count(0)
        headings = page.locator(".body :is(h2, h3)[id]")
        names = [heading.get_attribute("id") for heading in headings.all()]
        assert len(names) > 4
        for name in (names[3], names[0], names[4], names[1]):
            page.evaluate("id => document.getElementById(id).scrollIntoView({ block: 'start' })", name)
            expect(marked).to_have_count(1)
            expect(marked).to_have_attribute("href", f"#{name}")
        page.evaluate("scrollTo(0, 0)")
        expect(marked).to_have_count(0)


def test_a_long_list_of_sections_follows(browser: Browser, origin: str) -> None:
    """Where the contents are longer than the window, the current section stays in sight."""
    with reading(browser, f"{origin}zh-hans/faq/", width=WIDE) as page:
        page.set_viewport_size({"width": WIDE, "height": 400})
        headings = page.locator(".body :is(h2, h3)[id]")
        for at in (headings.count() - 2, 1):
            headings.nth(at).evaluate("element => element.scrollIntoView({ block: 'start' })")
            before = page.evaluate("() => scrollY")
            marked = page.locator(".contents [aria-current]")
            expect(marked).to_have_attribute("href", f"#{headings.nth(at).get_attribute('id')}")
            expect(marked).to_be_in_viewport(ratio=1)
            assert page.evaluate("() => scrollY") == before


def with_table(site: Site, prefix: str) -> str:
    """The address of a page of an edition that shows a table, and none that is folded below a picture."""
    return next(
        document.address
        for document in site.documents.values()
        if site.prefix(document.file) == prefix
        and ("div", "table") in document.classes
        and ("div", "drawn") not in document.classes
    )


def test_apostrophes_are_latin(browser: Browser, built_site: Site, origin: str) -> None:
    """In English the marks that Chinese fonts hold too are not as wide as a Chinese character."""
    width = """element => {
        const mark = document.createElement("span");
        mark.textContent = "’";
        element.append(mark);
        return mark.getBoundingClientRect().width / parseFloat(getComputedStyle(element).fontSize);
    }"""
    with reading(browser, f"{origin}en/{ARTICLE}", languages="en") as page:
        for selector in ("h1", ".body p", ".site-title span"):
            assert 0 < page.locator(selector).first.evaluate(width) < 0.5, selector
        page.goto(origin + with_table(built_site, "en"))
        assert 0 < page.locator(".body .table td").first.evaluate(width) < 0.5
    with reading(browser, f"{origin}zh-hans/{ARTICLE}bilingual/") as page:
        assert 0 < page.locator(".theirs p").first.evaluate(width) < 0.5


@pytest.mark.parametrize(
    ("languages", "prefix", "offered"),
    [
        ("zh-HK", "zh-hans", "zh-Hant-HK"),
        ("zh-MO", "zh-hans", "zh-Hant-HK"),
        ("zh-HK,zh,en-US,en", "zh-hans", "zh-Hant-HK"),
        ("zh-HK,zh,en-US,en", "en", "zh-Hant-HK"),
        ("zh-TW", "zh-hant-hk", "zh-Hant-TW"),
        ("zh-Hant", "zh-hans", "zh-Hant-TW"),
        ("zh-SG", "zh-hant-tw", "zh-Hans"),
        ("zh-CN,en", "zh-hant-tw", "zh-Hans"),
        ("en-US", "zh-hans", "en"),
        ("fr,en-GB", "zh-hant-hk", "en"),
        ("zh-HK", "zh-hant-hk", None),
        ("zh", "zh-hans", None),
        ("en-US,zh-CN", "zh-hans", None),
        ("fr", "en", None),
        # What browsers have among their languages need not be one.
        ("C,zh_CN,*,en-US@posix,zh-HK", "zh-hans", "zh-Hant-HK"),
    ],
)
def test_another_edition_is_offered_in_its_own_words(
    browser: Browser, built_site: Site, origin: str, languages: str, prefix: str, offered: str | None
) -> None:
    """Readers who ask for another edition are told of it; those who read this one are left alone."""
    with reading(browser, f"{origin}{prefix}/{ARTICLE}", languages=languages) as page:
        box = page.locator(".offer")
        expect(box).to_have_count(1 if offered else 0)
        if offered:
            assert box.get_attribute("lang") == offered
            label = page.locator(f'.switcher li [hreflang="{offered}"]').inner_text()
            assert label in box.inner_text()
            box.locator("a").click()
            tags = {tag: prefix for prefix, tag in built_site.editions.items()}
            page.wait_for_url(f"{origin}{tags[offered]}/{ARTICLE}")
        # Nobody was led away unasked.
        else:
            assert page.url == f"{origin}{prefix}/{ARTICLE}"


def test_an_offer_that_is_declined_does_not_come_back(browser: Browser, origin: str) -> None:
    """It moves nothing when it comes, and it goes for good."""
    with reading(browser, f"{origin}zh-hans/{ARTICLE}", languages="zh-HK", width=PHONE) as page:
        assert page.locator(".offer").evaluate("box => getComputedStyle(box).position") == "fixed"
        bottom = page.locator(".offer").bounding_box()
        assert bottom
        assert bottom["y"] + bottom["height"] == 800
        page.locator(".offer button").click()
        expect(page.locator(".offer")).to_have_count(0)
        for address in (ARTICLE, ""):
            page.goto(f"{origin}zh-hans/{address}")
            expect(page.locator(".tools button")).to_be_visible()
            expect(page.locator(".offer")).to_have_count(0)


def test_a_chosen_edition_is_remembered(browser: Browser, origin: str) -> None:
    """Who chooses an edition is not offered others there, but it elsewhere; the chooser marks it."""
    with reading(browser, f"{origin}zh-hant-tw/{ARTICLE}", languages="zh-TW") as page:
        page.locator('.switcher li [hreflang="en"]').click()
        page.wait_for_url(f"{origin}en/{ARTICLE}")
        expect(page.locator(".tools button")).to_be_visible()
        expect(page.locator(".offer")).to_have_count(0)
        page.goto(origin)
        marked = page.locator(".editions li:has(small:visible)")
        expect(marked).to_have_count(1)
        expect(marked).to_have_attribute("lang", "en")
        assert page.url == origin
        page.goto(f"{origin}zh-hant-tw/{ARTICLE}")
        expect(page.locator(".offer")).to_have_attribute("lang", "en")


def report(page: Page) -> tuple[str, list[str]]:
    """Subject and lines of the mail that the report begins."""
    address = page.locator("[data-report]").get_attribute("href") or ""
    parts = parse_qs(urlsplit(address).query)
    return parts["subject"][0], parts["body"][0].strip().split("\r\n")


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_report_is_begun(browser: Browser, built_site: Site, origin: str, scripts: bool) -> None:
    """Page and edition stand in it from the start; a script adds section and marked text."""
    with reading(browser, f"{origin}zh-hant-hk/{ARTICLE}", languages="zh-HK", scripts=scripts) as page:
        title = page.locator("h1").inner_text()
        subject, lines = report(page)
        assert title in subject
        assert title in lines[0]
        assert "繁體（香港）" in lines[1]
        assert lines[2:] == [f"{built_site.base_url}zh-hant-hk/{ARTICLE}"]
        if not scripts:
            return
        heading = page.locator(".body h2[id]").nth(1)
        name, words = heading.get_attribute("id"), heading.inner_text()
        page.evaluate(
            "id => getSelection().selectAllChildren(document.getElementById(id).nextElementSibling)",
            name,
        )
        marked = page.evaluate("() => getSelection().toString().trim().slice(0, 200)")
        # A mail program that does not exist would be started by a click.
        page.locator("[data-report]").dispatch_event("pointerdown")
        _, lines = report(page)
        assert words in lines[3]
        assert lines[3].endswith(f"#{name}")
        assert re.sub(r"\s+", "", "".join(lines[4:])).endswith(re.sub(r"\s+", "", marked))


def test_a_report_holds_whole_characters(browser: Browser, origin: str) -> None:
    """A long mark is cut between characters, also where one takes two units."""
    with reading(browser, f"{origin}zh-hans/{ARTICLE}") as page:
        page.evaluate(
            """() => {
                const text = document.querySelector(".body p");
                text.textContent = "字".repeat(199) + "\U00020bb7".repeat(3);
                getSelection().selectAllChildren(text);
                document.querySelector("[data-report]").dispatchEvent(new Event("pointerdown"));
            }"""
        )
        assert report(page)[1][-1].endswith("字\U00020bb7")


def test_without_storage_choices_last_for_a_page(browser: Browser, origin: str) -> None:
    """Where a browser keeps nothing, everything works, and nothing is remembered."""
    forbid = """Object.defineProperty(window, "localStorage", {
        get() { throw new DOMException("no", "SecurityError"); },
    });"""
    faults: list[str] = []
    with reading(browser, origin, languages="zh-HK") as page:
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.add_init_script(forbid)
        page.goto(f"{origin}zh-hans/{ARTICLE}")
        page.locator("[data-settings]").click()
        page.locator("[name=theme][value=dark]").check()
        page.keyboard.press("Escape")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        page.locator(".offer button").click()
        expect(page.locator(".offer")).to_have_count(0)
        page.locator(".body .term").first.click()
        expect(page.locator(".term-box:popover-open")).to_have_count(1)
        page.goto(f"{origin}zh-hans/{ARTICLE}bilingual/")
        page.locator(".layout input[value=ours]").check()
        expect(page.locator(".side.theirs:not(.summary)").first).to_be_hidden()
        page.reload()
        expect(page.locator(".layout input[value=columns]")).to_be_checked()
    assert faults == []


def test_sharing_copies_the_address_where_there_is_no_menu(browser: Browser, origin: str) -> None:
    """With the section that the address names; and it says so."""
    with reading(browser, f"{origin}en/{ARTICLE}#definition", languages="en-GB") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
        page.locator("[data-share]").click()
        status = page.locator(".tools [role=status]")
        expect(status).to_have_text(status.get_attribute("data-done") or "?")
        assert page.evaluate("() => navigator.clipboard.readText()") == f"{origin}en/{ARTICLE}#definition"


def test_without_scripts_nothing_dead_is_shown(browser: Browser, origin: str) -> None:
    """No button, no offer; contents, reading time and related pages as ever."""
    address = f"{origin}zh-hans/{ARTICLE}"
    with reading(browser, address, languages="zh-HK", width=PHONE, scripts=False) as page:
        assert page.locator(".tools button:visible, .offer").count() == 0
        assert page.locator(".reading-time").is_visible()
        assert page.locator(".related a").count() == 3
        page.locator(".to-pages").click()
        page.locator(".navigation > .all-pages").click()
        page.wait_for_url(f"{origin}zh-hans/contents/")
        assert page.locator(".listed").count() > 20


# Chinese editions have such a page, the English one has none.
ELSEWHERE = f"{ARTICLE}bilingual/"


def test_a_missing_page_is_found_in_other_editions(browser: Browser, built_site: Site, origin: str) -> None:
    """Those that have the address are shown with it, and no others."""
    with reading(browser, f"{origin}en/{ELSEWHERE}", languages="en-GB") as page:
        links = page.locator("[data-elsewhere] a:visible")
        expect(links).to_have_count(3)
        for link in links.all():
            tag = link.get_attribute("hreflang")
            (prefix,) = (prefix for prefix, other in built_site.editions.items() if other == tag)
            link_to = f"{urlsplit(origin).path}{prefix}/{ELSEWHERE}"
            assert link.get_attribute("href") == link_to
        page.goto(f"{origin}en/no/such/page/")
        page.wait_for_load_state("networkidle")
        expect(page.locator("[data-elsewhere]")).to_be_hidden()


def test_a_missing_page_without_scripts(browser: Browser, origin: str) -> None:
    """Home and contents of the edition, and the homes of the others."""
    with reading(browser, f"{origin}zh-hant-tw/no/such/page/", scripts=False) as page:
        expect(page.locator("[data-elsewhere]")).to_be_hidden()
        for address in ("zh-hant-tw/", "zh-hant-tw/contents/", "zh-hans/", "en/"):
            path = urlsplit(origin + address).path
            assert page.locator(f'main .choices a[href="{path}"]:visible').count()


def test_all_editions_are_seen_at_once(browser: Browser, origin: str) -> None:
    """Whoever comes to the root by phone sees every edition without scrolling, and none is missing."""
    with reading(browser, origin, languages="en") as page:
        page.set_viewport_size({"width": PHONE, "height": 844})
        links = page.locator(".editions a")
        expect(links).to_have_count(4)
        for link in links.all():
            expect(link).to_be_in_viewport(ratio=1)
