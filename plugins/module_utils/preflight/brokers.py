# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon MQ and MSK: brokers that AWS would refuse, that anybody reaches, or that fall silent with one server."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

BROKER, CLUSTER = "mq_broker", "kafka_cluster"
NAME = re.compile(r"[A-Za-z0-9_-]{1,50}")
OTHER_ENGINE = {"CLUSTER_MULTI_AZ": "ACTIVEMQ", "ACTIVE_STANDBY_MULTI_AZ": "RABBITMQ"}
SUBNETS = {"SINGLE_INSTANCE": 1, "ACTIVE_STANDBY_MULTI_AZ": 2}
PRODUCTION = ("prod", "production")


def _engine(broker: Subject) -> str:
    return (broker.text("engine_type") or "").upper()


def _is_production(subject: Subject) -> bool:
    told = {str(value).lower() for key, value in subject.desired.tags.items() if key.lower() in ("environment", "env")}
    return bool(told & {*PRODUCTION}) or subject.desired.stack.lower().endswith(tuple(f"-{word}" for word in PRODUCTION))


@of_each(BROKER, code="MQ-NAME")
def a_broker_may_have_this_name(broker: Subject) -> Iterator[Problem]:
    """Amazon MQ API: CreateBroker, brokerName (1 to 50 letters, digits, hyphens and underscores)."""
    if not NAME.fullmatch(broker.name):
        yield broker.problem("name", f'"{broker.name}" is no name that Amazon MQ takes',
                             "use letters, digits, hyphens and underscores, up to 50")  # fmt: skip


@of_each(BROKER, code="MQ-DEPLOYMENT-MODE")
def several_servers_work_together_as_their_engine_can(broker: Subject) -> Iterator[Problem]:
    """Amazon MQ API: CreateBroker, deploymentMode (clusters are RabbitMQ's, standbys ActiveMQ's)."""
    mode, engine = broker.text("deployment_mode") or "", _engine(broker)
    if engine and OTHER_ENGINE.get(mode) == engine:
        instead = next((other for other, not_of in OTHER_ENGINE.items() if not_of != engine), "SINGLE_INSTANCE")
        yield broker.problem("deployment_mode", f"{mode} does not go with {engine}", f"write {instead}, or SINGLE_INSTANCE")


@of_each(BROKER, code="MQ-SIZE")
def a_size_is_offered_for_the_version(broker: Subject) -> Iterator[Problem]:
    """Amazon MQ Developer Guide: Managing Amazon MQ for RabbitMQ engine versions (RabbitMQ 4 runs on mq.m7g only)."""
    size, version, engine = broker.text("host_instance_type") or "", broker.text("engine_version"), _engine(broker)
    newest = not broker.declares("engine_version") and broker.is_new
    graviton = size.startswith("mq.m7g.")
    if engine == "RABBITMQ" and size and not graviton and (newest or (version or "").startswith("4")):
        said = f"{size} is not offered for RabbitMQ {version or 'of the newest version'}"
        yield broker.problem("host_instance_type", said, "use mq.m7g.medium, mq.m7g.large or larger")
    if engine == "ACTIVEMQ" and graviton:
        yield broker.problem("host_instance_type", f"{size} is not offered for ActiveMQ", "use mq.m5.large or larger")
    if size == "mq.t3.micro" and broker.text("deployment_mode") == "CLUSTER_MULTI_AZ":
        yield broker.problem("host_instance_type", "mq.t3.micro is too small for a cluster", "use mq.m7g.large or larger")


@of_each(BROKER, code="MQ-UPGRADES")
def patches_of_rabbitmq_come_by_themselves(broker: Subject) -> Iterator[Problem]:
    """Amazon MQ Developer Guide: Upgrading an Amazon MQ broker engine version (required from RabbitMQ 3.13 on)."""
    unsaid = broker.is_new and not broker.declares("auto_minor_version_upgrade")
    if _engine(broker) == "RABBITMQ" and (unsaid or broker.flag("auto_minor_version_upgrade") is False):
        said = "RabbitMQ from 3.13 on is not had without it"
        yield broker.problem("auto_minor_version_upgrade", said, "set it to true")


