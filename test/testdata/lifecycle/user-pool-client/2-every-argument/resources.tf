resource "aws_cognito_user_pool" "this" {
  name = var.name
}

resource "aws_cognito_resource_server" "this" {
  user_pool_id = aws_cognito_user_pool.this.id
  identifier   = "https://orders.example.com"
  name         = "Orders"

  scope {
    scope_name        = "read"
    scope_description = "Read orders"
  }

  scope {
    scope_name        = "write"
    scope_description = "Place orders"
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

# The scopes are literals: the provider does not accept references to the scopes of a server that is updated in the same run.
resource "aws_cognito_user_pool_client" "this" {
  depends_on = [aws_cognito_resource_server.this]

  user_pool_id    = aws_cognito_user_pool.this.id
  name            = "web"
  generate_secret = true

  access_token_validity                         = 30
  allowed_oauth_flows                           = ["code"]
  allowed_oauth_flows_user_pool_client          = true
  allowed_oauth_scopes                          = ["openid", "https://orders.example.com/read", "https://orders.example.com/write"]
  auth_session_validity                         = 5
  callback_urls                                 = ["https://app.example.com/callback", "https://app.example.com/other"]
  default_redirect_uri                          = "https://app.example.com/callback"
  enable_propagate_additional_user_context_data = true
  enable_token_revocation                       = true
  explicit_auth_flows                           = ["ALLOW_USER_SRP_AUTH"]
  id_token_validity                             = 40
  logout_urls                                   = ["https://app.example.com/signed-out"]
  prevent_user_existence_errors                 = "ENABLED"
  read_attributes                               = ["email", "name"]
  refresh_token_validity                        = 5
  supported_identity_providers                  = ["COGNITO"]
  write_attributes                              = ["email"]

  refresh_token_rotation {
    feature                    = "ENABLED"
    retry_grace_period_seconds = 10
  }

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "hours"
  }

  analytics_configuration {
    application_id   = "1a2b3c4d5e6f"
    external_id      = "orders"
    role_arn         = "arn:aws:iam::123456789012:role/analytics"
    user_data_shared = true
  }

  lifecycle {
    ignore_changes = [generate_secret] # an import does not know it
  }
}

# An ARN replaces the id and the role.
resource "aws_cognito_user_pool_client" "analytics" {
  user_pool_id = aws_cognito_user_pool.this.id
  name         = "analytics"

  analytics_configuration {
    application_arn  = "arn:aws:mobiletargeting:${var.region}:123456789012:apps/1a2b3c4d5e6f"
    user_data_shared = true
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
  depends_on = [aws_cognito_user_pool_client.of_a_service, aws_cognito_resource_server.this]

  user_pool_id = aws_cognito_user_pool.this.id
  name_prefix  = "AmazonOpenSearchService-"

  access_token_validity                         = 30
  allowed_oauth_flows                           = ["code"]
  allowed_oauth_flows_user_pool_client          = true
  allowed_oauth_scopes                          = ["openid", "https://orders.example.com/read", "https://orders.example.com/write"]
  auth_session_validity                         = 5
  callback_urls                                 = ["https://app.example.com/callback", "https://app.example.com/other"]
  default_redirect_uri                          = "https://app.example.com/callback"
  enable_propagate_additional_user_context_data = true
  enable_token_revocation                       = true
  explicit_auth_flows                           = ["ALLOW_USER_SRP_AUTH"]
  id_token_validity                             = 40
  logout_urls                                   = ["https://app.example.com/signed-out"]
  prevent_user_existence_errors                 = "ENABLED"
  read_attributes                               = ["email", "name"]
  refresh_token_validity                        = 5
  supported_identity_providers                  = ["COGNITO"]
  write_attributes                              = ["email"]

  refresh_token_rotation {
    feature                    = "ENABLED"
    retry_grace_period_seconds = 10
  }

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "hours"
  }

  analytics_configuration {
    application_id   = "1a2b3c4d5e6f"
    external_id      = "orders"
    role_arn         = "arn:aws:iam::123456789012:role/analytics"
    user_data_shared = true
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
  name_pattern = "^Amazon-reports-[0-9]$"

  analytics_configuration {
    application_arn  = "arn:aws:mobiletargeting:${var.region}:123456789012:apps/1a2b3c4d5e6f"
    user_data_shared = true
  }
}
