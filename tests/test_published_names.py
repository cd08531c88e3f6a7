"""Names of what is published: refused by one rule, or published and led to by addresses that are escaped."""

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from click import unstyle
from small_site import GOOD, PAGE, SITE, page, write_site
from told import told

from sitegen.edit.report import told as report_lines
from sitegen.make import make_site
from sitegen.model import Severity
from sitegen.write.collisions import collisions

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
HOME = "https://example.org"
# Each is published, and found at its address.
BORNE = [
    *(
        "map",
        "城市",
        "上海·城市精神",
        "地图（二）",
        "が",
        "café",
        "😀",
        "Map_2",
        "a'b",
        "a(b)",
        "a[b]",
        "a,b",
        "a;b",
    ),
    *(
        "a+b",
        "a=b",
        "a@b",
        "a!b",
        "a$b",
        "a{b}",
        "a`b",
        "a^b",
        "-ab",
        "ab..c",
        "a~",
        "console",
        "com10",
        "x" * 196,
    ),
    *("城" * 65, "❤️", "👩‍🌾"),
]
# Each is refused by the rule for names, in this case.
REFUSED = {
    **dict.fromkeys(("a#b", "a?b", "a%20b", "a%b", 'a"b', "a&b", "a<b", "a>b", "a|b", "a*b", "a:b"), "signs"),
    **dict.fromkeys(
        ("a\u2028b", "a\u2029b", "a\u200bb", "a\u202eb", "a\xadb", "a\xa0b", "a\u3000b", "a\ufeffb"), "signs"
    ),
    **dict.fromkeys(("con", "CON", "aux.more", "nul", "com1", "LPT9", "COM¹", "conout$"), "device"),
    **dict.fromkeys(("cafe\u0301", "か\u3099"), "form"),
    **dict.fromkeys(("x" * 197, "城" * 66), "long"),
}
# Each cannot even be written as an address.
UNWRITABLE = ["a b", " ab", "ab ", "a\tb", "a\nb", "a\x01b", "a\x7fb", "a\\b"]


def shown(name: str) -> dict[str, str]:
    """A page that shows a picture and leads to a paper of this name."""
    text = page(f"![图]({quote(name)}.svg)见[文](/assets/papers/{quote(name)}.pdf)。")
    return {PAGE: text, f"content/pages/{name}.svg": SVG, f"assets/papers/{name}.pdf": "x"}


@pytest.mark.parametrize("name", REFUSED, ids=ascii)
def test_refused(name: str, tmp_path: Path) -> None:
    """The file is named, wherever it lies, with what to do."""
    write_site(tmp_path, shown(name))
    for is_preview in (True, False):
        made = make_site(tmp_path, is_preview=is_preview)
        errors = [each for each in made.diagnostics if each.severity is Severity.ERROR]
        assert [(each.place.path, each.rule.name, each.case) for each in errors] == [
            (f"assets/papers/{name}.pdf", "file-name", REFUSED[name]),
            (f"content/pages/{name}.svg", "file-name", REFUSED[name]),
        ]
        assert made.outputs == ()


@pytest.mark.parametrize("name", UNWRITABLE, ids=ascii)
def test_no_address_leads_there(name: str, tmp_path: Path) -> None:
    """What an address cannot hold is refused where the address stands."""
    write_site(tmp_path, shown(name))
    assert {each.rule.name for each in make_site(tmp_path).diagnostics} == {"refused-address"}


@pytest.mark.parametrize("name", ["a b", "a\u2028b", "aux", "a#b", "cafe\u0301", "y" * 197])
def test_names_in_templates(name: str, tmp_path: Path) -> None:
    """What templates name is held to the same."""
    path = f"assets/{name}.svg"
    template = "{{ asset(" + json.dumps(f"{name}.svg", ensure_ascii=False) + ") }}"
    write_site(tmp_path, {path: SVG, "templates/page.html": template})
    assert [(each.place.path, each.rule.name) for each in make_site(tmp_path).diagnostics] == [
        (path, "file-name")
    ]


@pytest.mark.parametrize("folder", ["a#b", "con", "a.", "aux.d", "z" * 201, "a\u202eb"])
def test_names_of_folders(folder: str, tmp_path: Path) -> None:
    """A folder of a file is a step of its address too."""
    path = f"content/pages/{folder}/map.svg"
    write_site(tmp_path, {path: SVG, PAGE: page(f"![图]({quote(folder)}/map.svg)")})
    found = [each for each in make_site(tmp_path).diagnostics if each.rule.name == "file-name"]
    assert [each.place.path for each in found] == [path]


