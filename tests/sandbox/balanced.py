# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a load balancer does with a request: the rules of its listener are tried, and a healthy target answers."""

from __future__ import annotations

import ipaddress
import random
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from urllib.parse import parse_qsl

from .strictness.ec2_network import is_used
from .strictness.elbv2_targets import has_healthy_targets

Answer = tuple[int, dict, bytes]
PORT = "HTTP_X_SANDBOX_PORT"
"""The header by which a request asks for another listener than that of the highest port, which is the secure one."""


def balancer_of(name: str):
    """moto's load balancer of that name, in whatever account and region; None when there is none."""
    if not is_used("elbv2"):
        return None
    from moto.elbv2.models import elbv2_backends

    backends = (backend for regions in list(elbv2_backends.values()) for backend in list(regions.values()))
    return next((each for backend in backends for each in backend.load_balancers.values() if each.name == name), None)


def answer(balancer, environ: dict, path: str, from_target: Callable[[str], Answer]) -> Answer:
    """What who asks for a path gets."""
    listeners = {int(listener.port): listener for listener in balancer.listeners.values()}
    listener = listeners.get(int(environ.get(PORT, max(listeners, default=0))))
    if listener is None:
        return _text(503, "nobody listens there")
    action = _action(listener, environ, path)
    if action["Type"] == "redirect":
        config = action["RedirectConfig"]
        return int(config["StatusCode"].removeprefix("HTTP_")), {"Location": _location(config, environ, path)}, b""
    if action["Type"] == "fixed-response":
        told = action["FixedResponseConfig"]
        return _text(int(told["StatusCode"]), told.get("MessageBody", ""), told.get("ContentType", "text/plain"))
    group = _chosen(action)
    return from_target(group) if has_healthy_targets(balancer, group) else _text(503, "Service Temporarily Unavailable")


def _action(listener, environ: dict, path: str) -> dict:
    """The last action of the first rule whose conditions are all met; those before it are about who asks."""
    own = sorted((rule for rule in listener.rules.values() if not rule.is_default), key=lambda rule: int(rule.priority))
    fitting = (rule for rule in own if all(_is_met(condition, environ, path) for condition in rule.conditions))
    rule = next(fitting, None)
    return (rule.actions if rule else listener.default_actions)[-1].data


def _chosen(action: dict) -> str:
    groups = action.get("ForwardConfig", {}).get("TargetGroups") or [{"TargetGroupArn": action.get("TargetGroupArn")}]
    weights = [int(group.get("Weight", 1)) for group in groups]
    return random.choices(groups, weights if any(weights) else None)[0]["TargetGroupArn"]


def _location(config: dict, environ: dict, path: str) -> str:
    known = {
        "#{protocol}": "http",
        "#{port}": environ.get(PORT, "80"),
        "#{host}": environ.get("HTTP_HOST", "").partition(":")[0],
        "#{path}": path.lstrip("/"),
        "#{query}": environ.get("QUERY_STRING", ""),
    }
    parts = {"Protocol": "#{protocol}", "Port": "#{port}", "Host": "#{host}", "Path": "/#{path}", "Query": "#{query}", **config}
    location = f"{parts['Protocol'].lower()}://{parts['Host']}:{parts['Port']}{parts['Path']}?{parts['Query']}"
    for field, value in known.items():
        location = location.replace(field, value)
    return location.rstrip("?")


def _text(status: int, said: str, kind: str = "text/plain") -> Answer:
    return status, {"Content-Type": kind}, said.encode()


def _is_met(condition: dict, environ: dict, path: str) -> bool:
    field = condition["Field"]
    if field == "source-ip":
        client = ipaddress.ip_address(environ.get("REMOTE_ADDR", "127.0.0.1"))
        return any(client in ipaddress.ip_network(each) for each in condition["SourceIpConfig"]["Values"])
    if field == "query-string":
        pairs = dict(parse_qsl(environ.get("QUERY_STRING", "")))
        return any(_holds(pairs, each) for each in condition["QueryStringConfig"]["Values"])
    asked = _asked(condition, environ, path)
    return any(fnmatchcase(asked, each.lower() if field == "host-header" else each) for each in _values(condition))


def _asked(condition: dict, environ: dict, path: str) -> str:
    if condition["Field"] == "http-header":
        header = condition["HttpHeaderConfig"]["HttpHeaderName"].upper().replace("-", "_")
        return environ.get(f"HTTP_{header}", "")
    host = environ.get("HTTP_HOST", "").partition(":")[0].lower()
    return {"path-pattern": path, "host-header": host, "http-request-method": environ["REQUEST_METHOD"]}[condition["Field"]]


def _values(condition: dict) -> Iterator[str]:
    yield from condition.get("Values") or ()
    yield from (value for key, config in condition.items() if key.endswith("Config") for value in config.get("Values", ()))


def _holds(pairs: dict, wanted: dict) -> bool:
    values = [pairs.get(wanted["Key"], "")] if "Key" in wanted else pairs.values()
    return any(fnmatchcase(value, wanted["Value"]) for value in values)
