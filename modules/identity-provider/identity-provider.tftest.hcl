mock_provider "aws" {}

variables {
  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid", "email"]
  oidc             = { issuer = "https://login.example.com" }
}

run "an_oidc_provider_that_is_discovered" {
  command = plan

  assert {
    condition = aws_cognito_identity_provider.this.provider_details == tomap({
      client_id                 = "orders"
      client_secret             = "not-a-real-secret"
      authorize_scopes          = "openid email"
      oidc_issuer               = "https://login.example.com"
      attributes_request_method = "GET"
    })
    error_message = "The five details of a provider with a discovery document must be sent, and no other."
  }

  assert {
    condition     = aws_cognito_identity_provider.this.attribute_mapping == tomap({ username = "sub" })
    error_message = "Cognito maps username to sub, so the plan must say so."
  }

  assert {
    condition     = issensitive(local.provider_details["client_secret"]) && !issensitive(local.provider_details)
    error_message = "A plan must hide the secret, and show everything else."
  }

  assert {
    condition     = terraform_data.replacement.input == null
    error_message = "Only Apple's details replace the provider."
  }

  assert {
    condition     = output.name == "Okta"
    error_message = "Clients list the provider by its name."
  }
}

run "an_oidc_provider_with_urls_of_its_own" {
  command = plan

  variables {
    oidc = {
      issuer                    = "https://login.example.com:443/tenant"
      attributes_request_method = "POST"
      authorize_url             = "https://login.example.com/authorize"
      token_url                 = "https://login.example.com/token"
      attributes_url            = "https://login.example.com/userinfo"
      jwks_uri                  = "https://login.example.com/keys"
    }
    attribute_mapping = { email = "email", "custom:tenant" = "tid", username = "oid" }
    idp_identifiers   = ["example.com", "Example Ltd"]
  }

  assert {
    condition = aws_cognito_identity_provider.this.provider_details == tomap({
      client_id                 = "orders"
      client_secret             = "not-a-real-secret"
      authorize_scopes          = "openid email"
      oidc_issuer               = "https://login.example.com:443/tenant"
      attributes_request_method = "POST"
      authorize_url             = "https://login.example.com/authorize"
      token_url                 = "https://login.example.com/token"
      attributes_url            = "https://login.example.com/userinfo"
      jwks_uri                  = "https://login.example.com/keys"
    })
    error_message = "Each URL must reach the provider."
  }

  assert {
    condition = (
      aws_cognito_identity_provider.this.attribute_mapping ==
      tomap({ email = "email", "custom:tenant" = "tid", username = "oid" })
    )
    error_message = "A mapping of the caller's own comes before Cognito's."
  }

  assert {
    condition     = aws_cognito_identity_provider.this.idp_identifiers == tolist(["example.com", "Example Ltd"])
    error_message = "The identifiers must reach the provider."
  }
}

run "a_saml_provider_with_a_metadata_url" {
  command = plan

  variables {
    name             = "corporate-login"
    type             = "SAML"
    client_id        = null
    client_secret    = null
    authorize_scopes = []
    oidc             = null
    saml             = { metadata_url = "https://login.example.com/metadata" }
  }

  assert {
    condition = aws_cognito_identity_provider.this.provider_details == tomap({
      MetadataURL        = "https://login.example.com/metadata"
      IDPSignout         = "false"
      IDPInit            = "false"
      EncryptedResponses = "false"
    })
    error_message = "The metadata and each switch must be sent, and no client secret."
  }

  # The resource's own is known after apply only: the provider leaves an empty
  # one to Cognito at first.
  assert {
    condition     = length(local.attribute_mapping) == 0
    error_message = "Cognito adds nothing to the mapping of a SAML provider, and null would keep a former one."
  }
}

