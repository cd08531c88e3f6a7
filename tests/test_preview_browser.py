"""What an editor sees of a preview whose content has errors, in Chromium, under the policy of production."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from accessible import violations
from playwright.sync_api import Browser, Locator, Page, expect
from small_site import GOOD, PAGE, page
from test_browser import DESKTOP, PHONE, TOO_WIDE, Watch, none_of, shown

from sitegen.commands import serve as serving
from sitegen.commands.serve import Builder
from sitegen.edit.preview.building import Building
from sitegen.edit.preview.faults import Built
from sitegen.edit.preview.serve import Preview
from sitegen.publish.publish import Published
from sitegen.unchanged import AUTHORED
from sitegen.write.policy import HEADER_POLICY

PATIENCE = 10.0
ENGLISH = "content/pages/city.en.md"
SITE = "content/site.yaml"
# The good site with the templates of the project, which lead to the preview’s script.
FILES = {
    path: text for path, text in GOOD.items() if not path.startswith(("templates/", "content/interface"))
}
WRONG = page("第一句，没有这一页：[<script>alert(1)</script>没有](nowhere.zh.md)。")
# Lets half a second pass when the test says so.
HALF_A_SECOND = """
const wait = window.setTimeout;
window.setTimeout = (then, time, ...more) =>
    time === 500 ? void (window.afterHalfASecond = then) : wait(then, time, ...more);
