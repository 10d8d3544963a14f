# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What an application is given on the platform that is left, held against what AWS gives it. Names only: no value is kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

ENTRY = re.compile(
    r"""^[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_][\w.-]*)[ \t]*=[ \t]*
    (?P<value>(?:"(?:\\.|[^"\\])*"|'[^']*'|`[^`]*`)(?=[ \t]*(?:\#.*)?$)|[^\r\n]*)""",
    re.MULTILINE | re.VERBOSE,
)
"""An entry of a dotenv file. What is quoted may have several lines, which are no entries even if they look so."""
WITHHELD = re.compile(r"""(["'`]?)(\[SENSITIVE\])?\1[ \t]*(\#.*)?""")
"""What Vercel writes for a value that it shows to nobody; clients before July 2026 wrote nothing."""
OF_HOSTS = re.compile(r"(VERCEL|TURBO|HEROKU|RAILWAY)_|(VERCEL|NX_DAEMON)$")
"""What hosts add to the files that their clients write."""


@dataclass(frozen=True)
class Service:
    """A service: its variables by name, whether the value of each can be read, and when it runs if it does so by the clock."""

    name: str
    variables: Mapping[str, bool]
    schedule: str | None = None


def in_dotenv(name: str, text: str) -> Service:
    """Return what a dotenv file gives to an application."""
    entries = {each["name"]: not WITHHELD.fullmatch(each["value"]) for each in ENTRY.finditer(text)}
    return Service(name, {key: readable for key, readable in entries.items() if not OF_HOSTS.match(key)})


def assess(services: list[Service], provided: Collection[str], given_up: Collection[str], jobs: list[str]) -> dict:
    """Tell what AWS has, what the application would lack there, and what nobody can read; and what runs by the clock."""
    wanted = {each.name: {key: value for key, value in each.variables.items() if key not in given_up} for each in services}
    readable = {key for variables in wanted.values() for key, can_be_read in variables.items() if can_be_read}
    unreadable = {key for variables in wanted.values() for key in variables} - readable
    schedules = [{"service": each.name, "schedule": each.schedule} for each in services if each.schedule]
    return {
        "carried": sorted(readable & {*provided}),
        "missing": sorted(readable - {*provided}),
        "unreadable": sorted(unreadable),
        "schedules": schedules,
        "findings": [*_to_give(wanted, {*provided}, unreadable), *_to_run(schedules, jobs)],
    }


def _to_give(wanted: Mapping[str, Mapping[str, bool]], provided: set[str], unreadable: set[str]) -> Iterator[str]:
    for service, variables in wanted.items():
        if lacking := sorted({*variables} - provided):
            yield (
                f"{service}: would lack {', '.join(lacking)} on AWS: give it that there (container_service_environment, or "
                "container_service_secrets for secrets), or name what it needs no more in migration_environment_given_up"
            )
        if withheld := sorted({*variables} & unreadable):
            yield (
                f"{service}: the platform shows {', '.join(withheld)} to nobody: put the value into AWS by hand, from where it "
                "was made, or make a new one there"
            )


def _to_run(schedules: list[dict], jobs: list[str]) -> Iterator[str]:
    told = ", ".join(f"{each['service']} ({each['schedule']}, UTC)" for each in schedules)
    if len(jobs) < len(schedules):
        has = f"only {', '.join(jobs)}" if jobs else "no scheduled job"
        yield f"by the clock run {told}; the inventory has {has}: add what is missing (role scheduled_job)"
    elif schedules:
        yield (
            f"by the clock run {told}; the inventory has {', '.join(jobs)}: compare the times, and let AWS's clock run only "
            "when the platform's is off (scheduled_job_enabled)"
        )
