# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input: all mistakes at once, each with its place, its address, its option and its remedy, and nothing changed."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SECRET = "hunter2/hunter2"
PREAMBLE = """\
- name: Bad input
  hosts: localhost
  gather_facts: false
  module_defaults:
    group/skylift.aws.all: {defaults}
  tasks:
"""
FIRST_LINE = PREAMBLE.count("\n") + 1
DATABASE = "engine: postgres, db_instance_class: db.t4g.micro, manage_master_user_password: true, allocated_storage: 20"
ROLE = "arn:aws:iam::123456789012:role/app"


class Playbook:
    """Runs tasks in a play of their own, in a folder of their own, against the sandbox."""

    def __init__(self, folder: Path, sandbox):
        self.folder = folder
        self.sandbox = sandbox
        # Nothing may come in from outside, neither credentials nor the metadata service of a machine in AWS.
        without = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "ANSIBLE_"))}
        self.environment = {
            **without,
            "ANSIBLE_CONFIG": str(REPOSITORY / "ansible.cfg"),
            "ANSIBLE_COLLECTIONS_PATH": str(REPOSITORY / ".venv" / "collections"),
            "ANSIBLE_LOCAL_TEMP": str(folder / "tmp"),
            "ANSIBLE_NOCOLOR": "1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "HOME": str(folder),
        }
        self.connection = {
            "region": "us-east-1",
            "endpoint_url": sandbox.url,
            "access_key": "sandbox",
            "secret_key": "sandbox",
        }

    def refusal(self, *tasks: str, **connection) -> str:
        """Run the tasks and a converge, which must be refused; return what was printed."""
        defaults = {"stack": "bad", **self.connection, **connection}
        given = {name: value for name, value in defaults.items() if value is not None}
        lines = [f"    - skylift.aws.{task}\n" for task in (*tasks, "stack:")]
        playbook = self.folder / "bad.yml"
        playbook.write_text(PREAMBLE.format(defaults=json.dumps(given)) + "".join(lines))
        command = [Path(sys.executable).with_name("ansible-playbook"), "-i", "localhost,", "-c", "local", playbook]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=120)
        printed = done.stdout + done.stderr
        assert done.returncode != 0, printed
        assert "Traceback" not in printed
        assert self.sandbox.writes() == []
        return printed


@pytest.fixture
def playbook(tmp_path, sandbox) -> Playbook:
    return Playbook(tmp_path, sandbox)


def line(number: int, rest: str) -> str:
    """What is said of the task with this number, counted from 0."""
    return f"bad.yml:{FIRST_LINE + number}: {rest}"


MISTAKES = (
    "ec2_vpc: {name: main, cidr_block: 10.20.0.0/16}",
    'ec2_subnet: {name: a, vpc_id: "${ec2_vpc.main.id}", cidr_block: 10.20.0.0/23}',
    'ec2_subnet: {name: b, vpc_id: "${ec2_vpc.main.id}", cidr_block: 10.20.1.0/24}',
    'ec2_subnet: {name: c, vpc_id: "${ec2_vpc.main.id}", cidr_block: 10.21.0.0/24}',
    "rds_db_instance: {name: unknown, " + DATABASE + ", preferred_backup_windw: '03:00-04:00'}",
    "rds_db_instance: {name: type, " + DATABASE + ", backup_retention_period: a week}",
    "rds_db_instance: {name: master, " + DATABASE + ", master_username: admin}",
    "rds_db_instance: {name: windows, " + DATABASE + ", preferred_backup_window: '03:00-04:00',"
    " preferred_maintenance_window: 'sun:03:30-sun:04:30'}",
    "rds_db_instance: {name: speed, " + DATABASE + ", storage_type: gp3, iops: 3000}",
    f"rds_db_instance: {{name: password, engine: postgres, db_instance_class: db.t4g.micro, allocated_storage: 20,"
    f" master_user_password: {SECRET}}}",
    "ec2_vpc: {name: tenancy, cidr_block: 10.30.0.0/16, instance_tenancy: shared}",
    "iam_role: {name: 'a role', assume_role_policy_document: {Statement: []}}",
    "ec2_subnet: {name: nowhere, cidr_block: 10.20.9.0/24}",
    'ec2_subnet: {name: lost, vpc_id: "${ec2_vpc.mian.id}", cidr_block: 10.20.10.0/24}',
    'iam_role: {name: one, assume_role_policy_document: {}, description: "${iam_role.two.arn}"}',
    'iam_role: {name: two, assume_role_policy_document: {}, description: "${iam_role.one.arn}"}',
    "ec2_vpc: {name: main, cidr_block: 10.40.0.0/16}",
)
"""One mistake or two in each task, of all kinds there are."""

