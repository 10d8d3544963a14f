# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cluster of the sandbox, from its creation to the application in it."""

from __future__ import annotations

from support.account import Account, declared

TRUST = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "eks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}  # fmt: skip
CLUSTER = "${eks_cluster.shop."


def test_a_cluster_is_made_and_what_is_in_it_in_one_run(sandbox, kubectl):
    stack = [
        declared("ec2_vpc", {"name": "shop", "cidr_block": "10.20.0.0/16"}),
        *(declared("ec2_subnet", {"name": f"shop-{zone}", "vpc_id": "${ec2_vpc.shop.id}", "cidr_block": f"10.20.{number}.0/24",
                                  "availability_zone": f"us-east-1{zone}"}) for number, zone in enumerate("ab")),
        declared("iam_role", {"name": "shop-cluster", "assume_role_policy_document": TRUST}),
        declared("eks_cluster", {
            "name": "shop", "role_arn": "${iam_role.shop-cluster.arn}", "access_config": {"authentication_mode": "API"},
            "resources_vpc_config": {"subnet_ids": ["${ec2_subnet.shop-a.id}", "${ec2_subnet.shop-b.id}"]}}),
        declared("k8s_manifest", {
            "name": "settings", "cluster_name": CLUSTER + "id}", "endpoint": CLUSTER + "endpoint}",
            "certificate_authority_data": CLUSTER + "certificate_authority_data}",
            "manifests": [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"},
                           "data": {"VPC": "${ec2_vpc.shop.id}"}}]}),
    ]  # fmt: skip
    account = Account(sandbox)
    planned = account.plan(*stack)
    assert planned.actions()["k8s_manifest.settings"] == "create", planned.get("msg")
    made = account.converge(*stack)
    assert not made.get("failed"), made["msg"]
    again = account.converge(*stack)
    assert {*again.actions().values()} == {"keep"}
    gone = account.converge(*stack, state="absent")
    assert not gone.get("failed"), gone["msg"]
