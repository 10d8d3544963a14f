# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""WAF: what web ACLs guard, and how they count."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

ACL = "wafv2_web_acl"
WINDOWS = (60, 120, 300, 600)
LEAST_LIMIT = 10


@of_each(ACL, code="WAF-RATE")
def rates_are_counted_as_waf_does(acl: Subject) -> Iterator[Problem]:
    """AWS WAF API: RateBasedStatement (windows of 60, 120, 300 or 600 seconds; a limit of 10 at least)."""
    for rule in acl.each("rules"):
        rate = rule.part("statement").part("rate_based_statement")
        window, limit = rate.number("evaluation_window_sec"), rate.number("limit")
        if window is not None and window not in WINDOWS:
            yield rate.problem("evaluation_window_sec", f"{window} s are not offered", "use 60, 120, 300 or 600")
        if limit is not None and limit < LEAST_LIMIT:
            yield rate.problem("limit", f"{limit} requests are too few", f"use {LEAST_LIMIT} or more")


@over_all("wafv2_web_acl_association", "cloudfront_distribution", ACL, code="WAF-SCOPE")
def an_acl_is_of_the_scope_of_what_it_guards(stack: Stack) -> Iterator[Problem]:
    """AWS WAF API: AssociateWebACL (for regional resources; a distribution names a CLOUDFRONT ACL as its web_acl_id)."""
    for association in stack.of("wafv2_web_acl_association"):
        acl = stack.target(association, "web_acl_arn", ACL)
        if acl and acl.text("scope") == "CLOUDFRONT":
            said = f"{acl.address} is for CloudFront"
            yield association.problem(
                "web_acl_arn", said, "set it as web_acl_id of the distribution, or use scope: REGIONAL"
            )
    for distribution in stack.of("cloudfront_distribution"):
        acl = stack.target(distribution, "web_acl_id", ACL)
        if acl and acl.text("scope") == "REGIONAL":
            yield distribution.problem(
                "web_acl_id", f"{acl.address} is for regional resources", "set its scope to CLOUDFRONT"
            )
