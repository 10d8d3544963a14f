# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The lock of a stack: a parameter in SSM Parameter Store that holds a lease; two converges never run together."""
from __future__ import annotations

import datetime
import email.utils
import json
import re
import threading
import time
import uuid
from typing import NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError, backoff, sleep
from ansible_collections.skylift.aws.plugins.module_utils.aws.session import AwsSession
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Failed, Problem

LEASE = 120
RENEWED_EVERY = 40
TRIES = 6
PERMISSIONS = "allow ssm:PutParameter, GetParameters, DeleteParameter and AddTagsToResource on parameter/skylift/*"


class Lease(NamedTuple):
    """What stands in the parameter: who holds it, the id of that run, when it ends, and SSM's version of it."""

    holder: str
    id: str
    until: datetime.datetime
    version: int


class StackLock:
    """A context manager that holds the lock of a stack, and renews it until left. Raises Failed if another run has it.

    `lost` turns true when the lock could not be kept; `reason` then says why. Who holds it must begin nothing more.
    SSM can write only if nothing is there, but not only if nothing changed. It numbers versions without gaps, though:
    of several who replace version 7, the one whose write became version 8 has the lock, the others put its value back.
    """

    def __init__(self, session: AwsSession, stack: str, holder: str, force: bool = False,
                 lease: float = LEASE, renewed_every: float = RENEWED_EVERY):
        self.session = session
        self.stack = stack
        self.holder = holder
        self.force = force
        self.lease = lease
        self.renewed_every = renewed_every
        self.lost = False
        self.reason = ""
        self._id = str(uuid.uuid4())
        self._parameter = f"/skylift/{stack}/lock"
        self._ahead = datetime.timedelta()
        self._ends = 0.0
        self._foreign = False
        self._left = threading.Event()
        self._renewal = threading.Thread(target=self._keep, name="stack lock", daemon=True)

    def __enter__(self) -> StackLock:
        if not re.fullmatch(r"[A-Za-z0-9_.-]+", self.stack):
            said = f'"{self.stack}" is no name for a stack'
            raise Failed(Problem(said, "use letters, digits, dots, dashes and underscores"))
        try:
            self._acquire()
        except AwsError as error:
            said = f"the lock of stack {self.stack} cannot be taken: {error.code}: {error.message}"
            raise Failed(Problem(said, PERMISSIONS), error.code, error.request_id, error.status) from None
        self._renewal.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._left.set()
        self._renewal.join()
        try:
            standing = self._standing()
            if standing and standing.id == self._id:
                self.session.call("ssm", "delete_parameter", {"Name": self._parameter})
        except AwsError as error:
            # The work is done, and the lease ends by itself.
            self.reason = f"the lock of stack {self.stack} was not released: {error}"

    def _acquire(self) -> None:
        for attempt in range(TRIES):
            standing = self._standing()
            if standing is None and self._create():
                return
            if standing and standing.id == self._id:
                return
            if standing and not self.force and standing.until > self._now():
                raise self._taken(standing)
            if standing and self._replace(standing.version):
                return
            sleep(backoff(attempt))
        raise Failed(Problem(f"the lock of stack {self.stack} changes hands all the time", "run again"))

    def _taken(self, standing: Lease) -> Failed:
        return Failed(Problem(
            f"stack {self.stack} is being converged by {standing.holder} until {standing.until:%H:%M:%S} UTC",
            "wait, or force_unlock: true", option="force_unlock",
        ))

    def _create(self) -> bool:
        tags = [{"Key": "skylift:stack", "Value": self.stack}]
        try:
            self._put(Overwrite=False, Tags=tags)
        except AwsError as error:
            # It may be our own: the answer to an earlier attempt was lost. The next look will tell.
            if error.code == "ParameterAlreadyExists":
                return False
            raise
        return True

    def _replace(self, version: int) -> bool:
        """Write our lease over that version; False if somebody else did, and then theirs stands again."""
        written = self._put(Overwrite=True)
        if written in (1, version + 1):
            # 1: it was released in between, and whoever writes the first version of a new parameter has it.
            return True
        winner = self._standing(f"{self._parameter}:{version + 1 if written > version else 1}")
        if winner and winner.id != self._id:
            self._write(self._text(winner.holder, winner.id, winner.until), Overwrite=True)
        # Our own: the answer to our first attempt was lost, and the request sent again.
        return winner is not None and winner.id == self._id

    def _put(self, **how: object) -> int:
        written = time.monotonic()
        until = self._now() + datetime.timedelta(seconds=self.lease)
        version = self._write(self._text(self.holder, self._id, until), **how)
        self._ends = written + self.lease
        return version

    def _write(self, text: str, **how: object) -> int:
        parameter = {"Name": self._parameter, "Value": text, "Type": "String", **how}
        return self.session.call("ssm", "put_parameter", parameter)["Version"]

    @staticmethod
    def _text(holder: str, run: str, until: datetime.datetime) -> str:
        return json.dumps({"holder": holder, "id": run, "until": until.isoformat(timespec="seconds")})

    def _standing(self, name: str = "") -> Lease | None:
        """Return the lease that stands (or the version named), and learn AWS's time: clocks of machines differ."""
        answer = self.session.call("ssm", "get_parameters", {"Names": [name or self._parameter]})
        date = email.utils.parsedate_to_datetime(answer["ResponseMetadata"]["HTTPHeaders"]["date"])
        # HTTP's dates are in GMT, also where a go-between spells that so that Python reads no zone.
        self._ahead = date.replace(tzinfo=datetime.UTC) - datetime.datetime.now(datetime.UTC)
        return self._lease_in(answer["Parameters"][0]) if answer["Parameters"] else None

    def _lease_in(self, parameter: dict) -> Lease:
        try:
            told = json.loads(parameter["Value"])
            until = datetime.datetime.fromisoformat(told["until"])
            return Lease(told["holder"], told["id"], until, parameter["Version"])
        except (ValueError, KeyError, TypeError):
            # Written by hand, to keep converges out: it stands until it is removed by hand, or forced.
            until = self._now() + datetime.timedelta(seconds=self.lease)
            return Lease("somebody who wrote the lock by hand", "", until, parameter["Version"])

    def _now(self) -> datetime.datetime:
        return datetime.datetime.now(datetime.UTC) + self._ahead

    def _keep(self) -> None:
        pause = self.renewed_every
        while not self._left.wait(pause) and not self.lost:
            try:
                pause = self.renewed_every if self._renew() else self.renewed_every / 8
            except AwsError as error:
                pause = self.renewed_every / 8
                self.reason = f"it could not be renewed: {error}"
            if time.monotonic() >= self._ends:
                self.lost = True

    def _renew(self) -> bool:
        """Renew the lease. False if another's stands: that is the end only if it still does at the next look."""
        standing = self._standing()
        if standing and standing.id == self._id and self._replace(standing.version):
            self.reason, self._foreign = "", False
            return True
        taker = standing.holder if standing else "nobody"
        self.lost = self._foreign
        self._foreign = True
        self.reason = f"it was taken over: {taker} holds it now"
        return False
