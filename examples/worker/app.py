# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A worker for a schedule: it has the API clean up, and fails if that did, so that the failure is seen."""

from __future__ import annotations

import json
import os
import urllib.request

SECONDS = 60


def handler(event: dict, context: object) -> dict:
    """Start the job of the API and return what it says. Raises urllib.error.URLError."""
    request = urllib.request.Request(
        f"{os.environ['API_URL']}/jobs/clean-up", method="POST", headers={"Authorization": f"Bearer {os.environ['JOBS_TOKEN']}"}
    )
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return json.load(answer)
