# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brokers of Amazon MQ: on their way for minutes, and changed by a reboot."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from ...rules import Refusal, answers
from ...transitions import Transition
from ..paging import page
from . import ACTIVEMQ, BROKERS, CONFIGURATIONS, RABBITMQ, bad_request, refusals
from .offers import VERSIONS, minor, running

KIND = "mq:broker"
TOKENS = "mq tokens"
WITH_A_REBOOT = ("EngineVersion", "HostInstanceType", "SecurityGroups", "StorageSize", "AuthenticationStrategy")
AT_ONCE = ("AutoMinorVersionUpgrade", "MaintenanceWindowStartTime")
PROTOCOLS = (("ssl", 61617), ("amqp+ssl", 5671), ("stomp+ssl", 61614), ("mqtt+ssl", 8883), ("wss", 61619))
WINDOW = {"DayOfWeek": "SUNDAY", "TimeOfDay": "00:00", "TimeZone": "UTC"}


@answers("mq:CreateBroker")
def create(call):
    """One more that has no name of another; the same token makes it once."""
    params = call.params
    known = call.memory(TOKENS).get(params.get("CreatorRequestId"))
    if known in call.memory(BROKERS):
        return {"BrokerId": known, "BrokerArn": call.memory(BROKERS)[known]["BrokerArn"]}
    engine, mode = params["EngineType"].upper(), params["DeploymentMode"]
    subnets, version = _checked(call, engine, mode)
    identifier = f"b-{uuid.uuid4()}"
    arn = call.arn(f"broker:{params['BrokerName']}:{identifier}")
    named = params.get("Configuration") or _default_configuration(call, engine, version)
    call.memory(BROKERS)[identifier] = {
        "BrokerId": identifier,
        "BrokerArn": arn,
        "BrokerName": params["BrokerName"],
        "EngineType": engine,
        "EngineVersion": VERSIONS[engine][version],
        "DeploymentMode": mode,
        "HostInstanceType": params["HostInstanceType"],
        "PubliclyAccessible": params["PubliclyAccessible"],
        "SecurityGroups": params.get("SecurityGroups", []),
        "SubnetIds": subnets,
        "AuthenticationStrategy": params.get("AuthenticationStrategy", "SIMPLE").lower(),
        "AutoMinorVersionUpgrade": params.get("AutoMinorVersionUpgrade", False),
        "EncryptionOptions": params.get("EncryptionOptions", {"UseAwsOwnedKey": True}),
        "MaintenanceWindowStartTime": params.get("MaintenanceWindowStartTime", WINDOW),
        "StorageType": params.get("StorageType", "EBS" if engine == RABBITMQ else "EFS"),
        "StorageSize": params.get("StorageSize", 200),
        "Created": datetime.now(UTC),
        "Tags": dict(params.get("Tags", {})),
        "logs": params.get("Logs", {}),
        "users": [user["Username"] for user in params["Users"]],
        "configuration": _revision(call, named),
        "history": [],
        "pending": {},
        "way": Transition(KIND, "CREATION_IN_PROGRESS"),
        "leaving": False,
    }
    call.memory(TOKENS)[params.get("CreatorRequestId")] = identifier
    return {"BrokerId": identifier, "BrokerArn": arn}


def _checked(call, engine: str, mode: str) -> tuple[list[str], str]:
    params = call.params
    refusals.check_name(params["BrokerName"])
    refusals.check_mode(engine, mode)
    version = minor(engine, params.get("EngineVersion"))
    refusals.check_upgrades(engine, version, params.get("AutoMinorVersionUpgrade", False))
    refusals.check_size(engine, version, mode, params["HostInstanceType"])
    refusals.check_users(engine, params.get("Users", []))
    refusals.check_logs(engine, params.get("Logs", {}))
    refusals.check_configuration(call, engine, params.get("Configuration"))
    if any(each["BrokerName"] == params["BrokerName"] for each in brokers(call).values()):
        said = f"Broker name [{params['BrokerName']}] is already in use. Retry your request with another name."
        raise Refusal("ConflictException", said, 409)
    return refusals.check_network(call, engine, mode, params), version


def _default_configuration(call, engine: str, version: str) -> dict:
    made = {"Name": f"{call.params['BrokerName']}-configuration", "EngineType": engine, "EngineVersion": version}
    return {"Id": call.ask("mq", "CreateConfiguration", **made)["Id"], "Revision": 1}


def _revision(call, wanted: dict) -> dict:
    latest = len(call.memory(CONFIGURATIONS)[wanted["Id"]]["revisions"])
    return {"Id": wanted["Id"], "Revision": wanted.get("Revision", latest)}


def brokers(call) -> dict[str, dict]:
    """All that are there, or are about to go."""
    known = call.memory(BROKERS)
    for identifier in [each for each, broker in known.items() if broker["leaving"] and broker["way"].state() is None]:
        del known[identifier]
    return known


def _broker(call) -> dict:
    identifier = call.params["BrokerId"]
    found = brokers(call).get(identifier)
    if found is None:
        raise Refusal("NotFoundException", f"Can't find requested broker [{identifier}]. Make sure your broker exists.", 404)
    return found


