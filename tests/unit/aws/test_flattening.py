# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is declared flat reaches AWS in the structure that its operation wants."""
from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.flattening import input_shape, wrapped
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.budgets import Budget
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ec2 import SecurityGroupIngress
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.route53 import HealthCheck, RecordSet


def test_a_budget_is_wrapped_and_what_stands_beside_it_is_not():
    flat = {"AccountId": "123456789012", "BudgetName": "monthly", "TimeUnit": "MONTHLY"}
    inner = {"BudgetName": "monthly", "TimeUnit": "MONTHLY"}
    assert wrapped(Budget, "create_budget", flat) == {"AccountId": "123456789012", "Budget": inner}
    assert wrapped(Budget, "update_budget", flat) == {"AccountId": "123456789012", "NewBudget": inner}


def test_a_record_is_the_one_change_of_a_batch():
    params = wrapped(RecordSet, "change_resource_record_sets", {"HostedZoneId": "Z1", "Type": "A", "TTL": 60})
    assert params == {"HostedZoneId": "Z1", "ChangeBatch": {"Changes": [{"ResourceRecordSet": {"Type": "A", "TTL": 60}}]}}


def test_required_is_what_either_requires_but_not_the_wrapper():
    shape = input_shape(RecordSet, "change_resource_record_sets")
    assert shape.required_members == ["HostedZoneId", "Name", "Type"]
    assert "ChangeBatch" not in shape.members


def test_an_operation_that_is_flat_by_itself_stays_so():
    params = {"HealthCheckId": "1", "ResourcePath": "/"}
    assert wrapped(HealthCheck, "update_health_check", params) == params
    assert "ResourcePath" in input_shape(HealthCheck, "update_health_check").members


def test_what_names_a_resource_stands_where_the_operation_wants_it():
    flat = {"GroupId": "sg-1", "SecurityGroupRuleId": "sgr-1", "IpProtocol": "tcp"}
    rules = [{"SecurityGroupRule": {"IpProtocol": "tcp"}, "SecurityGroupRuleId": "sgr-1"}]
    assert "SecurityGroupRuleId" in input_shape(SecurityGroupIngress, "modify_security_group_rules").members
    assert wrapped(SecurityGroupIngress, "modify_security_group_rules", flat) == {"GroupId": "sg-1", "SecurityGroupRules": rules}
