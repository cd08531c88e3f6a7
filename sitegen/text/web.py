"""Addresses of the web: which of them a browser can open, and what was meant by those that it cannot.

The checks are those of the URL Standard (WHATWG) that matter for a link: its scheme, its host, its port, no
blank and no backslash. Paths and queries are kept as they are written, percent-encoded or not.
"""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv6Address
from urllib.parse import quote, unquote

from markdown_it.common.normalize_url import normalizeLink

from sitegen.expressions import lazy_regex

# Forbidden domain code points: https://url.spec.whatwg.org/#forbidden-domain-code-point
_FORBIDDEN = lazy_regex(r"[\0-\x20\"#%/:<>?@\[\\\]^`{|}\x7f]")
_UNWRITTEN = lazy_regex(r"[\0-\x20\x7f\\\ud800-\udfff]")
_WEB = lazy_regex(
    r"(?P<scheme>https?):(?P<slashes>/*)(?P<authority>[^/?#]*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_TELEPHONE = lazy_regex(
    r"tel:\+?[0-9().-]*[0-9][0-9().-]*(;[A-Za-z0-9-]+(=[A-Za-z0-9%.+-]+)?)*", re.IGNORECASE
)
_MAIL = lazy_regex(r"mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
# The scheme with a full-width colon or slashes, without a colon, with one slash, or misspelt.
_NEARLY = lazy_regex(r"(?P<scheme>h?t{1,3}ps?)(?:[:：;；][/／\\＼]*|[/／\\]{2})(?=[^/／\\\s])", re.IGNORECASE)
_HOST = r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
_BARE = lazy_regex(rf"(?://|www\.(?=[^.]))?{_HOST}(?::[0-9]+)?(?:[/?#].*)?")
_BARE_MAIL = lazy_regex(rf"[A-Za-z0-9._%+-]+@{_HOST}")
_ENCODED_IN_PATHS = lazy_regex(r"[^\w./~-]")
_DOMAINS = ("com", "cn", "org", "net", "gov", "edu", "int", "hk", "tw", "mo", "io", "info", "eu", "uk")


def why_not(address: str) -> str | None:
    """Return why a browser cannot open an `https:` or `http:` address, or None where it can.

    >>> why_not("https:///a")
    'it has more than two slashes before its host'
    >>> why_not("https://example.org/") is None
    True
    """
    if "\\" in address:
        return "it holds a backslash"
    if _UNWRITTEN.search(address):
        return "it holds a space or a control character"
    match = _WEB.fullmatch(address)
    if match is None or len(match["slashes"]) < 2 or not match["authority"]:
        return "it names no host"
    if match["slashes"] != "//":
        return "it has more than two slashes before its host"
    host, port = _host_and_port(match["authority"].rpartition("@")[2])
    if port and not _is_number(port, 65535):
        return f"its port `{port}` is none"
    return _why_no_host(host)


def is_telephone(address: str) -> bool:
    """Tell whether `address` is one of a telephone (RFC 3966).

    >>> is_telephone("tel:+86-21-0000"), is_telephone("tel:")
    (True, False)
    """
    return _TELEPHONE.fullmatch(address) is not None


def is_mail(address: str) -> bool:
    """Tell whether a mail can be sent to `address`.

    >>> is_mail("mailto:name@example.org"), is_mail("mailto:name")
    (True, False)
    """
    return _MAIL.fullmatch(address) is not None


def meant_address(address: str) -> str | None:
    """Return the address of the web that an author meant by one that is none, or None where nobody can tell.

    >>> meant_address("www.example.org/a")
    'https://www.example.org/a'
    """
    written = address.strip()
    nearly = _NEARLY.match(written)
    if nearly:
        scheme = "http" if nearly["scheme"].lower() in ("http", "htp", "ttp", "htttp") else "https"
        written = f"{scheme}://{written[nearly.end() :]}"
    elif _BARE_MAIL.fullmatch(written):
        return f"mailto:{written}"
    elif _BARE.fullmatch(written) and _is_host(written):
        written = f"https://{written.removeprefix('//')}"
    elif not re.match(r"https?:", written, re.IGNORECASE):
        return None
    encoded = encoded_blanks(written)
    return encoded if encoded != address and why_not(encoded) is None else None


def encoded_blanks(address: str) -> str:
    """Return `address` with its blanks, control characters and backslashes percent-encoded.

    >>> encoded_blanks("https://example.org/a b")
    'https://example.org/a%20b'
    """
    return _UNWRITTEN.sub(lambda match: quote(match[0], errors="replace"), address)


def encode_path(path: str) -> str:
    """Return the path of a file as it stands in an address; letters of all scripts stay as they are.

    >>> encode_path("assets/城市/a (1)_b.svg")
    'assets/城市/a%20%281%29_b.svg'
    """
    if not _ENCODED_IN_PATHS.search(path):
        return path
    return "".join(each if each.isprintable() and not each.isascii() else quote(each) for each in path)


def _is_host(written: str) -> bool:
    """Tell a host from the name of a file, which has a dot too."""
    host = re.split("[/?#:]", written.removeprefix("//"), maxsplit=1)[0]
    return written.startswith(("//", "www.")) or host.rpartition(".")[2].lower() in _DOMAINS


def _host_and_port(authority: str) -> tuple[str, str]:
    if authority.startswith("["):
        host, bracket, port = authority.partition("]")
        return host + bracket, port.removeprefix(":")
    host, _, port = authority.partition(":")
    return host, port


def _why_no_host(host: str) -> str | None:
    if not host:
        return "it names no host"
    if host.startswith("["):
        try:
            IPv6Address(host[1:].removesuffix("]") if host.endswith("]") else "")
        except ValueError:
            return f"`{host}` is no host"
        return None
    decoded = unquote(host)
    labels = decoded.rstrip(".").split(".") if decoded.strip(".") else [""]
    is_bad = _FORBIDDEN.search(decoded) or not all(labels) or decoded.endswith("..")
    if is_bad or (labels[-1].isascii() and labels[-1].isdecimal() and not _is_ipv4(labels)):
        return f"`{host}` is no host"
    return None


def _is_ipv4(labels: list[str]) -> bool:
    return len(labels) == 4 and all(_is_number(each, 255) for each in labels)


def _is_number(digits: str, most: int) -> bool:
    # Python refuses to read a number of thousands of digits.
    number = digits.lstrip("0") or "0"
    is_short = digits.isascii() and digits.isdecimal() and len(number) <= len(str(most))
    return is_short and int(number) <= most


def encode_address(address: str) -> str:
    """Return an address of the web as it stands in HTML: percent-encoded, its host in Punycode.

    What is encoded stays so; letters of a host are first folded as browsers fold them (UTS 46).

    >>> encode_address("HTTPS://例子.cn/城 市")
    'https://xn--fsqu00a.cn/%E5%9F%8E%20%E5%B8%82'
    """
    scheme, slashes, rest = address.partition("://")
    host = re.split("[/?#]", rest, maxsplit=1)[0]
    if not host.isascii():
        host_only = host.rpartition("@")[2]
        folded = unicodedata.normalize("NFKC", host_only).lower().replace("。", ".")
        address = f"{scheme}{slashes}{host[: len(host) - len(host_only)]}{folded}{rest[len(host) :]}"
    return normalizeLink(address[: len(scheme)].lower() + address[len(scheme) :])
