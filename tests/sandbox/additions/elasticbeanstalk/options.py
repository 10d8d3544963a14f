# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of an environment: which there are, what they are if nobody says, and what is wrong with some values."""

from __future__ import annotations

import re

from ...roles import must_be_assumable
from ...rules import Refusal

ENVIRONMENT = "aws:elasticbeanstalk:application:environment"
SECRETS = "aws:elasticbeanstalk:application:environmentsecrets"
VARIABLES = (ENVIRONMENT, SECRETS)
LAUNCH = "aws:autoscaling:launchconfiguration"
VPC = "aws:ec2:vpc"
BALANCER = "aws:elbv2:loadbalancer"
LOGS = "aws:elasticbeanstalk:cloudwatch:logs"
DEFAULTS = {
    "aws:autoscaling:asg": {"MinSize": "1", "MaxSize": "4", "Cooldown": "360", "Availability Zones": "Any",
                            "EnableCapacityRebalancing": "false"},
    LAUNCH: {"IamInstanceProfile": None, "SecurityGroups": None, "EC2KeyName": None, "DisableIMDSv1": "true", "ImageId": None,
             "RootVolumeType": None, "RootVolumeSize": None, "RootVolumeIOPS": None, "RootVolumeThroughput": None,
             "MonitoringInterval": "5 minute", "SSHSourceRestriction": "tcp,22,22,0.0.0.0/0", "InstanceType": None},
    "aws:autoscaling:trigger": {"MeasureName": "NetworkOut", "Statistic": "Average", "Unit": "Bytes", "Period": "5",
                                "BreachDuration": "5", "UpperThreshold": "6000000", "LowerThreshold": "2000000",
                                "EvaluationPeriods": "1", "UpperBreachScaleIncrement": "1", "LowerBreachScaleIncrement": "-1"},
    "aws:autoscaling:updatepolicy:rollingupdate": {"RollingUpdateEnabled": "false", "RollingUpdateType": "Time",
                                                   "MaxBatchSize": None, "MinInstancesInService": None, "Timeout": "PT30M"},
    "aws:ec2:instances": {"InstanceTypes": "t3.micro, t3.small", "SupportedArchitectures": None, "EnableSpot": "false"},
    VPC: {"VPCId": None, "Subnets": None, "ELBSubnets": None, "ELBScheme": "public", "AssociatePublicIpAddress": None},
    "aws:elasticbeanstalk:application": {"Application Healthcheck URL": None},
    LOGS: {"StreamLogs": "false", "DeleteOnTerminate": "false", "RetentionInDays": "7"},
    "aws:elasticbeanstalk:cloudwatch:logs:health": {"HealthStreamingEnabled": "false", "DeleteOnTerminate": "false",
                                                    "RetentionInDays": "7"},
    "aws:elasticbeanstalk:command": {"DeploymentPolicy": "AllAtOnce", "BatchSize": "100", "BatchSizeType": "Percentage",
                                     "Timeout": "600", "IgnoreHealthCheck": "false"},
    "aws:elasticbeanstalk:environment": {"EnvironmentType": "LoadBalanced", "LoadBalancerType": "classic", "ServiceRole": None,
                                         "LoadBalancerIsShared": "false"},
    "aws:elasticbeanstalk:environment:process:default": {
        "HealthCheckPath": "/", "Port": "80", "Protocol": "HTTP", "HealthCheckInterval": "15", "HealthCheckTimeout": "5",
        "HealthyThresholdCount": "3", "UnhealthyThresholdCount": "5", "DeregistrationDelay": "20", "MatcherHTTPCode": None,
        "StickinessEnabled": "false"},
    "aws:elasticbeanstalk:healthreporting:system": {"SystemType": "basic", "EnhancedHealthAuthEnabled": "true",
                                                    "ConfigDocument": None},
    "aws:elasticbeanstalk:managedactions": {"ManagedActionsEnabled": "false", "PreferredStartTime": None,
                                            "ServiceRoleForManagedUpdates": None},
    "aws:elasticbeanstalk:managedactions:platformupdate": {"UpdateLevel": None, "InstanceRefreshEnabled": "false"},
    "aws:elasticbeanstalk:xray": {"XRayEnabled": "false"},
    BALANCER: {"AccessLogsS3Enabled": "false", "AccessLogsS3Bucket": None, "IdleTimeout": None, "SecurityGroups": None,
               "ManagedSecurityGroup": None, "SharedLoadBalancer": None},
    "aws:elbv2:listener:default": {"ListenerEnabled": "true", "DefaultProcess": "default", "Protocol": "HTTP",
                                   "SSLCertificateArns": None, "SSLPolicy": None},
    "aws:elbv2:listener:443": {"ListenerEnabled": "true", "DefaultProcess": "default", "Protocol": None,
                               "SSLCertificateArns": None, "SSLPolicy": None},
    "aws:rds:dbinstance": {"HasCoupledDatabase": "false"},
}  # fmt: skip
SECRET = re.compile(r"arn:[^:]+:(secretsmanager:[^:]+:\d{12}:secret:.+|ssm:[^:]+:\d{12}:parameter/.+)")

