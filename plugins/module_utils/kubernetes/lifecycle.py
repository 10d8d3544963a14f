# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The verbs of what a cluster is to hold: a set of manifests, applied, waited for, pruned and deleted as one."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
from collections.abc import Callable, Mapping

from ansible_collections.skylift.aws.plugins.module_utils.aws import artifacts
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import (
    Declaration,
    Desired,
    Difference,
    Found,
)
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Failed, Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import holds_unknown
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes import (
    comparing,
    inventory,
    kubectl,
    manifests,
    rollout,
)
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes.kubectl import Kubectl, KubectlFailed
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes.work import Work

CLUSTER = ("cluster_name", "endpoint", "certificate_authority_data")
SETTINGS = (*CLUSTER, "namespace", "with_data", "starts_after")
LABEL = re.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?")
NAMES = "use at most 63 letters, digits, dots, hyphens and underscores, the first and the last a letter or a digit"


class Lifecycle(artifacts.Lifecycle):
    """A set of manifests as the engine sees it.

    Each object is an option of its own, named after its file, its kind and its name: so that references in it count, and
    every mistake, difference and failure says where it is.
    """

    kept_in = CLUSTER

    def taken(self, declaration: Declaration) -> Declaration:
        """Return the declaration with the manifests read in; as it is if there is something wrong with them."""
        if self.options.problems(declaration):
            return declaration
        objects, mistakes = manifests.read(declaration.options)
        options = {**_settings(declaration.options), **objects}
        return declaration if mistakes else dataclasses.replace(declaration, options=options)

    def problems(self, declaration: Declaration) -> list[Problem]:
        """Return what can be said against a declaration, and against the machine that is to apply it, offline."""
        given = {option: value for option, value in declaration.options.items() if option in self.facts.extras}
        unread = given.keys() - SETTINGS
        told = self.options.problems(dataclasses.replace(declaration, options=given if unread else _settings(given)))
        if unread and not told:
            told = [Problem(each.said, each.remedy, option=each.place) for each in manifests.read(given)[1]]
        told += [Problem("is required", "set it", option=option) for option in CLUSTER if given.get(option) is None]
        if not LABEL.fullmatch(declaration.name):
            told.append(Problem(f'"{declaration.name}" cannot be the value of a label', NAMES, option="name"))
        placed = [dataclasses.replace(each, address=declaration.address, where=declaration.where) for each in told]
        return placed + kubectl.missing()

    def read_one(self, desired: Desired) -> Found | None:
        """Return what the cluster has of it."""
        objects, cluster = declared(desired), self._cluster(desired)
        state = inventory.read(cluster, desired, objects)
        if state.parent is None and (desired.declaration.state == "absent" or not state.strangers):
            return None
        # A refusal is told when it is planned, where it keeps nobody from destroying the stack.
        with contextlib.suppress(KubectlFailed):
            self._dry_run(cluster, desired, state)
        return found_of(desired, state, cluster)

    def _dry_run(self, cluster: Kubectl, desired: Desired, state: inventory.State) -> None:
        """Ask the server what it would make of each object whose values are known."""
        objects = declared(desired)
        asked = [title for title, thing in objects.items() if not holds_unknown(thing)]
        answers = self._work(cluster, desired).apply(asked, dry_run=True)
        state.applied = {title: (_text(objects[title]), answer) for title, answer in answers.items()}

    def _work(self, cluster: Kubectl, desired: Desired) -> Work:
        return Work(cluster, desired, declared(desired), self.place_of(desired.declaration).together)

    def differences(self, desired: Desired, found: Found) -> list[Difference]:
        """Return what applying the manifests would change, as the server itself tells, and what would go. Raises Failed."""
        objects, state = declared(desired), found.item["state"]
        known = [title for title, thing in objects.items() if not holds_unknown(thing)]
        if not all(self._is_answered(objects[title], state.applied.get(title)) for title in known):
            with self._told(desired):
                self._dry_run(self._cluster(desired), desired, state)
        told = [each for title, thing in objects.items() for each in self._of_object(title, thing, state)]
        return told + [Difference(f"{each['kind']}/{each['metadata']['name']}", "exists", None) for each in state.left]

    @staticmethod
    def _is_answered(thing: dict, answer: tuple | None) -> bool:
        return answer is not None and answer[0] == _text(thing)

    @staticmethod
    def _of_object(title: str, thing: dict, state: inventory.State) -> list[Difference]:
        live = state.live.get(title)
        if live is None:
            return [Difference(title, None, thing)]
        if holds_unknown(thing):
            return comparing.unknown_fields(title, live, thing)
        applied = state.applied[title][1]
        if applied is None:
            anew = [Difference(title, "has run", "runs anew")] if thing["kind"] == "Job" else []
            return comparing.declared_changes(title, live, thing) + anew
        told = comparing.changes(title, live, applied)
        left = rollout.failed(live) if thing["kind"] == "Job" else ""
        left = left or rollout.unfinished(live)
        return told if told or not left else [Difference(f"{title}.status", left, "ready")]

    def ownership(self, desired: Desired, found: Found) -> str:
        """Return "ours" if the stack has applied it, "foreign" if objects of these names are there that it has not."""
        return "ours" if found.item["state"].parent else "foreign"

    def create(self, desired: Desired, report: Callable[[str], None]) -> Found:
        """Apply everything, wait until all of it is ready, and take away what is declared no more. Raises Failed."""
        with self._told(desired):
            cluster, objects = self._cluster(desired), declared(desired)
            state = inventory.read(cluster, desired, objects)
            if state.strangers and not desired.declaration.adopt:
                raise Failed(Problem(f"{', '.join(state.strangers)} exists already and does not belong to stack {desired.stack}",
                                     "take it over with adopt: true, or give it another name"))  # fmt: skip
            self._dry_run(cluster, desired, state)
            self._work(cluster, desired).bring_about(state, report)
            return found_of(desired, inventory.read(cluster, desired, objects), cluster)

    def delete(self, found: Found, desired: Desired, report: Callable[[str], None]) -> None:
        """Delete all that was applied, and return when it is gone. Raises Failed."""
        with self._told(desired):
            self._work(self._cluster(desired), desired).delete(report)

    def _cluster(self, desired: Desired) -> Kubectl:
        options = [str(desired.options[option]) for option in CLUSTER]
        return kubectl.cluster_of(self.place_of(desired.declaration).session, *options, inventory.namespace_of(desired))


def declared(desired: Desired) -> dict[str, dict]:
    """Return the declared objects by their titles, with the labels that tell whose they are."""
    return {
        title: manifests.labelled(value, desired.stack, desired.name)
        for title, value in desired.options.items()
        if title not in SETTINGS
    }


def found_of(desired: Desired, state: inventory.State, cluster: Kubectl) -> Found:
    """Return what was found, with what others may refer to."""
    hosts = [rollout.host_of(each) for each in state.live.values()]
    attributes = {
        "id": desired.name,
        "namespace": inventory.namespace_of(desired),
        "dns_name": next(filter(None, hosts), None),
    }
    item = {"state": state, "strangers": state.strangers, "versions": list(cluster.versions)}
    return Found(desired.address, item, None, attributes)


def _settings(options: Mapping[str, object]) -> dict[str, object]:
    return {option: value for option, value in options.items() if option in SETTINGS}


def _text(thing: Mapping) -> str:
    return json.dumps(thing, sort_keys=True, default=str)
