#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the stack action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: stack
short_description: Plan and converge everything that was declared for a stack
version_added: 1.0.0
description:
  - Takes all resources that the tasks before it declared with O(ignore:stack), checks every one of them, reads what AWS
    has, and shows the plan of what is to be created, updated, replaced, deleted and kept, each with its reason.
  - Then converges, resources side by side, each as soon as what it refers to is ready, with a line per resource when it
    begins and ends and a sign of life every 30 seconds.
  - In check mode it stops after the plan. That works on an empty account, too; what AWS only tells later shows as
    C((known after converge)).
  - All mistakes of a stack are reported at once, before anything is changed. Each has a code. Warnings are shown with
    the plan, and do not keep it from being converged; O(ignore_rules) silences rules.
  - One stack cannot be converged twice at the same time, since the converge holds a lock in the SSM Parameter Store.
author:
  - Skylift contributors (@skylift)
options:
  stack:
    description:
      - The name of the stack, as the tasks before it gave it.
    type: str
    required: true
  state:
    description:
      - With V(present) all that was declared is brought to its declared state.
      - With V(absent) it is deleted, the last first, and so is what carries the tags of the stack and is declared no
        more. What holds data is kept unless O(delete_data_of) names it, and so is what that stands on.
    type: str
    choices: [present, absent]
    default: present
  parallel:
    description:
      - How many resources are worked on at the same time.
    type: int
    default: 16
  prune:
    description:
      - Whether resources that carry the tags of the stack and are declared no more are deleted. Without it the plan
        lists them.
      - Refused together with O(partial).
    type: bool
    default: false
  expected_plan:
    description:
      - Converge only if the plan has this digest, as RV(digest) of an earlier run told it. An approval step uses it.
      - A stack that needs no change is fine with every digest.
    type: str
  delete_data_of:
    description:
      - Addresses, such as V(rds_db_instance.classla-prod), of resources that hold data and may be deleted or replaced.
    type: list
    elements: str
    default: []
  protected:
    description:
      - Whether O(state=absent) asks for the name of the stack in O(confirm_destroy).
    type: bool
    default: false
  confirm_destroy:
    description:
      - The name of the stack, typed out to destroy a protected one.
    type: str
  force_unlock:
    description:
      - Whether to take over the lock that another run holds. Make sure that it has ended.
    type: bool
    default: false
  partial:
    description:
      - Whether this run declared only a part of the stack, because of C(--tags) or C(--limit). What it did not declare
        is then left alone, and not listed either.
      - A run that converges the same stack a second time is always partial.
    type: bool
    default: false
  only:
    description:
      - Roles, by their full names, to which the converge is confined. What they declare is brought to its declared state,
        and what that refers to is made if it is not there; what else differs is shown and left as it is.
    type: list
    elements: str
    default: []
  ignore_rules:
    description:
      - Codes of rules, as they stand in brackets behind a warning or an error, that are not to be looked at for this
        stack. C(docs/rules.md) lists all of them.
      - What AWS's own API model refuses (C(API-MODEL)) cannot be ignored.
    type: list
    elements: str
    default: []
  tags:
    description:
      - Tags for every resource of the stack that takes tags. A resource's own O(ignore:tags) win.
    type: dict
    default: {}
  outputs:
    description:
      - Values to resolve once all is converged. References in it become the real values; secrets show as
        C((sensitive)).
    type: dict
    default: {}
  estimate:
    description:
      - Shows and returns what the resources cost in a month, with what is assumed of their use. V({}) leaves all
        assumptions as they are; C(docs/prices.md) lists them.
      - Prices are asked of the AWS Price List API (C(pricing:GetProducts)); where it cannot be asked, those of the dated
        price book of this collection are used, which the estimate says.
    type: dict
extends_documentation_fragment:
  - skylift.aws.connection
attributes:
  action:
    description: Runs on the controller, beside the engine that the declaring tasks have started.
    support: full
  check_mode:
    description: Shows the plan, and changes nothing.
    support: full
  diff_mode:
    description: Shows the options of what is to be created, and returns every difference in C(diff).
    support: full
seealso:
  - module: skylift.aws.ec2_vpc
"""

EXAMPLES = r"""
- name: Converge all that was declared
  skylift.aws.stack:
    stack: classla-prod

- name: Converge exactly the plan that was approved, and remove what is declared no more
  skylift.aws.stack:
    stack: classla-prod
    expected_plan: "{{ approved_digest }}"
    prune: true

- name: Converge although the warning is known and accepted
  skylift.aws.stack:
    stack: classla-dev
    ignore_rules: [ECS-SPOT-ONLY]

- name: Converge and return the address of the load balancer
  skylift.aws.stack:
    stack: classla-prod
    outputs:
      url: "https://{{ load_balancer.dns_name }}/"
  register: classla

- name: Plan, and tell what it costs in a month when 500 GB go out to the internet
  skylift.aws.stack:
    stack: classla-prod
    estimate:
      data_out_gb: 500
  check_mode: true

