# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to a load balancer: rules, redirects, and targets that are there or not."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from sandbox.given import subnets, until

FORBIDDEN = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "403", "MessageBody": "Forbidden"}}]


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


@pytest.fixture
def elbv2(sandbox):
    sandbox.settings(delay=0)
    return sandbox.client("elbv2")


@pytest.fixture
def balancer(sandbox, elbv2):
    return elbv2.create_load_balancer(Name="demo", Subnets=subnets(sandbox))["LoadBalancers"][0]


@pytest.fixture
def forward(sandbox, elbv2):
    vpc = sandbox.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
    made = elbv2.create_target_group(Name="demo", Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip")
    return [{"Type": "forward", "TargetGroupArn": made["TargetGroups"][0]["TargetGroupArn"]}]


def ask(balancer: dict, path: str = "/api-docs", **headers: str) -> tuple[int, dict, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"{balancer['DNSName']}{path}", headers=named)
    try:
        with urllib.request.build_opener(Stay).open(request) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read().decode()


def listen(elbv2, balancer: dict, actions: list, port: int = 80) -> str:
    arn = balancer["LoadBalancerArn"]
    made = elbv2.create_listener(LoadBalancerArn=arn, Protocol="HTTP", Port=port, DefaultActions=actions)
    return made["Listeners"][0]["ListenerArn"]


def test_nobody_listens_yet(balancer):
    assert ask(balancer)[0] == 503


def test_healthy_targets_answer(sandbox, elbv2, balancer, forward):
    listen(elbv2, balancer, forward)
    assert ask(balancer)[0] == 503
    elbv2.register_targets(TargetGroupArn=forward[0]["TargetGroupArn"], Targets=[{"Id": "10.0.0.10"}])
    until(lambda: ask(balancer)[0], lambda status: status == 200)
    sandbox.settings(unhealthy_target_groups=["demo"])
    assert ask(balancer)[0] == 503


def test_only_who_knows_the_word_gets_in(elbv2, balancer, forward):
    elbv2.register_targets(TargetGroupArn=forward[0]["TargetGroupArn"], Targets=[{"Id": "10.0.0.10"}])
    header = {"HttpHeaderName": "X-Origin-Verify", "Values": ["word"]}
    conditions = [
        {"Field": "http-header", "HttpHeaderConfig": header},
        {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/api*"]}},
        {"Field": "host-header", "Values": ["*.example.com"]},
    ]
    listener = listen(elbv2, balancer, FORBIDDEN)
    elbv2.create_rule(ListenerArn=listener, Priority=10, Conditions=conditions, Actions=forward)
    assert ask(balancer)[::2] == (403, "Forbidden")
    assert ask(balancer, X_Origin_Verify="word")[0] == 403
    assert ask(balancer, X_Origin_Verify="word", Host="api.example.com")[0] == 200
    assert ask(balancer, "/", X_Origin_Verify="word", Host="api.example.com")[0] == 403


def test_plain_requests_are_sent_elsewhere(elbv2, balancer):
    secure = {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}
    listen(elbv2, balancer, [secure])
    listen(elbv2, balancer, FORBIDDEN, 8443)
    assert ask(balancer)[0] == 403
    status, headers, _ = ask(balancer, "/a?b=c", Host="example.com", X_Sandbox_Port="80")
    assert (status, headers["Location"]) == (301, "https://example.com:443/a?b=c")
