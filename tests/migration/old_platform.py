# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for Railway's client: it takes the commands that it takes, keeps what runs, and what it was asked."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

TOKEN = "account-token-7c1f"
PROJECTS = {
    "p-1": {"name": "school", "services": ["web", "Postgres"], "running": ["web", "Postgres"]},
    "p-2": {"name": "school-of-others", "services": ["web"], "running": ["web"]},
}


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

    def asked(self) -> list[str]:
        """The verbs that it was given, in order."""
        return [arguments[0] for arguments in self._state["asked"]]


def edges(names: list[str]) -> dict:
    return {"edges": [{"node": {"id": name.lower(), "name": name}} for name in names]}


def answer(state: dict, verb: str, given: dict) -> None:
    projects = state["projects"]
    if verb == "list":
        told = [{"id": key, "name": each["name"], "deletedAt": each.get("deletedAt"), "services": edges(each["services"]),
                 "environments": edges(["production"])} for key, each in projects.items()]  # fmt: skip
        print(json.dumps(told))
        return
    project = projects[given["--project"]]
    if verb == "delete":
        project["deletedAt"] = "2026-11-21T17:43:00Z"
        print(json.dumps({"id": given["--project"]}))
    elif given["--service"] in project["running"] and given["--environment"] == "production":
        project["running"].remove(given["--service"])
    else:
        sys.exit("No deployments found")


def main() -> None:
    """Answer one command."""
    file, arguments = Path(sys.argv[1]) / "state.json", sys.argv[2:]
    if os.environ.get("RAILWAY_API_TOKEN") != TOKEN:
        sys.exit("Unauthorized. Please login with `railway login`")
    state = json.loads(file.read_text())
    state["asked"].append(arguments)
    verb, rest = arguments[0], [each for each in arguments[1:] if each not in ("--yes", "--json")]
    try:
        answer(state, verb, dict(zip(rest[::2], rest[1::2], strict=True)))
    finally:
        file.write_text(json.dumps(state))


if __name__ == "__main__":
    main()
