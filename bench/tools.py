# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tools that are measured: how each of them creates, plans and converges the production of a system."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
TIMEOUT_SECONDS = 3600
PHASES = ("create", "plan", "converge")
UNMEASURED = re.compile(r"(AWS|ANSIBLE|TF|BOTO|SKYLIFT)_|PYTHONDONTWRITEBYTECODE")


class NotInstalled(Exception):
    """A peer is not there; the message says what to do about it."""


@dataclass
class Outcome:
    """One process: its wall clock, what it made in its own count, and what went wrong or differs (empty if nothing)."""

    seconds: float
    cpu_seconds: float
    said: str
    failure: str = ""
    made: int = 0


def run(command: list, environment: dict, folder: Path) -> Outcome:
    """Time one whole process, from its start to its end."""
    began, worked = time.monotonic(), _cpu_seconds()
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
    worked = round(_cpu_seconds() - worked, 3)
    return Outcome(seconds, worked, done.stdout, f"exit code {done.returncode}" if done.returncode else "")


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
    leaves_out: dict[str, tuple[str, ...]] = {}
    takes_minutes = False
    phases = PHASES

    def __init__(self, options, url: str, copies: int = 1):
        self.environment = environment(url)
        self.ansible_playbook = Path(sys.executable).with_name("ansible-playbook")
        playbook = ["playbooks/deploy.yml"]
        if copies > 1:
            playbook = ["-e", f"copies={copies}", f"bench/skylift/{options.system}/copies.yml"]
        self.command = ["-i", f"inventories/{options.system}", "--limit", f"{options.system}_prod", *playbook]

    def versions(self) -> dict:
        """What is measured: names and versions."""
        return {"skylift.aws": re.search(r"^version: (\S+)", (ROOT / "galaxy.yml").read_text(), re.M)[1], **_sdk()}

    def forget(self) -> None:
        """There is no state to forget."""

    def run(self, phase: str) -> Outcome:
        """One phase: create, plan or converge."""
        check = ["--check"] if phase == "plan" else []
        outcome = run([self.ansible_playbook, *check, *self.command], self.environment, ROOT)
        plans = re.findall(r"^Plan: (\d+) to create, (\d+) to update, (\d+) to replace, .*", outcome.said, re.M)
        # Each plan is told twice when something was done: when it is made, and at the end.
        outcome.made = sum(int(create) for create, _, _ in plans) // (1 if phase == "plan" else 2)
        if phase != "create" and any(int(number) for plan in plans for number in plan):
            outcome.failure = outcome.failure or "changed again"
        return outcome


class Many(Skylift):
    """A stack of many small things, for Skylift alone."""

    def __init__(self, options, url: str, resources: int):
        super().__init__(options, url)
        self.command = ["-i", "localhost,", "-e", f"resources={resources}", "bench/many/deploy.yml"]


class Environments(Skylift):
    """Production of a system, and four more environments like it, at once."""

    phases = ("create", "converge")

    def __init__(self, options, url: str):
        super().__init__(options, url)
        more = f"bench/skylift/{options.system}/environments.yml"
        limit = f"{options.system}_prod:{options.system}_more"
        inventories = ["-i", f"inventories/{options.system}", "-i", more]
        self.command = [*inventories, "--limit", limit, "--forks", "5", "playbooks/deploy.yml"]


class Terraform:
    """The HashiCorp tool with its AWS provider, state on the local disk."""

    name = "terraform"
    title = "Terraform"
    leaves_out = {"learning_platform": ("ecs_express_gateway_service",)}
    takes_minutes = False
    phases = PHASES

    def __init__(self, options, url: str, copies: int = 1):
        self.binary = shutil.which(options.terraform)
        if self.binary is None:
            raise NotInstalled("install Terraform, or tell where it is by --terraform or BENCH_TERRAFORM")
        self.folder = options.work / f"terraform-{options.system}-{copies}"
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(HERE / "terraform" / options.system, self.folder)
        self.environment = environment(
            url,
            TF_IN_AUTOMATION="1",
            CHECKPOINT_DISABLE="1",
            TF_VAR_function_archive=str(options.archive),
            TF_VAR_copies=str(copies),
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
    leaves_out = {
        "learning_platform": (
            "ec2_flow_log",
            "acm_certificate",
            "route53_record_set",
            "ecs_express_gateway_service",
            "lambda_event_invoke_config",
            "scheduler_schedule",
            "cloudwatch_dashboard",
            "budgets_budget",
        ),
        "fckdoomscroll": (
            "ec2_flow_log",
            "acm_certificate",
            *("route53_record_set",) * 3,
            "sesv2_account",
            "sesv2_configuration_set",
            *("sesv2_configuration_set_event_destination",) * 2,
            *("sesv2_email_template",) * 3,
            "cognito_user_pool",
            "cognito_user_pool_client",
            "cognito_user_pool_domain",
            "cloudfront_cache_policy",
            "cloudwatch_dashboard",
            *("logs_query_definition",) * 3,
            "budgets_budget",
            "rds_db_instance_automated_backups_replication",
            "iam_oidc_provider",
        ),
    }
    takes_minutes = True
    phases = PHASES

    def __init__(self, options, url: str, copies: int = 1):
        self.ansible_playbook = Path(options.ansible_playbook)
        if not self.ansible_playbook.exists():
            raise NotInstalled(f"{self.ansible_playbook} is not there; see README.md")
        given = ["-e", f"function_archive={options.archive}", "-e", f"copies={copies}"]
        self.command = ["-i", "localhost,", *given, HERE / "ansible" / options.system / "deploy.yml"]
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
        outcome = run([self.ansible_playbook, *check, *self.command], self.environment, HERE)
        changed = re.findall(r"\bchanged=(\d+)", outcome.said)
        outcome.made = len(re.findall(r"^changed: ", outcome.said, re.M))
        if outcome.failure:
            outcome.failure = (re.search(r"\[ERROR\]: (.*)", outcome.said) or [0, outcome.failure])[1]
        elif phase != "create" and changed != ["0"]:
            tasks = re.findall(r"^TASK \[(.*?)\].*\n(?:(?!TASK).*\n)*?changed: ", outcome.said, re.M)
            outcome.failure = f"changed again: {', '.join(tasks)}"
        return outcome


PEERS = {peer.name: peer for peer in (Skylift, Terraform, AmazonAws)}


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _sdk() -> dict:
    from importlib.metadata import version

    return {name: version(name) for name in ("ansible-core", "botocore", "moto")}


def _last_line(text: str) -> str:
    lines = [line.strip(" │╵") for line in text.splitlines() if line.strip(" │╵")]
    return lines[-1] if lines else "no output"
