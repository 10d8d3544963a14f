# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the tags are that moto's own tagging API does not find."""

from __future__ import annotations

from ..apprunner import TAGS as APPRUNNER_TAGS
from ..budgets import TAGS as BUDGET_TAGS
from ..ecs_express import SERVICES as EXPRESS_SERVICES
from ..sesv2.store import tagged as _ses

HOME_REGIONS = ("us-east-1", "cn-northwest-1", "us-gov-west-1")


def _from_pairs(tags: list[dict]) -> dict[str, str]:
    return {(tag.get("Key") or tag.get("key")): (tag.get("Value") or tag.get("value") or "") for tag in tags}


def _ec2(call):
    for address in call.ask("ec2", "DescribeAddresses")["Addresses"]:
        yield call.arn(f"elastic-ip/{address.get('AllocationId')}", "ec2"), _from_pairs(address.get("Tags", []))
    for endpoint in call.ask("ec2", "DescribeVpcEndpoints")["VpcEndpoints"]:
        yield call.arn(f"vpc-endpoint/{endpoint['VpcEndpointId']}", "ec2"), _from_pairs(endpoint.get("Tags", []))
    for template in call.ask("ec2", "DescribeLaunchTemplates")["LaunchTemplates"]:
        yield call.arn(f"launch-template/{template['LaunchTemplateId']}", "ec2"), _from_pairs(template.get("Tags", []))


def _rds(call):
    groups = call.ask("rds", "DescribeDBSubnetGroups")["DBSubnetGroups"]
    arns = [group["DBSubnetGroupArn"] for group in groups]
    arns += [
        group["DBParameterGroupArn"] for group in call.ask("rds", "DescribeDBParameterGroups")["DBParameterGroups"]
    ]
    for arn in arns:
        yield arn, _from_pairs(call.ask("rds", "ListTagsForResource", ResourceName=arn)["TagList"])


def _ecr(call):
    for repository in call.ask("ecr", "DescribeRepositories")["repositories"]:
        arn = repository["repositoryArn"]
        yield arn, _from_pairs(call.ask("ecr", "ListTagsForResource", resourceArn=arn)["tags"])


def _events(call):
    for bus in call.ask("events", "ListEventBuses")["EventBuses"]:
        for rule in call.ask("events", "ListRules", EventBusName=bus["Name"])["Rules"]:
            yield rule["Arn"], _from_pairs(call.ask("events", "ListTagsForResource", ResourceARN=rule["Arn"])["Tags"])


def _scheduler(call):
    for group in call.ask("scheduler", "ListScheduleGroups")["ScheduleGroups"]:
        if group["Name"] != "default":
            yield (
                group["Arn"],
                _from_pairs(call.ask("scheduler", "ListTagsForResource", ResourceArn=group["Arn"])["Tags"]),
            )


def _elbv2(call):
    for balancer in call.ask("elbv2", "DescribeLoadBalancers")["LoadBalancers"]:
        for listener in call.ask("elbv2", "DescribeListeners", LoadBalancerArn=balancer["LoadBalancerArn"])[
            "Listeners"
        ]:
            rules = call.ask("elbv2", "DescribeRules", ListenerArn=listener["ListenerArn"])["Rules"]
            for arn in (listener["ListenerArn"], *(rule["RuleArn"] for rule in rules if not rule["IsDefault"])):
                described = call.ask("elbv2", "DescribeTags", ResourceArns=[arn])["TagDescriptions"]
                yield arn, _from_pairs(described[0]["Tags"] if described else [])


def _route53(call):
    if call.region not in HOME_REGIONS:
        return
    zones = call.ask("route53", "ListHostedZones")["HostedZones"]
    checks = call.ask("route53", "ListHealthChecks")["HealthChecks"]
    for kind, identifier in [("hostedzone", z["Id"].rpartition("/")[2]) for z in zones] + [
        ("healthcheck", c["Id"]) for c in checks
    ]:
        tags = call.ask("route53", "ListTagsForResource", ResourceType=kind, ResourceId=identifier)["ResourceTagSet"][
            "Tags"
        ]
        yield f"arn:{call.partition}:route53:::{kind}/{identifier}", _from_pairs(tags)


def _iam(call):
    """Policies and providers; roles and users are not in the tagging API of AWS either."""
    if call.region not in HOME_REGIONS:
        return
    for policy in call.ask("iam", "ListPolicies", Scope="Local")["Policies"]:
        yield policy["Arn"], _from_pairs(call.ask("iam", "ListPolicyTags", PolicyArn=policy["Arn"])["Tags"])
    for provider in call.ask("iam", "ListOpenIDConnectProviders")["OpenIDConnectProviderList"]:
        tags = call.ask("iam", "ListOpenIDConnectProviderTags", OpenIDConnectProviderArn=provider["Arn"])["Tags"]
        yield provider["Arn"], _from_pairs(tags)


def _apprunner(call):
    yield from call.memory(APPRUNNER_TAGS).items()


def _ecs_express(call):
    for arn, service in call.memory(EXPRESS_SERVICES).items():
        yield arn, _from_pairs(service["tags"])


def _budgets(call):
    if call.region in HOME_REGIONS:
        yield from call.memory(BUDGET_TAGS, "global").items()


def _cloudtrail(call):
    for trail in call.ask("cloudtrail", "DescribeTrails", includeShadowTrails=False)["trailList"]:
        told = call.ask("cloudtrail", "ListTags", ResourceIdList=[trail["TrailARN"]])["ResourceTagList"]
        yield trail["TrailARN"], _from_pairs(told[0]["TagsList"])


# The service that must have been used before it is asked (None: the sandbox itself knows), and its tags.
SOURCES = (
    ("ec2", _ec2),
    ("rds", _rds),
    ("ecr", _ecr),
    ("events", _events),
    ("scheduler", _scheduler),
    ("elbv2", _elbv2),
    ("route53", _route53),
    ("iam", _iam),
    (None, _apprunner),
    (None, _ecs_express),
    (None, _budgets),
    (None, _ses),
    ("cloudtrail", _cloudtrail),
)
