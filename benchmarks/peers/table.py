"""Every generator that is measured, in the order of the tables."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.peers.hugo_site import Hugo
from benchmarks.peers.node_sites import Eleventy, Starlight
from benchmarks.peers.ours import Ours
from benchmarks.peers.peer import Peer
from benchmarks.peers.python_sites import Material, Pelican, Zensical

PEERS: Mapping[str, Peer] = {
    peer.name: peer for peer in (Ours(), Hugo(), Eleventy(), Pelican(), Material(), Zensical(), Starlight())
}
# What readers call them.
NAMES: Mapping[str, str] = {
    "ours": "this one",
    "hugo": "Hugo",
    "eleventy": "Eleventy",
    "pelican": "Pelican",
    "material": "MkDocs Material",
    "zensical": "Zensical",
    "starlight": "Starlight",
}
