# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What browsers and CloudFront are told about a file: its type, and for how long they may keep it."""

from __future__ import annotations

import fnmatch
import mimetypes
import re
from collections.abc import Mapping

# The tables of Python alone: those of the machine would make another site of the same files elsewhere.
TYPES = mimetypes.MimeTypes()
OWN_TYPES = {
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".map": "application/json",
    ".mjs": "text/javascript",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
UNKNOWN_TYPE = "application/octet-stream"
CHARSET = "; charset=utf-8"
TEXTS = ("application/json", "application/manifest+json", "application/xml", "image/svg+xml")
COMPRESSED = {"gzip": "application/gzip", "bzip2": "application/x-bzip2", "xz": "application/x-xz"}

HTML = "text/html"
FOREVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
AN_HOUR = "public, max-age=3600"
HASH = re.compile(
    r"[.-](?:(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{8,64}"
    r"|(?=[\w-]*[0-9])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{8})\.",
    re.ASCII,
)
"""What bundlers put into a name: hexadecimal digits, or eight characters of base64. Words and dates are neither."""


def headers_of(name: str, cache_control: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a file as parameters of PutObject; patterns of C(cache_control) go before what is usual."""
    kind = content_type(name)
    own = next((str(value) for pattern, value in cache_control.items() if fnmatch.fnmatchcase(name, pattern)), None)
    return {"ContentType": kind, "CacheControl": own if own is not None else _usual(name, kind)}


def is_page(name: str) -> bool:
    """Whether a file names other files, so that it comes after them."""
    return content_type(name).startswith(HTML)


def is_immutable(name: str) -> bool:
    """Whether there is a checksum in a file's name: under that name it is never another one."""
    return bool(HASH.search(name.rpartition("/")[2]))


def content_type(name: str) -> str:
    """Return the media type by the ending of a name, with the character set of what is text."""
    ending = "." + name.rpartition(".")[2].lower()
    kind, encoding = TYPES.guess_type(name, strict=False)
    kind = OWN_TYPES.get(ending) or COMPRESSED.get(encoding or "") or kind or UNKNOWN_TYPE
    return kind + CHARSET if kind.startswith("text/") or kind in TEXTS else kind


def _usual(name: str, kind: str) -> str:
    if kind.startswith(HTML):
        return ASK_EACH_TIME
    return FOREVER if is_immutable(name) else AN_HOUR
