# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a run over many environments compares with one over one: seconds, CPU and calls, made anew and with nothing to do."""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent), str(ROOT / "tests")]

from run import Account
from tools import environment, run

HOSTS = 50


class Row(NamedTuple):
    """One run of the playbook over so many environments."""

    phase: str
    environments: int
    seconds: float
    cpu_seconds: float
    calls: int
    failure: str

    def __str__(self) -> str:
        whole = f"{self.phase:<9} {self.environments:>3} environments {self.seconds:>7.1f} s {self.calls:>6} calls"
        each = f"{self.calls / self.environments:.1f} calls and {self.cpu_seconds / self.environments:.2f} s CPU each"
        return f"{whole}, {each}  {self.failure}"


def measure(account: Account, phase: str, number: int, forks: int, strategy: str) -> Row:
    """Deploy the first so many environments of the fleet."""
    account.sandbox.clear_calls()
    limit = ",".join(f"fleet_{each:02}" for each in range(1, number + 1))
    playbook = ["--forks", str(forks), "playbooks/deploy.yml"]
    told = environment(account.sandbox.url, ANSIBLE_STRATEGY=strategy, ANSIBLE_CONFIG=str(ROOT / "ansible.cfg"))
    command = [Path(sys.executable).with_name("ansible-playbook"), "-i", HERE / "hosts.yml", "--limit", limit, *playbook]
    outcome = run(command, told, ROOT)
    plans = re.findall(r"Plan: (\d+) to create, (\d+) to update, (\d+) to replace, .*", outcome.said)
    failure = outcome.failure
    if phase == "converge" and any(int(count) for plan in plans for count in plan):
        failure = failure or "changed again"
    if failure:
        print(outcome.said[-3000:], file=sys.stderr)
    return Row(phase, number, outcome.seconds, outcome.cpu_seconds, len(account.sandbox.calls()), failure)


def main() -> int:
    """Measure one environment and all of them, and tell how they compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=HOSTS)
    parser.add_argument("--forks", type=int, default=16)
    parser.add_argument("--latency", type=int, default=80, help="ms that every call takes")
    parser.add_argument("--strategy", default="linear", help="linear, or ansible.builtin.host_pinned")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        account = Account(Path(work))
        try:
            rows = {}
            for number in (1, options.hosts):
                account.empty(options.latency)
                for phase in ("create", "converge"):
                    rows[phase, number] = row = measure(account, phase, number, options.forks, options.strategy)
                    print(row, flush=True)
        finally:
            account.close()
    for phase in ("create", "converge"):
        one, all_of_them = rows[phase, 1], rows[phase, options.hosts]
        rounds = f"{options.hosts}/{options.forks} is {options.hosts / options.forks:.1f}"
        times = f"{all_of_them.seconds / one.seconds:.1f} times the time of one environment ({rounds})"
        print(f"{phase}: {times}, {all_of_them.calls / one.calls:.1f} times its calls, {os.cpu_count()} CPUs")
    return int(any(row.failure for row in rows.values()))


if __name__ == "__main__":
    sys.exit(main())
