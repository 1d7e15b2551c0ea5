resource "aws_cognito_user_pool" "this" {
  name = var.name
}

resource "aws_cognito_resource_server" "this" {
  user_pool_id = aws_cognito_user_pool.this.id
  identifier   = "https://orders.example.com"
  name         = "Orders"

  scope {
    scope_name        = "read"
    scope_description = "Read all orders"
  }
}

resource "aws_cognito_identity_provider" "company" {
  user_pool_id  = aws_cognito_user_pool.this.id
  provider_name = "Company"
  provider_type = "OIDC"

  provider_details = {
    client_id                     = "orders"
    authorize_scopes              = "openid"
    attributes_request_method     = "GET"
    attributes_url_add_attributes = "false"
    oidc_issuer                   = "https://login.company.example"
  }
}

resource "aws_cognito_user_pool_client" "this" {
  user_pool_id    = aws_cognito_user_pool.this.id
  name            = "site"
  generate_secret = true

  access_token_validity                         = 600
  allowed_oauth_flows                           = ["implicit"]
  allowed_oauth_flows_user_pool_client          = true
  allowed_oauth_scopes                          = ["openid", "email"]
  auth_session_validity                         = 10
  callback_urls                                 = ["https://app.example.org/callback"]
  default_redirect_uri                          = "https://app.example.org/callback"
  enable_propagate_additional_user_context_data = false
  enable_token_revocation                       = false
  explicit_auth_flows                           = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  id_token_validity                             = 1
  logout_urls                                   = ["https://app.example.org/bye", "https://app.example.org/signed-out"]
  prevent_user_existence_errors                 = "LEGACY"
  read_attributes                               = ["email", "phone_number"]
  refresh_token_validity                        = 7
  supported_identity_providers                  = ["COGNITO", aws_cognito_identity_provider.company.provider_name]
  write_attributes                              = ["email", "phone_number"]

  refresh_token_rotation {
    feature                    = "DISABLED"
    retry_grace_period_seconds = 0
  }

  token_validity_units {
    access_token  = "seconds"
    id_token      = "hours"
    refresh_token = "days"
  }

  analytics_configuration {
    application_id   = "ffffffffffff"
    external_id      = "billing"
    role_arn         = "arn:aws:iam::123456789012:role/other"
    user_data_shared = false
  }

  lifecycle {
    ignore_changes = [generate_secret] # an import does not know it
  }
}

resource "aws_cognito_user_pool_client" "analytics" {
  user_pool_id = aws_cognito_user_pool.this.id
  name         = "statistics"

  analytics_configuration {
    application_arn  = "arn:aws:mobiletargeting:${var.region}:123456789012:apps/ffffffffffff"
    user_data_shared = false
  }
}

# Normally another AWS service creates such clients. Here the provider creates it.
resource "aws_cognito_user_pool_client" "of_a_service" {
  user_pool_id    = aws_cognito_user_pool.this.id
  name            = "AmazonOpenSearchService-orders"
  generate_secret = true

  lifecycle {
    ignore_changes = all
  }
}

resource "aws_cognito_managed_user_pool_client" "this" {
  depends_on = [aws_cognito_user_pool_client.of_a_service]

  user_pool_id = aws_cognito_user_pool.this.id
  name_prefix  = "AmazonOpenSearchService-o"

  access_token_validity                         = 600
  allowed_oauth_flows                           = ["implicit"]
  allowed_oauth_flows_user_pool_client          = true
  allowed_oauth_scopes                          = ["openid", "email"]
  auth_session_validity                         = 10
  callback_urls                                 = ["https://app.example.org/callback"]
  default_redirect_uri                          = "https://app.example.org/callback"
  enable_propagate_additional_user_context_data = false
  enable_token_revocation                       = false
  explicit_auth_flows                           = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  id_token_validity                             = 1
  logout_urls                                   = ["https://app.example.org/bye", "https://app.example.org/signed-out"]
  prevent_user_existence_errors                 = "LEGACY"
  read_attributes                               = ["email", "phone_number"]
  refresh_token_validity                        = 7
  supported_identity_providers                  = ["COGNITO", aws_cognito_identity_provider.company.provider_name]
  write_attributes                              = ["email", "phone_number"]

  refresh_token_rotation {
    feature                    = "DISABLED"
    retry_grace_period_seconds = 0
  }

  token_validity_units {
    access_token  = "seconds"
    id_token      = "hours"
    refresh_token = "days"
  }

  analytics_configuration {
    application_id   = "ffffffffffff"
    external_id      = "billing"
    role_arn         = "arn:aws:iam::123456789012:role/other"
    user_data_shared = false
  }
}

resource "aws_cognito_user_pool_client" "of_another_service" {
  user_pool_id = aws_cognito_user_pool.this.id
  name         = "Amazon-reports-1"

  lifecycle {
    ignore_changes = all
  }
}

resource "aws_cognito_managed_user_pool_client" "pattern" {
  depends_on = [aws_cognito_user_pool_client.of_another_service]

  user_pool_id = aws_cognito_user_pool.this.id
  name_pattern = "^Amazon-reports-[0-9]+$"

  analytics_configuration {
    application_arn  = "arn:aws:mobiletargeting:${var.region}:123456789012:apps/ffffffffffff"
    user_data_shared = false
  }
}