- name: Destroy a protected stack with its database
  skylift.aws.stack:
    stack: classla-prod
    state: absent
    protected: true
    confirm_destroy: classla-prod
    delete_data_of:
      - rds_db_instance.classla-prod
"""

RETURN = r"""
plan:
  description: Every resource of the stack and what is done with it.
  returned: when the declarations are sound
  type: list
  elements: dict
  contains:
    address:
      description: The resource, C(type.name).
      type: str
      returned: always
    action:
      description: One of V(create), V(update), V(replace), V(delete) and V(keep).
      type: str
      returned: always
    reason:
      description: Why, for keeps too.
      type: str
      returned: always
    differences:
      description: What is not as declared, as C(option), C(before) and C(after).
      type: list
      elements: dict
      returned: always
  sample:
    - address: ec2_vpc.classla-prod
      action: update
      reason: enable_dns_hostnames differs
      differences:
        - option: enable_dns_hostnames
          before: false
          after: true
digest:
  description: Fingerprint of what the plan would do, for O(expected_plan).
  returned: when the declarations are sound
  type: str
  sample: 4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
graph:
  description:
    - Every declared resource and what it refers to, for pictures. It is the same on an empty account and on a deployed one,
      and holds names only, no values that could be secret.
  returned: when the declarations are sound
  type: list
  elements: dict
  contains:
    address:
      description: The resource, C(type.name).
      type: str
      returned: always
    type:
      description: Its type.
      type: str
      returned: always
    name:
      description: Its name.
      type: str
      returned: always
    region:
      description: The region of its task, if that says one.
      type: str
      returned: always
    shown:
      description: Those of its options that tell at a glance what it is, such as an Availability Zone or an engine.
      type: dict
      returned: always
    refers_to:
      description: The addresses of what it refers to.
      type: list
      elements: str
      returned: always
  sample:
    - address: ec2_subnet.classla-prod-public-1
      type: ec2_subnet
      name: classla-prod-public-1
      region: us-east-1
      shown: {availability_zone: us-east-1a, cidr_block: 10.0.1.0/24}
      refers_to: [ec2_vpc.classla-prod]
resource_actions:
  description: The API operations that were called.
  returned: when O(debug_botocore_endpoint_logs) asks for it
  type: list
  elements: str
  sample: [ec2:CreateVpc, ec2:DescribeVpcs]
counts:
  description: How many resources the plan creates, updates, replaces, deletes and keeps.
  returned: when the declarations are sound
  type: dict
  sample: {create: 47, update: 0, replace: 0, delete: 0, keep: 0}
done:
  description: How many resources were created, updated, replaced, deleted and kept. All zero in check mode.
  returned: when the declarations are sound
  type: dict
  sample: {create: 47, update: 0, replace: 0, delete: 0, keep: 0}
api_calls:
  description: How many requests were sent to AWS.
  returned: when the declarations are sound
  type: int
  sample: 131
seconds:
  description: How long planning and converging took.
  returned: when the declarations are sound
  type: float
  sample: 9.8
outputs:
  description: The O(outputs) with the real values.
  returned: when the declarations are sound
  type: dict
  sample: {url: "https://classla-prod-1234.eu-central-1.elb.amazonaws.com/"}
resources:
  description: The attributes of every resource that exists, by address, without secrets.
  returned: when the declarations are sound
  type: dict
  sample:
    ec2_vpc.classla-prod:
      id: vpc-0abc
estimate:
  description:
    - What the resources cost in a month, in C(lines) of C(address), C(what), C(quantity), C(usd) for one, and C(monthly).
    - What has no price is in C(unpriced), with the reason; types that only use is billed for are in C(by_use).
  returned: when O(estimate) asks for it
  type: dict
  sample:
    monthly: 32.85
    currency: USD
    region: us-east-1
    lines:
      - address: ec2_nat_gateway.classla-prod-1
        what: NAT gateway
        rate: nat_gateway_hour
        quantity: 730
        usd: 0.045
        monthly: 32.85
        source: Price List API
    notes: [rates from the Price List API]
problems:
  description:
    - What is wrong, each as C(said), C(remedy), C(address), C(where), C(option), C(code) and C(severity). Warnings are
      listed whenever there are any, errors on failure.
    - The code is that of the rule in C(docs/rules.md), or AWS's own where a converge failed.
  returned: always
  type: list
  elements: dict
  sample:
    - said: '"admin" is reserved by PostgreSQL on RDS'
      remedy: use another name
      address: rds_db_instance.classla-prod
      where: roles/database/tasks/main.yml:12
      option: master_username
      code: RDS-MASTER-USERNAME
      severity: error
skipped_resources:
  description: What was not done because something it stands on failed, with the address it waits for.
  returned: when a converge fails
  type: dict
  sample:
    ecs_service.classla-prod: rds_db_instance.classla-prod
"""
