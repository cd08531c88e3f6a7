"""Which pages explain which paragraph: shown under each, and asked for before publication."""

from pathlib import Path

import pytest
from small_site import GOOD, HEAD, PAGE, SITE, SOURCE, Files, page, read, run, without_source, write_site

from sitegen.facts.coverage import Citing, citations_in, coverage
from sitegen.make import make_site
from sitegen.plan import plan
from sitegen.views import DocumentPage

# Stands before the character that a message must name.
HOME = "content/pages/index.zh.md"
HOME_EN = "content/pages/index.en.md"
PAGE_EN = "content/pages/city.en.md"
MORE = "content/pages/a-more.zh.md"
SECOND = """\
  - id: O-3
    section: {zh: 甲, en: First part}
    gist: {zh: 大意。, en: The gist.}
    phrases: []
"""
BOTH = "[O-2](source:O-2)[O-3](source:O-3)"
# Two paragraphs, and pages that cite both, in both languages.
CITING: Files = {
    SITE: "".join(line for line in GOOD[SITE].splitlines(True) if not line.startswith("severities:")),
    SOURCE: GOOD[SOURCE] + SECOND,
    HOME: page(f"正文{BOTH}。", "title: 首页\nsummary: 一句。"),
    HOME_EN: page(f"Text {BOTH}.", "title: Home\nsummary: One sentence."),
    PAGE: page(f"正文{BOTH}。"),
    PAGE_EN: page(f"Text {BOTH}.", "title: City\nsummary: One sentence."),
}


def citing(root: Path, body: str, language: str = "zh") -> dict[str, tuple[Citing, ...]]:
    """What the pages of a language cite where the page has this body."""
    library = read(write_site(root, {**CITING, PAGE: page(body)}))
    pages = {key: citations_in(page.body) for (key, of), page in library.pages.items() if of == language}
    return dict(coverage(library.paragraphs, pages, ["index", "city", "glossary"]))


@pytest.mark.parametrize(
    ("body", "section"),
    [
        ("正文[O-2](source:O-2)。\n\n## 一 {#one}\n\n又[O-2](source:O-2)。", ""),
        ("正文。\n\n## 一 {#one}\n\n[O-2](source:O-2)\n\n## 二 {#two}\n\n[O-2](source:O-2)", "one"),
        ("## 一 {#one}\n\n### 二 {#two}\n\n甲[O-2](source:O-2)。", "two"),
        ("## 一 {#one}\n\n#### 小\n\n甲[O-2](source:O-2)。", "one"),
        ("## 一[O-2](source:O-2) {#one}\n\n正文。", "one"),
        (
            "## 一 {#one}\n\n::: only\n- **[O-2](SOURCE:O-2)**\n:::\n\n| A |\n|---|\n| [O-2](source:O-2) |",
            "one",
        ),
        ("## 一 {#one}\n\n“互联网”[O-2](source:O-2)，注[^1]。\n\n[^1]: 注[O-2](source:O-2)。", "one"),
    ],
    ids=["before-headings", "first-section", "subsection", "no-id", "heading", "anywhere", "footnote"],
)
def test_where(tmp_path: Path, body: str, section: str) -> None:
    """Wherever a body cites, the link leads to the section of the first citation."""
    assert citing(tmp_path, body)["O-2"] == (Citing("index", ""), Citing("city", section))


def test_what_is_not_cited(tmp_path: Path) -> None:
    """Each paragraph has an entry, unknown ones have none, and only links count."""
    found = citing(tmp_path, "O-3，[O-9](source:O-9)，[互联网](term:hu-lian-wang)，`[O-3](source:O-3)`。")
    assert found == {"O-2": (Citing("index", ""),), "O-3": (Citing("index", ""),)}


