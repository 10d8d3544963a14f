# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""App Runner services."""

from __future__ import annotations

import copy
import re
import uuid
from datetime import UTC, datetime

from ...roles import must_be_assumable
from ...rules import Refusal, answers
from ...transitions import Transition
from ..paging import page
from . import CONNECTORS, SCALING, SERVICES, TAGS, find, must_be_customer, tag
from .scaling import default_configuration, summary

PRIVATE_IMAGE = re.compile(
    r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?/(?P<repository>[^:@]+)([:@].+)?$"
)
HEALTH_CHECK = {
    "Protocol": "TCP",
    "Path": "/",
    "Interval": 5,
    "Timeout": 2,
    "HealthyThreshold": 1,
    "UnhealthyThreshold": 5,
}
INSTANCE = {"Cpu": "1024", "Memory": "2048"}
SIZES = {"0.25 vCPU": "256", "0.5 vCPU": "512", "1 vCPU": "1024", "2 vCPU": "2048", "4 vCPU": "4096"}
UPDATABLE = (
    "SourceConfiguration",
    "InstanceConfiguration",
    "HealthCheckConfiguration",
    "NetworkConfiguration",
    "ObservabilityConfiguration",
)


@answers("apprunner:CreateService")
def create_service(call):
    """Accepted at once; running, or failed for a reason found later, after a while."""
    must_be_customer(call)
    params = call.params
    name = params["ServiceName"]
    if any(other["ServiceName"] == name for other in call.memory(SERVICES).values()):
        raise Refusal("InvalidRequestException", f"Service with the provided name already exists: {name}.")
    _check_source(call, params["SourceConfiguration"])
    _check_instance_role(call, params)
    identifier = uuid.uuid4().hex
    now = datetime.now(UTC)
    service = {
        "ServiceName": name,
        "ServiceId": identifier,
        "ServiceArn": call.arn(f"service/{name}/{identifier}"),
        "ServiceUrl": f"{call.base_url}/_service/{name}",
        "CreatedAt": now,
        "UpdatedAt": now,
        "transition": Transition("apprunner:service", "OPERATION_IN_PROGRESS"),
        "scaling": _scaling_arn(call, params),
        "domains": {},
    }
    _apply(call, service, params)
    service["settled"] = "RUNNING" if _image_exists(call, params["SourceConfiguration"]) else "CREATE_FAILED"
    call.memory(SERVICES)[service["ServiceArn"]] = service
    tag(call, service["ServiceArn"])
    for lines in ("service", "application"):
        call.ask("logs", "CreateLogGroup", logGroupName=f"/aws/apprunner/{name}/{identifier}/{lines}")
    return {"Service": shown(call, service), "OperationId": str(uuid.uuid4())}


@answers("apprunner:DescribeService")
def describe_service(call):
    """The service as it is now."""
    must_be_customer(call)
    return {"Service": shown(call, find(call, SERVICES, call.params["ServiceArn"]))}


@answers("apprunner:ListServices")
def list_services(call):
    """Summaries, in pages."""
    must_be_customer(call)
    wanted = ("ServiceName", "ServiceId", "ServiceArn", "ServiceUrl", "CreatedAt", "UpdatedAt", "Status")
    services = [shown(call, service) for service in list(call.memory(SERVICES).values())]
    shown_page, more = page([{key: service[key] for key in wanted} for service in services], call.params, 20)
    return {"ServiceSummaryList": shown_page, **more}


@answers("apprunner:UpdateService")
def update_service(call):
    """Only what is sent changes, each of it as a whole; without its image it goes back to what it was."""
    must_be_customer(call)
    service = _settled_service(call)
    if "SourceConfiguration" in call.params:
        _check_source(call, call.params["SourceConfiguration"])
    _check_instance_role(call, call.params)
    if not _image_exists(call, call.params.get("SourceConfiguration", {})):
        return _in_progress(call, service, "RUNNING")
    if call.params.get("AutoScalingConfigurationArn"):
        service["scaling"] = _scaling_arn(call, call.params)
    _apply(call, service, call.params)
    return _in_progress(call, service, "RUNNING")


@answers("apprunner:DeleteService")
def delete_service(call):
    """In progress for a while, then gone."""
    must_be_customer(call)
    return _in_progress(call, _settled_service(call), "DELETED")


@answers("apprunner:StartDeployment")
def start_deployment(call):
    """Pull the image again."""
    must_be_customer(call)
    answer = _in_progress(call, _settled_service(call), "RUNNING")
    return {"OperationId": answer["OperationId"]}