Settings = dict[tuple[str, str], str | None]


def bad(said: str, namespace: str = "", option: str = "") -> Refusal:
    """What is wrong with a setting."""
    where = f" (Namespace: '{namespace}', OptionName: '{option}')" if namespace else ""
    return Refusal("ConfigurationValidationException", f"Configuration validation exception: {said}{where}")


def defaults() -> Settings:
    """The settings of an environment of which nobody says anything."""
    return {(namespace, name): value for namespace, names in DEFAULTS.items() for name, value in names.items()}


def merged(before: Settings, params: dict) -> Settings:
    """The settings after a request."""
    after = dict(before)
    for each in params.get("OptionSettings", []):
        namespace, name, value = each["Namespace"], each["OptionName"], each.get("Value", "")
        if namespace not in VARIABLES and (namespace, name) not in before:
            raise bad("Invalid option specification", namespace, f"{name}'): Unknown configuration setting.")
        if namespace == SECRETS and not SECRET.fullmatch(value):
            raise bad(f"Invalid option value: '{value}' is not the ARN of a secret or a parameter.", namespace, name)
        after[namespace, name] = value
    for each in params.get("OptionsToRemove", []):
        key = each["Namespace"], each["OptionName"]
        after.pop(key, None)
        after |= {key: defaults()[key]} if key in defaults() else {}
    return after


def check(call, settings: Settings) -> None:
    """What Elastic Beanstalk looks at before it begins."""
    least, most = (int(settings["aws:autoscaling:asg", name]) for name in ("MinSize", "MaxSize"))
    if least > most:
        raise bad(f"Invalid option value: '{least}': MinSize must not exceed MaxSize.", "aws:autoscaling:asg", "MinSize")
    _check_profile(call, settings[LAUNCH, "IamInstanceProfile"])
    role = settings["aws:elasticbeanstalk:environment", "ServiceRole"]
    arn = role if not role or role.startswith("arn:") else f"arn:{call.partition}:iam::{call.account}:role/{role}"
    refusal = bad(f"Invalid option value: '{role}'", "aws:elasticbeanstalk:environment", "ServiceRole")
    must_be_assumable(call, arn, "elasticbeanstalk.amazonaws.com", refusal)
    _check_network(call, settings)


def _check_profile(call, profile: str | None) -> None:
    if not profile:
        raise bad("Environment must have instance profile associated with it.")
    name = profile.rpartition("/")[2]
    try:
        found = call.ask("iam", "GetInstanceProfile", InstanceProfileName=name)["InstanceProfile"]
    except Refusal:
        raise bad(f"Invalid option value: the instance profile '{name}' does not exist.", LAUNCH, "IamInstanceProfile") from None
    if not found["Roles"]:
        raise bad(f"Invalid option value: the instance profile '{name}' has no role.", LAUNCH, "IamInstanceProfile")


def _check_network(call, settings: Settings) -> None:
    vpc = settings[VPC, "VPCId"]
    for option in ("Subnets", "ELBSubnets"):
        wanted = [each for each in (settings[VPC, option] or "").split(",") if each]
        if not wanted:
            continue
        try:
            subnets = call.ask("ec2", "DescribeSubnets", SubnetIds=wanted)["Subnets"]
        except Refusal as refusal:
            raise bad(f"Invalid option value: {refusal.message}", VPC, option) from None
        if any(subnet["VpcId"] != vpc for subnet in subnets):
            raise bad(f"Invalid option value: the subnets do not belong to VPC '{vpc}'.", VPC, option)
        zones = {subnet["AvailabilityZone"] for subnet in subnets}
        if option == "ELBSubnets" and is_behind_alb(settings) and len(zones) < 2:
            raise bad("Invalid option value: an application load balancer needs subnets in two zones.", VPC, option)
    groups = [each for each in (settings[LAUNCH, "SecurityGroups"] or "").split(",") if each]
    try:
        call.ask("ec2", "DescribeSecurityGroups", GroupIds=groups)
    except Refusal as refusal:
        raise bad(f"Invalid option value: {refusal.message}", LAUNCH, "SecurityGroups") from None


def is_behind_alb(settings: Settings) -> bool:
    """Whether there is an application load balancer before the servers."""
    kind = settings["aws:elasticbeanstalk:environment", "EnvironmentType"]
    return kind == "LoadBalanced" and settings["aws:elasticbeanstalk:environment", "LoadBalancerType"] == "application"
