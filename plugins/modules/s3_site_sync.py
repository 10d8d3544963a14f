#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a site, built, uploaded where they differ, and shown."""

from __future__ import annotations

DOCUMENTATION = r"""
module: s3_site_sync
short_description: The files of a site, built, uploaded where they differ, and shown
version_added: 1.1.0
description:
  - Makes a bucket hold the files of a folder. Only what differs is uploaded, by checksums and many files at once; what is not in
    the folder any more is deleted after that, and CloudFront is told once to forget what has changed.
  - Files with a checksum in their names stay for 30 days after they have left the folder, since pages that people have open
    name them; they are deleted with the first change after that.
  - What the last 20 sites consisted of is noted as well. In a bucket with versions each can be gone back to by O(manifest).
  - What was uploaded is noted in the bucket, in C(.skylift/), with the ETags that S3 gave. One listing tells what differs,
    whatever the encryption and however large the files are; what others have put there is left alone.
  - With O(build_command) the folder is built first, if its sources have changed since it was uploaded.
  - Every file gets the type and character set that its name tells. Browsers ask for pages each time; they keep for a year
    what has a checksum in its name, as bundlers write it, and for an hour what is left.
  - Pages are uploaded after all that they name. A run that was stopped, or killed, is taken up by the next one.
  - A site carries no tags of AWS, so that one that is declared no more is no orphan that M(skylift.aws.stack) finds.
author:
  - Skylift contributors (@skylift-aws)
options:
  bucket:
    description:
      - The bucket that it is uploaded to.
    type: str
  folder:
    description:
      - The full path of the folder with the files of the site. C(.git) and the like are left out.
    type: path
  index_document:
    description:
      - The page without which it would be no site, V(index.html) otherwise.
    type: str
  build_command:
    description:
      - The command that writes O(folder), V(npm ci && npm run build) for instance, run by a shell.
      - It runs if O(build_folder), the command itself, its environment or O(cache_control) have changed since the site was
        uploaded, or when files are missing in the bucket. A plan builds nothing.
    type: str
  build_folder:
    description:
      - The full path of the folder that the command runs in, the one above O(folder) otherwise. All that is in it counts as
        sources, but for O(folder), C(node_modules), and folders whose names begin with a dot.
    type: path
  build_environment:
    description:
      - Variables of the command, beside those of whoever runs this. They end up in files that everybody may read, and are no
        place for secrets.
    type: dict
  cache_control:
    description:
      - Patterns of names, and C(Cache-Control) for what they fit, the first that does. V(*) is for slashes, too.
    type: dict
  distribution_id:
    description:
      - The distribution of CloudFront that shows the site. Changed and deleted files are invalidated there, one by one up to
        thirty paths and all at once above, and that is waited for.
    type: str
  purge:
    description:
      - Also deletes what is in the bucket and was not put there by this.
    type: bool
  manifest:
    description:
      - The RV(id) that the site had when it was as it shall be again. S3 copies the versions that it has kept of what is
        other now; nothing is built, and O(folder) is not looked at.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: The site of the shop has a bucket
  skylift.aws.s3_bucket:
    name: shop-site-123456789012
  register: bucket

- name: The site is built when it has changed, and uploaded
  skylift.aws.s3_site_sync:
    name: shop
    bucket: "{{ bucket.bucket }}"
    folder: "{{ playbook_dir }}/files/site/dist"
    build_command: npm ci && npm run build
    build_environment: {VITE_API_URL: "https://api.shop.example.com"}
    cache_control: {"service-worker.js": no-cache}
    distribution_id: E2QWRUHEXAMPLE
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: s3_site_sync.shop
id:
  description:
    - The checksum of all files and their headers.
  returned: when it exists
  type: str
  sample: 4d5f9b3a2c1e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a
bucket:
  description:
    - The bucket that it is in.
  returned: when it exists
  type: str
  sample: shop-site-123456789012
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.s3 import SiteSync


def main():
    """Bring one resource to its declared state."""
    run(SiteSync, DOCUMENTATION)


if __name__ == "__main__":
    main()
