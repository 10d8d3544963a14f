# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lightsail refuses what it refuses on AWS, takes its time, and keeps what ran when a deployment fails."""

from __future__ import annotations

import json

import pytest
from sandbox.given import refused, until

PUBLIC = {"app": {"image": "nginx:1.29", "ports": {"80": "HTTP"}}}
ENDPOINT = {"containerName": "app", "containerPort": 80}


@pytest.fixture
def lightsail(sandbox):
    sandbox.settings(delay=0.05)
    client = sandbox.client("lightsail")
    role = {"ecrImagePullerRole": {"isActive": True}}
    client.create_container_service(serviceName="shop", power="nano", scale=1, privateRegistryAccess=role)
    in_state(client, "READY")
    return client


def in_state(lightsail, state: str) -> dict:
    return until(lambda: lightsail.get_container_services(serviceName="shop")["containerServices"][0],
                 lambda found: found["state"] == state)  # fmt: skip


def test_it_runs_when_something_is_deployed(lightsail, sandbox):
    sandbox.settings(delay=2)
    lightsail.create_container_service_deployment(serviceName="shop", containers=PUBLIC, publicEndpoint=ENDPOINT)
    with refused("InvalidInputException", "cannot be changed in the state DEPLOYING"):
        lightsail.update_container_service(serviceName="shop", scale=2)
    running = in_state(lightsail, "RUNNING")
    assert running["currentDeployment"]["publicEndpoint"]["healthCheck"]["path"] == "/"
    with refused("InvalidInputException", "already in use"):
        lightsail.create_container_service(serviceName="shop", power="nano", scale=1)


def test_a_private_image_is_pulled_by_who_is_let_in(lightsail, sandbox):
    ecr = sandbox.client("ecr")
    image = ecr.create_repository(repositoryName="shop")["repository"]["repositoryUri"]
    containers = {"app": {**PUBLIC["app"], "image": f"{image}:v1"}}
    lightsail.create_container_service_deployment(serviceName="shop", containers=PUBLIC)
    in_state(lightsail, "RUNNING")
    lightsail.create_container_service_deployment(serviceName="shop", containers=containers)
    in_state(lightsail, "RUNNING")
    states = [each["state"] for each in lightsail.get_container_service_deployments(serviceName="shop")["deployments"]]
    assert states == ["FAILED", "ACTIVE"]
    access = lightsail.get_container_services()["containerServices"][0]["privateRegistryAccess"]
    arn = access["ecrImagePullerRole"]["principalArn"]
    statement = {"Effect": "Allow", "Principal": {"AWS": arn}, "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]}
    ecr.set_repository_policy(repositoryName="shop", policyText=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    lightsail.create_container_service_deployment(serviceName="shop", containers=containers)
    assert in_state(lightsail, "RUNNING")["currentDeployment"]["version"] == 3


def test_an_address_leads_to_an_open_port(lightsail):
    with refused("InvalidInputException", "HTTP or HTTPS port"):
        lightsail.create_container_service_deployment(serviceName="shop", containers=PUBLIC,
                                                      publicEndpoint={"containerName": "app", "containerPort": 8080})  # fmt: skip


def test_it_goes_after_a_while(lightsail):
    lightsail.delete_container_service(serviceName="shop")
    until(lambda: lightsail.get_container_services()["containerServices"], lambda found: not found)
    with refused("NotFoundException"):
        lightsail.get_container_services(serviceName="shop")
