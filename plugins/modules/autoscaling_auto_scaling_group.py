#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EC2 instances that are kept running."""

from __future__ import annotations

DOCUMENTATION = r"""
module: autoscaling_auto_scaling_group
short_description: EC2 instances that are kept running
version_added: 1.0.0
description:
  - An Auto Scaling group keeps EC2 instances running, all made from a launch template, and replaces those that are not well.
  - It is waited for until as many instances as desired are in service, and each of its target groups has one that answers
    its health checks. What EC2 says of instances that do not start is told meanwhile.
  - A changed launch template, or version of it, is rolled out by an instance refresh, which replaces the instances step by
    step and is waited for, an hour at most. The group gets the new template at the refresh's end. If the refresh fails, the
    group keeps the old one, and the run fails with the reasons of AWS. The next run tries again.
  - Declare the version by reference (C(latest_version) of M(skylift.aws.ec2_launch_template)). C($Latest) and C($Default)
    never differ from what is there, so nothing is ever replaced.
  - What scaling moves is left to it by O(delegated), such as V(desired_capacity).
  - Instances get the tags of the group, but for those that Skylift finds the group by.
  - Deleting it terminates its instances.
author:
  - Skylift contributors (@skylift-aws)
options:
  launch_template:
    description:
      - How instances are made, by C(launch_template_id) or C(launch_template_name), and C(version); not together with
        O(mixed_instances_policy).
    type: dict
  mixed_instances_policy:
    description:
      - Several types of instances, or a share of Spot instances, as C(launch_template) with
        C(launch_template_specification) and C(overrides), and C(instances_distribution).
    type: dict
  instance_refresh_preferences:
    description:
      - How instances are replaced when the launch template changes. They are sent with each refresh, and not compared.
      - C(min_healthy_percentage) of the desired capacity stays in service (90 otherwise); with V(100) and
        C(max_healthy_percentage) above it, new instances are there before old ones go.
      - C(auto_rollback) goes back when the refresh fails. AWS refuses it where a parameter of Systems Manager tells the image,
        and where the group's version is no number.
      - C(instance_warmup), C(skip_matching), C(checkpoint_percentages), C(checkpoint_delay), C(alarm_specification),
        C(bake_time), C(scale_in_protected_instances) and C(standby_instances) besides.
    type: dict
  min_size:
    description:
      - How many instances run at least.
    type: int
  max_size:
    description:
      - How many instances run at most.
    type: int
  desired_capacity:
    description:
      - How many instances shall run; O(min_size) otherwise.
    type: int
  desired_capacity_type:
    description:
      - What the capacity counts, V(units), V(vcpu) or V(memory-mib).
    type: str
  vpc_zone_identifier:
    description:
      - Ids of the subnets that instances are spread over, with commas between them.
    type: str
  availability_zones:
    description:
      - Availability Zones, where no subnets are named.
    type: list
    elements: str
  availability_zone_ids:
    description:
      - Availability Zones by their ids, where no subnets are named.
    type: list
    elements: str
  availability_zone_distribution:
    description:
      - What is done when a zone has no room, as C(capacity_distribution_strategy).
    type: dict
  availability_zone_impairment_policy:
    description:
      - What is done when a zone is ill, as C(zonal_shift_enabled) and C(impaired_zone_health_check_behavior).
    type: dict
  skip_zonal_shift_validation:
    description:
      - Whether zonal shifts are turned on without a look at the load balancers. It is sent, and not compared.
    type: bool
  target_group_arns:
    description:
      - Target groups that the instances are registered in; their targets are told by instance.
    type: list
    elements: str
  starts_after:
    description:
      - What must be ready before the first instance starts though no other option names it, by id or ARN; what is a reference
        is waited for, and goes after the group. Nothing of it is sent to AWS.
      - A target group asks for the health of its targets only once it has a load balancer, so name the listener. Instances
        without a way out cannot fetch what they need, so name the route table.
    type: list
    elements: str
  health_check_type:
    description:
      - Whose word counts on whether an instance is well, V(EC2), or V(ELB) for the load balancer's, too.
    type: str
  health_check_grace_period:
    description:
      - For how many seconds after its start an instance may fail its health checks.
    type: int
  default_instance_warmup:
    description:
      - For how many seconds a new instance does not count in the metrics of the group.
    type: int
  default_cooldown:
    description:
      - For how many seconds nothing moves after a simple scaling.
    type: int
  termination_policies:
    description:
      - Which instances go first, such as V(OldestInstance).
    type: list
    elements: str
  new_instances_protected_from_scale_in:
    description:
      - Whether scaling in spares new instances.
    type: bool
  max_instance_lifetime:
    description:
      - After how many seconds an instance is replaced by a new one, a day at least.
    type: int
  capacity_rebalance:
    description:
      - Whether Spot instances are replaced as soon as they are likely to be taken away.
    type: bool
  instance_maintenance_policy:
    description:
      - How many instances stay in service, and how many there may be, while some are replaced, as C(min_healthy_percentage)
        and C(max_healthy_percentage).
    type: dict
  lifecycle_hook_specification_list:
    description:
      - Where instances wait at their start or end until somebody says that they may go on, each with
        C(lifecycle_hook_name), C(lifecycle_transition), C(default_result), C(heartbeat_timeout) and others.
    type: list
    elements: dict
  instance_lifecycle_policy:
    description:
      - Which instances are kept, in spite of hooks that were given up.
    type: dict
  capacity_reservation_specification:
    description:
      - Whether instances use reserved capacity.
    type: dict
  placement_group:
    description:
      - Placement group of the instances.
    type: str
  deletion_protection:
    description:
      - Whether AWS refuses to delete the group, V(none), V(prevent-force-deletion) (as long as it has instances, since Skylift
        deletes it with them) or V(prevent-all-deletion).
    type: str
  service_linked_role_arn:
    description:
      - Role with which AWS acts for the group; its usual one otherwise.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: A network
  skylift.aws.ec2_vpc:
    name: shop
    cidr_block: 10.20.0.0/16
  register: vpc

- name: Where instances run
  skylift.aws.ec2_subnet:
    name: shop-a
    vpc_id: "{{ vpc.id }}"
    cidr_block: 10.20.1.0/24
  register: subnet

- name: How they are made
  skylift.aws.ec2_launch_template:
    name: shop
    launch_template_data:
      image_id: resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
      instance_type: t3.small
      metadata_options: {http_tokens: required}
  register: template

- name: Two of them, as long as scaling says nothing else
  skylift.aws.autoscaling_auto_scaling_group:
    name: shop
    launch_template: {launch_template_id: "{{ template.id }}", version: "{{ template.latest_version }}"}
    instance_refresh_preferences: {min_healthy_percentage: 100, max_healthy_percentage: 200}
    min_size: 2
    max_size: 6
    vpc_zone_identifier: "{{ subnet.id }}"
    delegated: [desired_capacity]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: autoscaling_auto_scaling_group.shop
id:
  description:
    - Name of the group.
  returned: when it exists
  type: str
  sample: shop
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:7fe02b8e:autoScalingGroupName/shop
auto_scaling_group_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.autoscaling import AutoScalingGroup


def main():
    """Bring one resource to its declared state."""
    run(AutoScalingGroup, DOCUMENTATION)


if __name__ == "__main__":
    main()
