"""What servers answered, kept from run to run, with the day on which they did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from sitegen.edit.outside.ask import RESULTS, Answer
from sitegen.publish.disk.files import replace_file

# Below the folder of a site.
STORE = Path(".cache", "links.json")


def read_answers(root: Path) -> dict[str, Answer]:
    """Return what was answered; nothing where that was never kept, or is broken."""
    try:
        kept = json.loads((root / STORE).read_bytes())
        found = {str(address): _answer(each) for address, each in kept["answers"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {address: each for address, each in found.items() if each.result in RESULTS}


def _answer(kept: Mapping[str, object]) -> Answer:
    return Answer(
        str(kept["result"]),
        int(str(kept["code"])),
        str(kept["reason"]),
        str(kept["to"]),
        float(str(kept["asked"])),
    )


def keep_answers(root: Path, answers: Mapping[str, Answer]) -> None:
    """Keep what was answered; raises OSError where the disk refuses."""
    kept = {
        address: {
            "result": each.result,
            "code": each.code,
            "reason": each.reason,
            "to": each.to,
            "asked": round(each.asked, 3),
        }
        for address, each in sorted(answers.items())
    }
    text = json.dumps({"answers": kept}, ensure_ascii=False, indent=1)
    replace_file(root / STORE, f"{text}\n".encode())
