# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""S3: the defaults of a new bucket, policies with conditions, complete lifecycle rules."""

from __future__ import annotations

import copy
import json

from ..rules import Refusal, answers, completes

POLICIES = "bucket policies"
LIFECYCLES = "bucket lifecycles"
GLOBAL = "global"
DEFAULT_ENCRYPTION = {
    "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": False}]
}
BLOCKED = dict.fromkeys(("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True)
MINIMUM_DAYS = {"STANDARD_IA": 30, "ONEZONE_IA": 30}


@completes("s3:CreateBucket")
def new_buckets_are_safe(call, answer):
    """Encrypted, closed to the public, owned by the bucket's owner."""
    bucket = call.params["Bucket"]
    call.ask("s3", "PutBucketEncryption", Bucket=bucket, ServerSideEncryptionConfiguration=DEFAULT_ENCRYPTION)
    call.ask("s3", "PutPublicAccessBlock", Bucket=bucket, PublicAccessBlockConfiguration=BLOCKED)
    ownership = {"Rules": [{"ObjectOwnership": call.params.get("ObjectOwnership", "BucketOwnerEnforced")}]}
    call.ask("s3", "PutBucketOwnershipControls", Bucket=bucket, OwnershipControls=ownership)
    tags = call.params.get("CreateBucketConfiguration", {}).get("Tags")
    if tags:
        call.ask("s3", "PutBucketTagging", Bucket=bucket, Tagging={"TagSet": tags})


@completes("s3:DeleteBucketEncryption")
def encryption_cannot_be_off(call, answer):
    """Deleting the configuration brings the default back."""
    call.ask(
        "s3", "PutBucketEncryption", Bucket=call.params["Bucket"], ServerSideEncryptionConfiguration=DEFAULT_ENCRYPTION
    )


@answers("s3:PutBucketPolicy")
def put_policy(call):
    """moto enforces a Deny whatever its Condition, and against whomever: it gets the policy without, the reader all of it."""
    bucket, text = call.params["Bucket"], call.params["Policy"]
    try:
        policy = json.loads(text)
    except ValueError:
        raise Refusal("MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'") from None
    if "Statement" not in policy:
        raise Refusal("MalformedPolicy", "Missing required field Statement")
    statements = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
    for statement in statements:
        _check_statement(call, bucket, statement)
    _must_not_be_public(call, bucket, statements)
    enforceable = [item for item in statements if not (item.get("Effect") == "Deny" and _is_narrow(item))]
    _must_exist(call, bucket)
    if enforceable:
        call.forward({**call.params, "Policy": json.dumps({**policy, "Statement": enforceable})})
    else:
        call.ask("s3", "DeleteBucketPolicy", Bucket=bucket)
    call.memory(POLICIES, GLOBAL)[bucket] = text
    return {}


def _is_narrow(statement: dict) -> bool:
    principal = statement.get("Principal")
    return bool(statement.get("Condition")) or (isinstance(principal, dict) and set(principal) == {"Service"})


@answers("s3:GetBucketPolicy")
def get_policy(call):
    """The policy as it was put."""
    text = call.memory(POLICIES, GLOBAL).get(call.params["Bucket"])
    if text is None:
        return call.forward()
    return {"Policy": text}


@completes("s3:DeleteBucketPolicy", "s3:DeleteBucket")
def forget_policy(call, answer):
    """With the policy, or with the bucket."""
    call.memory(POLICIES, GLOBAL).pop(call.params["Bucket"], None)
    if call.operation.name == "DeleteBucket":
        call.memory(LIFECYCLES, GLOBAL).pop(call.params["Bucket"], None)


@answers("s3:PutBucketLifecycleConfiguration")
def put_lifecycle(call):
    """Replaces all rules."""
    _must_exist(call, call.params["Bucket"])
    rules = copy.deepcopy(call.params.get("LifecycleConfiguration", {}).get("Rules", []))
    for number, rule in enumerate(rules):
        _check_rule(rule)
        rule.setdefault("ID", f"rule-{number}")
    if not rules or len({rule["ID"] for rule in rules}) < len(rules):
        raise Refusal("InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule")
    call.memory(LIFECYCLES, GLOBAL)[call.params["Bucket"]] = rules
    return {"TransitionDefaultMinimumObjectSize": "all_storage_classes_128K"}


@answers("s3:GetBucketLifecycleConfiguration")
def get_lifecycle(call):
    """The rules as they were put."""
    _must_exist(call, call.params["Bucket"])
    rules = call.memory(LIFECYCLES, GLOBAL).get(call.params["Bucket"])
    if not rules:
        raise Refusal("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", 404)
    return {"Rules": rules, "TransitionDefaultMinimumObjectSize": "all_storage_classes_128K"}


@answers("s3:DeleteBucketLifecycle")
def delete_lifecycle(call):
    """No error if there is none."""
    _must_exist(call, call.params["Bucket"])
    call.memory(LIFECYCLES, GLOBAL).pop(call.params["Bucket"], None)
    return {}


def _check_rule(rule: dict) -> None:
    if ("Filter" in rule) == ("Prefix" in rule):
        raise Refusal(
            "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema"
        )
    actions = {
        "Expiration",
        "Transitions",
        "NoncurrentVersionExpiration",
        "NoncurrentVersionTransitions",
        "AbortIncompleteMultipartUpload",
    }
    if not actions & set(rule):
        raise Refusal("InvalidRequest", "At least one action needs to be specified in a rule.")
    for transition in rule.get("Transitions", []):
        least = MINIMUM_DAYS.get(transition["StorageClass"], 0)
        if transition.get("Days", least) < least:
            raise Refusal(
                "InvalidArgument",
                f"'Days' in Transition action must be greater than or equal to {least} for storageClass "
                f"'{transition['StorageClass']}'",
            )


def _check_statement(call, bucket: str, statement: dict) -> None:
    """Whom it is about must exist, and what it is about must be this bucket."""
    principal = statement.get("Principal", statement.get("NotPrincipal"))
    if principal is None:
        raise Refusal("MalformedPolicy", "Missing required field Principal")
    for kind, names in principal.items() if isinstance(principal, dict) else ():
        for name in names if isinstance(names, list) else [names]:
            if not _is_principal(call, kind, name):
                raise Refusal("MalformedPolicy", "Invalid principal in policy")
    actions, resources = statement.get("Action", []), statement.get("Resource", [])
    for action in actions if isinstance(actions, list) else [actions]:
        if action != "*" and not action.lower().startswith("s3:"):
            raise Refusal("MalformedPolicy", "Policy has invalid action")
    for resource in resources if isinstance(resources, list) else [resources]:
        arn = f"arn:{call.partition}:s3:::{bucket}"
        if resource != arn and not resource.startswith((f"{arn}/", f"{arn}*")) and resource != "*":
            raise Refusal("MalformedPolicy", "Policy has invalid resource")


def _is_principal(call, kind: str, name: str) -> bool:
    if kind == "Service":
        return name.endswith((".amazonaws.com", ".amazonaws.com.cn"))
    if kind != "AWS" or f":iam::{call.account}:role/" not in name:
        return True
    try:
        call.ask("iam", "GetRole", RoleName=name.rpartition("/")[2])
    except Refusal:
        return False
    return True


def _must_not_be_public(call, bucket: str, statements: list[dict]) -> None:
    public = [
        item
        for item in statements
        if item.get("Effect") == "Allow" and item.get("Principal") in ("*", {"AWS": "*"}) and not item.get("Condition")
    ]
    if not public:
        return
    try:
        block = call.ask("s3", "GetPublicAccessBlock", Bucket=bucket)["PublicAccessBlockConfiguration"]
    except Refusal:
        return
    if block.get("BlockPublicPolicy"):
        who = f"arn:{call.partition}:iam::{call.account}:root"
        raise Refusal(
            "AccessDenied",
            f"User: {who} is not authorized to perform: s3:PutBucketPolicy because public policies are prevented by "
            "the BlockPublicPolicy setting in S3 Block Public Access.",
            403,
        )


def _must_exist(call, bucket: str) -> None:
    try:
        call.ask("s3", "HeadBucket", Bucket=bucket)
    except Refusal:
        raise Refusal("NoSuchBucket", "The specified bucket does not exist", 404) from None
