# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What belongs to a group: tags, lifecycle hooks, scaling policies, scheduled actions."""

from __future__ import annotations

import copy
import re
import uuid

from ...rules import Refusal, answers
from ..paging import page
from . import ACTIONS, GROUPS, POLICIES, group_of, invalid

METRICS = ("ASGAverageCPUUtilization", "ASGAverageNetworkIn", "ASGAverageNetworkOut", "ALBRequestCountPerTarget")
CRON = re.compile(r"\S+( \S+){4}")


@answers("autoscaling:CreateOrUpdateTags")
def tag(call):
    """Each tag says whose it is."""
    for each in call.params["Tags"]:
        group = _tagged(call, each)
        group["tags"] = [*(old for old in group["tags"] if old["Key"] != each["Key"]), dict(each)]
    return {}


@answers("autoscaling:DeleteTags")
def untag(call):
    """By their keys."""
    for each in call.params["Tags"]:
        group = _tagged(call, each)
        group["tags"] = [old for old in group["tags"] if old["Key"] != each["Key"]]
    return {}


def _tagged(call, tag: dict) -> dict:
    if tag.get("ResourceType") != "auto-scaling-group":
        raise invalid(f"Invalid resource type: {tag.get('ResourceType')}. Valid values: auto-scaling-group")
    return group_of(call, tag.get("ResourceId", ""))


@answers("autoscaling:PutLifecycleHook")
def put_hook(call):
    """Made, or changed."""
    params = {key: value for key, value in call.params.items() if key != "AutoScalingGroupName"}
    hooks = group_of(call, call.params["AutoScalingGroupName"])["hooks"]
    if "LifecycleTransition" not in params and params["LifecycleHookName"] not in hooks:
        raise invalid("LifecycleTransition is required when creating a lifecycle hook.")
    hooks[params["LifecycleHookName"]] = {**hooks.get(params["LifecycleHookName"], {}), **params}
    return {}


@answers("autoscaling:DescribeLifecycleHooks")
def describe_hooks(call):
    """All of a group."""
    group = group_of(call, call.params["AutoScalingGroupName"])
    filled = {
        "AutoScalingGroupName": group["name"],
        "HeartbeatTimeout": 3600,
        "GlobalTimeout": 172800,
        "DefaultResult": "ABANDON",
    }
    return {"LifecycleHooks": [{**filled, **each} for each in group["hooks"].values()]}


@answers("autoscaling:DeleteLifecycleHook")
def delete_hook(call):
    """By name."""
    hooks = group_of(call, call.params["AutoScalingGroupName"])["hooks"]
    if hooks.pop(call.params["LifecycleHookName"], None) is None:
        raise invalid(f"No Lifecycle Hook found with name {call.params['LifecycleHookName']}")
    return {}


@answers("autoscaling:PutScalingPolicy")
def put_policy(call):
    """Target tracking brings its own alarms along."""
    params = copy.deepcopy(call.params)
    group = group_of(call, params["AutoScalingGroupName"])
    params.setdefault("PolicyType", "SimpleScaling")
    _check_policy(params)
    key = group["name"], params["PolicyName"]
    arn = call.arn(f"scalingPolicy:{uuid.uuid4()}:autoScalingGroupName/{key[0]}:policyName/{key[1]}")
    known = call.memory(POLICIES).get(key, {"PolicyARN": arn})
    alarms = []
    if params["PolicyType"] == "TargetTrackingScaling":
        params["TargetTrackingConfiguration"].setdefault("DisableScaleIn", False)
        names = [
            f"TargetTracking-{key[0]}-Alarm{side}-{uuid.uuid5(uuid.NAMESPACE_DNS, key[1])}" for side in ("High", "Low")
        ]
        alarms = [{"AlarmName": name, "AlarmARN": call.arn(f"alarm:{name}", "cloudwatch")} for name in names]
    call.memory(POLICIES)[key] = {"Enabled": True, **params, "PolicyARN": known["PolicyARN"], "Alarms": alarms}
    return {"PolicyARN": known["PolicyARN"], "Alarms": alarms}


