# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmark: Skylift, Terraform and amazon.aws on the same resources of the same sandbox, in turns; see README.md."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import socket
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE), str(ROOT / "tests")]

from report import write_report
from sandbox.client import Sandbox
from tools import PEERS, Environments, Many, NotInstalled

START_SECONDS = 60


class Account:
    """An empty account to measure in: a sandbox of this benchmark's own. What takes minutes on AWS takes `delay` seconds."""

    def __init__(self, work: Path, delay: float = 0):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with open(work / f"sandbox-{port}.log", "w") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "tests" / "sandbox"), "serve", "--port", str(port)],
                env={**os.environ, "SANDBOX_DELAY": str(delay)},
                stdout=log,
                stderr=log,
            )
        self.delay = delay
        self.sandbox = Sandbox(f"http://127.0.0.1:{port}")
        deadline = time.monotonic() + START_SECONDS
        while not self.sandbox.is_up():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                raise SystemExit(f"the sandbox did not start; see {work / f'sandbox-{port}.log'}")
            time.sleep(0.05)

    def empty(self, latency_ms: int) -> None:
        """Nothing in it, and every call takes this long."""
        self.sandbox.reset()
        self.sandbox.faults(latency_ms=latency_ms)

    def close(self) -> None:
        """End the sandbox."""
        self.process.terminate()
        self.process.wait(timeout=10)


def measure(
    tool, system: str, stack: str, latency_ms: int, number: int, account: Account, results: dict, anew: bool = True
) -> None:
    """One round of a tool: first create if it begins anew, then plan and converge with nothing to do."""
    if anew:
        account.empty(latency_ms)
        tool.forget()
    for phase in tool.phases if anew else tool.phases[1:]:
        account.sandbox.clear_calls()
        outcome = tool.run(phase)
        calls = account.sandbox.calls()
        row = {
            "tool": tool.name,
            "system": system,
            "stack": stack,
            "latency_ms": latency_ms,
            "delay_seconds": account.delay,
            "phase": phase,
            "round": number,
            "seconds": outcome.seconds,
            "cpu_seconds": outcome.cpu_seconds,
            "calls": len(calls),
            "writes": sum(call["write"] for call in calls),
            "at_once": account.sandbox.max_in_flight(),
            "made": outcome.made,
            "failure": outcome.failure,
            "operations": dict(Counter(call["name"] for call in calls).most_common(10)),
        }
        results["runs"].append(row)
        print(
            f"{tool.title:<11} {stack:<15} {latency_ms:>3} ms  {phase:<9} {outcome.seconds:>7.1f} s"
            f" {outcome.cpu_seconds:>6.1f} s CPU {len(calls):>6} calls  {outcome.failure}",
            flush=True,
        )
        if outcome.failure and phase == "create":
            print(outcome.said[-3000:], file=sys.stderr)
            return


def stacks(options) -> Iterator[tuple[str, Callable]]:
    """What is compared: (stack, what makes the tool for an account's URL), in the order of a round."""
    if options.environments:
        yield "5 environments", partial(Environments, options)
    for copies in options.copies:
        for name in options.tools:
            yield ("production" if copies == 1 else f"{copies} copies"), partial(PEERS[name], options, copies=copies)


def places(options, opened: ExitStack, results: dict) -> Iterator[tuple[str, object, Account]]:
    """(stack, tool, the account it has to itself), as far as the tools are installed."""
    for stack, make in stacks(options):
        account = Account(options.work, options.delay)
        opened.callback(account.close)
        try:
            tool = make(account.sandbox.url)
        except NotInstalled as missing:
            print(f"{make.func.title} is skipped: {missing}", flush=True)
            continue
        results["versions"].update(tool.versions())
        left_out = list(tool.leaves_out.get(options.system, ()))
        results["leaves_out"].setdefault(options.system, {})[tool.name] = left_out
        yield stack, tool, account


def compare(options, results: dict) -> None:
    """The system's production, tool after tool in each round, so that a busy minute hits all of them."""
    with ExitStack() as opened:
        compared = list(places(options, opened, results))
        for latency_ms in options.latency:
            for number in range(1, options.rounds + 1):
                for stack, tool, account in compared:
                    if number <= (options.slow_rounds if tool.takes_minutes else options.rounds):
                        anew = number <= options.creates
                        measure(tool, options.system, stack, latency_ms, number, account, results, anew)
                        save(options, results)


