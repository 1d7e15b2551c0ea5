# A root for review environments: many exist at the same time, so the domain prefix ends with random letters,
# and no pool has deletion protection. It requires hashicorp/random in addition to hashicorp/aws.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.5"
    }
  }
}

provider "aws" {
  region = "eu-west-3"
}

variable "branch" {
  type = string
}

resource "random_string" "suffix" {
  length  = 8
  special = false
  upper   = false

  keepers = {
    branch = var.branch
  }
}

resource "random_id" "pool" {
  byte_length = 4
}

resource "aws_cognito_user_pool" "review" {
  name                = "review-${random_id.pool.hex}"
  username_attributes = ["email"]
  deletion_protection = "INACTIVE"
}

resource "aws_cognito_user_pool_domain" "review" {
  domain       = "review-${random_string.suffix.result}"
  user_pool_id = aws_cognito_user_pool.review.id
}

resource "aws_cognito_user_pool_client" "web" {
  name                                 = "web"
  user_pool_id                         = aws_cognito_user_pool.review.id
  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email"]
  callback_urls                        = ["https://${var.branch}.review.example.com/callback", "http://localhost:3000/callback"]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  refresh_token_validity               = 1
}

output "login_host" {
  value = "${aws_cognito_user_pool_domain.review.domain}.auth.eu-west-3.amazoncognito.com"
}