@of_each(BROKER, code="MQ-ONE-USER")
def rabbitmq_begins_with_one_user(broker: Subject) -> Iterator[Problem]:
    """Amazon MQ API: CreateBroker, users (exactly one for RabbitMQ, who makes the others by RabbitMQ's own API)."""
    count = len(broker.get("users")) if isinstance(broker.get("users"), list) else 1
    if _engine(broker) == "RABBITMQ" and broker.is_new and count != 1:
        yield broker.problem("users", f"RabbitMQ begins with one user, not {count}", "name one, and let that one make the others")


@of_each(BROKER, code="MQ-PASSWORD")
def a_password_is_one_that_brokers_take(broker: Subject) -> Iterator[Problem]:
    """Amazon MQ API: User, password (12 to 250 characters, 4 different ones at least, no comma, colon or equal sign)."""
    for user in broker.each("users") if broker.is_new else ():
        password = user.text("password")
        if password and not (12 <= len(password) <= 250 and len({*password}) >= 4 and not {*password} & {*",:="}):
            yield user.problem("password", "has a length or characters that Amazon MQ does not take",
                               "use 12 to 250 characters, four different ones at least, and none of , : =")  # fmt: skip


@of_each(BROKER, code="MQ-SUBNETS")
def each_server_has_its_subnet(broker: Subject) -> Iterator[Problem]:
    """Amazon MQ API: CreateBroker, subnetIds (one for a single instance, two for a standby, public RabbitMQ has none)."""
    mode, subnets = broker.text("deployment_mode"), broker.get("subnet_ids")
    count = len(subnets) if isinstance(subnets, list) else None
    wanted = SUBNETS.get(mode or "")
    if wanted and count and count != wanted:
        yield broker.problem("subnet_ids", f"{mode} takes {wanted}, not {count}", f"name {wanted}")
    if broker.is_new and count and _engine(broker) == "RABBITMQ" and broker.flag("publicly_accessible"):
        yield broker.problem("subnet_ids", "RabbitMQ on the internet is in no subnet of yours", "set publicly_accessible: false")


@of_each(BROKER, code="MQ-PUBLIC", severity=WARNING)
def a_broker_is_not_on_the_internet(broker: Subject) -> Iterator[Problem]:
    """Amazon MQ Developer Guide: Security best practices for Amazon MQ (prefer brokers without public accessibility)."""
    if broker.flag("publicly_accessible"):
        yield broker.problem("publicly_accessible", "gives it an address on the internet", "set it to false, and name subnets")


@of_each(BROKER, code="MQ-SINGLE", severity=WARNING)
def production_outlives_one_server(broker: Subject) -> Iterator[Problem]:
    """Amazon MQ Developer Guide: Deploying a RabbitMQ broker (a single instance is in one Availability Zone)."""
    if _is_production(broker) and broker.text("deployment_mode") == "SINGLE_INSTANCE":
        instead = "ACTIVE_STANDBY_MULTI_AZ" if _engine(broker) == "ACTIVEMQ" else "CLUSTER_MULTI_AZ"
        said = "production falls silent with one server, and each time that one is rebooted"
        yield broker.problem("deployment_mode", said, f"use {instead}")


@of_each(CLUSTER, code="KAFKA-BROKERS")
def each_data_centre_has_as_many_brokers(cluster: Subject) -> Iterator[Problem]:
    """Amazon MSK API: CreateCluster, NumberOfBrokerNodes (a multiple of the number of client subnets, two or three)."""
    subnets = cluster.part("broker_node_group_info").get("client_subnets")
    zones = len(subnets) if isinstance(subnets, list) else None
    count = cluster.number("number_of_broker_nodes")
    if zones is not None and not 2 <= zones <= 3:
        yield cluster.problem("broker_node_group_info.client_subnets", f"brokers take 2 or 3 subnets, not {zones}", "name 2 or 3")
    elif zones and count is not None and count % zones:
        yield cluster.problem("number_of_broker_nodes", f"{count} brokers are not as many in each of {zones} subnets",
                              f"use a multiple of {zones}")  # fmt: skip
