# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The policies on buckets, topics and the like, as a service of AWS meets them."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase

EXACT = {"StringEquals", "ArnEquals"}
ALIKE = {"StringLike", "ArnLike"}


def lets(policy: str | None, service: str, action: str, resource: str, context: dict[str, str]) -> bool:
    """Whether a policy lets a service do something. A condition on what the context does not tell is not met."""
    statements = _listed(json.loads(policy).get("Statement", [])) if policy else []
    asked = [item for item in statements if _concerns(item, service, action, resource)]
    met = [item["Effect"] for item in asked if _is_met(item.get("Condition", {}), context)]
    return "Allow" in met and "Deny" not in met


def _concerns(statement: dict, service: str, action: str, resource: str) -> bool:
    principal = statement.get("Principal")
    services = ["*"] if principal in ("*", {"AWS": "*"}) else _listed((principal or {}).get("Service", []))
    return (
        any(name in ("*", service) for name in services)
        and any(fnmatchcase(action.lower(), pattern.lower()) for pattern in _listed(statement.get("Action", [])))
        and any(fnmatchcase(resource, pattern) for pattern in _listed(statement.get("Resource", ["*"])))
    )


def _is_met(conditions: dict, context: dict[str, str]) -> bool:
    told = {key.lower(): value for key, value in context.items()}
    for operator, keys in conditions.items():
        for key, wanted in keys.items():
            value = told.get(key.lower())
            if value is None or not any(_matches(operator, value, each) for each in _listed(wanted)):
                return False
    return True


def _matches(operator: str, value: str, wanted: str) -> bool:
    if operator in ALIKE:
        return fnmatchcase(value, wanted)
    if operator in EXACT:
        return value == wanted
    return operator == "Bool" and value.lower() == str(wanted).lower()


def _listed(value) -> list:
    return value if isinstance(value, list) else [value]
