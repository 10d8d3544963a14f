# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lint of facts finds what is wrong, each kind of it."""
from __future__ import annotations

from dataclasses import replace

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Aspect,
    Collection,
    Origin,
    Read,
    Steps,
    Tagging,
    Wait,
)
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import facts_of
from facts_lint import Lint

DB = facts_of("rds_db_instance")
KAFKA = facts_of("kafka_serverless_cluster")
SUBNET = facts_of("ec2_subnet")

MISTAKES = [
    (DB, {"update": "modify_db_instanc"}, "update: rds has no operation modify_db_instanc"),
    (DB, {"read": Read("describe_db_instances", items="DbInstances[]")}, "'DbInstances' is not in"),
    (DB, {"read": Read("describe_db_instances", items="DBInstances[]", params={"Name": "{name}"})}, "read: Name is not among"),
    (DB, {"identifier": "DBInstanceId"}, "identifier: 'DBInstanceId' is not in"),
    (DB, {"result": "DBInstances"}, "result: 'DBInstances' is not in"),
    (DB, {"attributes": {"port": "Endpoint.Prot"}}, "attributes.port: 'Prot' is not in"),
    (DB, {"found_at": {**DB.found_at, "port": "Endpoints.Port"}}, "found_at.port: 'Endpoints' is not in"),
    (DB, {"found_at": {}}, "vpc_security_group_ids: VpcSecurityGroupIds is not in what describe_db_instances shows"),
    (DB, {"secret": frozenset({"master_password"})}, "secret: master_password is not among its options"),
    (DB, {"immutable": frozenset({"engines"})}, "immutable: engines is not among its options"),
    (DB, {"same": {"engine_version": "verison"}}, "same: verison is not among comparing.SPELLINGS"),
    (DB, {"scope_in_arn": "db:(?P<cluster>.+)"}, "scope_in_arn: cluster is not among the scope of its read"),
    (DB, {"protected_by": "delete_protection"}, "protected_by: delete_protection is not among its options"),
    (DB, {"attributes": {"name": "DBInstanceIdentifier"}}, "attributes.name: every task has a name, which is no reference"),
    (DB, {"ordered": frozenset({"processor_features.name"})}, "ordered: processor_features.name is no list"),
    (DB, {"whole": frozenset({"processor_features"})}, "whole: processor_features is no map"),
    (DB, {"left_out": frozenset({"Rename"})}, "left_out: Rename is not among what create and update take"),
    (DB, {"restore": "restore_db_instance"}, "restore: rds has no operation restore_db_instance"),
    (DB, {"public_if": {"engines": ("postgres",)}}, "public_if: engines is not among its options"),
    (DB, {"delete_with": {"FinalSnapshot": "x"}}, "delete_with: FinalSnapshot is not among delete_db_instance"),
    (DB, {"settled": Wait("DBInstanceState", until=("available",))}, "settled: 'DBInstanceState' is not in"),
    (DB, {"tagging": Tagging("add_tags_to_resource", target="Resource", list="list_tags_for_resource", found="TagList")},
     "tagging: Resource is not among add_tags_to_resource"),
    (DB, {"made_from": "SourceDBInstance"}, "made_from: SourceDBInstance is not among what its creation takes"),
    (DB, {"origins": (Origin("engine", "create_replica"),)}, "origins: rds has no operation create_replica"),
    (DB, {"origins": (Origin("source", "create_db_instance_read_replica"),)}, "origins: source is not among its options"),
    (DB, {"aspects": (Steps("iops", "set_iops"),)}, "aspect iops: there is no method set_iops"),
    (SUBNET, {"settled": Wait("State", until=("ready",))}, "settled: State is never 'ready'"),
    (KAFKA, {"read": replace(KAFKA.read, then=replace(KAFKA.read.then, unless={"State": ("MAKING",)}))},
     "read.unless: State is never 'MAKING'"),
    (SUBNET, {"tags_at": ""}, "found_by_tag: nothing tells the tags"),
    (SUBNET, {"tag_resource_type": "subnets"}, "tag_resource_type: subnets is not among"),
    (SUBNET, {"aspects": (Aspect("map_public_ip_on_launch", write="modify_subnet_attribute", at="MapPublicIp.Value"),)},
     "aspect map_public_ip_on_launch: at: 'MapPublicIp' is not in"),
    (SUBNET, {"aspects": (Collection("cidr_blocks", add="associate_subnet_cidr_block", remove="disassociate_subnet_cidr_block",
                                     found="Ipv6CidrBlockAssociationSet[]", each="Ipv6Block"),)},
     "each: Ipv6Block is not among associate_subnet_cidr_block"),
]


@pytest.mark.parametrize(("facts", "changed", "said"), MISTAKES, ids=[said.split(" ")[0] for _facts, _changed, said in MISTAKES])
def test_a_mistake_is_found(facts, changed, said):
    wrong = type(facts.__name__, (facts,), changed)
    assert [fault for fault in Lint(wrong).faults() if said in fault]
