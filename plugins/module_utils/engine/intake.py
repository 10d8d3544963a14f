# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Taking in declarations while tasks still run: validated, warmed up and read as they arrive."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from .declaration import Declaration, Found
from .events import Events
from .mistakes import explained
from .problem import Failed, Problem
from .reading import Reader
from .values import secret, veiled

POOL_SIZE = 16
SECRET_CONNECTION_OPTIONS = ("access_key", "secret_key", "session_token")


def connection_of(options: dict) -> dict:
    """Return connection options with their secrets marked as such."""
    return {name: secret(value) if name in SECRET_CONNECTION_OPTIONS else value for name, value in options.items()}


class Intake:
    """All that was declared for one stack.

    `load` imports and returns the provider; it runs in the thread of the intake.
    """

    def __init__(self, load: Callable[[], object], stack: str, events: Events):
        self.declared: dict[str, Declaration] = {}
        self.types: dict[str, object] = {}
        self.problems: list[Problem] = []
        self.provider = None
        self.pool = ThreadPoolExecutor(POOL_SIZE, thread_name_prefix="intake")
        self._load = load
        self._stack = stack
        self._events = events
        events.name(stack)
        self._queue: queue.SimpleQueue = queue.SimpleQueue()
        self._connections: dict[str, dict] = {}
        self._warmed: set[tuple[str, str]] = set()
        self._checks: list[Future] = []
        self._owned: list[tuple[dict, Future]] = []
        self._reader = self._new_reader()
        self._thread = threading.Thread(target=self._take_all, name="intake", daemon=True)
        self._thread.start()

    def take(self, raw: dict) -> None:
        """Take in one declaration as plain data: the fields of Declaration, and `no_log`."""
        self._queue.put(raw)

    def close(self) -> None:
        """Wait until all that was taken in is validated. Nothing can be declared after that."""
        self._queue.put(None)
        self._thread.join()

    def checked(self) -> list[Problem]:
        """Return the problems with the connections: credentials, endpoints, accounts."""
        return [problem for check in self._checks for problem in check.result()]

    def readable(self) -> tuple[dict[str, Found | None], dict[str, Problem]]:
        """Read what is left to read. Return what was found, and by address why something could not be read."""
        return self._reader.finish(), self._reader.problems

    def found(self) -> dict[str, Found | None]:
        """Read what is left to read. Raises Failed if AWS could not be read."""
        found = self._reader.finish()
        for problem in self._reader.problems.values():
            raise Failed(problem)
        return found

    def orphans(self) -> dict[str, tuple[Declaration, Found | Problem]]:
        """Return what carries the tags of the stack and is not declared, or why it cannot be read."""
        lost: dict[str, Declaration] = {}
        for connection, owned in self._owned:
            for address, options in owned.result().items():
                type_name, _dot, name = address.partition(".")
                if address not in self.declared and self._knows(type_name):
                    lost.setdefault(address, Declaration(type_name, name, options, connection=connection))
        if not lost:
            return {}
        reader = self._new_reader()
        for declaration in lost.values():
            reader.add(declaration, self.types[declaration.type])
        read = {**reader.finish(), **reader.problems}
        # AWS lists tags of deleted things for a while; what is not there any more is no orphan.
        return {address: (declaration, read[address]) for address, declaration in lost.items() if read.get(address)}

    def read_again(self) -> None:
        """Read everything anew, with a new provider, since that remembers nothing."""
        self.provider = self._load()
        self.types.update({name: self.provider.resource_type(name) for name in self.types})
        self._reader = self._new_reader()
        for declaration in self.declared.values():
            self._reader.add(declaration, self.types[declaration.type])
        self._owned = [(connection, self._ask_owned(connection)) for connection in self._connections.values()]

    def _new_reader(self) -> Reader:
        return Reader(self._stack, self._knows, self.pool, lambda error: explained(error, self._events))

    def _take_all(self) -> None:
        try:
            self.provider = self._load()
        except Exception as error:
            self.problems.append(explained(error, self._events).problem)
        for raw in iter(self._queue.get, None):
            if self.provider is None:
                continue
            try:
                self._take(raw)
            except Exception as error:
                self.problems.append(replace(explained(error, self._events).problem, where=raw["where"]))

    def _take(self, raw: dict) -> None:
        no_log = raw.pop("no_log", False)
        declaration = Declaration(
            **{**raw, "delegated": tuple(raw.get("delegated", ())), "connection": connection_of(raw["connection"])}
        )
        if not self._knows(declaration.type):
            near = self.provider.near(declaration.type)
            self._problem(
                declaration,
                f"there is no resource type {declaration.type}",
                f"did you mean {', '.join(near)}?" if near else "",
            )
            return
        kind = self.types[declaration.type]
        declaration = kind.taken(declaration)
        hidden = declaration.options if no_log else kind.secret_in(declaration.options)
        declaration = replace(declaration, options=veiled(declaration.options, hidden, kind.secret_within))
        self._events.hide([declaration.options, declaration.connection])
        self._events.name(declaration.name)
        first = self.declared.get(declaration.address)
        if first is None:
            self._accept(declaration, kind)
        elif replace(first, where="", group="") != replace(declaration, where="", group=""):
            self._problem(
                declaration,
                f"is declared twice, and differently; first at {first.where}",
                "give one of them another name",
            )

    def _accept(self, declaration: Declaration, kind: object) -> None:
        self.declared[declaration.address] = declaration
        self._connect(declaration)
        problems = kind.problems(declaration)
        self.problems += problems
        if not problems:
            self._reader.add(declaration, kind)

    def _connect(self, declaration: Declaration) -> None:
        connection = declaration.connection
        key = json.dumps(connection, sort_keys=True)
        if key not in self._connections:
            self._connections[key] = connection
            self._checks.append(self.pool.submit(self._check, connection))
            self._owned.append((connection, self._ask_owned(connection)))
        if (declaration.type, key) not in self._warmed:
            self._warmed.add((declaration.type, key))
            self.pool.submit(self.provider.warm, declaration.type, connection)

    def _ask_owned(self, connection: dict) -> Future:
        return self.pool.submit(self.provider.owned, self._stack, [connection])

    def _check(self, connection: dict) -> list[Problem]:
        try:
            return self.provider.check([connection])
        except Exception as error:
            return [explained(error, self._events).problem]

    def _knows(self, type_name: str) -> bool:
        if type_name not in self.types:
            try:
                self.types[type_name] = self.provider.resource_type(type_name)
            except KeyError:
                return False
        return True

    def _problem(self, declaration: Declaration, said: str, remedy: str) -> None:
        self.problems.append(Problem(said, remedy, declaration.address, declaration.where))
