# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tools that are measured: how each of them creates, plans and converges production of the learning platform."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
TIMEOUT_SECONDS = 3600
UNMEASURED = re.compile(r"(AWS|ANSIBLE|TF|BOTO|SKYLIFT)_")


class NotInstalled(Exception):
    """A peer is not there; the message says what to do about it."""


@dataclass
class Outcome:
    """One process: its wall clock, what it made in its own count, and what went wrong or differs (empty if nothing)."""

    seconds: float
    said: str
    failure: str = ""
    made: int = 0


def run(command: list, environment: dict, folder: Path) -> Outcome:
    """Time one whole process, from its start to its end."""
    began = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT_SECONDS,
    )
    seconds = round(time.monotonic() - began, 3)
    return Outcome(seconds, done.stdout, f"exit code {done.returncode}" if done.returncode else "")


def environment(url: str, **more: str) -> dict:
    """Of this process, without what would make runs differ from machine to machine."""
    kept = {name: value for name, value in os.environ.items() if not UNMEASURED.match(name)}
    return {
        **kept,
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "sandbox",
        "AWS_SECRET_ACCESS_KEY": "sandbox",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        **more,
    }


class Skylift:
    """This checkout, as `make deploy` and `make plan` run it."""

    name = "skylift"
    title = "Skylift"
    leaves_out: tuple[str, ...] = ()
    takes_minutes = False
    command = ("-i", "inventories/learning_platform", "--limit", "learning_platform_prod", "playbooks/deploy.yml")

    def __init__(self, options, url: str):
        self.environment = environment(url)
        self.ansible_playbook = Path(sys.executable).with_name("ansible-playbook")

    def versions(self) -> dict:
        """What is measured: names and versions."""
        return {"skylift.aws": re.search(r"^version: (\S+)", (ROOT / "galaxy.yml").read_text(), re.M)[1], **_sdk()}

    def forget(self) -> None:
        """There is no state to forget."""

    def run(self, phase: str) -> Outcome:
        """One phase: create, plan or converge."""
        check = ["--check"] if phase == "plan" else []
        outcome = run([self.ansible_playbook, *check, *self.command], self.environment, ROOT)
        planned = re.search(r"^Plan: (\d+) to create, (\d+) to update, (\d+) to replace, .*", outcome.said, re.M)
        if planned:
            outcome.made = int(planned[1])
        if phase != "create" and planned and any(int(number) for number in planned.groups()):
            outcome.failure = outcome.failure or planned[0]
        return outcome


class Many(Skylift):
    """A stack of many small things, for Skylift alone."""

    def __init__(self, options, url: str, resources: int):
        super().__init__(options, url)
        self.command = ("-i", "localhost,", "-e", f"resources={resources}", "bench/many/deploy.yml")


