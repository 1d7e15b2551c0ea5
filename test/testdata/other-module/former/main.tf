terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "name" {
  type = string
}

variable "domain_prefix" {
  type = string
}

resource "aws_cognito_user_pool" "pool" {
  count = 1

  name                       = var.name
  deletion_protection        = "INACTIVE"
  user_pool_tier             = "ESSENTIALS"
  username_attributes        = ["email"]
  auto_verified_attributes   = ["email"]
  mfa_configuration          = "OPTIONAL"
  email_verification_subject = "Your verification code"
  email_verification_message = "{username}, your verification code is `{####}`"

  admin_create_user_config {
    allow_admin_create_user_only = true

    invite_message_template {
      email_subject = "Your verification code"
      email_message = "{username}, your verification code is `{####}`"
      sms_message   = "Your username is {username} and temporary password is `{####}`"
    }
  }

  email_configuration {
    email_sending_account = "COGNITO_DEFAULT"
  }

  software_token_mfa_configuration {
    enabled = true
  }

  password_policy {
    minimum_length                   = 8
    require_lowercase                = true
    require_numbers                  = true
    require_symbols                  = true
    require_uppercase                = true
    temporary_password_validity_days = 7
    password_history_size            = 0
  }

  schema {
    attribute_data_type      = "String"
    developer_only_attribute = false
    mutable                  = true
    name                     = "tenant"
    required                 = false

    string_attribute_constraints {
      min_length = 0
      max_length = 64
    }
  }

  user_attribute_update_settings {
    attributes_require_verification_before_update = ["email"]
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  tags = {
    Owner = "orders"
  }
}

resource "aws_cognito_user_pool_domain" "domain" {
  count = 1

  domain       = var.domain_prefix
  user_pool_id = aws_cognito_user_pool.pool[0].id
}

resource "aws_cognito_resource_server" "resource" {
  count = 1

  identifier   = "https://orders.example.com"
  name         = "orders"
  user_pool_id = aws_cognito_user_pool.pool[0].id

  scope {
    scope_name        = "read"
    scope_description = "Read orders"
  }
}

resource "aws_cognito_user_group" "main" {
  for_each = { support = "Sees all orders" }

  name         = each.key
  description  = each.value
  user_pool_id = aws_cognito_user_pool.pool[0].id
}

resource "aws_cognito_user_pool_client" "client" {
  for_each = { web_0 = true, spa_1 = false }

  name                                 = trimsuffix(trimsuffix(each.key, "_0"), "_1")
  user_pool_id                         = aws_cognito_user_pool.pool[0].id
  generate_secret                      = each.value
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_scopes                 = each.value ? ["openid", "email", "https://orders.example.com/read"] : ["openid", "email"]
  callback_urls                        = ["https://app.example.com/callback"]
  explicit_auth_flows                  = each.value ? ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] : ["ALLOW_USER_SRP_AUTH"]
  supported_identity_providers         = ["COGNITO"]
  prevent_user_existence_errors        = "ENABLED"
  access_token_validity                = 60
  id_token_validity                    = 60
  refresh_token_validity               = each.value ? 30 : 1
  enable_token_revocation              = true

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "days"
  }

  refresh_token_rotation {
    feature                    = each.value ? "DISABLED" : "ENABLED"
    retry_grace_period_seconds = each.value ? 0 : 10
  }

  depends_on = [aws_cognito_resource_server.resource]
}

output "environment" {
  value = {
    user_pool_id = aws_cognito_user_pool.pool[0].id
    client_ids   = { for key, client in aws_cognito_user_pool_client.client : client.name => client.id }
  }
}
