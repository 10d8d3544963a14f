# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account in the sandbox, and stacks that are planned and converged in it by the real engine, in this process."""
from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.engine.events import Events
from ansible_collections.skylift.aws.plugins.module_utils.engine.intake import Intake
from ansible_collections.skylift.aws.plugins.module_utils.engine.lines import value_text
from ansible_collections.skylift.aws.plugins.module_utils.engine.run import Request, Run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import provider

REGION = "us-east-1"


def declared(type_name: str, options: dict) -> dict:
    """Return a declaration as a task sends it, from its options with `name`, `state` and perhaps `region` among them."""
    options = dict(options)
    region = {"connection": {"region": options.pop("region")}} if "region" in options else {}
    return {"type": type_name, "name": options.pop("name"), "state": options.pop("state", "present"), "options": options,
            **region}


class Result(dict):
    """The result of a `stack` task."""

    def change(self, address: str) -> dict:
        """The change planned for an address."""
        return next(change for change in self["plan"] if change["address"] == address)

    def differences(self, address: str) -> list[str]:
        """The differences of an address as lines: "cidr_block: 10.0.0.0/16 -> 10.1.0.0/16"."""
        return [f"{each['option']}: {value_text(each['before'])} -> {value_text(each['after'])}"
                for each in self.change(address)["differences"]]

    def actions(self) -> dict[str, str]:
        """The planned action of each address."""
        return {change["address"]: change["action"] for change in self["plan"]}


class Account:
    """What ansible-playbook does with a stack, without Ansible."""

    def __init__(self, sandbox, stack: str = "story"):
        self.sandbox = sandbox
        self.stack = stack
        self.lines: list[str] = []
        self.connection = {"region": REGION, "endpoint_url": sandbox.url, "access_key": "sandbox", "secret_key": "sandbox"}

    def plan(self, *declarations: dict, **request) -> Result:
        """Plan the declarations, as `--check` does."""
        return self._run(declarations, check=True, **request)

    def converge(self, *declarations: dict, **request) -> Result:
        """Plan and converge the declarations."""
        return self._run(declarations, **request)

    def _run(self, declarations: tuple[dict, ...], **request) -> Result:
        self.lines = []
        events = Events(lambda event: self.lines.append(event.get("line") or event.get("trace", "")))
        intake = Intake(lambda: provider({"stack": self.stack}), self.stack, events)
        for number, declaration in enumerate(declarations, 1):
            connection = {**self.connection, **declaration.get("connection", {})}
            intake.take({"where": f"story.yml:{number}", **declaration, "connection": connection})
        asked = Request(self.stack, connection=self.connection, holder="a test", verbosity=3, **request)
        return Result(Run(intake, asked, events).result())
