resource "aws_cognito_user_pool" "this" {
  name = var.name
}

resource "aws_cognito_identity_provider" "google" {
  user_pool_id  = aws_cognito_user_pool.this.id
  provider_name = "Google"
  provider_type = "Google"

  provider_details = {
    client_id        = "orders.apps.googleusercontent.com"
    client_secret    = "not-a-real-secret"
    authorize_scopes = "openid"
  }

  # Cognito adds these details.
  lifecycle {
    ignore_changes = [
      provider_details["attributes_url"],
      provider_details["attributes_url_add_attributes"],
      provider_details["authorize_url"],
      provider_details["oidc_issuer"],
      provider_details["token_request_method"],
      provider_details["token_url"],
    ]
  }
}

resource "aws_cognito_identity_provider" "facebook" {
  user_pool_id  = aws_cognito_user_pool.this.id
  provider_name = "Facebook"
  provider_type = "Facebook"

  provider_details = {
    client_id        = "123456789"
    client_secret    = "not-a-real-secret"
    authorize_scopes = "public_profile"
  }

  # Cognito adds these details.
  lifecycle {
    ignore_changes = [
      provider_details["attributes_url"],
      provider_details["attributes_url_add_attributes"],
      provider_details["authorize_url"],
      provider_details["token_request_method"],
      provider_details["token_url"],
    ]
  }
}

resource "aws_cognito_identity_provider" "amazon" {
  user_pool_id  = aws_cognito_user_pool.this.id
  provider_name = "LoginWithAmazon"
  provider_type = "LoginWithAmazon"

  provider_details = {
    client_id        = "amzn1.application-oa2-client.orders"
    client_secret    = "not-a-real-secret"
    authorize_scopes = "profile"
  }

  # Cognito adds these details.
  lifecycle {
    ignore_changes = [
      provider_details["attributes_url"],
      provider_details["attributes_url_add_attributes"],
      provider_details["authorize_url"],
      provider_details["token_request_method"],
      provider_details["token_url"],
    ]
  }
}

resource "aws_cognito_identity_provider" "apple" {
  user_pool_id  = aws_cognito_user_pool.this.id
  provider_name = "SignInWithApple"
  provider_type = "SignInWithApple"

  provider_details = {
    client_id        = "com.example.orders"
    team_id          = "TEAM123456"
    key_id           = "KEY1234567"
    private_key      = "not-a-real-key"
    authorize_scopes = "name"
  }

  # Cognito adds these details, and does not return the key.
  lifecycle {
    ignore_changes = [
      provider_details["attributes_url_add_attributes"],
      provider_details["authorize_url"],
      provider_details["oidc_issuer"],
      provider_details["private_key"],
      provider_details["token_request_method"],
      provider_details["token_url"],
    ]
  }
}

resource "aws_cognito_identity_provider" "oidc" {
  user_pool_id  = aws_cognito_user_pool.this.id
  provider_name = "Company"
  provider_type = "OIDC"

  provider_details = {
    client_id                 = "orders"
    client_secret             = "not-a-real-secret"
    authorize_scopes          = "openid"
    attributes_request_method = "GET"
    oidc_issuer               = "https://login.company.example"
  }

  # Cognito adds these details.
  lifecycle {
    ignore_changes = [
      provider_details["attributes_url_add_attributes"],
    ]
  }
}

resource "aws_cognito_identity_provider" "saml" {
  user_pool_id  = aws_cognito_user_pool.this.id
  provider_name = "Partner"
  provider_type = "SAML"

  provider_details = {
    MetadataURL = "https://partner.example/metadata.xml"
  }

  # Cognito adds these details.
  lifecycle {
    ignore_changes = [
      provider_details["ActiveEncryptionCertificate"],
      provider_details["SLORedirectBindingURI"],
      provider_details["SSORedirectBindingURI"],
    ]
  }
}
