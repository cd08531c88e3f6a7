"""What levels of compression make of the text of this project's site, and how long they take.

    python -m benchmarks.compression

Seconds are those of one core. `sitegen/write/compressed.py` has the levels that are used.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import PurePosixPath
from time import process_time

import brotli

from sitegen.make import OWN, make_site
from sitegen.write.compressed import TEXT

LEVELS: dict[str, Callable[[bytes], bytes]] = {
    **{
        f"Brotli {level}": lambda data, level=level: brotli.compress(
            data, mode=brotli.MODE_TEXT, quality=level
        )
        for level in (5, 7, 9, 10, 11)
    },
    "gzip 6": lambda data: zlib.compress(data, 6),
    "gzip 9": lambda data: zlib.compress(data, 9),
}


def main() -> None:
    """Print a table."""
    made = make_site(OWN)
    texts = [each.data for each in made.outputs if PurePosixPath(each.path).suffix in TEXT]
    print(f"{len(texts)} files, {sum(map(len, texts)):,} bytes\n\n| | bytes | seconds |\n|---|---|---|")
    for name, compress in LEVELS.items():
        began = process_time()
        size = sum(len(compress(text)) for text in texts)
        print(f"| {name} | {size:,} | {process_time() - began:.1f} |")


if __name__ == "__main__":
    main()
