# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Knot DNS, which answers with what Route 53 in the sandbox has: weighted records by weight, aliases by their address."""

from __future__ import annotations

import subprocess
import threading
import time
from pathlib import Path
from typing import NamedTuple

import dns.message
import dns.query

CONFIGURATION = """\
server:
    rundir: "{folder}"
    listen: 127.0.0.1@{port}
database:
    storage: "{folder}"
log:
  - target: stderr
    any: warning
mod-geoip:
  - id: weights
    config-file: "{folder}/weights.conf"
    ttl: 1
    mode: weighted
zone:
  - domain: {zone}
    storage: "{folder}"
    file: zone
    module: mod-geoip/weights
    journal-content: none
    zonefile-load: whole
    semantic-checks: off
"""
PROGRAM = "/usr/sbin/knotd"
LOOK_SECONDS = 0.1


class Told(NamedTuple):
    """From when to when the server answered by which share of AWS, in per cent."""

    weight: int | None
    since: float
    until: float


class NameServer(threading.Thread):
    """The name server of a zone, which follows Route 53 within a fraction of a second."""

    def __init__(self, folder: Path, port: int, route53, zone_id: str):
        super().__init__(daemon=True)
        self.port = port
        self.history: list[Told] = []
        self._folder = folder
        self._route53 = route53
        self._zone_id = zone_id
        self._zone = route53.get_hosted_zone(Id=zone_id)["HostedZone"]["Name"]
        self._over = threading.Event()
        self._sets: list[dict] = []
        self._serial = 0
        (folder / "knot.conf").write_text(CONFIGURATION.format(folder=folder, port=port, zone=self._zone))
        self._write(self._read())
        self._process = subprocess.Popen([PROGRAM, "-c", folder / "knot.conf"], stdin=subprocess.DEVNULL)
        wait_until_it_answers(self._process, port, self._zone)
        self._note(time.monotonic(), time.monotonic())

    def run(self) -> None:
        """Follow Route 53."""
        while not self._over.wait(LOOK_SECONDS):
            found = self._read()
            if found != self._sets:
                noticed = time.monotonic()
                self._write(found)
                subprocess.run(["knotc", "-c", self._folder / "knot.conf", "reload"], check=True, capture_output=True)
                self._note(noticed, time.monotonic())

    def stop(self) -> None:
        """End it."""
        self._over.set()
        self.join()
        self._process.terminate()
        self._process.wait(20)

    def answer(self, name: str) -> str:
        """The host that one question leads to."""
        query = dns.message.make_query(name, "A")
        found = dns.query.udp(query, "127.0.0.1", port=self.port, timeout=10).answer
        return found[-1][0].to_text().rstrip(".")

    def forget(self) -> None:
        """Begin the history anew."""
        del self.history[:-1]

    def weight(self) -> int | None:
        """The share of AWS that it answers by now; None for simple records."""
        return self.history[-1].weight

    def _read(self) -> list[dict]:
        pages = self._route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=self._zone_id)
        return [each for page in pages for each in page["ResourceRecordSets"]]

    def _note(self, noticed: float, answered: float) -> None:
        if self.history:
            self.history[-1] = self.history[-1]._replace(until=noticed)
        weighted = {"old" if "old" in each["SetIdentifier"] else "new": each["Weight"] for each in self._sets if "Weight" in each}
        share = round(100 * weighted["new"] / sum(weighted.values())) if sum(weighted.values()) else None
        self.history.append(Told(share, answered, float("inf")))

    def _write(self, sets: list[dict]) -> None:
        self._sets = sets
        self._serial += 1
        lines = [f"{self._zone} 1 SOA ns.{self._zone} host.{self._zone} {self._serial} 60 60 60 1"]
        weights: dict[str, list[str]] = {}
        for each in sets:
            if each["Type"] == "SOA":
                continue
            values = [value["Value"] for value in each.get("ResourceRecords", [])] or [each["AliasTarget"]["DNSName"]]
            if "Weight" in each:
                shown = f"{values[0].rstrip('.')}." if each["Type"] == "CNAME" else values[0].rstrip(".")
                weights.setdefault(each["Name"], []).append(f"  - weight: {each['Weight']}\n    {each['Type']}: {shown}\n")
            else:
                dotted = "." if each["Type"] in ("CNAME", "NS") else ""
                lines += [f"{each['Name']} {each.get('TTL', 60)} {each['Type']} {value.rstrip('.')}{dotted}" for value in values]
        (self._folder / "zone").write_text("\n".join(lines) + "\n")
        (self._folder / "weights.conf").write_text("".join(f"{name}:\n{''.join(told)}" for name, told in weights.items()))


def wait_until_it_answers(process: subprocess.Popen, port: int, zone: str) -> None:
    """Wait until a server of names is up."""
    deadline = time.monotonic() + 30
    while True:
        try:
            dns.query.udp(dns.message.make_query(zone, "SOA"), "127.0.0.1", port=port, timeout=0.3)
            return
        except (OSError, dns.exception.DNSException):
            if time.monotonic() > deadline or process.poll() is not None:
                raise
            time.sleep(0.05)
