# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CloudWatch: dashboards have tags, which moto does not know; the tags of a change are ignored."""

from __future__ import annotations

from ..rules import Refusal, answers

DASHBOARD = ":dashboard/"


@answers("cloudwatch:PutDashboard")
def put_dashboard(call):
    """Tags are taken when it is made only."""
    name = call.params["DashboardName"]
    new = name not in _backend(call).dashboards
    answer = call.forward()
    arn = f"arn:{call.partition}:cloudwatch::{call.account}:dashboard/{name}"
    if new:
        _backend(call).tagger.delete_all_tags_for_resource(arn)
        _backend(call).tagger.tag_resource(arn, call.params.get("Tags", []))
    return answer


@answers("cloudwatch:TagResource")
def tag_resource(call):
    """moto knows the tags of alarms."""
    arn = call.params["ResourceARN"]
    if DASHBOARD not in arn:
        return call.forward()
    if arn.partition(DASHBOARD)[2] not in _backend(call).dashboards:
        raise Refusal("ResourceNotFoundException", f"{arn} does not exist", 404)
    _backend(call).tagger.tag_resource(arn, call.params["Tags"])
    return {}


def _backend(call):
    from moto.cloudwatch.models import cloudwatch_backends

    return cloudwatch_backends[call.account][call.region]
