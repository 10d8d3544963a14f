# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon EC2 Auto Scaling: groups of instances, and when and by what their number moves."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Collection,
    Read,
    ResourceType,
    Steps,
    Tagging,
    Wait,
)
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference

UNDER_WAY = ("Pending", "InProgress", "Baking", "Cancelling", "RollbackInProgress")
ENDED_BADLY = ("Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful")
REFRESH_SECONDS = 3600
MADE_FROM = {"launch_template": "LaunchTemplate", "mixed_instances_policy": "MixedInstancesPolicy"}
NAMED = {"AutoScalingGroupName": "{AutoScalingGroupName}"}
HEALTHY = "Instances[?LifecycleState=='InService' && HealthStatus=='Healthy']"

# An instance is in service before its application answers; only a traffic source tells of that.
STATE = f"""ended || Status && 'deleting'
    || contains(`["{'", "'.join(UNDER_WAY)}"]`, refresh.Status) && refresh.Status
    || length({HEALTHY}) < DesiredCapacity && 'launching'
    || DesiredCapacity > `0` && length(traffic[?State=='Adding' || State=='Added'] || `[]`) > `0` && 'registering'
    || 'ready'"""


class AutoScalingGroup(ResourceType):
    """So many instances of one launch template, kept running, and replaced step by step when the template changes."""

    name = "autoscaling_auto_scaling_group"
    service = "autoscaling"
    identifier = "AutoScalingGroupName"
    read = Read(
        "describe_auto_scaling_groups", items="AutoScalingGroups[]", names="AutoScalingGroupNames", at_once=50,
        then=Read("describe_instance_refreshes", items="{refresh: InstanceRefreshes[0]}", params={**NAMED, "MaxRecords": 1},
                  missing=("ValidationError",),
                  then=Read("describe_traffic_sources", items="{traffic: TrafficSources}", params=NAMED,
                            missing=("ValidationError",))),
    )  # fmt: skip
    create, delete = "create_auto_scaling_group", "delete_auto_scaling_group"
    # What starts a refresh is told with it; the group itself never shows it.
    update = ("update_auto_scaling_group", "start_instance_refresh")
    renamed = {"preferences": "instance_refresh_preferences"}
    modifiers = frozenset({"instance_refresh_preferences", "skip_zonal_shift_validation"})
    # Launch configurations and classic load balancers are outdated; target groups are the traffic sources that are declared.
    left_out = frozenset({"Context", "DesiredConfiguration", "InstanceId", "LaunchConfigurationName", "LoadBalancerNames",
                          "Operator", "Strategy", "TrafficSources"})  # fmt: skip
    delete_with = {"ForceDelete": True}
    delete_seconds = 1800
    attributes = {"id": "AutoScalingGroupName", "arn": "AutoScalingGroupARN", "auto_scaling_group_name": "AutoScalingGroupName"}
    extras = {"starts_after": "list"}
    shown = ("min_size", "max_size")
    same = {"vpc_zone_identifier": "any_order"}
    ordered = frozenset({"mixed_instances_policy.launch_template.overrides", "termination_policies"})
    tagging = Tagging("create_or_update_tags", by="id", form="tags_of_group")
    tags_at = "Tags"
    indexed = False
    settled = Wait(STATE, until=("ready",), fails_on=ENDED_BADLY, called="state", seconds=REFRESH_SECONDS,
                   reason="explanation", rolls_back=True, progress="progress")  # fmt: skip
    not_yet = (("ValidationError", "Invalid IAM Instance Profile"), ("ValidationError", "service linked role"))
    in_use = ("ScalingActivityInProgress",)
    aspects = (
        Steps("launch_template", "roll_out"),
        Steps("mixed_instances_policy", "roll_out"),
        Collection("target_group_arns", add="attach_load_balancer_target_groups",
                   remove="detach_load_balancer_target_groups", found="TargetGroupARNs", batch="TargetGroupARNs", at_once=10),
        Collection("lifecycle_hook_specification_list", add="put_lifecycle_hook", remove="delete_lifecycle_hook",
                   read="describe_lifecycle_hooks", found="LifecycleHooks", key="LifecycleHookName"),
    )  # fmt: skip
    calls = ("autoscaling.describe_scaling_activities",)

    @staticmethod
    def tags_of_group(name: str, tags: dict[str, str]) -> list[dict]:
        """Each tag says whose it is, and whether instances get it (Tag); Skylift's own tell of the group alone."""
        whose = {"ResourceId": name, "ResourceType": "auto-scaling-group"}
        pairs = [{"Key": key, "Value": text, **whose} for key, text in tags.items()]
        return [{**pair, "PropagateAtLaunch": not pair["Key"].startswith("skylift:")} for pair in pairs]

    @staticmethod
    def roll_out(place, item: dict, values: dict) -> None:
        """A refresh that is told what is wanted gives it to the group at its end, and can go back (StartInstanceRefresh)."""
        wanted = {member: values[option] for option, member in MADE_FROM.items() if option in values}
        if _refresh(item).get("Status") not in UNDER_WAY or _refresh(item).get("DesiredConfiguration") != wanted:
            _start_refresh(place, item, wanted, values.get("instance_refresh_preferences"))

    @staticmethod
    def look_closer(place, desired, item: dict) -> dict:
        """Why an instance does not start is told by the group's activities, why a refresh ended by the refresh."""
        explanation = "; ".join(_said(place, item))
        return {**item, "ended": _ended(item), "explanation": explanation, "progress": explanation}

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """A refresh that failed leaves some instances as they were, or as they were to be (StartInstanceRefresh)."""
        wanted = str((desired.options.get("launch_template") or {}).get("version"))
        if wanted != _version(item) or not wanted.isdigit():
            return []
        versions = [version for version in map(_version, item.get("Instances", ())) if version]
        others = [version for version in versions if version != wanted]
        said = f"{', '.join(sorted({*others}))} on {len(others)} of {len(versions)} instances"
        return [Difference("launch_template.version", said, wanted)] if others else []


