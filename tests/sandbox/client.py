# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox as tests see it: a URL with a few switches behind it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request


class Sandbox:
    """Client of a running sandbox's control interface (`/_sandbox/...`)."""

    def __init__(self, url: str):
        self.url = url.rstrip("/")

    def is_up(self) -> bool:
        """Whether something that calls itself the sandbox answers at the URL."""
        try:
            return self._ask("GET", "health").get("sandbox") is True
        except (OSError, ValueError):
            return False

    def reset(self) -> None:
        """An empty account again: no resources, no faults, default settings, no calls counted."""
        self._ask("POST", "reset")

    def settings(self, **changes) -> dict:
        """Change settings (see settings.py) and return all of them."""
        return self._ask("POST", "settings", changes)

    def faults(self, **faults) -> None:
        """Misbehave from now on: latency_ms, throttle_rate, error_rate, drop_rate, stale_seconds, seed, only."""
        self._ask("POST", "faults", faults)

    def calls(self, *names: str) -> list[dict]:
        """Calls in order of arrival, all or those of the given `service:Operation` names."""
        return [call for call in self._ask("GET", "calls")["calls"] if not names or call["name"] in names]

    def writes(self) -> list[str]:
        """Names of the calls that could have changed something."""
        return [call["name"] for call in self.calls() if call["write"]]

    def counts(self) -> dict[str, int]:
        """How often each `service:Operation` was called."""
        counted: dict[str, int] = {}
        for call in self.calls():
            counted[call["name"]] = counted.get(call["name"], 0) + 1
        return counted

    def max_in_flight(self) -> int:
        """The largest number of calls that were under way at one moment."""
        return self._ask("GET", "calls")["max_in_flight"]

    def clear_calls(self) -> None:
        """Forget the calls so far."""
        self._ask("DELETE", "calls")

    def service_app(self, url: str | None) -> None:
        """Answer requests to deployed services from this address; None: from the built-in app."""
        self.settings(service_app=url)

    def confirm_subscriptions(self, endpoint: str) -> int:
        """Click the link in every confirmation mail to this address; returns how many there were."""
        return self._ask("POST", "confirm_subscriptions", {"endpoint": endpoint})["confirmed"]

    def client(self, service: str, region: str = "us-east-1", **options):
        """A boto3 client of the sandbox that never retries, so that a test sees what was answered."""
        import boto3
        from botocore.config import Config

        return boto3.client(
            service,
            region_name=region,
            endpoint_url=self.url,
            aws_access_key_id="sandbox",
            aws_secret_access_key="sandbox",
            config=Config(retries={"total_max_attempts": 1}, **options),
        )

    def _ask(self, method: str, path: str, body: dict | None = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self.url}/_sandbox/{path}", data, {"Content-Type": "application/json"}, method=method
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
