# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Where IAM's actions are not simply the API's operations, by AWS's Service Authorization Reference.

Keys are operations as resource types name them, C(service.operation). Service by service in the Reference: the actions
under other names, and the column "Dependent actions", which AWS checks with the caller's rights, too.
"""

from __future__ import annotations

PREFIXES = {"monitoring": "cloudwatch", "tagging": "tag"}
"""What IAM calls a service that signs its requests under another name."""

APIS = ("api", "api_mapping", "domain_name", "integration", "route", "stage", "vpc_link")

RENAMED: dict[str, tuple[str, ...]] = {
    # API Gateway knows no actions but the methods by which it is asked.
    **dict.fromkeys((*(f"apigatewayv2.create_{each}" for each in APIS), "apigatewayv2.tag_resource"), ("apigateway:POST",)),
    **{f"apigatewayv2.get_{each}s": ("apigateway:GET",) for each in APIS},
    **{f"apigatewayv2.update_{each}": ("apigateway:PATCH",) for each in APIS if each != "vpc_link"},
    **{
        f"apigatewayv2.delete_{each}": ("apigateway:DELETE",)
        for each in (*APIS, "access_log_settings", "cors_configuration")
    },
    **dict.fromkeys(
        ("budgets.create_budget", "budgets.update_budget", "budgets.delete_budget", "budgets.create_notification",
         "budgets.delete_notification"),
        ("budgets:ModifyBudget",),
    ),
    **dict.fromkeys(
        ("budgets.describe_budgets", "budgets.describe_notifications_for_budget",
         "budgets.describe_subscribers_for_notification"),
        ("budgets:ViewBudget",),
    ),
    "cloudfront.create_distribution_with_tags": ("cloudfront:CreateDistribution", "cloudfront:TagResource"),
    "s3.list_buckets": ("s3:ListAllMyBuckets",),
    "s3.get_bucket_encryption": ("s3:GetEncryptionConfiguration",),
    "s3.put_bucket_encryption": ("s3:PutEncryptionConfiguration",),
    "s3.delete_bucket_encryption": ("s3:PutEncryptionConfiguration",),
    "s3.delete_bucket_cors": ("s3:PutBucketCORS",),
    "s3.get_bucket_lifecycle_configuration": ("s3:GetLifecycleConfiguration",),
    "s3.put_bucket_lifecycle_configuration": ("s3:PutLifecycleConfiguration",),
    "s3.delete_bucket_lifecycle": ("s3:PutLifecycleConfiguration",),
    "s3.delete_bucket_ownership_controls": ("s3:PutBucketOwnershipControls",),
    "s3.create_multipart_upload": ("s3:AbortMultipartUpload", "s3:PutObject"),
    "s3.copy_object": ("s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"),
    "s3.delete_objects": ("s3:DeleteObject",),
    "s3.head_object": ("s3:GetObject",),
    "s3.list_object_versions": ("s3:ListBucketVersions",),
    "s3.list_objects_v2": ("s3:ListBucket",),
    "s3.get_bucket_replication": ("s3:GetReplicationConfiguration",),
    "s3.put_bucket_replication": ("s3:PutReplicationConfiguration",),
    "s3.delete_bucket_replication": ("s3:PutReplicationConfiguration",),
    "s3.get_public_access_block": ("s3:GetBucketPublicAccessBlock",),
    "s3.put_public_access_block": ("s3:PutBucketPublicAccessBlock",),
    "s3.delete_public_access_block": ("s3:PutBucketPublicAccessBlock",),
}  # fmt: skip
"""All actions of an operation that has no action of its own name."""

KEY_GRANT = ("kms:CreateGrant", "kms:DescribeKey")
KEY_USE = ("kms:Decrypt", "kms:GenerateDataKey")
MASTER_PASSWORD = ("secretsmanager:CreateSecret", "secretsmanager:TagResource")
LOG_DELIVERY = ("logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:GetLogDelivery", "logs:ListLogDeliveries",
                "logs:UpdateLogDelivery")  # fmt: skip
LOG_POLICY = ("logs:DescribeLogGroups", "logs:DescribeResourcePolicies", "logs:PutResourcePolicy")
NETWORK = ("ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs")
CODE = ("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:GetRepositoryPolicy", "ecr:SetRepositoryPolicy",
        "s3:GetObject", "s3:GetObjectVersion")  # fmt: skip
BROKER = ("ec2:CreateNetworkInterface", "ec2:CreateNetworkInterfacePermission", "ec2:CreateVpcEndpoint",
          "ec2:DescribeInternetGateways", "ec2:DescribeNetworkInterfacePermissions", "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeRouteTables", "ec2:DescribeVpcEndpoints", "ec2:ModifyNetworkInterfaceAttribute")  # fmt: skip
STREAM = ("ec2:CreateVpcEndpoint", "ec2:DescribeRouteTables", "ec2:DescribeVpcAttribute", "ec2:DescribeVpcEndpoints",
          "iam:AttachRolePolicy", "iam:PutRolePolicy")  # fmt: skip
CANARY = ("lambda:AddPermission", "lambda:CreateFunction", "lambda:GetFunctionConfiguration", "lambda:GetLayerVersion",
          "lambda:PublishLayerVersion", "lambda:PublishVersion", "lambda:TagResource", "lambda:UpdateFunctionCode",
          "lambda:UpdateFunctionConfiguration", "s3:GetBucketLocation", "s3:GetObject")  # fmt: skip
# Elastic Beanstalk makes all of an environment with the caller's rights.
SERVERS = (
    "autoscaling:CreateAutoScalingGroup", "autoscaling:DeleteAutoScalingGroup", "autoscaling:DeletePolicy",
    "autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeScalingActivities", "autoscaling:PutNotificationConfiguration",
    "autoscaling:PutScalingPolicy", "autoscaling:ResumeProcesses", "autoscaling:SuspendProcesses",
    "autoscaling:TerminateInstanceInAutoScalingGroup", "autoscaling:UpdateAutoScalingGroup", "cloudformation:CreateStack",
    "cloudformation:DeleteStack", "cloudformation:DescribeStackEvents", "cloudformation:DescribeStackResource",
    "cloudformation:DescribeStackResources", "cloudformation:DescribeStacks", "cloudformation:GetTemplate",
    "cloudformation:UpdateStack", "cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm", "ec2:AuthorizeSecurityGroupEgress",
    "ec2:AuthorizeSecurityGroupIngress", "ec2:CreateLaunchTemplate", "ec2:CreateLaunchTemplateVersion",
    "ec2:CreateSecurityGroup", "ec2:CreateTags", "ec2:DeleteLaunchTemplate", "ec2:DeleteLaunchTemplateVersions",
    "ec2:DeleteSecurityGroup", "ec2:DescribeImages", "ec2:DescribeInstances", "ec2:DescribeLaunchTemplateVersions",
    "ec2:DescribeLaunchTemplates", "ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress", "ec2:RunInstances",
    "ec2:TerminateInstances", "elasticloadbalancing:AddTags", "elasticloadbalancing:CreateListener",
    "elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup",
    "elasticloadbalancing:DeleteListener", "elasticloadbalancing:DeleteLoadBalancer",
    "elasticloadbalancing:DeleteTargetGroup", "elasticloadbalancing:DescribeListeners",
    "elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeTargetGroups",
    "elasticloadbalancing:DescribeTargetHealth", "elasticloadbalancing:ModifyListener",
    "elasticloadbalancing:ModifyLoadBalancerAttributes", "elasticloadbalancing:ModifyTargetGroup",
    "elasticloadbalancing:ModifyTargetGroupAttributes", "iam:CreateServiceLinkedRole", "iam:GetInstanceProfile",
    "iam:PassRole", "logs:CreateLogGroup", "logs:DescribeLogGroups", "logs:PutRetentionPolicy", "s3:GetObject", "s3:PutObject",
    *NETWORK,
)  # fmt: skip

BESIDES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("apigatewayv2.create_stage", "apigatewayv2.update_stage"), (*LOG_DELIVERY, *LOG_POLICY)),
    "amplify.create_domain_association": ("route53:ChangeResourceRecordSets", "route53:ListHostedZones"),
    "amplify.update_domain_association": ("route53:ChangeResourceRecordSets", "route53:ListHostedZones"),
    "application-autoscaling.put_scaling_policy": (
        "cloudwatch:DeleteAlarms", "cloudwatch:DescribeAlarms", "cloudwatch:PutMetricAlarm"),
    "application-autoscaling.register_scalable_target": ("ecs:DescribeServices", "ecs:UpdateService"),
    "apprunner.create_vpc_connector": ("ec2:DescribeSecurityGroups", "ec2:DescribeSubnets"),
    **dict.fromkeys(
        ("autoscaling.create_auto_scaling_group", "autoscaling.start_instance_refresh", "autoscaling.update_auto_scaling_group"),
        ("ec2:CreateTags", "ec2:RunInstances", "iam:PassRole", "ssm:GetParameters"),
    ),
    "backup.create_backup_selection": ("iam:GetRole",),
    "backup.create_backup_vault": ("backup-storage:MountCapsule", *KEY_GRANT, *KEY_USE, "kms:RetireGrant"),
    "cloudfront.create_distribution_with_tags": ("s3:GetBucketAcl", "s3:PutBucketAcl"),
    "cloudfront.update_distribution": ("s3:GetBucketAcl", "s3:PutBucketAcl"),
    "cognito-idp.create_user_pool_domain": ("cloudfront:UpdateDistribution",),
    "cognito-idp.update_user_pool_domain": ("cloudfront:UpdateDistribution",),
    "dynamodb.create_table": (*KEY_GRANT, "kms:Decrypt", "kms:Encrypt"),
    "dynamodb.update_table": (*KEY_GRANT, "kms:Decrypt", "kms:Encrypt"),
    "ec2.create_flow_logs": ("logs:CreateLogDelivery", "logs:DeleteLogDelivery"),
    "ec2.delete_flow_logs": ("logs:DeleteLogDelivery",),
    "ecr.create_repository": (*KEY_GRANT, "kms:RetireGrant"),
    "ecs.create_express_gateway_service": ("ecs:CreateCluster", "ecs:RegisterTaskDefinition"),
    "ecs.update_express_gateway_service": ("ecs:RegisterTaskDefinition",),
    "eks.associate_encryption_config": KEY_GRANT,
    "eks.create_access_entry": ("iam:PassRole",),
    **dict.fromkeys(
        ("eks.create_addon", "eks.update_addon"),
        ("eks:CreatePodIdentityAssociation", "eks:DeletePodIdentityAssociation", "eks:UpdatePodIdentityAssociation",
         "iam:GetRole"),
    ),
    "eks.create_cluster": (*NETWORK, *KEY_GRANT),
    "eks.create_fargate_profile": ("ec2:DescribeRouteTables", "ec2:DescribeSubnets", "iam:GetRole"),
    "eks.create_nodegroup": ("ec2:DescribeLaunchTemplateVersions", "ec2:DescribeSubnets", "ec2:RunInstances", "iam:GetRole",
                             "iam:ListAttachedRolePolicies"),
    "eks.create_pod_identity_association": ("iam:GetRole",),
    "eks.update_nodegroup_version": ("ec2:DescribeLaunchTemplateVersions", "ec2:RunInstances"),
    "eks.update_pod_identity_association": ("iam:GetRole",),
    "elasticache.create_replication_group": (*KEY_GRANT, *LOG_DELIVERY, *LOG_POLICY),
    "elasticache.modify_replication_group": (*LOG_DELIVERY, *LOG_POLICY),
    "elasticbeanstalk.create_application_version": ("s3:GetObject",),
    "elasticbeanstalk.create_environment": SERVERS,
    "elasticbeanstalk.create_storage_location": ("s3:CreateBucket", "s3:PutBucketOwnershipControls", "s3:PutBucketPolicy"),
    "elasticbeanstalk.delete_application_version": ("s3:DeleteObject",),
    "elasticbeanstalk.terminate_environment": SERVERS,
    "elasticbeanstalk.update_environment": SERVERS,
    **dict.fromkeys(
        ("elbv2.create_listener", "elbv2.modify_listener", "elbv2.create_rule", "elbv2.modify_rule"),
        ("cognito-idp:DescribeUserPoolClient",),
    ),
    "elbv2.modify_ip_pools": ("ec2:DescribeIpamPools",),
    "iam.add_role_to_instance_profile": ("iam:PassRole",),
    **dict.fromkeys(
        ("kafka.create_cluster", "kafka.create_cluster_v2"), (*NETWORK, *STREAM, *KEY_GRANT, *LOG_DELIVERY, *LOG_POLICY)
    ),
    "kafka.delete_cluster": ("ec2:DeleteVpcEndpoints", "ec2:DescribeVpcEndpoints"),
    "kafka.update_monitoring": (*LOG_DELIVERY, *LOG_POLICY),
    "lambda.create_function": (*NETWORK, *CODE, *KEY_GRANT, "kms:Decrypt", "kms:Encrypt", "lambda:GetCodeSigningConfig",
                               "lambda:GetLayerVersion"),
    "lambda.get_function": ("kms:Decrypt",),
    "lambda.put_function_code_signing_config": ("lambda:GetCodeSigningConfig",),
    "lambda.update_function_code": CODE,
    "lambda.update_function_configuration": (*NETWORK, *KEY_GRANT, "kms:Decrypt", "kms:Encrypt", "lambda:GetLayerVersion"),
    "logs.create_log_group": ("logs:AssociateKmsKey",),
    "mq.create_broker": (*NETWORK, *BROKER, *KEY_GRANT, "logs:CreateLogGroup"),
    "mq.delete_broker": ("ec2:DeleteNetworkInterface", "ec2:DeleteNetworkInterfacePermission", "ec2:DeleteVpcEndpoints",
                         "ec2:DetachNetworkInterface"),
    "mq.update_broker": ("logs:CreateLogGroup",),
    "rds.copy_db_snapshot": KEY_GRANT,
    **dict.fromkeys(
        ("rds.create_db_cluster", "rds.create_db_instance", "rds.create_db_instance_read_replica", "rds.modify_db_cluster",
         "rds.modify_db_instance", "rds.restore_db_instance_from_db_snapshot"),
        (*KEY_GRANT, *KEY_USE, *MASTER_PASSWORD),
    ),
    "rds.delete_db_cluster": ("rds:AddTagsToResource", "rds:CreateDBClusterSnapshot"),
    "rds.delete_db_instance": ("rds:AddTagsToResource", "rds:CreateDBSnapshot"),
    "rds.start_db_instance_automated_backups_replication": KEY_GRANT,
    "route53.create_health_check": ("cloudwatch:DescribeAlarms",),
    "route53.update_health_check": ("cloudwatch:DescribeAlarms",),
    "route53.create_hosted_zone": ("ec2:DescribeVpcs", "route53:AssociateVPCWithHostedZone"),
    "s3.create_bucket": ("s3:PutBucketAcl", "s3:PutBucketObjectLockConfiguration", "s3:PutBucketOwnershipControls",
                         "s3:PutBucketVersioning", "s3:TagResource"),
    "s3.get_object": ("kms:Decrypt",),
    "s3.put_object": KEY_USE,
    "secretsmanager.create_secret": (*KEY_USE, "secretsmanager:ReplicateSecretToRegions"),
    "secretsmanager.get_secret_value": ("kms:Decrypt",),
    "secretsmanager.update_secret": KEY_USE,
    **dict.fromkeys(("sns.create_topic", "sns.set_topic_attributes", "sns.subscribe"), ("iam:GetRole", "iam:PassRole")),
    "ssm.get_parameters": ("kms:Decrypt",),
    "ssm.put_parameter": ("kms:Encrypt", *KEY_USE),
    "synthetics.create_canary": (*CANARY, *NETWORK),
    "synthetics.delete_canary": ("lambda:DeleteFunction", "lambda:DeleteLayerVersion"),
    "synthetics.update_canary": (*CANARY, *NETWORK),
    "wafv2.associate_web_acl": ("apprunner:AssociateWebAcl", "cognito-idp:AssociateWebACL", "elasticloadbalancing:SetWebACL"),
    "wafv2.disassociate_web_acl": (
        "apprunner:DisassociateWebAcl", "cognito-idp:DisassociateWebACL", "elasticloadbalancing:SetWebACL"),
    "wafv2.get_web_acl_for_resource": ("apprunner:DescribeWebAclForService", "cognito-idp:GetWebACLForResource"),
    "wafv2.delete_logging_configuration": ("logs:DeleteLogDelivery",),
    "wafv2.put_logging_configuration": ("logs:CreateLogDelivery", "logs:DeleteLogDelivery", *LOG_POLICY),
}  # fmt: skip
"""What AWS checks besides the action of an operation's own name, for whatever options it is called with."""

