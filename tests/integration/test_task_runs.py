# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task that runs once for what it runs: before what waits for it, never twice at a time, and never for nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time

import pytest
from support.account import Account, declared

TRUST = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}  # fmt: skip
NETWORK = {"awsvpc_configuration": {"subnets": ["${ec2_subnet.a.id}"], "security_groups": ["${ec2_security_group.shop.id}"]}}
LOSES_THE_FIRST = 3
"""A seed with which the sandbox loses the first of all answers, and not the second."""

ADDRESS = "ecs_task_run.migration"


class Shop:
    """A service whose database is migrated before each of its releases."""

    def __init__(self, sandbox):
        self.account = Account(sandbox, "shop")
        self.sandbox = sandbox
        self.ecs = sandbox.client("ecs")
        self.image = "public.ecr.aws/docker/library/nginx:1.29"
        self.command = ["npx", "prisma", "migrate", "deploy"]

    def declared(self) -> list[dict]:
        vpc = {"vpc_id": "${ec2_vpc.shop.id}"}
        logs = {"awslogs-group": "${logs_log_group.shop.id}", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "ecs"}
        container = {"name": "api", "image": self.image, "log_configuration": {"log_driver": "awslogs", "options": logs}}
        cluster = {"cluster": "${ecs_cluster.shop.cluster_name}", "task_definition": "${ecs_task_definition.shop.arn}"}
        return [declared(kind, options) for kind, options in (
            ("ec2_vpc", {"name": "shop", "cidr_block": "10.20.0.0/16"}),
            ("ec2_subnet", {"name": "a", **vpc, "cidr_block": "10.20.1.0/24", "availability_zone": "us-east-1a"}),
            ("ec2_security_group", {"name": "shop", **vpc, "description": "The shop"}),
            ("logs_log_group", {"name": "shop", "retention_in_days": 7}),
            ("iam_role", {"name": "execution", "assume_role_policy_document": TRUST, "managed_policy_arns": [
                "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"]}),
            ("ecs_cluster", {"name": "shop"}),
            ("ecs_task_definition", {
                "name": "shop", "requires_compatibilities": ["FARGATE"], "network_mode": "awsvpc", "cpu": 256, "memory": 512,
                "execution_role_arn": "${iam_role.execution.arn}", "container_definitions": [container]}),
            ("ecs_task_run", {
                "name": "migration", **cluster, "launch_type": "FARGATE", "network_configuration": NETWORK,
                "overrides": {"container_overrides": [{"name": "api", "command": self.command}]}}),
            ("ecs_service", {
                "name": "shop", **cluster, "desired_count": 1, "launch_type": "FARGATE", "network_configuration": NETWORK,
                "starts_after": [f"${{{ADDRESS}.id}}"]}),
        )]  # fmt: skip

    def converge(self, **request):
        return self.account.converge(*self.declared(), **request)

    def plan(self, **request):
        return self.account.plan(*self.declared(), **request)

    def started(self) -> int:
        """How many tasks were run once."""
        running = self.ecs.list_tasks(cluster="shop", startedBy="skylift/shop/migration")["taskArns"]
        ended = self.ecs.list_tasks(cluster="shop", startedBy="skylift/shop/migration", desiredStatus="STOPPED")["taskArns"]
        return len(running) + len(ended)

    def definition(self) -> str:
        """What the service runs."""
        return self.ecs.describe_services(cluster="shop", services=["shop"])["services"][0]["taskDefinition"]


@pytest.fixture
def shop(sandbox):
    sandbox.settings(delay=0.1)
    return Shop(sandbox)


def ends(shop, code: int, *lines: str) -> None:
    shop.sandbox.settings(ecs_task_runs={"*migrate*": {"exit_code": code, "lines": list(lines)}})


def test_it_runs_before_the_service_and_only_once(shop):
    ends(shop, 0, "3 migrations found", "all of them applied")
    planned = shop.plan()
    assert planned.change(ADDRESS)["reason"] == "will be run"
    made = shop.converge()
    assert not made.get("failed"), made["problems"]
    lines = [line.strip() for line in shop.account.lines]
    told = f"{ADDRESS} | 3 migrations found"
    assert lines.index(told) < lines.index(f"{ADDRESS} | all of them applied") < lines.index("+ ecs_service.shop creating")
    assert {*shop.converge().actions().values()} == {"keep"}
    assert shop.started() == 1


