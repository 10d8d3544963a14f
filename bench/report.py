# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""results.json as tables: RESULTS.md, or the terminal.  `python bench/report.py` writes RESULTS.md anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
TITLES = {"skylift": "Skylift", "terraform": "Terraform", "amazon_aws": "amazon.aws"}
PHASES = {"create": "first create", "plan": "plan, no change", "converge": "converge, no change"}
STACK = "learning_platform"

NOT_COMPARABLE = """\
## What is not comparable

* Time in AWS. Everything is ready at once here: compared is what each tool adds, its own work and waiting for its
  calls. On AWS a first create takes what a database takes to start as well, whatever the tool.
* What the peers leave out (see the table) costs them nothing here. Skylift's first create and converge are whole runs
  of `playbooks/deploy.yml`, with the smoke test of the service (0.1 s); its plan has none, but validates the roles' interfaces.
* Counts of resources. Terraform counts a bucket's versioning or a role's policy as resources of their own, amazon.aws
  counts results of modules. The column "resources" counts all in Skylift's way.
* Secrets. Skylift generates them; Terraform and amazon.aws get constants, because there it takes another provider or
  a lookup.
* Terraform's first create is mostly its own polling (10 s and more for SQS, S3 lifecycle rules, EC2), which is made
  for AWS and does not get shorter because the sandbox is faster.
* Provider 5.100.0 does not know nodejs24.x yet and runs the function on nodejs22.x; community.aws has no filter by
  size for lifecycle rules.
* amazon.aws runs one round only, since it takes minutes.
"""


def write_report(results: dict, path: Path | None) -> None:
    """RESULTS.md at the path; without one, the tables go to the terminal."""
    text = "\n".join(_document(results)) + "\n"
    if path is None:
        print(text)
    else:
        path.write_text(text)


def _document(results: dict) -> Iterator[str]:
    machine = results["machine"]
    yield "# Results\n"
    where = f"{machine['cpus']} CPUs ({machine['system']}, Python {machine['python']})"
    yield f"Measured on {results['date']} with {where}, which others used, too."
    yield "Versions: " + ", ".join(f"{name} {version}" for name, version in sorted(results["versions"].items())) + "."
    yield (
        "Seconds of wall clock for the whole process, from its start to its end: median of the rounds, and the shortest in\n"
        "brackets. `ms` is what every API call is delayed by. Ratios are of medians, to Skylift. How: [README.md](README.md).\n"
    )
    if results.get("notes"):
        yield "Of this run:\n\n" + "\n".join(f"* {note}" for note in results["notes"]) + "\n"
    runs = results["runs"]
    yield from _coverage(results)
    for latency in sorted({run["latency_ms"] for run in runs if run["stack"] == STACK}):
        yield f"## Production of the learning platform, {latency} ms per call\n"
        yield from _comparison([run for run in runs if run["stack"] == STACK and run["latency_ms"] == latency])
    yield "## Skylift alone, stacks that grow\n"
    yield from _growth([run for run in runs if run["stack"] != STACK])
    yield from _remarks(runs)
    yield NOT_COMPARABLE.rstrip()


def _coverage(results: dict) -> Iterator[str]:
    made = {run["tool"]: run["made"] for run in results["runs"] if run["stack"] == STACK and run["phase"] == "create"}
    rows = []
    for tool, own in made.items():
        missing = results["leaves_out"][tool]
        rows.append([TITLES[tool], made.get("skylift", 0) - len(missing) or "", own, ", ".join(missing) or "nothing"])
    yield from _table(["tool", "resources", "in its own count", "leaves out"], rows)


def _comparison(runs: list[dict]) -> Iterator[str]:
    tools = [tool for tool in TITLES if any(run["tool"] == tool for run in runs)]
    head = ["phase"]
    for tool in tools:
        head += [f"{TITLES[tool]} s", "calls"] + (["ratio"] if tool != "skylift" else [])
    rows = []
    for phase, title in PHASES.items():
        row = [title]
        ours = [run for run in runs if run["tool"] == "skylift" and run["phase"] == phase]
        for tool in tools:
            of_tool = [run for run in runs if run["tool"] == tool and run["phase"] == phase]
            row += [_seconds(of_tool), _calls(of_tool)]
            if tool != "skylift":
                row.append(f"{_middle(of_tool) / _middle(ours):.1f}" if of_tool and ours else "")
        rows.append(row)
    yield from _table(head, rows)
    counts = [f"{TITLES[tool]} {len({run['round'] for run in runs if run['tool'] == tool})}" for tool in tools]
    yield f"Rounds: {', '.join(counts)}.\n"


def _growth(runs: list[dict]) -> Iterator[str]:
    head = ["ms", "stack"]
    for title in PHASES.values():
        head += [f"{title} s", "calls"]
    rows = []
    sizes = sorted({run["stack"] for run in runs}, key=lambda stack: int(stack.split()[0]))
    for latency in sorted({run["latency_ms"] for run in runs}):
        for size in sizes:
            row = [latency, size]
            for phase in PHASES:
                found = [r for r in runs if (r["latency_ms"], r["stack"], r["phase"]) == (latency, size, phase)]
                row += [_seconds(found), _calls(found)]
            rows.append(row)
    yield from _table(head, rows)


def _remarks(runs: list[dict]) -> Iterator[str]:
    writes = {
        f"* {TITLES[run['tool']]}, {PHASES[run['phase']]}: {run['writes']} calls that write."
        for run in runs
        if run["phase"] != "create" and run["writes"]
    }
    failures = {f"* {TITLES[run['tool']]}, {PHASES[run['phase']]}: {run['failure']}." for run in runs if run["failure"]}
    if writes | failures:
        yield "## What did not go as it should\n"
        yield from sorted(writes) + sorted(failures)
        yield ""


def _seconds(runs: list[dict]) -> str:
    return f"{_middle(runs):.1f} ({min(run['seconds'] for run in runs):.1f})" if runs else ""


def _calls(runs: list[dict]) -> str:
    return f"{median(run['calls'] for run in runs):.0f}" if runs else ""


def _middle(runs: list[dict]) -> float:
    return median(run["seconds"] for run in runs)


def _table(head: list, rows: list[list]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"
    yield ""


if __name__ == "__main__":
    write_report(json.loads((HERE / "results.json").read_text()), HERE / "RESULTS.md")
