mock_provider "aws" {}

variables {
  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "Okta"
  type             = "OIDC"
  client_id        = "orders"
  client_secret    = "not-a-real-secret"
  authorize_scopes = ["openid"]
  oidc             = { issuer = "https://login.example.com" }
}

run "an_unknown_type_is_refused" {
  command = plan

  variables {
    type = "Okta"
    oidc = null
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_type_in_the_wrong_case_is_refused" {
  command = plan

  variables {
    type = "oidc"
    oidc = null
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_name_with_an_underscore_is_refused" {
  command = plan

  variables {
    name = "corporate_login"
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_name_with_a_space_is_refused" {
  command = plan

  variables {
    name = "Corporate login"
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_name_of_two_characters_is_refused" {
  command = plan

  variables {
    name = "ad"
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_name_of_33_characters_is_refused" {
  command = plan

  variables {
    name = "a23456789-123456789-123456789-123"
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_social_provider_with_a_name_of_its_own_is_refused" {
  command = plan

  variables {
    name = "MyGoogle"
    type = "Google"
    oidc = null
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "the_name_of_a_social_provider_is_refused" {
  command = plan

  variables {
    name = "Google"
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "the_name_of_the_pool_itself_is_refused" {
  command = plan

  variables {
    name = "COGNITO"
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "oidc_without_its_object_is_refused" {
  command = plan

  variables {
    oidc = null
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "saml_without_its_object_is_refused" {
  command = plan

  variables {
    type             = "SAML"
    client_id        = null
    client_secret    = null
    authorize_scopes = []
    oidc             = null
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "apple_without_its_object_is_refused" {
  command = plan

  variables {
    name = "SignInWithApple"
    type = "SignInWithApple"
    oidc = null
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "an_object_of_another_type_is_refused" {
  command = plan

  variables {
    saml = { metadata_url = "https://login.example.com/metadata" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_version_of_facebook_for_another_type_is_refused" {
  command = plan

  variables {
    facebook_api_version = "v23.0"
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_client_id_for_saml_is_refused" {
  command = plan

  variables {
    type             = "SAML"
    client_id        = "orders"
    client_secret    = null
    authorize_scopes = []
    oidc             = null
    saml             = { metadata_url = "https://login.example.com/metadata" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_client_secret_for_saml_is_refused" {
  command = plan

  variables {
    type             = "SAML"
    client_id        = null
    client_secret    = "not-a-real-secret"
    authorize_scopes = []
    oidc             = null
    saml             = { metadata_url = "https://login.example.com/metadata" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "scopes_for_saml_are_refused" {
  command = plan

  variables {
    type             = "SAML"
    client_id        = null
    client_secret    = null
    authorize_scopes = ["openid"]
    oidc             = null
    saml             = { metadata_url = "https://login.example.com/metadata" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_missing_client_id_is_refused" {
  command = plan

  variables {
    client_id = null
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_missing_secret_is_refused" {
  command = plan

  variables {
    client_secret = null
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "an_empty_secret_is_refused" {
  command = plan

  variables {
    client_secret = ""
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "no_scopes_are_refused" {
  command = plan

  variables {
    name             = "Google"
    type             = "Google"
    oidc             = null
    authorize_scopes = []
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "scopes_in_one_string_are_refused" {
  command = plan

  variables {
    authorize_scopes = ["openid email"]
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "scopes_with_a_comma_are_refused" {
  command = plan

  variables {
    authorize_scopes = ["openid", "email,profile"]
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_scope_twice_is_refused" {
  command = plan

  variables {
    authorize_scopes = ["openid", "email", "email"]
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "oidc_without_openid_is_refused" {
  command = plan

  variables {
    authorize_scopes = ["email", "profile"]
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "an_issuer_without_https_is_refused" {
  command = plan

  variables {
    oidc = { issuer = "http://login.example.com" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "an_issuer_with_a_slash_at_its_end_is_refused" {
  command = plan

  variables {
    oidc = { issuer = "https://login.example.com/" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "an_issuer_on_another_port_is_refused" {
  command = plan

  variables {
    oidc = { issuer = "https://login.example.com:8443" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "an_unknown_request_method_is_refused" {
  command = plan

  variables {
    oidc = { issuer = "https://login.example.com", attributes_request_method = "get" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_url_without_https_is_refused" {
  command = plan

  variables {
    oidc = { issuer = "https://login.example.com", token_url = "http://login.example.com/token" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_url_on_another_port_is_refused" {
  command = plan

  variables {
    oidc = { issuer = "https://login.example.com", jwks_uri = "https://login.example.com:8443/keys" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "saml_without_metadata_is_refused" {
  command = plan

  variables {
    type             = "SAML"
    client_id        = null
    client_secret    = null
    authorize_scopes = []
    oidc             = null
    saml             = {}
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "saml_with_two_sources_of_metadata_is_refused" {
  command = plan

  variables {
    type             = "SAML"
    client_id        = null
    client_secret    = null
    authorize_scopes = []
    oidc             = null
    saml = {
      metadata_url  = "https://login.example.com/metadata"
      metadata_file = "<EntityDescriptor />"
    }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_metadata_url_without_https_is_refused" {
  command = plan

  variables {
    type             = "SAML"
    client_id        = null
    client_secret    = null
    authorize_scopes = []
    oidc             = null
    saml             = { metadata_url = "http://login.example.com/metadata" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "the_name_of_a_metadata_file_is_refused" {
  command = plan

  variables {
    type             = "SAML"
    client_id        = null
    client_secret    = null
    authorize_scopes = []
    oidc             = null
    saml             = { metadata_file = "metadata.xml" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "an_unknown_signing_algorithm_is_refused" {
  command = plan

  variables {
    type             = "SAML"
    client_id        = null
    client_secret    = null
    authorize_scopes = []
    oidc             = null
    saml = {
      metadata_url              = "https://login.example.com/metadata"
      request_signing_algorithm = "rsa-sha1"
    }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "apple_without_a_team_is_refused" {
  command = plan

  variables {
    name  = "SignInWithApple"
    type  = "SignInWithApple"
    oidc  = null
    apple = { team_id = "", key_id = "KEY1234567" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_malformed_version_of_facebook_is_refused" {
  command = plan

  variables {
    name                 = "Facebook"
    type                 = "Facebook"
    oidc                 = null
    facebook_api_version = "23"
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "fifty_one_identifiers_are_refused" {
  command = plan

  variables {
    idp_identifiers = [for n in range(51) : "tenant-${n}"]
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "an_identifier_with_a_slash_is_refused" {
  command = plan

  variables {
    idp_identifiers = ["https://example.com"]
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "an_identifier_of_41_characters_is_refused" {
  command = plan

  variables {
    idp_identifiers = ["a23456789-123456789-123456789-123456789-1"]
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "an_identifier_twice_is_refused" {
  command = plan

  variables {
    idp_identifiers = ["example.com", "example.com"]
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_mapping_to_sub_is_refused" {
  command = plan

  variables {
    attribute_mapping = { sub = "sub" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_mapping_to_an_attribute_without_custom_is_refused" {
  command = plan

  variables {
    attribute_mapping = { tenant = "tid" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_mapping_from_nothing_is_refused" {
  command = plan

  variables {
    attribute_mapping = { email = "" }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "an_issuer_that_is_null_is_refused" {
  command = plan

  variables {
    oidc = { issuer = null }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_request_method_that_is_null_is_get_again" {
  command = plan

  variables {
    oidc = { issuer = "https://login.example.com", attributes_request_method = null }
  }

  assert {
    condition     = local.provider_details["attributes_request_method"] == "GET"
    error_message = "Null must be the default."
  }
}

run "a_scope_that_is_null_is_refused" {
  command = plan

  variables {
    authorize_scopes = ["openid", null]
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "an_identifier_that_is_null_is_refused" {
  command = plan

  variables {
    idp_identifiers = [null]
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_mapping_that_is_null_is_refused" {
  command = plan

  variables {
    attribute_mapping = { email = null }
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "apple_members_that_are_null_are_refused" {
  command = plan

  variables {
    name  = "SignInWithApple"
    type  = "SignInWithApple"
    oidc  = null
    apple = { team_id = null, key_id = null }

    authorize_scopes = ["email"]
  }

  expect_failures = [aws_cognito_identity_provider.this]
}

run "a_social_type_in_the_wrong_case_is_refused" {
  command = plan

  variables {
    name = "Google"
    type = "google"
  }

  expect_failures = [aws_cognito_identity_provider.this]
}
