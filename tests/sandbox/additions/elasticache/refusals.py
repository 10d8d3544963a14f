# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ElastiCache refuses of a replication group."""

from __future__ import annotations

import re

from ...rules import Refusal
from . import conflict, invalid
from .parameter_groups import parameter_group
from .subnet_groups import subnet_group
from .versions import number

IDENTIFIER = re.compile(r"[A-Za-z](?!.*--)[A-Za-z0-9-]{0,39}(?<!-)")
TOKEN = re.compile(r"[A-Za-z0-9!&#$^<>-]{16,128}")
NODE_TYPE = re.compile(r"cache\.(t2|t3|t4g|m[4-8]g?n?|r[4-8]g?d?n?|c7gn)\.(micro|small|medium|large|\d*xlarge)")
MOST_NODES, MOST_REPLICAS = 6, 5
DAY = 24 * 60


def check_identifier(name: str) -> None:
    """1 to 40 letters, digits and single hyphens."""
    if not IDENTIFIER.fullmatch(name):
        raise invalid(
            "The parameter ReplicationGroupId is not a valid identifier. Identifiers must begin with a letter; must "
            "contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two "
            "consecutive hyphens."
        )


def check_token(params: dict, encrypted: bool) -> None:
    """A token needs TLS, and an alphabet that is its own."""
    token = params.get("AuthToken")
    if token is None:
        return
    if not encrypted:
        raise conflict("The AUTH token is only supported when encryption-in-transit is enabled.")
    if not TOKEN.fullmatch(token):
        raise invalid("Invalid AuthToken provided.")


def check_failover(group: dict, failover: bool, several_zones: bool) -> None:
    """Something must be there to fail over to."""
    if group["clustered"] and not failover:
        raise conflict("Turning off automatic failover for replication group with cluster mode enabled is not supported.")
    if failover and not group["clustered"] and not group["replicas"]:
        raise conflict("When using automatic failover, there must be at least 2 cache clusters in the replication group.")
    if several_zones and not failover:
        raise conflict("Must specify automatic failover to enable Multi-AZ.")
    if several_zones and not group["replicas"]:
        raise conflict("Multi-AZ requires at least one replica in each node group.")
    if several_zones and len(group["zones"]) < 2:
        raise conflict("Multi-AZ requires subnets in at least two Availability Zones.")


def check_node_type(name: str) -> None:
    """One of the families there are."""
    if not NODE_TYPE.fullmatch(name):
        raise invalid(f"The parameter CacheNodeType {name} is not valid.")


def check_networks(call, params: dict) -> None:
    """Security groups that exist; a subnet group that exists."""
    if params.get("CacheSubnetGroupName"):
        subnet_group(call, params["CacheSubnetGroupName"])
    if params.get("SecurityGroupIds"):
        try:
            call.ask("ec2", "DescribeSecurityGroups", GroupIds=params["SecurityGroupIds"])
        except Refusal:
            wrong = ", ".join(params["SecurityGroupIds"])
            raise invalid(f"Some security groups are invalid, please ensure they exist: {wrong}") from None


def check_parameter_group(call, name: str, family: str, clustered: bool) -> None:
    """Of the family of the engine version, and of the same opinion on cluster mode."""
    group = parameter_group(call, name)
    if group["CacheParameterGroupFamily"] != family:
        raise conflict(
            f"Expected a parameter group of family {family} but found one of family "
            f"{group['CacheParameterGroupFamily']}"
        )
    if (group["values"].get("cluster-enabled") == "yes") != clustered:
        raise conflict(
            "Use of cluster mode requires a parameter group with cluster-enabled set to yes, and no use of it one with no."
        )


def check_version(engine: str, version: str, now: dict) -> None:
    """Only forward; from Redis OSS to Valkey, and never back."""
    if now["Engine"] == "valkey" and engine == "redis":
        raise conflict("Engine modification from valkey to redis is not supported.")
    if engine == now["Engine"] and number(version) < number(now["version"]):
        raise conflict(f"Cannot downgrade {engine} from {now['version']} to {version}")


def check_logs(params: dict) -> None:
    """Each kind of log once."""
    kinds = [wish["LogType"] for wish in params.get("LogDeliveryConfigurations", [])]
    if len(set(kinds)) != len(kinds) or not set(kinds) <= {"slow-log", "engine-log"}:
        raise invalid("LogDeliveryConfigurations may have slow-log and engine-log, each once.")


def check_windows(maintenance: str | None, snapshot: str | None) -> None:
    """They must not overlap on any day."""
    if not (maintenance and snapshot):
        return
    times = [int(hour) * 60 + int(minute) for hour, minute in re.findall(r"(\d\d):(\d\d)", f"{maintenance} {snapshot}")]
    if len(times) != 4:
        raise invalid("A window is not in the form ddd:hh24:mi-ddd:hh24:mi or hh24:mi-hh24:mi.")
    first, last, begin, end = times[0], times[1], times[2], times[3]
    last, end = last + DAY * (last <= first), end + DAY * (end <= begin)
    if any(first < end + shift and begin + shift < last for shift in (-DAY, 0, DAY)):
        raise conflict("The snapshot window and maintenance window must not overlap.")
