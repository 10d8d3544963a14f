# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One deployment of a service: its tasks start, traffic moves, and it succeeds, fails or goes back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatchcase

from ... import clock
from ...settings import delay, settings
from .tasks import Task

STAGES = (
    "RECONCILE_SERVICE", "PRE_SCALE_UP", "SCALE_UP", "POST_SCALE_UP", "TEST_TRAFFIC_SHIFT", "POST_TEST_TRAFFIC_SHIFT",
    "PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT", "BAKE_TIME", "CLEAN_UP",
)  # fmt: skip
SCALE_UP, TEST_SHIFT, SHIFT, SHIFTED = (STAGES.index(STAGES[number]) for number in (2, 4, 6, 7))
ENDED = ("SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED")


@dataclass
class Rollout:
    """One revision of a service on its way to be the only one."""

    service: dict
    definition: dict
    group: int
    """Which of the two target groups its tasks are in."""
    reason: str = ""
    number: int = field(default_factory=lambda: uuid.uuid4().int % 10**19)
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    since: float = field(default_factory=clock.now)
    seconds: float = field(default_factory=lambda: delay("ecs:service"))
    status: str = "IN_PROGRESS"
    finished: datetime | None = None
    tasks: list[Task] = field(default_factory=list)
    stopped: list[Task] = field(default_factory=list)
    hooks: list[dict] = field(default_factory=list)
    reached: int = -1
    paused: float | None = None
    refused: str = ""
    """What a function that watches over it has against it."""

    @property
    def configuration(self) -> dict:
        """How the service is deployed."""
        return self.service["deploymentConfiguration"]

    @property
    def native(self) -> bool:
        """Whether ECS itself moves traffic between two target groups."""
        return self.configuration["strategy"] != "ROLLING"

    @property
    def id(self) -> str:
        """What the deployments of a service call it."""
        return f"ecs-svc/{self.number}"

    def arn(self, kind: str) -> str:
        """The ARN of the service deployment, or of the service revision."""
        return self.service["serviceArn"].replace(":service/", f":{kind}/") + f"/{self.number}"

    @property
    def passed(self) -> float:
        """The part of its time that has passed; it stands still while a hook waits."""
        now = self.paused if self.paused is not None else clock.now()
        return 1.0 if self.seconds <= 0 else min(1.0, (now - self.since) / self.seconds)

    def advance(self, call) -> None:
        """Do what was due since somebody looked."""
        if self.native and self.status == "IN_PROGRESS":
            self._walk(call)
        if not self.native or self.reached >= SCALE_UP:
            self._keep_running(call)

    def _next_is_due(self) -> bool:
        following = self.reached + 1
        return following < len(STAGES) and self.passed * len(STAGES) >= following

    def _walk(self, call) -> None:
        """Enter each stage whose time has come, and stop where a hook pauses."""
        while self.paused is None and not self.refused and self._next_is_due():
            if self.reached == SCALE_UP and not self.steady(call):
                return
            self.reached += 1
            self._traffic(call)
            for hook in self.configuration.get("lifecycleHooks", []):
                if STAGES[self.reached] in hook["lifecycleStages"]:
                    self._meet(hook)

    def _meet(self, hook: dict) -> None:
        pauses = hook.get("targetType") == "PAUSE"
        failed = any(fnmatchcase(hook.get("hookTargetArn", ""), pattern) for pattern in settings["ecs_failing_hooks"])
        if failed:
            self.refused = f"Lifecycle hook target {hook['hookTargetArn']} returned FAILED status."
        self.hooks.append(
            {
                "hookId": uuid.uuid4().hex,
                "targetType": hook.get("targetType", "AWS_LAMBDA"),
                **({"targetArn": hook["hookTargetArn"]} if "hookTargetArn" in hook else {}),
                "status": "AWAITING_ACTION" if pauses else "FAILED" if failed else "SUCCEEDED",
                "timeoutAction": hook.get("timeoutConfiguration", {}).get("action", "ROLLBACK"),
            }
        )
        if pauses:
            self.paused = self.since + self.seconds * self.reached / len(STAGES)

    def go_on(self, hook: dict) -> None:
        """Answer a hook that waits; the clock runs again when no other does."""
        hook["status"] = "SUCCEEDED"
        if not any(each["status"] == "AWAITING_ACTION" for each in self.hooks):
            self.since += clock.now() - self.paused
            self.paused = None

    def _traffic(self, call) -> None:
        strategy = self.configuration["strategy"]
        first = {
            "CANARY": self.configuration.get("canaryConfiguration", {}).get("canaryPercent", 5),
            "LINEAR": self.configuration.get("linearConfiguration", {}).get("stepPercent", 10),
        }
        if self.reached == TEST_SHIFT:
            self.shift(call, 100, "testListenerRule")
        elif self.reached == SHIFT:
            self.shift(call, first.get(strategy, 100))
        elif self.reached == SHIFTED:
            self.shift(call, 100)

    def shift(self, call, percent: float, by: str = "productionListenerRule") -> None:
        """Send so much of the traffic to its target group, and the rest to the other one."""
        for balancer in self.service.get("loadBalancers", []):
            advanced = balancer.get("advancedConfiguration", {})
            groups = [balancer["targetGroupArn"], advanced.get("alternateTargetGroupArn")]
            arn = advanced.get(by)
            if not arn:
                continue
            weights = {groups[self.group]: round(percent), groups[1 - self.group]: 100 - round(percent)}
            targets = [{"TargetGroupArn": group, "Weight": weight} for group, weight in weights.items()]
            actions = [{"Type": "forward", "ForwardConfig": {"TargetGroups": targets}}]
            if ":listener-rule/" in arn:
                call.ask("elbv2", "ModifyRule", RuleArn=arn, Actions=actions)
            else:
                call.ask("elbv2", "ModifyListener", ListenerArn=arn, DefaultActions=actions)

    def _keep_running(self, call) -> None:
        wanted = 0 if self.status in ENDED[1:] else self.service["desiredCount"]
        for task in self.tasks[wanted:]:
            task.stop(call, "Scaling activity initiated by deployment")
        self.tasks = self.tasks[:wanted]
        while len(self.tasks) < wanted:
            self.tasks.append(self._task())
        balancer = next(iter(self.service.get("loadBalancers", [])), None)
        groups = [balancer["targetGroupArn"], balancer.get("advancedConfiguration", {}).get("alternateTargetGroupArn")] \
            if balancer else [None, None]  # fmt: skip
        for task in list(self.tasks):
            if task.begin(call, balancer, groups[self.group]):
                task.stop(call, task.reason)
                self.tasks.remove(task)
                self.stopped.append(task)

    def _task(self) -> Task:
        service = self.service
        strategy = service.get("capacityProviderStrategy") or [{}]
        provider = strategy[0].get("capacityProvider")
        arn = service["serviceArn"].replace(":service/", ":task/").rpartition("/")[0] + f"/{uuid.uuid4().hex}"
        return Task(
            arn, service["clusterArn"], service["serviceName"], self.definition, service.get("networkConfiguration", {}),
            {"capacityProviderName": provider} if provider else {"launchType": service.get("launchType", "EC2")},
            service["tags"] if service["propagateTags"] == "SERVICE" else [],
        )  # fmt: skip

    @property
    def over(self) -> bool:
        """Whether its time has passed, and all its stages with it."""
        return self.passed >= 1 and (not self.native or self.reached + 1 == len(STAGES))

    def drop_unhealthy(self, call) -> None:
        """Stop what its load balancer gave up."""
        for task in [task for task in self.tasks if task.health(call) == "unhealthy"]:
            task.stop(call, f"Task failed ELB health checks in (target-group {task.group[0]})")
            self.tasks.remove(task)
            self.stopped.append(task)

    def steady(self, call) -> bool:
        """Whether all its tasks run and are healthy."""
        return len(self.tasks) == self.service["desiredCount"] and all(
            task.health(call) in ("healthy", "unused") for task in self.tasks
        )

    def end(self, status: str, reason: str) -> None:
        """It is over."""
        self.status, self.reason, self.finished = status, reason, datetime.now(UTC)
