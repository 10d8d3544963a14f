# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that are run once: a token starts one task only, and what ECS refuses is refused."""

from __future__ import annotations

import time

import pytest

RUN = {"cluster": "shop", "taskDefinition": "shop", "startedBy": "shop/migration", "clientToken": "once"}


@pytest.fixture
def ecs(sandbox):
    sandbox.settings(delay=0.1)
    ecs = sandbox.client("ecs")
    ecs.create_cluster(clusterName="shop")
    ecs.register_task_definition(family="shop", containerDefinitions=[{"name": "api", "image": "nginx:1.29", "memory": 128}])
    return ecs


def test_it_starts_runs_and_ends_with_a_code(ecs, sandbox):
    sandbox.settings(ecs_task_runs={"npx prisma*": {"exit_code": 3}})
    command = {"containerOverrides": [{"name": "api", "command": ["npx", "prisma", "migrate", "deploy"]}]}
    (task,) = ecs.run_task(**RUN, overrides=command)["tasks"]
    arn, seen = task["taskArn"], [task["lastStatus"]]
    deadline = time.monotonic() + 60
    while "STOPPED" not in seen and time.monotonic() < deadline:
        (task,) = ecs.describe_tasks(cluster="shop", tasks=[arn])["tasks"]
        seen += [task["lastStatus"]] if task["lastStatus"] not in seen else []
        time.sleep(0.01)
    assert seen[0] == "PROVISIONING"
    assert seen[-1] == "STOPPED"
    assert (task["stopCode"], task["containers"][0]["exitCode"]) == ("EssentialContainerExited", 3)
    assert ecs.list_tasks(cluster="shop", startedBy="shop/migration")["taskArns"] == []
    assert ecs.list_tasks(cluster="shop", startedBy="shop/migration", desiredStatus="STOPPED")["taskArns"] == [arn]


def test_a_token_starts_one_task_and_belongs_to_one_request(ecs):
    first = ecs.run_task(**RUN)["tasks"][0]["taskArn"]
    assert ecs.run_task(**RUN)["tasks"][0]["taskArn"] == first
    with pytest.raises(ecs.exceptions.ConflictException):
        ecs.run_task(**{**RUN, "startedBy": "somebody"})
    assert ecs.run_task(**{**RUN, "clientToken": "twice"})["tasks"][0]["taskArn"] != first


def test_what_ecs_refuses(ecs):
    with pytest.raises(ecs.exceptions.InvalidParameterException, match="Override for container named web is not a container"):
        ecs.run_task(**RUN, overrides={"containerOverrides": [{"name": "web"}]})
    with pytest.raises(ecs.exceptions.InvalidParameterException, match="does not support launch_type FARGATE"):
        ecs.run_task(**RUN, launchType="FARGATE")
    with pytest.raises(ecs.exceptions.InvalidParameterException, match="startedBy"):
        ecs.list_tasks(cluster="shop", startedBy="shop/migration", family="shop")
