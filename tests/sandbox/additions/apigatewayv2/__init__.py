# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""API Gateway's HTTP APIs: what leads where must exist, and what is led to stays. moto checks nothing of it."""

from __future__ import annotations

import secrets
import string

from ...rules import Refusal
from ..paging import page

APIS = "apis"
INTEGRATIONS = "integrations of apis"
ROUTES = "routes of apis"
STAGES = "stages of apis"
DOMAINS = "domain names of apis"
MAPPINGS = "mappings of domain names to apis"
LINKS = "vpc links of apis"


def bad_request(message: str) -> Refusal:
    """What is wrong with a request by itself."""
    return Refusal("BadRequestException", message)


def conflict(message: str) -> Refusal:
    """What does not go with what is there."""
    return Refusal("ConflictException", message, 409)


def absent(kind: str, identifier: str) -> Refusal:
    """API Gateway's words for what is not there."""
    return Refusal("NotFoundException", f"Invalid {kind} identifier specified {identifier}", 404)


def new_id() -> str:
    """Ten characters, as API Gateway makes them."""
    return "".join(secrets.choice(string.ascii_lowercase + string.digits) for _ in range(10))


def find(call, kind: str, key: object, word: str) -> dict:
    """What is remembered under a key; refused when it is not there."""
    found = call.memory(kind).get(key)
    if found is None:
        raise absent(word, key[-1] if isinstance(key, tuple) else key)
    return found


def find_api(call) -> dict:
    """The API that the call is about."""
    return find(call, APIS, call.params["ApiId"], "API")


def of_api(call, kind: str, api: str) -> dict:
    """What an API has of a kind, by its key."""
    return {key: thing for key, thing in call.memory(kind).items() if key[0] == api}


def listed(call, things: list[dict]) -> dict:
    """A page of a list."""
    size = int(call.params.get("MaxResults") or 25)
    shown, more = page(things, {"NextToken": call.params.get("NextToken")}, size)
    return {"Items": shown, **more}


def kept(call, *names: str) -> dict:
    """Parameters of the call without those that name what it is about."""
    return {name: value for name, value in call.params.items() if name not in names}
