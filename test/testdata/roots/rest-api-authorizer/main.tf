# A mobile backend that is older than HTTP APIs: a REST API whose authorizer of type COGNITO_USER_POOLS accepts ID tokens.
# The app signs users in with SRP and has no OAuth grant, so the root has no login pages.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "ap-southeast-2"
}

variable "env" {
  description = "Environment, suffix of every name"
}

resource "aws_cognito_user_pool" "mobile_users" {
  name = "mobile-users-${var.env}"

  alias_attributes         = ["email", "preferred_username"]
  auto_verified_attributes = ["email"]

  verification_message_template {
    default_email_option = "CONFIRM_WITH_CODE"
    email_subject        = "Your code"
    email_message        = "Your code is {####}."
  }

  password_policy {
    minimum_length    = 8
    require_lowercase = true
    require_numbers   = true
    require_symbols   = true
    require_uppercase = true
  }

  device_configuration {
    challenge_required_on_new_device      = false
    device_only_remembered_on_user_prompt = true
  }
}

resource "aws_cognito_user_pool_client" "ios" {
  name                   = "ios-${var.env}"
  user_pool_id           = aws_cognito_user_pool.mobile_users.id
  explicit_auth_flows    = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  refresh_token_validity = 365
}

resource "aws_cognito_user_pool_client" "android" {
  name                   = "android-${var.env}"
  user_pool_id           = aws_cognito_user_pool.mobile_users.id
  explicit_auth_flows    = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  refresh_token_validity = 365
}

resource "aws_api_gateway_rest_api" "backend" {
  name = "mobile-backend-${var.env}"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_authorizer" "cognito" {
  name            = "cognito"
  type            = "COGNITO_USER_POOLS"
  rest_api_id     = aws_api_gateway_rest_api.backend.id
  provider_arns   = [aws_cognito_user_pool.mobile_users.arn]
  identity_source = "method.request.header.Authorization"
}

resource "aws_api_gateway_resource" "profile" {
  rest_api_id = aws_api_gateway_rest_api.backend.id
  parent_id   = aws_api_gateway_rest_api.backend.root_resource_id
  path_part   = "profile"
}

resource "aws_api_gateway_method" "get_profile" {
  rest_api_id   = aws_api_gateway_rest_api.backend.id
  resource_id   = aws_api_gateway_resource.profile.id
  http_method   = "GET"
  authorization = "COGNITO_USER_POOLS"
  authorizer_id = aws_api_gateway_authorizer.cognito.id
}

resource "aws_api_gateway_integration" "get_profile" {
  rest_api_id       = aws_api_gateway_rest_api.backend.id
  resource_id       = aws_api_gateway_resource.profile.id
  http_method       = aws_api_gateway_method.get_profile.http_method
  type              = "MOCK"
  request_templates = { "application/json" = jsonencode({ statusCode = 200 }) }
}

resource "aws_api_gateway_deployment" "backend" {
  rest_api_id = aws_api_gateway_rest_api.backend.id

  triggers = {
    redeployment = sha1(jsonencode([
      aws_api_gateway_resource.profile.id,
      aws_api_gateway_method.get_profile.id,
      aws_api_gateway_integration.get_profile.id,
    ]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "live" {
  stage_name    = "live"
  rest_api_id   = aws_api_gateway_rest_api.backend.id
  deployment_id = aws_api_gateway_deployment.backend.id
}

output "user_pool_id" { value = aws_cognito_user_pool.mobile_users.id }
output "ios_client_id" { value = aws_cognito_user_pool_client.ios.id }
output "android_client_id" { value = aws_cognito_user_pool_client.android.id }
output "api_url" { value = aws_api_gateway_stage.live.invoke_url }
