# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for Railway's client: it takes the commands that it takes, keeps what runs, and what it was asked."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

TOKEN = "account-token-7c1f"
PROJECTS = {
    "p-1": {"name": "school", "services": ["web", "Postgres"], "running": ["web", "Postgres"]},
    "p-2": {"name": "school-of-others", "services": ["web"], "running": ["web"]},
}
VALUE = "kept-9f3c by the old platform"
IMAGES = {"Postgres": "ghcr.io/railwayapp-templates/postgres-ssl:17"}
FIELDS = {"name", "serviceId", "isSealed", "serviceName", "cronSchedule", "source", "image", "value", "config", "pageInfo"}
"""Some that Railway's API has of variables and services."""


class OldPlatform:
    """The client in a folder of its own, and what it knows."""

    def __init__(self, folder: Path):
        self._folder = folder
        folder.mkdir()
        (folder / "state.json").write_text(json.dumps({"projects": PROJECTS, "asked": []}))
        program = folder / "railway"
        program.write_text(f"#!/bin/sh\nexec {sys.executable} {__file__} {folder} \"$@\"\n")
        program.chmod(0o755)
        self.path = f"{folder}:{os.environ['PATH']}"

    @property
    def _state(self) -> dict:
        return json.loads((self._folder / "state.json").read_text())

    def running(self) -> dict[str, list[str]]:
        """What runs, by the names of the projects that there are."""
        return {each["name"]: each["running"] for each in self._state["projects"].values() if not each.get("deletedAt")}

    def gives(self, service: str, **variables: str | None) -> None:
        """Have a service of the school get variables of these values; those of None are sealed."""
        self._change("variables", {service: variables})

    def schedules(self, service: str, crontab: str) -> None:
        """Have a service of the school run by the clock, and be there if it is not yet."""
        self._change("schedules", {service: crontab})

    def answered(self) -> str:
        """What it has answered to a query."""
        return self._state["answered"]

    def is_old(self) -> None:
        """Have the client be one from before it could ask the API."""
        (self._folder / "state.json").write_text(json.dumps({**self._state, "old": True}))

    def _change(self, what: str, of_services: dict) -> None:
        state = self._state
        school = state["projects"]["p-1"]
        school.setdefault(what, {}).update(of_services)
        school["services"] += [name for name in of_services if name not in school["services"]]
        (self._folder / "state.json").write_text(json.dumps(state))

    def asked(self) -> list[str]:
        """The verbs that it was given, in order."""
        return [arguments[0] for arguments in self._state["asked"]]


def edges(names: list[str]) -> dict:
    return connection({"id": name.lower(), "name": name} for name in names)


def connection(nodes) -> dict:
    return {"edges": [{"node": node} for node in nodes]}


def queried(projects: dict, query: str, variables: dict) -> dict:
    """Answer a query for an environment with the fields that it asks for, as the API would."""
    project = projects[variables["project"]]
    if variables["environment"] != "production":
        sys.exit("Railway API returned 1 GraphQL error(s)")
    asked = FIELDS & {*re.findall(r"\w+", re.sub("#.*", "", query))}

    def shown(**node) -> dict:
        return {field: value for field, value in node.items() if field in asked}

    shared = [{"name": "REGION", "value": VALUE, "serviceId": None, "isSealed": False}]
    given = [
        {"name": name, "value": value, "serviceId": service.lower(), "isSealed": value is None}
        for service, named in project.get("variables", {}).items() for name, value in named.items()
    ]  # fmt: skip
    instances = [
        shown(serviceId=name.lower(), serviceName=name, cronSchedule=project.get("schedules", {}).get(name),
              source={"image": IMAGES.get(name)}) for name in project["services"]
    ]  # fmt: skip
    variables = connection(shown(**each) for each in shared + given)
    return {"data": {"environment": {"variables": variables, "serviceInstances": connection(instances)}}}


def answer(state: dict, verb: str, given: dict) -> None:
    projects = state["projects"]
    if verb == "list":
        told = [{"id": key, "name": each["name"], "deletedAt": each.get("deletedAt"), "services": edges(each["services"]),
                 "environments": edges(["production"])} for key, each in projects.items()]  # fmt: skip
        print(json.dumps(told))
        return
    if verb == "api" and state.get("old"):
        sys.exit("error: unrecognized subcommand 'api'")
    if verb == "api":
        state["answered"] = json.dumps(queried(projects, Path(given["--file"]).read_text(), given["--raw-var"]))
        print(state["answered"])
        return
    project = projects[given["--project"]]
    if verb == "delete":
        project["deletedAt"] = "2026-11-21T17:43:00Z"
        print(json.dumps({"id": given["--project"]}))
    elif given["--service"] in project["running"] and given["--environment"] == "production":
        project["running"].remove(given["--service"])
    else:
        sys.exit("No deployments found")


def in_pairs(arguments: list[str]) -> dict:
    """The arguments of a command by their names; those of a query are named NAME=value behind --raw-var."""
    given = dict(zip(arguments[::2], arguments[1::2], strict=True))
    raw = [value for name, value in zip(arguments[::2], arguments[1::2], strict=True) if name == "--raw-var"]
    return {**given, "--raw-var": dict(each.split("=", 1) for each in raw)}


def main() -> None:
    """Answer one command."""
    file, arguments = Path(sys.argv[1]) / "state.json", sys.argv[2:]
    if os.environ.get("RAILWAY_API_TOKEN") != TOKEN:
        sys.exit("Unauthorized. Please login with `railway login`")
    state = json.loads(file.read_text())
    state["asked"].append(arguments)
    verb, rest = arguments[0], [each for each in arguments[1:] if each not in ("--yes", "--json")]
    try:
        answer(state, verb, in_pairs(rest))
    finally:
        file.write_text(json.dumps(state))


if __name__ == "__main__":
    main()
