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