def grow(options, account: Account, results: dict) -> None:
    """What Skylift costs when stacks grow."""
    for latency_ms in options.latency:
        for number in range(1, options.growth_rounds + 1):
            for size in options.sizes:
                tool = Many(options, account.sandbox.url, size)
                measure(tool, "", f"{size} resources", latency_ms, number, account, results)
                save(options, results)


def save(options, results: dict) -> None:
    """After every round, so that a long run that is cut short is worth something."""
    rows = ",\n  ".join(json.dumps(row) for row in results["runs"])
    head = {name: value for name, value in results.items() if name != "runs"}
    text = json.dumps(head, indent=1)[:-2] + f',\n "runs": [\n  {rows}\n ]\n}}\n'
    options.out.write_text(text)


def function_archive(work: Path) -> Path:
    """The homework job as a zip file that is the same in every run; Skylift makes its own."""
    path = work / "function.zip"
    source = ROOT / "inventories" / "learning_platform" / "files" / "homework-cron" / "index.mjs"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("index.mjs", (1980, 1, 1, 0, 0, 0)), source.read_bytes())
    return path


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    """Command line and environment."""
    parser = argparse.ArgumentParser(prog="bench/run.py", description=__doc__)
    told = os.environ.get
    parser.add_argument(
        "tools", nargs="*", metavar="tool", help=f"{', '.join(PEERS)}; all that are installed by default"
    )
    systems = sorted(path.name for path in (HERE / "terraform").iterdir())
    parser.add_argument("--system", choices=systems, default="learning_platform", help="whose production is compared")
    parser.add_argument("--copies", type=int, nargs="+", default=[1], help="as often in one stack, e.g. 1 4")
    parser.add_argument("--environments", action="store_true", help="five environments at once, too")
    parser.add_argument("--quick", action="store_true", help="0 ms, one round, without what takes minutes; into .work/")
    parser.add_argument("--latency", type=int, nargs="+", default=[0, 80], help="ms that every call takes")
    parser.add_argument("--delay", type=float, default=0, help="seconds that whatever takes minutes on AWS takes")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--creates", type=int, default=1, help="rounds that begin with an empty account")
    parser.add_argument("--slow-rounds", type=int, default=1, help="rounds of a tool that takes minutes")
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 300, 1000], help="resources of the growing stack")
    parser.add_argument("--growth-rounds", type=int, default=2)
    parser.add_argument("--terraform", default=told("BENCH_TERRAFORM", "terraform"))
    parser.add_argument("--tf-plugins", default=told("BENCH_TF_PLUGINS"), help="a mirror; the registry by default")
    parser.add_argument(
        "--ansible-playbook", default=told("BENCH_ANSIBLE_PLAYBOOK", HERE / ".venv/bin/ansible-playbook")
    )
    parser.add_argument("--work", type=Path, default=HERE / ".work")
    parser.add_argument("--out", type=Path, default=HERE / "results.json")
    parser.add_argument("--append", action="store_true", help="add to the runs that are already in --out")
    options = parser.parse_args(argv)
    options.tools = options.tools or list(PEERS)
    if set(options.tools) - set(PEERS):
        parser.error(f"tools are {', '.join(PEERS)}")
    several = options.environments or max(options.copies) > 1
    if several and not (HERE / "skylift" / options.system).exists():
        parser.error(f"{options.system} has no bench/skylift/{options.system}")
    if options.quick:
        options.latency, options.rounds, options.slow_rounds, options.growth_rounds = [0], 1, 0, 1
        options.sizes, options.out = options.sizes[:1], options.work / "quick.json"
    options.work = options.work.resolve()
    options.work.mkdir(parents=True, exist_ok=True)
    options.archive = function_archive(options.work)
    return options


def main() -> None:
    """Measure, and write results.json and RESULTS.md."""
    options = arguments()
    results = {"versions": {}, "leaves_out": {}, "runs": []}
    if options.append and options.out.exists():
        results = json.loads(options.out.read_text())
    results["date"] = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
    results["machine"] = {"cpus": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
    compare(options, results)
    if options.sizes:
        account = Account(options.work)
        try:
            grow(options, account, results)
        finally:
            account.close()
    write_report(results, None if options.quick else options.out.with_name("RESULTS.md"))


if __name__ == "__main__":
    main()
