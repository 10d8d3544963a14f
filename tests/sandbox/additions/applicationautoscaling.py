# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Application Auto Scaling: moto looks for the services in its own ECS, keeps no tags and makes alarms of its own kind."""

from __future__ import annotations

import uuid
from contextlib import suppress
from datetime import UTC, datetime

from ..rules import Refusal, answers

TARGETS, POLICIES, ACTIONS = (f"application-autoscaling {kind}" for kind in ("targets", "policies", "actions"))
TARGET = ("ServiceNamespace", "ResourceId", "ScalableDimension")


def _key(params: dict, *more: str) -> tuple:
    return tuple(params[name] for name in (*TARGET, *more))


def _there(call) -> dict:
    found = call.memory(TARGETS).get(_key(call.params))
    if found is None:
        said = ", ".join(f"{word}: {call.params[name]}" for word, name in
                         zip(("service namespace", "resource ID", "scalable dimension"), TARGET, strict=True))  # fmt: skip
        raise Refusal("ObjectNotFoundException", f"No scalable target registered for {said}")
    return found


@answers("application-autoscaling:RegisterScalableTarget")
def register(call):
    """What it scales must exist; what is below the minimum is moved up to it, what is above the maximum down."""
    told, key = call.params, _key(call.params)
    service = _ecs_service(call)
    known = call.memory(TARGETS).get(key)
    if known is None and not {"MinCapacity", "MaxCapacity"} <= set(told):
        raise Refusal("ValidationException", "MinCapacity and MaxCapacity must be specified to register a new target")
    if known is not None and "Tags" in told:
        raise Refusal("ValidationException", "Tags can only be specified when a scalable target is registered first")
    now = known or {
        **{name: told[name] for name in TARGET},
        "ScalableTargetARN": call.arn(f"scalable-target/{uuid.uuid4().hex}"),
        "CreationTime": datetime.now(UTC),
        "RoleARN": f"arn:{call.partition}:iam::{call.account}:role/aws-service-role/{told['ServiceNamespace']}."
                   "application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling",
        "SuspendedState": dict.fromkeys(
            ("DynamicScalingInSuspended", "DynamicScalingOutSuspended", "ScheduledScalingSuspended"), False
        ),
        "tags": told.get("Tags", {}),
    }  # fmt: skip
    wanted = {**now, **{name: told[name] for name in ("MinCapacity", "MaxCapacity") if name in told}}
    if wanted["MinCapacity"] > wanted["MaxCapacity"]:
        raise Refusal("ValidationException", "Maximum capacity cannot be less than minimum capacity")
    wanted["SuspendedState"] = {**now["SuspendedState"], **told.get("SuspendedState", {})}
    call.memory(TARGETS)[key] = wanted
    if service:
        count = min(max(service["desiredCount"], wanted["MinCapacity"]), wanted["MaxCapacity"])
        if count != service["desiredCount"]:
            moved = {"cluster": service["clusterArn"], "service": service["serviceName"], "desiredCount": count}
            call.to("ecs", "UpdateService", None, moved).answer()
    return {"ScalableTargetARN": wanted["ScalableTargetARN"]}


def _ecs_service(call) -> dict | None:
    if call.params["ServiceNamespace"] != "ecs":
        return None
    resource = call.params["ResourceId"]
    parts = resource.split("/")
    if len(parts) != 3 or parts[0] != "service":
        raise Refusal("ValidationException", "Unsupported service namespace, resource type or scalable dimension")
    found = []
    with suppress(Refusal):
        found = call.ask("ecs", "DescribeServices", cluster=parts[1], services=[parts[2]])["services"]
    if not found or found[0]["status"] != "ACTIVE":
        raise Refusal("ValidationException", f"ECS service doesn't exist: {resource}")
    return found[0]


@answers("application-autoscaling:DescribeScalableTargets")
def describe_targets(call):
    """Those of one namespace."""
    wanted = call.params.get("ResourceIds")
    found = _of_namespace(call, TARGETS)
    return {"ScalableTargets": [{name: value for name, value in each.items() if name != "tags"}
                                for each in found if not wanted or each["ResourceId"] in wanted]}  # fmt: skip


@answers("application-autoscaling:DeregisterScalableTarget")
def deregister(call):
    """Its policies and scheduled actions go with it."""
    _there(call)
    key = _key(call.params)
    for policy in [each for each in call.memory(POLICIES) if each[:3] == key]:
        _forget_alarms(call, call.memory(POLICIES).pop(policy))
    for action in [each for each in call.memory(ACTIONS) if each[:3] == key]:
        del call.memory(ACTIONS)[action]
    del call.memory(TARGETS)[key]
    return {}


