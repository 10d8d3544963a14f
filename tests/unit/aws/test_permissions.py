# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What whoever deploys must be allowed: actions that IAM knows, all that are needed, and no more."""

from __future__ import annotations

import ast
import importlib.resources
import json
from pathlib import Path

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.skylift.aws.plugins.filter.deployer_policies import deployer_policies
from ansible_collections.skylift.aws.plugins.module_utils.aws import iam_actions, model
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import file_of
from ansible_collections.skylift.aws.plugins.module_utils.aws.options import options_of
from ansible_collections.skylift.aws.plugins.module_utils.aws.permissions import (
    LOCK,
    actions_of,
    operations_of,
    permissions_of,
)
from ansible_collections.skylift.aws.plugins.module_utils.resource_types import provider

TYPES = provider.all_types()
FILES = sorted({file_of(name) for name in TYPES})


@pytest.fixture(scope="module")
def reference() -> dict[str, set[str]]:
    """AWS's Service Authorization Reference, as cfn-lint ships it: the actions of each service in lower case."""
    services = json.loads((importlib.resources.files("cfnlint") / "data/AdditionalSpecs/Policies.json").read_text())
    return {prefix: set(service["Actions"]) for prefix, service in services.items()}


def all_of(name: str) -> frozenset[str]:
    return frozenset().union(*permissions_of(TYPES[name]))


def test_every_action_is_one_that_iam_knows(reference):
    actions = {action for name in TYPES for action in all_of(name)} | {*LOCK}
    parts = [(action, *action.split(":")) for action in sorted(actions)]
    assert [action for action, prefix, name in parts if name.lower() not in reference[prefix]] == []


def test_every_exception_is_about_an_operation_that_is_called():
    called = {operation for facts in TYPES.values() for operation in operations_of(facts)}
    exceptions = {*iam_actions.RENAMED, *iam_actions.BESIDES, *iam_actions.LINKED_ROLES}
    assert sorted(exceptions - called) == []


@pytest.mark.parametrize("file", FILES)
def test_what_methods_call_is_stated(file):
    module = provider.importlib.import_module(f"{provider.PACKAGE}.{file}")
    types = module.RESOURCE_TYPES.values()
    services = {operation.partition(".")[0] for facts in types for operation in operations_of(facts)}
    known = {model.botocore.xform_name(name) for service in services for name in model.service_model(service).operation_names}
    stated = {operation.partition(".")[2] for facts in types for operation in operations_of(facts)}
    written = {node.value for node in ast.walk(ast.parse(Path(module.__file__).read_text())) if isinstance(node, ast.Constant)}
    named = {name for facts in types for name in options_of(facts).places}
    assert {text for text in written if isinstance(text, str)} & known - stated - named == set()


def test_what_only_reads_is_all_that_a_plan_needs():
    for name in TYPES:
        verbs = {action.partition(":")[2] for action in permissions_of(TYPES[name]).read if not action.startswith("kms:")}
        assert [verb for verb in verbs if not verb.startswith(("Describe", "Get", "GET", "List", "View"))] == [], name


@pytest.mark.parametrize(("operation", "actions"), [
    ("ec2.describe_vpcs", {"ec2:DescribeVpcs"}),
    ("elbv2.set_subnets", {"elasticloadbalancing:SetSubnets"}),
    ("cloudwatch.put_dashboard", {"cloudwatch:PutDashboard"}),
    ("s3.put_bucket_encryption", {"s3:PutEncryptionConfiguration"}),
    ("s3.put_bucket_replication", {"s3:PutReplicationConfiguration", "iam:PassRole"}),
    ("ecs.register_task_definition", {"ecs:RegisterTaskDefinition", "iam:PassRole"}),
    ("ec2.create_flow_logs", {"ec2:CreateFlowLogs", "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "iam:PassRole"}),
])  # fmt: skip
def test_an_operation_takes_these_actions(operation, actions):
    assert actions_of(operation) == actions


ADDRESSES = ["kms_key.shop", "ssm_parameter./shop/key", "iam_role.shop-task", "ecs_cluster.shop", "ecs_task_definition.shop"]


def statements(**options) -> dict[str, dict]:
    return {each["Sid"]: each for policy in deployer_policies(ADDRESSES, "shop", **options) for each in policy["Statement"]}


def test_the_policy_of_a_stack():
    told = statements()
    assert set(told) == {"Read", "Lock", "Records", "Write", "RolesOfTheStack", "RolesOfServices", "KeysBehindServices"}
    kept = [each.removeprefix("arn:aws:ssm:*:*:parameter/skylift/shop/") for each in told["Records"]["Resource"]]
    assert kept == ["releases", "releases/*", "migration", "migration/*", "milestones", "milestones/*"]
    assert told["Lock"]["Resource"] == "arn:aws:ssm:*:*:parameter/skylift/shop/lock"
    assert told["RolesOfTheStack"]["Resource"] == ["arn:aws:iam::*:role/shop-task"]
    assert {"iam:PassRole", "iam:CreateRole"} <= {*told["RolesOfTheStack"]["Action"]}
    services = ["ecs.amazonaws.com", "mrk.kms.amazonaws.com"]
    assert told["RolesOfServices"]["Condition"] == {"StringLike": {"iam:AWSServiceName": services}}
    assert {"kms:CreateKey", "ssm:PutParameter", "ecs:CreateCluster"} <= {*told["Write"]["Action"]}
    assert told["KeysBehindServices"]["Action"] == ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"]
    assert not {"iam:PassRole", "kms:Decrypt"} & {*told["Read"]["Action"], *told["Write"]["Action"]}
    assert not {*told["Read"]["Action"]} & {*told["Write"]["Action"]}


def test_who_only_plans_reads():
    told = statements(plan_only=True)
    assert set(told) == {"Read", "KeysBehindServices"}
    assert told["KeysBehindServices"]["Action"] == ["kms:Decrypt"]
    assert told["Read"] == statements()["Read"]


def test_an_unknown_type_is_refused():
    with pytest.raises(AnsibleFilterError, match="there is no resource type ec2_vpd"):
        deployer_policies(["ec2_vpd.main"], "shop")


def test_policies_are_as_long_as_iam_takes_them():
    told = deployer_policies([f"{name}.x" for name in TYPES], "shop")
    assert all(len(json.dumps(policy, separators=(",", ":"))) <= 6144 for policy in told)
    allowed = {action for policy in told for statement in policy["Statement"] for action in statement["Action"]}
    assert {action for name in TYPES for action in all_of(name)} <= allowed
    sids = [statement["Sid"] for policy in told for statement in policy["Statement"]]
    assert len(sids) == len(set(sids))
