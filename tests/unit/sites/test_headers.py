# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told about a file by its name."""

from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.sites.headers import (
    AN_HOUR,
    FOREVER,
    content_type,
    headers_of,
)


@pytest.mark.parametrize("name, kind", [
    ("index.html", "text/html; charset=utf-8"),
    ("assets/app.js", "text/javascript; charset=utf-8"),
    ("app.MJS", "text/javascript; charset=utf-8"),
    ("app.css", "text/css; charset=utf-8"),
    ("app.js.map", "application/json; charset=utf-8"),
    ("logo.svg", "image/svg+xml; charset=utf-8"),
    ("photo.webp", "image/webp"),
    ("text.woff2", "font/woff2"),
    ("site.webmanifest", "application/manifest+json; charset=utf-8"),
    ("data.tar.gz", "application/gzip"),
    ("robots.txt", "text/plain; charset=utf-8"),
    (".well-known/apple-app-site-association", "application/octet-stream"),
])  # fmt: skip
def test_a_name_tells_the_type(name, kind):
    assert content_type(name) == kind


@pytest.mark.parametrize("name", [
    "assets/index-BxK3f9aZ.js", "assets/index.3fa85f64.js", "static/js/main.8e2c1b07.chunk.js", "font-C_4d-x9Z.woff2",
])  # fmt: skip
def test_what_has_a_checksum_in_its_name_is_kept_for_good(name):
    assert headers_of(name, {})["CacheControl"] == FOREVER


@pytest.mark.parametrize("name", [
    "background-landscape.jpg", "report-20261121.pdf", "logo.png", "photo-portrait.mp4", "deadbeef-cafe.png",
    "jquery-3.7.1.min.js",
    "assets-BxK3f9aZ/logo.png",
])  # fmt: skip
def test_what_has_none_is_asked_for_again(name):
    assert headers_of(name, {})["CacheControl"] == AN_HOUR


def test_pages_are_asked_for_each_time_whatever_they_are_called():
    assert headers_of("page.3fa85f64.html", {})["CacheControl"] == "no-cache"


def test_what_is_told_goes_before_what_is_usual():
    told = {"assets/*": "immutable", "*.html": "max-age=60"}
    names = ("assets/fonts/a.otf", "assets/a.html", "index.html", "logo.png")
    assert [headers_of(name, told)["CacheControl"] for name in names] == ["immutable", "immutable", "max-age=60", AN_HOUR]
