# A delivery company with three apps: tags, client names and outputs promise sessions of 30 days, and Cognito, the provider and
# a plan accept all of it. Only the portal refreshes as promised. The courier app and the tracking page do not refresh at all.

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

# Right: for comparison.
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

# Wrong: the app's SDK refreshes with InitiateAuth, and rotation is off, so ALLOW_REFRESH_TOKEN_AUTH had to be in the list.
# A sign-in gives a refresh token of 30 days, and InitiateAuth refuses it: the courier has to sign in again after an hour.
resource "aws_cognito_user_pool_client" "courier" {
  name                   = "courier-30-days"
  user_pool_id           = aws_cognito_user_pool.delivery.id
  explicit_auth_flows    = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"]
  refresh_token_validity = local.session_days
}

# Wrong: the implicit grant never gives a refresh token, whatever its validity. The session ends with the access token.
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