def shown(call, service: dict) -> dict:
    """The service as the API shows it; a deleted one is forgotten when its time is over."""
    status = service["transition"].state() or service["settled"]
    if status == "DELETED":
        call.memory(SERVICES).pop(service["ServiceArn"], None)
        call.memory(TAGS).pop(service["ServiceArn"], None)
    hidden = ("transition", "settled", "scaling", "domains")
    scaling = summary(call, call.memory(SCALING)[service["scaling"]])
    return {
        **copy.deepcopy({key: value for key, value in service.items() if key not in hidden}),
        "Status": status,
        "AutoScalingConfigurationSummary": scaling,
    }


def _settled_service(call) -> dict:
    service = find(call, SERVICES, call.params["ServiceArn"])
    status = shown(call, service)["Status"]
    if status not in ("RUNNING", "PAUSED", "CREATE_FAILED"):
        raise Refusal("InvalidStateException", f"Service cannot be changed in the current state: {status}.")
    return service


def _in_progress(call, service: dict, settled: str) -> dict:
    service["transition"] = Transition("apprunner:service", "OPERATION_IN_PROGRESS")
    service["settled"] = settled
    service["UpdatedAt"] = datetime.now(UTC)
    return {"Service": shown(call, service), "OperationId": str(uuid.uuid4())}


def _apply(call, service: dict, params: dict) -> None:
    for key in UPDATABLE:
        if key in params:
            service[key] = copy.deepcopy(params[key])
    service["InstanceConfiguration"] = {**INSTANCE, **service.get("InstanceConfiguration", {})}
    instance = service["InstanceConfiguration"]
    instance["Cpu"] = SIZES.get(instance["Cpu"], instance["Cpu"])
    if instance["Memory"].endswith(" GB"):
        instance["Memory"] = str(int(float(instance["Memory"].split()[0]) * 1024))
    service["HealthCheckConfiguration"] = {**HEALTH_CHECK, **service.get("HealthCheckConfiguration", {})}
    network = service.setdefault("NetworkConfiguration", {})
    network.setdefault("EgressConfiguration", {"EgressType": "DEFAULT"})
    network.setdefault("IngressConfiguration", {"IsPubliclyAccessible": True})
    network.setdefault("IpAddressType", "IPV4")
    connector = network["EgressConfiguration"].get("VpcConnectorArn")
    if connector and connector not in call.memory(CONNECTORS):
        raise Refusal("InvalidRequestException", f"VPC connector {connector} does not exist.")


def _check_source(call, source: dict) -> None:
    image = source.get("ImageRepository")
    if bool(image) == bool(source.get("CodeRepository")):
        raise Refusal("InvalidRequestException", "Exactly one of ImageRepository and CodeRepository must be specified.")
    access_role = source.get("AuthenticationConfiguration", {}).get("AccessRoleArn")
    if image and image["ImageRepositoryType"] == "ECR" and not access_role:
        raise Refusal(
            "InvalidRequestException",
            "Authentication configuration is invalid: an access role is required for a private ECR image.",
        )
    must_be_assumable(
        call,
        access_role,
        "build.apprunner.amazonaws.com",
        Refusal("InvalidRequestException", f"Error in assuming access role {access_role}"),
    )


def _check_instance_role(call, params: dict) -> None:
    role = params.get("InstanceConfiguration", {}).get("InstanceRoleArn")
    must_be_assumable(
        call,
        role,
        "tasks.apprunner.amazonaws.com",
        Refusal("InvalidRequestException", f"Error in assuming instance role {role}"),
    )


def _image_exists(call, source: dict) -> bool:
    """Whether the repository is there; images are not looked for, as nothing can be pushed to the sandbox."""
    image = source.get("ImageRepository", {}).get("ImageIdentifier", "")
    parts = PRIVATE_IMAGE.match(image)
    if not parts or parts["account"] != call.account:
        return True
    try:
        call.ask("ecr", "DescribeRepositories", region=parts["region"], repositoryNames=[parts["repository"]])
    except Refusal:
        return False
    return True


def _scaling_arn(call, params: dict) -> str:
    default = default_configuration(call)
    arn = params.get("AutoScalingConfigurationArn") or default["AutoScalingConfigurationArn"]
    known = call.memory(SCALING)
    # An ARN without a revision means the latest one.
    matching = [known_arn for known_arn in known if known_arn == arn or known_arn.startswith(f"{arn}/")]
    if not matching:
        raise Refusal("InvalidRequestException", f"Auto scaling configuration {arn} does not exist.")
    return matching[-1]
