# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

resource "aws_kms_key" "main" {
  description         = "Encrypts the data of ${local.name}"
  enable_key_rotation = true
  tags                = { Name = local.name }
}

resource "aws_kms_alias" "main" {
  name          = "alias/${local.name}"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_db_subnet_group" "main" {
  name        = "${local.name}-db-subnet-group"
  description = "Subnet group for learning platform"
  subnet_ids  = [aws_subnet.main["private-subnet-1"].id, aws_subnet.main["private-subnet-2"].id]
  tags        = { Name = "${local.name}-db-subnet-group" }
}

resource "aws_db_parameter_group" "main" {
  name        = "${local.name}-db-postgres17"
  family      = "postgres17"
  description = "Settings of ${local.name}-db"
  tags        = { Name = "${local.name}-db" }

  parameter {
    name         = "rds.force_ssl"
    value        = "1"
    apply_method = "pending-reboot"
  }
}

resource "aws_cloudwatch_log_group" "database" {
  name              = "/aws/rds/instance/${local.name}-db/postgresql"
  retention_in_days = 30
  tags              = { Name = "${local.name}-db" }
}

resource "aws_db_instance" "main" {
  identifier                      = "${local.name}-db"
  engine                          = "postgres"
  engine_version                  = "17"
  auto_minor_version_upgrade      = true
  db_name                         = "learning_platform"
  username                        = "postgres"
  password                        = var.secrets.DATABASE_PASSWORD
  instance_class                  = "db.t4g.micro"
  storage_type                    = "gp3"
  allocated_storage               = 20
  max_allocated_storage           = 100
  storage_encrypted               = true
  kms_key_id                      = aws_kms_key.main.arn
  multi_az                        = true
  publicly_accessible             = false
  db_subnet_group_name            = aws_db_subnet_group.main.name
  vpc_security_group_ids          = [aws_security_group.db.id]
  parameter_group_name            = aws_db_parameter_group.main.name
  backup_retention_period         = 7
  backup_window                   = "03:00-04:00"
  maintenance_window              = "sun:05:00-sun:06:00"
  copy_tags_to_snapshot           = true
  enabled_cloudwatch_logs_exports = ["postgresql"]
  deletion_protection             = true
  final_snapshot_identifier       = "${local.name}-db-final"
  tags                            = { Name = "${local.name}-db" }
  depends_on                      = [aws_cloudwatch_log_group.database]
}

locals {
  parameters = {
    DATABASE_PASSWORD  = { type = "SecureString", value = var.secrets.DATABASE_PASSWORD }
    DATABASE_URL       = { type = "SecureString", value = "postgresql://postgres:${urlencode(var.secrets.DATABASE_PASSWORD)}@${aws_db_instance.main.endpoint}/learning_platform?sslmode=require" }
    JWT_SECRET         = { type = "SecureString", value = var.secrets.JWT_SECRET }
    JWT_REFRESH_SECRET = { type = "SecureString", value = var.secrets.JWT_REFRESH_SECRET }
    CRON_SECRET        = { type = "SecureString", value = var.secrets.CRON_SECRET }
    S3_BUCKET_NAME     = { type = "String", value = local.bucket }
    AWS_REGION         = { type = "String", value = var.region }
  }
}

resource "aws_ssm_parameter" "main" {
  for_each = toset(["DATABASE_PASSWORD", "DATABASE_URL", "JWT_SECRET", "JWT_REFRESH_SECRET", "CRON_SECRET", "S3_BUCKET_NAME", "AWS_REGION"])
  name     = "/${local.name}/${each.key}"
  type     = local.parameters[each.key].type
  value    = local.parameters[each.key].value
  key_id   = local.parameters[each.key].type == "SecureString" ? aws_kms_key.main.arn : null
  tags     = { Name = each.key }
}

resource "aws_s3_bucket" "files" {
  bucket = local.bucket
  tags   = { Name = local.bucket }
}

resource "aws_s3_bucket_versioning" "files" {
  bucket = aws_s3_bucket.files.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "files" {
  bucket = aws_s3_bucket.files.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "files" {
  bucket                  = aws_s3_bucket.files.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_cors_configuration" "files" {
  bucket = aws_s3_bucket.files.id
  cors_rule {
    allowed_origins = ["https://${local.zone}"]
    allowed_methods = ["GET", "PUT", "POST", "DELETE"]
    allowed_headers = ["*"]
    expose_headers  = ["ETag"]
    max_age_seconds = 3600
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "files" {
  bucket = aws_s3_bucket.files.id
  rule {
    id     = "MoveToIA"
    status = "Enabled"
    filter {
      object_size_greater_than = 131072
    }
    transition {
      days          = 90
      storage_class = "STANDARD_IA"
    }
  }
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
  depends_on = [aws_s3_bucket_versioning.files]
}

resource "aws_s3_bucket_policy" "files" {
  bucket = aws_s3_bucket.files.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyEncryptedConnections"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.files.arn, "${aws_s3_bucket.files.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
  depends_on = [aws_s3_bucket_public_access_block.files]
}
