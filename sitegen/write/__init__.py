"""A plan to outputs: templates, assets, what is printed."""

from sitegen.write.assets import AssetFolders, load_files
from sitegen.write.materials import load_materials
from sitegen.write.render import First, Output, render, show

__all__ = [
    "AssetFolders",
    "First",
    "Output",
    "load_files",
    "load_materials",
    "render",
    "show",
]
