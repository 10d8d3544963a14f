# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Containers of tasks: a test may have the images that it deploys run by a real engine, on the network of the host.

There two containers cannot listen on one port, so that each is told by PORT which one is its own.
"""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from .memory import everywhere
from .rules import Refusal
from .settings import settings

RUNNING = "containers"
SERVING = "containers of services"
LABEL = "skylift.sandbox"
SECONDS = 60
PATIENCE = 5
"""Seconds without a good answer after which a container counts as ill."""

LOOK_SECONDS = 0.3
_counting = threading.Lock()


class Container:
    """One container, from its start until it is closed."""

    def __init__(self, image: str, environment: dict[str, str], command: list[str]):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._engine = dict(settings["container_engine"])
        given = {**environment, "PORT": str(self.port), "HOST": "127.0.0.1"}
        # Values travel in the environment of the client: what is on a command line is there for all to see.
        names = [part for name in given for part in ("--env", name)]
        done = self._docker("run", "--detach", "--network", "host", "--label", LABEL, *names, image, *command, environment=given)
        if done.returncode:
            raise Refusal("", f"CannotPullContainerError: {done.stderr.strip()}")
        self.id = done.stdout.strip()
        self.path, self.codes = "/", range(200, 400)
        self._good = self._looked = time.monotonic()
        self._state, self._runs = "initial", True
        self.asked, self.leaving = 0, False

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def runs(self) -> bool:
        """Whether it has not ended by itself."""
        self._look()
        return self._runs

    def health(self) -> str:
        """What a load balancer thinks of it: initial, healthy or unhealthy."""
        self._look()
        return self._state

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._looked < LOOK_SECONDS:
            return
        self._looked = now
        if self._answers_well():
            self._good, self._state = now, "healthy"
        else:
            self._runs = self._docker("inspect", "--format", "{{.State.Running}}", self.id).stdout.strip() == "true"
            self._state = "unhealthy" if now - self._good > PATIENCE or not self._runs else self._state

    def _answers_well(self) -> bool:
        try:
            with urllib.request.urlopen(self.address + self.path, timeout=2) as answer:
                return answer.status in self.codes
        except urllib.error.HTTPError as error:
            return error.code in self.codes
        except OSError:
            return False

    def ended(self) -> int | None:
        """The exit code of one that is to end by itself; None as long as it runs."""
        running, code = self._docker("inspect", "--format", "{{.State.Running}} {{.State.ExitCode}}", self.id).stdout.split()
        return None if running == "true" else int(code)

    def output(self) -> list[str]:
        """What it has written so far."""
        said = self._docker("logs", self.id)
        return [*said.stdout.splitlines(), *said.stderr.splitlines()]

    def close(self) -> None:
        """End it when it has answered what it was asked, and leave nothing of it."""
        with _counting:
            if self.leaving:
                return
            self.leaving = True
        deadline = time.monotonic() + PATIENCE
        while self.asked and time.monotonic() < deadline:
            time.sleep(0.01)
        with suppress(subprocess.TimeoutExpired):
            self._docker("stop", "--time", "5", self.id)
            self._docker("rm", "--force", self.id)

    def _docker(self, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess:
        return subprocess.run(
            [self._engine["program"], "--host", self._engine["host"], *arguments],
            env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=SECONDS, check=False,
        )  # fmt: skip


@contextmanager
def one_of(running: Iterable[Container]) -> Iterator[str | None]:
    """Ask one of some containers at this address; None if there is none that can be asked."""
    with _counting:
        chosen = [each for each in running if not each.leaving]
        container = random.choice(chosen) if chosen else None
        if container:
            container.asked += 1
    try:
        yield container and container.address
    finally:
        if container:
            with _counting:
                container.asked -= 1


def are_run() -> bool:
    """Whether a test wants containers."""
    return bool(settings["container_engine"])


def start(call, container: dict) -> Container | None:
    """Start a container as a task definition describes it; None if no test wants that. Raises Refusal."""
    if not are_run():
        return None
    secrets = {each["name"]: _secret(call, each["valueFrom"]) for each in container.get("secrets", [])}
    plain = {each["name"]: each["value"] for each in container.get("environment", [])}
    command = [*container.get("entryPoint", []), *container.get("command", [])]
    made = Container(container["image"], {**plain, **secrets}, command)
    # What is remembered is closed when everything is forgotten.
    call.memory(RUNNING)[made.id] = made
    return made


def end(call, container: Container) -> None:
    """End one of them."""
    call.memory(RUNNING).pop(container.id, None)
    container.close()


def _secret(call, source: str) -> str:
    if ":secretsmanager:" not in source:
        name = source.partition(":parameter")[2] or source
        return call.ask("ssm", "GetParameter", Name=name, WithDecryption=True)["Parameter"]["Value"]
    arn, key = ":".join(source.split(":")[:7]), (source.split(":") + [""] * 10)[7]
    value = call.ask("secretsmanager", "GetSecretValue", SecretId=arn)["SecretString"]
    if not key:
        return value
    return str(json.loads(value)[key])


class Serving:
    """What answers at the address of a service: the last revision that was well, until the next one is."""

    def __init__(self):
        self.now: Container | None = None
        self.coming: Container | None = None
        self.failed = False

    def deploy(self, call, container: dict, path: str, codes: Iterable[int]) -> None:
        """Start the next revision. Raises Refusal."""
        if self.coming:
            self.coming.close()
        self.failed, self.coming = False, start(call, container)
        self.coming.path, self.coming.codes = path, codes

    def is_under_way(self) -> bool:
        """Whether it is not decided yet who answers; what is not well is ended, and what was there before stays."""
        if not self.coming:
            return False
        health = self.coming.health() if self.coming.runs() else "unhealthy"
        if health == "initial":
            return True
        former, self.failed = (self.now, False) if health == "healthy" else (self.coming, True)
        self.now, self.coming = (self.coming if health == "healthy" else self.now), None
        if former:
            former.close()
        return False

    def close(self) -> None:
        """End all of it."""
        for each in filter(None, (self.now, self.coming)):
            each.close()


def serving(call, name: str) -> Serving:
    """Return what answers for a service; nobody does at first."""
    return call.memory(SERVING).setdefault(name, Serving())


def served(name: str) -> list[Container] | None:
    """Return who may be asked on behalf of a service; None if no test wants containers for it."""
    known = next((services[name] for services in everywhere(SERVING) if name in services), None)
    return None if known is None else [known.now] if known.now else []
