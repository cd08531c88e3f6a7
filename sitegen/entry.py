"""Where the program begins, whatever it is called by, and where it ends."""

from __future__ import annotations

import os
import sys

from sitegen.called import note_call, program_name
from sitegen.own import OWN, site_at_hand


def start() -> None:
    """Run the command that the command line names, and end with its exit code."""
    try:
        code: str | int | None = _run()
    except SystemExit as error:
        code = error.code or 0
    except KeyboardInterrupt:
        code = 130
    _leave(code)


def _run() -> int:
    """Run the command; return its exit code."""
    from sitegen.unchanged import note_of, replay

    note_call(sys.argv[0])
    arguments = sys.argv[1:]
    home = site_at_hand()
    code = replay(arguments, OWN, home)
    if code is not None:
        return code
    _heed_signals()
    from sitegen.commands import main

    with note_of(arguments, OWN, home) as note:
        main(prog_name=program_name(), obj=note)
    return 0


def _heed_signals() -> None:
    """Let Ctrl-C end this in order, with 130, and who ends it from outside, with 143, whatever it does."""
    import signal

    def end(number: int, _: object) -> None:
        # Not as KeyboardInterrupt, of which each library makes something else.
        raise SystemExit(128 + number)

    # Who starts it in the background may have it ignore Ctrl-C.
    for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGTERM, signal.SIG_DFL)):
        if signal.getsignal(number) is usual:
            signal.signal(number, end)


def _leave(code: str | int | None) -> None:
    """End with an exit code: at once where nothing is left to do, for to free a million values takes long."""
    if sys.argv[1:2] in (["build"], ["check"]) and isinstance(code, int):
        try:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
        except OSError:
            # Nobody listens any more, which Python has its own way to say.
            pass
    sys.exit(code)
