mock_provider "aws" {
  mock_resource "aws_cognito_user_pool" {
    defaults = {
      id       = "eu-west-1_AbCdEfGhI"
      arn      = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI"
      endpoint = "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI"
    }
  }
}

variables {
  name          = "orders-test"
  domain_prefix = "orders-login"

  resource_servers = {
    "https://orders.example.com" = {
      scopes = { read = "Read orders", write = "Place and change orders" }
    }
  }

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      scopes        = ["openid", "email", "https://orders.example.com/read"]
    }
    spa = {
      name            = "single-page-app"
      callback_urls   = ["https://spa.example.com/callback"]
      generate_secret = false
      refresh         = { rotation = true }
    }
  }
}

run "an_app_gets_all_it_needs" {
  assert {
    condition     = output.user_pool_id == "eu-west-1_AbCdEfGhI" && output.user_pool_arn == "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI" && output.region == "eu-west-1"
    error_message = "The pool must be named by id, ARN and region."
  }

  assert {
    condition = [output.issuer, output.jwks_uri, output.openid_configuration_uri] == [
      "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI",
      "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI/.well-known/jwks.json",
      "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI/.well-known/openid-configuration",
    ]
    error_message = "What verifies tokens must be at the pool's own host."
  }

  assert {
    condition = [
      output.login_base_url,
      output.authorization_endpoint,
      output.token_endpoint,
      output.revocation_endpoint,
      output.userinfo_endpoint,
      output.end_session_endpoint,
      ] == [
      "https://orders-login.auth.eu-west-1.amazoncognito.com",
      "https://orders-login.auth.eu-west-1.amazoncognito.com/oauth2/authorize",
      "https://orders-login.auth.eu-west-1.amazoncognito.com/oauth2/token",
      "https://orders-login.auth.eu-west-1.amazoncognito.com/oauth2/revoke",
      "https://orders-login.auth.eu-west-1.amazoncognito.com/oauth2/userInfo",
      "https://orders-login.auth.eu-west-1.amazoncognito.com/logout",
    ]
    error_message = "What signs users in must be at the domain."
  }

  assert {
    condition     = keys(output.client_ids) == ["spa", "web"]
    error_message = "Client ids must have the caller's keys."
  }

  assert {
    condition     = keys(nonsensitive(output.client_secrets)) == ["web"]
    error_message = "Only a confidential client has a secret."
  }

  assert {
    condition     = output.scope_identifiers["https://orders.example.com"] == tolist(["https://orders.example.com/read", "https://orders.example.com/write"])
    error_message = "Scopes must be spelled as a client asks for them."
  }
}

# The defaults of `clients` and those of the client module are written twice;
# this and the module's own test hold them together.
run "a_bare_client_has_the_modules_defaults" {
  command = plan

  assert {
    condition = jsonencode(output.refresh_contract["web"]) == jsonencode({
      access_token_seconds       = 3600
      id_token_seconds           = 3600
      refresh_token_seconds      = 2592000
      rotation                   = false
      retry_grace_period_seconds = 0
      revocation                 = true
      code_response_fields       = ["access_token", "expires_in", "id_token", "refresh_token", "token_type"]
      refresh_response_fields    = ["access_token", "expires_in", "id_token", "token_type"]
    })
    error_message = "A bare client must live by the defaults of the client module."
  }

  assert {
    condition     = output.refresh_contract["spa"].rotation && contains(output.refresh_contract["spa"].refresh_response_fields, "refresh_token")
    error_message = "The contract must be each client's own."
  }
}

run "a_scope_that_no_resource_server_declares_is_refused" {
  command = plan

  variables {
    clients = {
      web = {
        callback_urls = ["https://app.example.com/callback"]
        scopes        = ["openid", "https://orders.example.com/delete"]
      }
    }
  }

  expect_failures = [output.client_ids]
}

run "rotation_on_the_lite_tier_is_refused" {
  command = plan

  variables {
    user_pool_tier = "LITE"
  }

  expect_failures = [output.refresh_contract]
}

run "an_environment_without_clients_is_taken" {
  command = plan

  variables {
    clients          = {}
    resource_servers = {}
  }

  assert {
    condition     = length(output.client_ids) == 0 && length(output.scope_identifiers) == 0
    error_message = "No clients, no outputs for them."
  }
}
