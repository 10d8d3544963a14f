# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lightsail container services, their deployments and tags."""

from __future__ import annotations

import copy
import json
import re
import uuid
from datetime import UTC, datetime

from ..rules import Refusal, answers
from ..transitions import Transition

SERVICES = "lightsail container services"
PRIVATE_IMAGE = re.compile(r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com/(?P<repository>[^:@]+)")
CONTAINER = re.compile(r"[a-z0-9]([a-z0-9-]{0,51}[a-z0-9])?")
HEALTH_CHECK = {"healthyThreshold": 2, "unhealthyThreshold": 2, "timeoutSeconds": 2, "intervalSeconds": 5, "path": "/",
                "successCodes": "200-499"}  # fmt: skip


@answers("lightsail:CreateContainerService")
def create(call):
    """The name is taken once in a region; it takes a while, also without containers."""
    name = call.params["serviceName"]
    if name in call.memory(SERVICES):
        raise invalid(f"Some names are already in use: {name}")
    identifier = str(uuid.uuid4())
    made = {
        "containerServiceName": name,
        "arn": call.arn(f"ContainerService/{identifier}"),
        "createdAt": datetime.now(UTC),
        "location": {"availabilityZone": "all", "regionName": call.region},
        "resourceType": "ContainerService",
        "tags": copy.deepcopy(call.params.get("tags", [])),
        "isDisabled": False,
        "principalArn": "",
        "privateDomainName": f"{name}.service.local",
        "publicDomainNames": {},
        "url": f"{call.base_url}/_service/{name}/",
        "deployments": [],
        "transition": Transition("lightsail:service", "PENDING"),
    }
    _apply(call, made)
    call.memory(SERVICES)[name] = made
    if "deployment" in call.params:
        _deploy(call, made, call.params["deployment"])
    return {"containerService": shown(made)}


@answers("lightsail:GetContainerServices")
def get(call):
    """One or all; of one that is not there it is an error to ask."""
    if "serviceName" in call.params:
        return {"containerServices": [shown(_service(call, call.params["serviceName"]))]}
    left = [each for name, each in list(call.memory(SERVICES).items()) if not _is_gone(call, name)]
    return {"containerServices": [shown(each) for each in left]}


@answers("lightsail:UpdateContainerService")
def update(call):
    """What is sent changes; not while another change is under way."""
    found = _at_rest(call)
    _apply(call, found)
    found["transition"] = Transition("lightsail:service", "UPDATING")
    return {"containerService": shown(found)}


@answers("lightsail:DeleteContainerService")
def delete(call):
    """Deleting for a while."""
    found = _at_rest(call)
    found["transition"] = Transition("lightsail:service", "DELETING")
    found["leaving"] = True
    return {}


@answers("lightsail:CreateContainerServiceDeployment")
def deploy(call):
    """The next version; the one before stays until the containers are well, and if they are not."""
    found = _at_rest(call)
    if found["isDisabled"]:
        raise invalid(f"The container service {found['containerServiceName']} is in the state DISABLED.")
    _deploy(call, found, call.params)
    return {"containerService": shown(found)}


@answers("lightsail:GetContainerServiceDeployments")
def get_deployments(call):
    """The latest first."""
    found = _service(call, call.params["serviceName"])
    return {"deployments": [_deployment(each) for each in reversed(_settle(found)["deployments"])]}


@answers("lightsail:TagResource")
def tag(call):
    """Keys that are there get the new value."""
    found = _service(call, call.params["resourceName"])
    new = {each["key"]: each for each in call.params["tags"]}
    found["tags"] = [each for each in found["tags"] if each["key"] not in new] + list(new.values())
    return {"operations": []}


def tagged(call):
    """ARNs with their tags."""
    for each in call.memory(SERVICES).values():
        yield each["arn"], {item["key"]: item.get("value", "") for item in each["tags"]}


def invalid(message: str) -> Refusal:
    """Lightsail has one code for all that is wrong."""
    return Refusal("InvalidInputException", message)


def shown(service: dict) -> dict:
    """A service as the API shows it."""
    settled = _settle(service)
    hidden = ("deployments", "transition", "leaving")
    told = copy.deepcopy({key: value for key, value in settled.items() if key not in hidden})
    current = [each for each in settled["deployments"] if each["state"] == "ACTIVE"]
    coming = [each for each in settled["deployments"] if each["state"] == "ACTIVATING"]
    told |= {"currentDeployment": _deployment(current[-1])} if current else {}
    told |= {"nextDeployment": _deployment(coming[-1])} if coming else {}
    return {**told, "state": _state(settled)}


def _state(service: dict) -> str:
    if service["transition"].state():
        return service["transition"].state()
    if any(each["state"] == "ACTIVATING" for each in service["deployments"]):
        return "DEPLOYING"
    if service["isDisabled"]:
        return "DISABLED"
    return "RUNNING" if any(each["state"] == "ACTIVE" for each in service["deployments"]) else "READY"


def _settle(service: dict) -> dict:
    """Deployments whose time is over are active from now on, or have failed."""
    for each in service["deployments"]:
        if each["state"] == "ACTIVATING" and each["transition"].state() is None:
            each["state"] = each["outcome"]
            if each["outcome"] == "ACTIVE":
                for other in service["deployments"]:
                    other["state"] = "INACTIVE" if other is not each and other["state"] == "ACTIVE" else other["state"]
    return service


def _deployment(deployment: dict) -> dict:
    return copy.deepcopy({key: value for key, value in deployment.items() if key not in ("transition", "outcome")})


def _is_gone(call, name: str) -> bool:
    """Whether it was deleted; it is forgotten when its time is over."""
    found = call.memory(SERVICES).get(name)
    if found and found.get("leaving") and found["transition"].state() is None:
        call.memory(SERVICES).pop(name, None)
        return True
    return found is None


def _service(call, name: str) -> dict:
    if _is_gone(call, name):
        raise Refusal("NotFoundException", f"The ContainerService does not exist: {name}", 404)
    return call.memory(SERVICES)[name]


def _at_rest(call) -> dict:
    found = _service(call, call.params["serviceName"])
    state = _state(_settle(found))
    if state not in ("READY", "RUNNING", "DISABLED"):
        raise invalid(f"The container service {found['containerServiceName']} cannot be changed in the state {state}.")
    return found


def _apply(call, service: dict) -> None:
    for key in ("power", "scale", "isDisabled"):
        if key in call.params:
            service[key] = call.params[key]
    service["powerId"] = f"{service['power']}-1"
    for certificate in call.params.get("publicDomainNames", {}):
        raise Refusal("NotFoundException", f"The Certificate does not exist: {certificate}", 404)
    role = call.params.get("privateRegistryAccess", {}).get("ecrImagePullerRole")
    if role is not None:
        path = f"amazon/lightsail/{call.region}/containers/{service['containerServiceName']}/private-repo-access"
        arn = f"arn:{call.partition}:iam::{call.account}:role/{path}/{uuid.uuid4().hex}"
        known = service.get("privateRegistryAccess", {}).get("ecrImagePullerRole", {}).get("principalArn")
        active = role.get("isActive", False)
        service["privateRegistryAccess"] = {
            "ecrImagePullerRole": {"isActive": active, "principalArn": (known or arn) if active else ""}
        }


def _deploy(call, service: dict, wanted: dict) -> None:
    containers = wanted.get("containers") or {}
    if not 1 <= len(containers) <= 10:
        raise invalid("A deployment must have 1 to 10 containers.")
    for name, container in containers.items():
        if not CONTAINER.fullmatch(name) or not container.get("image"):
            raise invalid(f"The container {name} must have a valid name and an image.")
    endpoint = copy.deepcopy(wanted.get("publicEndpoint"))
    if endpoint:
        ports = containers.get(endpoint["containerName"], {}).get("ports", {})
        if ports.get(str(endpoint["containerPort"])) not in ("HTTP", "HTTPS"):
            raise invalid("The public endpoint must be an HTTP or HTTPS port of one of the containers.")
        endpoint["healthCheck"] = {**HEALTH_CHECK, **endpoint.get("healthCheck", {})}
    pulled = all(_may_pull(call, service, container["image"]) for container in containers.values())
    service["deployments"].append({
        "version": len(service["deployments"]) + 1,
        "state": "ACTIVATING",
        "containers": copy.deepcopy(containers),
        **({"publicEndpoint": endpoint} if endpoint else {}),
        "createdAt": datetime.now(UTC),
        "transition": Transition("lightsail:deployment", "ACTIVATING"),
        "outcome": "ACTIVE" if pulled else "FAILED",
    })  # fmt: skip


def _may_pull(call, service: dict, image: str) -> bool:
    """A private repository of ECR must let the role of the service in; images are not looked for."""
    private = PRIVATE_IMAGE.match(image)
    role = service.get("privateRegistryAccess", {}).get("ecrImagePullerRole", {})
    if not private:
        return True
    if not role.get("isActive") or private["region"] != call.region:
        return False
    try:
        told = call.ask("ecr", "GetRepositoryPolicy", repositoryName=private["repository"])["policyText"]
    except Refusal:
        return False
    statements = json.loads(told)["Statement"]
    named = [statement.get("Principal", {}).get("AWS") for statement in statements if statement["Effect"] == "Allow"]
    return role["principalArn"] in [arn for each in named for arn in (each if isinstance(each, list) else [each])]
