resource "aws_cognito_user_pool" "this" {
  name = var.name
}

resource "aws_cognito_resource_server" "this" {
  user_pool_id = aws_cognito_user_pool.this.id
  identifier   = "https://orders.example.com"
  name         = "Orders"
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
  name            = "web"
  generate_secret = true

  # The provider does not remove these arguments, so they keep explicit values. Without a value, the reference to the removed
  # identity provider would prevent its deletion, and a validity without its unit would be too long. A rotation can be turned
  # off but not removed.
  access_token_validity        = 1
  id_token_validity            = 1
  refresh_token_validity       = 30
  supported_identity_providers = ["COGNITO"]

  refresh_token_rotation {
    feature                    = "DISABLED"
    retry_grace_period_seconds = 0
  }

  lifecycle {
    ignore_changes = [generate_secret] # an import does not know it
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
  name_prefix  = "AmazonOpenSearchService-"

  access_token_validity        = 1
  id_token_validity            = 1
  refresh_token_validity       = 30
  supported_identity_providers = ["COGNITO"]

  refresh_token_rotation {
    feature                    = "DISABLED"
    retry_grace_period_seconds = 0
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
}
