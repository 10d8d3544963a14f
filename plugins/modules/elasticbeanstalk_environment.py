#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that run a version of an application."""

from __future__ import annotations

DOCUMENTATION = r"""
module: elasticbeanstalk_environment
short_description: Servers that run a version of an application
version_added: 1.0.0
description:
  - An environment of AWS Elastic Beanstalk, with all that it makes around it, which is load balancer, Auto
    Scaling group, security groups and log groups. They carry the tags of the environment and go with it.
  - It is ready when AWS says so and its health is green or yellow.
  - Settings and a new version are two updates for Elastic Beanstalk, one after the other; the settings come
    first.
  - Events of the environment are shown while it is waited for.
author:
  - Skylift contributors (@skylift-aws)
options:
  application_name:
    description:
      - Required. Name of the application.
    type: str
  description:
    description:
      - What it is for.
    type: str
  platform_branch_name:
    description:
      - The platform without its version, such as V(Docker running on 64bit Amazon Linux 2023). The version
        that AWS recommends is taken, and a newer one is a change in the plan; nothing is updated behind your
        back. Instead of O(platform_arn).
    type: str
  platform_arn:
    description:
      - ARN of one version of a platform, which then stays.
    type: str
  version_label:
    description:
      - Label of the version that runs. Without it AWS deploys a sample of its own.
    type: str
  option_settings:
    description:
      - Settings, each C(namespace), C(option_name), C(value), and C(resource_name) where AWS wants it. Those
        that are not declared stay as they are.
      - Of the namespaces C(aws:elasticbeanstalk:application:environment) and
        C(aws:elasticbeanstalk:application:environmentsecrets) variables that are not declared are taken away,
        as soon as one of the namespace is declared. Those of secrets are ARNs of secrets or SSM parameters,
        and the instance profile must be allowed to read them.
    type: list
    elements: dict
  cname_prefix:
    description:
      - What its host name begins with, in C(<prefix>.<region>.elasticbeanstalk.com). If another environment
        of the application and the stack has it, the two exchange their names when this one is ready.
        Otherwise it cannot be changed, and another prefix is another environment.
    type: str
  tier:
    description:
      - >-
        C(name) and C(type): V(WebServer) and V(Standard), which is the default, or V(Worker) and V(SQS/HTTP).
        Cannot be changed in place.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The shop runs on a server or two
  skylift.aws.elasticbeanstalk_environment:
    name: shop-prod-api
    application_name: shop-prod-api
    version_label: v1
    platform_branch_name: Docker running on 64bit Amazon Linux 2023
    cname_prefix: shop-prod
    option_settings:
      - {namespace: "aws:autoscaling:launchconfiguration", option_name: IamInstanceProfile, value: shop-prod-api}
      - {namespace: "aws:elasticbeanstalk:environment", option_name: ServiceRole, value: shop-prod-api-service}
      - {namespace: "aws:elasticbeanstalk:environment", option_name: LoadBalancerType, value: application}
      - {namespace: "aws:autoscaling:asg", option_name: MaxSize, value: "2"}
      - {namespace: "aws:elasticbeanstalk:application:environment", option_name: NODE_ENV, value: production}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: elasticbeanstalk_environment.shop-prod-api
id:
  description:
    - Its id.
  returned: when it exists
  type: str
  sample: e-abcdefghij
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:elasticbeanstalk:us-east-1:123456789012:environment/shop-prod-api/shop-prod-api
environment_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-api
cname:
  description:
    - Its host name.
  returned: when it exists
  type: str
  sample: shop-prod.us-east-1.elasticbeanstalk.com
endpoint_url:
  description:
    - Host name of its load balancer or the address of its only server.
  returned: when it exists
  type: str
  sample: awseb--AWSEB-1ABCDEFGHIJKL-123456789.us-east-1.elb.amazonaws.com
platform_arn:
  description:
    - ARN of the version of the platform.
  returned: when it exists
  type: str
  sample: arn:aws:elasticbeanstalk:us-east-1::platform/Docker running on 64bit Amazon Linux 2023/4.6.1
load_balancer_full_name:
  description:
    - What CloudWatch calls its load balancer.
  returned: when it exists
  type: str
  sample: app/awseb--AWSEB-1ABCDEFGHIJKL/50dc6c495c0c9188
target_group_full_name:
  description:
    - What CloudWatch calls its target group.
  returned: when it exists
  type: str
  sample: targetgroup/awseb-AWSEB-1ABCDEFGHIJKL/943f017f100becff
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.elasticbeanstalk import Environment


def main():
    """Bring one resource to its declared state."""
    run(Environment, DOCUMENTATION)


if __name__ == "__main__":
    main()
