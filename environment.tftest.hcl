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
      name             = "single-page-app"
      application_type = "single-page"
      callback_urls    = ["https://spa.example.com/callback"]
    }
  }
}

run "an_app_gets_all_it_needs" {
  assert {
    condition = (
      output.user_pool_id == "eu-west-1_AbCdEfGhI" &&
      output.user_pool_arn == "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI" &&
      output.region == "eu-west-1"
    )
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
    condition = alltrue([for name in keys(output.environment) : jsonencode(output.environment[name]) == jsonencode({
      user_pool_id             = output.user_pool_id
      user_pool_arn            = output.user_pool_arn
      region                   = output.region
      issuer                   = output.issuer
      jwks_uri                 = output.jwks_uri
      openid_configuration_uri = output.openid_configuration_uri
      login_base_url           = output.login_base_url
      authorization_endpoint   = output.authorization_endpoint
      token_endpoint           = output.token_endpoint
      revocation_endpoint      = output.revocation_endpoint
      userinfo_endpoint        = output.userinfo_endpoint
      end_session_endpoint     = output.end_session_endpoint
      client_ids               = output.client_ids
      scope_identifiers        = output.scope_identifiers
      identity_provider_names  = output.identity_provider_names
      refresh_contract         = output.refresh_contract
      user_pool_settings       = output.user_pool_settings
      client_settings          = output.client_settings
    }[name])])
    error_message = "environment must be all other outputs but the secrets."
  }

  assert {
    condition = (
      output.scope_identifiers["https://orders.example.com"] ==
      tolist(["https://orders.example.com/read", "https://orders.example.com/write"])
    )
    error_message = "Scopes must be spelled as a client asks for them."
  }
}

# TestRootInputs copies the defaults of `clients` from the client module; this checks
# that they reach a client.
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
    condition = jsonencode(output.client_settings["web"]) == jsonencode({
      generate_secret               = true
      explicit_auth_flows           = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"]
      allowed_oauth_flows           = ["code"]
      allowed_oauth_scopes          = ["email", "https://orders.example.com/read", "openid"]
      callback_urls                 = ["https://app.example.com/callback"]
      logout_urls                   = []
      prevent_user_existence_errors = "ENABLED"
    })
    error_message = "The settings of a client must be those that it is declared to have."
  }

  assert {
    condition = (
      jsonencode(output.user_pool_settings) ==
      jsonencode({
        deletion_protection   = "ACTIVE"
        user_pool_tier        = "ESSENTIALS"
        mfa_configuration     = "OFF"
        managed_login_version = 1

        password_policy = {
          minimum_length                   = 12
          require_lowercase                = true
          require_uppercase                = true
          require_numbers                  = true
          require_symbols                  = true
          password_history_size            = 0
          temporary_password_validity_days = 7
        }
        allow_admin_create_user_only = true
        account_recovery             = ["verified_email"]
        advanced_security_mode       = null
        custom_auth_mode             = null
      })
    )
    error_message = "The settings of the pool must be those that it is declared to have."
  }

  assert {
    condition = (
      output.refresh_contract["spa"].rotation &&
      contains(output.refresh_contract["spa"].refresh_response_fields, "refresh_token")
    )
    error_message = "The contract must be each client's own."
  }
}

