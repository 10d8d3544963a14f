# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Sign-in and hosting: Cognito, Amplify, and who may deploy."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import holds_unknown
from ansible_collections.skylift.aws.plugins.module_utils.preflight.policies import lists, statements
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

CLIENT = "cognito_user_pool_client"
AT_HOME = ("localhost", "127.0.0.1", "::1")
REDIRECTING = ("code", "implicit")
GITHUB = "token.actions.githubusercontent.com"


@of_each(CLIENT, code="COGNITO-CALLBACK")
def cognito_sends_people_back_by_https(client: Subject) -> Iterator[Problem]:
    """Amazon Cognito API: CreateUserPoolClient, CallbackURLs (absolute, https but for localhost, no fragment)."""
    for option in ("callback_urls", "logout_urls"):
        for text in client.texts(option):
            url = urlsplit(text)
            plain = url.scheme == "http" and url.hostname not in AT_HOME
            if not url.scheme or plain or (url.scheme in ("http", "https") and not url.hostname):
                yield client.problem(option, f'Cognito does not go to "{text}"', "write https:// and the whole address")
            elif url.fragment:
                yield client.problem(option, f'"{text}" has a fragment', "leave out what begins with #")


@of_each(CLIENT, code="COGNITO-NO-CALLBACK")
def a_flow_that_redirects_knows_where_to(client: Subject) -> Iterator[Problem]:
    """Amazon Cognito API: CreateUserPoolClient, AllowedOAuthFlows (code and implicit need callback URLs)."""
    redirecting = set(client.texts("allowed_o_auth_flows")) & set(REDIRECTING)
    if redirecting and (not client.declares("callback_urls") or client.get("callback_urls") == []):
        said = f"is required for the flow {sorted(redirecting)[0]}"
        yield client.problem("callback_urls", said, "name where the application takes people back")


@of_each("cognito_user_pool", code="COGNITO-MAIL", severity=WARNING)
def a_pool_may_send_all_its_mail(pool: Subject) -> Iterator[Problem]:
    """Amazon Cognito Developer Guide: Quotas in Amazon Cognito (50 messages a day by its own mail; SES takes more)."""
    mail = pool.part("email_configuration")
    by_itself = not pool.declares("email_configuration") or mail.text("email_sending_account") == "COGNITO_DEFAULT"
    if by_itself and "email" in pool.texts("auto_verified_attributes"):
        said = "Cognito's own mail ends at 50 messages a day, for sign-ups and forgotten passwords together"
        yield pool.problem(
            "email_configuration", said, "send with SES: email_sending_account: DEVELOPER and a source_arn"
        )


@of_each("amplify_app", code="AMPLIFY-TOKEN")
def amplify_may_read_the_repository(app: Subject) -> Iterator[Problem]:
    """AWS Amplify API: CreateApp, accessToken and oauthToken (one of them for a repository; neither is kept)."""
    if (
        app.is_new
        and app.declares("repository")
        and not app.declares("access_token")
        and not app.declares("oauth_token")
    ):
        yield app.problem(
            "access_token", "is required to connect a repository", "set it, or oauth_token, from a secret"
        )


@of_each("amplify_app", code="AMPLIFY-DEEP-LINKS", severity=WARNING)
def pages_of_an_application_are_found(app: Subject) -> Iterator[Problem]:
    """AWS Amplify Hosting User Guide: Redirects for single page web apps (a rule with status 200 to /index.html)."""
    static = app.text("platform") in (None, "WEB") and not (app.declares("platform") and app.get("platform") is None)
    if app.is_new and static and not app.declares("custom_rules"):
        said = "every address but / would be answered by 404"
        yield app.problem(
            "custom_rules", said, "rewrite to /index.html with status 200, or set [] for a site of many pages"
        )


@of_each("iam_role", code="IAM-GITHUB-TRUST")
def a_role_for_github_is_for_one_repository(role: Subject) -> Iterator[Problem]:
    """IAM User Guide: Create a role for OpenID Connect federation (a condition on sub: else every repository may)."""
    option = "assume_role_policy_document"
    for statement in statements(role.document(option) or {}):
        principal, action = statement.get("Principal"), lists(statement.get("Action"))
        federated = lists(principal.get("Federated")) if isinstance(principal, dict) else []
        # A reference to the provider is unknown before it is made; what it refers to tells as much.
        written = str(role.declared.get(option))
        is_github = any(GITHUB in str(each) for each in federated) or f"iam_oidc_provider.{GITHUB}" in written
        condition = statement.get("Condition")
        subjects = _subjects(condition) if isinstance(condition, dict) else []
        if "sts:AssumeRoleWithWebIdentity" not in action or not is_github or statement.get("Effect") != "Allow":
            continue
        if holds_unknown(condition) and not subjects:
            continue
        if condition is None or (isinstance(condition, dict) and not subjects):
            said = "lets every repository of GitHub in"
            yield role.problem(option, said, f"add a condition on {GITHUB}:sub that names yours")
        elif any(isinstance(each, str) and each.startswith(("*", "repo:*")) for each in subjects):
            said = "lets repositories of everybody in: the owner is a *"
            yield role.problem(option, said, "name owner and repository")


def _subjects(condition: dict) -> list:
    tests = [test for test in condition.values() if isinstance(test, dict)]
    return [
        each
        for test in tests
        for key, value in test.items()
        if str(key).lower() == f"{GITHUB}:sub"
        for each in _all(value)
    ]


def _all(value: object) -> list:
    """As a list, with what is unknown: a condition that is known later is a condition."""
    return value if isinstance(value, list) else [value]
