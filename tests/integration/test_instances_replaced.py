# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instances of a group are replaced when their launch template changes; if the new ones are not well, the old ones stay."""

from __future__ import annotations

import pytest
import yaml
from support.account import Account, declared
from support.story import FAST, STORIES

STORY = yaml.safe_load((STORIES / "autoscaling_auto_scaling_group.yml").read_text())
GROUP = "autoscaling_auto_scaling_group.shop"


def stack(kind: str = "t3.small") -> list[dict]:
    """The group of the story and what it needs, with instances of a type."""
    needs = [declared(type_name, options) for need in STORY["needs"] for type_name, options in need.items()]
    template = next(each for each in needs if each["type"] == "ec2_launch_template")
    data = {**template["options"]["launch_template_data"], "instance_type": kind}
    template["options"] = {**template["options"], "launch_template_data": data}
    return [*needs, declared("autoscaling_auto_scaling_group", STORY["declared"])]


@pytest.fixture
def account(sandbox):
    sandbox.settings(delay=FAST)
    account = Account(sandbox)
    result = account.converge(*stack())
    assert not result.get("failed"), account.lines
    return account


def group_of(sandbox) -> dict:
    return sandbox.client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"][0]


def kinds(sandbox) -> set[str]:
    return {each["InstanceType"] for each in group_of(sandbox)["Instances"] if each["LifecycleState"] == "InService"}


def test_a_new_version_of_the_template_replaces_all_instances(account, sandbox):
    before = {each["InstanceId"] for each in group_of(sandbox)["Instances"]}
    planned = account.plan(*stack("t3.medium"))
    assert planned.differences(GROUP) == ["launch_template.version: 1 -> (known after converge)"]

    result = account.converge(*stack("t3.medium"))

    assert not result.get("failed"), account.lines
    assert kinds(sandbox) == {"t3.medium"}
    running = [each["InstanceId"] for each in group_of(sandbox)["Instances"] if each["LifecycleState"] == "InService"]
    assert before.isdisjoint(running)
    assert group_of(sandbox)["LaunchTemplate"]["Version"] == "2"
    assert account.converge(*stack("t3.medium"))["counts"]["update"] == 0


def test_a_refresh_that_goes_back_has_failed_and_tells_why_and_the_next_run_tries_again(account, sandbox):
    sandbox.settings(unhealthy_target_groups=["shop"])
    result = account.converge(*stack("t3.medium"))

    assert result["failed"]
    told = "\n".join(account.lines)
    assert f"{GROUP}: state is RollbackSuccessful: The instances that were launched did not become healthy." in told
    assert group_of(sandbox)["LaunchTemplate"]["Version"] == "1"

    sandbox.settings(unhealthy_target_groups=[])
    assert account.plan(*stack("t3.medium")).actions()[GROUP] == "update"
    again = account.converge(*stack("t3.medium"))
    assert not again.get("failed"), account.lines
    assert kinds(sandbox) == {"t3.medium"}


def test_what_a_killed_run_has_begun_is_waited_for(account, sandbox):
    sandbox.settings(delays={"autoscaling:refresh": 6})
    sandbox.client("autoscaling").start_instance_refresh(AutoScalingGroupName="shop")

    planned = account.plan(*stack())
    assert planned.actions()[GROUP] == "update"
    assert planned.differences(GROUP) == ["state: Pending -> ready"]
    result = account.converge(*stack())
    assert not result.get("failed"), account.lines
    refreshes = sandbox.client("autoscaling").describe_instance_refreshes(AutoScalingGroupName="shop")["InstanceRefreshes"]
    assert [each["Status"] for each in refreshes] == ["Successful"]


def test_aws_refuses_a_way_back_to_an_image_that_a_parameter_tells(account, sandbox):
    ec2, autoscaling = sandbox.client("ec2"), sandbox.client("autoscaling")
    alias = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
    data = {"ImageId": alias, "InstanceType": "t3.small"}
    made = ec2.create_launch_template(LaunchTemplateName="alias", LaunchTemplateData=data)["LaunchTemplate"]
    template = {"LaunchTemplateId": made["LaunchTemplateId"], "Version": "1"}
    autoscaling.update_auto_scaling_group(AutoScalingGroupName="shop", LaunchTemplate=template)
    with pytest.raises(autoscaling.exceptions.ClientError, match="Systems Manager parameter"):
        autoscaling.start_instance_refresh(
            AutoScalingGroupName="shop", DesiredConfiguration={"LaunchTemplate": template}, Preferences={"AutoRollback": True}
        )
    with pytest.raises(autoscaling.exceptions.ResourceInUseFault):
        autoscaling.delete_auto_scaling_group(AutoScalingGroupName="shop")