TOLD = (
    line(2, "ec2_subnet.b: cidr_block: 10.20.1.0/24 overlaps 10.20.0.0/23 of ec2_subnet.a"),
    line(3, "ec2_subnet.c: cidr_block: 10.21.0.0/24 lies outside of ec2_vpc.main, which has 10.20.0.0/16; choose"),
    line(4, "rds_db_instance.unknown: preferred_backup_windw: is not an option of this type; did you mean"),
    line(5, 'rds_db_instance.type: backup_retention_period: "a week" is not a whole number; write'),
    line(6, 'rds_db_instance.master: master_username: "admin" is reserved by PostgreSQL on RDS; use another name'),
    line(7, "rds_db_instance.windows: preferred_maintenance_window: the maintenance window sun:03:30-sun:04:30"
            " overlaps the backup window 03:00-04:00; let one begin when or after the other ends"),
    line(8, "rds_db_instance.speed: iops: cannot be set for postgres on gp3 of 20 GiB, which has 3000 IOPS and 125 MiB/s"
            " as it is; leave it out, or declare allocated_storage: 400 or more"),
    line(9, "rds_db_instance.password: master_user_password: holds characters that RDS does not take; use"),
    line(10, 'ec2_vpc.tenancy: instance_tenancy: "shared" is not a valid choice; '),
    line(11, 'iam_role.a role: name: "a role" does not have the form AWS asks for; it must match'),
    line(12, "ec2_subnet.nowhere: vpc_id: is required; set it"),
    line(13, "ec2_subnet.lost: vpc_id: ${ec2_vpc.mian.id} refers to ec2_vpc.mian, which is not declared;"
             " did you mean ec2_vpc.main?"),
    f"these refer to each other in a circle: iam_role.one (bad.yml:{FIRST_LINE + 14}) -> iam_role.two"
    f" (bad.yml:{FIRST_LINE + 15}) -> iam_role.one; take one of the references out",
    line(16, f"ec2_vpc.main: is declared twice, and differently; first at bad.yml:{FIRST_LINE}; give one of them"),
)  # fmt: skip


def test_everything_wrong_with_a_stack_is_told_in_one_run(playbook):
    printed = playbook.refusal(*MISTAKES)
    assert [said for said in TOLD if said not in printed] == []
    assert SECRET not in printed


def test_the_wrong_account_is_left_alone(playbook):
    printed = playbook.refusal("ec2_vpc: {name: main, cidr_block: 10.20.0.0/16}", account_id="999999999999")
    said = "account_id: the credentials belong to account 123456789012, but account_id is 999999999999"
    assert f"{said}; use the credentials of that account, or correct account_id" in printed


def test_no_credentials_are_told_together_with_the_mistakes_that_need_none(playbook):
    printed = playbook.refusal(
        "ec2_vpc: {name: main, cidr_block: 10.20.0.0/8}",
        "rds_db_instance: {name: master, " + DATABASE + ", master_username: rdsadmin}",
        access_key=None,
        secret_key=None,
    )
    assert "profile: there are no AWS credentials; set profile, or access_key and secret_key" in printed
    assert line(0, "ec2_vpc.main: cidr_block: /8 is not a size that AWS takes; use a size from /16 to /28") in printed
    assert line(1, 'rds_db_instance.master: master_username: "rdsadmin" is reserved by PostgreSQL on RDS') in printed


def test_an_endpoint_that_nobody_listens_at(playbook):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        printed = playbook.refusal("ec2_vpc: {name: main, cidr_block: 10.20.0.0/16}", endpoint_url=url)
    assert f'endpoint_url: Could not connect to the endpoint URL: "{url}/"' in printed
    assert "see that something listens there, or correct endpoint_url" in printed


def test_app_runner_in_an_account_that_may_not_use_it(playbook):
    image = "{image_repository: {image_identifier: public.ecr.aws/nginx/nginx:1, image_repository_type: ECR_PUBLIC}}"
    printed = playbook.refusal(f"apprunner_service: {{name: web-app, source_configuration: {image}}}")
    assert line(0, "apprunner_service.web-app: this account may not use App Runner, which takes no new customers") in printed
    assert "use ECS Express Mode instead: ecs_express_gateway_service" in printed


def test_app_runner_in_an_account_that_uses_it(playbook):
    playbook.sandbox.settings(apprunner_open=True)
    image = "{image_repository: {image_identifier: public.ecr.aws/nginx/nginx:1, image_repository_type: ECR_PUBLIC}}"
    size = "{cpu: 1 vCPU, memory: 6 GB}"
    service = f"apprunner_service: {{name: web-app, source_configuration: {image}, instance_configuration: {size}}}"
    printed = playbook.refusal(service)
    assert "may not use App Runner" not in printed
    assert line(0, 'apprunner_service.web-app: instance_configuration.memory: "6 GB" does not go with 1024') in printed


def test_a_lambda_runtime_past_its_end(playbook):
    code = "{s3_bucket: code, s3_key: cron.zip}"
    function = f"lambda_function: {{name: cron, runtime: python3.9, handler: a.b, role: '{ROLE}', code: {code}}}"
    printed = playbook.refusal(function)
    said = "lambda_function.cron: runtime: python3.9 is deprecated since 2025-12-15, and creatable until 2027-02-01 only"
    assert line(0, f"{said}; use python3.14") in printed
