# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people declare becomes what the API takes, and every mistake is told with its path and its remedy."""
from __future__ import annotations

import datetime
import json

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws import model
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN, Secret

DATABASE = {"db_instance_identifier": "classla-prod", "db_instance_class": "db.t4g.micro", "engine": "postgres"}
TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                                                 "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]}


def is_reference(text):
    return text.startswith("${ec2_") or "${ec2_" in text


def convert(operation, options, partial=False):
    """Convert the options of "service.operation"."""
    return model.to_api(model.input_shape(*operation.split(".")), options, partial=partial, is_reference=is_reference)


def accepted(operation, options, partial=False):
    """Return the converted options, which must be without fault."""
    value, faults = convert(operation, options, partial)
    assert faults == []
    return value


def fault_of(operation, options, partial=True):
    """Return the one fault of the options."""
    faults = convert(operation, options, partial)[1]
    assert len(faults) == 1, faults
    return faults[0]


@pytest.mark.parametrize(("operation", "options", "api"), [
    ("rds.create_db_instance", {**DATABASE, "multi_az": "no", "allocated_storage": "20"},
     {"DBInstanceIdentifier": "classla-prod", "DBInstanceClass": "db.t4g.micro", "Engine": "postgres", "MultiAZ": False,
      "AllocatedStorage": 20}),
    ("ec2.create_vpc", {"cidr_block": "10.20.0.0/16", "amazon_provided_ipv6_cidr_block": True},
     {"CidrBlock": "10.20.0.0/16", "AmazonProvidedIpv6CidrBlock": True}),
    ("ecs.create_service", {"service_name": "web", "desired_count": "3", "network_configuration":
                            {"awsvpc_configuration": {"subnets": ["subnet-1"], "assign_public_ip": "DISABLED"}}},
     {"serviceName": "web", "desiredCount": 3, "networkConfiguration":
      {"awsvpcConfiguration": {"subnets": ["subnet-1"], "assignPublicIp": "DISABLED"}}}),
    ("lambda.create_function", {"function_name": "resize", "role": "arn:aws:iam::123456789012:role/resize",
                                "code": {"zip_file": b"PK"},
                                "environment": {"variables": {"LogLevel": "info", "PORT": 80}}},
     {"FunctionName": "resize", "Role": "arn:aws:iam::123456789012:role/resize", "Code": {"ZipFile": b"PK"},
      "Environment": {"Variables": {"LogLevel": "info", "PORT": "80"}}}),
    ("logs.put_retention_policy", {"log_group_name": "/ecs/web", "retention_in_days": "30"},
     {"logGroupName": "/ecs/web", "retentionInDays": 30}),
    ("s3.put_bucket_versioning", {"bucket": "files", "versioning_configuration": {"status": "Enabled"}},
     {"Bucket": "files", "VersioningConfiguration": {"Status": "Enabled"}}),
])
def test_snake_case_becomes_the_api(operation, options, api):
    assert accepted(operation, options) == api


@pytest.mark.parametrize(("written", "meant"), [("yes", True), ("False", False), (1, True), ("off", False)])
def test_booleans_are_what_ansible_takes_for_them(written, meant):
    assert accepted("rds.create_db_instance", {"multi_az": written}, partial=True) == {"MultiAZ": meant}


def test_a_number_for_a_text_is_refused_when_its_zeros_may_be_lost():
    fault = fault_of("rds.create_db_instance", {"engine_version": 16.1})
    assert fault == ("engine_version", "must be text, but 16.1 is a number", "put it in quotes")


@pytest.mark.parametrize("written", ["3.5", 3.5, True, "three", "3 GB", b"3", [3], float("inf")])
def test_what_is_no_whole_number_is_refused(written):
    assert fault_of("lambda.create_function", {"timeout": written}).said.endswith("is not a whole number")


def test_whole_numbers_and_booleans_become_texts():
    variables = {"environment": {"variables": {"PORT": 8080, "DEBUG": True}}}
    assert accepted("lambda.create_function", variables, partial=True) == {
        "Environment": {"Variables": {"PORT": "8080", "DEBUG": "true"}}}