class Terraform:
    """The HashiCorp tool with its AWS provider, state on the local disk."""

    name = "terraform"
    title = "Terraform"
    leaves_out = ("ecs_express_gateway_service",)
    takes_minutes = False

    def __init__(self, options, url: str):
        self.binary = shutil.which(options.terraform)
        if self.binary is None:
            raise NotInstalled("install Terraform, or tell where it is by --terraform or BENCH_TERRAFORM")
        self.folder = options.work / "terraform"
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(HERE / "terraform", self.folder)
        self.environment = environment(
            url,
            TF_IN_AUTOMATION="1",
            CHECKPOINT_DISABLE="1",
            TF_VAR_function_archive=str(options.archive),
            TF_CLI_CONFIG_FILE=str(self._settings(options.tf_plugins)),
        )
        prepared = run([self.binary, "init", "-no-color", "-input=false"], self.environment, self.folder)
        if prepared.failure:
            raise NotInstalled(f"terraform init failed ({_last_line(prepared.said)}); --tf-plugins names a mirror")

    def _settings(self, mirror: str | None) -> Path:
        path = self.folder / "settings.tfrc"
        source = f'filesystem_mirror {{\n    path = "{mirror}"\n  }}' if mirror else "direct {}"
        path.write_text(f"provider_installation {{\n  {source}\n}}\n")
        return path

    def versions(self) -> dict:
        """What is measured: names and versions."""
        told = json.loads(run([self.binary, "version", "-json"], self.environment, self.folder).said)
        providers = {name.rpartition("/")[2]: version for name, version in told["provider_selections"].items()}
        return {"terraform": told["terraform_version"], **{f"provider {name}": v for name, v in providers.items()}}

    def forget(self) -> None:
        """Start without a state, as on the first day."""
        for file in self.folder.glob("terraform.tfstate*"):
            file.unlink()

    def run(self, phase: str) -> Outcome:
        """One phase: create, plan or converge."""
        verb = ["plan"] if phase == "plan" else ["apply", "-auto-approve"]
        outcome = run([self.binary, *verb, "-no-color", "-input=false"], self.environment, self.folder)
        outcome.made = int((re.search(r"Resources: (\d+) added", outcome.said) or [0, 0])[1])
        if phase != "create" and "No changes." not in outcome.said:
            planned = re.search(r"^Plan: .*", outcome.said, re.M)
            outcome.failure = outcome.failure or (planned[0] if planned else _last_line(outcome.said))
        return outcome


class AmazonAws:
    """Plain modules: amazon.aws and community.aws, in an environment of their own."""

    name = "amazon_aws"
    title = "amazon.aws"
    leaves_out = (
        "ec2_flow_log",
        "acm_certificate",
        "route53_record_set",
        "ecs_express_gateway_service",
        "lambda_event_invoke_config",
        "scheduler_schedule",
        "cloudwatch_dashboard",
        "budgets_budget",
    )
    takes_minutes = True

    def __init__(self, options, url: str):
        self.ansible_playbook = Path(options.ansible_playbook)
        if not self.ansible_playbook.exists():
            raise NotInstalled(f"{self.ansible_playbook} is not there; see README.md")
        self.archive = options.archive
        self.environment = environment(url, ANSIBLE_CONFIG=str(HERE / "ansible" / "ansible.cfg"), ANSIBLE_NOCOLOR="1")

    def versions(self) -> dict:
        """What is measured: names and versions."""
        galaxy = self.ansible_playbook.with_name("ansible-galaxy")
        listed = run([galaxy, "collection", "list", "--format", "json"], self.environment, ROOT).said
        found = {}
        for collections in json.loads(listed[listed.index("{") :]).values():
            found.update(collections)
        return {name: found[name]["version"] for name in ("amazon.aws", "community.aws")}

    def forget(self) -> None:
        """There is no state to forget."""

    def run(self, phase: str) -> Outcome:
        """One phase: create, plan or converge."""
        check = ["--check"] if phase == "plan" else []
        given = ["-i", "localhost,", "-e", f"function_archive={self.archive}", HERE / "ansible" / "deploy.yml"]
        outcome = run([self.ansible_playbook, *check, *given], self.environment, HERE)
        changed = re.findall(r"\bchanged=(\d+)", outcome.said)
        outcome.made = len(re.findall(r"^changed: ", outcome.said, re.M))
        if outcome.failure:
            outcome.failure = (re.search(r"\[ERROR\]: (.*)", outcome.said) or [0, outcome.failure])[1]
        elif phase != "create" and changed != ["0"]:
            tasks = re.findall(r"^TASK \[(.*?)\].*\n(?:(?!TASK).*\n)*?changed: ", outcome.said, re.M)
            outcome.failure = f"changed again: {', '.join(tasks)}"
        return outcome


PEERS = {peer.name: peer for peer in (Skylift, Terraform, AmazonAws)}


def _sdk() -> dict:
    from importlib.metadata import version

    return {name: version(name) for name in ("ansible-core", "botocore", "moto")}


def _last_line(text: str) -> str:
    lines = [line.strip(" │╵") for line in text.splitlines() if line.strip(" │╵")]
    return lines[-1] if lines else "no output"
