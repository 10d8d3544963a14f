# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task without a stack is a module like any other: packed, sent, run at once, by ansible-playbook itself."""
from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

COLLECTIONS = Path(__file__).resolve().parents[2] / ".venv" / "collections"
PLAY = """
- name: Modules alone
  hosts: localhost
  gather_facts: false
  module_defaults:
    group/skylift.aws.all: {{region: us-east-1, endpoint_url: "{url}", access_key: sandbox-key, secret_key: sandbox-secret}}
  tasks:
"""
NETWORK = """
    - name: Make a network
      skylift.aws.ec2_vpc: {name: main, cidr_block: 10.20.0.0/16, tags: {team: shop}}
      register: network
"""


@pytest.fixture
def play(tmp_path, sandbox):
    """Runs tasks in a playbook and returns its exit code and output."""
    def run(tasks: str, *arguments: str) -> tuple[int, str]:
        (tmp_path / "play.yml").write_text(PLAY.format(url=sandbox.url) + tasks)
        command = [Path(sys.executable).with_name("ansible-playbook"), "-c", "local", "-i", "localhost,", "play.yml",
                   "-e", f"ansible_python_interpreter={sys.executable}", *arguments]
        settings = {"ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS), "ANSIBLE_HOME": str(tmp_path / "home"),
                    "ANSIBLE_STDOUT_CALLBACK": "default", "ANSIBLE_NOCOLOR": "1"}
        done = subprocess.run(command, cwd=tmp_path, env={**os.environ, **settings}, capture_output=True, text=True,
                              timeout=120, stdin=subprocess.DEVNULL)
        return done.returncode, done.stdout + done.stderr
    return run


def test_it_is_made_kept_and_deleted(play, sandbox):
    code, output = play(NETWORK + """
    - name: Make it again
      skylift.aws.ec2_vpc: {name: main, cidr_block: 10.20.0.0/16}
      register: again
    - name: What is there is told, and nothing is done
      ansible.builtin.assert:
        that: [network.changed, not again.changed, again.id == network.id, "again.reason == 'cidr_block as declared'"]
    - name: Delete it
      skylift.aws.ec2_vpc: {name: main, state: absent}
    - name: Delete it again
      skylift.aws.ec2_vpc: {name: main, state: absent}
      register: gone
    - name: It is gone already
      ansible.builtin.assert:
        that: [not gone.changed, "gone.reason == 'already absent'"]
    """)
    assert code == 0, output
    assert [vpc for vpc in sandbox.client("ec2").describe_vpcs()["Vpcs"] if not vpc["IsDefault"]] == []


IMAGES = """
    - name: Keep images
      skylift.aws.ecr_repository: {name: shop, encryption_configuration: {encryption_type: %s}}
"""


def test_what_holds_data_is_not_replaced_only_because_an_option_was_changed(play, sandbox):
    code, output = play(IMAGES % "AES256" + IMAGES % "KMS")
    assert code != 0
    assert "ecr_repository.shop: holds data, and encryption_configuration.encryption_type cannot be changed" in output
    assert "take the change back, or delete it first, with state: absent" in output
    kept = sandbox.client("ecr").describe_repositories()["repositories"]
    assert [each["encryptionConfiguration"]["encryptionType"] for each in kept] == ["AES256"]


def test_what_holds_data_is_deleted_when_it_is_declared_absent(play, sandbox):
    code, output = play(IMAGES % "AES256" + """
    - name: Delete them
      skylift.aws.ecr_repository: {name: shop, state: absent}
    """)
    assert code == 0, output
    assert sandbox.client("ecr").describe_repositories()["repositories"] == []


def test_check_mode_touches_nothing(play, sandbox):
    code, output = play(NETWORK, "--check", "--diff")
    assert code == 0, output
    assert "changed=1" in output
    assert re.search(r"\+ .*cidr_block.*10.20.0.0/16", output), output
    assert sandbox.writes() == []


def test_what_was_called_is_told_to_those_who_ask_for_it(play):
    code, output = play("""
    - name: Make a network
      skylift.aws.ec2_vpc: {name: main, cidr_block: 10.20.0.0/16, debug_botocore_endpoint_logs: true}
      register: network
    - name: What was called is told
      ansible.builtin.assert:
        that: ["['ec2:CreateVpc', 'ec2:DescribeVpcs'] is subset(network.resource_actions)"]
    """)
    assert code == 0, output


def test_a_secret_is_in_no_output(play, sandbox):
    code, output = play("""
    - name: Keep a secret
      skylift.aws.ssm_parameter: {name: /shop/password, type: SecureString, value: known-to-nobody}
    """, "-vvv", "--diff")
    assert code == 0, output
    assert "known-to-nobody" not in output
    told = sandbox.client("ssm").get_parameter(Name="/shop/password", WithDecryption=True)
    assert told["Parameter"]["Value"] == "known-to-nobody"


def test_what_aws_refuses_is_told_with_its_place(play, sandbox):
    code, output = play("""
    - name: Ask for what cannot be
      skylift.aws.ec2_vpc: {name: main, cidr_block: 10.20.0.0/8}
    """)
    assert code != 0
    assert "ec2_vpc.main: " in output
    assert "Traceback" not in output
