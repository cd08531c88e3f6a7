#!/usr/bin/env python3
"""Build, check and preview the site.

    content/ ──read──▶ Library ──check──▶ Diagnostics: an error ends it here
                          │
                          └──plan──▶ Plan ──print──▶ Outputs ──publish──▶ site/
                             ▲         ▲
       files that pages name ┘         └ templates, and the assets that they name

The story is told in `sitegen/make.py`, the commands are in `sitegen/commands/`.
"""

from __future__ import annotations

import os
import sys


def run() -> int:
    """Run the command that the command line names; return its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036  (whoever runs it may have an older one)
        print("This needs Python 3.11 or newer.", file=sys.stderr)
        return 2
    from sitegen.unchanged import note_of, replay

    own = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib takes 20 ms to load
    code = replay(sys.argv[1:], own)
    if code is not None:
        return code
    heed_signals()
    try:
        from sitegen.commands import main
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("sitegen"):
            raise
        print(
            f"The package {error.name} is missing. Run `make build` or `make serve`: they set it all up,\n"
            "in .venv; `.venv/bin/python build.py …` has it then.\n"
            "Without make: python -m pip install --require-hashes -r requirements.lock",
            file=sys.stderr,
        )
        return 2
    with note_of(sys.argv[1:], own) as note:
        main(prog_name="build.py", obj=note)
    return 0


def heed_signals() -> None:
    """Let Ctrl-C end this in order, with 130, and who ends it from outside, with 143, whatever it does."""
    import signal

    def end(number: int, _: object) -> None:
        # Not as KeyboardInterrupt, of which each library makes something else.
        raise SystemExit(128 + number)

    # Who starts it in the background may have it ignore Ctrl-C.
    for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGTERM, signal.SIG_DFL)):
        if signal.getsignal(number) is usual:
            signal.signal(number, end)


def leave(code: str | int | None) -> None:
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


if __name__ == "__main__":
    try:
        ended: str | int | None = run()
    except SystemExit as error:
        ended = error.code or 0
    except KeyboardInterrupt:
        ended = 130
    leave(ended)
