# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# The production of inventories/fckdoomscroll as a user of Terraform writes it, as often as `copies` says, all in one state.
# Endpoint and credentials come from the environment.
terraform {
  required_version = ">= 1.5.0"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

variable "copies" {
  type    = number
  default = 1
}

provider "aws" {
  region            = "us-east-1"
  s3_use_path_style = true # the sandbox is one host, and buckets are paths of it

  default_tags {
    tags = { app = "fckdoomscroll", environment = "prod" }
  }
}

provider "aws" {
  alias  = "backups"
  region = "us-west-2"

  default_tags {
    tags = { app = "fckdoomscroll", environment = "prod" }
  }
}

module "stack" {
  source   = "./stack"
  for_each = toset([for number in range(1, var.copies + 1) : number == 1 ? "" : "-${number}"])
  suffix   = each.key
  github   = aws_iam_openid_connect_provider.github.arn

  providers = {
    aws         = aws
    aws.backups = aws.backups
  }
}

# What the account has once, however many systems are in it.
resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_sesv2_account_suppression_attributes" "main" {
  suppressed_reasons = ["BOUNCE", "COMPLAINT"]
}
