# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Calling AWS: one kind of error, every request counted, and retries for what is only not consistent yet."""
from __future__ import annotations

import collections
import contextlib
import functools
import os
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from ansible.module_utils.parsing.convert_bool import boolean
from ansible_collections.skylift.aws.plugins.module_utils.aws import counted
from ansible_collections.skylift.aws.plugins.module_utils.aws.model import loader
from ansible_collections.skylift.aws.plugins.module_utils.aws.sdk import botocore
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import SENSITIVE, Secret

Answer = TypeVar("Answer")

THROTTLES = frozenset((
    "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException",
    "RequestLimitExceeded", "TooManyRequestsException", "SlowDown", "BandwidthLimitExceeded", "EC2ThrottledException",
    "ProvisionedThroughputExceededException", "TransactionInProgressException", "PriorRequestNotComplete",
))

# botocore's names for a connection that broke while a request was on its way.
LOST = frozenset(("ConnectionClosedError", "ReadTimeoutError", "HTTPClientError", "ResponseStreamingError"))
UNREACHED = frozenset(("EndpointConnectionError", "ConnectTimeoutError", "ProxyConnectionError"))

ABSENT = ("NotFound", "NoSuch", "NonExistent", "DoesNotExist", "InvalidAllocationID", "Malformed.None")
"""Parts of the error codes that say there is no such thing."""


class AwsError(SkyliftError):
    """What AWS, or the way to it, answered instead of a result.

    `code` is AWS's error code, or the name of botocore's exception when AWS was not reached (`status` is None then).
    `attempts` counts the requests sent.
    """

    def __init__(self, code: str, message: str, service: str = "", operation: str = "", request_id: str = "",
                 status: int | None = None, attempts: int = 0):
        super().__init__(message)
        self.code = code
        self.message = message
        self.service = service
        self.operation = operation
        self.request_id = request_id
        self.status = status
        self.attempts = attempts

    @property
    def retried(self) -> bool:
        """Whether an earlier request may have been carried out, its answer lost: "already exists" may be ours."""
        return self.attempts > 1

    @property
    def interrupted(self) -> bool:
        """Whether AWS was reached, and was too busy or the connection broke."""
        return self.code in THROTTLES or (self.status or 0) >= 500 or self.code in LOST

    @property
    def retryable(self) -> bool:
        """Whether a later try may succeed as it is: interrupted, or nothing was sent at all."""
        return self.interrupted or self.code in UNREACHED

    @property
    def absent(self) -> bool:
        """Whether AWS says that there is no such thing (yet, or any more)."""
        return any(fragment in self.code for fragment in ABSENT)

    def matches(self, patterns: Iterable[tuple[str, str]]) -> bool:
        """Tell whether one (code, fragment of the message) describes this error; "" is in every message."""
        return any(self.code == code and fragment in self.message for code, fragment in patterns)

    def __str__(self) -> str:
        said_by = f" (request id {self.request_id})" if self.request_id else ""
        return f"{self.service}:{self.operation}: {self.code}: {self.message}{said_by}".lstrip(":")


class ApiCalls:
    """Counts the requests sent to AWS, each attempt by itself: `total`, and `by_operation` {"ec2:DescribeVpcs": 3}."""

    def __init__(self):
        self._counting = threading.Lock()
        self._this_thread = threading.local()
        self.by_operation: collections.Counter[str] = collections.Counter()

    @property
    def total(self) -> int:
        with self._counting:
            return sum(self.by_operation.values())

    def watch(self, client) -> None:
        """Count what this client sends from now on."""
        service = client.meta.service_model.service_name
        client.meta.events.register("before-send", functools.partial(self._sent, service))

    def _sent(self, service: str, event_name: str, **kwargs) -> None:
        operation = f"{service}:{event_name.rpartition('.')[2]}"
        with self._counting:
            self.by_operation[operation] += 1
        self.here()[operation] += 1

    def here(self) -> collections.Counter[str]:
        """Return the counter of this thread, which no other thread's requests disturb."""
        if not hasattr(self._this_thread, "counter"):
            self._this_thread.counter = collections.Counter()
        return self._this_thread.counter


CALLS = ApiCalls()


def resource_actions(connection: Mapping[str, object]) -> dict[str, list[str]]:
    """Return the operations that this process called, if connection options or environment ask for them, else nothing."""
    asked = connection.get("debug_botocore_endpoint_logs") or os.environ.get("ANSIBLE_DEBUG_BOTOCORE_LOGS", False)
    return {"resource_actions": sorted(CALLS.by_operation)} if boolean(asked, strict=False) else {}


# botocore gives up early when many requests fail at once (its retry quota); AWS's bad moments last a little longer.
PATIENCE = 60


def call(client, operation: str, params: dict, retry_while: Iterable[tuple[str, str]] = (), seconds: float = 120,
         patience: float = PATIENCE) -> dict:
    """Call an operation ("describe_vpcs") and return its answer. Raises AwsError.

    `retry_while` names the errors, as (code, fragment of the message), that AWS gives while something made a moment ago
    has not spread yet; they are tried again for so many seconds. Throttles, 5xx and broken connections that outlast
    botocore's own retries are tried again for the seconds of `patience`.
    """
    began, attempt, sent = time.monotonic(), 0, 0
    while True:
        try:
            with errors_of(client, operation, params):
                return _done(_answer(client, operation, params), client, operation)
        except AwsError as error:
            sent += error.attempts
            error.attempts = sent
            allowed = seconds if error.matches(retry_while) else patience if error.interrupted else 0
            if time.monotonic() - began >= allowed:
                raise
        sleep(backoff(attempt))
        attempt += 1