@pytest.mark.parametrize("change, option", [
    ({"image": "public.ecr.aws/docker/library/nginx:1.30"}, "task_definition"),
    ({"command": ["npx", "prisma", "migrate", "resolve"]}, "overrides"),
])  # fmt: skip
def test_it_runs_again_for_what_has_changed(shop, change, option):
    shop.converge()
    for name, value in change.items():
        setattr(shop, name, value)
    planned = shop.plan()
    assert [each["option"] for each in planned.change(ADDRESS)["differences"]] == [option]
    assert not shop.converge().get("failed")
    assert shop.started() == 2
    assert {*shop.converge().actions().values()} == {"keep"}


def test_when_it_fails_nothing_that_waits_for_it_is_changed(shop):
    shop.converge()
    before = shop.definition()
    ends(shop, 7, "applying 0042_prices", "relation prices exists")
    shop.image = "public.ecr.aws/docker/library/nginx:1.30"
    failed = shop.converge()
    problem = failed["problems"][0]
    assert problem["address"] == ADDRESS
    assert "the task ended with exit code 7: Essential container in task exited, and said last:" in problem["said"]
    assert problem["said"].endswith("    applying 0042_prices\n    relation prices exists")
    assert "nothing that waits for it was changed" in problem["remedy"]
    assert shop.definition() == before
    planned = shop.plan()
    assert planned.differences(ADDRESS)[0].startswith("last run: the task ended with exit code 7")
    ends(shop, 0)
    assert not shop.converge().get("failed")
    assert shop.started() == 3
    assert shop.definition() != before


def test_what_does_not_start_is_told_with_the_reason(shop):
    shop.sandbox.settings(ecs_failing_images=["*nginx*"])
    failed = shop.converge()
    assert failed["problems"][0]["said"] == "the task stopped before it could start: Essential container in task exited"


def test_a_role_that_is_not_seen_yet_is_waited_for(shop):
    shop.sandbox.settings(role_propagation=2)
    made = shop.converge()
    assert not made.get("failed"), made["problems"]


def _converge(shop) -> None:
    shop.converge()


@pytest.mark.parametrize("runs_on", [True, False], ids=["it still runs", "it has ended meanwhile"])
def test_what_a_killed_run_has_started_is_waited_for(shop, runs_on):
    shop.sandbox.settings(delays={"ecs:task-run": 4})
    process = multiprocessing.get_context("fork").Process(target=_converge, args=(shop,))
    process.start()
    ecs, deadline = shop.sandbox.client("ecs"), time.monotonic() + 60
    while not _is_running(ecs):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    while not runs_on and _is_running(ecs):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    made = shop.converge(force_unlock=True)
    assert not made.get("failed"), made["problems"]
    assert shop.started() == 1


def _is_running(ecs) -> bool:
    try:
        return bool(ecs.list_tasks(cluster="shop", startedBy="skylift/shop/migration")["taskArns"])
    except ecs.exceptions.ClusterNotFoundException:
        return False


def test_a_lost_answer_starts_no_second_one(shop):
    shop.sandbox.faults(drop_rate=0.5, seed=LOSES_THE_FIRST, only="ecs:RunTask")
    assert not shop.converge().get("failed")
    assert shop.started() == 1


def test_what_is_declared_no_more_is_forgotten_when_it_is_asked_for(shop):
    shop.converge()
    rest = [each for each in shop.declared() if each["type"] not in ("ecs_task_run", "ecs_service")]
    pruned = shop.account.converge(*rest, prune=True)
    assert pruned.actions()[ADDRESS] == "delete"
    assert not pruned.get("failed"), pruned["problems"]
    assert shop.sandbox.client("ssm").describe_parameters()["Parameters"] == []


def test_mistakes_are_told_before_anything_is_done(shop):
    shop.command = []
    refused = shop.plan()
    assert "ECS-RUN-COMMAND" in refused["msg"]
