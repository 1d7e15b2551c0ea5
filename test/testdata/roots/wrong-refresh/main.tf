# A delivery company with three apps: tags, client names and outputs promise sessions of 30 days, and Cognito, the provider and
# a plan accept these settings. Only the portal refreshes as promised. The courier app and the tracking page cannot refresh.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
    }
  }
}

provider "aws" {
  region = "eu-south-1"
}

variable "name" {
  type = string
}

locals {
  session_days = 30
}

resource "aws_cognito_user_pool" "delivery" {
  name                     = var.name
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]

  tags = {
    Session = "${local.session_days} days"
  }
}

resource "aws_cognito_user_pool_domain" "delivery" {
  domain       = var.name
  user_pool_id = aws_cognito_user_pool.delivery.id
}

# Correct, for comparison.
resource "aws_cognito_user_pool_client" "portal" {
  name                                 = "portal-30-days"
  user_pool_id                         = aws_cognito_user_pool.delivery.id
  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email"]
  callback_urls                        = ["https://portal.example.com/callback"]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  refresh_token_validity               = local.session_days
}

# Wrong: the app's SDK refreshes with InitiateAuth, and rotation is off, so the list must contain ALLOW_REFRESH_TOKEN_AUTH.
# A sign-in returns a refresh token of 30 days, but InitiateAuth rejects it: the courier must sign in again after an hour.
resource "aws_cognito_user_pool_client" "courier" {
  name                   = "courier-30-days"
  user_pool_id           = aws_cognito_user_pool.delivery.id
  explicit_auth_flows    = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"]
  refresh_token_validity = local.session_days
}

# Wrong: the implicit grant never returns a refresh token, whatever its validity. The session ends with the access token.
resource "aws_cognito_user_pool_client" "tracking" {
  name                                 = "tracking-30-days"
  user_pool_id                         = aws_cognito_user_pool.delivery.id
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["implicit"]
  allowed_oauth_scopes                 = ["openid", "email"]
  callback_urls                        = ["https://tracking.example.com/"]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  refresh_token_validity               = local.session_days
}

output "sessions" {
  value = {
    for client in [
      aws_cognito_user_pool_client.portal, aws_cognito_user_pool_client.courier, aws_cognito_user_pool_client.tracking,
    ] : client.name => "refreshes for ${client.refresh_token_validity} days"
  }
}
