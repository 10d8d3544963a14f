# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Amazon MQ refuses of a broker."""

from __future__ import annotations

import re

from ...rules import Refusal
from . import CONFIGURATIONS, RABBITMQ, bad_request
from .offers import MODES, VERSIONS, sizes

NAME = re.compile(r"[A-Za-z0-9_-]{1,50}")
USERNAMES = {RABBITMQ: re.compile(r"[A-Za-z0-9._-]{2,100}"), "ACTIVEMQ": re.compile(r"[A-Za-z0-9._~-]{2,100}")}


def check_name(name: str) -> None:
    """1 to 50 letters, digits, hyphens and underscores."""
    if not NAME.fullmatch(name):
        raise bad_request("Broker name must be 1-50 characters long and contain only letters, numbers, dashes, underscores.")


def check_mode(engine: str, mode: str) -> None:
    """Each engine has a way of its own to live in several zones."""
    if engine not in VERSIONS:
        raise bad_request(f"Broker engine type [{engine}] is invalid. Valid values: [{', '.join(VERSIONS)}].")
    if mode not in MODES[engine]:
        valid = ", ".join(MODES[engine])
        raise bad_request(f"Deployment mode [{mode}] is invalid for broker engine type [{engine}]. Valid values: [{valid}].")


def check_size(engine: str, version: str, mode: str, size: str) -> None:
    """RabbitMQ 4 runs on Graviton only, and the smallest size is no member of a cluster."""
    valid = sizes(engine, version, mode)
    if size not in valid:
        raise bad_request(
            f"Broker host instance type [{size}] is invalid for broker engine type [{engine}], version [{version}] and "
            f"deployment mode [{mode}]. Valid values: [{', '.join(valid)}]."
        )


def check_upgrades(engine: str, version: str, automatic: bool) -> None:
    """From 3.13 on Amazon MQ installs patches of RabbitMQ itself, and wants to be let."""
    if engine == RABBITMQ and not automatic:
        raise bad_request(f"Brokers on [RabbitMQ] version [{version}] must have [autoMinorVersionUpgrade] set to [true].")


def check_users(engine: str, users: list[dict]) -> None:
    """RabbitMQ begins with one user, who makes the others."""
    if engine == RABBITMQ and len(users) != 1:
        raise bad_request("You must specify exactly one user for a RabbitMQ broker.")
    if not users:
        raise bad_request("You must specify at least one user.")
    for user in users:
        if not USERNAMES[engine].fullmatch(user["Username"]) or user["Username"] == "guest":
            raise bad_request(f"The username [{user['Username']}] is invalid.")
        password = user["Password"]
        if not 12 <= len(password) <= 250 or len(set(password)) < 4 or set(password) & set(",:="):
            raise bad_request(
                "The password must contain 12-250 characters, at least 4 unique characters, and can't contain commas, colons "
                "or equal signs."
            )
        if engine == RABBITMQ and user.get("Groups"):
            raise bad_request("Groups are not supported for RabbitMQ brokers.")


def check_logs(engine: str, logs: dict) -> None:
    """RabbitMQ keeps no audit log."""
    if engine == RABBITMQ and logs.get("Audit"):
        raise bad_request("Audit logging is not supported for RabbitMQ brokers.")


def check_network(call, engine: str, mode: str, params: dict) -> list[str]:
    """As many subnets as the deployment mode has use for, in zones of their own, and groups of the same network."""
    wanted, groups, public = params.get("SubnetIds", []), params.get("SecurityGroups", []), params["PubliclyAccessible"]
    if not wanted and not groups:
        return _default_subnets(call, mode)
    if engine == RABBITMQ and public:
        raise bad_request("Subnets and security groups are not supported for public RabbitMQ brokers.")
    if not (wanted and groups):
        raise bad_request("Subnets and security groups must belong to the default VPC when only one is provided.")
    count = {"SINGLE_INSTANCE": 1, "ACTIVE_STANDBY_MULTI_AZ": 2}.get(mode)
    if count and len(wanted) != count:
        raise bad_request(f"Deployment mode [{mode}] requires exactly [{count}] subnet(s), but [{len(wanted)}] were provided.")
    subnets = _asked(call, "DescribeSubnets", "Subnets", SubnetIds=wanted)
    networks = {subnet["VpcId"] for subnet in subnets}
    if len(networks) > 1:
        raise bad_request("Subnets must belong to the same VPC.")
    if len({subnet["AvailabilityZone"] for subnet in subnets}) < len(subnets):
        raise bad_request("Subnets must be in different Availability Zones.")
    if {group["VpcId"] for group in _asked(call, "DescribeSecurityGroups", "SecurityGroups", GroupIds=groups)} != networks:
        raise bad_request("Security groups and subnets must belong to the same VPC.")
    return wanted


def _default_subnets(call, mode: str) -> list[str]:
    default = [{"Name": "default-for-az", "Values": ["true"]}]
    found = call.ask("ec2", "DescribeSubnets", Filters=default)["Subnets"]
    if not found:
        raise bad_request("Default VPC not found.")
    return [subnet["SubnetId"] for subnet in found[: {"SINGLE_INSTANCE": 1, "ACTIVE_STANDBY_MULTI_AZ": 2}.get(mode, 3)]]


def _asked(call, operation: str, member: str, **params) -> list[dict]:
    try:
        return call.ask("ec2", operation, **params)[member]
    except Refusal as refusal:
        raise bad_request(refusal.message) from None


def check_configuration(call, engine: str, wanted: dict | None) -> None:
    """A revision that is there, of the same engine."""
    if wanted is None:
        return
    found = call.memory(CONFIGURATIONS).get(wanted["Id"])
    if found is None:
        raise Refusal("NotFoundException", f"Can't find requested configuration [{wanted['Id']}].", 404)
    if found["EngineType"] != engine:
        raise bad_request(f"Configuration [{wanted['Id']}] is not of broker engine type [{engine}].")
    if not 1 <= wanted.get("Revision", len(found["revisions"])) <= len(found["revisions"]):
        raise bad_request(f"Can't find revision [{wanted['Revision']}] of configuration [{wanted['Id']}].")
