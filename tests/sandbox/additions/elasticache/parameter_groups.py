# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ElastiCache parameter groups."""

from __future__ import annotations

from ...rules import Refusal, answers
from ..paging import page
from . import GROUPS, PARAMETER_GROUPS, TAGS, invalid, tag
from .versions import OFFERED

FAMILIES = {family for versions in OFFERED.values() for family in versions.values()}
# Those that deployments set; there are more.
DEFAULTS = {
    "maxmemory-policy": "volatile-lru",
    "timeout": "0",
    "tcp-keepalive": "300",
    "notify-keyspace-events": "",
    "slowlog-log-slower-than": "10000",
    "slowlog-max-len": "128",
    "reserved-memory-percent": "25",
    "cluster-enabled": "no",
    "activedefrag": "no",
    "lazyfree-lazy-eviction": "no",
    "databases": "16",
}


def parameter_group(call, name: str) -> dict:
    """The group of this name, which may be a default one; Refusal if there is none."""
    if name.startswith("default."):
        family = name.removeprefix("default.").removesuffix(".cluster.on")
        if family in FAMILIES:
            values = {"cluster-enabled": "yes"} if name.endswith(".cluster.on") else {}
            return {"CacheParameterGroupName": name, "CacheParameterGroupFamily": family, "values": values}
    found = call.memory(PARAMETER_GROUPS).get(name.lower())
    if found is None:
        raise Refusal("CacheParameterGroupNotFound", f"CacheParameterGroup {name} not found.", 404)
    return found


def _shown(group: dict) -> dict:
    return {key: value for key, value in group.items() if key != "values"}


@answers("elasticache:CreateCacheParameterGroup")
def create(call):
    """For one family of engine versions."""
    name, family = call.params["CacheParameterGroupName"].lower(), call.params["CacheParameterGroupFamily"]
    if name in call.memory(PARAMETER_GROUPS):
        raise Refusal("CacheParameterGroupAlreadyExists", f"Parameter group {name} already exists")
    if family not in FAMILIES:
        raise invalid(f"CacheParameterGroupFamily {family} is not a valid parameter group family.")
    group = {
        "CacheParameterGroupName": name,
        "CacheParameterGroupFamily": family,
        "Description": call.params["Description"],
        "IsGlobal": False,
        "ARN": call.arn(f"parametergroup:{name}"),
        "values": {},
    }
    call.memory(PARAMETER_GROUPS)[name] = group
    tag(call, group["ARN"])
    return {"CacheParameterGroup": _shown(group)}


@answers("elasticache:DescribeCacheParameterGroups")
def describe(call):
    """All, or one by its name."""
    name = call.params.get("CacheParameterGroupName")
    found = [parameter_group(call, name)] if name else list(call.memory(PARAMETER_GROUPS).values())
    shown, more = page([_shown(group) for group in found], call.params, 100, "Marker", "MaxRecords")
    return {"CacheParameterGroups": shown, **more}


@answers("elasticache:DescribeCacheParameters")
def describe_parameters(call):
    """Those a user has set say so."""
    group = parameter_group(call, call.params["CacheParameterGroupName"])
    found = [
        {
            "ParameterName": name,
            "ParameterValue": group["values"].get(name, value),
            "Source": "user" if name in group["values"] else "system",
            "DataType": "string",
            "IsModifiable": name != "databases" or not group["CacheParameterGroupName"].startswith("default."),
            "ChangeType": "immediate",
        }
        for name, value in DEFAULTS.items()
    ]
    found = [parameter for parameter in found if call.params.get("Source") in (None, parameter["Source"])]
    shown, more = page(found, call.params, 100, "Marker", "MaxRecords")
    return {"Parameters": shown, "CacheNodeTypeSpecificParameters": [], **more}


def _changeable(call) -> dict:
    group = parameter_group(call, call.params["CacheParameterGroupName"])
    name = group["CacheParameterGroupName"]
    if name.startswith("default."):
        raise Refusal("InvalidCacheParameterGroupState", f"The parameter group {name} is a default one and stays as it is.")
    for parameter in call.params.get("ParameterNameValues", []):
        if parameter["ParameterName"] not in DEFAULTS:
            raise invalid(f"Parameter {parameter['ParameterName']} does not exist in cache parameter group {name}.")
    return group


@answers("elasticache:ModifyCacheParameterGroup")
def modify(call):
    """Up to twenty at a time."""
    group = _changeable(call)
    for parameter in call.params["ParameterNameValues"]:
        group["values"][parameter["ParameterName"]] = parameter["ParameterValue"]
    return {"CacheParameterGroupName": group["CacheParameterGroupName"]}


@answers("elasticache:ResetCacheParameterGroup")
def reset(call):
    """Some, or all."""
    group = _changeable(call)
    names = [parameter["ParameterName"] for parameter in call.params.get("ParameterNameValues", [])]
    for name in list(group["values"]) if call.params.get("ResetAllParameters") else names:
        group["values"].pop(name, None)
    return {"CacheParameterGroupName": group["CacheParameterGroupName"]}


@answers("elasticache:DeleteCacheParameterGroup")
def delete(call):
    """Not while a cache has it."""
    group = _changeable(call)
    name = group["CacheParameterGroupName"]
    users = [user for user in call.memory(GROUPS).values() if user["parameter_group"] == name]
    if users:
        raise Refusal(
            "InvalidCacheParameterGroupState",
            "One or more cache clusters are still members of this parameter group "
            f"{name}, so the group cannot be deleted.",
        )
    del call.memory(PARAMETER_GROUPS)[name]
    call.memory(TAGS).pop(group["ARN"], None)
    return {}
