# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real PostgreSQL is migrated by a real container before the release that needs it, and stays as it is if that fails."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from fargate import SUBNETS, service, surroundings
from migration.clusters import cluster
from support.account import Account, declared

API = Path(__file__).resolve().parents[2] / "examples" / "api"
DRIVER = ("psycopg", "psycopg_binary", "psycopg_binary.libs", "typing_extensions.py")
MIGRATE = """\
import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    connection.execute("create table if not exists migrations (id int primary key)")
    done = {row[0] for row in connection.execute("select id from migrations")}
    for number, statement in enumerate(open("migrations.sql").read().splitlines()):
        if number not in done:
            print("applying", statement, flush=True)
            connection.execute(statement)
            connection.execute("insert into migrations values (%s)", [number])
print("the database is up to date", flush=True)
"""
FIRST = "create table prices (cents int)\n"
WRONG = "alter table prices add currency text; alter table nothing add currency text\n"
RIGHT = "alter table prices add currency text\n"
MAY_READ = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": ["ssm:GetParameters", "kms:Decrypt"], "Resource": "*"}]}  # fmt: skip


@pytest.fixture(scope="module")
def postgres():
    with cluster(18) as made:
        made.run("postgres", "create database shop")
        yield made


class Migrated:
    """The sample API with a database, which is migrated before each release."""

    def __init__(self, shop, postgres, base: str):
        self.account, self.folder, self.postgres, self._shop = Account(shop.sandbox, "shop"), shop.folder, postgres, shop
        shutil.rmtree(shop.folder)
        shutil.copytree(API, shop.folder)
        (shop.folder / ".dockerignore").unlink()
        (shop.folder / "migrate.py").write_text(MIGRATE)
        packages = Path(importlib.util.find_spec("psycopg").origin).parents[1]
        for name in DRIVER:
            copy = shutil.copytree if (packages / name).is_dir() else shutil.copy
            copy(packages / name, shop.folder / name)
        with (shop.folder / "Dockerfile").open("a") as dockerfile:
            dockerfile.write("COPY . ./\n")
        shop.options = {"build_args": {"BASE": base}, "platform": "linux/amd64"}
        self.url = f"postgresql://owner:{quote(postgres.password, safe='')}@127.0.0.1:{postgres.port}/shop?sslmode=disable"

    def release(self, migrations: str):
        """Ship the next version, with the migrations that it needs."""
        (self.folder / "migrations.sql").write_text(migrations)
        definition, served = service()
        container = definition["options"]["container_definitions"][0]
        container["secrets"] = [{"name": "DATABASE_URL", "value_from": "${ssm_parameter./shop/DATABASE_URL.arn}"}]
        logs = {"awslogs-group": "${logs_log_group.shop.id}", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "ecs"}
        container["log_configuration"] = {"log_driver": "awslogs", "options": logs}
        served["options"] |= {"starts_after": ["${ecs_task_run.shop.id}"], "desired_count": 1}
        around = surroundings()
        (role,) = [each for each in around if each["type"] == "iam_role"]
        role["options"]["policies"] = [{"policy_name": "read-secrets", "policy_document": MAY_READ}]
        return self._shop.converge(*around, definition, served, *(declared(kind, options) for kind, options in (
            ("ssm_parameter", {"name": "/shop/DATABASE_URL", "type": "SecureString", "value": self.url}),
            ("logs_log_group", {"name": "shop", "retention_in_days": 7}),
            ("ecs_task_run", {
                "name": "shop", "cluster": "${ecs_cluster.shop.cluster_name}", "launch_type": "FARGATE",
                "task_definition": "${ecs_task_definition.shop.arn}",
                "overrides": {"container_overrides": [{"name": "api", "command": ["python3", "migrate.py"]}]},
                "network_configuration": {"awsvpc_configuration": {
                    "subnets": SUBNETS, "security_groups": ["${ec2_security_group.shop.id}"]}}}),
        )))  # fmt: skip

    def lines(self) -> list[str]:
        """What the last migration has written, as the terminal shows it."""
        return [line.partition(" | ")[2] for line in self._shop.account.lines if " | " in line]

    def columns(self) -> list[str]:
        """The columns of the table."""
        asked = "select column_name from information_schema.columns where table_name = 'prices' order by 1"
        return [row[0] for row in self.postgres.run("shop", asked)]


def test_a_database_is_migrated_before_the_release_and_left_alone_when_that_fails(shop, base, docker, postgres):
    shop.sandbox.settings(container_engine={"program": docker.program, "host": docker.host}, delays={"ecs:service": 1})
    migrated = Migrated(shop, postgres, base)
    made = migrated.release(FIRST)
    assert not made.get("failed"), made["problems"][0]["said"]
    assert migrated.lines() == ["applying create table prices (cents int)", "the database is up to date"]
    assert migrated.columns() == ["cents"]
    failed = migrated.release(FIRST + WRONG)
    problem = failed["problems"][0]
    assert problem["address"] == "ecs_task_run.shop"
    assert 'relation "nothing" does not exist' in problem["said"]
    assert migrated.columns() == ["cents"]
    assert failed["skipped_resources"] == {"ecs_service.shop": "ecs_task_run.shop"}
    assert postgres.password not in str(failed) + str(shop.account.lines)
    again = migrated.release(FIRST + RIGHT)
    assert not again.get("failed"), again["problems"]
    assert migrated.columns() == ["cents", "currency"]
    assert {*migrated.release(FIRST + RIGHT).actions().values()} == {"keep"}
    shop.sandbox.reset()
