# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""ECR: the order in which images expire, tags that are excepted, and who may pull."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
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