def test_a_time_without_a_zone_is_utc():
    value = accepted("rds.restore_db_instance_to_point_in_time", {"restore_time": "2026-01-31T12:00:00"}, partial=True)
    assert value["RestoreTime"] == datetime.datetime(2026, 1, 31, 12, tzinfo=datetime.UTC)


def test_options_without_a_value_are_not_sent():
    assert accepted("ec2.create_vpc", {"cidr_block": None}, partial=True) == {}


def test_a_document_becomes_the_same_text_however_it_was_ordered():
    disordered = dict(reversed(TRUST.items()))
    one = accepted("iam.create_role", {"role_name": "web", "assume_role_policy_document": TRUST})
    assert one == accepted("iam.create_role", {"role_name": "web", "assume_role_policy_document": disordered})
    assert json.loads(one["AssumeRolePolicyDocument"]) == TRUST


def test_the_version_of_a_policy_may_be_written_as_yaml_reads_it():
    document = {**TRUST, "Version": datetime.date(2012, 10, 17)}
    value = accepted("iam.create_role", {"role_name": "web", "assume_role_policy_document": document})
    assert json.loads(value["AssumeRolePolicyDocument"])["Version"] == "2012-10-17"


def test_an_unknown_leaf_makes_the_document_unknown():
    document = {"Resource": [UNKNOWN]}
    value = accepted("iam.create_role", {"assume_role_policy_document": document}, partial=True)
    assert value["AssumeRolePolicyDocument"] is UNKNOWN


def test_a_secret_stays_one():
    value = accepted("rds.create_db_instance", {"master_user_password": Secret("correct horse")}, partial=True)
    assert isinstance(value["MasterUserPassword"], Secret)
    document = {"secret_string": {"password": Secret("correct horse")}}
    value = accepted("secretsmanager.create_secret", document, partial=True)
    assert isinstance(value["SecretString"], Secret)


def test_no_fault_tells_a_secret():
    faults = [
        fault_of("rds.create_db_instance", {"port": Secret("hunter2hunter2")}),
        fault_of("ecs.create_service", {"launch_type": Secret("hunter2hunter2")}),
        fault_of("secretsmanager.create_secret", {"name": Secret("")}),
        fault_of("lambda.create_function", {"role": Secret("hunter2hunter2")}),
    ]
    assert "hunter2" not in str(faults)


def test_references_and_unknown_values_pass_every_check():
    function = {"role": "${ec2_role.web.arn}", "vpc_config": "${ec2_config.web.vpc}", "runtime": "${ec2_runtime.a.id}",
                "layers": ["${ec2_layer.a.arn}"], "timeout": "${ec2_config.web.timeout}"}
    assert accepted("lambda.create_function", function, partial=True) == {
        "Role": "${ec2_role.web.arn}", "VpcConfig": "${ec2_config.web.vpc}", "Runtime": "${ec2_runtime.a.id}",
        "Layers": ["${ec2_layer.a.arn}"], "Timeout": "${ec2_config.web.timeout}"}
    assert accepted("lambda.create_function", {"timeout": UNKNOWN}, partial=True)["Timeout"] is UNKNOWN


def test_an_api_name_is_refused_with_its_option_name():
    fault = fault_of("lambda.create_function", {"vpc_config": {"SubnetIds": []}})
    assert fault == ("vpc_config.SubnetIds", "is not an option here", "write subnet_ids")


def test_a_misspelt_option_is_refused_with_the_near_one():
    assert fault_of("rds.create_db_instance", {"alocated_storage": 20}).remedy == "did you mean allocated_storage?"


def test_all_faults_are_told_at_once_each_with_its_path():
    faults = convert("ecs.register_task_definition", {"container_definitions": [
        {"name": "web", "image": "web", "memory": "512 MB"},
        {"name": "proxy", "depends_on": [{"container_name": "web", "condition": "READY"}]},
    ]})[1]
    assert [(fault.path, fault.said) for fault in faults] == [
        ("container_definitions[0].memory", '"512 MB" is not a whole number'),
        ("container_definitions[1].depends_on[0].condition", '"READY" is not a valid choice'),
        ("family", "is required"),
    ]


