# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The move of a system as one report: what was done when and by whom, what was measured, and what can be undone."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict

from ansible_collections.skylift.aws.plugins.module_utils.migration.journal import Step

DATABASE, TRAFFIC = "database", "traffic"
UNDO = {
    TRAFFIC: (
        "`playbooks/shift_traffic.yml -e traffic_state=restored` puts the records back as they were, as long as the old platform "
        "runs and nobody has said `traffic_state=completed`. What was written on AWS stays there."
    ),
    DATABASE: (
        "`playbooks/move_database.yml -e migration_state=aborted --tags move` opens the source again. When somebody has written "
        "on AWS, run it with `migration_state=carried_back` before, or these rows are not in the source."
    ),
    "deploy": "`playbooks/destroy.yml` takes the system off AWS, but for what holds data and is not named.",
}
LEFT = {
    TRAFFIC: "`playbooks/shift_traffic.yml -e traffic_state=completed` once nobody will go back; then close the old platform.",
    DATABASE: "`DROP SCHEMA skylift_transfer CASCADE` on the target, when nobody will go back; the dump is worth keeping.",
}


def report_of(stack: str, steps: Mapping[str, Step]) -> dict:
    """Return the report for programs."""
    done = [name for name, step in steps.items() if step.is_done]
    told = {
        "stack": stack,
        "steps": {name: {key: value for key, value in asdict(step).items() if key != "name"} for name, step in steps.items()},
        "not_done": [name for name in steps if name not in done],
        "undo": {name: said for name, said in UNDO.items() if name in steps},
        "left": {name: said for name, said in LEFT.items() if name in done},
    }
    rest = _rest(steps)
    return {**told, "rest": rest} if rest else told


def _rest(steps: Mapping[str, Step]) -> dict:
    """From when until when nobody could write: the source was fenced, and nobody was sent to AWS."""
    since = steps[DATABASE].counts.get("at_rest_since") if DATABASE in steps else None
    if not since:
        return {}
    shares = steps[TRAFFIC].counts.get("shares", []) if TRAFFIC in steps else []
    until = next((each["at"] for each in shares if each["weight"]), None)
    ends = {"until": until, "seconds": _seconds(since, until)} if until else {}
    return {"since": since, **ends}


def as_markdown(report: dict) -> str:
    """Return the report for people."""
    verdict = f"not done yet: {', '.join(report['not_done'])}" if report["not_done"] else "all that was begun is done"
    lines = [f"# The move of {report['stack']}: {verdict}", ""]
    lines += ["| step | begun | took | by | result |", "| --- | --- | ---: | --- | --- |"]
    tries = [(name, each) for name, step in report["steps"].items() for each in step["tries"]]
    lines += [_row(name, each) for name, each in sorted(tries, key=lambda told: told[1]["begun"])]
    agreed = [(name, step["approved"]) for name, step in report["steps"].items() if step["approved"]]
    lines += _section("Who agreed", [f"{name}: {told['who']}, {_time(told['when'])}, {told['how']}" for name, told in agreed])
    lines += _section("What was measured", [f"{name}: {_measured(step['counts'])}" for name, step in _counted(report)])
    lines += _section("How long nobody could write", [_rested(report["rest"])] if "rest" in report else [])
    lines += _section("How to undo", [f"{name}: {said}" for name, said in report["undo"].items()])
    lines += _section("What is left to do", [f"{name}: {said}" for name, said in report["left"].items()])
    return "\n".join([*lines, ""])


def _row(name: str, tried: dict) -> str:
    took = f"{_seconds(tried['begun'], tried['ended'])} s" if tried["ended"] else ""
    result = tried["result"].replace("|", "\\|") or "no end on record"
    return f"| {name} | {_time(tried['begun'])} | {took} | {tried['who']} | {result} |"


def _section(title: str, points: list[str]) -> list[str]:
    return ["", f"## {title}", "", *(f"- {point}" for point in points)] if points else []


def _counted(report: dict) -> list[tuple[str, dict]]:
    return [(name, step) for name, step in report["steps"].items() if step["counts"]]


def _measured(value: object) -> str:
    if isinstance(value, dict):
        if value.keys() == {"at", "weight"}:
            return f"{value['weight']} % from {_time(value['at'])}"
        return ", ".join(f"{key.replace('_', ' ')} {_measured(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(_measured, value)) or "none"
    return str(value)


def _rested(rest: dict) -> str:
    if "until" not in rest:
        return f"The source rests since {_time(rest['since'])}."
    return (
        f"The source rests since {_time(rest['since'])}; the first visitors were sent to AWS at {_time(rest['until'])}, "
        f"{rest['seconds']} s later."
    )


def _time(told: str) -> str:
    return f"{datetime.datetime.fromisoformat(told):%Y-%m-%d %H:%M:%S} UTC"


def _seconds(since: str, until: str) -> int:
    return round((datetime.datetime.fromisoformat(until) - datetime.datetime.fromisoformat(since)).total_seconds())
