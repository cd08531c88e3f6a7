"""The search itself, in a process of its own: `python -m tests.fuzz.run FOLDER SECONDS SEED`.

Atheris chooses the inputs to go on from, by what code of the generator each has reached.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["sitegen"]):
    import sitegen

    # Some modules are loaded when they are needed, which would be too late.
    for _module in pkgutil.walk_packages(sitegen.__path__, "sitegen."):
        importlib.import_module(_module.name)

from tests.fuzz.attempts import Attempts
from tests.fuzz.inputs import mutate, seeds

_OFTEN = 500


def main(found: Path, seconds: int, seed: int) -> None:
    """Search for so long; what is found, and which inputs reached new code, stands in `found` then."""
    corpus = found / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, each in enumerate(seeds()):
        (corpus / f"seed-{number:04}").write_bytes(each.write())
    attempts = Attempts(Path(tempfile.mkdtemp()), found)

    def attempt(data: bytes) -> None:
        attempts(data)
        if (attempts.counts["good"] + attempts.counts["failed"]) % _OFTEN == 0:
            print(dict(attempts.counts), flush=True)

    def mutated(data: bytes, most: int, number: int) -> bytes:
        return mutate(data, number)[:most]

    limits = [f"-max_total_time={seconds}", "-max_len=100000", "-timeout=60"]
    options = [f"-seed={seed}", *limits, f"-artifact_prefix={found}/", str(corpus)]
    atheris.Setup([sys.argv[0], *options], attempt, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
