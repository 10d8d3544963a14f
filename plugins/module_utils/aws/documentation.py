# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Text of the documentation fragments, and what is read from documentation: aliases and the argument spec.

It stands here and not in doc_fragments because a module reads it where it runs, and fragments do not travel there.
"""
from __future__ import annotations

import functools

from ansible.module_utils.common.yaml import HAS_YAML, yaml_load

# amazon.aws has "access_token" among the aliases of session_token; here that is the token by which Amplify reads a repository.
CONNECTION = r"""
options:
  region:
    description:
      - The AWS region to work in.
      - Else taken from the environment variable E(AWS_REGION), E(AWS_DEFAULT_REGION) or E(EC2_REGION), or from the
        profile.
    type: str
    aliases: [aws_region, ec2_region]
  profile:
    description:
      - A named profile of the AWS configuration files, which may log in by SSO or assume a role.
      - Else taken from the environment variable E(AWS_PROFILE) or E(AWS_DEFAULT_PROFILE), unless keys are given.
      - Mutually exclusive with O(access_key), O(secret_key) and O(session_token).
    type: str
    aliases: [aws_profile]
  access_key:
    description:
      - AWS access key ID.
      - Else taken from the environment variable E(AWS_ACCESS_KEY_ID), E(AWS_ACCESS_KEY) or E(EC2_ACCESS_KEY).
      - Without profile and keys, all other sources of the AWS SDK serve, such as instance and container roles.
    type: str
    aliases: [aws_access_key_id, aws_access_key, ec2_access_key]
  secret_key:
    description:
      - AWS secret access key.
      - Else taken from the environment variable E(AWS_SECRET_ACCESS_KEY), E(AWS_SECRET_KEY) or E(EC2_SECRET_KEY).
    type: str
    aliases: [aws_secret_access_key, aws_secret_key, ec2_secret_key]
  session_token:
    description:
      - AWS session token, for temporary credentials.
      - Else taken from the environment variable E(AWS_SESSION_TOKEN), E(AWS_SECURITY_TOKEN) or E(EC2_SECURITY_TOKEN).
    type: str
    aliases: [aws_session_token, security_token, aws_security_token]
  endpoint_url:
    description:
      - URL to send all requests to, instead of the endpoints of AWS.
      - Else taken from the environment variable E(AWS_URL), E(EC2_URL) or E(S3_URL), or from E(AWS_ENDPOINT_URL) and
        its forms for one service, which the AWS SDK reads.
    type: str
    aliases: [aws_endpoint_url, ec2_url, s3_url]
  aws_ca_bundle:
    description:
      - File of the certificate authorities to trust.
      - Else taken from the environment variable E(AWS_CA_BUNDLE).
    type: path
  validate_certs:
    description:
      - Whether the certificates of the endpoints are verified.
    type: bool
    default: true
  aws_config:
    description:
      - Settings for the AWS SDK, by the names of botocore's Config,
        U(https://botocore.amazonaws.com/v1/documentation/api/latest/reference/config.html).
    type: dict
  debug_botocore_endpoint_logs:
    description:
      - Whether to return the API operations that were called as RV(ignore:resource_actions), such as C(ec2:DescribeVpcs).
      - With O(ignore:stack), M(skylift.aws.stack) returns those of the whole stack.
      - Else taken from the environment variable E(ANSIBLE_DEBUG_BOTOCORE_LOGS).
    type: bool
    default: false
  assume_role_arn:
    description:
      - Role to assume with the credentials found. It is assumed again before its session ends, so a run may take hours.
    type: str
  account_id:
    description:
      - The only account to work in. With credentials of any other account nothing is done.
    type: str
"""

RESOURCE = r"""
options:
  name:
    description:
      - The name of the resource in its stack, and in AWS where AWS takes names.
    type: str
    required: true
  state:
    description:
      - Whether the resource shall exist.
    type: str
    choices: [present, absent]
    default: present
  stack:
    description:
      - The stack that the resource belongs to.
      - With a stack the task only declares the resource and returns references;
        M(skylift.aws.stack) plans and converges all that was declared. Without, the task does its work at once.
    type: str
  delegated:
    description:
      - Options that something else moves on purpose, such as a weight that a cut-over shifts or a count that scaling
        changes. They are set at creation, read live, and never put back.
    type: list
    elements: str
  adopt:
    description:
      - Whether a resource that exists under this name, but does not belong to the stack, may be taken over.
    type: bool
    default: false
"""

TAGS = r"""
options:
  tags:
    description:
      - Tags of the resource, each key with its value.
      - Only these keys are compared; all others on the resource stay as they are. Those that tell the stack come on top.
    type: dict
"""

DATABASES = r"""
options:
  source:
    description:
      - The database that is moved.
    type: dict
    required: true
    suboptions: &server
      host:
        description:
          - Name of the server, as its certificate has it.
        type: str
        required: true
      port:
        description:
          - Port of the server.
        type: int
        default: 5432
      database:
        description:
          - Name of the database.
        type: str
        required: true
      user:
        description:
          - Role to log in as.
        type: str
        required: true
      password:
        description:
          - Its password. It is shown nowhere, and handed to programs in their environment only.
        type: str
      sslmode:
        description:
          - How the server is verified. Only V(verify-full) keeps others from listening and from answering in its place.
        type: str
        choices: [disable, require, verify-ca, verify-full]
        default: verify-full
      ca_path:
        description:
          - File of the certificate authorities to trust, instead of those of the system. For RDS it is the bundle at
            U(https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem).
        type: path
      hostaddr:
        description:
          - Address to connect to in place of that of C(host), such as the end of a tunnel; the certificate is still verified
            for C(host).
        type: str
  target:
    description:
      - The database that it is moved to.
    type: dict
    required: true
    suboptions: *server
"""

OBJECTS = r"""
options:
  source:
    description:
      - Where the files are.
    type: dict
    required: true
    suboptions:
      type:
        description:
          - What rclone calls this kind of storage, such as V(s3) or V(local).
        type: str
        required: true
      path:
        description:
          - Bucket, with a prefix behind a slash if not all of it is meant; or a folder.
        type: str
        required: true
      config:
        description:
          - Settings of the storage by the names of rclone's configuration, such as C(provider), C(endpoint), C(region),
            C(access_key_id), C(secret_access_key) or C(env_auth). They reach rclone in its environment, and are shown nowhere.
          - What rclone keeps obscured, such as passwords of SFTP, is given as C(rclone obscure) writes it.
        type: dict
        default: {}
"""

STACK_NAME = r"""
options:
  stack:
    description:
      - The name of the stack.
    type: str
    required: true
"""

RECORD = r"""
options:
  tags:
    description:
      - Tags of the parameter, beside the one that names the stack.
    type: dict
    default: {}
"""

CONTROLLER = r"""
attributes:
  action:
    description: Runs on the controller, in no process of its own.
    support: full
  check_mode:
    description: Nothing is changed.
    support: full
  diff_mode:
    description: There are no differences to show.
    support: none
"""

FRAGMENTS = {
    "skylift.aws.connection": CONNECTION,
    "skylift.aws.controller": CONTROLLER,
    "skylift.aws.databases": DATABASES,
    "skylift.aws.objects": OBJECTS,
    "skylift.aws.record": RECORD,
    "skylift.aws.resource": RESOURCE,
    "skylift.aws.stack_name": STACK_NAME,
    "skylift.aws.tags": TAGS,
}

# What the schema of documentation allows and an argument spec knows too.
SPEC_KEYS = ("type", "elements", "required", "default", "aliases")


class Undocumented(Exception):
    """DOCUMENTATION cannot be read: PyYAML is missing, or the text is not what it should be."""


def options_of(documentation: str) -> dict:
    """Return the options that DOCUMENTATION and its fragments describe. Raises Undocumented."""
    if not HAS_YAML:
        raise Undocumented("PyYAML")
    read = yaml_load(documentation)
    options: dict = {}
    fragments = read.get("extends_documentation_fragment", [])
    for fragment in [fragments] if isinstance(fragments, str) else fragments:
        # ansible-core's own fragments, which stand elsewhere, describe attributes, not options.
        if fragment.startswith("skylift.aws."):
            options.update(yaml_load(FRAGMENTS[fragment]).get("options", {}))
    # What the module says itself wins over its fragments, as it does in ansible-doc, which merges each option key by key.
    for name, told in (read.get("options") or {}).items():
        options[name] = {**options.get(name, {}), **told}
    return options


def argument_spec_of(documentation: str, secret: frozenset[str] | set[str] | tuple[str, ...] = ()) -> dict:
    """Return the AnsibleModule argument spec of a DOCUMENTATION text; `secret` names what must not be logged.

    Raises Undocumented.
    """
    hidden = {"secret_key", "session_token", *secret}
    return {name: _argument(option, name, hidden) for name, option in options_of(documentation).items()}


def _argument(option: dict, name: str, hidden: set[str]) -> dict:
    argument = {key: option[key] for key in SPEC_KEYS if key in option}
    if "choices" in option:
        argument["choices"] = list(option["choices"])
    if "suboptions" in option:
        inner = option["suboptions"].items()
        argument["options"] = {key: _argument(suboption, f"{name}.{key}", hidden) for key, suboption in inner}
    # Stated either way: Ansible would warn of names that only look like secrets.
    argument["no_log"] = name in hidden
    return argument


@functools.cache
def connection_names() -> dict[str, str]:
    """Return the option that each name stands for: {"aws_region": "region", "region": "region", ...}."""
    names = {}
    for name, option in yaml_load(CONNECTION)["options"].items():
        names.update(dict.fromkeys([name, *option.get("aliases", [])], name))
    return names