"""
CARETS = "each => getComputedStyle(each, '::after').content"


@dataclass
class Served:
    """A site, the preview of it that runs, and what was said on the terminal."""

    root: Path
    language: str = "en"
    address: str = ""
    builds: int = 0
    during_build: Callable[[], object] = bool
    said: list[str] = field(default_factory=list)

    def write(self, path: str, text: str) -> None:
        """Save a file."""
        (self.root / path).write_text(text, encoding="utf-8")

    @contextmanager
    def running(self) -> Iterator[Served]:
        """Serve for as long as the block lasts."""
        ready, output = Event(), self.root.parent / "output"
        builder = Builder(self.root, output, self.language)

        def rebuild(building: Building) -> Built:
            self.builds += 1
            self.during_build()
            return builder.build(building)

        def announce(text: str) -> None:
            self.said.append(text)
            self.address = text
            ready.set()

        watched = [self.root / name for name in AUTHORED]
        preview = Preview(output, 0, watched, rebuild, HEADER_POLICY, announce, self.language)
        thread = Thread(target=preview.run)
        thread.start()
        try:
            assert ready.wait(PATIENCE)
            yield self
        finally:
            preview.stop()
            thread.join(PATIENCE)
        assert not thread.is_alive()


def site(root: Path, files: dict[str, str] | None = None, language: str = "en") -> Served:
    """The good site with some files changed, none of them told twice."""
    folder = root / "site"
    for path, text in {**FILES, **(files or {})}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return Served(folder, language)


def dialog(of: Page) -> Locator:
    """What is told over a page."""
    return of.get_by_role("alertdialog")


@dataclass
class Looked:
    """A page that somebody looks at, and what its browser complains about."""

    page: Page
    watch: Watch
    scheme: str

    def is_good(self, width: int) -> None:
        """Nothing is wider than the window, axe finds nothing, and the browser has nothing to complain of."""
        assert self.page.evaluate(TOO_WIDE, width) == ""
        none_of(self.quiet())
        none_of(list(violations(self.page, self.scheme)))
        # axe writes styles that the policy refuses.
        self.watch.faults.clear()

    def quiet(self) -> list[str]:
        """What was complained about, but for the icon that a page may do without."""
        return [each for each in self.watch.faults if "favicon" not in each and "404 (Not Found)" not in each]


@contextmanager
def watched(browser: Browser, served: Served, *, width: int, scheme: str = "light") -> Iterator[Looked]:
    """A page of which nothing is complained but that what cannot be built is not there."""
    with shown(browser, width=width, scheme=scheme) as looked_at:
        looked = Looked(looked_at, Watch(served.address, expected_404="/city/"), scheme)
        looked.watch.follow(looked_at.context)
        yield looked
        none_of(looked.quiet())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_page_breaks_and_is_mended(browser: Browser, tmp_path: Path, width: int, scheme: str) -> None:
    """Its errors stand over the page as it was, with line, carets and remedy; then the page is new."""
    with (
        site(tmp_path).running() as served,
        watched(browser, served, width=width, scheme=scheme) as looked,
    ):
        looked_at = looked.page
        looked_at.goto(f"{served.address}zh-hans/city/")
        expect(looked_at.get_by_text("正文。")).to_be_visible()
        served.write(PAGE, WRONG)
        told = dialog(looked_at)
        expect(told.get_by_role("heading", name="3 errors")).to_be_visible()
        first, second, _ = told.get_by_role("listitem").all()
        expect(first.locator(".place")).to_have_text(f"{PAGE}:6:11")
        expect(first.locator(".message")).to_have_text("there is no page nowhere.zh.md [unknown-page]")
        expect(first.locator(".hint")).to_have_text("Write the name of a file in content/pages.")
        expect(second.locator(".line")).to_have_text(
            "第一句，没有这一页：[<script>alert(1)</script>没有](nowhere.zh.md)。"
        )
        expect(second.locator("mark")).to_have_text("<script>")
        assert second.locator("mark").evaluate(CARETS).startswith('"^^')
        # The page as it was stands behind.
        expect(looked_at.locator("main").get_by_text("正文。")).to_be_visible()
        looked.is_good(width)
        served.write(PAGE, page("新的正文。"))
        expect(looked_at.get_by_text("新的正文。")).to_be_visible()
        expect(told).to_have_count(0)
        expect(corner(looked_at)).to_be_hidden()


def corner(of: Page) -> Locator:
    """The button that shows what was closed, or what other pages have."""
    return of.locator("preview-faults .open")


@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "light"), (DESKTOP, "dark")])
def test_it_starts_with_a_broken_page(browser: Browser, tmp_path: Path, width: int, scheme: str) -> None:
    """Its address says what is wrong with it, others are there; mended, it appears by itself."""
    broken = {PAGE: page("正文。", "title: [城市\nsummary: 一句。")}
    with (
        site(tmp_path, broken).running() as served,
        watched(browser, served, width=width, scheme=scheme) as looked,
    ):
        looked_at = looked.page
        answer = looked_at.goto(f"{served.address}zh-hans/city/")
        assert answer
        assert answer.status == 503
        expect(looked_at).to_have_title("1 error")
        expect(looked_at.get_by_role("heading", level=1)).to_have_text("1 error")
        (fault,) = looked_at.get_by_role("listitem").all()
        expect(fault.locator(".place")).to_contain_text(f"{PAGE}:2:")
        expect(fault.locator(".line")).to_have_text("title: [城市")
        expect(looked_at.get_by_role("alertdialog")).to_have_count(0)
        looked.is_good(width)
        beside = looked_at.context.new_page()
        beside.goto(f"{served.address}en/city/")
        expect(beside.get_by_text("Text.")).to_be_visible()
        expect(corner(beside)).to_have_text("On other pages: 1 error")
        corner(beside).click()
        expect(dialog(beside).locator(".place")).to_contain_text(f"{PAGE}:2:")
        none_of(looked.quiet())
        none_of(list(violations(beside, scheme)))
        looked.watch.faults.clear()
        served.write(PAGE, page("新的正文。"))
        expect(looked_at.get_by_text("新的正文。")).to_be_visible()
        expect(corner(beside)).to_be_hidden()
        expect(dialog(beside)).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (SITE, None),
        (SITE, "title: [\n"),
        ("templates/page.html", "{% if %}"),
        ("content/pages/index.zh.md", None),
    ],
)
def test_it_starts_whatever_is_wrong(browser: Browser, tmp_path: Path, path: str, text: str | None) -> None:
    """Without settings, with a broken template, without a home: any address says so, and then is the page."""
    served = site(tmp_path, {SITE: FILES[SITE].replace("org/", "org/a/b/")} | {path: text or ""})
    if text is None:
        for name in (path, path.replace(".zh.", ".en.")):
            (served.root / name).unlink(missing_ok=True)
    good = FILES.get(path, (Path(__file__).parents[1] / path).read_text("utf-8"))
    with served.running(), shown(browser, width=PHONE) as looked_at:
        looked_at.goto(served.address)
        expect(looked_at.get_by_role("heading", level=1)).to_contain_text("error")
        expect(looked_at.locator(".place").first).to_contain_text(path)
        served.write(path, good.replace("org/", "org/a/b/"))
        expect(looked_at.get_by_role("link", name="English")).to_be_visible()
        assert looked_at.url == served.address.replace("/a/b", "") + "a/b/"


def test_an_error_in_what_all_pages_share_covers_each(browser: Browser, tmp_path: Path) -> None:
    """A broken template, say; undone, it goes without loading the page anew."""
    with site(tmp_path).running() as served, shown(browser, width=PHONE) as looked_at:
        looked_at.goto(f"{served.address}en/")
        looked_at.evaluate("() => { window.isTheSame = true; }")
        served.write("content/glossary.yaml", "groups: x\n")
        expect(dialog(looked_at).locator(".place")).to_contain_text("content/glossary.yaml:1:")
        served.write("content/glossary.yaml", FILES["content/glossary.yaml"])
        expect(dialog(looked_at)).to_have_count(0)
        assert looked_at.evaluate("() => window.isTheSame")


def test_it_can_be_closed_and_opened_by_keys(browser: Browser, tmp_path: Path) -> None:
    """To look at the page behind; closed, it stays so until something else is wrong."""
    with site(tmp_path).running() as served, shown(browser, width=DESKTOP) as looked_at:
        looked_at.goto(f"{served.address}zh-hans/city/")
        served.write(PAGE, page("[没有](nowhere.zh.md)"))
        told = dialog(looked_at)
        expect(told.get_by_role("button", name="Look at the page")).to_be_focused()
        looked_at.keyboard.press("Enter")
        expect(told).to_have_count(0)
        expect(corner(looked_at)).to_have_text("1 error")
        looked_at.reload()
        expect(corner(looked_at)).to_be_visible()
        expect(told).to_have_count(0)
        corner(looked_at).focus()
        looked_at.keyboard.press("Enter")
        expect(told).to_be_visible()
        looked_at.keyboard.press("Escape")
        expect(told).to_have_count(0)
        served.write(PAGE, page("[没有](nowhere.zh.md)[没有](nothing.zh.md)"))
        expect(told.get_by_role("heading", name="2 errors")).to_be_visible()


def test_many_errors_can_all_be_reached(browser: Browser, tmp_path: Path) -> None:
    """None is left out, and the button stays in sight."""
    with site(tmp_path).running() as served, shown(browser, width=PHONE) as looked_at:
        looked_at.goto(f"{served.address}zh-hans/city/")
        served.write(PAGE, page("\n\n".join(["[没有](nowhere.zh.md)"] * 150)))
        told = dialog(looked_at)
        expect(told.get_by_role("listitem")).to_have_count(150)
        looked_at.keyboard.press("End")
        expect(told.get_by_role("listitem").last).to_be_in_viewport()
        expect(told.get_by_role("button")).to_be_in_viewport()


def test_it_speaks_the_language_of_the_terminal(browser: Browser, tmp_path: Path) -> None:
    """`--lang zh`, whatever the language of the page."""
    with site(tmp_path, language="zh").running() as served, shown(browser, width=PHONE) as looked_at:
        looked_at.goto(f"{served.address}en/city/")
        served.write(ENGLISH, page("[没有](nowhere.en.md)", "title: City\nsummary: One sentence."))
        told = dialog(looked_at)
        expect(told.get_by_role("heading", name="1处错误")).to_be_visible()
        expect(told.get_by_role("button", name="看页面")).to_be_visible()
        assert told.get_attribute("lang") == "zh"


def test_a_build_that_takes_its_time_says_so(browser: Browser, tmp_path: Path) -> None:
    """After half a second, and not before; it goes with the build, also where nothing has changed."""
    ended, index = Event(), "content/pages/index.en.md"
    with site(tmp_path).running() as served, shown(browser, width=PHONE) as looked_at:
        looked_at.add_init_script(HALF_A_SECOND)
        with looked_at.expect_websocket(lambda line: line.url.endswith("state")) as line:
            looked_at.goto(f"{served.address}en/")
        note = looked_at.locator("preview-faults .corner .note")
        served.during_build = lambda: ended.wait(PATIENCE)
        with line.value.expect_event("framereceived", lambda frame: '"is_building": true' in frame):
            served.write(index, FILES[index] + "\n")
        expect(note).to_be_empty()
        looked_at.evaluate("() => window.afterHalfASecond()")
        expect(note).to_have_text("Building…")
        none_of(list(violations(looked_at)))
        ended.set()
        expect(note).to_be_empty()


def test_a_build_over_which_errors_stand_says_so_there(browser: Browser, tmp_path: Path) -> None:
    """The corner is covered then."""
    ended = Event()
    with site(tmp_path, {PAGE: WRONG}).running() as served, shown(browser, width=PHONE) as looked_at:
        looked_at.goto(f"{served.address}en/city/")
        corner(looked_at).click()
        served.during_build = lambda: ended.wait(PATIENCE)
        served.write(PAGE, page("正文。"))
        expect(dialog(looked_at).get_by_text("Building…")).to_be_visible()
        ended.set()
        expect(dialog(looked_at)).to_have_count(0)


def test_an_open_page_is_seen_before_the_build_ends(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not loaded again when that ends; a mended one does not tell of errors that it has no more."""
    may_end, refresh = Event(), serving.refresh
    may_end.set()

    def late(*arguments: Any) -> Published:
        assert may_end.wait(PATIENCE)
        return refresh(*arguments)

    monkeypatch.setattr(serving, "refresh", late)
    with site(tmp_path).running() as served, shown(browser, width=PHONE) as looked_at:
        looked_at.goto(f"{served.address}zh-hans/city/")
        served.write(PAGE, WRONG)
        expect(dialog(looked_at)).to_be_visible()
        may_end.clear()
        served.write(PAGE, page("新的正文。"))
        expect(looked_at.get_by_text("新的正文。")).to_be_visible()
        expect(dialog(looked_at)).to_have_count(0)
        looked_at.evaluate("() => { window.isTheSame = true; }")
        other = looked_at.context.new_page()
        other.goto(f"{served.address}zh-hant-tw/city/")
        expect(other.get_by_text("正文。", exact=True)).to_be_visible()
        may_end.set()
        expect(other.get_by_text("新的正文。")).to_be_visible()
        expect(dialog(looked_at)).to_have_count(0)
        expect(corner(looked_at)).to_be_hidden()
        assert looked_at.evaluate("() => window.isTheSame")
