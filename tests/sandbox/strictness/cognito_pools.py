# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cognito user pools: what an update leaves out goes back to its default, and what protects users is heeded."""

from __future__ import annotations

from ..rules import Refusal, answers, completes, refuses

IMMUTABLE = ("UsernameAttributes", "AliasAttributes", "UsernameConfiguration")
DEFAULTS = {
    "DeletionProtection": "INACTIVE",
    "UserPoolTier": "ESSENTIALS",
    "UserPoolTags": {},
    "LambdaConfig": {},
}
FACTORS = ("SmsMfaConfiguration", "EmailMfaConfiguration")
NO_FACTOR = "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"


def invalid(message: str) -> Refusal:
    """Cognito's word for most mistakes."""
    return Refusal("InvalidParameterException", message)


def pools(call) -> dict:
    """moto's pools of the account and region, by id."""
    from moto.cognitoidp.models import cognitoidp_backends

    return cognitoidp_backends[call.account][call.region].user_pools


def pool_of(call):
    """The pool that the call is about."""
    pool = pools(call).get(call.params["UserPoolId"])
    if pool is None:
        raise Refusal("ResourceNotFoundException", f"User pool {call.params['UserPoolId']} does not exist.")
    return pool


@refuses("cognito-idp:CreateUserPool")
def check_creation(call):
    """At creation there is no other factor than text messages."""
    if call.params.get("UsernameAttributes") and call.params.get("AliasAttributes"):
        raise invalid("Only one of the aliasAttributes or usernameAttributes can be set in a user pool.")
    if call.params.get("MfaConfiguration", "OFF") != "OFF" and "SmsConfiguration" not in call.params:
        raise invalid(NO_FACTOR)
    _check_settings(call.params)


@refuses("cognito-idp:UpdateUserPool")
def check_update(call):
    """The factors must be there already."""
    pool = pool_of(call)
    has_factor = pool.sms_mfa_config or (pool.token_mfa_config or {}).get("Enabled")
    if call.params.get("MfaConfiguration", "OFF") != "OFF" and not has_factor:
        raise invalid(NO_FACTOR)
    _check_settings(call.params)


@answers("cognito-idp:CreateUserPool")
def create_pool(call):
    """moto has no standard attributes beside declared ones."""
    from moto.cognitoidp.models import CognitoIdpUserPoolAttribute

    made = call.forward()["UserPool"]
    pool = pools(call)[made["Id"]]
    for name, schema in CognitoIdpUserPoolAttribute.STANDARD_SCHEMA.items():
        pool.schema_attributes.setdefault(name, CognitoIdpUserPoolAttribute(name, False, schema))
    pool.extended_config = {**DEFAULTS, **pool.extended_config}
    return {"UserPool": pool.to_json(extended=True)}


@answers("cognito-idp:UpdateUserPool")
def update_pool(call):
    """Only what cannot be changed, and the tags, outlive an update that does not name them."""
    pool = pool_of(call)
    kept = {name: pool.extended_config[name] for name in (*IMMUTABLE, "UserPoolTags") if name in pool.extended_config}
    given = {name: value for name, value in call.params.items() if name not in ("UserPoolId", "PoolName")}
    pool.update_extended_config({**DEFAULTS, **kept, **given})
    pool.mfa_config = call.params.get("MfaConfiguration", "OFF")
    return {}


@refuses("cognito-idp:SetUserPoolMfaConfig")
def check_factors(call):
    """Off goes with no factor, all else with one at least."""
    params = call.params
    token = params.get("SoftwareTokenMfaConfiguration", {}).get("Enabled")
    factors = [factor for factor in FACTORS if factor in params] + ["SoftwareToken"] * bool(token)
    if params.get("MfaConfiguration", "OFF") == "OFF" and factors:
        raise invalid("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.")
    if params.get("MfaConfiguration", "OFF") != "OFF" and not factors:
        raise invalid("Invalid MFA configuration given, at least one factor must be configured.")
    if "EmailMfaConfiguration" in params and pool_of(call).extended_config["UserPoolTier"] == "LITE":
        raise Refusal("FeatureUnavailableInTierException", "Email MFA is not available in the tier of this user pool.")


@completes("cognito-idp:SetUserPoolMfaConfig")
def keep_mail_factor(call, answer):
    """moto forgets it."""
    pool_of(call).email_mfa_config = call.params.get("EmailMfaConfiguration")


@completes("cognito-idp:GetUserPoolMfaConfig", "cognito-idp:SetUserPoolMfaConfig")
def tell_all_factors(call, answer):
    """What is not set is not told."""
    answer["EmailMfaConfiguration"] = getattr(pool_of(call), "email_mfa_config", None)
    for name in [name for name, value in answer.items() if value is None]:
        del answer[name]


@refuses("cognito-idp:DeleteUserPool")
def pool_in_use(call):
    """Protection and domains hold it."""
    pool = pool_of(call)
    if pool.extended_config["DeletionProtection"] == "ACTIVE":
        raise invalid(
            "The user pool cannot be deleted because deletion protection is activated. "
            "Deletion protection must be inactivated first."
        )
    if pool.domain:
        raise invalid("User pool cannot be deleted. It has a domain configured that should be deleted first.")


@answers("cognito-idp:ListTagsForResource")
def list_tags(call):
    """The tags of one pool."""
    return {"Tags": _tags(call)}


@answers("cognito-idp:TagResource")
def tag_resource(call):
    """Add or overwrite."""
    _tags(call).update(call.params["Tags"])
    return {}


@answers("cognito-idp:UntagResource")
def untag_resource(call):
    """Remove; a key that is not there is no error."""
    for key in call.params["TagKeys"]:
        _tags(call).pop(key, None)
    return {}


def _tags(call) -> dict[str, str]:
    for pool in pools(call).values():
        if pool.arn == call.params["ResourceArn"]:
            return pool.extended_config["UserPoolTags"]
    raise Refusal("ResourceNotFoundException", f"Resource {call.params['ResourceArn']} does not exist.")


def _check_settings(params: dict) -> None:
    password = params.get("Policies", {}).get("PasswordPolicy", {})
    invitation = params.get("AdminCreateUserConfig", {})
    if "TemporaryPasswordValidityDays" in password and "UnusedAccountValidityDays" in invitation:
        raise invalid("Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays")
    mail = params.get("EmailConfiguration", {})
    if mail.get("EmailSendingAccount") == "DEVELOPER" and not mail.get("SourceArn"):
        raise invalid("EmailSendingAccount DEVELOPER requires a SourceArn.")
    asked = params.get("UserAttributeUpdateSettings", {}).get("AttributesRequireVerificationBeforeUpdate", [])
    if not set(asked) <= set(params.get("AutoVerifiedAttributes", [])):
        raise invalid("All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes")
