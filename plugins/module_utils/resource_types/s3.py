# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon S3: buckets."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, Read, ResourceType, Tagging, Template


class Bucket(ResourceType):
    """A store of files."""

    name = "s3_bucket"
    service = "s3"
    identifier = "Bucket"
    identity = {"Bucket": "Name || Bucket"}
    match = {"name": "Name"}
    read = Read("list_buckets", items="Buckets[]", params={"Prefix": "{name}"})
    create, delete = "create_bucket", "delete_bucket"
    given = {"Bucket": "{name}"}
    attributes = {
        "id": Template("{name}"),
        "arn": Template("arn:{partition}:s3:::{name}"),
        "bucket": Template("{name}"),
        "domain_name": Template("{name}.s3.{region}.{dns_suffix}"),
    }
    tagging = Tagging("put_bucket_tagging", "Bucket", by="bucket", list="get_bucket_tagging", found="TagSet",
                      missing=("NoSuchTagSet",), whole=True)  # fmt: skip
    tags_within = "CreateBucketConfiguration.Tags"
    modifiers = frozenset({"acl", "grant_full_control", "grant_read", "grant_read_acp", "grant_write", "grant_write_acp",
                           "create_bucket_configuration", "object_lock_enabled_for_bucket", "object_ownership",
                           "bucket_namespace"})  # fmt: skip
    # Versions that another bucket keeps from now on are not seen everywhere at once.
    not_yet = (("OperationAborted", ""), ("NoSuchBucket", ""),
               ("InvalidRequest", "Destination bucket must have versioning"))  # fmt: skip
    holds_data = True
    aspects = (
        Aspect("versioning_configuration", "put_bucket_versioning", "get_bucket_versioning"),
        Aspect("server_side_encryption_configuration", "put_bucket_encryption", "get_bucket_encryption",
               remove="delete_bucket_encryption", missing=("ServerSideEncryptionConfigurationNotFoundError",)),
        Aspect("cors_configuration", "put_bucket_cors", "get_bucket_cors",
               remove="delete_bucket_cors", missing=("NoSuchCORSConfiguration",)),
        Aspect("public_access_block_configuration", "put_public_access_block", "get_public_access_block",
               remove="delete_public_access_block", missing=("NoSuchPublicAccessBlockConfiguration",)),
        Aspect("lifecycle_configuration", "put_bucket_lifecycle_configuration", "get_bucket_lifecycle_configuration",
               remove="delete_bucket_lifecycle", missing=("NoSuchLifecycleConfiguration",)),
        Aspect("replication_configuration", "put_bucket_replication", "get_bucket_replication",
               remove="delete_bucket_replication", missing=("ReplicationConfigurationNotFoundError",)),
        Aspect("policy", "put_bucket_policy", "get_bucket_policy",
               remove="delete_bucket_policy", missing=("NoSuchBucketPolicy",)),
        Aspect("ownership_controls", "put_bucket_ownership_controls", "get_bucket_ownership_controls",
               remove="delete_bucket_ownership_controls", missing=("OwnershipControlsNotFoundError",)),
    )  # fmt: skip

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """S3 wants the region named everywhere but in us-east-1, where naming it is an error (CreateBucket)."""
        if place.session.region == "us-east-1":
            return params
        where = {"LocationConstraint": place.session.region}
        return {**params, "CreateBucketConfiguration": {**params["CreateBucketConfiguration"], **where}}


class BucketPolicy(ResourceType):
    """Who may do what with a bucket, apart from the bucket, so that both may refer to a third: a distribution, say."""

    name = "s3_bucket_policy"
    service = "s3"
    identifier = "Bucket"
    match = {"bucket": "Bucket"}
    read = Read("get_bucket_policy", items="@", params={"Bucket": "{bucket}"}, kept=("Bucket",), sole=True,
                missing=("NoSuchBucketPolicy", "NoSuchBucket"))  # fmt: skip
    create = update = "put_bucket_policy"
    left_out = frozenset({"ContentMD5", "ChecksumAlgorithm", "ConfirmRemoveSelfBucketAccess", "ExpectedBucketOwner"})
    delete = "delete_bucket_policy"
    attributes = {"bucket": "Bucket"}
    part_of = "s3_bucket.{Bucket}"
    # A principal that was made a moment ago is not known everywhere yet.
    not_yet = (("OperationAborted", ""), ("NoSuchBucket", ""), ("MalformedPolicy", "Invalid principal in policy"))


class SiteSync(ResourceType):
    """The files of a site in a bucket, built from their sources if need be, and what CloudFront shows of them."""

    name = "s3_site_sync"
    service = "s3"
    extras = {
        "bucket": "str",
        "folder": "path",
        "index_document": "str",
        "build_command": "str",
        "build_folder": "path",
        "build_environment": "dict",
        "cache_control": "dict",
        "distribution_id": "str",
        "purge": "bool",
        "manifest": "str",
    }
    attributes = {"id": "id", "bucket": "bucket"}
    renewed = frozenset({"id"})
    calls = ("s3.get_object", "s3.head_object", "s3.list_objects_v2", "s3.put_object", "s3.create_multipart_upload",
             "s3.list_object_versions", "s3.copy_object", "s3.delete_objects", "cloudfront.create_invalidation",
             "cloudfront.get_invalidation")  # fmt: skip

    @staticmethod
    def lifecycle():
        """It is compared by what Skylift has noted in the bucket: S3 tells the headers of each object by itself only."""
        from ansible_collections.skylift.aws.plugins.module_utils.sites.lifecycle import Lifecycle

        return Lifecycle


RESOURCE_TYPES = {facts.name: facts for facts in (Bucket, BucketPolicy, SiteSync)}
