# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shop on two platforms, its zone in the sandbox's Route 53, and a name server that answers what stands there."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import argument_spec_of
from ansible_collections.skylift.aws.plugins.modules.traffic_shift import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.shifting import shifted
from name_server import NameServer
from platforms import Platform

TESTS = Path(__file__).resolve().parents[1]
NAME = "api.example.test"
# Hosts are called by their addresses: the system's resolver, which the probes ask, knows no name of the zone.
OLD, NEW = "127.0.0.2", "127.0.0.3"
QUICK = [{"weight": weight, "seconds": 1.5} for weight in (10, 25, 50, 100)]


class Shop:
    """Everything around one shift of traffic."""

    def __init__(self, folder: Path, sandbox):
        self.folder = folder
        self.sandbox = sandbox
        self.route53 = sandbox.client("route53")
        self.zone_id = self.route53.create_hosted_zone(Name="example.test", CallerReference="shop")["HostedZone"]["Id"]
        self.record(self.simple(NAME, "CNAME", OLD), self.simple("example.test", "A", OLD))
        self.port = free_port()
        self.old, self.new = Platform(OLD, self.port), Platform(NEW, self.port)
        self.server = NameServer(folder, free_port(), sandbox.client("route53"), self.zone_id)
        self.server.start()

    @staticmethod
    def simple(name: str, kind: str, value: str, ttl: int = 1) -> dict:
        return {"Name": name, "Type": kind, "TTL": ttl, "ResourceRecords": [{"Value": value}]}

    def record(self, *sets: dict, action: str = "UPSERT") -> None:
        """Change records by hand."""
        changes = [{"Action": action, "ResourceRecordSet": each} for each in sets]
        self.route53.change_resource_record_sets(HostedZoneId=self.zone_id, ChangeBatch={"Changes": changes})

    def records(self, name: str = NAME) -> list[dict]:
        """The records of a name that people visit by."""
        found = self.route53.list_resource_record_sets(HostedZoneId=self.zone_id)["ResourceRecordSets"]
        return [each for each in found if each["Name"] == f"{name}." and each["Type"] in ("A", "AAAA", "CNAME")]

    def options(self, **options) -> dict:
        """A shift as people write it, but for the seconds."""
        return {
            "hosted_zone_id": self.zone_id, "record_name": NAME, "alias_target": {"dns_name": NEW}, "region": "us-east-1",
            "url": f"http://{NAME}:{self.port}", "checks": [{"path": "/health"}], "one_database": True, "stages": QUICK,
            "interval": 0.3, "failure_threshold": 2, **options,
        }  # fmt: skip

    def task(self, **options) -> dict:
        """A task that shifts."""
        return {"name": "Shift", "skylift.aws.traffic_shift": self.options(**options), "register": "shifted"}

    def shift(self, say: Callable[[str], None] = print, **options) -> dict:
        """Shift as the task does, in this process. Raises TrafficError."""
        validator = ArgumentSpecValidator(argument_spec_of(DOCUMENTATION))
        connection = {"endpoint_url": self.sandbox.url, "access_key": "sandbox", "secret_key": "sandbox"}
        validated = validator.validate({**self.options(**options), **connection})
        assert not validated.error_messages, validated.error_messages
        return shifted(validated.validated_parameters, say, False)

    def start(self, *tasks: dict, arguments: tuple = ()) -> subprocess.Popen:
        """Start a playbook."""
        play = {"hosts": "localhost", "gather_facts": False, "tasks": [*tasks, {"ansible.builtin.debug": {"var": "shifted"}}]}
        (self.folder / "play.yml").write_text(yaml.safe_dump([play]))
        command = [sys.executable, "-m", "ansible", "playbook", "-i", "localhost,", "-c", "local", *arguments, "play.yml"]
        return subprocess.Popen(
            command, cwd=self.folder, env=self.environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    @property
    def environment(self) -> dict[str, str]:
        outside = ("ANSIBLE_", "AWS_", "PG", "http_proxy", "HTTP_PROXY")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(outside)}
        return kept | {
            "ANSIBLE_COLLECTIONS_PATH": str(TESTS.parent / ".venv" / "collections"), "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_CONFIG": str(TESTS.parent / "ansible.cfg"), "ANSIBLE_STDOUT_CALLBACK": "default",
            "ANSIBLE_HOME": str(self.folder / "home"), "ANSIBLE_CALLBACK_RESULT_FORMAT": "json",
            "AWS_ENDPOINT_URL": self.sandbox.url, "AWS_ACCESS_KEY_ID": "sandbox", "AWS_SECRET_ACCESS_KEY": "sandbox",
        }  # fmt: skip

    def run(self, *tasks: dict, arguments: tuple = ()) -> tuple[int, str]:
        """Run tasks; return the exit code and what was printed."""
        with self.start(*tasks, arguments=arguments) as process:
            printed = process.communicate(timeout=120)[0]
        return process.returncode, printed

    def wait_for(self, weight: int | None) -> None:
        """Wait until the name server answers by this share of AWS."""
        deadline = time.monotonic() + 60
        while self.server.weight() != weight:
            assert time.monotonic() < deadline, self.server.history
            time.sleep(0.02)

    def stop(self) -> None:
        """Leave nothing."""
        for each in (self.server, self.old, self.new):
            each.stop()


def result(printed: str) -> dict:
    """What the task returned, as the playbook shows it."""
    text = printed[printed.index('"shifted": ') + len('"shifted": ') :]
    return json.JSONDecoder().raw_decode(text)[0]


def free_port() -> int:
    """A port that nobody uses at any address of loopback."""
    with socket.socket() as probe:
        probe.bind(("", 0))
        return probe.getsockname()[1]
