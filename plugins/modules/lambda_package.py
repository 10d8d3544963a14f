#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The code of a function with its dependencies, in a bucket."""

from __future__ import annotations

DOCUMENTATION = r"""
module: lambda_package
short_description: The code of a function with its dependencies, in a bucket
version_added: 1.1.0
description:
  - Makes a zip file of a folder and uploads it to a bucket. C(requirements.txt) is installed by pip for a runtime of Python,
    C(package-lock.json) by C(npm ci) for one of Node.js; both for Lambda's system and processor, whatever machine this runs on.
  - The key holds a checksum of the folder and of the options. What is in the bucket under that key is neither built nor
    uploaded again, so that a plan installs nothing and the same sources are the same package on every machine.
  - The zip file is the same, byte for byte, whenever it is made of the same files.
  - A function refers to RV(s3_bucket), RV(s3_key) and RV(code_sha256). One that needs nothing but its own files can do without
    this, by C(source_folder) of M(skylift.aws.lambda_function).
  - Former packages stay, to go back to, until a lifecycle rule of the bucket or O(state=absent) takes them away. A package
    carries no tags of AWS, so that one that is declared no more is no orphan that M(skylift.aws.stack) finds.
author:
  - Skylift contributors (@skylift-aws)
options:
  s3_bucket:
    description:
      - The bucket that it is uploaded to, in the region of the function.
    type: str
  source_folder:
    description:
      - The full path of the folder with the code, and with C(requirements.txt) or C(package-lock.json) if it needs more.
        The folder itself is not written to.
    type: path
  runtime:
    description:
      - The runtime of the function, V(python3.13) or V(nodejs24.x) for instance.
    type: str
  architecture:
    description:
      - The processor of the function, V(arm64) or V(x86_64), which it is otherwise.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: Packages of functions have a bucket
  skylift.aws.s3_bucket:
    name: shop-packages-123456789012
  register: packages

- name: The job is packed with what it needs
  skylift.aws.lambda_package:
    name: shop-cron
    s3_bucket: "{{ packages.bucket }}"
    source_folder: "{{ playbook_dir }}/files/cron"
    runtime: nodejs24.x
    architecture: arm64
  register: package

- name: The job has the code of that package
  skylift.aws.lambda_function:
    name: shop-cron
    runtime: nodejs24.x
    architectures: [arm64]
    handler: index.handler
    role: arn:aws:iam::123456789012:role/shop-cron
    code: {s3_bucket: "{{ package.s3_bucket }}", s3_key: "{{ package.s3_key }}"}
    code_sha256: "{{ package.code_sha256 }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: lambda_package.shop-cron
id:
  description:
    - Its key.
  returned: when it exists
  type: str
  sample: shop-cron-3c59dc048e885024.zip
s3_bucket:
  description:
    - The bucket that it is in.
  returned: when it exists
  type: str
  sample: shop-packages-123456789012
s3_key:
  description:
    - Its key, which tells what it was built from.
  returned: when it exists
  type: str
  sample: shop-cron-3c59dc048e885024.zip
code_sha256:
  description:
    - SHA-256 of it in base64, as Lambda tells it.
  returned: when it exists
  type: str
  sample: 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.lambda_ import Package


def main():
    """Bring one resource to its declared state."""
    run(Package, DOCUMENTATION)


if __name__ == "__main__":
    main()
