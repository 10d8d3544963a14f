# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to one side of a name: to a host of its own, under the name that people use."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from ansible_collections.skylift.aws.plugins.plugin_utils.http_checks import (
    HttpCheck,
    base_url,
    expects_redirect,
    opener,
)


def prober(options: dict) -> Callable[[str], list[str]]:
    """Return what sends a host all checks once, and tells which are not answered well. Raises SkyliftError for a bad URL."""
    base = base_url(options["url"])
    name = urlsplit(base).hostname
    once = threading.Event()
    once.set()

    def probe(host: str) -> list[str]:
        ways = {keeps: opener(keeps, options["validate_certs"], options["ca_path"], {name: host}) for keeps in (True, False)}
        checks = [HttpCheck(base, check, options["timeout"]) for check in options["checks"]]
        with ThreadPoolExecutor(max(1, len(checks))) as pool:
            list(pool.map(lambda check: check.ask(ways[expects_redirect(check)], once, 0), checks))
        failed = [result for result in (check.result() for check in checks) if not result["ok"]]
        return [f"{each['method']} {each['path']}: {each['said']}" for each in failed]

    return probe