def when_it_shows(read: Callable[[], Answer], seconds: float = 120) -> Answer:
    """Return what is read of something new: one call may not know yet what another has shown. Raises AwsError."""
    began, attempt = time.monotonic(), 0
    while True:
        try:
            return read()
        except AwsError as error:
            if not error.absent or time.monotonic() - began >= seconds:
                raise
        sleep(backoff(attempt))
        attempt += 1


def _done(answer: dict, client, operation: str) -> dict:
    """Return the answer. Raises AwsError for what EC2 did not do, since it tells that in an answer that is no error."""
    for left in answer.get("Unsuccessful") or ():
        told = left.get("Error", {})
        said = told.get("Code", "Unsuccessful"), told.get("Message", ""), client.meta.service_model.service_name
        raise AwsError(*said, client.meta.method_to_api_mapping[operation], attempts=1)
    return answer


def _answer(client, operation: str, params: dict) -> dict:
    service = client.meta.service_model
    if service.service_name not in counted.SERVICES:
        return getattr(client, operation)(**params)
    shape = service.operation_model(client.meta.method_to_api_mapping[operation]).input_shape
    return counted.plain(getattr(client, operation)(**counted.counted(shape, params)))


def pages(client, operation: str, params: dict) -> Iterator[dict]:
    """Yield every page of an operation's answer; the one answer of an operation without pages. Raises AwsError."""
    if not client.can_paginate(operation):
        yield from _pages_by_token(client, operation, params)
        return
    with errors_of(client, operation, params):
        yield from _paginator(client, operation).paginate(**params)


def _pages_by_token(client, operation: str, params: dict) -> Iterator[dict]:
    # App Runner, WAF and CloudFront hand out tokens like every service, but botocore was not told how they page.
    model = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[operation])
    sides = [shape.members if shape else {} for shape in (model.input_shape, model.output_shape)]
    token = next((name for name in TOKENS if all(name in members for members in sides)), None)
    given_back = token or "NextMarker"
    token = token or ("Marker" if "Marker" in sides[0] else None)
    while True:
        answer = call(client, operation, params)
        yield answer
        within = (part for part in answer.values() if isinstance(part, dict))
        following = next((each[given_back] for each in (answer, *within) if each.get(given_back)), None)
        if token is None or not following:
            return
        params = {**params, token: following}


TOKENS = ("NextToken", "nextToken", "NextMarker")
"""What the token is called where a service takes it under the name it gives it."""


def _paginator(client, operation: str):
    """Return a paginator like the client's own, but for calling through `call`: a bad minute costs a page, not all."""
    service = client.meta.service_model
    name = client.meta.method_to_api_mapping[operation]
    rules = loader().load_service_model(service.service_name, "paginators-1")["pagination"][name]
    return botocore.paginate.Paginator(
        lambda **params: call(client, operation, params), rules, service.operation_model(name))


def backoff(attempt: int, first: float = 0.5, longest: float = 10) -> float:
    """Return the seconds to wait after a failed attempt (counted from 0): doubling, and spread so that crowds part."""
    return min(longest, first * 2 ** attempt) * random.uniform(0.5, 1)


def sleep(seconds: float) -> None:
    """Wait. All waiting of the collection for AWS goes through here."""
    time.sleep(seconds)


@contextlib.contextmanager
def errors_of(client, operation: str, params: dict) -> Iterator[None]:
    """Turn whatever botocore raises inside into AwsError, without the secrets among the parameters."""
    service = client.meta.service_model.service_name
    name = client.meta.method_to_api_mapping.get(operation, operation)
    before = CALLS.here()[f"{service}:{name}"]
    try:
        yield
    except botocore.exceptions.ClientError as error:
        told, answer = error.response.get("Error", {}), error.response.get("ResponseMetadata", {})
        raise AwsError(
            told.get("Code", "Unknown"), _without_secrets(told.get("Message", ""), params), service,
            error.operation_name, answer.get("RequestId", ""), answer.get("HTTPStatusCode"),
            CALLS.here()[f"{service}:{name}"] - before,
        ) from None
    except EOFError:
        # The profile assumes its role with an MFA device, and botocore asks on a terminal that is not there.
        raise AwsError("MfaRequired", "an MFA code is asked for", service, name) from None
    except botocore.exceptions.BotoCoreError as error:
        raise AwsError(
            type(error).__name__, _without_secrets(str(error), params), service, name,
            attempts=CALLS.here()[f"{service}:{name}"] - before,
        ) from None


def _without_secrets(message: str, params: object) -> str:
    for secret in _secrets(params):
        message = message.replace(secret, SENSITIVE)
    return message


def _secrets(value: object) -> Iterator[str]:
    if isinstance(value, Secret) and value:
        yield str.__str__(value)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _secrets(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _secrets(item)
