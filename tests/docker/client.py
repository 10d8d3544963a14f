# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who uses an application while it is released."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request


class Client:
    """Somebody who asks the API."""

    def __init__(self, url: str):
        self.url = url
        self.answers: list[tuple[int, str]] = []
        self._enough = threading.Event()

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict]:
        """The status and the content of an answer."""
        request = urllib.request.Request(self.url + path, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            said = error.read().decode()
            return error.code, json.loads(said) if said.startswith("{") else {"message": said}

    def __enter__(self):
        self._asking = threading.Thread(target=self._go_on)
        self._asking.start()
        return self

    def __exit__(self, *of_no_account) -> None:
        self._enough.set()
        self._asking.join()

    def _go_on(self) -> None:
        while not self._enough.is_set():
            status, told = self.ask("/")
            self.answers.append((status, told.get("version", "")))
            time.sleep(0.05)
