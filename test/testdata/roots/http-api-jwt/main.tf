# A single-page app and its HTTP API: API Gateway verifies issuer and audience of the access token.
# The app's refresh tokens rotate, with a grace period of a minute, in which the app can repeat a refresh.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.98"
    }
  }
}

provider "aws" {
  region = "us-west-2"
}

variable "service" { type = string }
variable "spa_origin" { type = string }
variable "backend_url" { type = string }

# ---------- Cognito ----------

resource "aws_cognito_user_pool" "pool" {
  name                     = var.service
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
}

resource "aws_cognito_user_pool_domain" "pool" {
  domain       = "${var.service}-login"
  user_pool_id = aws_cognito_user_pool.pool.id
}

resource "aws_cognito_resource_server" "api" {
  identifier   = "todos"
  name         = "Todos API"
  user_pool_id = aws_cognito_user_pool.pool.id

  scope {
    scope_name        = "read"
    scope_description = "Read todos"
  }

  scope {
    scope_name        = "write"
    scope_description = "Write todos"
  }
}

resource "aws_cognito_user_pool_client" "spa" {
  name                                 = "${var.service}-spa"
  user_pool_id                         = aws_cognito_user_pool.pool.id
  generate_secret                      = false
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = concat(["openid", "profile"], aws_cognito_resource_server.api.scope_identifiers)
  callback_urls                        = ["${var.spa_origin}/callback", "http://localhost:4200/callback"]
  logout_urls                          = [var.spa_origin, "http://localhost:4200"]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH"]
  prevent_user_existence_errors        = "ENABLED"
  access_token_validity                = 10
  id_token_validity                    = 10
  refresh_token_validity               = 12

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "hours"
  }

  refresh_token_rotation {
    feature                    = "ENABLED"
    retry_grace_period_seconds = 60
  }
}

# ---------- API ----------

resource "aws_apigatewayv2_api" "http" {
  name          = var.service
  protocol_type = "HTTP"

  cors_configuration {
    allow_origins = [var.spa_origin]
    allow_methods = ["GET", "POST", "PUT", "DELETE"]
    allow_headers = ["authorization", "content-type"]
    max_age       = 3600
  }
}

resource "aws_apigatewayv2_authorizer" "jwt" {
  api_id           = aws_apigatewayv2_api.http.id
  name             = "cognito"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    audience = [aws_cognito_user_pool_client.spa.id]
    issuer   = "https://${aws_cognito_user_pool.pool.endpoint}"
  }
}

resource "aws_apigatewayv2_integration" "backend" {
  api_id             = aws_apigatewayv2_api.http.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = "${var.backend_url}/{proxy}"
}

resource "aws_apigatewayv2_route" "todos" {
  for_each = {
    "GET /todos/{proxy+}"  = "read"
    "POST /todos/{proxy+}" = "write"
  }

  api_id               = aws_apigatewayv2_api.http.id
  route_key            = each.key
  target               = "integrations/${aws_apigatewayv2_integration.backend.id}"
  authorization_type   = "JWT"
  authorizer_id        = aws_apigatewayv2_authorizer.jwt.id
  authorization_scopes = ["todos/${each.value}"]
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.http.id
  name        = "$default"
  auto_deploy = true
}

output "config_json" {
  description = "What the app loads at its start."
  value = jsonencode({
    authority = "https://${aws_cognito_user_pool.pool.endpoint}"
    client_id = aws_cognito_user_pool_client.spa.id
    api       = aws_apigatewayv2_stage.default.invoke_url
  })
}
