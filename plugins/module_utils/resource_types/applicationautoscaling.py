# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Application Auto Scaling: what may scale, how far, when and by what."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Collection,
    Read,
    ResourceType,
    Tagging,
)

TARGET = {
    "service_namespace": "ServiceNamespace",
    "resource_id": "ResourceId",
    "scalable_dimension": "ScalableDimension",
}
"""The three words by which a target, and what belongs to it, is told apart."""

NAMED = {member: member for member in TARGET.values()}

NOT_YET = (
    ("ValidationException", "doesn't exist"),
    ("ValidationException", "not found"),
    ("ConcurrentUpdateException", ""),
    ("ObjectNotFoundException", "No scalable target"),
)


class ScalableTarget(ResourceType):
    """Something whose capacity may be moved, and between which bounds."""

    name = "applicationautoscaling_scalable_target"
    service = "application-autoscaling"
    identifier = "ResourceId"
    match = TARGET
    identity = NAMED
    read = Read(
        "describe_scalable_targets", items="ScalableTargets[]", params={"ServiceNamespace": "{service_namespace}"}
    )
    create, update, delete = "register_scalable_target", "register_scalable_target", "deregister_scalable_target"
    attributes = {
        "id": "ResourceId",
        "arn": "ScalableTargetARN",
        "resource_id": "ResourceId",
        "service_namespace": "ServiceNamespace",
        "scalable_dimension": "ScalableDimension",
    }
    tagging = Tagging("tag_resource", "ResourceARN", list="list_tags_for_resource")
    not_yet = NOT_YET
    aspects = (
        Collection(
            "scheduled_actions",
            add="put_scheduled_action",
            remove="delete_scheduled_action",
            read="describe_scheduled_actions",
            found="ScheduledActions",
            key="ScheduledActionName",
        ),
    )


class ScalingPolicy(ResourceType):
    """By what a scalable target moves: a metric to keep near a value, or steps when an alarm rings."""

    name = "applicationautoscaling_scaling_policy"
    service = "application-autoscaling"
    identifier = "PolicyName"
    match = {"name": "PolicyName", **TARGET}
    identity = {"PolicyName": "PolicyName", **NAMED}
    read = Read(
        "describe_scaling_policies", items="ScalingPolicies[]", params={"ServiceNamespace": "{service_namespace}"}
    )
    create, update, delete = "put_scaling_policy", "put_scaling_policy", "delete_scaling_policy"
    given = {"PolicyName": "{name}"}
    update_sends_all = True
    attributes = {
        "id": "PolicyName",
        "arn": "PolicyARN",
        "policy_name": "PolicyName",
        "alarm_arns": "Alarms[].AlarmARN",
    }
    immutable = frozenset({"policy_type"})
    not_yet = NOT_YET


RESOURCE_TYPES = {facts.name: facts for facts in (ScalableTarget, ScalingPolicy)}
