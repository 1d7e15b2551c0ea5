# These locals contain all derived names, lifetimes and addresses. The resources below only use them.
locals {
  id = join("-", [var.namespace, var.stage])

  minutes = {
    access  = 15
    id      = 60
    refresh = var.web.session_hours * 60
  }

  origins = concat([var.web.url], formatlist("http://localhost:%d", var.web.local_ports))
}

resource "aws_cognito_user_pool" "default" {
  name                     = local.id
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  deletion_protection      = var.protect ? "ACTIVE" : "INACTIVE"
  tags                     = { Namespace = var.namespace, Stage = var.stage }
}

resource "aws_cognito_user_pool_domain" "default" {
  domain       = local.id
  user_pool_id = aws_cognito_user_pool.default.id
}

resource "aws_cognito_user_pool_client" "web" {
  name         = "${local.id}-web"
  user_pool_id = aws_cognito_user_pool.default.id

  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email", "profile"]
  supported_identity_providers         = ["COGNITO"]
  callback_urls                        = formatlist("%s/auth/callback", local.origins)
  logout_urls                          = formatlist("%s/", local.origins)

  explicit_auth_flows           = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  prevent_user_existence_errors = "ENABLED"
  enable_token_revocation       = true

  access_token_validity  = local.minutes.access
  id_token_validity      = local.minutes.id
  refresh_token_validity = local.minutes.refresh

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "minutes"
  }
}
