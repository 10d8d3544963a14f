# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Applying a set of manifests, and taking it away: what comes first, what is waited for, and whose mistake it was."""

from __future__ import annotations

import functools
import re
import time
from collections.abc import Callable, Iterable, Mapping

from ansible_collections.skylift.aws.plugins.module_utils.aws import calls
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Desired
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes import inventory, rollout
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes.inventory import State
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes.kubectl import Kubectl, KubectlFailed
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes.manifests import key_of

FIRST = ("Namespace", "CustomResourceDefinition")
"""Kinds without which others cannot be applied."""

NOT_TOLD = re.compile('namespaces "[^"]+" not found|no matches for kind|does not support dry run')
"""What a dry run cannot tell about: what other manifests of the stack bring first, and webhooks that do without dry runs."""

LONGEST_PAUSE = 5
READY_SECONDS = 30 * 60
GONE_SECONDS = 15 * 60
Report = Callable[[str], None]


class Work:
    """The objects of one declaration, and the cluster that they go to. Everything raises KubectlFailed and AwsError."""

    def __init__(self, cluster: Kubectl, desired: Desired, objects: Mapping[str, dict], together: Callable[[Iterable], list]):
        self.cluster = cluster
        self.desired = desired
        self.objects = objects
        self._together = together

    def apply(self, titles: Iterable[str], dry_run: bool = False) -> dict[str, dict | None]:
        """Apply some of the objects and return what came of them; None for what a dry run cannot tell, and a Job to run anew.

        kubectl does not always say which object it means: after a failure each is applied by itself, and all failures are told.
        """
        titles = list(titles)
        try:
            answers = self.cluster.apply([self.objects[title] for title in titles], dry_run)
            return dict(zip(titles, answers, strict=True))
        except KubectlFailed:
            answers = self._together(functools.partial(self._apply_one, title, dry_run) for title in titles)
        failures = [answer for answer in answers if isinstance(answer, KubectlFailed)]
        if failures:
            raise KubectlFailed("\n".join(map(str, failures)))
        return dict(zip(titles, answers, strict=True))

    def _apply_one(self, title: str, dry_run: bool) -> dict | KubectlFailed | None:
        thing = self.objects[title]
        try:
            return self.cluster.apply([thing], dry_run)[0]
        except KubectlFailed as failure:
            runs_anew = thing["kind"] == "Job" and "field is immutable" in str(failure)
            if runs_anew or (dry_run and NOT_TOLD.search(str(failure))):
                return None
            return KubectlFailed(f"{title}: {failure}")

    def bring_about(self, state: State, report: Report) -> None:
        """Apply everything and return when it is ready and what is declared no more is gone."""
        first = [title for title, each in self.objects.items() if each["kind"] in FIRST]
        rest = [title for title in self.objects if title not in first]
        if first:
            report(f"applying {', '.join(first)}")
            self.apply(first)
            self._await_ready(first, report)
        # Told before anything is applied: whoever goes on after a killed run finds by it what that has left.
        known = state.parent["data"]["kinds"].split() if state.parent else []
        kinds = inventory.kinds_of(self.objects.values())
        self.cluster.apply([inventory.parent_of(self.desired, kinds | {*known})])
        self._remove([state.live[title] for title in rest if self._runs_anew(title, state)], report)
        report(f"applying {len(rest)} objects")
        self.apply(rest)
        self._await_ready(rest, report)
        self._remove(state.left, report)
        self.cluster.apply([inventory.parent_of(self.desired, kinds | inventory.kinds_of(state.kept))])

    def _runs_anew(self, title: str, state: State) -> bool:
        """A Job runs once: one that failed, or is declared otherwise, has to make room for the next."""
        live, answer = state.live.get(title), state.applied.get(title)
        return live is not None and live["kind"] == "Job" and ((answer and answer[1] is None) or bool(rollout.failed(live)))

    def delete(self, report: Report) -> None:
        """Delete everything that was applied: what controllers have to clean up after goes before the controllers may."""
        parent = inventory.read(self.cluster, self.desired, {}).parent
        if parent is None:
            return
        for wave in _waves(inventory.applied(self.cluster, self.desired, parent)):
            self._remove(wave, report)
        self._remove([parent], report)

    def _remove(self, objects: list[dict], report: Report) -> None:
        """Delete objects and return when they are gone."""
        self.cluster.delete(objects)

        def left() -> str:
            have = self.cluster.get(objects) if objects else []
            return f"waiting for {_titles(have)} to be gone" if have else ""

        self._wait(left, GONE_SECONDS, report)

    def _await_ready(self, titles: list[str], report: Report) -> None:
        """Return when objects are ready for use."""
        pending = {key_of(self.objects[title], inventory.namespace_of(self.desired)): title for title in titles}

        def left() -> str:
            awaited = []
            for thing in self.cluster.get(self.objects[title] for title in pending.values()):
                key = key_of(thing) if key_of(thing) in pending else key_of(thing, inventory.namespace_of(self.desired))
                why = rollout.failed(thing)
                if why:
                    raise KubectlFailed(f"{pending[key]}: {why}{self._troubles(thing)}")
                told = rollout.awaited(thing)
                if told:
                    awaited.append(f"{pending[key]}: {told}{self._troubles(thing)}")
                else:
                    del pending[key]
            return "; ".join(awaited)

        self._wait(left, READY_SECONDS, report)

    def _wait(self, left: Callable[[], str], seconds: int, report: Report) -> None:
        began, pause = time.monotonic(), 0.2
        while told := left():
            report(told)
            if time.monotonic() - began > seconds:
                raise KubectlFailed(f"not done after {seconds // 60} minutes: {told}")
            calls.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 1.5)

    def _troubles(self, thing: Mapping) -> str:
        """What keeps the pods of a workload from running."""
        labels = ((thing.get("spec") or {}).get("selector") or {}).get("matchLabels") if thing["kind"] in rollout.JUDGES else None
        if not labels:
            return ""
        selector = ",".join(f"{name}={value}" for name, value in labels.items())
        where = ("--namespace", thing["metadata"]["namespace"], "--selector", selector)
        told = rollout.troubles(self.cluster.objects("get", "pods", *where))
        return f" ({'; '.join(told)})" if told else ""


def _waves(objects: list[dict]) -> list[list[dict]]:
    """What outside of the cluster hangs on, then all else, then what other things live in."""
    waves: tuple[list[dict], ...] = ([], [], [])
    for each in objects:
        own = each["kind"] in ("Ingress", "Service") or not _is_built_in(each)
        waves[2 if each["kind"] in FIRST else 0 if own else 1].append(each)
    return [wave for wave in waves if wave]


def _is_built_in(thing: Mapping) -> bool:
    """The kinds of others have a full domain in the name of their group, those of Kubernetes its own or a plain word."""
    group = key_of(thing).group
    return "." not in group or group.endswith(".k8s.io")


def _titles(objects: list[dict]) -> str:
    return ", ".join(f"{each['kind']}/{each['metadata']['name']}" for each in objects)
