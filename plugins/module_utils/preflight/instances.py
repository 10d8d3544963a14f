# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""EC2 instances: how launch templates make them, and how groups keep and replace them."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

TEMPLATE, GROUP, POLICY = "ec2_launch_template", "autoscaling_auto_scaling_group", "autoscaling_scaling_policy"
MOVING = ("$Latest", "$Default")
ALIAS = "resolve:ssm:"


@of_each(TEMPLATE, code="EC2-IMDSV1", severity=WARNING)
def metadata_is_for_sessions_only(template: Subject) -> Iterator[Problem]:
    """Amazon EC2 User Guide: Use the Instance Metadata Service (a request that is smuggled in cannot begin a session)."""
    data = template.part("launch_template_data")
    options = data.part("metadata_options")
    unsure = not template.mapping("launch_template_data") or data.hides("metadata_options")
    if not unsure and options.text("http_endpoint") != "disabled" and options.text("http_tokens") != "required":
        said = "whoever makes the application send a request gets the credentials of the instance (IMDSv1)"
        yield options.problem("http_tokens", said, "set it to required")


@of_each(TEMPLATE, code="EC2-DISK-PLAIN", severity=WARNING)
def disks_are_encrypted(template: Subject) -> Iterator[Problem]:
    """Amazon EBS User Guide: Amazon EBS encryption (a disk is encrypted when it is made, or never)."""
    for device in template.part("launch_template_data").each("block_device_mappings"):
        disk = device.part("ebs")
        unsure = device.hides("ebs") or not device.declares("ebs")
        if not unsure and not disk.flag("encrypted"):
            yield disk.problem("encrypted", "the disk is not encrypted", "set it to true")


@of_each(GROUP, code="ASG-RANGE")
def the_sizes_are_in_order(group: Subject) -> Iterator[Problem]:
    """Amazon EC2 Auto Scaling API: CreateAutoScalingGroup (ValidationError: max bound, desired capacity)."""
    least, wanted, most = (group.number(option) for option in ("min_size", "desired_capacity", "max_size"))
    if least is not None and most is not None and least > most:
        yield group.problem("min_size", f"{least} is above max_size, {most}", "write the smaller one here")
    elif wanted is not None and not (least or 0) <= wanted <= (wanted if most is None else most):
        yield group.problem("desired_capacity", f"{wanted} is not within {least} and {most}", "write one between them")


@over_all(GROUP, "ec2_subnet", code="ASG-ONE-ZONE", severity=WARNING)
def instances_are_spread_over_zones(stack: Stack) -> Iterator[Problem]:
    """Amazon EC2 Auto Scaling User Guide: Distribute instances across Availability Zones."""
    for group in stack.of(GROUP):
        subnets = [stack.subjects.get(address) for address in group.refers_to("vpc_zone_identifier")]
        zones = {subnet and (subnet.text("availability_zone") or subnet.item.get("AvailabilityZone")) for subnet in subnets}
        if len(zones) == 1 and None not in zones:
            said = f"all instances are in {zones.pop()}, and all of them are gone when that is"
            yield group.problem("vpc_zone_identifier", said, "name subnets in two Availability Zones")


@of_each(GROUP, code="ASG-HEALTH-CHECK", severity=WARNING)
def the_load_balancer_has_its_say(group: Subject) -> Iterator[Problem]:
    """Amazon EC2 Auto Scaling User Guide: Health checks for instances (EC2 does not see an application that hangs)."""
    listens = "ELB" in (group.text("health_check_type") or "")
    if group.declared.get("target_group_arns") and not listens and not group.hides("health_check_type"):
        said = "an instance whose application does not answer stays, though no request gets to it"
        yield group.problem("health_check_type", said, "set it to ELB")


@over_all(GROUP, "elbv2_target_group", code="ASG-TARGET-TYPE")
def targets_are_instances(stack: Stack) -> Iterator[Problem]:
    """Amazon EC2 Auto Scaling User Guide: Attach a load balancer (target groups with the target type instance only)."""
    for group in stack.of(GROUP):
        for targets in stack.targets(group, "target_group_arns", "elbv2_target_group"):
            kind = targets.text("target_type")
            if kind and kind != "instance":
                said = f"{targets.address} takes targets of type {kind}"
                yield group.problem("target_group_arns", said, "set target_type: instance on it")


@of_each(GROUP, code="ASG-VERSION", severity=WARNING)
def a_new_version_is_noticed(group: Subject) -> Iterator[Problem]:
    """Amazon EC2 Auto Scaling User Guide: Launch templates (instances that run stay as they are)."""
    template = group.part("launch_template")
    moving = template.text("version") in MOVING or not template.declares("version")
    if group.mapping("launch_template") and moving and not template.hides("version"):
        said = "a changed template never differs from this, so instances stay as they are"
        yield template.problem("version", said, "refer to latest_version of the template")


@over_all(GROUP, TEMPLATE, code="ASG-ROLLBACK")
def there_is_a_way_back(stack: Stack) -> Iterator[Problem]:
    """Amazon EC2 Auto Scaling User Guide: Undo changes with a rollback (no AMI alias, no $Latest or $Default version)."""
    for group in stack.of(GROUP):
        preferences = group.part("instance_refresh_preferences")
        template = stack.target(group.part("launch_template"), "launch_template_id", TEMPLATE)
        image = template.part("launch_template_data").text("image_id") if template else None
        moving = group.part("launch_template").text("version") in MOVING
        if preferences.flag("auto_rollback") and (moving or (image or "").startswith(ALIAS)):
            reason = "a version that moves" if moving else "an image that a parameter tells"
            remedy = "leave it out; with min_healthy_percentage: 100 the old instances stay until the new ones are well"
            yield preferences.problem("auto_rollback", f"AWS cannot go back to {reason}", remedy)


@over_all(GROUP, POLICY, code="ASG-DESIRED-CAPACITY", severity=WARNING)
def scaling_keeps_what_it_decided(stack: Stack) -> Iterator[Problem]:
    """Amazon EC2 Auto Scaling User Guide: Set scaling limits (an update of the desired capacity undoes what scaling did)."""
    for group in stack.of(GROUP):
        policies = stack.referring(group, POLICY, "autoscaling_scheduled_action")
        if policies and group.declares("desired_capacity") and "desired_capacity" not in group.desired.declaration.delegated:
            said = f"every run would put it back, against {policies[0].address}"
            yield group.problem("desired_capacity", said, "add delegated: [desired_capacity]")
