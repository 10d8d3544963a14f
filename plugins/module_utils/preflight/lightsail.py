# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Lightsail: what its containers cannot have, cannot reach and do not tell."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.references import find
from ansible_collections.skylift.aws.plugins.module_utils.preflight.beanstalk import is_secret
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

DEPLOYMENT, SERVICE = "lightsail_container_service_deployment", "lightsail_container_service"
DATABASES = ("rds_db_instance", "elasticache_replication_group")


def containers(deployment: Subject) -> Iterator[View]:
    """Yield the containers of a deployment."""
    whole = deployment.part("containers")
    return (whole.part(str(name)) for name in deployment.mapping("containers"))


@over_all(DEPLOYMENT, code="LIGHTSAIL-SECRETS", severity=WARNING)
def variables_hold_no_secrets(stack: Stack) -> Iterator[Problem]:
    """Amazon Lightsail API: Container, environment (GetContainerServices shows it; there is no place for secrets)."""
    for deployment in stack.of(DEPLOYMENT):
        environments = [container.part("environment") for container in containers(deployment)]
        hidden = sorted({str(name) for each in environments for name in each.options if is_secret(stack, each, name)})
        if hidden:
            said = f"{', '.join(hidden)} can be read by everybody who may look at the container service"
            remedy = "allow lightsail:GetContainerServices to few, or run it on another service, which has a place for secrets"
            yield deployment.problem("containers", said, remedy)


@over_all(DEPLOYMENT, *DATABASES, code="LIGHTSAIL-NETWORK", severity=WARNING)
def databases_can_be_reached(stack: Stack) -> Iterator[Problem]:
    """Amazon Lightsail User Guide: Set up VPC peering (with the default VPC of the region; not for container services)."""
    private = [each.address for each in stack.of(*DATABASES) if not each.flag("publicly_accessible")]
    for deployment in stack.of(DEPLOYMENT) if private else ():
        said = f"its containers are in no VPC, and do not reach {' and '.join(private)}"
        remedy = "run it on another service, or give it a database that it reaches from the internet"
        yield deployment.problem("", said, remedy)


@over_all(DEPLOYMENT, SERVICE, code="LIGHTSAIL-PULL")
def a_service_may_pull_its_private_images(stack: Stack) -> Iterator[Problem]:
    """Amazon Lightsail User Guide: Configuring access to an Amazon ECR private repository (by a role of the service)."""
    for deployment in stack.of(DEPLOYMENT):
        service = stack.target(deployment, "service_name", SERVICE)
        if service is None or service.hides("private_registry_access"):
            continue
        role = service.part("private_registry_access").part("ecr_image_puller_role")
        for container in containers(deployment):
            named = (each.address for each in find(container.declared.get("image")))
            private = any(address.startswith(("ecr_repository.", "ecr_image.")) for address in named)
            if private and not role.flag("is_active"):
                said = f"{service.address} has no role to pull it with, and the deployment would fail"
                remedy = "set private_registry_access.ecr_image_puller_role.is_active there, and let it in: ecr_repository_policy"
                yield container.problem("image", said, remedy)


@of_each(DEPLOYMENT, code="LIGHTSAIL-PORT")
def the_address_leads_to_an_open_port(deployment: Subject) -> Iterator[Problem]:
    """Amazon Lightsail API: EndpointRequest (a port of one of the containers that is open for HTTP or HTTPS)."""
    endpoint, known = deployment.part("public_endpoint"), deployment.mapping("containers")
    name, port = endpoint.text("container_name"), endpoint.text("container_port")
    whole = deployment.part("containers").part(name or "")
    if None in (name, port) or not known or not isinstance(known.get(name, {}), dict) or whole.hides("ports"):
        return
    open_ports = {str(number): protocol for number, protocol in whole.mapping("ports").items()}
    if open_ports.get(port) not in ("HTTP", "HTTPS"):
        remedy = f'add ports: {{"{port}": HTTP}} to containers.{name}'
        yield endpoint.problem("container_port", f"port {port} of {name} is not open for HTTP", remedy)


@of_each("cloudwatch_alarm", code="LIGHTSAIL-METRICS", severity=WARNING)
def alarms_watch_something(alarm: Subject) -> Iterator[Problem]:
    """Amazon Lightsail User Guide: View container service metrics (in Lightsail itself; CloudWatch does not have them)."""
    if alarm.text("namespace") == "AWS/Lightsail":
        remedy = "watch the address from outside by a health check of Route 53, or leave the alarm out"
        yield alarm.problem("namespace", "never has data: Lightsail tells CloudWatch nothing", remedy)
