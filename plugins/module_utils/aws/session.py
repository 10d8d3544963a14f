# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""One AWS session for one set of connection options: credentials, region, endpoints, and the clients made of them."""
from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterable, Iterator

from ansible_collections.skylift.aws.plugins.module_utils.aws import calls, diagnosis, model
from ansible_collections.skylift.aws.plugins.module_utils.aws.connection import Connection
from ansible_collections.skylift.aws.plugins.module_utils.aws.credentials import AssumedRole
from ansible_collections.skylift.aws.plugins.module_utils.aws.sdk import botocore, missing
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem

VERSION = "1.0.0"
# With every sixth request failing (throttled, 5xx, dropped) ten attempts fail once in fifty million calls.
ATTEMPTS = 10
# The first call of a run asks who we are; a wrong endpoint shall not keep people waiting for a minute.
IDENTITY_ATTEMPTS = 4

_sessions: dict[str, AwsSession] = {}
_opening = threading.Lock()


def session(options: dict) -> AwsSession:
    """Return the session for these connection options (amazon.aws's names or aliases); equal options share one."""
    key = json.dumps(options, sort_keys=True, default=str)
    with _opening:
        if key not in _sessions:
            _sessions[key] = AwsSession(options)
        return _sessions[key]


class AwsSession:
    """The way to one account and region. Thread-safe; nothing is read, asked or sent before it is needed."""

    def __init__(self, options: dict):
        self.connection = Connection.of(options)
        self._making = threading.RLock()
        # Taken before _making, never after it: clients are made while AWS is asked who we are.
        self._asking = threading.Lock()
        self._opened = None
        self._region = ""
        self._account_id = ""
        self._clients: dict[object, object] = {}

    def client(self, service: str):
        """Return the botocore client of a service. Raises AwsError if the connection options make none possible."""
        with self._making:
            if service not in self._clients:
                self._clients[service] = self._create(self._session(), service)
            return self._clients[service]

    def call(self, service: str, operation: str, params: dict | None = None,
             retry_while: Iterable[tuple[str, str]] = (), seconds: float = 120, once: bool = False) -> dict:
        """Call an operation and return its answer. Raises AwsError; `retry_while` as in calls.call.

        With `once` a request whose answer was lost is not sent again: for creations that AWS cannot tell apart.
        """
        client = self.client_without_retries(service) if once else self.client(service)
        return calls.call(client, operation, params or {}, retry_while, seconds, 0 if once else calls.PATIENCE)

    def client_without_retries(self, service: str):
        """Return a botocore client that sends each request once. Raises AwsError."""
        with self._making:
            if (service, "once") not in self._clients:
                self._clients[service, "once"] = self._create(self._session(), service, 1)
            return self._clients[service, "once"]

    def pages(self, service: str, operation: str, params: dict | None = None) -> Iterator[dict]:
        """Yield every page of an operation's answer. Raises AwsError."""
        return calls.pages(self.client(service), operation, params or {})

    @property
    def region(self) -> str:
        """The region of options, environment or profile. Raises AwsError (NoRegionError) when none is set."""
        with self._making, diagnosis.connecting():
            if not self._region:
                self._region = self.connection.region or self._session().get_config_variable("region") or ""
        if not self._region:
            raise calls.AwsError("NoRegionError", "no region is set")
        return self._region

    @property
    def partition(self) -> str:
        """The partition of the region: aws, aws-cn, aws-us-gov, ... Raises AwsError."""
        with diagnosis.connecting():
            return self._session().get_partition_for_region(self.region)

    @property
    def dns_suffix(self) -> str:
        """What the partition's host names end in: amazonaws.com, amazonaws.com.cn, ... Raises AwsError."""
        partitions = model.loader().load_data("endpoints")["partitions"]
        return next(each["dnsSuffix"] for each in partitions if each["partition"] == self.partition)

    @property
    def account_id(self) -> str:
        """The account that the credentials belong to, asked once. Raises AwsError."""
        with self._asking:
            if not self._account_id:
                client = self._create(self._session(), "sts", IDENTITY_ATTEMPTS)
                self._account_id = calls.call(client, "get_caller_identity", {})["Account"]
            return self._account_id

    def check(self) -> list[Problem]:
        """Return what keeps this connection from working: SDK, credentials, region, endpoint, or the wrong account."""
        if missing():
            return missing()
        try:
            account = self.account_id
        except calls.AwsError as error:
            return [diagnosis.problem(error, self.connection)]
        wanted = self.connection.account_id
        if wanted and wanted != account:
            return [Problem(
                f"the credentials belong to account {account}, but account_id is {wanted}",
                "use the credentials of that account, or correct account_id", option="account_id",
            )]
        return []

    def _session(self):
        with self._making, diagnosis.connecting():
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self):
        given = self.connection
        if given.ambiguous:
            raise calls.AwsError("AmbiguousCredentials", "both a profile and keys are given")
        own = self._new_session()
        if given.access_key or given.secret_key:
            own.set_credentials(*given.keys())
        if not given.assume_role_arn:
            return own
        source = own.get_credentials()
        if source is None:
            raise botocore.exceptions.NoCredentialsError()
        assumed = self._new_session()
        role = AssumedRole(given.assume_role_arn, source, functools.partial(self._create, own))
        assumed.register_component("credential_provider", role)
        return assumed

    def _new_session(self):
        made = botocore.session.Session(profile=self.connection.profile)
        # One loader for all sessions: parsing the API model of EC2 alone takes a tenth of a second.
        made.register_component("data_loader", model.loader())
        return made

    def _create(self, own, service: str, attempts: int = ATTEMPTS, **credentials):
        with self._making, diagnosis.connecting():
            # Read under the model's lock first, so that no two threads parse the same file at the same time.
            model.service_model(service)
            client = own.create_client(
                service, region_name=self.region, endpoint_url=self.connection.endpoint_url,
                verify=self.connection.verify, config=self._config(attempts), **credentials,
            )
        calls.CALLS.watch(client)
        return client

    def _config(self, attempts: int):
        from botocore.config import Config

        # Not "adaptive": with 10 % of the answers throttles, its rate limiter took 132 s for 600 calls that take 7 s.
        ours = Config(
            retries={"mode": "standard", "total_max_attempts": attempts}, max_pool_connections=50,
            connect_timeout=10, read_timeout=60, tcp_keepalive=True, user_agent_extra=f"skylift.aws/{VERSION}",
        )
        try:
            return ours.merge(Config(**self.connection.aws_config))
        except TypeError as error:
            raise calls.AwsError("InvalidConfig", str(error)) from None