LINKED_ROLES: dict[str, str] = {
    "apigatewayv2.create_domain_name": "ops.apigateway.amazonaws.com",
    "apigatewayv2.create_vpc_link": "ops.apigateway.amazonaws.com",
    "application-autoscaling.register_scalable_target": "*.application-autoscaling.amazonaws.com",
    "apprunner.create_service": "apprunner.amazonaws.com",
    "apprunner.create_vpc_connector": "networking.apprunner.amazonaws.com",
    "autoscaling.create_auto_scaling_group": "autoscaling.amazonaws.com",
    "backup.create_backup_selection": "backup.amazonaws.com",
    "cognito-idp.create_user_pool": "email.cognito-idp.amazonaws.com",
    "cognito-idp.update_user_pool": "email.cognito-idp.amazonaws.com",
    "datasync.create_task": "datasync.amazonaws.com",
    "ecs.create_cluster": "ecs.amazonaws.com",
    "ecs.create_service": "ecs.amazonaws.com",
    "ecs.create_express_gateway_service": "ecs.amazonaws.com",
    "eks.create_cluster": "eks.amazonaws.com",
    "eks.create_fargate_profile": "eks-fargate.amazonaws.com",
    "eks.create_nodegroup": "eks-nodegroup.amazonaws.com",
    "elasticache.create_cache_subnet_group": "elasticache.amazonaws.com",
    "elasticache.create_replication_group": "elasticache.amazonaws.com",
    "elbv2.create_load_balancer": "elasticloadbalancing.amazonaws.com",
    "kafka.create_cluster": "kafka.amazonaws.com",
    "kafka.create_cluster_v2": "kafka.amazonaws.com",
    "kms.create_key": "mrk.kms.amazonaws.com",
    "mq.create_broker": "mq.amazonaws.com",
    "rds.create_db_cluster": "rds.amazonaws.com",
    "rds.create_db_instance": "rds.amazonaws.com",
    "rds.create_db_subnet_group": "rds.amazonaws.com",
    "wafv2.put_logging_configuration": "wafv2.amazonaws.com",
}
"""Services whose own role AWS makes, with the caller's rights, at the first such call in an account."""

ROLE_MEMBERS = ("role", "noderole", "deliverlogspermissionarn", "snscallerarn")
"""Members, in lower case, that take a role although they do not end in C(RoleArn): who sends one must be allowed to pass it."""
