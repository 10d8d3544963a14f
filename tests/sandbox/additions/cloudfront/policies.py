# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Origin access controls, cache policies and response headers policies: an id, a configuration, a version."""

from __future__ import annotations

from dataclasses import dataclass

from ...rules import Refusal, answers
from .store import elements, held, must_be_current, new_id, now, page_of, remembered


@dataclass(frozen=True)
class Kind:
    """What CloudFront calls one kind of configuration."""

    name: str
    plural: str
    used_by: str
    is_policy: bool = True

    @property
    def config(self) -> str:
        """Member of the requests that holds the configuration."""
        return f"{self.name}Config"

    def shown(self, thing: dict) -> dict:
        """The thing as its operations show it."""
        moment = {"LastModifiedTime": thing["Made"]} if self.is_policy else {}
        return {self.name: {"Id": thing["Id"], self.config: thing["Config"], **moment}}

    def summary(self, thing: dict) -> dict:
        """The thing as the list shows it."""
        if self.is_policy:
            return {"Type": "custom", **self.shown(thing)}
        return {"Id": thing["Id"], "Description": "", **thing["Config"]}


KINDS = (
    Kind("OriginAccessControl", "OriginAccessControls", "OriginAccessControlId", is_policy=False),
    Kind("CachePolicy", "CachePolicies", "CachePolicyId"),
    Kind("ResponseHeadersPolicy", "ResponseHeadersPolicies", "ResponseHeadersPolicyId"),
    Kind("OriginRequestPolicy", "OriginRequestPolicies", "OriginRequestPolicyId"),
)


def uses(config: dict) -> set[str]:
    """The ids of everything a distribution's configuration refers to."""
    parts = [*elements(config["Origins"]), config["DefaultCacheBehavior"], *elements(config.get("CacheBehaviors"))]
    return {part[kind.used_by] for part in parts for kind in KINDS if part.get(kind.used_by)}


def _must_be_free(call, kind: Kind, name: str, own: str = "") -> None:
    if any(each["Config"]["Name"] == name and each["Id"] != own for each in remembered(call, kind.name).values()):
        raise Refusal(f"{kind.name}AlreadyExists", f"A {kind.name} with the name {name} already exists.", 409)


def _held(call, kind: Kind) -> dict:
    return held(call, kind.name, call.params["Id"], f"NoSuch{kind.name}")


def _readable(kind: Kind) -> None:
    @answers(f"cloudfront:Get{kind.name}")
    def get(call):
        thing = _held(call, kind)
        return {**kind.shown(thing), "ETag": thing["ETag"]}

    @answers(f"cloudfront:List{kind.plural}")
    def list_all(call):
        things = [kind.summary(thing) for thing in remembered(call, kind.name).values()]
        return {f"{kind.name}List": page_of(call, things)}


def _writable(kind: Kind) -> None:
    @answers(f"cloudfront:Create{kind.name}")
    def create(call):
        config = call.params[kind.config]
        _must_be_free(call, kind, config["Name"])
        thing = {"Id": new_id(), "Config": config, "ETag": new_id(), "Made": now()}
        remembered(call, kind.name)[thing["Id"]] = thing
        return {**kind.shown(thing), "ETag": thing["ETag"], "Location": f"{call.base_url}/{thing['Id']}"}

    @answers(f"cloudfront:Update{kind.name}")
    def update(call):
        thing = _held(call, kind)
        must_be_current(call, thing)
        _must_be_free(call, kind, call.params[kind.config]["Name"], thing["Id"])
        thing.update(Config=call.params[kind.config], ETag=new_id(), Made=now())
        return {**kind.shown(thing), "ETag": thing["ETag"]}

    @answers(f"cloudfront:Delete{kind.name}")
    def delete(call):
        thing = _held(call, kind)
        must_be_current(call, thing)
        if any(thing["Id"] in uses(each["Config"]) for each in remembered(call, "distribution").values()):
            said = f"Cannot delete the {kind.name} because it is attached to one or more cache behaviors or origins."
            raise Refusal(f"{kind.name}InUse", said, 409)
        del remembered(call, kind.name)[thing["Id"]]
        return {}


for each_kind in KINDS:
    _readable(each_kind)
    _writable(each_kind)
