# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fleet of environments: one run over all of them, and slices of them as AWX runs a sliced job."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import boto3
import pytest
import yaml
from deployment import REPOSITORY, Deployment

FLEET = REPOSITORY / "bench" / "fleet" / "hosts.yml"
HOSTS = [f"fleet_{number:02}" for number in range(1, 7)]
BROKEN = "fleet_04"
TOO_LARGE = {"network_cidr_block": "10.0.0.0/8"}
SLICES = 3
LONGEST_SECONDS = 540


@pytest.fixture
def deployment(tmp_path, sandbox) -> Deployment:
    sandbox.settings(delay=0)
    deployment = Deployment(tmp_path, sandbox, FLEET)
    yield deployment
    deployment.kill()


class Job:
    """A sliced job: each slice a run of its own, as AWX starts them, with nothing in common but the sandbox."""

    def __init__(self, deployment: Deployment, name: str, hosts: list[str], **variables: dict):
        self.name = name
        self.folder = deployment.folder
        # AWX gives slice n of N every Nth host, beginning with the nth.
        self.slices = [hosts[number::SLICES] for number in range(SLICES)]
        self.runs = [self._start(deployment, number, variables) for number, hosts in enumerate(self.slices) if hosts]

    def _start(self, deployment: Deployment, number: int, variables: dict) -> subprocess.Popen:
        folder = self._slice(number)
        inventory = folder / "inventory" / "hosts"
        inventory.parent.mkdir(parents=True)
        inventory.write_text(script(self.slices[number], variables))
        inventory.chmod(0o700)
        command = [sys.executable, "-m", "ansible_runner", "run", folder, "--project-dir", REPOSITORY]
        command += ["-p", "playbooks/deploy.yml", "--ident", "job", "--forks", "2"]
        environment = deployment.environment | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        with open(folder / "printed", "wb") as output:
            return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output)

    def _slice(self, number: int) -> Path:
        return self.folder / self.name / f"slice-{number + 1}"

    def wait(self) -> list[int]:
        """Wait for all slices, and return their exit codes."""
        return [run.wait(timeout=LONGEST_SECONDS) for run in self.runs]

    def results(self) -> dict[str, dict]:
        """What each environment's converge came to, out of the events that AWX keeps."""
        found = {}
        for path in sorted((self.folder / self.name).glob("slice-*/artifacts/job/job_events/*-*.json")):
            event = json.loads(path.read_text())
            told = event["event_data"]
            if told.get("task_action") == "skylift.aws.stack" and event["event"] in ("runner_on_ok", "runner_on_failed"):
                found[told["host"]] = {"event": event["event"], **told["res"]}
        return found

    def printed(self) -> str:
        """What all slices printed."""
        return "\n".join(path.read_text() for path in sorted((self.folder / self.name).glob("slice-*/printed")))


def script(hosts: list[str], variables: dict) -> str:
    """An inventory as AWX hands it over: a program that prints it."""
    fleet = yaml.safe_load(FLEET.read_text())["fleet"]
    told = {
        "all": {"children": ["fleet"], "hosts": [], "vars": {}},
        "fleet": {"hosts": hosts, "vars": fleet["vars"]},
        "_meta": {"hostvars": {host: variables.get(host, {}) for host in hosts}},
    }
    return f"#!{sys.executable}\n# -*- coding: utf-8 -*-\nprint({json.dumps(told)!r})\n"


def networks_in_the_account_of(host: str, sandbox) -> list[str]:
    """The names of the VPCs that somebody made in the account of an environment."""
    role = f"arn:aws:iam::2000000000{host[-2:]}:role/skylift-deployer"
    assumed = sandbox.client("sts").assume_role(RoleArn=role, RoleSessionName="look")["Credentials"]
    keys = {"aws_access_key_id": assumed["AccessKeyId"], "aws_secret_access_key": assumed["SecretAccessKey"]}
    ec2 = boto3.client("ec2", "us-east-1", endpoint_url=sandbox.url, aws_session_token=assumed["SessionToken"], **keys)
    vpcs = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["false"]}])["Vpcs"]
    return [tag["Value"] for vpc in vpcs for tag in vpc["Tags"] if tag["Key"] == "skylift:stack"]


def test_one_environment_that_fails_holds_no_other_and_is_named_at_the_end(deployment, tmp_path):
    more = tmp_path / "broken.yml"
    more.write_text(yaml.safe_dump({"fleet": {"hosts": {BROKEN: TOO_LARGE}}}))
    limit = ("--limit", ",".join(HOSTS), "--forks", "4")
    playbook = REPOSITORY / "playbooks" / "deploy.yml"
    done = deployment.play(playbook, "-i", FLEET, "-i", more, *limit).wait()
    assert done.code == 2
    made = re.findall(r"^(fleet_\d\d): Converged .*: 23 created, 0 updated, ", done.printed, re.MULTILINE)
    assert sorted(made) == [host for host in HOSTS if host != BROKEN]
    assert re.search(rf"^{BROKEN}: failed: .*cidr_block: /8 is not a size", done.printed, re.MULTILINE)
    assert done.printed.endswith(f"1 of 6 failed: {BROKEN}\n")
    again = deployment.play(playbook, "-i", FLEET, *limit).wait()
    assert again.code == 0, again.ending
    plans = dict(re.findall(r"^(fleet_\d\d): Plan: (\d+) to create, 0 to update,", again.printed, re.MULTILINE))
    assert plans == {host: "23" if host == BROKEN else "0" for host in HOSTS}


def test_slices_of_a_job_deploy_the_fleet_side_by_side_and_those_that_failed_are_launched_again(deployment, sandbox):
    job = Job(deployment, "job", HOSTS, **{BROKEN: TOO_LARGE})
    codes = job.wait()
    assert codes == [2, 0, 0], job.printed()
    results = job.results()
    assert sorted(results) == HOSTS
    failed = [host for host, result in results.items() if result["event"] == "runner_on_failed"]
    assert failed == [BROKEN]
    assert {result["counts"]["create"] for host, result in results.items() if host != BROKEN} == {23}
    for host in HOSTS:
        assert networks_in_the_account_of(host, sandbox) == ([] if host == BROKEN else [host.replace("_", "-")])
    mended = Job(deployment, "relaunched", failed)
    assert mended.wait() == [0], mended.printed()
    settled = Job(deployment, "nightly", HOSTS)
    assert settled.wait() == [0, 0, 0], settled.printed()
    assert {result["counts"]["keep"] for result in settled.results().values()} == {23}
    assert not any(result["changed"] for result in settled.results().values())
