"""Asking servers whether what addresses name is there: one request at a time, with pauses, and no more of it.

Nothing else in the package asks the network for what authors link to, and no build does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from http.client import HTTPException, HTTPMessage
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from sitegen import __version__
from sitegen.called import NAME
from sitegen.values import dataclass

# What came of an address: it is there; it is elsewhere now; it is not there; nobody can tell.
FOUND, MOVED, BROKEN, UNSURE = "found", "moved", "broken", "unsure"
RESULTS = (BROKEN, MOVED, UNSURE, FOUND)
# A server may let people in and no programs, be busy, or have a bad day.
_UNSURE = frozenset({401, 403, 407, 408, 425, 429})
# It has another address for good.
_FOR_GOOD = frozenset({301, 308})
_REDIRECTING = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 10
# For those that do not know each program by its name.
_AGENT = f"Mozilla/5.0 (compatible; {NAME}/{__version__}; checks links)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an address."""

    # One of RESULTS.
    result: str
    # The code of the server, 0 where it gave none, and what is said of it: its words, or those of the system.
    code: int = 0
    reason: str = ""
    # Where it leads for good, if that is elsewhere.
    to: str = ""
    # When it was asked, in seconds since 1970.
    asked: float = 0.0


class _NoRedirect(HTTPRedirectHandler):
    """Lets whoever asks see where a server leads."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


class Asker:
    """Asks servers, none twice within `pause` seconds, and waits so many for each answer."""

    def __init__(
        self,
        pause: float,
        timeout: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause, self._timeout, self._clock, self._sleep = pause, timeout, clock, sleep
        self._opener: OpenerDirector = build_opener(_NoRedirect)
        self._last: dict[str, float] = {}

    def ask(self, address: str) -> Answer:
        """Return what came of an address; asks for its head first, and for itself where that says nothing."""
        answer = self._follow(address, "HEAD")
        if answer.result in (BROKEN, UNSURE) and answer.code:
            answer = self._follow(address, "GET")
        return answer

    def _follow(self, address: str, method: str) -> Answer:
        at, for_good = address, True
        to = ""
        for _ in range(_MOST_REDIRECTS):
            code, reason, location = self._request(at, method)
            if code not in _REDIRECTING or not location:
                break
            at = urljoin(at, location)
            for_good = for_good and code in _FOR_GOOD
            to = at if for_good else to
            if urlsplit(at).scheme not in ("http", "https"):
                return Answer(BROKEN, code, at, asked=time.time())
        else:
            return Answer(BROKEN, code, reason, asked=time.time())
        result = _result(code)
        if result == FOUND and to:
            return Answer(MOVED, code, reason, to, time.time())
        return Answer(result, code, reason, asked=time.time())

    def _request(self, address: str, method: str) -> tuple[int, str, str]:
        """Return the code of the answer, its words, and where it leads; the code is 0 where none came."""
        host = urlsplit(address).netloc
        waited = self._clock() - self._last.get(host, float("-inf"))
        if waited < self._pause:
            self._sleep(self._pause - waited)
        try:
            headers = {"User-Agent": _AGENT, "Accept": "*/*"}
            request = Request(address, method=method, headers=headers)  # noqa: S310 - of http and https alone
            with self._opener.open(request, timeout=self._timeout) as response:
                return response.status, str(response.reason), ""
        except HTTPError as error:
            with error:
                return error.code, str(error.reason), error.headers.get("Location") or ""
        except URLError as error:
            return 0, _words(error.reason), ""
        except (OSError, HTTPException, ValueError) as error:
            return 0, _words(error), ""
        finally:
            self._last[host] = self._clock()


def _words(reason: Any) -> str:
    if isinstance(reason, TimeoutError):
        return "timeout"
    return str(getattr(reason, "strerror", None) or reason or type(reason).__name__)


def _result(code: int) -> str:
    if 200 <= code < 300:
        return FOUND
    return UNSURE if code in _UNSURE or code >= 500 else BROKEN


def in_turn(addresses: Sequence[str]) -> Iterator[str]:
    """Yield addresses so that those of one host lie far apart: nobody waits long for a pause.

    >>> list(in_turn(["http://a/1", "http://a/2", "http://b/1"]))
    ['http://a/1', 'http://b/1', 'http://a/2']
    """
    hosts: dict[str, list[str]] = {}
    for address in addresses:
        hosts.setdefault(urlsplit(address).netloc, []).append(address)
    for at in range(max(map(len, hosts.values()), default=0)):
        yield from (each[at] for each in hosts.values() if at < len(each))
