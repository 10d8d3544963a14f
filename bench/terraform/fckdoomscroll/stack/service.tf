# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

resource "aws_ecr_repository" "app" {
  name                 = "${local.name}/app"
  image_tag_mutability = "IMMUTABLE"
  tags                 = { Name = "${local.name}/app" }

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
        description  = "Releases stay"
        selection    = { tagStatus = "tagged", tagPatternList = ["v*"], countType = "imageCountMoreThan", countNumber = 100 }
        action       = { type = "expire" }
      },
      {
        rulePriority = 3
        description  = "The newest releases stay"
        selection    = { tagStatus = "tagged", tagPatternList = ["*"], countType = "imageCountMoreThan", countNumber = 10 }
        action       = { type = "expire" }
      },
    ]
  })
}

resource "aws_ecs_cluster" "main" {
  name = local.stack
  tags = { Name = local.stack }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

resource "aws_cloudwatch_log_group" "app" {
  name              = "/ecs/${local.name}"
  retention_in_days = 30
  tags              = { Name = "/ecs/${local.name}" }
}

resource "aws_iam_role" "app" {
  for_each = { execution = "${local.name}-service-execution", task = "${local.name}-task-role" }
  name     = each.value
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Condition = local.of_this_account
    }]
  })
  tags = { Name = each.value }
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.app["execution"].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_iam_role_policy" "read_secrets" {
  name = "read-secrets"
  role = aws_iam_role.app["execution"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = [for name, secret in aws_secretsmanager_secret.main : secret.arn if name != "owner"] },
      { Effect = "Allow", Action = "kms:Decrypt", Resource = aws_kms_key.main.arn },
    ]
  })
}

resource "aws_iam_role_policy" "send_mail" {
  name = "send-mail"
  role = aws_iam_role.app["task"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = ["ses:SendEmail", "ses:SendRawEmail", "ses:SendTemplatedEmail"]
      Resource = [
        "arn:aws:ses:${local.region}:${local.account_id}:identity/*",
        aws_sesv2_configuration_set.main.arn,
        "arn:aws:ses:${local.region}:${local.account_id}:template/*",
      ]
      Condition = { StringLike = { "ses:FromAddress" = "*@${local.zone}" } }
    }]
  })
}

resource "aws_iam_role_policy" "use_files" {
  name = "use-files"
  role = aws_iam_role.app["task"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], Resource = "${aws_s3_bucket.main["assets"].arn}/*" },
      { Effect = "Allow", Action = "s3:ListBucket", Resource = aws_s3_bucket.main["assets"].arn },
    ]
  })
}

locals {
  environment = {
    NODE_ENV               = "production"
    PORT                   = "3000"
    DATABASE_POOL_SIZE     = "4"
    ASSETS_BUCKET          = aws_s3_bucket.main["assets"].bucket
    MAIL_FROM              = "noreply@${local.zone}"
    MAIL_CONFIGURATION_SET = aws_sesv2_configuration_set.main.configuration_set_name
  }
  handed_in = {
    DATABASE_USERNAME     = ["database", "username"]
    DATABASE_PASSWORD     = ["database", "password"]
    DATABASE_HOST         = ["database", "host"]
    DATABASE_PORT         = ["database", "port"]
    DATABASE_NAME         = ["database", "dbname"]
    COGNITO_USER_POOL_ID  = ["cognito", "user_pool_id"]
    COGNITO_CLIENT_ID     = ["cognito", "client_id"]
    COGNITO_CLIENT_SECRET = ["cognito", "client_secret"]
    SESSION_SECRET        = ["jwt", "session_secret"]
  }
}

resource "aws_ecs_task_definition" "app" {
  family                   = local.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = "512"
  memory                   = "1024"
  execution_role_arn       = aws_iam_role.app["execution"].arn
  task_role_arn            = aws_iam_role.app["task"].arn
  tags                     = { Name = local.name }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  container_definitions = jsonencode([{
    name         = "app"
    image        = "${aws_ecr_repository.app.repository_url}:v1.0.0"
    essential    = true
    portMappings = [{ containerPort = 3000 }]
    environment  = [for name, value in local.environment : { name = name, value = value }]
    secrets      = [for name, from in local.handed_in : { name = name, valueFrom = "${aws_secretsmanager_secret.main[from[0]].arn}:${from[1]}::" }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.app.name
        "awslogs-region"        = local.region
        "awslogs-stream-prefix" = "ecs"
      }
    }
  }])
}

resource "aws_ecs_service" "app" {
  name                               = "${local.name}-service"
  cluster                            = aws_ecs_cluster.main.id
  task_definition                    = aws_ecs_task_definition.app.arn
  desired_count                      = 2
  platform_version                   = "LATEST"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 60
  propagate_tags                     = "SERVICE"
  tags                               = { Name = "${local.name}-service" }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    weight            = 1
    base              = 1
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets         = [for subnet in aws_subnet.private : subnet.id]
    security_groups = [aws_security_group.main["ecs"].id]
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.app.arn
    container_name   = "app"
    container_port   = 3000
  }

  lifecycle {
    ignore_changes = [desired_count]
  }

  depends_on = [
    aws_lb_listener_rule.through_cloudfront,
    aws_ecs_cluster_capacity_providers.main,
    aws_iam_role_policy.read_secrets,
    aws_iam_role_policy_attachment.execution,
    aws_secretsmanager_secret_version.main,
    aws_route_table.private,
  ]
}

resource "aws_appautoscaling_target" "app" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.main.name}/${aws_ecs_service.app.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 2
  max_capacity       = 10
  tags               = { Name = "${local.name}-service" }
}

resource "aws_appautoscaling_policy" "app" {
  name               = "${local.name}-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.app.service_namespace
  resource_id        = aws_appautoscaling_target.app.resource_id
  scalable_dimension = aws_appautoscaling_target.app.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = 70
    scale_in_cooldown  = 300
    scale_out_cooldown = 60

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