def test_a_path_that_is_too_long(tmp_path: Path) -> None:
    """All steps together have a limit too."""
    folders = "/".join(["d" * 150] * 5)
    write_site(tmp_path, {f"content/pages/{folders}/a.svg": SVG, PAGE: page(f"![图]({folders}/a.svg)")})
    assert [each.case for each in make_site(tmp_path).diagnostics] == ["long"]


@pytest.mark.parametrize("alias", ["con", "a/NUL", "lpt1/a", "b" * 201, "/".join(["c" * 100] * 7)])
def test_old_addresses(alias: str, tmp_path: Path) -> None:
    """An old address is a folder of the output too."""
    write_site(tmp_path, {PAGE: page("文。", f"title: 城市\nsummary: 一句。\naliases: [{alias}]")})
    assert [told(each) for each in make_site(tmp_path).diagnostics] == [f"{PAGE}:4:11 alias address={alias}"]


@pytest.mark.parametrize("prefix", ["con", "aux", "e" * 201])
def test_folders_of_editions(prefix: str, tmp_path: Path) -> None:
    """So is what stands before the addresses of an edition."""
    write_site(tmp_path, {SITE: GOOD[SITE].replace("prefix: en", f"prefix: {prefix}")})
    assert {each.case for each in make_site(tmp_path).diagnostics} == {"prefix"}


def test_long_names_of_pages(tmp_path: Path) -> None:
    """A page of a name that its disk takes, and that of the output does not."""
    path = f"content/pages/{'p' * 201}.zh.md"
    write_site(tmp_path, {path: GOOD[PAGE]})
    assert f"{path} long" in [f"{each.place.path} {each.case}" for each in make_site(tmp_path).diagnostics]


class Addresses(HTMLParser):
    """Every address in a page, and its linked data."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.data: list[str] = []
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the attributes of an element lead to."""
        values = {name: value or "" for name, value in attrs}
        self.found += [
            values[name]
            for name in ("href", "src", "action", "data-search-data", "data-search-script")
            if name in values
        ]
        self.found += [each.split()[0] for each in values.get("srcset", "").split(",") if each.strip()]
        self.found += re.findall(r"url\(['\"]?([^'\")]+)", values.get("style", ""))
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.found.append(values["content"].partition("url=")[2])
        if tag == "meta" and values.get("property", "") in ("og:image", "og:url"):
            self.found.append(values["content"])
        self._is_data = values.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        """Note linked data."""
        if self._is_data:
            self.data.append(data)
            self._is_data = False


