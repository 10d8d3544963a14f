# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

resource "aws_ecr_repository" "app" {
  name                 = local.name
  image_tag_mutability = "IMMUTABLE"
  tags                 = { Name = local.name }

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "app" {
  repository = aws_ecr_repository.app.name
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "Images without a tag go"
        selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 7 }
        action       = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "The newest releases stay"
        selection    = { tagStatus = "tagged", tagPatternList = ["*"], countType = "imageCountMoreThan", countNumber = 30 }
        action       = { type = "expire" }
      },
    ]
  })
}

resource "aws_ecs_cluster" "app" {
  name = "${local.name}-api"
  tags = { Name = "${local.name}-api" }
}

resource "aws_cloudwatch_log_group" "app" {
  name              = "/aws/ecs/${local.name}-api"
  retention_in_days = 30
  tags              = { Name = "${local.name}-api" }
}

resource "aws_iam_role" "app" {
  for_each = { execution = "ecs-tasks.amazonaws.com", infrastructure = "ecs.amazonaws.com", task = "ecs-tasks.amazonaws.com" }
  name     = "${local.name}-api-${each.key}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = each.value }
      Condition = { StringEquals = { "aws:SourceAccount" = local.account_id } }
    }]
  })
  tags = { Name = "${local.name}-api-${each.key}" }
}

resource "aws_iam_role_policy_attachment" "app" {
  for_each = {
    execution      = "AmazonECSTaskExecutionRolePolicy"
    infrastructure = "AmazonECSInfrastructureRoleforExpressGatewayServices"
  }
  role       = aws_iam_role.app[each.key].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/${each.value}"
}

resource "aws_iam_role_policy" "read_secrets" {
  name = "read-secrets"
  role = aws_iam_role.app["execution"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "ssm:GetParameters", Resource = [for name, parameter in aws_ssm_parameter.main : parameter.arn if name != "DATABASE_PASSWORD"] },
      { Effect = "Allow", Action = "kms:Decrypt", Resource = aws_kms_key.main.arn },
    ]
  })
}

resource "aws_iam_role_policy" "use_files" {
  name = "use-files"
  role = aws_iam_role.app["task"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], Resource = "${aws_s3_bucket.files.arn}/*" },
      { Effect = "Allow", Action = "s3:ListBucket", Resource = aws_s3_bucket.files.arn },
    ]
  })
}
