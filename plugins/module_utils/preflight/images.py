# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""ECR: the order in which images expire, tags that are excepted, who may pull, and who builds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.images import builders
from ansible_collections.skylift.aws.plugins.module_utils.images.content import unwanted
from ansible_collections.skylift.aws.plugins.module_utils.preflight.policies import statements
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

POLICY = "lifecycle_policy_text"
WITH_EXCEPTIONS = "_WITH_EXCLUSION"


@of_each("ecr_repository", code="ECR-LIFECYCLE-ORDER")
def the_rule_for_any_image_comes_last(repository: Subject) -> Iterator[Problem]:
    """Amazon ECR User Guide: Lifecycle policy properties (rulePriority: unique, and the highest with tagStatus any)."""
    listed = (repository.document(POLICY) or {}).get("rules")
    rules = [rule for rule in (listed if isinstance(listed, list) else ()) if isinstance(rule, dict)]
    priorities = [int(rule["rulePriority"]) for rule in rules if str(rule.get("rulePriority", "")).isdigit()]
    for priority in (number for number, times in Counter(priorities).items() if times > 1):
        yield repository.problem(POLICY, f"two rules have the priority {priority}", "number them")
    for rule in rules:
        selection, priority = rule.get("selection"), str(rule.get("rulePriority", ""))
        general = isinstance(selection, dict) and selection.get("tagStatus") == "any"
        if general and priority.isdigit() and int(priority) < max(priorities):
            said = f"the rule for any image has priority {priority}, and others come after it"
            yield repository.problem(POLICY, said, f"give it the highest number, {max(priorities) + 1}")


@of_each("ecr_repository", code="ECR-EXCLUSION-FILTERS")
def exceptions_go_with_their_mode(repository: Subject) -> Iterator[Problem]:
    """Amazon ECR API: PutImageTagMutability (filters are given with the modes that end in WITH_EXCLUSION only)."""
    option, mode = "image_tag_mutability_exclusion_filters", repository.text("image_tag_mutability") or ""
    filters = repository.get(option)
    if repository.hides("image_tag_mutability"):
        return
    if filters and not mode.endswith(WITH_EXCEPTIONS):
        remedy = "set image_tag_mutability to IMMUTABLE_WITH_EXCLUSION or MUTABLE_WITH_EXCLUSION"
        yield repository.problem(option, "nothing can be excepted in this mode", remedy)
    if mode.endswith(WITH_EXCEPTIONS) and not repository.declares(option):
        yield repository.problem("image_tag_mutability", f"{mode} wants {option}", "name the tags that are excepted")


@of_each("ecr_repository", code="ECR-PUBLIC", severity=WARNING)
def images_are_not_for_everybody(repository: Subject) -> Iterator[Problem]:
    """Amazon ECR User Guide: Private repository policies (the principal * is every account of AWS)."""
    for statement in statements(repository.document("policy_text") or {}):
        everybody = statement.get("Principal") in ("*", {"AWS": "*"}, {"AWS": ["*"]})
        if statement.get("Effect") == "Allow" and everybody and not statement.get("Condition"):
            yield repository.problem("policy_text", "lets every account of AWS in", "name the accounts that may pull")


@of_each("ecr_image", code="ECR-IMAGE-CONTEXT", severity=WARNING)
def what_no_image_wants_is_ignored(image: Subject) -> Iterator[Problem]:
    """Docker Docs: Build context, .dockerignore files (what is not named there can be copied, and makes another image)."""
    context = image.text("context")
    for name in unwanted({"context": context, "dockerfile": image.text("dockerfile")}) if context else ():
        why = "makes another image of every commit" if name == ".git" else "may take its secrets into the image"
        yield image.problem("context", f"{name} is a part of it, which {why}", f"write {name} into .dockerignore")


@of_each("ecr_image", code="ECR-IMAGE-BUILDER")
def what_is_to_be_built_has_a_builder(image: Subject) -> Iterator[Problem]:
    """Skylift: an image is built where the collection runs, by docker, podman or buildah."""
    # What depends on values that are not known yet may turn out to be built already.
    unsure = image.hides("build_args") and not image.is_new
    if not image.was_read or unsure or image.item.get("is_built"):
        return
    builder = builders.find()
    if isinstance(builder, Problem):
        yield image.problem("", f"is to be built, and {builder.said}", builder.remedy)