def test_order(tmp_path: Path) -> None:
    """The order is that of the navigation, then that of the keys."""
    files = {
        **CITING,
        MORE: page(BOTH, HEAD),
        "content/pages/z-more.zh.md": page(BOTH, HEAD),
        "content/pages/glossary.zh.md": page(BOTH, "title: 名字\nsummary: 一句。\ntemplate: glossary"),
    }
    library = read(write_site(tmp_path, files))
    pages = {key: citations_in(page.body) for (key, of), page in library.pages.items() if of == "zh"}
    found = coverage(library.paragraphs, pages, ["index", "city", "glossary"])
    assert [each.key for each in found["O-3"]] == ["index", "city", "glossary", "a-more", "z-more"]


def test_order_of_documents(tmp_path: Path) -> None:
    """Documents stand where their files say, and those that say nothing come before, by their names."""
    files = {SOURCE: GOOD[SOURCE] + "order: 2\n"}
    for prefix, name, order in (("A", "annex", ""), ("P", "plan", "order: 1\n"), ("B", "brief", "")):
        text = GOOD[SOURCE].replace("prefix: O", f"prefix: {prefix}").replace("O-2", f"{prefix}-2")
        files[f"content/sources/{name}.yaml"] = text + order
    planned = plan(read(write_site(tmp_path, files)), drafts=False)
    for prefix in ("zh-hans", "zh-hant-hk", "zh-hant-tw", "en"):
        own = [page for page in planned.pages if page.address.edition.prefix == prefix]
        ids = [page.document.id for page in own if isinstance(page, DocumentPage)]
        assert ids == ["annex", "brief", "plan", "opinions"]


def shown(root: Path, files: Files, *, drafts: bool = False) -> dict[str, list[tuple[str, list[str]]]]:
    """What the page of the source says in each edition: paragraphs, and their links."""
    planned = plan(read(write_site(root, {**CITING, **files})), drafts=drafts)
    return {
        str(page.address.edition.prefix): [
            (each.id, [f"{link.label} {link.url}" for link in each.explained])
            for each in page.document.paragraphs
        ]
        for page in planned.pages
        if isinstance(page, DocumentPage)
    }


def test_back_links(tmp_path: Path) -> None:
    """Each edition links to its own pages, in its own words."""
    body = "正文。\n\n## 一 {#one}\n\n[O-2](source:O-2)[O-2](source:O-2)"
    paragraphs = shown(tmp_path, {PAGE: page(body, "title: 城市的发展\nsummary: 一句。")})
    assert paragraphs["zh-hant-tw"] == [
        ("O-2", ["首頁 /zh-hant-tw/", "城市的發展 /zh-hant-tw/city/#one"]),
        ("O-3", ["首頁 /zh-hant-tw/"]),
    ]
    assert paragraphs["en"] == [
        ("O-2", ["Home /en/", "City /en/city/"]),
        ("O-3", ["Home /en/", "City /en/city/"]),
    ]


def test_paragraphs_without_pages(tmp_path: Path) -> None:
    """They have no links."""
    bare = {HOME: GOOD[HOME], PAGE: GOOD[PAGE]}
    assert shown(tmp_path, bare)["zh-hans"] == [("O-2", []), ("O-3", [])]


@pytest.mark.parametrize("drafts", [False, True])
def test_drafts_explain_to_editors_only(tmp_path: Path, drafts: bool) -> None:
    """A back link never leads to what is not published."""
    files = {PAGE: page(BOTH, f"{HEAD}\ndraft: true")}
    (_, links), _ = shown(tmp_path, files, drafts=drafts)["zh-hans"]
    assert any("/city/" in link for link in links) == drafts


def said(root: Path, files: Files) -> list[str]:
    """What `check` says of coverage, line by line, with its hints."""
    lines = without_source(run("check", "--root", write_site(root, files)).stderr).splitlines()
    rules = ("[unexplained-paragraph]", "[unsupported-page]")
    return [each for at, line in enumerate(lines) if line.endswith(rules) for each in lines[at : at + 2]]


def test_a_site_that_cites_everything(tmp_path: Path) -> None:
    """Nothing is said; the glossary, which has a template of its own, need not cite."""
    assert said(tmp_path, CITING) == []