def strings_in(value: object) -> Iterator[str]:
    """Every string of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings_in(each)


def addresses_in(path: str, text: str) -> list[str]:
    """Every address in a built file."""
    if path.endswith(".html"):
        parser = Addresses()
        parser.feed(text)
        linked = (each for data in parser.data for each in strings_in(json.loads(data)))
        return [*parser.found, *(each for each in linked if each.startswith("http"))]
    if path.endswith(".xml"):
        root = ET.fromstring(text)
        words = [each.text or "" for each in root.iter() if each.tag.rpartition("}")[2] in ("loc", "id")]
        return [*words, *(each.get("href", "") for each in root.iter() if each.get("href"))]
    if path.endswith(".css"):
        return re.findall(r"url\(['\"]?([^'\")]+)", text)
    return re.findall(r"^Sitemap: (.+)$", text, re.MULTILINE) if path == "robots.txt" else []


@pytest.mark.parametrize("base", ["/", "/a/b~c/"])
@pytest.mark.parametrize("is_preview", [True, False])
def test_every_address_leads_to_a_file(base: str, is_preview: bool, tmp_path: Path) -> None:
    """With the project’s templates: links, pictures, styles, feeds, maps, linked data, old addresses."""
    files = {
        path: text for path, text in GOOD.items() if not path.startswith(("templates/", "content/inter"))
    }
    for number, name in enumerate(BORNE):
        text = shown(name)
        key = f"content/pages/p{number}/p.zh.md"
        head = f"title: 甲\nsummary: 一句。\nupdated: 2026-01-0{number % 9 + 1}\naliases: [old_{number}/-a]"
        files[key] = page(text[PAGE].partition("---\n\n")[2], head)
        files[f"content/pages/p{number}/{name}.svg"] = SVG
        files[f"assets/papers/{name}.pdf"] = name
    files[SITE] = GOOD[SITE].replace("https://example.org/", f"{HOME}{base}")
    for path, text in files.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    made = make_site(tmp_path, is_preview=is_preview)
    assert [told(each) for each in made.diagnostics if each.severity is Severity.ERROR] == []
    held = {each.path for each in made.outputs}
    asked = set()
    for output in made.outputs:
        suffix = Path(output.path).suffix
        for address in addresses_in(
            output.path, output.data.decode() if suffix in (".html", ".xml", ".css", ".txt") else ""
        ):
            assert address.isprintable(), address
            assert " " not in address, address
            parts = urlsplit(address.removeprefix(HOME) if address.startswith(f"{HOME}/") else address)
            if parts.scheme or parts.netloc or not parts.path or parts.path.endswith("livereload.js"):
                continue
            assert parts.path.startswith(base), (output.path, address)
            path = unquote(parts.path.removeprefix(base))
            asked.add(f"{path}index.html" if path.endswith("/") or not path else path)
    assert asked - held == set()
    for name in BORNE:
        for ending in (".svg", ".pdf"):
            found = [
                each
                for each in asked
                if re.fullmatch(rf".*/{re.escape(name)}(\.[0-9a-f]{{10}})?{ending}", each)
            ]
            assert found, name


# Two files at one path

TWINS = [
    ({"content/pages/x.svg": SVG, "assets/pages/x.svg": SVG}, "![图](x.svg)![图](/assets/pages/x.svg)"),
    ({"content/pages/x.svg": SVG, "assets/pages/x.svg": SVG + " "}, "![图](x.svg)![图](/assets/pages/x.svg)"),
    ({"content/pages/x.svg": SVG, "assets/Pages/X.svg": SVG}, "![图](x.svg)![图](/assets/Pages/X.svg)"),
    ({"content/pages/x": "x", "assets/pages/x/a.svg": SVG}, "[文](x)![图](/assets/pages/x/a.svg)"),
    ({"content/pages/x/a.svg": SVG, "assets/pages/X": "x"}, "![图](x/a.svg)[文](/assets/pages/X)"),
]


@pytest.mark.parametrize(("files", "body"), TWINS)
def test_files_at_one_path(files: dict[str, str], body: str, tmp_path: Path) -> None:
    """Both are named, in a build as in a preview, whatever they hold."""
    write_site(tmp_path, {**files, PAGE: page(body)})
    for is_preview in (True, False):
        made = make_site(tmp_path, is_preview=is_preview)
        (fault,) = made.diagnostics
        assert (fault.rule.name, fault.case, made.outputs) == ("same-address", "file", ())
        assert {fault.place.path, fault.also[0].path} == set(files)


def test_the_file_of_a_template_at_the_path_of_a_page_file(tmp_path: Path) -> None:
    """Whoever names them."""
    files = {"content/pages/x.svg": SVG, "assets/pages/x.svg": SVG, PAGE: page("![图](x.svg)")}
    write_site(tmp_path, {**files, "templates/home.html": '{{ asset("pages/x.svg") }}{{ body }}'})
    assert [told(each) for each in make_site(tmp_path).diagnostics] == [
        "content/pages/x.svg:1:1 same-address file also=assets/pages/x.svg:1:1"
    ]


def test_a_source_beside_a_pair(tmp_path: Path) -> None:
    """The page of a source stands where a page stands beside its partner."""
    pages = {
        f"content/pages/sources.{each}.md": GOOD[f"content/pages/city.{each}.md"] for each in ("zh", "en")
    }
    source = GOOD["content/sources/opinions.yaml"]
    write_site(
        tmp_path,
        {
            **pages,
            "content/sources/bilingual.yaml": source.replace("O-2", "P-2").replace("prefix: O", "prefix: P"),
        },
    )
    assert "content/sources/bilingual.yaml:1:1 same-address beside also=content/pages/sources.zh.md:1:1" in [
        told(each) for each in make_site(tmp_path).diagnostics
    ]


@pytest.mark.parametrize(
    "address",
    [
        *("search", "Search", "SEARCH/", "search/index", "bilingual", "city", "city/index", "city/bilingual"),
        *("index", "contents", "glossary/references", "glossary/bilingual", "sources/opinions"),
    ],
)
def test_old_addresses_that_are_taken(address: str, tmp_path: Path) -> None:
    """Whatever the site makes by itself is at its address before an old one is."""
    head = f"title: 城市\nsummary: 一句。\naliases: [{address}]"
    made = make_site(write_site(tmp_path, {PAGE: page("文。", head)}))
    assert [(each.rule.name, each.case) for each in made.diagnostics] == [("same-address", "alias")]
    assert made.outputs == ()


def test_what_cannot_stand_side_by_side() -> None:
    """Capitals, forms of accents, a file in the place of a folder; nothing else."""
    assert [*collisions((each, each) for each in ("a/b", "a/c", "ab", "a.b", "A.C", "a-b/c"))] == []
    assert [*collisions((each, each) for each in ("a/B", "a/b"))] == [("a/b", "a/B")]
    assert [*collisions((each, each) for each in ("e\u0301", "\xe9"))] == [("\xe9", "e\u0301")]
    assert [*collisions((each, each) for each in ("Straße", "STRASSE"))] == [("Straße", "STRASSE")]
    assert [*collisions((each, each) for each in ("a", "A/b/c"))] == [("A/b/c", "a")]


# What is for readers


@pytest.mark.parametrize(
    "path",
    [
        *(
            "content/site.yaml",
            "content/glossary.yaml",
            "content/sources/opinions.yaml",
            "content/interface.yaml",
        ),
        *(
            "content/made_from/city.en.yaml",
            "content/notes.txt",
            "content/pictures/x.svg",
            "content/pages/x.yaml",
        ),
        *(
            "content/pages/x.YML",
            "assets/x.yaml",
            "assets/x.toml",
            "assets/server.key",
            "assets/x.pem",
            "assets/x.md",
        ),
    ],
)
@pytest.mark.parametrize("mark", ["", "!"])
def test_not_for_readers(path: str, mark: str, tmp_path: Path) -> None:
    """No page gives away settings, sources, and what lies elsewhere in `content`."""
    text = GOOD.get(path, "language: zh\nsections: {}\n" if "made_from" in path else "x")
    write_site(tmp_path, {path: text, PAGE: page(f"见{mark}[文](/{path})。")})
    made = make_site(tmp_path)
    assert made.outputs == ()
    assert f"{PAGE}:6:2 refused-address link address=/{path}" in {
        told(each).partition(" advice=")[0] for each in made.diagnostics
    }


@pytest.mark.parametrize("name", [".hidden", ".env", ".htaccess", "x.pdf~", "x.bak", "#x#", ".git/config"])
def test_litter_is_not_there(name: str, tmp_path: Path) -> None:
    """Dot files and backups are no files of the site."""
    write_site(tmp_path, {f"content/pages/{name}": "x", PAGE: page(f"见[文]({quote(name)})。")})
    assert {each.rule.name for each in make_site(tmp_path).diagnostics} == {"unknown-file"}


@pytest.mark.parametrize(
    "name", ["a.pdf", "a.csv", "a.txt", "a.json", "a.mp4", "a.docx", "a.zip", "a.geojson", "a"]
)
def test_for_readers(name: str, tmp_path: Path) -> None:
    """What readers may want is published from beside a page and from the assets."""
    files = {f"content/pages/{name}": "x", f"assets/{name}": "y"}
    write_site(tmp_path, {**files, PAGE: page(f"见[文]({name})、[又](/assets/{name})。")})
    assert make_site(tmp_path).diagnostics == ()


@pytest.mark.parametrize("sign", ["\x1b[31m", "\n", "\r", "\x07", "\u202e", "\u2028", "\x9b"], ids=ascii)
def test_names_on_a_terminal(sign: str, tmp_path: Path) -> None:
    """A name does nothing to the terminal on which it is told, and forges no line of its own."""
    for ending in (".zh.md", ".txt"):
        (tmp_path / "content/pages").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"content/pages/a{sign}b{ending}").write_text(GOOD[PAGE], "utf-8")
    write_site(tmp_path)
    lines = [unstyle(each) for each in report_lines(make_site(tmp_path).diagnostics, tmp_path, "en")]
    assert all(line.isprintable() for line in lines)
    assert f"content/pages/a⟨U+{ord(sign[0]):04X}⟩" in "\n".join(lines)
