# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A move as the action makes it, here or in a process of its own that can be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import argument_spec_of
from ansible_collections.skylift.aws.plugins.module_utils.transfer.move import transfer
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Server, TransferError
from ansible_collections.skylift.aws.plugins.module_utils.transfer.verify import verify
from ansible_collections.skylift.aws.plugins.modules.postgres_transfer import DOCUMENTATION
from clusters import programs

ROLES = {"railway": "app"}


def options_of(school, **given) -> dict:
    """All options of a task, with their defaults."""
    spec = argument_spec_of(DOCUMENTATION)
    usual = {"source": school.source.server(school.name), "target": school.target.server(school.name)}
    usual |= {"roles": ROLES, "client_path": str(programs(18)), "jobs": 2}
    return {**{name: option.get("default") for name, option in spec.items()}, "check_mode": False, **usual, **given}


def move(school, said: list | None = None, **given) -> dict:
    """Move, and return what the task would."""
    options = options_of(school, **given)
    source, target = (Server(role, **options.pop(role)) for role in ("source", "target"))
    return transfer(source, target, options, (said if said is not None else []).append)


def compare(school) -> dict:
    """Compare both sides."""
    sides = (Server(role, **getattr(school, role).server(school.name)) for role in ("source", "target"))
    return verify(*sides, {"jobs": 2, "roles": ROLES}, lambda line: None)


def differences(school) -> list[str]:
    """What differs, as people read it."""
    return [f"{each['kind']} {each['name']}: {each['said']}" for each in compare(school)["differences"]]


def start(school, **given) -> subprocess.Popen:
    """Start a move in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path]), "TMPDIR": str(school.folder)},
    )  # fmt: skip
    process.stdin.write(json.dumps(options_of(school, **given)))
    process.stdin.close()
    return process


def kill_in(process: subprocess.Popen, phase: str, seconds: float) -> None:
    """Kill a move so many seconds after it said that it is in a phase, or that this is done."""
    with process:
        for line in process.stdout:
            if line.startswith(f"{phase}:"):
                time.sleep(seconds)
                break
        process.kill()


def main() -> None:
    """Move as standard input says."""
    options = json.load(sys.stdin)
    source, target = (Server(role, **options.pop(role)) for role in ("source", "target"))
    try:
        result = transfer(source, target, options, lambda line: print(line, flush=True))
    except TransferError as error:
        sys.exit(f"failed: {error}")
    print(json.dumps(result["journal"]))


if __name__ == "__main__":
    main()