run "a_saml_provider_with_metadata_of_its_own" {
  command = plan

  variables {
    type             = "SAML"
    client_id        = null
    client_secret    = null
    authorize_scopes = []
    oidc             = null
    saml = {
      metadata_file             = "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"/>"
      sign_out                  = true
      idp_initiated             = true
      encrypted_responses       = true
      request_signing_algorithm = "rsa-sha256"
    }
    attribute_mapping = { email = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress" }
  }

  assert {
    condition = aws_cognito_identity_provider.this.provider_details == tomap({
      MetadataFile            = "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"/>"
      IDPSignout              = "true"
      IDPInit                 = "true"
      EncryptedResponses      = "true"
      RequestSigningAlgorithm = "rsa-sha256"
    })
    error_message = "Each setting of saml must reach the provider."
  }

  assert {
    condition = (
      aws_cognito_identity_provider.this.attribute_mapping ==
      tomap({ email = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress" })
    )
    error_message = "NameID cannot be mapped, so a SAML mapping is the caller's alone."
  }
}

run "google_is_sent_what_cognito_answers" {
  command = plan

  variables {
    name             = "Google"
    type             = "Google"
    authorize_scopes = ["openid", "email", "profile"]
    oidc             = null
  }

  assert {
    condition = aws_cognito_identity_provider.this.provider_details == tomap({
      client_id        = "orders"
      client_secret    = "not-a-real-secret"
      authorize_scopes = "openid email profile"
      authorize_url    = "https://accounts.google.com/o/oauth2/v2/auth"
      token_url        = "https://www.googleapis.com/oauth2/v4/token"
      attributes_url   = "https://people.googleapis.com/v1/people/me?personFields="
      oidc_issuer      = "https://accounts.google.com"
    })
    error_message = "Left out, Cognito's own addresses would show as a change in every plan."
  }

  assert {
    condition     = aws_cognito_identity_provider.this.attribute_mapping == tomap({ username = "sub" })
    error_message = "Cognito names a user of Google by sub."
  }
}

run "facebook_has_commas_and_a_version" {
  command = plan

  variables {
    name                 = "Facebook"
    type                 = "Facebook"
    authorize_scopes     = ["public_profile", "email"]
    oidc                 = null
    facebook_api_version = "v23.0"
  }

  assert {
    condition = aws_cognito_identity_provider.this.provider_details == tomap({
      client_id        = "orders"
      client_secret    = "not-a-real-secret"
      authorize_scopes = "public_profile,email"
      api_version      = "v23.0"
      authorize_url    = "https://www.facebook.com/v23.0/dialog/oauth"
      token_url        = "https://graph.facebook.com/v23.0/oauth/access_token"
      attributes_url   = "https://graph.facebook.com/v23.0/me?fields="
    })
    error_message = "Facebook's addresses carry the version."
  }

  assert {
    condition     = aws_cognito_identity_provider.this.attribute_mapping == tomap({ username = "id" })
    error_message = "Cognito names a user of Facebook by id."
  }
}

run "facebook_without_a_version" {
  command = plan

  variables {
    name             = "Facebook"
    type             = "Facebook"
    authorize_scopes = ["public_profile"]
    oidc             = null
  }

  assert {
    condition     = aws_cognito_identity_provider.this.provider_details["api_version"] == "v17.0"
    error_message = "A version must be sent in any case, the addresses carry it."
  }
}

run "login_with_amazon" {
  command = plan

  variables {
    name             = "LoginWithAmazon"
    type             = "LoginWithAmazon"
    authorize_scopes = ["profile", "postal_code"]
    oidc             = null
  }

  assert {
    condition = aws_cognito_identity_provider.this.provider_details == tomap({
      client_id        = "orders"
      client_secret    = "not-a-real-secret"
      authorize_scopes = "profile postal_code"
      authorize_url    = "https://www.amazon.com/ap/oa"
      token_url        = "https://api.amazon.com/auth/o2/token"
      attributes_url   = "https://api.amazon.com/user/profile"
    })
    error_message = "Amazon's addresses must be sent."
  }

  assert {
    condition     = aws_cognito_identity_provider.this.attribute_mapping == tomap({ username = "user_id" })
    error_message = "Cognito names a user of Amazon by user_id."
  }
}

run "sign_in_with_apple" {
  command = plan

  variables {
    name             = "SignInWithApple"
    type             = "SignInWithApple"
    client_id        = "com.example.orders"
    authorize_scopes = ["email", "name"]
    oidc             = null
    apple            = { team_id = "TEAM123456", key_id = "KEY1234567" }
  }

  assert {
    condition = aws_cognito_identity_provider.this.provider_details == tomap({
      client_id        = "com.example.orders"
      private_key      = "not-a-real-secret"
      team_id          = "TEAM123456"
      key_id           = "KEY1234567"
      authorize_scopes = "email name"
      authorize_url    = "https://appleid.apple.com/auth/authorize"
      token_url        = "https://appleid.apple.com/auth/token"
      oidc_issuer      = "https://appleid.apple.com"
    })
    error_message = "The secret is Apple's private key, and there is no client_secret."
  }

  assert {
    condition     = issensitive(local.provider_details)
    error_message = "A replacement shows a key that is hidden alone, so all of Apple's details must be hidden."
  }

  assert {
    condition     = length(terraform_data.replacement.input) == 64
    error_message = "A change to Apple's details must replace the provider: an update has no private key."
  }
}