def _at_rest(call) -> dict:
    broker = _broker(call)
    state = _state(broker)
    if state != "RUNNING":
        raise bad_request(f"Broker [{broker['BrokerId']}] is in state [{state}], in which it cannot be changed.")
    return broker


def _state(broker: dict) -> str:
    return broker["way"].state() or "RUNNING"


@answers("mq:ListBrokers")
def list_brokers(call):
    """A summary of each, in pages."""
    summary = ("BrokerArn", "BrokerId", "BrokerName", "Created", "DeploymentMode", "EngineType", "HostInstanceType")
    found = [{**{key: each[key] for key in summary}, "BrokerState": _state(each)} for each in brokers(call).values()]
    shown, more = page(found, call.params, 100)
    return {"BrokerSummaries": shown, **more}


@answers("mq:DescribeBroker")
def describe(call):
    """All of one, with what waits for a reboot."""
    broker = _broker(call)
    engine, pending = broker["EngineType"], broker["pending"]
    return {
        **{key: value for key, value in broker.items() if key[0].isupper()},
        **{f"Pending{key}": pending[key] for key in WITH_A_REBOOT if key in pending},
        "BrokerState": _state(broker),
        "BrokerInstances": [] if _state(broker) == "CREATION_IN_PROGRESS" else _instances(call, broker),
        "Users": [{"Username": name} for name in broker["users"]] if engine == ACTIVEMQ else [],
        "Logs": _logs(broker),
        "Configurations": {
            "Current": broker["configuration"],
            "History": broker["history"],
            **({"Pending": pending["Configuration"]} if "Configuration" in pending else {}),
        },
        "ActionsRequired": [],
    }


def _logs(broker: dict) -> dict:
    group = f"/aws/amazonmq/broker/{broker['BrokerId']}"
    told = {"General": broker["logs"].get("General", False), "GeneralLogGroup": f"{group}/general"}
    if broker["EngineType"] == ACTIVEMQ:
        told |= {"Audit": broker["logs"].get("Audit", False), "AuditLogGroup": f"{group}/audit"}
    return {**told, **({"Pending": broker["pending"]["Logs"]} if "Logs" in broker["pending"] else {})}


def _instances(call, broker: dict) -> list[dict]:
    host = f"{broker['BrokerId']}{{}}.mq.{call.region}.on.aws"
    if broker["EngineType"] == RABBITMQ:
        return [{"ConsoleURL": f"https://{host.format('')}", "Endpoints": [f"amqps://{host.format('')}:5671"]}]
    count = 1 if broker["DeploymentMode"] == "SINGLE_INSTANCE" else 2
    hosts = [host.format(f"-{number}") for number in range(1, count + 1)]
    return [
        {
            "ConsoleURL": f"https://{each}:8162",
            "Endpoints": [f"{protocol}://{each}:{port}" for protocol, port in PROTOCOLS],
            "IpAddress": f"10.0.0.{index}",
        }
        for index, each in enumerate(hosts, 10)
    ]


@answers("mq:UpdateBroker")
def update(call):
    """Most of it waits for a reboot."""
    broker, params = _at_rest(call), call.params
    engine, pending = broker["EngineType"], broker["pending"]
    if engine == RABBITMQ and "SecurityGroups" in params:
        raise bad_request("Changing security groups is not supported for RabbitMQ brokers.")
    version = minor(engine, params.get("EngineVersion") or running(engine, broker["EngineVersion"]))
    automatic = params.get("AutoMinorVersionUpgrade", broker["AutoMinorVersionUpgrade"])
    size = params.get("HostInstanceType", pending.get("HostInstanceType", broker["HostInstanceType"]))
    refusals.check_upgrades(engine, version, automatic)
    refusals.check_size(engine, version, broker["DeploymentMode"], size)
    refusals.check_logs(engine, params.get("Logs", {}))
    refusals.check_configuration(call, engine, params.get("Configuration"))
    broker.update({key: params[key] for key in AT_ONCE if key in params})
    wanted = {key: params[key] for key in (*WITH_A_REBOOT, "Logs") if key in params}
    if "EngineVersion" in wanted:
        wanted["EngineVersion"] = VERSIONS[engine][version]
    if "Configuration" in params:
        wanted["Configuration"] = _revision(call, params["Configuration"])
    pending.update(wanted)
    return {"BrokerId": broker["BrokerId"], **{key: value for key, value in params.items() if key != "BrokerId"}}


@answers("mq:RebootBroker")
def reboot(call):
    """What waited is made."""
    broker = _at_rest(call)
    pending = broker["pending"]
    broker.update({key: pending[key] for key in WITH_A_REBOOT if key in pending})
    broker["logs"] = {**broker["logs"], **pending.get("Logs", {})}
    if "Configuration" in pending:
        broker["history"].append(broker["configuration"])
        broker["configuration"] = pending["Configuration"]
    broker["pending"] = {}
    broker["way"] = Transition(KIND, "REBOOT_IN_PROGRESS")
    return {}


@answers("mq:DeleteBroker")
def delete(call):
    """Shown until it is gone."""
    broker = _at_rest(call)
    broker["leaving"] = True
    broker["way"] = Transition(KIND, "DELETION_IN_PROGRESS")
    return {"BrokerId": broker["BrokerId"]}
