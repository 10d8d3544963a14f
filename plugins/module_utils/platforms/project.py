# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""A project on the platform that is left, by the platform's own client. A platform is a file of data beside this one."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from ansible.module_utils.common.yaml import yaml_load
from ansible_collections.skylift.aws.plugins.module_utils.aws import templates
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError
from ansible_collections.skylift.aws.plugins.module_utils.platforms.environment import Service

FOLDER = Path(__file__).parent
SECONDS = 300
LONGEST_SAID = 1000


class PlatformError(SkyliftError):
    """What keeps a project from being looked at, stopped or deleted."""


class Platform:
    """The client of a platform. C(token) reaches it in its environment only; without one, it is logged in already."""

    def __init__(self, name: str, token: str | None):
        self.facts = yaml_load((FOLDER / f"{name}.yml").read_text())
        self._token = token
        self._program = shutil.which(self.facts["program"])
        if not self._program:
            raise PlatformError(f"{self.facts['program']}: is not there; install it: {self.facts['install']}")

    def find(self, name: str) -> dict | None:
        """Return the one project of this name or id, with its services; None when there is none."""
        told = self._read(self.facts["projects"], "found")
        found = [each for each in told if name in (each["name"], each["id"])]
        if len(found) > 1:
            ids = ", ".join(each["id"] for each in found)
            raise PlatformError(f"{name}: is the name of several projects; name one by its id: {ids}")
        return found[0] if found else None

    def services(self, project: dict, environment: str, named: list[str]) -> list[Service]:
        """Return what services of a project have, all but databases unless some are named. No value is asked for."""
        _hold_against(project, environment, named)
        ids = dict(zip(project["environments"], project["environment_ids"], strict=True))
        seen = self._read(self._filled("look", id=project["id"], environment_id=ids[environment], folder=str(FOLDER)), "seen")
        chosen = [
            each for each in seen["services"]
            if (each["name"] in named if named else not re.search(self.facts["databases"], each["image"] or ""))
        ]  # fmt: skip
        # What is shared by all services reaches one by a variable of its own.
        return [
            Service(each["name"], _readable(seen["variables"], each["id"], self.facts["own"]), each["schedule"])
            for each in chosen
        ]

    def stops(self, project: dict, environment: str, services: list[str]) -> list[list[str]]:
        """Return the commands that stop services of a project, all of them unless some are named."""
        _hold_against(project, environment, services)
        return [
            self._filled("stop", id=project["id"], environment=environment, service=service)
            for service in services or project["services"]
        ]

    def deletes(self, project: dict) -> list[list[str]]:
        """Return the command that deletes a project."""
        return [self._filled("delete", id=project["id"])]

    def carry_out(self, commands: list[list[str]]) -> int:
        """Run commands, and return how many found something to do."""
        done = 0
        for command in commands:
            try:
                self._run(command)
                done += 1
            except PlatformError as error:
                if self.facts["stopped_already"] not in str(error):
                    raise
        return done

    def _filled(self, verb: str, **values: str) -> list[str]:
        return [part.format(**values) for part in self.facts[verb]]

    def _read(self, arguments: list[str], path: str):
        try:
            return templates.at(self.facts[path], json.loads(self._run(arguments)))
        except ValueError as error:
            raise PlatformError(f"{self._said(arguments)}: printed no JSON") from error

    def _said(self, arguments: list[str]) -> str:
        return " ".join([self.facts["program"], *arguments])

    def _run(self, arguments: list[str]) -> str:
        environment = {**os.environ, **({self.facts["token"]: self._token} if self._token else {})}
        try:
            done = subprocess.run(
                [self._program, *arguments], env=environment, stdin=subprocess.DEVNULL,
                capture_output=True, text=True, timeout=SECONDS, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PlatformError(f"{self._said(arguments)}: {error}") from error
        if done.returncode:
            said = (done.stderr.strip() or done.stdout.strip())[:LONGEST_SAID]
            said = said.replace(self._token, "********") if self._token else said
            if self.facts["too_old"] in said:
                said += f"\nThe client is too old for this: {self.facts['install']}"
            raise PlatformError(f"{self._said(arguments)}: {said or f'ended with {done.returncode}'}")
        return done.stdout


def _hold_against(project: dict, environment: str, services: list[str]) -> None:
    unknown = sorted({*services} - {*project["services"]})
    if unknown or environment not in project["environments"]:
        wrong = f"service {', '.join(unknown)}" if unknown else f"environment {environment}"
        there = project["services" if unknown else "environments"]
        raise PlatformError(f"{project['name']}: has no {wrong}; it has {', '.join(there)}")


def _readable(variables: list[dict], service_id: str, own: str) -> dict[str, bool]:
    of_service = (each for each in variables if each["service_id"] == service_id and not re.search(own, each["name"]))
    return {each["name"]: not each["sealed"] for each in of_service}
