# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# The production of inventories/learning_platform as a user of Terraform writes it. The provider knows no ECS Express service: what watches
# one gets the names of a load balancer that exists elsewhere. Endpoint and credentials come from the environment.
terraform {
  required_version = ">= 1.5.0"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region            = var.region
  s3_use_path_style = true # the sandbox is one host, and buckets are paths of it

  default_tags {
    tags = { app = "learning-platform", environment = "prod" }
  }
}

data "aws_caller_identity" "this" {}

locals {
  name       = "learning-platform-prod"
  account_id = data.aws_caller_identity.this.account_id
  bucket     = "${local.name}-files-${local.account_id}"
  job        = "${local.name}-homework-cron"
  zone       = "yourdomain.com"
  email      = "your-email@example.com"
}
