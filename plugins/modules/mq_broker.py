#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A broker of RabbitMQ or ActiveMQ."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mq_broker
short_description: A broker of RabbitMQ or ActiveMQ
version_added: 1.0.0
description:
  - It runs on one server, on two that stand in for each other (ActiveMQ), or on three in different data centres as a
    cluster (RabbitMQ).
  - Size, version, settings and logs change with a reboot, at once with O(apply_immediately) or else in the maintenance
    window. What waits for it counts as done.
  - Subnets, engine and deployment mode are chosen for good, and the security groups of RabbitMQ, too; declaring others
    replaces the broker.
  - It holds data, the messages that nobody has taken yet. Deleting or replacing it needs consent by name.
author:
  - Skylift contributors (@skylift-aws)
options:
  engine_type:
    description: Required. V(RABBITMQ) or V(ACTIVEMQ).
    type: str
  engine_version:
    description: Major and minor version, such as V(4.2); patches are Amazon MQ's own business. The newest when nothing is said.
    type: str
  deployment_mode:
    description:
      - Required. V(SINGLE_INSTANCE); V(CLUSTER_MULTI_AZ), three servers of RabbitMQ; or V(ACTIVE_STANDBY_MULTI_AZ), two of
        ActiveMQ.
    type: str
  host_instance_type:
    description: Required. Size of each server, such as V(mq.m7g.large). RabbitMQ 4 runs on mq.m7g only, ActiveMQ on mq.m5.
    type: str
  publicly_accessible:
    description: Required. Whether it has an address on the internet; that is chosen for good.
    type: bool
  auto_minor_version_upgrade:
    description: Whether Amazon MQ installs patches by itself, in the maintenance window. RabbitMQ from 3.13 on needs V(true).
    type: bool
  subnet_ids:
    description:
      - IDs of its subnets. One for V(SINGLE_INSTANCE), two for V(ACTIVE_STANDBY_MULTI_AZ), one or more in zones of their
        own for V(CLUSTER_MULTI_AZ).
    type: list
    elements: str
  security_groups:
    description: IDs of the security groups around it, of the network of the subnets.
    type: list
    elements: str
  users:
    description:
      - Required. Who may sign in, each with C(username) and C(password), ActiveMQ's also with C(groups) and C(console_access).
        RabbitMQ begins with exactly one, who makes the others in RabbitMQ itself.
      - Passwords have 12 to 250 characters, four different ones at least, and none of C(,:=).
      - Amazon MQ shows none of it again, so that it is sent when the broker is made, and never compared.
    type: list
    elements: dict
  configuration:
    description: Its settings, C(id) and C(revision) of a M(skylift.aws.mq_configuration).
    type: dict
  logs:
    description: Logs that go to CloudWatch, C(general), and C(audit) of ActiveMQ.
    type: dict
  maintenance_window_start_time:
    description: When Amazon MQ may reboot it, C(day_of_week), C(time_of_day), such as V(05:00), and C(time_zone), such as V(UTC).
    type: dict
  authentication_strategy:
    description: V(SIMPLE), its own users; or V(CONFIG_MANAGED), what its settings say (OAuth 2.0, LDAP and others of RabbitMQ).
    type: str
  encryption_options:
    description: Key that encrypts its disks, C(use_aws_owned_key), and with V(false) C(kms_key_id).
    type: dict
  storage_type:
    description: V(EBS), or V(EFS) for ActiveMQ.
    type: str
  storage_size:
    description: Size of its disks in GB.
    type: int
  apply_immediately:
    description:
      - Whether the broker is rebooted when a change waits for that. Without it changes are made in the next maintenance
        window. A broker on a single server does not answer for some minutes meanwhile; a cluster reboots one after the other.
    type: bool
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: A network for the shop
  skylift.aws.ec2_vpc:
    name: shop-prod
    cidr_block: 10.20.0.0/16
  register: network

- name: Private subnets in three zones
  skylift.aws.ec2_subnet:
    name: "shop-prod-private-{{ item.zone }}"
    vpc_id: "{{ network.id }}"
    cidr_block: "{{ item.range }}"
    availability_zone: "eu-central-1{{ item.zone }}"
  loop:
    - {zone: a, range: 10.20.11.0/24}
    - {zone: b, range: 10.20.12.0/24}
    - {zone: c, range: 10.20.13.0/24}
  register: private

- name: Who reaches the brokers
  skylift.aws.ec2_security_group:
    name: shop-prod-broker
    description: Brokers of the shop
    vpc_id: "{{ network.id }}"
    ip_permissions:
      - {ip_protocol: tcp, from_port: 5671, to_port: 5671, ip_ranges: [{cidr_ip: 10.20.0.0/16}]}
  register: group

- name: The first user's password, which nobody has to know
  skylift.aws.secretsmanager_secret:
    name: shop/prod/broker
    generate_secret_string: {password_length: 32, exclude_punctuation: true}
    secret_string_template: {username: shop}
    generate_string_key: password
  register: user

- name: RabbitMQ in three data centres
  skylift.aws.mq_broker:
    name: shop-prod
    engine_type: RABBITMQ
    engine_version: "4.2"
    deployment_mode: CLUSTER_MULTI_AZ
    host_instance_type: mq.m7g.large
    publicly_accessible: false
    auto_minor_version_upgrade: true
    subnet_ids: "{{ private.results | map(attribute='id') | list }}"
    security_groups: ["{{ group.id }}"]
    users: [{username: shop, password: "{{ user.generated_string }}"}]
    logs: {general: true}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: mq_broker.shop
id:
  description:
    - Its ID.
  returned: when it exists
  type: str
  sample: b-1234a5b6-78cd-901e-2fab-3c45d6e178f9
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:mq:eu-central-1:123456789012:broker:shop:b-1234a5b6-78cd-901e-2fab-3c45d6e178f9
broker_name:
  description:
    - Its name, which CloudWatch has as the dimension C(Broker).
  returned: when it exists
  type: str
  sample: shop
endpoint:
  description:
    - Where clients connect, always by TLS; the first one of ActiveMQ's.
  returned: when it exists
  type: str
  sample: amqps://b-1234a5b6-78cd-901e-2fab-3c45d6e178f9.mq.eu-central-1.on.aws:5671
endpoints:
  description:
    - All of them, of each protocol and server.
  returned: when it exists
  type: list
  sample: [amqps://b-1234a5b6-78cd-901e-2fab-3c45d6e178f9.mq.eu-central-1.on.aws:5671]
console_url:
  description:
    - Where people look at queues.
  returned: when it exists
  type: str
  sample: https://b-1234a5b6-78cd-901e-2fab-3c45d6e178f9.mq.eu-central-1.on.aws
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.mq import Broker


def main():
    """Bring one resource to its declared state."""
    run(Broker, DOCUMENTATION)


if __name__ == "__main__":
    main()