@answers("application-autoscaling:PutScalingPolicy")
def put_policy(call):
    """Target tracking makes its alarms itself; a policy cannot become one of another type."""
    _there(call)
    told, key = call.params, _key(call.params, "PolicyName")
    known = call.memory(POLICIES).get(key, {})
    kind = told.get("PolicyType", known.get("PolicyType", "StepScaling"))
    if known and known["PolicyType"] != kind:
        raise Refusal("ValidationException", "Cannot change the type of an existing scaling policy")
    body = told.get(f"{kind}PolicyConfiguration", known.get(f"{kind}PolicyConfiguration"))
    if body is None:
        raise Refusal("ValidationException", f"{kind}PolicyConfiguration must be specified")
    tracks = kind == "TargetTrackingScaling"
    specified = {"PredefinedMetricSpecification", "CustomizedMetricSpecification"} & set(body)
    if tracks and len(specified) != 1:
        raise Refusal("ValidationException", "Either a predefined or a customized metric specification must be given")
    policy = {
        **{name: told[name] for name in (*TARGET, "PolicyName")},
        "PolicyType": kind,
        f"{kind}PolicyConfiguration": {"DisableScaleIn": False, **body} if tracks else body,
        "PolicyARN": known.get("PolicyARN") or call.arn(
            f"scalingPolicy:{uuid.uuid4()}:resource/{told['ServiceNamespace']}/{told['ResourceId']}"
            f":policyName/{told['PolicyName']}", "autoscaling"),
        "CreationTime": known.get("CreationTime") or datetime.now(UTC),
        "Alarms": known.get("Alarms") or (_make_alarms(call, body) if tracks else []),
    }  # fmt: skip
    call.memory(POLICIES)[key] = policy
    return {"PolicyARN": policy["PolicyARN"], "Alarms": policy["Alarms"]}


def _make_alarms(call, body: dict) -> list[dict]:
    alarms = []
    for edge, operator in (("AlarmHigh", "GreaterThanThreshold"), ("AlarmLow", "LessThanThreshold")):
        name = f"TargetTracking-{call.params['ResourceId']}-{edge}-{uuid.uuid4()}"
        metric = body.get("CustomizedMetricSpecification", {})
        call.ask(
            "cloudwatch", "PutMetricAlarm", AlarmName=name, Namespace=metric.get("Namespace", "AWS/ECS"),
            MetricName=metric.get("MetricName", "CPUUtilization"), Statistic="Average", Period=60, EvaluationPeriods=3,
            Threshold=body["TargetValue"], ComparisonOperator=operator,
        )  # fmt: skip
        alarms.append({"AlarmName": name, "AlarmARN": call.arn(f"alarm:{name}", "cloudwatch")})
    return alarms


def _forget_alarms(call, policy: dict) -> None:
    if policy["Alarms"]:
        call.ask("cloudwatch", "DeleteAlarms", AlarmNames=[alarm["AlarmName"] for alarm in policy["Alarms"]])


@answers("application-autoscaling:DescribeScalingPolicies")
def describe_policies(call):
    """Those of one namespace, or of one target."""
    names = call.params.get("PolicyNames")
    found = [each for each in _of_namespace(call, POLICIES) if not names or each["PolicyName"] in names]
    return {"ScalingPolicies": _of_resource(call, found)}


@answers("application-autoscaling:DeleteScalingPolicy")
def delete_policy(call):
    """Its alarms go with it."""
    policy = call.memory(POLICIES).pop(_key(call.params, "PolicyName"), None)
    if policy is None:
        raise Refusal(
            "ObjectNotFoundException", f"No scaling policy found for policy name: {call.params['PolicyName']}"
        )
    _forget_alarms(call, policy)
    return {}


@answers("application-autoscaling:PutScheduledAction")
def put_action(call):
    """What is not sent is as if it had never been."""
    _there(call)
    key = _key(call.params, "ScheduledActionName")
    if key not in call.memory(ACTIONS) and "Schedule" not in call.params:
        raise Refusal("ValidationException", "Schedule must be specified")
    made = {
        "ScheduledActionARN": call.arn(f"scheduledAction:{uuid.uuid4()}", "autoscaling"),
        "CreationTime": datetime.now(UTC),
    }
    call.memory(ACTIONS)[key] = {**made, "Timezone": "UTC", **call.params}
    return {}


@answers("application-autoscaling:DescribeScheduledActions")
def describe_actions(call):
    """Those of one namespace, or of one target."""
    return {"ScheduledActions": _of_resource(call, _of_namespace(call, ACTIONS))}


@answers("application-autoscaling:DeleteScheduledAction")
def delete_action(call):
    """One of a target."""
    if call.memory(ACTIONS).pop(_key(call.params, "ScheduledActionName"), None) is None:
        raise Refusal("ObjectNotFoundException", "No scheduled action found")
    return {}


@answers(
    "application-autoscaling:TagResource",
    "application-autoscaling:UntagResource",
    "application-autoscaling:ListTagsForResource",
)
def tags(call):
    """Only targets have tags."""
    arn = call.params["ResourceARN"]
    target = next((each for each in call.memory(TARGETS).values() if each["ScalableTargetARN"] == arn), None)
    if target is None:
        raise Refusal("ResourceNotFoundException", f"The resource {arn} does not exist")
    gone = call.params.get("TagKeys", [])
    kept = {key: value for key, value in target["tags"].items() if key not in gone}
    target["tags"] = {**kept, **call.params.get("Tags", {})}
    return {"Tags": target["tags"]} if call.operation.name == "ListTagsForResource" else {}


def _of_namespace(call, kind: str) -> list[dict]:
    namespace = call.params["ServiceNamespace"]
    return [each for each in call.memory(kind).values() if each["ServiceNamespace"] == namespace]


def _of_resource(call, found: list[dict]) -> list[dict]:
    wanted = call.params.get("ResourceId")
    return [each for each in found if not wanted or each["ResourceId"] == wanted]
