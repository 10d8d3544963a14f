# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""All rules over one stack."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping

from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Desired, Found
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import MODEL_CODE, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight import (  # noqa: F401  # pylint: disable=unused-import  # they register their rules
    alarms,
    app_runner,
    backups,
    beanstalk,
    brokers,
    caches,
    connections,
    containers,
    delivery,
    dns,
    engines,
    firewalls,
    http_apis,
    identities,
    images,
    instances,
    kubernetes,
    lambda_functions,
    lightsail,
    load_balancers,
    mail,
    manifests,
    monitoring,
    names,
    nodes,
    packages,
    parameters,
    partitions,
    policies,
    queues,
    rds,
    reach,
    replication,
    s3,
    scaling,
    schedules,
    secrets,
    security_groups,
    senders,
    services,
    sites,
    storage,
    subnets,
    task_runs,
    tasks,
    trails,
    windows,
    zones,
)
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import RULES, PlaceOf, Stack


def preflight(
    desired: Iterable[Desired],
    found: Mapping[str, Found | None],
    place_of: PlaceOf | None,
    today: datetime.date | None = None,
    ignored: Collection[str] = (),
    is_whole: bool = True,
) -> list[Problem]:
    """Return what AWS would refuse, or what would hurt, about a stack; in the order of declaration.

    An address that is missing in C(found) could not be read; without C(place_of) AWS cannot be asked anything. Rules
    whose codes are C(ignored) are not looked at.
    """
    stack = Stack(desired, found, place_of, today or datetime.datetime.now(datetime.UTC).date(), is_whole)
    problems = [problem for rule in RULES if rule.code not in ignored for problem in rule.problems(stack)]
    position = {address: index for index, address in enumerate(stack.subjects)}
    return [*_unknown(ignored), *sorted(dict.fromkeys(problems), key=lambda problem: position[problem.address])]


def _unknown(ignored: Collection[str]) -> Iterator[Problem]:
    """What is to be ignored and cannot be."""
    codes = [rule.code for rule in RULES]
    for code in ignored:
        if code == MODEL_CODE:
            said = f"{code} is no rule of ours: AWS's own API model refuses this, and so would AWS"
            yield Problem(said, "correct what it says", option="ignore_rules")
        elif code not in codes:
            near = difflib.get_close_matches(str(code).upper(), codes, cutoff=0.5)
            remedy = f"did you mean {', '.join(near)}?" if near else "docs/rules.md lists all of them"
            yield Problem(f"there is no rule {code}", remedy, option="ignore_rules")