def _refresh(item: dict) -> dict:
    return item.get("refresh") or {}


def _version(item: dict) -> str | None:
    return (item.get("LaunchTemplate") or {}).get("Version")


def _start_refresh(place, item: dict, wanted: dict, preferences: dict | None) -> None:
    params = {"AutoScalingGroupName": item["AutoScalingGroupName"], "DesiredConfiguration": wanted}
    params |= {"Preferences": preferences} if preferences else {}
    busy = (("InstanceRefreshInProgress", ""),)
    place.session.call("autoscaling", "start_instance_refresh", params, retry_while=busy, seconds=REFRESH_SECONDS)


def _said(place, item: dict) -> list[str]:
    """What AWS says of the latest refresh, and of what it did last."""
    last = {"AutoScalingGroupName": item["AutoScalingGroupName"], "MaxRecords": 1}
    activities = place.session.call("autoscaling", "describe_scaling_activities", last)["Activities"]
    told = [_refresh(item).get("StatusReason")]
    told += [activity.get("StatusMessage") or activity.get("Description") for activity in activities]
    return [text for text in told if text]


def _ended(item: dict) -> str | None:
    """How the latest refresh ended, if the group did not get from it what it was to have."""
    wanted = _refresh(item).get("DesiredConfiguration") or {}
    got = all(item.get(member) == value for member, value in wanted.items())
    status = _refresh(item).get("Status")
    return status if status in ENDED_BADLY and not got else None


NOT_YET = (("ValidationError", "not found"),)


class ScalingPolicy(ResourceType):
    """By what the number of a group's instances moves: a metric to keep near a value, or steps when an alarm rings."""

    name = "autoscaling_scaling_policy"
    service = "autoscaling"
    identifier = "PolicyName"
    match = {"name": "PolicyName", "auto_scaling_group_name": "AutoScalingGroupName"}
    identity = {"PolicyName": "PolicyName", "AutoScalingGroupName": "AutoScalingGroupName"}
    read = Read("describe_policies", items="ScalingPolicies[]")
    create, update, delete = "put_scaling_policy", "put_scaling_policy", "delete_policy"
    given = {"PolicyName": "{name}"}
    update_sends_all = True
    left_out = frozenset({"MinAdjustmentStep"})
    attributes = {
        "id": "PolicyName",
        "arn": "PolicyARN",
        "policy_name": "PolicyName",
        "alarm_arns": "Alarms[].AlarmARN",
    }
    immutable = frozenset({"policy_type"})
    not_yet = NOT_YET


class ScheduledAction(ResourceType):
    """When the bounds of a group's size move."""

    name = "autoscaling_scheduled_action"
    service = "autoscaling"
    identifier = "ScheduledActionName"
    match = {"name": "ScheduledActionName", "auto_scaling_group_name": "AutoScalingGroupName"}
    identity = {"ScheduledActionName": "ScheduledActionName", "AutoScalingGroupName": "AutoScalingGroupName"}
    read = Read("describe_scheduled_actions", items="ScheduledUpdateGroupActions[]")
    create = update = "put_scheduled_update_group_action"
    delete = "delete_scheduled_action"
    given = {"ScheduledActionName": "{name}"}
    update_sends_all = True
    # Outdated: StartTime is what counts.
    left_out = frozenset({"Time"})
    attributes = {
        "id": "ScheduledActionName",
        "arn": "ScheduledActionARN",
        "scheduled_action_name": "ScheduledActionName",
    }
    not_yet = NOT_YET


RESOURCE_TYPES = {facts.name: facts for facts in (AutoScalingGroup, ScalingPolicy, ScheduledAction)}
