# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an HTTP API answers: by its stage and its routes, from a function that lets it in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from ...memory import everywhere
from . import APIS, INTEGRATIONS, ROUTES, STAGES

Answer = tuple[int, dict, bytes]


def api_of(name: str) -> dict | None:
    """The API of that id, in whatever account and region."""
    return next((apis[name] for apis in everywhere(APIS) if name in apis), None)


def answer(api: dict, environ: dict, path: str, from_target: Callable[[], Answer]) -> Answer:
    """What who asks for a path gets."""
    stages = {name for things in everywhere(STAGES) for identifier, name in things if identifier == api["ApiId"]}
    if api.get("DisableExecuteApiEndpoint") or "$default" not in stages:
        return _said(404, "Not Found")
    route = _route(api, environ["REQUEST_METHOD"], path)
    if route is None or "Target" not in route:
        return _said(404, "Not Found")
    wanted = api["ApiId"], route["Target"].removeprefix("integrations/")
    integration = next(things[wanted] for things in everywhere(INTEGRATIONS) if wanted in things)
    if integration["IntegrationType"] == "AWS_PROXY" and not _lets_in(integration["IntegrationUri"], api["ApiId"]):
        return _said(500, "Internal Server Error")
    return from_target()


def _route(api: dict, method: str, path: str) -> dict | None:
    """The route that fits best: a method and a path, any method, whatever is asked."""
    routes = {key: route for things in everywhere(ROUTES) for (identifier, _), route in things.items()
              for key in [route["RouteKey"]] if identifier == api["ApiId"]}  # fmt: skip
    fitting = [key for key in routes if key.partition(" ")[0] in (method, "ANY") and _fits(key.partition(" ")[2], path)]
    best = min(fitting, key=lambda key: ("{" in key, key.startswith("ANY")), default="$default")
    return routes.get(best)


def _fits(pattern: str, path: str) -> bool:
    parts = [".+" if part.endswith("+}") else "[^/]+" if part.startswith("{") else re.escape(part) for part in pattern.split("/")]
    return re.fullmatch("/".join(parts), path) is not None


def _lets_in(uri: str, api: str) -> bool:
    """Whether a function, or an alias of it, is there and may be called by the API."""
    from moto.awslambda.utils import get_backend

    _, _, _, region, account, _, name, qualifier = [*uri.split(":"), ""][:8]
    functions = get_backend(account, region)._lambdas
    if name not in functions._functions:
        return False
    function = functions._functions[name]["latest"]
    about = function.function_arn + (f":{qualifier}" if qualifier else "")
    sources = [
        statement.get("Condition", {}).get("ArnLike", {}).get("AWS:SourceArn", f":{api}/")
        for statement in function.policy.statements
        if statement["Resource"] == about and statement["Principal"] == {"Service": "apigateway.amazonaws.com"}
    ]
    return any(f":{api}/" in source for source in sources)


def _said(status: int, message: str) -> Answer:
    return status, {"Content-Type": "application/json"}, json.dumps({"message": message}).encode()
