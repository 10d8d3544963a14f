# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the tags are that moto's own tagging API does not find."""

from __future__ import annotations

from ...strictness.cognito_pools import pools as user_pools
from ..amplify.tags import tagged as amplify_tagged
from ..apigatewayv2.tags import tagged as _apis
from ..applicationautoscaling import TARGETS
from ..apprunner import TAGS as APPRUNNER_TAGS
from ..budgets import TAGS as BUDGET_TAGS
from ..cloudfront import TAGS as CLOUDFRONT_TAGS
from ..datasync import TAGS as DATASYNC_TAGS
from ..dms import TAGS as DMS_TAGS
from ..ecs_express import SERVICES as EXPRESS_SERVICES
from ..ecs_services import SERVICES as ECS_SERVICES
from ..eks.tags import tagged as _eks
from ..elasticache import TAGS as ELASTICACHE_TAGS
from ..elasticbeanstalk import TAGS as BEANSTALK_TAGS
from ..kafka import CLUSTERS as KAFKA_CLUSTERS
from ..lightsail import tagged as _lightsail
from ..mq import tagged as mq_tagged
from ..sesv2.store import tagged as _ses
from ..synthetics import tagged as _canaries
from ..xray import TAGS as XRAY_TAGS

HOME_REGIONS = ("us-east-1", "cn-northwest-1", "us-gov-west-1")


def _from_pairs(tags: list[dict]) -> dict[str, str]:
    return {(tag.get("Key") or tag.get("key")): (tag.get("Value") or tag.get("value") or "") for tag in tags}


def _ec2(call):
    for address in call.ask("ec2", "DescribeAddresses")["Addresses"]:
        yield call.arn(f"elastic-ip/{address.get('AllocationId')}", "ec2"), _from_pairs(address.get("Tags", []))
    for endpoint in call.ask("ec2", "DescribeVpcEndpoints")["VpcEndpoints"]:
        yield call.arn(f"vpc-endpoint/{endpoint['VpcEndpointId']}", "ec2"), _from_pairs(endpoint.get("Tags", []))
    for rule in call.ask("ec2", "DescribeSecurityGroupRules")["SecurityGroupRules"]:
        yield call.arn(f"security-group-rule/{rule['SecurityGroupRuleId']}", "ec2"), _from_pairs(rule.get("Tags", []))
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
    """Policies, providers and instance profiles; roles and users are not in the tagging API of AWS either."""
    if call.region not in HOME_REGIONS:
        return
    for policy in call.ask("iam", "ListPolicies", Scope="Local")["Policies"]:
        yield policy["Arn"], _from_pairs(call.ask("iam", "ListPolicyTags", PolicyArn=policy["Arn"])["Tags"])
    for provider in call.ask("iam", "ListOpenIDConnectProviders")["OpenIDConnectProviderList"]:
        tags = call.ask("iam", "ListOpenIDConnectProviderTags", OpenIDConnectProviderArn=provider["Arn"])["Tags"]
        yield provider["Arn"], _from_pairs(tags)
    for profile in call.ask("iam", "ListInstanceProfiles")["InstanceProfiles"]:
        known = call.ask("iam", "GetInstanceProfile", InstanceProfileName=profile["InstanceProfileName"])["InstanceProfile"]
        yield profile["Arn"], _from_pairs(known.get("Tags", []))


def _apprunner(call):
    yield from call.memory(APPRUNNER_TAGS).items()


def _amplify(call):
    for arn, resource in amplify_tagged(call).items():
        yield arn, resource["tags"]


def _cognito(call):
    for pool in user_pools(call).values():
        yield pool.arn, pool.extended_config["UserPoolTags"]


def _ecs_express(call):
    for arn, service in call.memory(EXPRESS_SERVICES).items():
        yield arn, _from_pairs(service["tags"])


def _ecs(call):
    for arn, service in call.memory(ECS_SERVICES).items():
        yield arn, _from_pairs(service["tags"])
    for status in ("ACTIVE", "INACTIVE"):
        for arn in call.ask("ecs", "ListTaskDefinitions", status=status)["taskDefinitionArns"]:
            yield arn, _from_pairs(call.ask("ecs", "ListTagsForResource", resourceArn=arn)["tags"])


def _applicationautoscaling(call):
    for target in call.memory(TARGETS).values():
        yield target["ScalableTargetARN"], target["tags"]


def _elasticache(call):
    yield from call.memory(ELASTICACHE_TAGS).items()


def _elasticbeanstalk(call):
    yield from call.memory(BEANSTALK_TAGS).items()


def _datasync(call):
    yield from ((arn, tags) for arn, tags in call.memory(DATASYNC_TAGS).items() if "/execution/" not in arn)


def _dms(call):
    yield from call.memory(DMS_TAGS).items()


def _mq(call):
    for arn, resource in mq_tagged(call).items():
        yield arn, resource["Tags"]


def _kafka(call):
    for arn, cluster in call.memory(KAFKA_CLUSTERS).items():
        yield arn, cluster["Tags"]


def _budgets(call):
    if call.region in HOME_REGIONS:
        yield from call.memory(BUDGET_TAGS, "global").items()


def _cloudtrail(call):
    for trail in call.ask("cloudtrail", "DescribeTrails", includeShadowTrails=False)["trailList"]:
        told = call.ask("cloudtrail", "ListTags", ResourceIdList=[trail["TrailARN"]])["ResourceTagList"]
        yield trail["TrailARN"], _from_pairs(told[0]["TagsList"])


def _cloudfront(call):
    if call.region in HOME_REGIONS:
        yield from call.memory(CLOUDFRONT_TAGS, "global").items()


def _wafv2(call):
    scopes = ("REGIONAL", *(["CLOUDFRONT"] if call.region == "us-east-1" else []))
    for scope in scopes:
        acls = call.ask("wafv2", "ListWebACLs", Scope=scope)["WebACLs"]
        sets = call.ask("wafv2", "ListIPSets", Scope=scope)["IPSets"]
        for each in (*acls, *sets):
            told = call.ask("wafv2", "ListTagsForResource", ResourceARN=each["ARN"])["TagInfoForResource"]
            yield each["ARN"], _from_pairs(told["TagList"])


def _backup_plans(call):
    for plan in call.ask("backup", "ListBackupPlans")["BackupPlansList"]:
        yield plan["BackupPlanArn"], call.ask("backup", "ListTags", ResourceArn=plan["BackupPlanArn"])["Tags"]


def _xray(call):
    yield from call.memory(XRAY_TAGS).items()


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
    (None, _amplify),
    ("cognito-idp", _cognito),
    (None, _apprunner),
    (None, _cloudfront),
    ("wafv2", _wafv2),
    (None, _ecs_express),
    ("ecs", _ecs),
    (None, _applicationautoscaling),
    (None, _elasticache),
    (None, _elasticbeanstalk),
    (None, _lightsail),
    (None, _mq),
    (None, _datasync),
    (None, _dms),
    (None, _kafka),
    (None, _budgets),
    (None, _ses),
    ("cloudtrail", _cloudtrail),
    ("backup", _backup_plans),
    (None, _canaries),
    (None, _xray),
    (None, _eks),
    (None, _apis),
)
