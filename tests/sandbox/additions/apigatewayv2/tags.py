# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of what API Gateway keeps, by ARNs without an account."""

from __future__ import annotations

from ...rules import Refusal
from ...tags import keeps_tags
from . import APIS, DOMAINS, LINKS, STAGES


def tagged(call):
    """ARN and tags of everything."""
    for arn, resource in _all(call).items():
        yield arn, resource["Tags"]


def _all(call) -> dict[str, dict]:
    root = f"arn:{call.partition}:apigateway:{call.region}::"
    return {
        **{f"{root}/apis/{identifier}": api for identifier, api in call.memory(APIS).items()},
        **{f"{root}/apis/{api}/stages/{name}": stage for (api, name), stage in call.memory(STAGES).items()},
        **{f"{root}/domainnames/{name}": domain for name, domain in call.memory(DOMAINS).items()},
        **{f"{root}/vpclinks/{identifier}": link for identifier, link in call.memory(LINKS).items()},
    }


@keeps_tags("apigatewayv2:GetTags", "apigatewayv2:TagResource", "apigatewayv2:UntagResource")
def _tags(call, arn: str) -> dict[str, str]:
    found = _all(call).get(arn)
    if found is None:
        raise Refusal("NotFoundException", "Invalid resource identifier specified", 404)
    return found["Tags"]
