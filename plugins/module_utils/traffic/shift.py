# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""A shift of traffic in stages, each of which has to prove itself before the next; back by itself when one does not."""

from __future__ import annotations

import time
from collections.abc import Callable

from ansible_collections.skylift.aws.plugins.module_utils.traffic.gate import Breached, Gate
from ansible_collections.skylift.aws.plugins.module_utils.traffic.record_sets import Traffic, TrafficError
from ansible_collections.skylift.aws.plugins.module_utils.traffic.zone import Zone
from ansible_collections.skylift.aws.plugins.module_utils.transfer.journal import now
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch


class Shift:
    """One run over the records of a name. `refusals()` tells what stands against sending anybody to AWS."""

    def __init__(self, zone: Zone, target: dict, gate: Gate, watch: Watch, refusals: Callable[[], list[str]]):
        self._zone = zone
        self._target = target
        self._gate = gate
        self._watch = watch
        self._refusals = refusals
        self.steps: list[str] = []
        self.shares: list[dict] = []

    def plan(self, traffic: Traffic, options: dict) -> list[str]:
        """Return what a run would do, as people read it. Raises TrafficError for what it would refuse."""
        if options["state"] != "shifted":
            after = traffic.restored() if options["state"] == "restored" else traffic.completed()
            return [] if after == traffic else [f"simple records of {self._zone.name}, {options['state']}, in one batch"]
        weight, stages = traffic.weight, options["stages"]
        self._refuse(stages)
        if not traffic.old:
            return []
        if stages[-1]["weight"] < weight:
            return [f"{weight} % -> {stages[-1]['weight']} %, at once"]
        steps = []
        if not traffic.new:
            split = traffic.split(self._target, options["ttl"], int(time.time()))
            lowered = " and ".join(
                f"{before['Type']}, TTL {before.get('TTL', 'of the alias')} -> {after.get('TTL', 'of the alias')}"
                for before, after in zip(traffic.old, split.old, strict=True)
            )
            steps.append(f"weighted records of {self._zone.name} in one batch ({lowered}), then wait out the old TTL")
        return steps + [f"{each['weight']} %, watched for {each['seconds']:g} s" for each in stages if each["weight"] >= weight]

    def end(self, traffic: Traffic, state: str) -> Traffic:
        """Leave simple records behind: those of before, or those of AWS."""
        after = traffic.restored() if state == "restored" else traffic.completed()
        return self._change(traffic, after, f"{self._zone.name}: {state}")

    def run(self, traffic: Traffic, stages: list[dict], ttl: int) -> Traffic:
        """Walk the stages from where the records are, and return how they end. Raises TrafficError."""
        self._refuse(stages)
        if not traffic.old:
            return traffic
        if stages[-1]["weight"] < traffic.weight:
            return self._weigh(traffic, stages[-1]["weight"])
        if traffic.weight == 0:
            traffic = self._begin(traffic, ttl)
        for number, stage in enumerate(stages):
            if stage["weight"] >= traffic.weight:
                good = max((each["weight"] for each in stages[:number] if each["weight"] < stage["weight"]), default=0)
                traffic = self._stage(traffic, stage, good)
        return traffic

    def _refuse(self, stages: list[dict]) -> None:
        weights = [each["weight"] for each in stages]
        if not weights or weights != sorted(set(weights)) or not 0 <= weights[0] <= weights[-1] <= 100:
            raise TrafficError("stages: are weights from 0 to 100, each greater than the one before")
        faults = self._refusals() if weights[-1] > 0 else []
        if faults:
            raise TrafficError("\n".join([f"{self._zone.name}: nobody may be sent to AWS yet", *faults]))

    def _begin(self, traffic: Traffic, ttl: int) -> Traffic:
        """Make the records weighted, wait out the old TTL, and see that both sides are well."""
        self._gate.hold(0, 0)
        if not traffic.new:
            begun = time.time()
            split = traffic.split(self._target, ttl, int(begun))
            traffic = self._change(traffic, split, f"{self._zone.name}: weighted, and the TTL lowered")
            # Until all name servers had the change, some gave the record away with its old TTL.
            until = traffic.lowered_until + time.time() - begun
        else:
            until = traffic.lowered_until
        self._watch.until(lambda: self._remembered(until), seconds=max(1.0, until - time.time() + 60))
        return traffic

    def _remembered(self, until: int) -> str | None:
        left = until - time.time()
        return f"{self._zone.name}: resolvers remember the old TTL for {left:.0f} s more" if left > 0 else None

    def _stage(self, traffic: Traffic, stage: dict, good: int) -> Traffic:
        before = traffic.weight
        if before != stage["weight"]:
            self._refuse([stage])
            traffic = self._weigh(traffic, stage["weight"])
        try:
            looks = self._gate.hold(stage["seconds"], stage["weight"])
        except Breached as breach:
            raise self._back(traffic, breach, good) from breach
        self._watch.say(f"{self._zone.name}: {stage['weight']} % passed, looked at {looks} times")
        return traffic

    def _back(self, traffic: Traffic, breach: Breached, good: int) -> TrafficError:
        at = f"at {traffic.weight} % for AWS"
        if not breach.of_new_side:
            return TrafficError(f"{breach}, {at}. That is not AWS's side: the weights stay; decide by hand")
        self._weigh(traffic, good)
        return TrafficError(f"{breach}, {at}. {self._zone.name} is back at {good} %; mend the cause, run again")

    def _weigh(self, traffic: Traffic, weight: int) -> Traffic:
        return self._change(traffic, traffic.weighed(weight), f"{self._zone.name}: {traffic.weight} % -> {weight} % for AWS")

    def _change(self, before: Traffic, after: Traffic, said: str) -> Traffic:
        if after == before:
            return before
        changed = self._zone.change(before, after)
        self.steps.append(said)
        self.shares.append({"at": now(), "weight": changed.weight})
        self._watch.say(said)
        return changed
