# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ECS refuses before it makes or changes a service."""

from __future__ import annotations

from ...rules import Refusal


def invalid(message: str) -> Refusal:
    """Most of what ECS says no to has this code."""
    return Refusal("InvalidParameterException", message)


def cluster_of(call) -> dict:
    """The cluster of a call, which must be active."""
    name = call.params.get("cluster", "default").rpartition("/")[2]
    include = ["TAGS", "SETTINGS", "CONFIGURATIONS"]
    for cluster in call.ask("ecs", "DescribeClusters", clusters=[name], include=include)["clusters"]:
        if cluster["status"] == "ACTIVE":
            return cluster
    raise Refusal("ClusterNotFoundException", "Cluster not found.")


def definition_of(call, wanted: str) -> dict:
    """The task definition that a service names; it must be active."""
    try:
        found = call.ask("ecs", "DescribeTaskDefinition", taskDefinition=wanted)["taskDefinition"]
    except Refusal:
        raise Refusal("ClientException", "TaskDefinition not found.") from None
    if found["status"] != "ACTIVE":
        raise Refusal("ClientException", "TaskDefinition is inactive")
    return found


def check(call, service: dict, cluster: dict, definition: dict) -> None:
    """Everything that is wrong with a service as it would be."""
    _check_capacity(service, cluster)
    if service.get("launchType") == "FARGATE" and "FARGATE" not in definition.get("requiresCompatibilities", []):
        raise invalid("Task definition does not support launch_type FARGATE.")
    check_network(call, service, definition)
    balancers = service.get("loadBalancers", [])
    if service.get("healthCheckGracePeriodSeconds") and not balancers:
        raise invalid("Health check grace period is only valid for services configured to use load balancers")
    for balancer in balancers:
        _check_balancer(call, balancer, definition)
    if service.get("enableExecuteCommand") and not definition.get("taskRoleArn"):
        raise invalid(
            "The service couldn't be created because a valid taskRoleArn is not being used. "
            "Specify a valid task role in your task definition and try again."
        )
    _check_deployment(service)


def _check_capacity(service: dict, cluster: dict) -> None:
    providers = [item["capacityProvider"] for item in service.get("capacityProviderStrategy", [])]
    if providers and service.get("launchType"):
        raise invalid(
            "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again."
        )
    if set(providers) - set(cluster.get("capacityProviders", [])):
        raise invalid(
            "The specified capacity provider strategy cannot contain a capacity provider that is not associated with "
            "the cluster. Associate the capacity provider with the cluster and try again."
        )
    weights = [item.get("weight", 0) for item in service.get("capacityProviderStrategy", [])]
    if providers and not any(weights):
        raise invalid("The specified capacity provider strategy must contain at least one provider with a weight of 1.")


def check_network(call, service: dict, definition: dict) -> None:
    network = service.get("networkConfiguration", {}).get("awsvpcConfiguration")
    if definition.get("networkMode") != "awsvpc":
        if network:
            raise invalid("Network Configuration is not valid for the given networkMode of this task definition.")
        return
    if not network:
        raise invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.")
    if not network.get("subnets"):
        raise invalid("subnets can not be empty.")
    vpcs = {
        each["VpcId"]
        for subnet in network["subnets"]
        for each in _asked(call, "subnet", subnet, "DescribeSubnets", SubnetIds=[subnet])["Subnets"]
    }
    if len(vpcs) > 1:
        raise invalid("subnets must all be in the same vpc.")
    for group in network.get("securityGroups", []):
        found = _asked(call, "security group", group, "DescribeSecurityGroups", GroupIds=[group])["SecurityGroups"]
        if {each["VpcId"] for each in found} != vpcs:
            raise invalid("security groups and subnets must be in the same VPC.")


def _asked(call, kind: str, identifier: str, operation: str, **params) -> dict:
    try:
        return call.ask("ec2", operation, **params)
    except Refusal as refusal:
        said = f"Error retrieving {kind} information for [{identifier}]: {refusal.message} (ErrorCode: {refusal.code})"
        raise invalid(said) from None


def _check_balancer(call, balancer: dict, definition: dict) -> None:
    name, port = balancer.get("containerName"), balancer.get("containerPort")
    container = next((each for each in definition["containerDefinitions"] if each["name"] == name), None)
    if container is None:
        raise invalid(f"The container {name} does not exist in the task definition.")
    if port not in [mapping.get("containerPort") for mapping in container.get("portMappings", [])]:
        raise invalid(f"The container {name} did not have a container port {port} defined.")
    advanced = balancer.get("advancedConfiguration", {})
    for arn in filter(None, (balancer.get("targetGroupArn"), advanced.get("alternateTargetGroupArn"))):
        try:
            (group,) = call.ask("elbv2", "DescribeTargetGroups", TargetGroupArns=[arn])["TargetGroups"]
        except Refusal:
            raise invalid(f"The specified target group {arn} does not exist.") from None
        if not group.get("LoadBalancerArns"):
            raise invalid(f"The target group with targetGroupArn {arn} does not have an associated load balancer.")
        if definition.get("networkMode") == "awsvpc" and group.get("TargetType") != "ip":
            raise invalid(
                f"The provided target group {arn} has target type {group.get('TargetType')}, which is incompatible with "
                "the awsvpc network mode specified in the task definition."
            )


def _check_deployment(service: dict) -> None:
    told = service.get("deploymentConfiguration", {})
    strategy = told.get("strategy", "ROLLING")
    for name, only in (("linearConfiguration", "LINEAR"), ("canaryConfiguration", "CANARY")):
        if told.get(name) and strategy != only:
            raise invalid(f"{name} is only valid for the {only} deployment strategy.")
    if strategy == "ROLLING":
        if told.get("maximumPercent", 200) <= 100 and told.get("minimumHealthyPercent", 100) >= 100:
            raise invalid("Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.")
        return
    if told.get("lifecycleHooks") and any(not hook.get("lifecycleStages") for hook in told["lifecycleHooks"]):
        raise invalid("Lifecycle hooks must have at least one lifecycle stage.")
    for hook in told.get("lifecycleHooks", []):
        if hook.get("targetType", "AWS_LAMBDA") == "AWS_LAMBDA" and not (hook.get("hookTargetArn") and hook.get("roleArn")):
            raise invalid("Lifecycle hooks must have a hookTargetArn and a roleArn.")
    for balancer in service.get("loadBalancers", []):
        if not balancer.get("advancedConfiguration"):
            raise invalid(
                f"advancedConfiguration is required on load balancers for the {strategy} deployment strategy."
            )
        _check_advanced(balancer["advancedConfiguration"])


def _check_advanced(told: dict) -> None:
    """A rule for an Application Load Balancer (AdvancedConfiguration), be it the default rule of its listener."""
    for name in ("alternateTargetGroupArn", "productionListenerRule", "roleArn"):
        if not told.get(name):
            raise invalid(f"{name} is required in advancedConfiguration.")
    for name in ("productionListenerRule", "testListenerRule"):
        if ":listener/app/" in told.get(name, ""):
            raise invalid(f"{name} must be the ARN of a listener rule for an Application Load Balancer.")
