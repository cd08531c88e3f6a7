"""Signals that end a program, heard by who has to put things in order first."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread

# Ctrl-C, and what other programs send.
_ENDING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def heeding(heed: Callable[[int], None]) -> Iterator[None]:
    """Have `heed` called with the number of a signal that is to end the program, while this is entered.

    What a parent has told this process to ignore, it goes on ignoring. Only the main thread hears signals.
    """
    if current_thread() is not main_thread():
        yield
        return
    before = {each: signal.getsignal(each) for each in _ENDING}
    heard = [each for each, handler in before.items() if handler is not signal.SIG_IGN]
    for each in heard:
        signal.signal(each, lambda number, _: heed(number))
    try:
        yield
    finally:
        for each in heard:
            signal.signal(each, before[each])
