# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control interface under /_sandbox/: reset, settings, faults, calls."""

from __future__ import annotations

import json

from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data

from . import memory, settings
from .faults import FaultLayer
from .journal import Journal


class Control:
    """Answers the control requests."""

    def __init__(self, journal: Journal, faults: FaultLayer):
        self.journal = journal
        self.faults = faults

    def answer(self, method: str, path: str, body: bytes):
        """(status, headers, body); a mistake in the request is a 400 that says which."""
        actions = {
            ("GET", "health"): lambda given: {"sandbox": True},
            ("POST", "reset"): self._reset,
            ("POST", "settings"): settings.change,
            ("POST", "faults"): self._faults,
            ("GET", "calls"): lambda given: self.journal.as_dict(),
            ("DELETE", "calls"): self._clear_calls,
            ("POST", "confirm_subscriptions"): self._confirm_subscriptions,
        }
        action = actions.get((method, path.removeprefix("/_sandbox/")))
        try:
            status, content = (
                (200, action(json.loads(body or b"{}"))) if action else (404, {"error": f"no {method} {path}"})
            )
        except ValueError as error:
            status, content = 400, {"error": str(error)}
        return status, {"Content-Type": "application/json"}, json.dumps(content).encode()

    def _reset(self, given: dict) -> dict:
        self.faults.set({})
        settings.reset()
        memory.forget()
        BackendDict.reset()
        reset_model_data()
        self.journal.clear()
        return {}

    def _faults(self, given: dict) -> dict:
        self.faults.set(given)
        return {}

    def _clear_calls(self, given: dict) -> dict:
        self.journal.clear()
        return {}

    def _confirm_subscriptions(self, given: dict) -> dict:
        from .additions.sesv2.identities import click
        from .strictness.sns import confirm_all

        return {"confirmed": confirm_all(given["endpoint"]) + click(given["endpoint"])}
