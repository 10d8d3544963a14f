# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One environment of a system, taken step by step from an empty account through its first year."""

from __future__ import annotations

import functools
import re
import shutil
import time
from pathlib import Path

import jmespath
from checklist import checklist_of, filled
from deployment import INVENTORIES, Deployment, Done

ACTIONS = {"+": "create", "~": "update", "±": "replace", "-": "delete"}
FAST = 0.05
"""Seconds that everything takes which takes minutes on AWS."""
# AWS tells of some things, and their tags, for a while after they are gone.
REMEMBERED = {
    "ec2:natgateway": ("ec2.describe_nat_gateways", "NatGatewayIds", "NatGateways[?State!='deleted']"),
    "ecs:cluster": ("ecs.describe_clusters", "clusters", "clusters[?status!='INACTIVE']"),
    "ecs:service": ("ecs.describe_services", "services", "services[?status!='INACTIVE']"),
}


class Environment:
    """A copy of the system's inventory, which is edited as people do, and an account that it is deployed to."""

    def __init__(self, system: str, name: str, sandbox, folder: Path):
        self.system = system
        self.name = name
        self.checklist = checklist_of(system)
        self.sandbox = sandbox
        sandbox.reset()
        sandbox.settings(delay=FAST)
        self.inventory = folder / system
        shutil.copytree(INVENTORIES / system, self.inventory)
        self.deployment = Deployment(folder, sandbox, self.inventory, name)
        self.facts = {
            "environment": name,
            "host": self.deployment.host,
            "stack": self.deployment.host.replace("_", "-"),
            "account": "123456789012",
            "region": "us-east-1",
            "partition": "aws",
        }
        self.printed = ""
        # Hundreds of questions are asked, and to make a client takes longer than an answer.
        self._client = functools.cache(sandbox.client)
        self._asked: dict[str, object] = {}
        self._edited = 0

    def deploy(self, *arguments: str) -> dict[str, list[str]]:
        """Deploy, and return the addresses of what was planned by what was to happen to them."""
        done = self.deployment.run(*arguments)
        assert done.code == 0, done.ending
        self.printed = done.printed
        self._asked = {}
        return planned(done.printed)

    def deploy_first(self) -> None:
        """Deploy what the inventory says at first, unless something was deployed."""
        if not self.printed:
            self.deploy()

    def go_live(self) -> dict[str, list[str]]:
        """Make it, once, the environment that people use; return what that changed."""
        if "live" not in vars(self):
            self.deploy_first()
            self.change(self.checklist.edits["live"])
            self.live = self.deploy()
        return self.live

    def edit(self, number: int) -> dict[str, list[str]]:
        """Make this edit, and those before it that were not made yet."""
        self.go_live()
        for edit in self.checklist.edits_of(self.name)[self._edited : number + 1]:
            self.change(edit["change"])
            changes = self.deploy(*(["-e", "prune=true"] if edit.get("prune") else []))
            self._edited += 1
        return changes

    def change(self, changes: list[dict]) -> None:
        """Edit files of the inventory; what is looked for stands there exactly once."""
        for change in changes:
            file = self.inventory / filled(change["in"], self.facts)
            text, old, new = file.read_text(), *(filled(change[key], self.facts) for key in ("from", "to"))
            assert text.count(old) == 1, f"{file.name} has {old!r} {text.count(old)} times"
            file.write_text(text.replace(old, new))

    def plan(self) -> Done:
        """Plan, and return how that ended."""
        return self.deployment.run("--check", "--diff")

    def destroy(self) -> Done:
        """Destroy what may be destroyed."""
        return self.deployment.start_playbook("destroy", "-e", f"confirm_destroy={self.facts['stack']}").wait()

    def names(self) -> dict:
        """Return what braces stand for: facts of the environment, and what the checklist looks up by name."""
        for name, question in self.checklist.names.items():
            if name not in self._asked and self.name in question.get("in", [self.name]):
                answer = self.ask(question, {**self.facts, **self._asked})
                self._asked[name] = jmespath.search(filled(question["take"], {**self.facts, **self._asked}), answer)
        return {**self.facts, **self._asked}

    def ask(self, question: dict, names: dict | None = None) -> dict:
        """Return AWS's whole answer to a question; an error's answer has Error.Code."""
        names = self.names() if names is None else names
        service, method = question["ask"].split(".")
        client = self._client(service, filled(question.get("region", "{region}"), names))
        arguments = filled(question.get("with", {}), names)
        try:
            if client.can_paginate(method):
                return client.get_paginator(method).paginate(**arguments).build_full_result()
            return getattr(client, method)(**arguments)
        except client.exceptions.ClientError as error:
            return error.response

    def sees(self, question: dict) -> None:
        """AWS answers as expected."""
        names = self.names()
        answer = self.ask(question, names)
        told = {path: _sorted(jmespath.search(path, answer)) for path in filled(question["see"], names)}
        assert told == {path: _sorted(want) for path, want in filled(question["see"], names).items()}, answer

    def left(self) -> set[str]:
        """Return the addresses of what the account has of this stack; what is on its way out may take a moment."""
        time.sleep(4 * FAST)
        answer = self.ask(
            {"ask": "resourcegroupstaggingapi.get_resources",
             "with": {"TagFilters": [{"Key": "skylift:stack", "Values": ["{stack}"]}]}}, self.facts,
        )  # fmt: skip
        found = {each["ResourceARN"]: each["Tags"] for each in answer["ResourceTagMappingList"]}
        tags = [tag for arn, tags in found.items() if not self._is_gone(arn) for tag in tags]
        return {tag["Value"] for tag in tags if tag["Key"] == "skylift:resource"}

    def _is_gone(self, arn: str) -> bool:
        _arn, _partition, service, _region, _account, thing = arn.split(":", 5)
        kind, *parents = thing.split("/")[:-1] or [""]
        method, asked, alive = REMEMBERED.get(f"{service}:{kind}", ("", "", ""))
        arguments = {asked: [thing.split("/")[-1]], **({"cluster": parents[0]} if parents else {})}
        return bool(method) and not jmespath.search(alive, self.ask({"ask": method, "with": arguments}, self.facts))


def planned(printed: str) -> dict[str, list[str]]:
    """Return the addresses of a printed plan by action; what is kept is left out."""
    changes: dict[str, list[str]] = {}
    plan = printed.partition("\nPlan: ")[0]
    for sign, address in re.findall(r"^  ([+~±-]) ([a-z0-9_]+\..+?)(?:  .*)?$", plan, re.MULTILINE):
        changes.setdefault(ACTIONS[sign], []).append(address)
    return {action: sorted(addresses) for action, addresses in changes.items()}


def _sorted(value):
    """Return a value with its lists in an order of their own: most of AWS's have none."""
    return sorted((_sorted(item) for item in value), key=repr) if isinstance(value, list) else value
