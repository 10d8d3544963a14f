#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the traffic_shift action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: traffic_shift
short_description: Shift the traffic of a name to AWS in stages, and back when AWS does not do well
version_added: 1.0.0
description:
  - Makes weighted records of Route 53 out of the simple ones of a name (A, AAAA or CNAME), in one change batch, with a low
    TTL. When the old TTL is over, AWS gets its first share, and the next one when that was well for long enough.
  - Before the first stage and during each of them, both sides are asked over HTTP and all O(criteria) are read from
    CloudWatch. What is broken O(failure_threshold) times in a row takes the traffic back to the last good weight; the task
    fails and says what it was. When it is the old platform that does not answer, nothing is shifted, neither way.
  - All state is in the records. The same task goes on from the weights that it finds, from any machine, and watches the
    stage that they are at once more. Records that somebody else has changed meanwhile are left alone.
  - Nobody is sent to AWS while the old database can be written to, the moved one is not verified, or both sides would run
    the same jobs.
author:
  - Skylift contributors (@skylift)
options:
  hosted_zone_id:
    description:
      - ID of the hosted zone.
    type: str
    required: true
  record_name:
    description:
      - The name whose traffic is shifted.
    type: str
    required: true
  alias_target:
    description:
      - Where AWS's side leads.
      - An A or AAAA record of the old platform, as it has to be at the top of a zone, gets an alias beside it; a CNAME gets
        a CNAME.
    type: dict
    required: true
    suboptions:
      dns_name:
        description:
          - DNS name of the load balancer, distribution or service.
        type: str
        required: true
      hosted_zone_id:
        description:
          - ID of the zone that AWS keeps this name in, such as V(Z2FDTNDATAQYW2) for CloudFront. A and AAAA records need it.
        type: str
      evaluate_target_health:
        description:
          - Whether Route 53 leaves the alias out of its answers while all targets behind it are ill.
        type: bool
        default: false
  state:
    description:
      - With V(shifted) all stages are passed. A last stage below the present weight is gone back to at once.
      - With V(restored) the simple records are as they were, TTL included. It is the undo.
      - With V(completed) simple records lead to AWS, with the TTL of before. AWS must have all the traffic.
    type: str
    choices: [shifted, restored, completed]
    default: shifted
  stages:
    description:
      - How many of a hundred answers lead to AWS, and for how many seconds that is watched. Stages below the present weight are
        passed over.
    type: list
    elements: dict
    default:
      - {weight: 10, seconds: 900}
      - {weight: 25, seconds: 900}
      - {weight: 50, seconds: 900}
      - {weight: 100, seconds: 900}
    suboptions:
      weight:
        description:
          - Share of AWS in per cent.
        type: int
        required: true
      seconds:
        description:
          - How long everything must be well. Resolvers need the O(ttl) to notice a new weight.
        type: float
        default: 900
  ttl:
    description:
      - Seconds that resolvers may keep the weighted records, unless they had less before.
    type: int
    default: 60
  criteria:
    description:
      - What must hold, each an alarm in the words of M(skylift.aws.cloudwatch_alarm), with a C(name). Its newest value is
        read; periods to evaluate and actions do not matter.
      - Silence breaks a criterion with C(treat_missing_data=breaching), once anybody is sent to AWS.
    type: list
    elements: dict
    default: []
  url:
    description:
      - Where people find the application. Both sides are asked under its name; O(record_name) by HTTPS, unless told otherwise.
    type: str
  checks:
    description:
      - What both sides are asked, in the words of M(skylift.aws.http_check).
    type: list
    elements: dict
    default: [{path: /}]
    suboptions:
      path:
        description:
          - What to ask for, below O(url).
        type: str
        required: true
      method:
        description:
          - The HTTP method.
        type: str
        choices: [GET, HEAD]
        default: GET
      status_code:
        description:
          - The status that must come back, or several of which one must.
        type: list
        elements: int
        default: [200]
      headers:
        description:
          - Headers of the request. Their values are shown nowhere.
        type: dict
      body_json:
        description:
          - What to send, as JSON.
        type: raw
      json:
        description:
          - What the JSON answer must have.
        type: dict
  timeout:
    description:
      - Seconds to wait for one answer.
    type: float
    default: 10
  ca_path:
    description:
      - File of the certificate authorities that both sides are verified by, instead of those of the system.
    type: path
  interval:
    description:
      - Seconds from one look to the next.
    type: float
    default: 60
  failure_threshold:
    description:
      - How many looks in a row must find a criterion broken. Together with O(interval) that is how long users meet a failure.
    type: int
    default: 3
  databases:
    description:
      - The database that was moved, its C(source) and its C(target) in the words of M(skylift.aws.postgres_transfer). The
        source must be fenced, and the target moved and verified.
    type: dict
  one_database:
    description:
      - That both platforms use the same database, or none.
    type: bool
    default: false
  schedules:
    description:
      - Schedules of EventBridge Scheduler that do on AWS what a scheduler of the old platform does there, each a name or
        C(group/name).
    type: list
    elements: str
    default: []
  old_scheduler_enabled:
    description:
      - Whether the old platform's scheduler runs, which no API tells.
    type: bool
    default: true
