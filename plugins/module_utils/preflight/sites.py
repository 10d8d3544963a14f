# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Sites: folders that are sites, and caches that hear of changes."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject
from ansible_collections.skylift.aws.plugins.module_utils.sites import building
from ansible_collections.skylift.aws.plugins.module_utils.sites.lifecycle import fault_of_folder


@of_each("s3_site_sync", "amplify_deployment", code="SITE-FOLDER")
def a_site_has_an_index_page(site: Subject) -> Iterator[Problem]:
    """Amazon CloudFront Developer Guide: Specify a default root object (a file that has to be there)."""
    options = site.desired.options
    if site.text("folder") and not (site.declares("build_command") or site.text("manifest")):
        fault = fault_of_folder(options)
        if fault:
            yield site.problem("folder", *fault)


@of_each("s3_site_sync", "amplify_deployment", code="SITE-BUILD")
def a_build_has_a_folder(site: Subject) -> Iterator[Problem]:
    """Skylift: a command runs in a folder, whose files tell whether it need run."""
    if site.text("folder") and site.declares("build_command") and not site.text("manifest"):
        folder = building.folder_of(site.desired.options)
        if not folder.is_dir():
            yield site.problem("build_folder", f'there is no folder "{folder}"', "write the full path of the sources")


@over_all("s3_site_sync", "cloudfront_distribution", code="SITE-CACHES", severity=WARNING)
def caches_hear_of_changes(stack: Stack) -> Iterator[Problem]:
    """Amazon CloudFront Developer Guide: Invalidate files (a cached file is shown until it expires)."""
    for site in stack.of("s3_site_sync"):
        bucket = stack.target(site, "bucket", "s3_bucket")
        for each in stack.referring(bucket, "cloudfront_distribution") if bucket else ():
            if not site.declares("distribution_id"):
                said = f"{each.address} shows it, and goes on showing what it has kept of former files"
                yield site.problem("distribution_id", said, f"set it to the id of {each.address}")
