# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shift of traffic as its options describe it."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.skylift.aws.plugins.module_utils.aws.session import AwsSession
from ansible_collections.skylift.aws.plugins.module_utils.aws.session import session as aws_session
from ansible_collections.skylift.aws.plugins.module_utils.traffic.gate import NEW, OLD, Gate
from ansible_collections.skylift.aws.plugins.module_utils.traffic.record_sets import TrafficError, host_of
from ansible_collections.skylift.aws.plugins.module_utils.traffic.shift import Shift
from ansible_collections.skylift.aws.plugins.module_utils.traffic.single import second_databases, second_schedulers
from ansible_collections.skylift.aws.plugins.module_utils.traffic.zone import Zone
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch
from ansible_collections.skylift.aws.plugins.plugin_utils.databases import both
from ansible_collections.skylift.aws.plugins.plugin_utils.side_probes import prober
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import split_connection


def shifted(options: dict, say: Callable[[str], None], check_mode: bool) -> dict:
    """Shift the traffic, in check mode only plan it, and return the result.

    Raises SkyliftError.
    """
    session = aws_session(split_connection(options)[1])
    if problems := session.check():
        raise TrafficError("\n".join(map(str, problems)))
    watch, target = Watch(say), _alias_target(options["alias_target"])
    zone = Zone(session, options["hosted_zone_id"], options["record_name"], target, watch)
    before = zone.read()
    probe = prober({**options, "url": options["url"] or options["record_name"]})
    hosts = {NEW: target["DNSName"], OLD: host_of(before.old[0]) if before.old else ""}
    gate = Gate(session, options, lambda side: probe(hosts[side]), watch)
    shift = Shift(zone, target, gate, watch, lambda: _refusals(session, options, watch))
    if check_mode:
        steps = shift.plan(before, options)
        return {"changed": bool(steps), "weight": before.weight, "steps": steps, "records": before.sets}
    if options["state"] == "shifted":
        after = shift.run(before, options["stages"], options["ttl"])
    else:
        after = shift.end(before, options["state"])
    done = {"weight": after.weight, "steps": shift.steps, "shares": shift.shares, "records": after.sets}
    return {"changed": after != before, **done}


def _alias_target(named: dict) -> dict:
    zone = {"HostedZoneId": named["hosted_zone_id"]} if named["hosted_zone_id"] else {}
    return {**zone, "DNSName": named["dns_name"], "EvaluateTargetHealth": named["evaluate_target_health"]}


def _refusals(session: AwsSession, options: dict, watch: Watch) -> list[str]:
    faults = second_schedulers(session, options["schedules"], options["old_scheduler_enabled"])
    return faults + (second_databases(*both(dict(options["databases"])), watch) if options["databases"] else [])
