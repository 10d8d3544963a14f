#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWS DataSync copies from one place to another."""

from __future__ import annotations

DOCUMENTATION = r"""
module: datasync_task
short_description: What AWS DataSync copies from one place to another
version_added: 1.1.0
description:
  - A task of AWS DataSync. With O(execution) it is executed, and watched until all is copied and verified; what DataSync
    says of a failure fails the run.
  - Each execution copies what the source has and the target lacks, or has otherwise (O(options)). A run that was killed is
    gone on with by the next one, which watches the execution that it finds.
  - It is found by its tags.
author:
  - Skylift contributors (@skylift-aws)
options:
  source_location_arn:
    description:
      - Required. ARN of the location that it reads.
    type: str
  destination_location_arn:
    description:
      - Required. ARN of the location that it writes.
    type: str
  task_mode:
    description:
      - V(ENHANCED) takes any number of objects, and other clouds without an agent.
    type: str
    choices: [BASIC, ENHANCED]
  options:
    description:
      - How it copies, as AWS's C(Options) in snake_case, such as C(verify_mode), C(overwrite_mode), C(transfer_mode) and
        C(preserve_deleted_files).
    type: dict
  includes:
    description:
      - What is copied, as one filter with C(filter_type) and C(value); all otherwise.
    type: list
    elements: dict
  excludes:
    description:
      - What is not copied, as one filter with C(filter_type) and C(value).
    type: list
    elements: dict
  cloud_watch_log_group_arn:
    description:
      - ARN of the log group that it writes to. One of mode V(ENHANCED) writes to C(/aws/datasync).
    type: str
  execution:
    description:
      - A word of yours for the execution that is to be made, such as V(first) or a date. The task is executed when its latest
        execution has not this word, or has failed. It is not executed when this is not declared.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The files are copied, and nothing is deleted
  skylift.aws.datasync_task:
    name: files
    source_location_arn: arn:aws:datasync:eu-central-1:123456789012:location/loc-07db7abfc326c50fa
    destination_location_arn: arn:aws:datasync:eu-central-1:123456789012:location/loc-07db7abfc326c50fb
    task_mode: ENHANCED
    options: {verify_mode: ONLY_FILES_TRANSFERRED, transfer_mode: CHANGED, preserve_deleted_files: PRESERVE}
    execution: first
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: datasync_task.files
id:
  description:
    - Its id, which AWS makes up.
  returned: when it exists
  type: str
  sample: task-0de15da3b8c5b1b6f
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:datasync:eu-central-1:123456789012:task/task-0de15da3b8c5b1b6f
task_arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:datasync:eu-central-1:123456789012:task/task-0de15da3b8c5b1b6f
files_transferred:
  description:
    - How many files the latest execution has copied.
  returned: when O(execution) is declared
  type: int
  sample: 20000
files_verified:
  description:
    - How many files it has verified.
  returned: when O(execution) is declared
  type: int
  sample: 20000
bytes_transferred:
  description:
    - How many bytes it has copied.
  returned: when O(execution) is declared
  type: int
  sample: 1073741824
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.datasync import Task


def main():
    """Bring one resource to its declared state."""
    run(Task, DOCUMENTATION)


if __name__ == "__main__":
    main()
