# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The engine's way to AWS: all resource types, their sessions, the tag index and the lock."""

from __future__ import annotations

import difflib
import functools
import importlib
import pkgutil
import threading
from collections.abc import Collection, Iterator
from pathlib import Path

from ansible_collections.skylift.aws.plugins.module_utils.aws import calls, model, reading
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import ResourceType, file_of
from ansible_collections.skylift.aws.plugins.module_utils.aws.lifecycle import Lifecycle
from ansible_collections.skylift.aws.plugins.module_utils.aws.lock import StackLock
from ansible_collections.skylift.aws.plugins.module_utils.aws.options import options_of
from ansible_collections.skylift.aws.plugins.module_utils.aws.place import Place, global_region
from ansible_collections.skylift.aws.plugins.module_utils.aws.session import session
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration, Desired, Found
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Failed, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.check import preflight

PACKAGE = __name__.rpartition(".")[0]


def provider(options: dict) -> Provider:
    """Return the provider of AWS for one stack: {"stack": its name}."""
    return Provider(options["stack"])


@functools.cache
def facts_of(type_name: str) -> type[ResourceType]:
    """Return the class of a resource type. Raises KeyError for an unknown one."""
    try:
        module = importlib.import_module(f"{PACKAGE}.{file_of(type_name)}")
    except ModuleNotFoundError:
        raise KeyError(type_name) from None
    return module.RESOURCE_TYPES[type_name]


@functools.cache
def all_types() -> dict[str, type[ResourceType]]:
    """Return every resource type by its name."""
    services = [entry.name for entry in pkgutil.iter_modules([str(Path(__file__).parent)]) if entry.name != "provider"]
    tables = [importlib.import_module(f"{PACKAGE}.{service}").RESOURCE_TYPES for service in services]
    return {name: facts for table in tables for name, facts in table.items()}


class Provider:
    """AWS, for one stack."""

    def __init__(self, stack: str):
        self.stack = stack
        self._places: dict[int, Place] = {}
        self._types: dict[str, Lifecycle] = {}
        self._opening = threading.RLock()

    @property
    def api_calls(self) -> int:
        """How many requests were sent so far."""
        return calls.CALLS.total

    def trace(self, connection: dict) -> dict:
        """Return what the connection options ask to be told of the requests sent."""
        return calls.resource_actions(connection)

    def resource_type(self, name: str) -> Lifecycle:
        """Return a resource type. Raises KeyError for an unknown one."""
        with self._opening:
            if name not in self._types:
                facts = facts_of(name)
                lifecycle = facts.lifecycle() if facts.lifecycle else Lifecycle
                self._types[name] = lifecycle(facts, functools.partial(self._place_of, facts))
            return self._types[name]

    def near(self, name: str) -> list[str]:
        """Return the known type names most like this one."""
        return difflib.get_close_matches(name, all_types())

    def _place_of(self, facts: type[ResourceType], declaration: Declaration) -> Place:
        return self.place(declaration.connection).of(facts, declaration.options)

    def place(self, connection: dict) -> Place:
        """Return the place that a set of connection options leads to."""
        with self._opening:
            opened = session(connection)
            if id(opened) not in self._places:
                home = global_region(opened.partition, opened.region)
                abroad = None if home == opened.region else self.place({**connection, "region": home})
                self._places[id(opened)] = Place(opened, self.stack, abroad)
            return self._places[id(opened)]

    def warm(self, type_name: str, connection: dict) -> None:
        """Load the model and make the client of a type that is sure to be needed."""
        facts = facts_of(type_name)
        options_of(facts)
        model.service_model(facts.service)
        try:
            self.place(connection).session.client(facts.service)
        except calls.AwsError:
            return  # check() tells what is wrong with the connection, once for all types

    def check(self, connections: list[dict]) -> list[Problem]:
        """Return what is wrong with credentials, endpoint, region or account."""
        problems = [problem for connection in connections for problem in session(connection).check()]
        return list(dict.fromkeys(problems))

    def preflight(
        self,
        desired: list[Desired],
        found: dict[str, Found | None] | None,
        ignored: Collection[str] = (),
        is_whole: bool = True,
    ) -> list[Problem]:
        """Return what AWS would refuse, or what would hurt, about the stack; `found` is None if AWS is out of reach.

        Unless it `is_whole`, what is not declared may be so elsewhere; rules that are `ignored` say nothing.
        """
        place_of = None if found is None else lambda declaration: self.place(declaration.connection)
        return preflight(desired, found or {}, place_of, ignored=ignored, is_whole=is_whole)

    def estimate(self, stack: str, declared: list[Declaration], connection: dict, usage: dict) -> tuple[dict, list[str]]:
        """Return what these resources cost in a month, and the lines in which people read it. Raises Failed."""
        # Most plans are not priced, and need none of it.
        from ansible_collections.skylift.aws.plugins.module_utils.pricing.estimate import estimate, told, unknown_usage
        from ansible_collections.skylift.aws.plugins.module_utils.pricing.prices import Prices

        if problem := unknown_usage(usage):
            raise Failed(problem)
        try:
            estimated = estimate(declared, Prices.of(connection), session(connection).region, usage)
        except calls.AwsError as error:
            raise Failed(Problem(str(error), "see what the README asks of the credentials"), error.code) from error
        return estimated, list(told(estimated, stack))

    def owned(self, stack: str, connections: list[dict]) -> dict[str, dict]:
        """Return everything that carries the stack's tags: by address, the options that tell where it is. Raises Failed."""
        owned: dict[str, dict] = {}
        try:
            for place in map(self.place, connections):
                owned |= {address: {} for address in place.entries} | dict(_global_things(place))
                for facts in all_types().values():
                    owned |= {} if facts.indexed else {address: {} for address in reading.carrying(facts, place)}
        except calls.AwsError as error:
            raise Failed(Problem(str(error), "see what the README asks of the credentials"), error.code) from error
        return owned

    def lock(self, stack: str, holder: str, connection: dict, force: bool = False) -> StackLock:
        """Return the stack's lock, to be entered as a context. Raises Failed when another run holds it."""
        return StackLock(session(connection), stack, holder, force)


def _global_things(place: Place) -> Iterator[tuple[str, dict]]:
    """What AWS keeps, with a region in its ARN, where the global things of the partition are; by addresses."""
    for address, entry in place.abroad.index.entries.items() if place.abroad else ():
        facts = all_types().get(address.partition(".")[0], ResourceType)
        options = reading.told_by_arn(facts, entry["arn"])
        if facts.is_global(options):
            yield address, options
