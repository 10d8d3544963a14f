# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""AWS's managed policies: moto knows 1,500, and loading all of them would make each reset take a second."""

from __future__ import annotations

import json

import moto.iam.models

USEFUL = {
    "AdministratorAccess",
    "PowerUserAccess",
    "ReadOnlyAccess",
    "AWSLambdaBasicExecutionRole",
    "AWSLambdaVPCAccessExecutionRole",
    "AmazonECSTaskExecutionRolePolicy",
    "AmazonECSInfrastructureRolePolicyForVolumes",
    "AmazonECSInfrastructureRolePolicyForLoadBalancers",
    "AmazonECSInfrastructureRoleforExpressGatewayServices",
    "AWSAppRunnerServicePolicyForECRAccess",
    "AmazonRDSEnhancedMonitoringRole",
    "AmazonSSMManagedInstanceCore",
    "CloudWatchAgentServerPolicy",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonEC2ContainerRegistryPullOnly",
    "AWSXRayDaemonWriteAccess",
    "AmazonEKSClusterPolicy",
    "AmazonEKSComputePolicy",
    "AmazonEKSBlockStoragePolicy",
    "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingPolicy",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKSWorkerNodeMinimalPolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonEKSFargatePodExecutionRolePolicy",
    "AmazonEBSCSIDriverPolicy",
    "AWSElasticBeanstalkWebTier",
    "AWSElasticBeanstalkEnhancedHealth",
    "AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy",
    "AWSBackupServiceRolePolicyForBackup",
    "AWSBackupServiceRolePolicyForRestores",
    "AmazonDMSVPCManagementRole",
    "AmazonS3ReadOnlyAccess",
    "AmazonS3FullAccess",
    "CloudWatchLogsFullAccess",
    "SecretsManagerReadWrite",
}
SERVICE_ROLE = "/service-role/"


def keep_the_useful() -> None:
    """Leave only the policies that deployments attach."""
    known = json.loads(moto.iam.models.aws_managed_policies_data)
    kept = {name: policy for name, policy in known.items() if name in USEFUL}
    template = kept["AmazonECSTaskExecutionRolePolicy"]
    for name in USEFUL - set(kept):
        arn = f"arn:aws:iam::aws:policy{SERVICE_ROLE}{name}"
        kept[name] = {**template, "Arn": arn, "Path": SERVICE_ROLE}
    moto.iam.models.aws_managed_policies_data = json.dumps(kept)
