# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""results.json as tables: RESULTS.md, or the terminal.  `python bench/report.py` writes RESULTS.md anew."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
TITLES = {"skylift": "Skylift", "terraform": "Terraform", "amazon_aws": "amazon.aws"}
PHASES = {"create": "first create", "plan": "plan, no change", "converge": "converge, no change"}
SYSTEMS = ("learning_platform", "fckdoomscroll")
COMPARED = (
    *((title, phase, phase) for phase, title in PHASES.items()),
    ("Skylift's converge, the others' plan", "converge", "plan"),
)
ENVIRONMENTS = "5 environments"

NOT_COMPARABLE = """\
## What is not comparable

* Time in AWS. Everything is ready at once here: compared is what each tool adds, its own work and waiting for its
  calls. On AWS a first create takes what a database takes to start as well, whatever the tool.
* What the peers leave out (see the tables) costs them nothing here. Skylift's first create and converge are whole runs
  of `playbooks/deploy.yml`, with the smoke test of the service (0.1 s); its plan has none, but validates the roles' interfaces.
* Counts of resources. Terraform counts a bucket's versioning or a role's policy as resources of their own, amazon.aws
  counts results of modules. The column "resources" counts all in Skylift's way.
* Secrets. Skylift generates them; Terraform and amazon.aws get constants, because there it takes another provider or
  a lookup.
* Terraform's first create is mostly its own polling (10 s and more for SQS, S3 lifecycle rules, EC2), which is made
  for AWS and does not get shorter because the sandbox is faster.
* learning_platform: provider 5.100.0 does not know nodejs24.x yet and runs the function on nodejs22.x; community.aws has
  no filter by size for lifecycle rules.
* fckdoomscroll: Skylift waits until the service's tasks run, the peers do not (their defaults). Terraform's mail
  templates are of SES's first API. amazon.aws 10.1.2 fails at the rule of a listener that it has just made, and is
  tried once more; its cluster has no Container Insights.
* Four copies are four times the same resources in one stack, one state or one play, with names of their own; what an
  account has once is declared once. Five environments are five hosts of one `ansible-playbook --forks 5`.
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
        "brackets. `ms` is what every API call is delayed by. Ratios are to Skylift in the same\n"
        "round, their median. How: [README.md](README.md).\n"
    )
    if results.get("notes"):
        yield "Of this run:\n\n" + "\n".join(f"* {note}" for note in results["notes"]) + "\n"
    runs = results["runs"]
    for system in SYSTEMS:
        of_system = [run for run in runs if run["system"] == system]
        if of_system:
            yield from _system(system, of_system, results["leaves_out"][system])
    yield "## Skylift alone, stacks that grow\n"
    yield from _growth([run for run in runs if not run["system"]])
    if results.get("site_sync"):
        yield from _site_sync(results["site_sync"])
    yield from _remarks(runs)
    yield NOT_COMPARABLE.rstrip()


def _system(system: str, every: list[dict], leaves_out: dict) -> Iterator[str]:
    yield f"## {system}, production\n"
    runs = [run for run in every if not run.get("delay_seconds")]
    yield from _coverage([run for run in runs if run["stack"] == "production"], leaves_out)
    compared = {run["stack"]: None for run in runs if run["stack"] != ENVIRONMENTS}
    for stack in compared:
        for latency in sorted({run["latency_ms"] for run in runs if run["stack"] == stack}):
            yield f"### {system}, {stack}, {latency} ms per call\n"
            yield from _comparison([run for run in runs if run["stack"] == stack and run["latency_ms"] == latency])
    together = [run for run in every if run["stack"] == ENVIRONMENTS]
    if together:
        yield f"### {system}, five environments at once\n"
        yield from _environments(together, [run for run in every if run["stack"] == "production"])


def _coverage(runs: list[dict], leaves_out: dict) -> Iterator[str]:
    made = {run["tool"]: run["made"] for run in runs if run["phase"] == "create"}
    rows = []
    for tool, own in made.items():
        counted = Counter(leaves_out[tool])
        missing = ", ".join(f"{count} {name}" if count > 1 else name for name, count in counted.items())
        rows.append([TITLES[tool], made.get("skylift", 0) - counted.total() or "", own, missing or "nothing"])
    yield from _table(["tool", "resources", "in its own count", "leaves out"], rows)


def _comparison(runs: list[dict]) -> Iterator[str]:
    tools = [tool for tool in TITLES if any(run["tool"] == tool for run in runs)]
    head, detail = ["phase"], ["phase"]
    for tool in tools:
        head += [f"{TITLES[tool]} s"] + (["ratio"] if tool != "skylift" else [])
        detail += [f"{TITLES[tool]} calls", "at once", "CPU s"]
    rows, details = [], []
    for title, phase, peers_phase in COMPARED:
        ours = _of("skylift", phase, runs)
        row, counts = [title], [title]
        for tool in tools:
            found = ours if tool == "skylift" else _of(tool, peers_phase, runs)
            row.append(_seconds(found))
            if tool != "skylift":
                row.append(_ratio(found, ours))
            counts += [_calls(found), _most(found, "at_once", "d"), _most(found, "cpu_seconds", ".1f")]
        rows.append(row)
        if phase == peers_phase:
            details.append(counts)
    yield from _table(head, rows)
    yield from _table(detail, details)
    counts = [f"{TITLES[tool]} {len({run['round'] for run in runs if run['tool'] == tool})}" for tool in tools]
    yield f"Rounds: {', '.join(counts)}.\n"


def _environments(together: list[dict], alone: list[dict]) -> Iterator[str]:
    yield "What takes minutes on AWS (a database, a distribution, a gateway) takes the seconds of \"making\" here.\n"
    rows = []
    for latency, delay in sorted({_pace(run) for run in together}):
        for phase, title in PHASES.items():
            one, five = (
                [run for run in _of("skylift", phase, runs) if _pace(run) == (latency, delay)] for runs in (alone, together)
            )
            measured = [_seconds(one), _seconds(five), _ratio(five, one), _calls(five), _most(five, "at_once", "d")]
            rows.append([latency, f"{delay:g}", title, *measured])
    yield from _table(["ms", "making s", "phase", "one s", "five s", "ratio", "calls", "at once"], rows)


def _pace(run: dict) -> tuple[int, float]:
    """How quick the sandbox was: milliseconds of a call, seconds of what takes minutes on AWS."""
    return run["latency_ms"], run.get("delay_seconds", 0)


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


def _site_sync(measured: dict) -> Iterator[str]:
    yield f"## The files of a site, {measured['files']:,} of them, {measured['latency_ms']} ms per call\n"
    yield (
        "`aws s3 sync` goes by sizes and times, so that it uploads all that a build has written anew; s3_site_sync goes by\n"
        "checksums. Skylift's process is a whole `ansible-playbook` with plan, lock and converge, which shows where there is\n"
        "little to upload for both.\n"
    )
    rows = []
    for phase in dict.fromkeys(row["phase"] for row in measured["rows"]):
        of_phase = [row for row in measured["rows"] if row["phase"] == phase]
        ours, theirs = ([row for row in of_phase if row["tool"] == tool] for tool in ("skylift", "awscli"))
        counts = [f"{median(row['uploads'] for row in each):.0f}" for each in (ours, theirs)]
        rows.append([phase, _seconds(ours), counts[0], _seconds(theirs), counts[1], _ratio(theirs, ours)])
    yield from _table(["", "s3_site_sync s", "uploads", "aws s3 sync s", "uploads", "ratio"], rows)
    yield f"Rounds: {len({row['round'] for row in measured['rows']})}.\n"


def _remarks(runs: list[dict]) -> Iterator[str]:
    writes = {
        f"* {_which(run)}: {run['writes']} calls that write."
        for run in runs
        if run["phase"] != "create" and run["writes"]
    }
    failures = {f"* {_which(run)}: {run['failure']}." for run in runs if run["failure"]}
    if writes | failures:
        yield "## What did not go as it should\n"
        yield from sorted(writes) + sorted(failures)
        yield ""


def _which(run: dict) -> str:
    return ", ".join(filter(None, (run["system"], run["stack"], TITLES[run["tool"]], PHASES[run["phase"]])))


def _of(tool: str, phase: str, runs: list[dict]) -> list[dict]:
    return [run for run in runs if run["tool"] == tool and run["phase"] == phase and not _broke_off(run)]


def _ratio(theirs: list[dict], ours: list[dict]) -> str:
    """Of the rounds that both have: what was measured at another time, was measured on another machine."""
    seconds = {run["round"]: run["seconds"] for run in ours}
    ratios = [run["seconds"] / seconds[run["round"]] for run in theirs if run["round"] in seconds]
    return f"{median(ratios):.1f}" if ratios else ""


def _broke_off(run: dict) -> bool:
    return bool(run["failure"]) and not run["failure"].startswith(("changed again", "Plan:"))


def _most(runs: list[dict], figure: str, form: str) -> str:
    known = [run[figure] for run in runs if figure in run]
    return format(max(known), form) if known else ""


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