run "a_scope_that_no_resource_server_declares_is_rejected" {
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

run "the_scope_of_client_registration_needs_no_resource_server" {
  command = plan

  variables {
    clients = {
      registrar = {
        application_type = "machine-to-machine"
        scopes           = ["aws.cognito/dcr/register"]
      }
    }
  }

  assert {
    condition     = module.user_pool_client["registrar"].settings.allowed_oauth_scopes == tolist(["aws.cognito/dcr/register"])
    error_message = "The scope of dynamic client registration must reach the client."
  }
}

run "rotation_on_the_lite_tier_is_rejected" {
  command = plan

  variables {
    user_pool_tier = "LITE"
  }

  expect_failures = [output.refresh_contract]
}

run "an_identity_provider_that_the_pool_does_not_have_is_rejected" {
  command = plan

  variables {
    clients = {
      web = {
        callback_urls                = ["https://app.example.com/callback"]
        supported_identity_providers = ["Google"]
      }
    }
  }

  expect_failures = [output.client_ids]
}

run "a_custom_attribute_that_the_pool_does_not_have_is_rejected" {
  command = plan

  variables {
    clients = {
      web = {
        callback_urls   = ["https://app.example.com/callback"]
        read_attributes = ["email", "custom:team"]
      }
    }
  }

  expect_failures = [output.client_ids]
}

run "a_mapped_attribute_that_the_client_may_not_write_is_rejected" {
  command = plan

  variables {
    identity_providers = {
      Company = {
        type              = "OIDC"
        client_id         = "orders"
        authorize_scopes  = ["openid"]
        oidc              = { issuer = "https://login.example.com" }
        attribute_mapping = { email = "claim" }
      }
    }
    identity_provider_secrets = { Company = "not-a-real-secret" }
    clients = {
      web = {
        callback_urls                = ["https://app.example.com/callback"]
        supported_identity_providers = ["Company"]
        write_attributes             = ["name"]
      }
    }
  }

  expect_failures = [output.client_ids]
}

run "a_mapping_to_an_attribute_that_the_pool_does_not_have_is_rejected" {
  command = plan

  variables {
    identity_providers = {
      Company = {
        type              = "OIDC"
        client_id         = "orders"
        authorize_scopes  = ["openid"]
        oidc              = { issuer = "https://login.example.com" }
        attribute_mapping = { "custom:team" = "claim" }
      }
    }
    identity_provider_secrets = { Company = "not-a-real-secret" }
  }

  expect_failures = [output.identity_provider_names]
}

run "a_mapping_to_an_attribute_that_cannot_change_is_rejected" {
  command = plan

  variables {
    attributes = { team = { mutable = false } }
    identity_providers = {
      Company = {
        type              = "OIDC"
        client_id         = "orders"
        authorize_scopes  = ["openid"]
        oidc              = { issuer = "https://login.example.com" }
        attribute_mapping = { "custom:team" = "claim" }
      }
    }
    identity_provider_secrets = { Company = "not-a-real-secret" }
  }

  expect_failures = [output.identity_provider_names]
}

run "a_secret_of_no_provider_is_rejected" {
  command = plan

  variables {
    identity_provider_secrets = { Google = "not-a-real-secret" }
  }

  expect_failures = [output.identity_provider_names]
}

run "managed_login_on_the_lite_tier_is_rejected" {
  command = plan

  variables {
    user_pool_tier        = "LITE"
    managed_login_version = 2
    clients               = {}
  }

  expect_failures = [output.login_base_url]
}

run "a_26th_resource_server_is_rejected" {
  command = plan

  variables {
    resource_servers = { for i in range(26) : "https://orders-${i}.example.com" => {} }
    clients          = {}
  }

  expect_failures = [output.scope_identifiers]
}

run "a_required_attribute_that_a_provider_does_not_give_is_rejected" {
  command = plan

  variables {
    attributes = { given_name = { required = true } }
    identity_providers = {
      Company = {
        type              = "OIDC"
        client_id         = "orders"
        authorize_scopes  = ["openid"]
        oidc              = { issuer = "https://login.example.com" }
        attribute_mapping = { email = "email" }
      }
    }
    identity_provider_secrets = { Company = "not-a-real-secret" }
  }

  expect_failures = [output.identity_provider_names]
}

run "an_identifier_of_two_providers_is_rejected" {
  command = plan

  variables {
    identity_providers = {
      One = {
        type             = "OIDC"
        client_id        = "orders"
        authorize_scopes = ["openid"]
        oidc             = { issuer = "https://one.example.com" }
        idp_identifiers  = ["example.com"]
      }
      Two = {
        type             = "OIDC"
        client_id        = "orders"
        authorize_scopes = ["openid"]
        oidc             = { issuer = "https://two.example.com" }
        idp_identifiers  = ["example.com"]
      }
    }
    identity_provider_secrets = { One = "not-a-real-secret", Two = "not-a-real-secret" }
  }

  expect_failures = [output.identity_provider_names]
}

run "a_client_without_a_key_is_rejected" {
  command = plan

  variables {
    clients = { "" = { callback_urls = ["https://app.example.com/callback"] } }
  }

  expect_failures = [var.clients]
}

run "a_null_client_is_rejected" {
  command = plan

  variables {
    clients = { web = null }
  }

  expect_failures = [var.clients]
}

run "a_null_resource_server_is_rejected" {
  command = plan

  variables {
    clients          = {}
    resource_servers = { "https://orders.example.com" = null }
  }

  expect_failures = [var.resource_servers]
}

run "a_null_identity_provider_is_rejected" {
  command = plan

  variables {
    identity_providers = { Company = null }
  }

  expect_failures = [var.identity_providers]
}

run "a_null_group_is_rejected" {
  command = plan

  variables {
    groups = { support = null }
  }

  expect_failures = [var.groups]
}

# "Things to know about mappings" in the developer guide: a provider may say that
# an address is verified, and no client can write that.
run "a_provider_may_say_what_is_verified" {
  command = plan

  variables {
    identity_providers = {
      Google = {
        type              = "Google"
        client_id         = "orders"
        authorize_scopes  = ["openid", "email"]
        attribute_mapping = { email = "email", email_verified = "email_verified" }
      }
    }
    identity_provider_secrets = { Google = "not-a-real-secret" }
    clients = {
      web = {
        callback_urls                = ["https://app.example.com/callback"]
        supported_identity_providers = ["Google"]
        write_attributes             = ["email"]
      }
    }
  }

  assert {
    condition     = output.identity_provider_names == tolist(["Google"])
    error_message = "The provider must be there."
  }
}

run "a_provider_and_its_attributes_are_taken" {
  command = plan

  variables {
    attributes = { team = {} }
    identity_providers = {
      Company = {
        type              = "OIDC"
        client_id         = "orders"
        authorize_scopes  = ["openid"]
        oidc              = { issuer = "https://login.example.com" }
        attribute_mapping = { "custom:team" = "claim" }
      }
    }
    identity_provider_secrets = { Company = "not-a-real-secret" }
    clients = {
      web = {
        callback_urls                = ["https://app.example.com/callback"]
        supported_identity_providers = ["COGNITO", "Company"]
        write_attributes             = ["email", "custom:team"]
        read_attributes              = ["email", "email_verified", "custom:team"]
      }
    }
    groups = { support = { precedence = 1 } }
  }

  assert {
    condition     = output.identity_provider_names == tolist(["Company"])
    error_message = "The provider must be there."
  }
}

run "a_custom_domain_is_beside_the_prefix_and_before_it" {
  command = plan

  variables {
    custom_domain = {
      name            = "login.example.com"
      certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
    }
  }

  assert {
    condition = (
      keys(module.user_pool_domain) == ["custom", "prefix"] &&
      output.token_endpoint == "https://login.example.com/oauth2/token"
    )
    error_message = "With both domains, the outputs name the custom one."
  }
}

run "a_custom_domain_may_be_alone" {
  command = plan

  variables {
    domain_prefix = null
    custom_domain = {
      name            = "login.example.com"
      certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
    }
  }

  assert {
    condition     = keys(module.user_pool_domain) == ["custom"]
    error_message = "Without a prefix there is no prefix domain."
  }
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
