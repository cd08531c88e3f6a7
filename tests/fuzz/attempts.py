"""One input tried: the site is made with it, and what goes wrong is written down."""

from __future__ import annotations

import signal
import traceback
from collections import Counter
from pathlib import Path

from sitegen.memory import Memory
from tests.fuzz.inputs import Input, lay_out, put, read, sites
from tests.hostile import make

# Seconds of the processor that one input may take.
LONGEST = 10
# So many that fail in the same way are kept.
_SAME = 3


class Late(BaseException):
    """An input takes too long; no `except Exception` of the generator may keep it."""


def _stop(*_: object) -> None:
    raise Late


class Attempts:
    """Tries inputs in a folder, in which each site is laid out once; keeps what fails in another."""

    def __init__(self, work: Path, found: Path, seconds: float = LONGEST) -> None:
        self._work, self._found, self._seconds = work, found, seconds
        self._memories: dict[str, Memory] = {}
        self._kinds: Counter[str] = Counter()
        # How many inputs came to which end.
        self.counts: Counter[str] = Counter()
        signal.signal(signal.SIGPROF, _stop)

    def __call__(self, data: bytes) -> str:
        """Try an input; return what is wrong, and write it down with the input, "" if nothing is."""
        given = read(data)
        if given is None:
            return ""
        what = self._attempt(given)
        self.counts["failed" if what else "good"] += 1
        if what:
            # What was remembered may be half of something.
            self._memories[given.site] = Memory()
            self._keep(data, what)
        return what

    def _attempt(self, given: Input) -> str:
        root = self._work / given.site
        if given.site not in self._memories:
            lay_out(given.site, root)
            self._memories[given.site] = Memory()
        for path, text in given.files.items():
            put(root, path, text)
        signal.setitimer(signal.ITIMER_PROF, self._seconds)
        try:
            # A preview goes on where a build ends: it leaves out the pages that have errors.
            is_preview = sum(map(len, given.files.values())) % 2 == 1
            made, wrong = make(root, self._memories[given.site], is_preview=is_preview)
        except Late:
            return f"{traceback.format_exc()}more than {self._seconds} s"
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            return traceback.format_exc()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            for path in given.files:
                if path in sites()[given.site]:
                    put(root, path, sites()[given.site][path])
                else:
                    (root / path).unlink()
        self.counts["built" if made.outputs else "refused"] += 1
        return "\n".join(wrong)

    def _keep(self, data: bytes, what: str) -> None:
        lines = what.strip().splitlines()
        # Where it was raised, and as what.
        kind = "\n".join([*lines[-3:-1], lines[-1].partition(":")[0]])
        self._kinds[kind] += 1
        if self._kinds[kind] > _SAME:
            return
        name = f"{self.counts['failed']:05}"
        (self._found / f"{name}.input").write_bytes(data)
        (self._found / f"{name}.txt").write_text(what, encoding="utf-8", errors="backslashreplace")
        print(f"{name}: {lines[-1]}", flush=True)
