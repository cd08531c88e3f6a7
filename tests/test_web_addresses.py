"""Addresses of the web: kept as they are, checked as browsers read them, and mended where they are meant."""

import re
from pathlib import Path

import pytest
from small_site import GOOD, PAGE, SITE, SOURCE, page, run, write_site

from sitegen.make import Made, make_site
from sitegen.model import Severity
from sitegen.rules.catalogue import say
from sitegen.text.web import encode_address, meant_address


def made(root: Path, body: str, **more: str) -> Made:
    """The site with a page of this body."""
    return make_site(write_site(root, {PAGE: page(body), **more}))


@pytest.mark.parametrize(
    ("written", "href"),
    [
        ("https://example.org/Annual%20Report.pdf", "https://example.org/Annual%20Report.pdf"),
        ("https://example.org/a%5Cb", "https://example.org/a%5Cb"),
        ("https://example.org/a%0Ab", "https://example.org/a%0Ab"),
        ("https://example.org/a%00b%09c", "https://example.org/a%00b%09c"),
        ("https://example.org/%E4%B8%8A", "https://example.org/%E4%B8%8A"),
        ("https://example.org/上海", "https://example.org/%E4%B8%8A%E6%B5%B7"),
        ("https://example.org/?q=a%20b&c=d", "https://example.org/?q=a%20b&amp;c=d"),
        (
            "https://example.org/?q=上海#第一节",
            "https://example.org/?q=%E4%B8%8A%E6%B5%B7#%E7%AC%AC%E4%B8%80%E8%8A%82",
        ),
        ("https://example.org/a#b%20c", "https://example.org/a#b%20c"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
        ("https://[::1]:8080/", "https://[::1]:8080/"),
        ("https://192.0.2.1/a", "https://192.0.2.1/a"),
        ("https://例子.测试/路", "https://xn--fsqu00a.xn--0zwm56d/%E8%B7%AF"),
        ("https://Bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://ｅｘａｍｐｌｅ.org/", "https://example.org/"),
        ("https://例子。测试/", "https://xn--fsqu00a.xn--0zwm56d/"),
        ("https://user@example.org/", "https://user@example.org/"),
        ("https://user:word@example.org/", "https://user:word@example.org/"),
        ("https://example.org/%zz", "https://example.org/%25zz"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a+b;c=d,e!f*g", "https://example.org/a+b;c=d,e!f*g"),
        ("https://example.org./a", "https://example.org./a"),
        ("HTTPS://EXAMPLE.org/A", "https://EXAMPLE.org/A"),
        ("tel:+86-21-12345678", "tel:+86-21-12345678"),
        ("tel:110", "tel:110"),
        ("mailto:a@example.org?subject=a%20b", "mailto:a@example.org?subject=a%20b"),
    ],
)
def test_kept(written: str, href: str, tmp_path: Path) -> None:
    """What a browser can open is nobody's fault, and stands in the page encoded once."""
    found = made(tmp_path, f"[甲]({written})")
    assert found.diagnostics == ()
    text = next(each.data for each in found.outputs if each.path == "zh-hans/city/index.html").decode()
    assert f'href="{href}"' in text
    assert encode_address(encode_address(written)) == encode_address(written)


HTTP = [
    "http://www.gov.cn/a",
    "http://example.org",
    "HTTP://example.org/",
    "http://192.0.2.1:80/",
    "http://例子.测试/",
]


@pytest.mark.parametrize("written", HTTP)
def test_http(written: str, tmp_path: Path) -> None:
    """An address that is not encrypted is a warning, and a site says what it thinks of it."""
    found = made(tmp_path, f"见[甲]({written})。")
    assert [(str(each.place), each.rule.name, each.severity) for each in found.diagnostics] == [
        (f"{PAGE}:6:2", "insecure-address", Severity.WARNING)
    ]
    assert b'href="http://' in next(e.data for e in found.outputs if e.path == "zh-hans/city/index.html")
    for said, severities in (("off", []), ("error", [Severity.ERROR]), ("gate", [Severity.GATE])):
        settings = GOOD[SITE].replace("severities: {", f"severities: {{insecure-address: {said}, ")
        found = made(tmp_path, f"见[甲]({written})。", **{SITE: settings})
        assert [each.severity for each in found.diagnostics] == severities


@pytest.mark.parametrize(
    ("written", "why", "meant"),
    [
        # The beginning
        ("https：//example.org/a", "it lacks its beginning", "https://example.org/a"),
        ("http：//example.org/", "it lacks its beginning", "http://example.org/"),
        ("https:／／example.org/", "it names no host", "https://example.org/"),
        ("https//example.org/", "it lacks its beginning", "https://example.org/"),
        ("http//example.org/", "it lacks its beginning", "http://example.org/"),
        ("https:/example.org/a", "it names no host", "https://example.org/a"),
        ("https:example.org", "it names no host", "https://example.org"),
        ("https:///example.org/a", "it has more than two slashes before its host", "https://example.org/a"),
        ("htttps://example.org", None, "https://example.org"),
        ("ttps://example.org", None, "https://example.org"),
        ("htps://example.org", None, "https://example.org"),
        ("www.example.org", "it lacks its beginning", "https://www.example.org"),
        ("www.gov.cn/zhengce?a=b#c", "it lacks its beginning", "https://www.gov.cn/zhengce?a=b#c"),
        ("example.org/a", "it lacks its beginning", "https://example.org/a"),
        ("shanghai.gov.cn", "it lacks its beginning", "https://shanghai.gov.cn"),
        ("//example.org/a", "it begins with //", "https://example.org/a"),
        ("editor@example.org", "it lacks its beginning", "mailto:editor@example.org"),
        # Blanks and backslashes
        ("<https://example.org/a b>", "it holds a space or a control character", "https://example.org/a%20b"),
        (
            "<https://example.org/a  b c>",
            "it holds a space or a control character",
            "https://example.org/a%20%20b%20c",
        ),
        (
            "<https://example.org/?q=a b>",
            "it holds a space or a control character",
            "https://example.org/?q=a%20b",
        ),
        (
            "<https://example.org/a\tb>",
            "it holds a space or a control character",
            "https://example.org/a%09b",
        ),
        (r"https://example.org/a\b", "it holds a backslash", "https://example.org/a%5Cb"),
        (r"pictures\map.svg", None, "pictures/map.svg"),
        ("<tel:+86 21 12345678>", "it is no telephone number", "tel:+86-21-12345678"),
        # Nobody can tell.
        ("https://exa mple.org/", None, None),
        ("<https://exa mple.org/>", "it holds a space or a control character", None),
        ("https://", "it names no host", None),
        ("https://:443/", "it names no host", None),
        ("https://a..org/", "`a..org` is no host", None),
        ("https://a|b.org/", "`a|b.org` is no host", None),
        ("https://a%zz.org/", "`a%zz.org` is no host", None),
        ("https://256.1.1.1/", "`256.1.1.1` is no host", None),
        ("https://example.1/", "`example.1` is no host", None),
        ("https://[::g]/", "`[::g]` is no host", None),
        ("https://example.org:99999/", "its port `99999` is none", None),
        ("https://example.org:8o/", "its port `8o` is none", None),
        ("ftp://example.org/", "ftp: is not among", None),
        ("javascript:alert", "javascript: is not among", None),
        ("data:text/html,a", "data: is not among", None),
        ("blob:https://example.org/a", "blob: is not among", None),
        ("file:///C:/a.pdf", "it is a file of your own computer", None),
        (r"C:\a.pdf", "it is a file of your own computer", None),
        ("mailto:nobody", "it is no address to which a mail can be sent", None),
        ("tel:call-us", "it is no telephone number", None),
    ],
)
def test_refused(written: str, why: str | None, meant: str | None, tmp_path: Path) -> None:
    """What no browser can open is named with the reason, and with the address that was meant."""
    found = made(tmp_path, f"见[甲]({written})。")
    refused = [each for each in found.diagnostics if each.rule.name == "refused-address"]
    if why is None and meant is None:
        assert refused == []
        return
    assert [str(each.place) for each in refused] == [f"{PAGE}:6:2"]
    assert why is None or why in say(refused[0]).message
    if meant is None:
        assert refused[0].mends == ()
        return
    assert f"`{meant}`" in say(refused[0]).hint
    run("check", "--fix", "--root", tmp_path)
    assert f"]({meant})" in re.sub(r"[<>]", "", (tmp_path / PAGE).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["map.svg", "a.b.svg", "law.pdf", "city.zh.md", "a.com.svg", "a.org.txt"])
def test_files_are_no_hosts(name: str) -> None:
    """A name with a dot in it is the name of a file."""
    assert meant_address(name) is None


@pytest.mark.parametrize(
    ("url", "rules"),
    [
        ("https://example.org/a%20b", []),
        ("http://www.gov.cn/", ["insecure-address"]),
        ("https:/example.org", ["refused-address"]),
        ("www.example.org", ["refused-address"]),
        ("https://exa mple.org/", ["refused-address"]),
        ("ftp://example.org", ["refused-address"]),
    ],
)
def test_sources(url: str, rules: list[str], tmp_path: Path) -> None:
    """Where a source stands on the web is checked alike."""
    source = GOOD[SOURCE] + f'url: "{url}"\n'
    found = make_site(write_site(tmp_path, {SOURCE: source}))
    assert [each.rule.name for each in found.diagnostics] == rules