def _check_policy(params: dict) -> None:
    needed = {"TargetTrackingScaling": "TargetTrackingConfiguration", "StepScaling": "StepAdjustments",
              "SimpleScaling": "ScalingAdjustment", "PredictiveScaling": "PredictiveScalingConfiguration"}  # fmt: skip
    kind = params["PolicyType"]
    if kind not in needed:
        raise invalid(f"Invalid policy type {kind}.")
    if params.get(needed[kind]) is None:
        raise invalid(f"{needed[kind]} is required for policy type {kind}.")
    if kind in ("StepScaling", "SimpleScaling") and "AdjustmentType" not in params:
        raise invalid("You must specify an AdjustmentType for policy type: " + kind)
    metric = params.get("TargetTrackingConfiguration", {}).get("PredefinedMetricSpecification", {})
    if metric and metric["PredefinedMetricType"] not in METRICS:
        raise invalid(f"Unsupported predefined metric type: {metric['PredefinedMetricType']}")
    if metric.get("PredefinedMetricType") == "ALBRequestCountPerTarget" and not metric.get("ResourceLabel"):
        raise invalid("ResourceLabel is required for ALBRequestCountPerTarget.")


@answers("autoscaling:DescribePolicies")
def describe_policies(call):
    """Those of groups that are there."""
    shown, more = page(_of_groups(call, POLICIES, "PolicyNames", "PolicyName"), call.params, 50, limit="MaxRecords")
    return {"ScalingPolicies": shown, **more}


@answers("autoscaling:DeletePolicy")
def delete_policy(call):
    """With its alarms."""
    key = call.params.get("AutoScalingGroupName", ""), call.params["PolicyName"]
    if call.memory(POLICIES).pop(key, None) is None:
        raise invalid(f"PolicyName {key[1]} not found.")
    return {}


@answers("autoscaling:PutScheduledUpdateGroupAction")
def put_action(call):
    """Once, or again and again."""
    params = {key: value for key, value in call.params.items() if key != "Time"}
    group = group_of(call, params["AutoScalingGroupName"])
    if not {"MinSize", "MaxSize", "DesiredCapacity"} & set(params):
        raise invalid("At least one of min size, max size or desired capacity must be specified.")
    if "Recurrence" in params and not CRON.fullmatch(params["Recurrence"]):
        raise invalid("Given recurrence string: " + params["Recurrence"] + " is invalid")
    if not {"Recurrence", "StartTime"} & set(params):
        raise invalid("Either start time or recurrence must be specified.")
    key = group["name"], params["ScheduledActionName"]
    arn = call.arn(
        f"scheduledUpdateGroupAction:{uuid.uuid4()}:autoScalingGroupName/{key[0]}:scheduledActionName/{key[1]}"
    )
    known = call.memory(ACTIONS).get(key, {"ScheduledActionARN": arn})
    call.memory(ACTIONS)[key] = {**params, "ScheduledActionARN": known["ScheduledActionARN"]}
    return {}


@answers("autoscaling:DescribeScheduledActions")
def describe_actions(call):
    """Those of groups that are there."""
    found = _of_groups(call, ACTIONS, "ScheduledActionNames", "ScheduledActionName")
    shown, more = page(found, call.params, 50, limit="MaxRecords")
    return {"ScheduledUpdateGroupActions": shown, **more}


@answers("autoscaling:DeleteScheduledAction")
def delete_action(call):
    """By name."""
    key = call.params["AutoScalingGroupName"], call.params["ScheduledActionName"]
    if call.memory(ACTIONS).pop(key, None) is None:
        raise Refusal("ValidationError", f"Scheduled action name not found - ScheduledAction '{key[1]}' not found")
    return {}


def _of_groups(call, kind: str, names: str, name: str) -> list[dict]:
    """What a group had goes with it."""
    things = call.memory(kind)
    for key in [key for key in things if key[0] not in call.memory(GROUPS)]:
        del things[key]
    group, wanted = call.params.get("AutoScalingGroupName"), call.params.get(names)
    return [each for key, each in things.items() if group in (None, key[0]) and (not wanted or each[name] in wanted)]