extends_documentation_fragment:
  - skylift.aws.connection
  - skylift.aws.controller
attributes:
  check_mode:
    description: Tells what would be done, and fails with what would be refused.
  diff_mode:
    description: The steps are returned instead.
seealso:
  - module: skylift.aws.dns_check
  - module: skylift.aws.postgres_verify
"""

EXAMPLES = r"""
- name: AWS gets the traffic, if it does well
  skylift.aws.traffic_shift:
    hosted_zone_id: Z0123456789ABCDEFGHIJ
    record_name: api.example.com
    alias_target: {dns_name: shop-1234567890.us-east-1.elb.amazonaws.com}
    checks: [{path: /health, json: {status: healthy}}]
    criteria:
      - name: server errors
        namespace: AWS/ApplicationELB
        metric_name: HTTPCode_Target_5XX_Count
        dimensions: [{name: LoadBalancer, value: app/shop/50dc6c495c0c9188}]
        statistic: Sum
        period: 60
        threshold: 5
        comparison_operator: GreaterThanThreshold
        treat_missing_data: notBreaching
    databases: {source: "{{ railway_database }}", target: "{{ rds_database }}"}
    schedules: [shop-homework]
    old_scheduler_enabled: false

- name: Two days at ten per cent, watched for an hour
  skylift.aws.traffic_shift:
    hosted_zone_id: Z0123456789ABCDEFGHIJ
    record_name: api.example.com
    alias_target: {dns_name: shop-1234567890.us-east-1.elb.amazonaws.com}
    stages: [{weight: 10, seconds: 3600}]
    one_database: true

- name: The record is as it was
  skylift.aws.traffic_shift:
    hosted_zone_id: Z0123456789ABCDEFGHIJ
    record_name: api.example.com
    alias_target: {dns_name: shop-1234567890.us-east-1.elb.amazonaws.com}
    state: restored
"""

RETURN = r"""
weight:
  description: How many of a hundred answers lead to AWS.
  returned: success
  type: int
  sample: 100
steps:
  description: What was done, in check mode what would be.
  returned: success
  type: list
  elements: str
  sample: ["api.example.com: weighted, and the TTL lowered", "api.example.com: 0 % -> 10 % for AWS"]
shares:
  description: When which share of the answers began to lead to AWS.
  returned: success, but not in check mode
  type: list
  elements: dict
  sample: [{at: "2026-01-17T02:21:40Z", weight: 10}]
records:
  description: The records of the name, as Route 53 has them.
  returned: success
  type: list
  elements: dict
  sample:
    - Name: api.example.com.
      Type: CNAME
      TTL: 60
      SetIdentifier: skylift-old ttl=3600 since=1768614000
      Weight: 0
      ResourceRecords: [{Value: shop.up.railway.app}]
"""
