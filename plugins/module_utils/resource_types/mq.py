# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon MQ: brokers of RabbitMQ and ActiveMQ, and their settings."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, Read, ResourceType, Tagging, Wait
from ansible_collections.skylift.aws.plugins.module_utils.aws.templates import at
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference

TAGGING = Tagging("create_tags", target="ResourceArn", list="list_tags")
PENDING = """{
    EngineVersion: PendingEngineVersion, HostInstanceType: PendingHostInstanceType, StorageSize: PendingStorageSize,
    SecurityGroups: PendingSecurityGroups, AuthenticationStrategy: PendingAuthenticationStrategy, Logs: Logs.Pending,
    Configurations: Configurations.Pending && {Current: Configurations.Pending}
}"""
"""What Amazon MQ has accepted and makes with the next reboot, under the names of what is."""


def _waits(item: dict) -> bool:
    return any(value is not None for value in at(PENDING, item).values())


class Broker(ResourceType):
    """A broker of RabbitMQ or ActiveMQ: on one server, on two that stand in for each other, or on three as a cluster.

    It holds data: the messages that nobody has taken yet.
    """

    name = "mq_broker"
    service = "mq"
    identifier = "BrokerName"
    identity = {"BrokerId": "BrokerId"}
    read = Read("list_brokers", items="BrokerSummaries[]",
                then=Read("describe_broker", items="@", params={"BrokerId": "{BrokerId}"}))  # fmt: skip
    create, update, delete = "create_broker", "update_broker", "delete_broker"
    token, exists = "CreatorRequestId", ("ConflictException",)
    attributes = {
        "id": "BrokerId",
        "arn": "BrokerArn",
        "broker_name": "BrokerName",
        "endpoint": "BrokerInstances[0].Endpoints[0]",
        "endpoints": "BrokerInstances[].Endpoints[]",
        "console_url": "BrokerInstances[0].ConsoleURL",
    }
    shown = ("engine_type", "engine_version", "host_instance_type", "deployment_mode")
    found_at = {"configuration": "Configurations.Current"}
    same = {"engine_version": "version", "engine_type": "any_case", "authentication_strategy": "any_case",
            "storage_type": "any_case"}  # fmt: skip
    pending = PENDING
    extras = {"apply_immediately": "bool"}
    # RabbitMQ tells nothing of its users, ActiveMQ their names only (DescribeBroker).
    modifiers = frozenset({"users"})
    secret_within = frozenset({"users.password"})
    left_out = frozenset({"LdapServerMetadata", "DataReplicationMode", "DataReplicationPrimaryBrokerArn", "ResourceShareArns"})
    tags_at = "Tags"
    tagging = TAGGING
    settled = Wait("BrokerState", until=("RUNNING",), fails_on=("CREATION_FAILED", "CRITICAL_ACTION_REQUIRED"), called="state",
                   stillborn=("CREATION_FAILED",), reason="ActionsRequired[0].ActionRequiredInfo", seconds=3600)  # fmt: skip
    busy = (("BadRequestException", "_IN_PROGRESS"),)
    delete_seconds = 3600
    holds_data = True
    calls = ("mq.reboot_broker",)

    @staticmethod
    def replaces(desired, dotted: str) -> bool:
        """The security groups of a RabbitMQ broker cannot be changed (UpdateBroker, SecurityGroups)."""
        return dotted == "security_groups" and str(desired.options.get("engine_type")).upper() == "RABBITMQ"

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """An earlier run may have asked for a change, and not for the reboot that makes it (RebootBroker)."""
        wanted = desired.options.get("apply_immediately") is True and item["BrokerState"] == "RUNNING"
        return [Difference("apply_immediately", False, True)] if wanted and _waits(item) else []

    @staticmethod
    def settle(place, desired, item: dict, report) -> None:
        """What needs a reboot waits for the maintenance window, unless somebody asks for one (RebootBroker)."""
        named = {"BrokerId": item["BrokerId"]}
        if desired.options.get("apply_immediately") is True and _waits(place.session.call("mq", "describe_broker", named)):
            report("rebooting")
            place.session.call("mq", "reboot_broker", named)


class Configuration(ResourceType):
    """Settings of a broker's engine; every change is a further revision, and a broker names the one that it has."""

    name = "mq_configuration"
    service = "mq"
    identifier = "Name"
    identity = {"ConfigurationId": "Id"}
    read = Read(
        "list_configurations",
        items="Configurations[].merge(@, {Revision: LatestRevision.Revision})",
        then=Read("describe_configuration_revision", items="{Data: Data}",
                  params={"ConfigurationId": "{Id}", "ConfigurationRevision": "{Revision:d}"}),
    )  # fmt: skip
    create, delete = "create_configuration", "delete_configuration"
    exists = ("ConflictException",)
    attributes = {"id": "Id", "arn": "Arn", "configuration_name": "Name", "revision": "Revision"}
    renewed = frozenset({"revision"})
    same = {"engine_version": "version", "engine_type": "any_case", "authentication_strategy": "any_case"}
    tags_at = "Tags"
    tagging = TAGGING
    several = True
    aspects = (Aspect("data", write="update_configuration", found="Data"),)


RESOURCE_TYPES = {facts.name: facts for facts in (Broker, Configuration)}
