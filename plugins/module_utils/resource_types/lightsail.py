# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon Lightsail: container services, and what runs in them."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging, Wait
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN, Secret, secret

# One code for all that is wrong; of a service that is being changed it says in which state that is.
INVALID = "InvalidInputException"
BUSY = ((INVALID, "state"),)
DEPLOYING_SECONDS = 1800


class ContainerService(ResourceType):
    """Room for containers behind one HTTPS address, at a fixed price."""

    name = "lightsail_container_service"
    service = "lightsail"
    identifier = "containerServiceName"
    match = {"name": "containerServiceName"}
    given = {"serviceName": "{name}"}
    identity = {"serviceName": "containerServiceName"}
    read = Read("get_container_services", items="containerServices[]")
    create, result = "create_container_service", "containerService"
    update, delete = "update_container_service", "delete_container_service"
    # What runs is a resource of its own: it may need rights that can be given to the service only when that is there.
    left_out = frozenset({"deployment"})
    exists = in_use = (INVALID,)
    attributes = {
        "id": "containerServiceName",
        "arn": "arn",
        "container_service_name": "containerServiceName",
        "url": "url",
        "private_domain_name": "privateDomainName",
        "principal_arn": "privateRegistryAccess.ecrImagePullerRole.principalArn",
    }
    shown = ("power", "scale")
    tags_at = "tags"
    tagging = Tagging("tag_resource", target="resourceName", by="container_service_name")
    settled = Wait("state", until=("READY", "RUNNING", "DEPLOYING", "DISABLED"), seconds=DEPLOYING_SECONDS,
                   reason="stateDetail.message", stillborn=("DELETING",))  # fmt: skip
    busy = BUSY
    delete_seconds = DEPLOYING_SECONDS


class ContainerServiceDeployment(ResourceType):
    """What runs in a container service: the latest of its deployments.

    Each change is a further deployment, which takes the place of the one before when its containers are well.
    """

    name = "lightsail_container_service_deployment"
    service = "lightsail"
    identifier = "serviceName"
    match = {"service_name": "serviceName"}
    read = Read(
        "get_container_service_deployments",
        # One that failed has changed nothing, unless it was the first.
        items="max_by((deployments || `[]`)[?state!='FAILED'] || deployments || `[]`, &version)",
        params={"serviceName": "{service_name}"}, kept=("serviceName",), sole=True, missing=("NotFoundException",),
    )  # fmt: skip
    create = update = "create_container_service_deployment"
    result = "containerService.nextDeployment || containerService.currentDeployment"
    update_sends_all = True
    extras = {"starts_after": "list"}
    part_of = "lightsail_container_service.{serviceName}"
    permanent = True
    attributes = {"service_name": "serviceName", "version": "version"}
    renewed = frozenset({"version"})
    settled = Wait("state", until=("ACTIVE",), fails_on=("FAILED",), seconds=DEPLOYING_SECONDS, rolls_back=True)
    not_yet = (("NotFoundException", ""), *BUSY)
    exists = (INVALID,)
    busy = BUSY

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """Lightsail has no place for secrets, so that they are among the variables (ContainerServiceDeployment)."""
        containers = {
            name: {**container, "environment": _veiled(container.get("environment") or {}, _variables(desired, name))}
            for name, container in (item.get("containers") or {}).items()
        }
        return {**item, "containers": containers}

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """A deployment is replaced as a whole: what is declared no more goes (CreateContainerServiceDeployment)."""
        failed = [Difference("state", "FAILED", "ACTIVE")] if item.get("state") == "FAILED" else []
        return [*failed, *_gone(desired.options.get("containers"), item.get("containers") or {})]


def _variables(desired, container: str) -> dict:
    containers = desired.options.get("containers")
    wanted = containers.get(container) if isinstance(containers, dict) else None
    variables = wanted.get("environment") if isinstance(wanted, dict) else None
    return variables if isinstance(variables, dict) else {}


def _veiled(present: dict, wanted: dict) -> dict:
    """Variables as AWS has them, secret unless something plain is declared for them."""
    plain = {name for name, value in wanted.items() if not isinstance(value, Secret) and value is not UNKNOWN}
    return {name: value if name in plain else secret(value) for name, value in present.items()}


def _gone(wanted: object, present: dict) -> Iterator[Difference]:
    """Containers, variables and ports that nobody declares any more."""
    if not isinstance(wanted, dict):
        return
    for name, container in present.items():
        if name not in wanted:
            yield Difference(f"containers.{name}", "running", None)
            continue
        for part in ("environment", "ports"):
            declared = wanted[name].get(part) or {} if isinstance(wanted[name], dict) else {}
            left = {key: value for key, value in (container.get(part) or {}).items() if isinstance(declared, dict)}
            yield from (
                Difference(f"containers.{name}.{part}.{key}", value, None)
                for key, value in left.items()
                if key not in {str(one) for one in declared}
            )


RESOURCE_TYPES = {facts.name: facts for facts in (ContainerService, ContainerServiceDeployment)}
