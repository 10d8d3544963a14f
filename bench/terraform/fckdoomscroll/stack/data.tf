# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

resource "aws_db_subnet_group" "main" {
  name        = "${local.name}-db-subnet-group"
  description = "Private subnets of ${local.name}-db"
  subnet_ids  = [for subnet in aws_subnet.private : subnet.id]
  tags        = { Name = "${local.name}-db-subnet-group" }
}

resource "aws_db_parameter_group" "main" {
  name        = "${local.name}-db-postgres16"
  family      = "postgres16"
  description = "Settings of ${local.name}-db"
  tags        = { Name = "${local.name}-db-postgres16" }

  dynamic "parameter" {
    for_each = {
      "rds.force_ssl"              = "1"
      "max_connections"            = "100"
      "log_statement"              = "ddl"
      "log_min_duration_statement" = "1000"
    }
    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = "pending-reboot"
    }
  }
}

resource "aws_cloudwatch_log_group" "database" {
  for_each          = toset(["postgresql", "upgrade"])
  name              = "/aws/rds/instance/${local.name}-db/${each.key}"
  retention_in_days = 30
  tags              = { Name = "/aws/rds/instance/${local.name}-db/${each.key}" }
}

resource "aws_db_instance" "main" {
  identifier                      = "${local.name}-db"
  engine                          = "postgres"
  engine_version                  = "16"
  auto_minor_version_upgrade      = true
  db_name                         = "fckdoomscroll"
  username                        = "fckadmin"
  password                        = var.secrets.OWNER_PASSWORD
  instance_class                  = "db.t4g.small"
  storage_type                    = "gp3"
  allocated_storage               = 20
  max_allocated_storage           = 100
  storage_encrypted               = true
  kms_key_id                      = aws_kms_key.main.arn
  multi_az                        = true
  publicly_accessible             = false
  db_subnet_group_name            = aws_db_subnet_group.main.name
  vpc_security_group_ids          = [aws_security_group.main["rds"].id]
  parameter_group_name            = aws_db_parameter_group.main.name
  backup_retention_period         = 7
  backup_window                   = "03:00-04:00"
  maintenance_window              = "sun:04:00-sun:05:00"
  copy_tags_to_snapshot           = true
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
  deletion_protection             = true
  final_snapshot_identifier       = "${local.name}-db-final"
  tags                            = { Name = "${local.name}-db" }
  depends_on                      = [aws_cloudwatch_log_group.database]
}

resource "aws_kms_key" "backups" {
  provider    = aws.backups
  description = "Encrypts the backups of ${local.name}-db"
  tags        = { Name = "${local.name}-db-backups" }
}

resource "aws_db_instance_automated_backups_replication" "main" {
  provider               = aws.backups
  source_db_instance_arn = aws_db_instance.main.arn
  kms_key_id             = aws_kms_key.backups.arn
  retention_period       = 7
}

locals {
  parameters = {
    DATABASE_PASSWORD = var.secrets.DATABASE_PASSWORD
    origin-secret     = var.secrets.ORIGIN_SECRET
  }
  secrets = {
    database = {
      username = "fckdoomscroll_app"
      password = var.secrets.DATABASE_PASSWORD
      host     = aws_db_instance.main.address
      port     = tostring(aws_db_instance.main.port)
      dbname   = "fckdoomscroll"
    }
    owner = { username = "fckadmin", password = var.secrets.OWNER_PASSWORD }
    cognito = {
      user_pool_id  = aws_cognito_user_pool.main.id
      client_id     = aws_cognito_user_pool_client.web.id
      client_secret = aws_cognito_user_pool_client.web.client_secret
    }
    jwt = { session_secret = var.secrets.SESSION_SECRET }
  }
}

resource "aws_ssm_parameter" "main" {
  for_each = toset(["DATABASE_PASSWORD", "origin-secret"])
  name     = "/${local.stack}/${each.key}"
  type     = "SecureString"
  value    = local.parameters[each.key]
  key_id   = aws_kms_key.main.arn
  tags     = { Name = each.key }
}

resource "aws_secretsmanager_secret" "main" {
  for_each   = toset(["database", "owner", "cognito", "jwt"])
  name       = "${local.name}/${each.key}"
  kms_key_id = aws_kms_key.main.arn
  tags       = { Name = "${local.name}/${each.key}" }
}

resource "aws_secretsmanager_secret_version" "main" {
  for_each      = aws_secretsmanager_secret.main
  secret_id     = each.value.id
  secret_string = jsonencode(local.secrets[each.key])
}

resource "aws_s3_bucket" "main" {
  for_each = toset(["assets", "backups"])
  bucket   = "${local.name}-${local.account_id}-${each.key}"
  tags     = { Name = "${local.name}-${local.account_id}-${each.key}" }
}

resource "aws_s3_bucket_versioning" "main" {
  for_each = aws_s3_bucket.main
  bucket   = each.value.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "main" {
  for_each = aws_s3_bucket.main
  bucket   = each.value.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "main" {
  for_each                = aws_s3_bucket.main
  bucket                  = each.value.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_lifecycle_configuration" "main" {
  for_each = aws_s3_bucket.main
  bucket   = each.value.id
  rule {
    id     = "ForgetOldVersions"
    status = "Enabled"
    filter {
      prefix = ""
    }
    noncurrent_version_expiration {
      noncurrent_days = 90
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
  depends_on = [aws_s3_bucket_versioning.main]
}

resource "aws_s3_bucket_policy" "main" {
  for_each = aws_s3_bucket.main
  bucket   = each.value.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyEncryptedConnections"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [each.value.arn, "${each.value.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
  depends_on = [aws_s3_bucket_public_access_block.main]
}
