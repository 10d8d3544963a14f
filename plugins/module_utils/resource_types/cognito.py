# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon Cognito: user pools, the applications that use them, and the domains of their sign-in pages."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging, Template, Wait

FACTORS = {
    "software_token_mfa_configuration": "SoftwareTokenMfaConfiguration",
    "sms_mfa_configuration": "SmsMfaConfiguration",
    "email_mfa_configuration": "EmailMfaConfiguration",
}
"""What a second factor can be: options and members of SetUserPoolMfaConfig."""

MFA = {"mfa_configuration": "MfaConfiguration", "web_authn_configuration": "WebAuthnConfiguration", **FACTORS}


class UserPool(ResourceType):
    """The users of an application, and how they sign in."""

    name = "cognito_user_pool"
    service = "cognito-idp"
    identifier = "Id"
    found_by_tag = True
    identity = {"UserPoolId": "Id"}
    read = Read("describe_user_pool", items="UserPool", params={"UserPoolId": "{arn:basename}"},
                missing=("ResourceNotFoundException",),
                then=Read("get_user_pool_mfa_config", items="@", params={"UserPoolId": "{Id}"}))  # fmt: skip
    create, result, delete = "create_user_pool", "UserPool", "delete_user_pool"
    # Cognito takes a factor as given only when it was configured before.
    update = ("set_user_pool_mfa_config", "update_user_pool")
    update_keeps = True
    given = {"PoolName": "{name}"}
    # The template says the same as the three messages, and an update with both would have them disagree.
    left_out = frozenset({"UserPoolTags", "EmailVerificationMessage", "EmailVerificationSubject", "SmsVerificationMessage"})
    attributes = {"id": "Id", "arn": "Arn", "user_pool_id": "Id",
                  "provider_name": Template("cognito-idp.{region}.{dns_suffix}/{Id}"),
                  "provider_url": Template("https://cognito-idp.{region}.{dns_suffix}/{Id}")}  # fmt: skip
    server_adds = frozenset({"schema"})
    tags_at = "UserPoolTags"
    tagging = Tagging("tag_resource", target="ResourceArn")
    holds_data = True
    protected_by = "deletion_protection"
    calls = ("cognito-idp.delete_user_pool_domain",)

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """Tags are called otherwise here, creation knows no factor but text messages, and updates take not all they show."""
        if "PoolName" in params:
            params.pop("MfaConfiguration", None)
            return {**params, "UserPoolTags": desired.tags}
        undeclared = [member for option, member in FACTORS.items() if option not in desired.options]
        dropped = [*UserPool.left_out, *(undeclared if params.get("MfaConfiguration") == "OFF" else ())]
        kept = {name: value for name, value in params.items() if name not in dropped}
        if "UserPoolTags" in params:
            kept["UserPoolTags"] = {**params["UserPoolTags"], **desired.tags}
        if "AdminCreateUserConfig" in kept and "admin_create_user_config" not in desired.options:
            # Superseded by a member of the password policy, with which Cognito refuses it.
            shown = kept["AdminCreateUserConfig"]
            kept["AdminCreateUserConfig"] = {k: v for k, v in shown.items() if k != "UnusedAccountValidityDays"}
        return kept

    @staticmethod
    def settle(place, desired, item: dict, report) -> None:
        """What creation did not take of MFA is set once the pool is there (SetUserPoolMfaConfig)."""
        from ansible_collections.skylift.aws.plugins.module_utils.aws.options import options_of

        declared = options_of(UserPool).to_api(desired)
        wanted = {member: declared[option] for option, member in MFA.items() if option in declared}
        if any(item.get(member) != value for member, value in wanted.items()):
            report("setting up MFA")
            place.session.call("cognito-idp", "set_user_pool_mfa_config", {"UserPoolId": item["Id"], **wanted})

    @staticmethod
    def before_delete(place, item: dict) -> None:
        """A pool with a domain is not deleted (DeleteUserPool), and domains have no tags to be found by.

        A domain that was declared has gone by now, after the pool was read.
        """
        pool = place.session.call("cognito-idp", "describe_user_pool", {"UserPoolId": item["Id"]})["UserPool"]
        for domain in filter(None, (pool.get("Domain"), pool.get("CustomDomain"))):
            place.session.call("cognito-idp", "delete_user_pool_domain", {"Domain": domain, "UserPoolId": item["Id"]})

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """Cognito leads the names of attributes of one's own by "custom:" (DescribeUserPool)."""
        shown = item.get("SchemaAttributes", [])
        return {**item, "Schema": [{**each, "Name": each["Name"].rpartition("custom:")[2]} for each in shown]}


class UserPoolClient(ResourceType):
    """An application that signs users of a pool in."""

    name = "cognito_user_pool_client"
    service = "cognito-idp"
    identifier = "ClientName"
    identity = {"UserPoolId": "UserPoolId", "ClientId": "ClientId"}
    read = Read("list_user_pool_clients", items="UserPoolClients[]",
                params={"UserPoolId": "{user_pool_id}", "MaxResults": 60}, missing=("ResourceNotFoundException",),
                then=Read("describe_user_pool_client", items="UserPoolClient",
                          params={"UserPoolId": "{UserPoolId}", "ClientId": "{ClientId}"}))  # fmt: skip
    create, result = "create_user_pool_client", "UserPoolClient"
    several = True
    update, delete = "update_user_pool_client", "delete_user_pool_client"
    update_keeps = True
    left_out = frozenset({"ClientSecret"})
    attributes = {"id": "ClientId", "client_id": "ClientId", "client_secret": "ClientSecret", "user_pool_id": "UserPoolId"}
    secret_attributes = frozenset({"client_secret"})
    found_at = {"generate_secret": "ClientSecret && `true`"}
    immutable = frozenset({"user_pool_id"})


class UserPoolDomain(ResourceType):
    """Where the sign-in pages of a pool are: under a prefix of AWS's own domain, or under a domain of one's own."""

    name = "cognito_user_pool_domain"
    service = "cognito-idp"
    identifier = "Domain"
    # The model's pattern for domains has no dots.
    match = {"name": "Domain"}
    given = {"Domain": "{name}"}
    identity = {"Domain": "Domain", "UserPoolId": "UserPoolId"}
    read = Read("describe_user_pool_domain", items="DomainDescription", params={"Domain": "{name}"})
    create, result = "create_user_pool_domain", "{CloudFrontDistribution: CloudFrontDomain}"
    update, delete = "update_user_pool_domain", "delete_user_pool_domain"
    update_sends_all = True
    attributes = {"id": "Domain", "domain": "Domain", "cloud_front_distribution": "CloudFrontDistribution"}
    immutable = frozenset({"user_pool_id"})
    settled = Wait("Status", until=("ACTIVE",), fails_on=("FAILED",), stillborn=("FAILED",), seconds=3600)

    @staticmethod
    def is_ours(place, desired, item: dict) -> bool:
        """A domain has no tags, but it belongs to one pool for good."""
        return item["UserPoolId"] == desired.options.get("user_pool_id")


RESOURCE_TYPES = {facts.name: facts for facts in (UserPool, UserPoolClient, UserPoolDomain)}
