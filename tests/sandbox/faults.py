# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bad days of a network and of a service: latency, throttling, 5xx, lost answers, stale reads."""

from __future__ import annotations

import random
import re
import threading
import time
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase

from .rules import Refusal

THROTTLING = {
    "ec2": ("RequestLimitExceeded", 503),
    "s3": ("SlowDown", 503),
    "iam": ("Throttling", 400),
    "lambda": ("TooManyRequestsException", 429),
    "sns": ("Throttled", 429),
    "route53": ("Throttling", 400),
    "sqs": ("RequestThrottled", 403),
    "apprunner": ("ThrottlingException", 400),
    "secretsmanager": ("ThrottlingException", 400),
    "dynamodb": ("ThrottlingException", 400),
    "scheduler": ("ThrottlingException", 429),
}
MINTED = re.compile(r"(Id|Identifier|Arn|ARN|Name)$")


@dataclass
class Faults:
    """Rates are 0 to 1; `only` is a shell pattern over `service:Operation`."""

    latency_ms: float = 0
    throttle_rate: float = 0
    error_rate: float = 0
    drop_rate: float = 0
    stale_seconds: float = 0
    seed: int = 0
    only: str = "*"


class FaultLayer:
    """Decides, repeatably by the seed, which call suffers what."""

    def __init__(self):
        self._lock = threading.Lock()
        self.set({})

    def set(self, wanted: dict) -> None:
        """Replace all faults; what is not named is off. An unknown name is a ValueError."""
        unknown = set(wanted) - {field.name for field in fields(Faults)}
        if unknown:
            raise ValueError(f"unknown faults: {', '.join(sorted(unknown))}")
        with self._lock:
            self.now = Faults(**wanted)
            self._random = random.Random(self.now.seed)
            self._fresh: dict[bytes, float] = {}

    def before(self, call) -> None:
        """Hold the call back, or refuse it without carrying it out."""
        if not fnmatchcase(call.name, self.now.only):
            return
        if self.now.latency_ms:
            time.sleep(self.now.latency_ms / 1000)
        if self._hits(self.now.throttle_rate):
            code, status = THROTTLING.get(
                call.service,
                ("ThrottlingException" if "json" in call.operation.service_model.protocol else "Throttling", 400),
            )
            raise Refusal(code, "Rate exceeded", status)
        if self._hits(self.now.error_rate):
            raise Refusal(
                "InternalFailure",
                "The request processing has failed because of an unknown error, exception or failure.",
                500,
            )

    def drops(self, call) -> bool:
        """Whether the answer to this call, which was carried out, gets lost."""
        return fnmatchcase(call.name, self.now.only) and self._hits(self.now.drop_rate)

    def _hits(self, rate: float) -> bool:
        with self._lock:
            return bool(rate) and self._random.random() < rate

    def remember(self, call, answer: dict) -> None:
        """Note the names that a create call made, which reads will not see for a while."""
        if (
            self.now.stale_seconds
            and re.match(r"(Create|Allocate|Request|Run)", call.operation.name)
            and fnmatchcase(call.name, self.now.only)
        ):
            until = time.monotonic() + self.now.stale_seconds
            for name in _made_by(call.operation.name, call.params, answer):
                self._fresh[name.encode()] = until

    def unseen(self) -> list[bytes]:
        """The names that reads must not see yet."""
        now = time.monotonic()
        return [name for name, until in list(self._fresh.items()) if until > now]


def _made_by(operation: str, params: dict, answer: dict) -> set[str]:
    """Identifiers that are new in the answer, and the name the caller chose."""
    noun = re.sub(r"^(Create|Allocate|Request|Run)", "", operation).lower()
    chosen = {
        value
        for key, value in params.items()
        if isinstance(value, str)
        and MINTED.search(key)
        and (key.lower() in ("name", f"{noun}name") or key.lower().startswith(noun))
    }
    # A shorter name would be found inside other words of a request.
    chosen = {name for name in chosen if len(name) >= 4}
    given = set(_strings(params))
    return chosen | {
        value for key, value in _named_strings(answer) if MINTED.search(key) and value not in given and len(value) > 7
    }


def _named_strings(value, key: str = "", depth: int = 0):
    if isinstance(value, dict) and depth < 3:
        for name, item in value.items():
            if name not in ("OwnerId", "AvailabilityZoneId", "ZoneName", "VpcId") or name.lower().startswith(
                key.lower()[:3]
            ):
                yield from _named_strings(item, name, depth + 1)
    elif isinstance(value, str):
        yield key, value


def _strings(value):
    if isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, str):
        yield value
