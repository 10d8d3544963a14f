# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Invalidations: in progress, then completed; a reference makes one only once."""

from __future__ import annotations

from ...rules import Refusal, answers
from ...transitions import Transition
from .store import held, new_id, now, page_of

REUSED = (
    "Your request contains a caller reference that was used for a previous invalidation batch for the same distribution."
)


def _of(call) -> dict:
    return held(call, "distribution", call.params["DistributionId"], "NoSuchDistribution").setdefault("Invalidations", {})


@answers("cloudfront:CreateInvalidation")
def create_invalidation(call):
    """The same reference and paths answer what was made then."""
    known, batch = _of(call), call.params["InvalidationBatch"]
    for each in known.values():
        if each["Batch"]["CallerReference"] == batch["CallerReference"]:
            if each["Batch"] != batch:
                raise Refusal("InvalidArgument", REUSED)
            return {"Invalidation": _shown(each), "Location": each["Id"]}
    if any(not path.startswith("/") for path in batch["Paths"].get("Items", [])):
        raise Refusal("InvalidArgument", "Your request contains one or more invalid invalidation paths.")
    made = {"Id": new_id(), "Batch": batch, "Made": now(), "Way": Transition("cloudfront:invalidation", "InProgress")}
    known[made["Id"]] = made
    return {"Invalidation": _shown(made), "Location": made["Id"]}


def _shown(invalidation: dict) -> dict:
    return {
        "Id": invalidation["Id"],
        "Status": invalidation["Way"].state() or "Completed",
        "CreateTime": invalidation["Made"],
        "InvalidationBatch": invalidation["Batch"],
    }


@answers("cloudfront:GetInvalidation")
def get_invalidation(call):
    """By id."""
    found = _of(call).get(call.params["Id"])
    if found is None:
        raise Refusal("NoSuchInvalidation", "The specified invalidation does not exist.", 404)
    return {"Invalidation": _shown(found)}


@answers("cloudfront:ListInvalidations")
def list_invalidations(call):
    """The latest first, without what they were about."""
    shown = [_shown(each) for each in reversed(_of(call).values())]
    return {"InvalidationList": page_of(call, [{k: each[k] for k in ("Id", "CreateTime", "Status")} for each in shown])}
