# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample API, from its folder to containers behind a load balancer that answer, and the next release of it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws import waiting
from client import Client
from fargate import SUBNETS, service, surroundings
from support.account import declared

API = Path(__file__).resolve().parents[2] / "examples" / "api"
ENDS, DOES_NOT_ANSWER = "raise SystemExit(1)\n", "import time; time.sleep(600)\n"


def express() -> list[dict]:
    """The same as an Express service."""
    infrastructure = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"}]}  # fmt: skip
    return [
        declared("iam_role", {"name": "shop-infrastructure", "assume_role_policy_document": infrastructure}),
        declared("ecs_express_gateway_service", {
            "name": "api", "cluster": "${ecs_cluster.shop.cluster_name}",
            "infrastructure_role_arn": "${iam_role.shop-infrastructure.arn}",
            "execution_role_arn": "${iam_role.shop-execution.arn}", "health_check_path": "/health",
            "primary_container": {"image": "${ecr_image.api.image_uri}", "container_port": 8080},
            "network_configuration": {"subnets": SUBNETS, "security_groups": ["${ec2_security_group.shop.id}"]}}),
    ]  # fmt: skip


@pytest.fixture
def api(shop, base, docker, monkeypatch):
    """The sample API, deployed, and somebody to ask it."""
    monkeypatch.setattr(waiting, "GONE_BACK_SECONDS", 5)
    shutil.rmtree(shop.folder)
    shutil.copytree(API, shop.folder)
    shop.options = {"build_args": {"BASE": base}, "platform": "linux/amd64"}
    shop.sandbox.settings(container_engine={"program": docker.program, "host": docker.host}, delays={"ecs:service": 1})
    yield shop
    shop.sandbox.reset()


def url_of(shop, kind=service) -> str:
    return f"{shop.sandbox.url}/_service/{'shop' if kind is service else 'api'}"


def deploy(shop, kind=service) -> dict:
    return shop.converge(*surroundings(), *kind())


def next_version(shop) -> None:
    """Make the next release of it."""
    source = shop.folder / "app.py"
    source.write_text(source.read_text().replace('"VERSION", "1"', '"VERSION", "2"'))


def containers(docker) -> int:
    return len(docker.run("ps", "--quiet", "--filter", "label=skylift.sandbox").split())


def test_it_is_built_shipped_and_answers(api, docker, play):
    made = deploy(api)
    assert not made.get("failed"), made["problems"]
    client = Client(url_of(api, service))
    status, health = client.ask("/health")
    assert (status, health["status"], health["database"], health["version"]) == (200, "healthy", "none", "1")
    assert client.ask("/jobs/clean-up", "POST")[0] == 401
    done = client.ask("/jobs/clean-up", "POST", Authorization="Bearer of-the-schedule")
    assert done == (200, {"job": "clean-up", "done": True})
    assert containers(docker) == 2
    smoke_test = {"url": client.url, "deadline": 20, "checks": [
        {"path": "/health", "json": {"status": "healthy", "version": "1"}},
        {"path": "/jobs/clean-up", "method": "POST", "status_code": 401},
    ]}  # fmt: skip
    code, output = play({"tasks": [{"name": "Smoke test", "skylift.aws.http_check": smoke_test}]})
    assert code == 0, output


@pytest.mark.parametrize("kind, running", [(service, 2), (express, 1)], ids=["fargate", "express"])
def test_the_next_release_is_rolled_out_and_nobody_notices(api, docker, kind, running):
    assert not deploy(api, kind).get("failed")
    assert {*deploy(api, kind).actions().values()} == {"keep"}
    next_version(api)
    with Client(url_of(api, kind)) as client:
        made = deploy(api, kind)
        time.sleep(0.5)
    assert not made.get("failed"), made["problems"]
    assert {status for status, dummy in client.answers} == {200}
    assert client.answers[0][1] == "1"
    assert client.answers[-1][1] == "2"
    assert containers(docker) == running


@pytest.mark.parametrize("kind, broken, said", [
    (service, ENDS, "deployment is ROLLBACK_SUCCESSFUL"),
    (service, DOES_NOT_ANSWER, "deployment is ROLLBACK_SUCCESSFUL"),
    (express, ENDS, "went back"),
], ids=["fargate, ends", "fargate, does not answer", "express, ends"])  # fmt: skip
def test_a_broken_release_is_taken_back_and_nobody_notices(api, kind, broken, said):
    assert not deploy(api, kind).get("failed")
    good = (api.folder / "app.py").read_text()
    (api.folder / "app.py").write_text(broken)
    with Client(url_of(api, kind)) as client:
        failed = deploy(api, kind)
    assert failed["failed"]
    assert said in str(failed["problems"])
    assert {*client.answers} == {(200, "1")}
    (api.folder / "app.py").write_text(good)
    assert not deploy(api, kind).get("failed")
    assert Client(url_of(api, kind)).ask("/health")[0] == 200