CITE = "    Cite it where it belongs: [O-3](source:O-3). Or take the paragraph away."
BARE = "this page cites no paragraph of a source [unsupported-page]"
SUPPORT = (
    "    Write behind a statement where it stands: [O-2](source:O-2). If it says nothing of the sources, "
    "write `sources: none` in its front matter."
)
ONE = "[O-2](source:O-2)"
ENGLISH = {
    HOME_EN: page(f"Text {ONE}.", "title: Home\nsummary: One sentence."),
    PAGE_EN: page(f"Text {ONE}.", "title: City\nsummary: One sentence."),
}
CHINESE = {HOME: page(f"正文{ONE}。", "title: 首页\nsummary: 一句。"), PAGE: page(f"正文{ONE}。")}
FAULTS: dict[str, tuple[Files, list[str]]] = {
    "a paragraph that no page explains": (
        {**ENGLISH, **CHINESE},
        [f"{SOURCE}:13:9: gate: no page explains O-3 [unexplained-paragraph]", CITE],
    ),
    "a paragraph that no English page explains": (
        ENGLISH,
        [f"{SOURCE}:13:9: gate: no page in the language `en` explains O-3 [unexplained-paragraph]", CITE],
    ),
    "a paragraph that only a draft explains": (
        {**ENGLISH, **CHINESE, PAGE: page(BOTH, f"{HEAD}\ndraft: true")},
        [f"{SOURCE}:13:9: gate: no page explains O-3 [unexplained-paragraph]", CITE],
    ),
    "a page that cites nothing": ({PAGE: GOOD[PAGE]}, [f"{PAGE}:1:1: gate: {BARE}", SUPPORT]),
    "a page that only names a paragraph": ({PAGE: page("见O-2。")}, [f"{PAGE}:1:1: gate: {BARE}", SUPPORT]),
    "a home page that cites nothing": ({HOME: GOOD[HOME]}, [f"{HOME}:1:1: gate: {BARE}", SUPPORT]),
}


@pytest.mark.parametrize(("files", "lines"), FAULTS.values(), ids=FAULTS)
def test_faults(tmp_path: Path, files: Files, lines: list[str]) -> None:
    """Each is a gate, at the paragraph or at the page."""
    assert said(tmp_path, {**CITING, **files}) == lines


NEAR_MISSES: dict[str, Files] = {
    "a page that says so": {PAGE: page("正文。", f"{HEAD}\nsources: none")},
    "a draft": {PAGE: page("正文。", f"{HEAD}\ndraft: true")},
    "a template of its own": {
        PAGE: page("正文。", f"{HEAD}\ntemplate: sources"),
        "templates/sources.html": "{{ body }}\n",
    },
    "a site that cites nothing": {path: GOOD[path] for path in CITING if path != SITE},
}


@pytest.mark.parametrize("files", NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_near_misses(tmp_path: Path, files: Files) -> None:
    """Nothing is said of what need not cite."""
    assert said(tmp_path, {**CITING, **files}) == []


def test_a_site_without_sources(tmp_path: Path) -> None:
    """A site that has no source document is left in peace."""
    root = write_site(tmp_path)
    (root / SOURCE).unlink()
    result = run("check", "--root", root)
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_page_that_cannot_be_read_may_explain(tmp_path: Path) -> None:
    """A broken page is one fault, and not one for each paragraph that it cites."""
    files = {**CITING, **ENGLISH, **CHINESE, MORE: "---\ntitle: 多\n"}
    assert said(tmp_path, files) == []


def test_builds_are_not_stopped(tmp_path: Path) -> None:
    """A gate is a matter of publication: what is being written can be built and seen."""
    made = make_site(write_site(tmp_path, {**CITING, **ENGLISH, **CHINESE}))
    assert made.outputs
    assert not {each.rule.name for each in made.diagnostics} & {"unexplained-paragraph", "unsupported-page"}


def test_an_exemption_is_spelt_right(tmp_path: Path) -> None:
    """`sources` says `none` or is not there."""
    result = run(
        "build", "--root", write_site(tmp_path, {PAGE: page("正文。", f"{HEAD}\nsources: no-sources")})
    )
    assert result.exit_code == 1
    assert f"{PAGE}:4:10: error: `sources` " in result.stderr
