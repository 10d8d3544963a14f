#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What proves a domain to browsers."""

from __future__ import annotations

DOCUMENTATION = r"""
module: acm_certificate
short_description: What proves a domain to browsers
version_added: 1.0.0
description:
  - A public certificate, free of charge, that AWS renews by itself as long as its validation records stay in the
    DNS.
  - With a hosted zone for each of its names in O(domain_validation_options) the records are written, and the
    certificate is awaited until it is issued. They stay when the certificate is deleted; the zone takes them
    along when it goes.
  - Otherwise nothing is awaited. RV(validation_records) tells what to write elsewhere; within 72 hours, or the
    request fails and the next converge makes another.
  - CloudFront takes certificates of us-east-1 only; declare them with O(region=us-east-1).
  - Its names and key cannot be changed; declaring others replaces it, which AWS refuses while something uses it.
    Declare a second one, move its users there, and then take the first one away.
author:
  - Skylift contributors (@skylift-aws)
options:
  domain_name:
    description:
      - Required. The domain, or a wildcard such as V(*.example.com).
    type: str
  subject_alternative_names:
    description:
      - Further names.
    type: list
    elements: str
  domain_validation_options:
    description:
      - Where its names are at home, each with C(domain_name) and C(hosted_zone_id). One for a domain serves
        all names below it that have none of their own.
    type: list
    elements: dict
  validation_method:
    description:
      - V(DNS) unless told otherwise. Certificates validated by V(EMAIL) or V(HTTP) are not awaited.
    type: str
  key_algorithm:
    description:
      - V(RSA_2048), V(EC_prime256v1) or another one. ACM takes V(RSA_2048) without it.
    type: str
  options:
    description:
      - Settings of the certificate, C(certificate_transparency_logging_preference) and C(export), each
        V(ENABLED) or V(DISABLED).
    type: dict
  certificate_authority_arn:
    description:
      - ARN of a private certificate authority that issues it.
    type: str
  managed_by:
    description:
      - The service that manages it, V(CLOUDFRONT).
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The domain has a zone
  skylift.aws.route53_hosted_zone:
    name: example.com
  register: zone

- name: The shop has a certificate that renews itself
  skylift.aws.acm_certificate:
    name: shop.example.com
    domain_name: shop.example.com
    subject_alternative_names: [www.shop.example.com]
    domain_validation_options:
      - domain_name: example.com
        hosted_zone_id: "{{ zone.id }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: acm_certificate.shop.example.com
id:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:acm:eu-central-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:acm:eu-central-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab
domain_name:
  description:
    - Its first name.
  returned: when it exists
  type: str
  sample: shop.example.com
status:
  description:
    - C(ISSUED), or C(PENDING_VALIDATION) while its records are awaited.
  returned: when it exists
  type: str
  sample: ISSUED
validation_records:
  description:
    - The records that must be in the DNS, for ever, each with C(Name), C(Type) and C(Value).
  returned: when it exists
  type: list
  elements: dict
  sample: [{Name: _0a1b.shop.example.com., Type: CNAME, Value: _2c3d.acm-validations.aws.}]
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.acm import Certificate


def main():
    """Bring one resource to its declared state."""
    run(Certificate, DOCUMENTATION)


if __name__ == "__main__":
    main()
