# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A toy cloud with four resource types: it forgets nothing, and can be told to be slow, to fail and to be in use.

World lives in memory, or in the JSON file that TOY_WORLD names, so that several processes can meet in it.
"""

from __future__ import annotations

import contextlib
import difflib
import functools
import json
import os
import threading
import time
from pathlib import Path

from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference, Found
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Failed, InUse, Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.references import find
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import Secret


class World:
    """What exists, what was called, and how the toy cloud behaves."""

    def __init__(self, file: Path | None = None):
        self.file = file
        self.guard = threading.RLock()
        self.things: dict[str, dict] = {}
        self.calls: list[str] = []
        self.delays: dict[str, float] = {}
        self.failures: dict[str, str] = {}
        self.in_use: dict[str, int] = {}
        self.locked_by = ""
        self.broken = ""
        self.busy = 0
        self.busiest = 0
        if file and file.exists():
            vars(self).update(json.loads(file.read_text()))

    def save(self) -> None:
        if self.file:
            kept = ("things", "calls", "delays", "failures", "in_use", "locked_by")
            new = self.file.with_suffix(f".{os.getpid()}")
            new.write_text(json.dumps({name: vars(self)[name] for name in kept}))
            new.replace(self.file)

    @contextlib.contextmanager
    def call(self, verb: str, address: str, report=None):
        """One API call on one thing, as slow and as faulty as it was told to be."""
        with self.guard:
            self.calls.append(f"{verb} {address}")
            self.busy += 1
            self.busiest = max(self.busy, self.busiest)
            self.save()
        try:
            self._take_time(self.delays.get(f"{verb} {address}", 0), report)
            if message := self.failures.get(f"{verb} {address}"):
                raise Failed(Problem(message), code="ToyRefused", request_id="req-42")
            with self.guard:
                yield
                self.save()
        finally:
            self.busy -= 1

    @staticmethod
    def _take_time(seconds: float, report) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(0.01)
            if report:
                report("status backing-up")


class ToyType:
    """What all toy types have in common."""

    name = ""
    attributes: tuple[str, ...] = ("id",)
    holds_data = False
    unprotected = "lock: false"
    permanent = False
    goes_last = False
    shared = False
    renewed: frozenset = frozenset()
    reads_all = False
    may_have_moved = False
    shown: tuple[str, ...] = ()
    secret: frozenset[str] = frozenset()
    secret_within: frozenset[str] = frozenset()
    scope: tuple[str, ...] = ()
    fixed: frozenset[str] = frozenset()

    def __init__(self, world: World):
        self.world = world

    @classmethod
    def attribute_names(cls) -> tuple[str, ...]:
        return cls.attributes

    def secret_in(self, options):
        return self.secret

    def why_new(self, desired):
        return "does not exist yet"

    def taken(self, declaration):
        return declaration

    def problems(self, declaration):
        if "size" in declaration.options and not find(declaration.options["size"]):
            try:
                int(declaration.options["size"])
            except (TypeError, ValueError):
                return [
                    Problem(
                        f"{declaration.options['size']} is no number",
                        "write a number",
                        declaration.address,
                        declaration.where,
                        "size",
                    )
                ]
        return []

    def read(self, wanted):
        if self.world.broken:
            raise RuntimeError(self.world.broken)
        with self.world.call("read", self.name):
            asked = [desired.address for desired in wanted]
            if self.reads_all:
                asked += [address for address in self.world.things if address.startswith(f"{self.name}.")]
            return {address: self._found(address) for address in asked}

    def differences(self, desired, found):
        have = found.item
        return [
            Difference(option, have.get(option), value, option in self.fixed)
            for option, value in desired.options.items()
            if value != have.get(option)
        ]

    def ownership(self, desired, found):
        if found.tags is None:
            return "unknown"
        return "ours" if found.tags.get("skylift:stack") == desired.stack else "foreign"

    def protected_by(self, desired, found):
        return "lock" if desired.options.get("lock") or found.item.get("lock") else ""

    def create(self, desired, report):
        with self.world.call("create", desired.address, report):
            count = sum(call.startswith("create") for call in self.world.calls)
            self.world.things[desired.address] = {
                "options": desired.options,
                "tags": desired.tags,
                "number": count,
            }
            return self._found(desired.address)

    def update(self, desired, found, differences, report):
        with self.world.call("update", desired.address, report):
            self.world.things[desired.address]["options"] |= desired.options
            self.world.things[desired.address]["tags"] = desired.tags
            return self._found(desired.address)

    def delete(self, found, desired, report):
        with self.world.call("delete", found.address, report):
            if self.world.in_use.get(found.address):
                self.world.in_use[found.address] -= 1
                raise InUse(Problem("a network interface still hangs on it"), code="DependencyViolation")
            for other, thing in self.world.things.items():
                if other != found.address and self._id(found.address) in json.dumps(thing["options"]):
                    raise InUse(Problem(f"{other} still uses it"), code="DependencyViolation")
            del self.world.things[found.address]

    def _id(self, address: str) -> str:
        return f"id-{self.world.things[address]['number']}-"

    def _found(self, address: str) -> Found | None:
        thing = self.world.things.get(address)
        if thing is None:
            return None
        values = {
            "id": self._id(address),
            "arn": f"arn:{address}",
            "url": f"https://{address}",
            "port": 5432,
            "endpoint": f"{address}.{thing['options'].get('size', 1)}",
            "zones": ["a", "b"],
            "late": None,
            "token": Secret("s3cret/token"),
        }
        return Found(address, dict(thing["options"]), thing["tags"], {name: values[name] for name in self.attributes})


class Network(ToyType):
    name = "toy_network"
    attributes = ("id", "arn", "zones", "late")
    fixed = frozenset({"cidr"})
    reads_all = True


class Subnet(ToyType):
    name = "toy_subnet"
    scope = ("network_id",)
    fixed = frozenset({"network_id"})


class Database(ToyType):
    name = "toy_database"
    attributes = ("id", "endpoint", "port", "token")
    holds_data = True
    shown = ("size", "engine", "password")
    secret = frozenset({"password"})
    fixed = frozenset({"engine"})


class Service(ToyType):
    name = "toy_service"
    attributes = ("id", "url")


TYPES = {kind.name: kind for kind in (Network, Subnet, Database, Service)}


class Lock:
    """A lock that remembers nothing beyond its world."""

    def __init__(self, world: World, stack: str, holder: str, force: bool):
        self.world, self.stack, self.holder, self.force = world, stack, holder, force
        self.lost = False

    def __enter__(self):
        if self.world.locked_by and not self.force:
            raise Failed(
                Problem(
                    f"stack {self.stack} is being converged by {self.world.locked_by}", "wait, or force_unlock: true"
                )
            )
        self.world.locked_by = self.holder
        self.world.save()
        return self

    def __exit__(self, *_error):
        self.world.locked_by = ""
        self.world.save()


class ToyProvider:
    """The toy cloud as the engine sees it."""

    def __init__(self, world: World, stack: str):
        self.world = world
        self.stack = stack
        self.types = {name: kind(world) for name, kind in TYPES.items()}
        self.connection_problems: list[Problem] = []

    @property
    def api_calls(self) -> int:
        return len(self.world.calls)

    def trace(self, connection):
        return {"calls": list(self.world.calls)} if connection.get("trace") else {}

    def resource_type(self, name):
        return self.types[name]

    def near(self, name):
        return difflib.get_close_matches(name, self.types)

    def warm(self, type_name, connection):
        self.types[type_name].warmed = True

    def check(self, connections):
        return [
            Problem("the credentials have expired", "log in again")
            for connection in connections
            if connection.get("profile") == "expired"
        ]

    def preflight(self, desired, found, ignored, is_whole):
        cidrs = [one.options.get("cidr") for one in desired if one.type == "toy_subnet" and one.options.get("cidr")]
        double = [Problem("two subnets have the same range", "give each its own", code="TOY-RANGE")]
        small = [
            Problem("is small", "make it larger", one.address, one.declaration.where, "size", "TOY-SMALL", WARNING)
            for one in desired
            if one.options.get("size") == 1
        ]
        problems = [*(double if len(set(cidrs)) < len(cidrs) else []), *small]
        return [problem for problem in problems if problem.code not in ignored]

    def owned(self, stack, connections):
        return {
            address: {}
            for address, thing in self.world.things.items()
            if thing["tags"].get("skylift:stack") == stack
        }

    def lock(self, stack, holder, connection, force):
        return Lock(self.world, stack, holder, force)


@functools.cache
def world_at(file: str) -> World:
    """The one world in this process that is kept in the file."""
    return World(Path(file))


def provider(options):
    """Return the toy cloud that TOY_WORLD names."""
    return ToyProvider(world_at(os.environ["TOY_WORLD"]), options["stack"])
