resource "aws_cognito_user_pool" "this" {
  name = var.name
}

resource "aws_cognito_identity_provider" "google" {
  user_pool_id    = aws_cognito_user_pool.this.id
  provider_name   = "Google"
  provider_type   = "Google"
  idp_identifiers = ["google.example", "google.example.org"]

  provider_details = {
    client_id        = "billing.apps.googleusercontent.com"
    client_secret    = "not-a-real-secret"
    authorize_scopes = "openid profile"
  }

  attribute_mapping = {
    name     = "name"
    username = "sub"
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
  user_pool_id    = aws_cognito_user_pool.this.id
  provider_name   = "Facebook"
  provider_type   = "Facebook"
  idp_identifiers = ["facebook.example", "facebook.example.org"]

  provider_details = {
    client_id        = "123456789"
    client_secret    = "another-secret"
    authorize_scopes = "public_profile"
    api_version      = "v22.0"
  }

  attribute_mapping = {
    name     = "name"
    username = "id"
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
  user_pool_id    = aws_cognito_user_pool.this.id
  provider_name   = "LoginWithAmazon"
  provider_type   = "LoginWithAmazon"
  idp_identifiers = ["amazon.example", "amazon.example.org"]

  provider_details = {
    client_id        = "amzn1.application-oa2-client.orders"
    client_secret    = "not-a-real-secret"
    authorize_scopes = "profile:user_id"
  }

  attribute_mapping = {
    name     = "name"
    username = "user_id"
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

# An update of Apple's details must send the key, but the provider no longer has it.
resource "aws_cognito_identity_provider" "apple" {
  user_pool_id    = aws_cognito_user_pool.this.id
  provider_name   = "SignInWithApple"
  provider_type   = "SignInWithApple"
  idp_identifiers = ["apple.example", "apple.example.org"]

  provider_details = {
    client_id        = "com.example.orders"
    team_id          = "TEAM123456"
    key_id           = "KEY1234567"
    private_key      = "not-a-real-key"
    authorize_scopes = "name"
  }

  attribute_mapping = {
    family_name = "lastName"
    username    = "sub"
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
  user_pool_id    = aws_cognito_user_pool.this.id
  provider_name   = "Company"
  provider_type   = "OIDC"
  idp_identifiers = ["oidc.example", "oidc.example.org"]

  provider_details = {
    client_id                 = "billing"
    client_secret             = "not-a-real-secret"
    authorize_scopes          = "openid email"
    attributes_request_method = "POST"
    oidc_issuer               = "https://id.company.example"
  }

  attribute_mapping = {
    name     = "name"
    username = "sub"
  }

  # Cognito adds these details.
  lifecycle {
    ignore_changes = [
      provider_details["attributes_url_add_attributes"],
    ]
  }
}

resource "aws_cognito_identity_provider" "saml" {
  user_pool_id    = aws_cognito_user_pool.this.id
  provider_name   = "Partner"
  provider_type   = "SAML"
  idp_identifiers = ["saml.example", "saml.example.org"]

  provider_details = {
    MetadataURL = "https://partner.example/other.xml"
    IDPSignout  = "false"
  }

  attribute_mapping = {
    name = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name"
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
