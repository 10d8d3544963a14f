# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading while tasks still declare."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.engine import reading
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration
from ansible_collections.skylift.aws.plugins.module_utils.engine.reading import Reader
from toy import TYPES, World


class Reads:
    """A reader in a toy world."""

    def __init__(self):
        self.world = World()
        self.kinds = {name: kind(self.world) for name, kind in TYPES.items()}
        self.reader = Reader("toys", self.kinds.__contains__, ThreadPoolExecutor(4), lambda error: error)

    def declare(self, address: str, region: str = "", **options):
        type_name, _dot, name = address.partition(".")
        self.reader.add(Declaration(type_name, name, options, connection={"region": region}), self.kinds[type_name])

    def exists(self, address: str, number: int = 1, **options):
        self.world.things[address] = {"options": options, "tags": {}, "number": number}


@pytest.fixture
def reads() -> Reads:
    return Reads()


def soon(condition) -> bool:
    end = time.monotonic() + 30
    while not condition() and time.monotonic() < end:
        time.sleep(0.005)
    return condition()


def test_what_is_read_as_a_whole_is_read_at_once_and_only_once(reads):
    reads.exists("toy_network.a")
    reads.exists("toy_network.b")
    reads.declare("toy_network.a")
    assert soon(lambda: "toy_network.a" in reads.reader.found)
    reads.declare("toy_network.b")
    assert reads.reader.finish()["toy_network.b"]
    assert reads.world.calls == ["read toy_network"]


def test_a_type_is_read_in_one_go_when_no_more_of_it_comes(reads, monkeypatch):
    monkeypatch.setattr(reading, "QUIET_SECONDS", 1)
    for number in range(5):
        reads.declare(f"toy_service.{number}")
    assert reads.world.calls == []
    assert soon(lambda: len(reads.reader.found) == 5)
    assert reads.world.calls == ["read toy_service"]


def test_finishing_does_not_wait_for_quiet(reads, monkeypatch):
    monkeypatch.setattr(reading, "QUIET_SECONDS", 60)
    reads.declare("toy_service.a")
    started = time.monotonic()
    assert reads.reader.finish() == {"toy_service.a": None}
    assert time.monotonic() - started < 30


def test_what_has_a_scope_is_read_when_that_is_known(reads):
    reads.exists("toy_network.core")
    reads.exists("toy_subnet.a", network_id="id-1-")
    reads.declare("toy_subnet.a", network_id="${toy_network.core.id}")
    reads.declare("toy_network.core")
    assert reads.reader.finish()["toy_subnet.a"]
    assert reads.world.calls == ["read toy_network", "read toy_subnet"]


def test_what_lies_in_something_absent_is_absent_without_reading(reads):
    reads.declare("toy_network.core")
    reads.declare("toy_subnet.a", network_id="${toy_network.core.id}")
    assert reads.reader.finish() == {"toy_network.core": None, "toy_subnet.a": None}
    assert reads.world.calls == ["read toy_network"]


def test_two_regions_are_two_reads(reads):
    reads.declare("toy_service.here", region="eu-central-1")
    reads.declare("toy_service.there", region="us-east-1")
    reads.reader.finish()
    assert reads.world.calls == ["read toy_service"] * 2


def test_what_cannot_be_read_is_told_by_address(reads):
    reads.world.failures = {"read toy_service": "access denied"}
    reads.declare("toy_service.a")
    assert reads.reader.finish() == {}
    assert reads.reader.problems["toy_service.a"].said == "access denied"
