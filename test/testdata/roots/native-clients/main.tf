# A game studio: the launcher signs users in through the API with a password or SRP and has no OAuth grant. The refresh
# tokens of the website rotate, so it does not allow ALLOW_REFRESH_TOKEN_AUTH.

terraform {
  required_version = ">= 1.8"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.98, < 6"
    }
  }
}

provider "aws" {
  region = "ap-northeast-1"
}

variable "game" {
  type     = string
  nullable = false
}

variable "website" {
  type    = string
  default = "https://play.example.com"
}

resource "aws_cognito_user_pool" "players" {
  name = "${var.game}-players"

  password_policy {
    minimum_length    = 8
    require_lowercase = false
    require_numbers   = false
    require_symbols   = false
    require_uppercase = false
  }

  schema {
    name                = "nickname"
    attribute_data_type = "String"
    required            = true
    mutable             = true

    string_attribute_constraints {
      min_length = 2
      max_length = 24
    }
  }
}

resource "aws_cognito_user_pool_domain" "players" {
  domain       = "${var.game}-players"
  user_pool_id = aws_cognito_user_pool.players.id
}

resource "aws_cognito_user_pool_client" "launcher" {
  name            = "launcher"
  user_pool_id    = aws_cognito_user_pool.players.id
  generate_secret = false

  explicit_auth_flows = [
    "ALLOW_USER_SRP_AUTH",
    "ALLOW_USER_PASSWORD_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
  ]

  auth_session_validity   = 5
  enable_token_revocation = true
  access_token_validity   = 6
  id_token_validity       = 1
  refresh_token_validity  = 3650

  token_validity_units {
    access_token  = "hours"
    id_token      = "hours"
    refresh_token = "days"
  }
}

# The client of the server has a secret, so each API request contains a secret hash.
resource "aws_cognito_user_pool_client" "matchmaking" {
  name                    = "matchmaking"
  user_pool_id            = aws_cognito_user_pool.players.id
  generate_secret         = true
  explicit_auth_flows     = ["ALLOW_USER_SRP_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  enable_token_revocation = true
  refresh_token_validity  = 1
}

resource "aws_cognito_user_pool_client" "website" {
  name                                 = "website"
  user_pool_id                         = aws_cognito_user_pool.players.id
  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "profile"]
  callback_urls                        = ["${var.website}/callback"]
  logout_urls                          = ["${var.website}/"]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH"]
  prevent_user_existence_errors        = "ENABLED"
  enable_token_revocation              = true
  refresh_token_validity               = 30

  refresh_token_rotation {
    feature                    = "ENABLED"
    retry_grace_period_seconds = 0
  }
}

output "launcher_client_id" {
  value = aws_cognito_user_pool_client.launcher.id
}
