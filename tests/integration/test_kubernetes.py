# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clusters of EKS as they live: who counts their nodes, what AWS takes back, and whose word counts."""

from __future__ import annotations

import pytest
import yaml
from support.account import Account, declared
from support.story import STORIES

BOUNDS = {"min_size": 2, "max_size": 6, "desired_size": 3}


@pytest.fixture
def account(sandbox):
    sandbox.settings(delay=0.05)
    return Account(sandbox)


def told_in(story: str) -> tuple[list[dict], dict]:
    """What a story needs, and what it is about."""
    told = yaml.safe_load((STORIES / f"{story}.yml").read_text())
    needs = [declared(kind, options) for need in told["needs"] for kind, options in need.items()]
    return [need for need in needs if need["name"] != "other"], told["declared"]


def group(sandbox) -> dict:
    return sandbox.client("eks").describe_nodegroup(clusterName="shop", nodegroupName="workers")["nodegroup"]


def test_the_number_of_nodes_is_the_autoscalers_within_the_bounds_that_are_declared(sandbox, account):
    needs, workers = told_in("eks_nodegroup")

    def converge(**bounds):
        counted = declared("eks_nodegroup", {**workers, "scaling_config": {**BOUNDS, **bounds}})
        result = account.converge(*needs, {**counted, "delegated": ["scaling_config.desired_size"]})
        assert not result.get("failed"), result["msg"]
        return result.change("eks_nodegroup.workers")["action"]

    assert converge() == "create"
    scaled = {"clusterName": "shop", "nodegroupName": "workers", "scalingConfig": {"desiredSize": 5}}
    sandbox.client("eks").update_nodegroup_config(**scaled)
    assert converge(max_size=8) == "update"
    assert group(sandbox)["scalingConfig"] == {"minSize": 2, "maxSize": 8, "desiredSize": 5}
    assert converge(max_size=8) == "keep"
    assert converge(min_size=6, max_size=8) == "update"
    assert group(sandbox)["scalingConfig"] == {"minSize": 6, "maxSize": 8, "desiredSize": 6}


def test_a_change_that_aws_takes_back_fails_with_its_reason_and_is_tried_again(sandbox, account):
    needs, workers = told_in("eks_nodegroup")
    assert not account.converge(*needs, declared("eks_nodegroup", workers)).get("failed")
    sandbox.settings(delay=1, eks_failing_updates=["workers"])
    result = account.converge(*needs, declared("eks_nodegroup", {**workers, "version": "1.35"}))
    assert result["failed"]
    assert "Reached max retries while trying to evict pods" in "".join(account.lines)
    sandbox.settings(delay=0.05, eks_failing_updates=[])
    result = account.converge(*needs, declared("eks_nodegroup", {**workers, "version": "1.35"}))
    assert result.change("eks_nodegroup.workers")["action"] == "update"
    assert group(sandbox)["version"] == "1.35"


def test_the_word_of_a_cluster_is_believed_and_no_more_when_it_is_another_one(sandbox, account):
    needs, _entry = told_in("eks_access_entry")
    provider = {"name": "shop", "provider": "${eks_cluster.shop.oidc_provider}", "client_id_list": ["sts.amazonaws.com"]}
    believed = declared("iam_oidc_provider", provider)
    named = "${iam_oidc_provider.shop.oidc_provider_name}"

    def converge(*more):
        result = account.converge(*more, believed, outputs={"issuer": "${eks_cluster.shop.oidc_issuer}", "named": named})
        assert not result.get("failed"), "\n".join(account.lines)
        assert result["outputs"]["issuer"] == f"https://{result['outputs']['named']}"
        urls = [each["Arn"] for each in sandbox.client("iam").list_open_id_connect_providers()["OpenIDConnectProviderList"]]
        assert [url.endswith(result["outputs"]["named"]) for url in urls] == [True]
        return result.change("iam_oidc_provider.shop")["action"]

    assert converge(*needs) == "create"
    assert converge(*needs) == "keep"
    other = {"kubernetes_network_config": {"service_ipv4_cidr": "10.100.0.0/16"}}
    anew = [{**need, "options": {**need["options"], **other}} if need["type"] == "eks_cluster" else need for need in needs]
    assert converge(*anew) == "replace"


def everything(version: str = "1.34", **labels: str) -> tuple[list[dict], list[dict]]:
    """(a cluster and what it takes, all that can be in it)."""
    needs, entry = told_in("eks_access_entry")
    named = {each["name"]: each for story in ("eks_fargate_profile", "eks_addon") for each in told_in(story)[0]}
    needs += [named[name] for name in ("shop-nodes", "shop-pods", "shop-fargate")]
    logs = {"cluster_logging": [{"types": ["audit"], "enabled": bool(labels)}]}
    needs = [{**need, "options": {**need["options"], "version": version, "logging": logs}} if need["type"] == "eks_cluster"
             else need for need in needs]  # fmt: skip
    workers = {**named["workers"]["options"], "name": "workers", "version": version, "labels": labels}
    driver = {**told_in("eks_addon")[1], "starts_after": ["${eks_nodegroup.workers.arn}"]}
    del driver["pod_identity_associations"]
    inside = [
        declared("eks_access_entry", entry),
        declared("eks_nodegroup", workers),
        declared("eks_fargate_profile", told_in("eks_fargate_profile")[1]),
        declared("eks_addon", driver),
        declared("eks_pod_identity_association", told_in("eks_pod_identity_association")[1]),
    ]
    return needs, inside


def test_what_was_done_though_its_answer_was_lost_is_not_done_twice(sandbox, account):
    def converge(lost: str, needs: list[dict], inside: list[dict], **request) -> dict:
        sandbox.faults(drop_rate=0.5, seed=3, only=f"eks:{lost}*")
        result = account.converge(*needs, *inside, **request)
        sandbox.faults()
        assert not result.get("failed"), "\n".join(account.lines)
        return result["done"]

    assert converge("Create", *everything())["create"] == sum(map(len, everything()))
    assert converge("Update", *everything("1.35", tier="web"))["update"] == 2
    assert converge("Update", *everything("1.35", tier="web"))["update"] == 0
    assert converge("Delete", *everything("1.35", tier="web"), state="absent")["delete"] == sum(map(len, everything()))


def test_what_is_in_a_cluster_and_declared_no_more_is_pruned(sandbox, account):
    needs, inside = everything()
    account.converge(*needs, *inside)
    pruned = account.converge(*needs, prune=True)
    assert not pruned.get("failed"), "\n".join(account.lines)
    assert sorted(address for address, action in pruned.actions().items() if action == "delete") == [
        "eks_access_entry.people", "eks_addon.aws-ebs-csi-driver", "eks_fargate_profile.night", "eks_nodegroup.workers",
        "eks_pod_identity_association.api",
    ]  # fmt: skip
    assert sandbox.client("eks").list_nodegroups(clusterName="shop")["nodegroups"] == []
