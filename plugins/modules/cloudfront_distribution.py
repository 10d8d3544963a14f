#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The front of a site all over the world."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cloudfront_distribution
short_description: The front of a site all over the world
version_added: 1.0.0
description:
  - Answers requests from a cache near by, or asks its origins, buckets or servers.
  - It is found by its tags. CloudFront is one service for all regions.
  - Origins and behaviors are declared whole. What they leave out gets CloudFront's default with each change.
  - CloudFront's lists are plain lists here, without C(quantity) and C(items). Only C(allowed_methods) of a
    behavior has C(items), since it has C(cached_methods) beside it.
  - Values of C(custom_headers) in O(origins) are in no plan and no diff.
  - A change takes some minutes to reach all edges, and is waited for. To delete it, it is switched off first.
author:
  - Skylift contributors (@skylift-aws)
options:
  comment:
    description:
      - Required. What it is for; it may be empty.
    type: str
  enabled:
    description:
      - Required. Whether it answers requests.
    type: bool
  origins:
    description:
      - Required. Where it gets what it does not have; C(id), C(domain_name), C(origin_path),
        C(origin_access_control_id) for a bucket, C(custom_origin_config) (C(http_port), C(https_port),
        C(origin_protocol_policy), C(origin_ssl_protocols), C(origin_read_timeout), C(origin_keepalive_timeout))
        for a server, C(custom_headers) (C(header_name), C(header_value)), C(connection_attempts),
        C(connection_timeout), C(origin_shield).
      - The name of a server must be one that its certificate covers.
    type: list
    elements: dict
  default_cache_behavior:
    description:
      - Required. What is done with requests; C(target_origin_id), C(viewer_protocol_policy), C(cache_policy_id),
        C(origin_request_policy_id), C(response_headers_policy_id), C(allowed_methods) (C(items),
        C(cached_methods)), C(compress), C(function_associations) (C(event_type), C(function_arn)).
      - AWS's own cache policies are V(658327ea-f89d-4fab-a63d-7e88639e58f6) (CachingOptimized),
        V(4135ea2d-6df8-44a3-9df3-4b5a84be39ad) (CachingDisabled) and V(83da9c7e-98b4-4e11-a168-04f0df8e2c65)
        (UseOriginCacheControlHeaders); its origin request policies V(216adef6-5c7f-47e4-b989-5492eafa07d3)
        (AllViewer) and V(b689b0a8-53d0-40ab-baf2-68738e2966ac) (AllViewerExceptHostHeader); its response headers
        policy V(67f7725c-6f97-4210-82d7-5512b31e9d03) (SecurityHeadersPolicy).
    type: dict
  cache_behaviors:
    description:
      - What is done with requests for some paths, the first that fits; C(path_pattern) and what
        O(default_cache_behavior) has.
    type: list
    elements: dict
  aliases:
    description:
      - Names it answers to besides its own; the certificate must cover them, and no other distribution may have
        them.
    type: list
    elements: str
  viewer_certificate:
    description:
      - How it proves those names; C(acm_certificate_arn) of a certificate in us-east-1, C(ssl_support_method)
        (V(sni-only)), C(minimum_protocol_version).
    type: dict
  default_root_object:
    description:
      - File that answers a request for V(/).
    type: str
  custom_error_responses:
    description:
      - What is answered in place of errors; C(error_code), C(response_code), C(response_page_path),
        C(error_caching_min_ttl).
    type: list
    elements: dict
  price_class:
    description:
      - How much of the world it is near to.
    type: str
    choices: [PriceClass_100, PriceClass_200, PriceClass_All, 'None']
  http_version:
    description:
      - The newest HTTP it speaks.
    type: str
    choices: [http1.1, http2, http3, http2and3]
  is_ipv6_enabled:
    description:
      - Whether it answers over IPv6, too.
    type: bool
  web_acl_id:
    description:
      - ARN of the M(skylift.aws.wafv2_web_acl) before it; its scope must be V(CLOUDFRONT).
    type: str
  logging:
    description:
      - Where requests are logged; C(enabled), C(bucket) (its host name), C(prefix), C(include_cookies).
    type: dict
  restrictions:
    description:
      - Countries it answers in; C(geo_restriction) with C(restriction_type) and C(items).
    type: dict
  origin_groups:
    description:
      - Origins that stand in for one another; C(id), C(failover_criteria) with C(status_codes), C(members) with
        C(origin_id).
    type: list
    elements: dict
  continuous_deployment_policy_id:
    description:
      - ID of the policy that sends part of the traffic to a staging distribution.
    type: str
  staging:
    description:
      - Whether it is a staging distribution.
    type: bool
  anycast_ip_list_id:
    description:
      - ID of the fixed addresses it answers on.
    type: str
  tenant_config:
    description:
      - Parameters of a distribution for several tenants.
    type: dict
  connection_mode:
    description:
      - Whether browsers come to it, or to its tenants only.
    type: str
    choices: [direct, tenant-only]
  viewer_mtls_config:
    description:
      - Whether browsers need a certificate; C(mode), C(trust_store_config).
    type: dict
  connection_function_association:
    description:
      - ID of the function that looks at new connections.
    type: dict
  cache_tag_config:
    description:
      - Header by whose values the origin tags what is cached; C(header_name).
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The files of the site
  skylift.aws.s3_bucket:
    name: site.shop.example.com
  register: files

- name: Who may read them
  skylift.aws.cloudfront_origin_access_control:
    name: shop-site
    signing_protocol: sigv4
    signing_behavior: always
    origin_access_control_origin_type: s3
  register: access

- name: The site of the shop
  skylift.aws.cloudfront_distribution:
    name: shop-site
    comment: The site of the shop
    enabled: true
    default_root_object: index.html
    origins:
      - id: site
        domain_name: "{{ files.domain_name }}"
        origin_access_control_id: "{{ access.id }}"
    default_cache_behavior:
      target_origin_id: site
      viewer_protocol_policy: redirect-to-https
      compress: true
      cache_policy_id: 658327ea-f89d-4fab-a63d-7e88639e58f6  # Managed-CachingOptimized
    custom_error_responses:
      - {error_code: 403, response_code: "200", response_page_path: /index.html, error_caching_min_ttl: 10}
  register: site
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: cloudfront_distribution.shop-site
id:
  description:
    - ID of the distribution.
  returned: when it exists
  type: str
  sample: E2QWRUHAPOMQZL
arn:
  description:
    - ARN of the distribution.
  returned: when it exists
  type: str
  sample: arn:aws:cloudfront::123456789012:distribution/E2QWRUHAPOMQZL
domain_name:
  description:
    - Its own name, to which records of its aliases lead.
  returned: when it exists
  type: str
  sample: d111111abcdef8.cloudfront.net
hosted_zone_id:
  description:
    - Hosted zone of its name, for alias records; the same for all distributions.
  returned: when it exists
  type: str
  sample: Z2FDTNDATAQYW2
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.cloudfront import Distribution


def main():
    """Bring one resource to its declared state."""
    run(Distribution, DOCUMENTATION)


if __name__ == "__main__":
    main()
