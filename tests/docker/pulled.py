# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An image as whoever pulls it gets it, whatever program has built and pushed it."""

from __future__ import annotations

import base64
import gzip
import json
import urllib.request

from engine import PASSWORD

MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"


class Pulled:
    """The image of a URI: its configuration, which has the history in it, and its layers."""

    def __init__(self, uri: str):
        registry, rest = uri.split("/")
        repository, digest = rest.split("@")
        self._url = f"http://{registry}/v2/{repository}"
        manifest = json.loads(self._get(f"manifests/{digest}"))
        self.layers = [layer["digest"] for layer in manifest["layers"]]
        self._configuration = self._get(f"blobs/{manifest['config']['digest']}")
        self.configuration = json.loads(self._configuration)

    def text(self) -> bytes:
        """All that can be read in it."""
        return b"".join([self._configuration, *(gzip.decompress(self._get(f"blobs/{layer}")) for layer in self.layers)])

    def _get(self, path: str) -> bytes:
        who = base64.b64encode(f"AWS:{PASSWORD}".encode()).decode()
        headers = {"Authorization": f"Basic {who}", "Accept": MANIFEST}
        with urllib.request.urlopen(urllib.request.Request(f"{self._url}/{path}", headers=headers), timeout=30) as answer:
            return answer.read()
