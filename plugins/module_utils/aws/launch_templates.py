# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What is in a launch template: user data that people can read, and nothing that is declared no more."""

from __future__ import annotations

from base64 import b64decode, b64encode

from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference


def parameters(desired, params: dict) -> dict:
    """Return the parameters of a version with its user data as EC2 takes it."""
    text = desired.options.get("user_data")
    if not text:
        return params
    encoded = b64encode(text.encode()).decode()
    return {**params, "LaunchTemplateData": {**params["LaunchTemplateData"], "UserData": encoded}}


def differences(desired, item: dict) -> list[Difference]:
    """Return where the user data is another one, and what is there though it is declared no more."""
    from ansible_collections.skylift.aws.plugins.module_utils.aws.model import snake

    declared = desired.options.get("launch_template_data") or {}
    present = {snake(member): value for member, value in item.get("LaunchTemplateData", {}).items() if value}
    had, text = b64decode(present.pop("user_data", "")).decode(), desired.options.get("user_data")
    surplus = {key: value for key, value in present.items() if declared and declared.get(key) is None}
    return [
        *([Difference("user_data", had, text)] if text not in (None, had) else []),
        *(Difference(f"launch_template_data.{key}", value, None) for key, value in surplus.items()),
    ]
