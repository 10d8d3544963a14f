# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The story of a resource type: read from its file, and walked through step by step."""
from __future__ import annotations

import time
from pathlib import Path

import yaml
from ansible_collections.skylift.aws.plugins.module_utils.aws.options import options_of
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import facts_of

from .account import Account, Result, declared

STORIES = Path(__file__).resolve().parents[2] / "stories"
FAST = 0.05
"""Seconds that everything which takes minutes on AWS takes in a story."""


class Story:
    """The steps every resource type must survive. Each step asserts what is true after it."""

    def __init__(self, type_name: str, sandbox):
        self.type = type_name
        self.facts = facts_of(type_name)
        story = STORIES / f"{type_name}.yml"
        assert story.exists(), f"{type_name} has no story: write {story}"
        self.told = yaml.safe_load(story.read_text())
        self.needs = [declared(kind, options) for need in self.told.get("needs", []) for kind, options in need.items()]
        self.options = self.told["declared"]
        self.sandbox = sandbox
        self.sandbox.settings(delay=FAST, **self.told.get("sandbox", {}))
        self.account = Account(sandbox)

    @property
    def address(self) -> str:
        """Address of the resource that the story is about."""
        return f"{self.type}.{self.options['name']}"

    def walk(self) -> None:
        """Go through the whole life of the resource."""
        self.bad_input_is_refused()
        self.planning_writes_nothing()
        self.converge("create" if self.facts.create else "update", "it is made")
        self.keeps("made a second time", self.options)
        self.keeps("declared by hardly more than its name", self.least())
        self.another_stack_leaves_it_alone()
        for edit in self.told.get("edits", []):
            self.edit(edit)
        for drift in self.told.get("drift", []):
            self.drift(drift)
        self.delete()

    def bad_input_is_refused(self) -> None:
        """Mistakes are told before anything is touched."""
        for refusal in self.told.get("refused", []):
            result = self.plan(self.changed(refusal["options"]))
            assert result.get("failed"), f"{refusal['options']} was not refused"
            assert refusal["said"] in result["msg"]
        assert self.sandbox.writes() == []

    def planning_writes_nothing(self) -> None:
        """A plan on an empty account shows all that would be made, and makes nothing."""
        result = self.plan(self.options)
        self.assert_well(result, "planning on an empty account")
        assert set(result.actions().values()) == {"create" if self.facts.create else "update"}
        assert self.sandbox.writes() == []

    def converge(self, action: str, what: str) -> None:
        """Do what was planned."""
        result = self.account.converge(*self.needs, declared(self.type, self.options), delete_data_of=[self.address])
        self.assert_well(result, what)
        assert result.change(self.address)["action"] == action, f"{what}: {result.change(self.address)}"

    def keeps(self, when: str, options: dict) -> None:
        """There is nothing to do, and nothing is done."""
        self.sandbox.clear_calls()
        result = self.account.converge(*self.needs, declared(self.type, options))
        self.assert_well(result, when)
        changed = {address: result.differences(address) for address, action in result.actions().items() if action != "keep"}
        assert changed == {}, f"{when}: a further converge would change {changed}"
        assert self.sandbox.writes() == [], f"{when}: a converge without changes wrote"

    def least(self) -> dict:
        """The options without which it cannot be declared or found."""
        wanted = {"name", "tags" if self.facts.tagging is None else "name", *self.facts.match, *self.facts.read.scope}
        bare = Declaration(self.type, self.options["name"], {})
        wanted |= {problem.option for problem in options_of(self.facts).problems(bare)}
        wanted |= set(self.told.get("least", []))
        wanted |= {other for option in wanted for other in self.facts.stands_in.get(option, ())}
        wanted |= {problem["option"] for problem in self.plan(self.only(wanted)).get("problems", [])}
        return self.only(wanted)

    def only(self, wanted: set[str]) -> dict:
        """These options of those that are declared."""
        return {option: value for option, value in self.options.items() if option in wanted}

    def another_stack_leaves_it_alone(self) -> None:
        """What carries the tags of one stack is not touched by another."""
        result = Account(self.sandbox, "another").plan(*self.needs, declared(self.type, self.options))
        said = [problem["said"] for problem in result.get("problems", []) if problem["address"] == self.address]
        told_apart = options_of(self.facts).taggable and not self.facts.found_by_tag
        named = self.told.get("told_apart", told_apart)
        assert ("exists already and does not belong to stack another" in said) == named

    def edit(self, edit: dict) -> None:
        """An edit is planned exactly, made, and then kept."""
        attributes = self.attributes()
        self.options = self.changed(edit["options"])
        self.assert_plan(self.plan(self.options), edit, attributes)
        action = edit.get("action", "update")
        if action == "replace" and self.facts.holds_data:
            refused = self.account.plan(*self.needs, declared(self.type, self.options))
            assert f"consent with delete_data_of: [{self.address}]" in refused["msg"]
        self.converge(action, edit["story"])
        self.keeps(f"after: {edit['story']}", self.options)

    def drift(self, drift: dict) -> None:
        """What somebody changed behind our back is seen, and put back."""
        attributes = self.attributes()
        for operation, params in drift["call"].items():
            service, _dot, method = operation.rpartition(".")
            client = self.sandbox.client(service or self.facts.service)
            getattr(client, method)(**filled(params, attributes))
        time.sleep(2 * FAST)
        self.assert_plan(self.plan(self.options), drift, attributes)
        self.converge(drift.get("action", "update"), drift["story"])
        self.keeps(f"after: {drift['story']}", self.options)

    def delete(self) -> None:
        """It goes when it is declared absent, not without consent if it holds data, and a second time is no mistake."""
        absent = declared(self.type, {**self.options, "state": "absent"})
        if self.facts.permanent:
            self.stays(absent)
            return
        if self.facts.holds_data:
            refused = self.account.plan(*self.needs, absent)
            assert f"consent with delete_data_of: [{self.address}]" in refused["msg"]
        result = self.account.converge(*self.needs, absent, delete_data_of=[self.address])
        self.assert_well(result, "deleting it")
        assert result.change(self.address)["action"] == "delete"
        result = self.account.converge(*self.needs, absent)
        self.assert_well(result, "deleting it again")
        assert result.change(self.address)["reason"] == "already absent"

    def stays(self, absent: dict) -> None:
        """What nobody can delete is left as it is."""
        self.sandbox.clear_calls()
        result = self.account.converge(*self.needs, absent)
        self.assert_well(result, "declaring it absent")
        assert result.change(self.address)["reason"] == "nobody can delete it; it stays as it is"
        assert self.sandbox.writes() == []

    def changed(self, options: dict) -> dict:
        """The declared options with others laid over them; null takes one out."""
        return {option: value for option, value in {**self.options, **options}.items() if value is not None}

    def attributes(self) -> dict[str, str]:
        """What a story may name in braces: attributes of the resource, and of what it needs with their address before."""
        named = {f"{need['type']}.{need['name']}.": need for need in self.needs} | {"": declared(self.type, self.options)}
        wanted = {f"{before}{name}": f"${{{each['type']}.{each['name']}.{name}}}" for before, each in named.items()
                  for name in facts_of(each["type"]).attributes}
        told = self.account.plan(*self.needs, declared(self.type, self.options), outputs=wanted)
        return {"name": self.options["name"], **told["outputs"]}

    def plan(self, options: dict) -> Result:
        """Plan the needs and the resource with these options."""
        return self.account.plan(*self.needs, declared(self.type, options), delete_data_of=[self.address])

    def assert_plan(self, result: Result, told: dict, attributes: dict) -> None:
        """The plan for the resource is exactly the told one, and nothing else is touched; "..." ends a line early."""
        self.assert_well(result, told["story"])
        wanted = sorted(filled(told["plan"], attributes))
        lines = sorted(result.differences(self.address))
        told_of = [want if want.endswith("...") and line.startswith(want[:-3]) else line
                   for line, want in zip(lines, wanted, strict=False)]
        assert told_of + lines[len(wanted):] == wanted, told["story"]
        action = told.get("action", "update")
        assert result.change(self.address)["action"] == action, told["story"]
        others = {address: change for address, change in result.actions().items() if address != self.address}
        assert set(others.values()) <= {"keep"}, f"{told['story']}: {others}"

    def assert_well(self, result: Result, what: str) -> None:
        """Nothing failed."""
        told = [result.get("msg", ""), *self.account.lines]
        assert not result.get("failed"), "\n".join([f"{what}:", *told])


def filled(value: object, attributes: dict) -> object:
    """Return the parameters of a raw call with {attribute} filled in."""
    if isinstance(value, dict):
        return {key: filled(part, attributes) for key, part in value.items()}
    if isinstance(value, list):
        return [filled(part, attributes) for part in value]
    if isinstance(value, str):
        for name, text in attributes.items():
            value = value.replace(f"{{{name}}}", str(text))
    return value
