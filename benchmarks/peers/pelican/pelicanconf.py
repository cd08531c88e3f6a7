# As Pelican's documentation advises for speed: contents are kept from build to build, and nothing is made
# that nobody reads.
import json
from pathlib import Path

SITENAME = "Whitesand Harbour"
SITEURL = ""
PATH = "content"
THEME = "theme"
TIMEZONE = "UTC"
DEFAULT_LANG = "zh"
PAGE_PATHS = [""]
ARTICLE_PATHS = STATIC_PATHS = []
# What is watched lies below a folder whose name begins with a dot.
IGNORE_FILES = []
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
MARKDOWN = {
    "extension_configs": {name: {} for name in ("tables", "footnotes", "attr_list", "admonition", "meta")},
    "output_format": "html5",
}
MENU = json.loads((Path(__file__).parent / "navigation.json").read_text("utf-8"))