@pytest.mark.parametrize(("operation", "options", "said", "remedy"), [
    ("ecs.create_service", {"launch_type": "fargate"}, '"fargate" is not a valid choice', "did you mean FARGATE?"),
    ("lambda.create_function", {"role": "web"}, '"web" does not have the form AWS asks for', "it must match arn:"),
    ("lambda.create_function", {"timeout": 0}, "is 0", "AWS asks for at least 1"),
    ("iam.create_role", {"role_name": "x" * 65}, "has 65 characters", "AWS takes at most 64"),
    ("lambda.create_function", {"vpc_config": {"subnet_ids": ["a"] * 17}}, "has 17 items", "AWS takes at most 16"),
    ("lambda.create_function", {"vpc_config": ["a"]}, "must be a mapping, not list", "its options are subnet_ids"),
    ("ec2.run_instances", {"security_group_ids": "sg-1"}, "must be a list, not str", "write each item after a dash"),
    ("ec2.run_instances", {"security_group_ids": [None]}, "is empty", 'write "", or leave it out'),
    ("ec2.create_vpc", {"dry_run": "maybe"}, '"maybe" is neither yes nor no', "write true or false"),
    ("rds.restore_db_instance_to_point_in_time", {"restore_time": "soon"}, '"soon" is not a time', "write it as 2026"),
])
def test_the_model_limits_hold(operation, options, said, remedy):
    fault = fault_of(operation, options)
    assert fault.said == said
    assert fault.remedy.startswith(remedy)


@pytest.mark.parametrize("source", [{}, {"bytes": b"x", "s3_location": {"uri": "s3://bucket/key"}}])
def test_a_union_takes_exactly_one_of_its_options(source):
    message = {"role": "user", "content": [{"image": {"format": "png", "source": source}}]}
    fault = fault_of("bedrock-runtime.converse", {"messages": [message]})
    assert fault.path == "messages[0].content[0].image.source"
    assert fault.remedy == "set exactly one of bytes, s3_location"


def test_a_pattern_that_is_no_python_regex_lets_all_pass():
    tags = [{"key": "größe", "value": "10 %"}]
    assert accepted("iam.create_role", {"tags": tags}, partial=True) == {"Tags": [{"Key": "größe", "Value": "10 %"}]}


def test_recursive_shapes_convert():
    field = {"and": {"prefix": "logs/", "tags": [{"key": "a", "value": "b"}]}}
    rule = {"lifecycle_configuration": {"rules": [{"status": "Enabled", "filter": field}]}}
    assert accepted("s3.put_bucket_lifecycle_configuration", rule, partial=True)["LifecycleConfiguration"]["Rules"][0][
        "Filter"] == {"And": {"Prefix": "logs/", "Tags": [{"Key": "a", "Value": "b"}]}}
    statement = {"not_statement": {"statement": {"not_statement": {"statement": {"geo_match_statement": {
        "country_codes": ["DE"]}}}}}}
    rules = {"rules": [{"name": "a", "priority": 0, "statement": statement, "visibility_config": {
        "sampled_requests_enabled": True, "cloud_watch_metrics_enabled": True, "metric_name": "a"}}]}
    converted = accepted("wafv2.create_web_acl", rules, partial=True)["Rules"][0]["Statement"]
    innermost = converted["NotStatement"]["Statement"]["NotStatement"]["Statement"]
    assert innermost == {"GeoMatchStatement": {"CountryCodes": ["DE"]}}


def test_a_top_level_that_is_only_a_part_lacks_nothing_but_its_inner_parts_do():
    fault = fault_of("ecs.create_service", {"network_configuration": {"awsvpc_configuration": {}}})
    assert fault.path == "network_configuration.awsvpc_configuration.subnets"


def test_an_unknown_operation_is_a_key_error():
    with pytest.raises(KeyError):
        model.operation("ec2", "describe_vpc")


def test_api_paths_are_told_in_option_case():
    assert model.snake("DBInstance.VpcSecurityGroups[0].VpcSecurityGroupId") == (
        "db_instance.vpc_security_groups[0].vpc_security_group_id")


def test_a_skeleton_answers_the_paths_of_the_operation():
    answer = model.skeleton(model.output_shape("ec2", "describe_vpcs"))
    assert answer["Vpcs"][0]["CidrBlock"] == "CidrBlock"
