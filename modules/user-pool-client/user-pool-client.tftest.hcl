mock_provider "aws" {
  mock_resource "aws_cognito_user_pool_client" {
    defaults = {
      id            = "1example23456789abcdefghij"
      client_secret = "1example-secret"
    }
  }
}

variables {
  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "web"
  callback_urls = ["https://app.example.com/callback"]
}

run "a_client_is_for_the_code_grant_of_the_pools_own_users" {
  command = plan

  assert {
    condition = (
      aws_cognito_user_pool_client.this.allowed_oauth_flows_user_pool_client &&
      aws_cognito_user_pool_client.this.allowed_oauth_flows == toset(["code"])
    )
    error_message = "The code grant must be on, and no other."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.supported_identity_providers == toset(["COGNITO"])
    error_message = "Users must be the users of the pool."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.allowed_oauth_scopes == toset(["email", "openid"])
    error_message = "The default scopes must be openid and email."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.prevent_user_existence_errors == "ENABLED"
    error_message = "A wrong password and an unknown user must get the same answer."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.generate_secret && aws_cognito_user_pool_client.this.enable_token_revocation
    error_message = "A client must be confidential, with revocation, unless told otherwise."
  }
}

# hashicorp/terraform-provider-aws: a null list keeps the old value.
run "lists_are_never_null" {
  command = plan

  assert {
    condition     = aws_cognito_user_pool_client.this.callback_urls == toset(["https://app.example.com/callback"])
    error_message = "callback_urls must reach the client."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.logout_urls != null && length(aws_cognito_user_pool_client.this.logout_urls) == 0
    error_message = "No logout URLs must be an empty list, which clears the old one."
  }
}

# hashicorp/terraform-provider-aws: a null list keeps the old value; an empty one
# is Cognito's default, every attribute (#28684).
run "every_attribute_is_an_empty_list" {
  command = plan

  assert {
    condition = (
      try(length(aws_cognito_user_pool_client.this.read_attributes), -1) == 0 &&
      try(length(aws_cognito_user_pool_client.this.write_attributes), -1) == 0
    )
    error_message = "Attributes that are left out must be empty lists, not null."
  }
}

# hashicorp/terraform-provider-aws: a missing unit is read as a validity of zero.
run "all_validities_are_sent_with_all_units" {
  command = plan

  variables {
    access_token = { validity = 30 }
    refresh      = { validity = 12, unit = "hours" }
  }

  assert {
    condition = [
      aws_cognito_user_pool_client.this.access_token_validity,
      aws_cognito_user_pool_client.this.id_token_validity,
      aws_cognito_user_pool_client.this.refresh_token_validity,
    ] == [30, 60, 12]
    error_message = "All three validities must be sent."
  }

  assert {
    condition = [
      aws_cognito_user_pool_client.this.token_validity_units[0].access_token,
      aws_cognito_user_pool_client.this.token_validity_units[0].id_token,
      aws_cognito_user_pool_client.this.token_validity_units[0].refresh_token,
    ] == ["minutes", "minutes", "hours"]
    error_message = "All three units must be sent."
  }
}

# hashicorp/terraform-provider-aws #43531, #45646, #47554.
run "rotation_off_is_said_in_full" {
  command = plan

  assert {
    condition = (
      length(aws_cognito_user_pool_client.this.refresh_token_rotation) == 1 &&
      aws_cognito_user_pool_client.this.refresh_token_rotation[0].feature == "DISABLED"
    )
    error_message = "The block must be there when rotation is off."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.refresh_token_rotation[0].retry_grace_period_seconds == 0
    error_message = "The grace period must be 0, not null, when rotation is off."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.explicit_auth_flows == toset(["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"])
    error_message = "Without rotation the refresh flow must be allowed."
  }

  assert {
    condition = jsonencode(output.refresh_contract) == jsonencode({
      access_token_seconds       = 3600
      id_token_seconds           = 3600
      refresh_token_seconds      = 2592000
      rotation                   = false
      retry_grace_period_seconds = 0
      revocation                 = true
      code_response_fields       = ["access_token", "expires_in", "id_token", "refresh_token", "token_type"]
      refresh_response_fields    = ["access_token", "expires_in", "id_token", "token_type"]
    })
    error_message = "Without rotation a refresh must give no refresh token."
  }
}

# hashicorp/terraform-provider-aws #47196.
run "rotation_on_takes_the_refresh_flow_away" {
  command = plan

  variables {
    refresh = { rotation = true, retry_grace_period_seconds = 10 }
  }

  assert {
    condition = (
      aws_cognito_user_pool_client.this.refresh_token_rotation[0].feature == "ENABLED" &&
      aws_cognito_user_pool_client.this.refresh_token_rotation[0].retry_grace_period_seconds == 10
    )
    error_message = "Rotation and its grace period must reach the client."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.explicit_auth_flows == toset(["ALLOW_USER_SRP_AUTH"])
    error_message = "ALLOW_REFRESH_TOKEN_AUTH must not be there with rotation."
  }

  assert {
    condition     = output.refresh_contract.rotation && output.refresh_contract.retry_grace_period_seconds == 10
    error_message = "The contract must say that tokens rotate, and with what grace."
  }

  assert {
    condition = (
      output.refresh_contract.refresh_response_fields ==
      tolist(["access_token", "expires_in", "id_token", "refresh_token", "token_type"])
    )
    error_message = "With rotation a refresh must give a refresh token."
  }
}

run "without_openid_there_is_no_id_token" {
  command = plan

  variables {
    scopes = ["https://orders.example.com/read"]
  }

  assert {
    condition     = output.refresh_contract.code_response_fields == tolist(["access_token", "expires_in", "refresh_token", "token_type"])
    error_message = "A code must give no ID token without openid."
  }

  assert {
    condition     = output.refresh_contract.refresh_response_fields == tolist(["access_token", "expires_in", "token_type"])
    error_message = "A refresh must give no ID token without openid."
  }
}

run "lifetimes_in_the_contract_are_seconds" {
  command = plan

  variables {
    access_token = { validity = 300, unit = "seconds" }
    id_token     = { validity = 1, unit = "days" }
    refresh      = { validity = 3650, revocation = false }
  }

  assert {
    condition = [
      output.refresh_contract.access_token_seconds,
      output.refresh_contract.id_token_seconds,
      output.refresh_contract.refresh_token_seconds,
    ] == [300, 86400, 315360000]
    error_message = "Each limit is taken, and turned into seconds."
  }

  assert {
    condition     = !output.refresh_contract.revocation && !aws_cognito_user_pool_client.this.enable_token_revocation
    error_message = "revocation must reach the client and the contract."
  }
}

run "the_callers_flows_are_added" {
  command = plan

  variables {
    explicit_auth_flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"]
  }

  assert {
    condition = (
      aws_cognito_user_pool_client.this.explicit_auth_flows ==
      toset(["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"])
    )
    error_message = "The caller's flows must stand beside the derived ones."
  }
}

run "the_urls_that_cognito_takes_are_taken" {
  command = plan

  variables {
    callback_urls = [
      "https://app.example.com/callback?tenant=1",
      "http://localhost:3000/callback",
      "http://127.0.0.1/callback",
      "http://[::1]:3000/callback",
      "http://localhost",
      "com.example.app:/callback",
      "myapp://callback",
    ]
    logout_urls = ["http://localhost:3000/signed-out", "myapp://signed-out"]
  }

  assert {
    condition = (
      length(aws_cognito_user_pool_client.this.callback_urls) == 7 &&
      length(aws_cognito_user_pool_client.this.logout_urls) == 2
    )
    error_message = "https, http on loopback, and an app's own scheme are all fine."
  }
}

run "a_public_client_has_no_secret" {
  command = plan

  variables {
    generate_secret = false
  }

  assert {
    condition     = output.has_secret == false
    error_message = "has_secret must say that there is none."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.generate_secret == false
    error_message = "generate_secret must reach the client."
  }

  assert {
    condition     = nonsensitive(output.client_secret) == null
    error_message = "A public client must have no secret, whatever the provider reports."
  }
}

run "a_confidential_client_has_a_secret" {
  assert {
    condition     = output.has_secret
    error_message = "has_secret must say that there is one."
  }

  assert {
    condition     = output.client_id == "1example23456789abcdefghij"
    error_message = "client_id must be the id of the client."
  }

  assert {
    condition     = nonsensitive(output.client_secret) == "1example-secret"
    error_message = "client_secret must be the secret of the client."
  }
}

run "what_is_left_out_is_as_cognito_has_it" {
  command = plan

  assert {
    condition = (
      aws_cognito_user_pool_client.this.auth_session_validity == 3 &&
      !aws_cognito_user_pool_client.this.enable_propagate_additional_user_context_data
    )
    error_message = "An API sign-in must have 3 minutes, and no user context."
  }
}

run "the_callers_settings_reach_the_client" {
  command = plan

  variables {
    callback_urls                                 = ["https://app.example.com/callback", "https://app.example.com/other"]
    default_redirect_uri                          = "https://app.example.com/other"
    supported_identity_providers                  = ["Google"]
    auth_session_validity                         = 15
    prevent_user_existence_errors                 = "LEGACY"
    enable_propagate_additional_user_context_data = true
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.default_redirect_uri == "https://app.example.com/other"
    error_message = "default_redirect_uri must reach the client."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.supported_identity_providers == toset(["Google"])
    error_message = "A client need not have the users of the pool."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.auth_session_validity == 15
    error_message = "auth_session_validity must reach the client."
  }

  assert {
    condition = (
      aws_cognito_user_pool_client.this.prevent_user_existence_errors == "LEGACY" &&
      aws_cognito_user_pool_client.this.enable_propagate_additional_user_context_data
    )
    error_message = "prevent_user_existence_errors and the user context must reach the client."
  }
}

run "the_attributes_that_cognito_takes_are_taken" {
  command = plan

  variables {
    read_attributes  = ["sub", "email", "email_verified", "custom:department", "oidc:profile"]
    write_attributes = ["given_name", "custom:department"]
  }

  assert {
    condition = (
      aws_cognito_user_pool_client.this.read_attributes ==
      toset(["sub", "email", "email_verified", "custom:department", "oidc:profile"])
    )
    error_message = "read_attributes must reach the client."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.write_attributes == toset(["given_name", "custom:department"])
    error_message = "write_attributes must reach the client."
  }
}

run "readable_attributes_leave_the_default_scopes_alone" {
  command = plan

  variables {
    read_attributes = ["name"]
  }

  assert {
    condition = (
      aws_cognito_user_pool_client.this.allowed_oauth_scopes == toset(["email", "openid"]) &&
      aws_cognito_user_pool_client.this.read_attributes == toset(["name"])
    )
    error_message = "The caller did not write the scope email, so the list of readable attributes must not cause an error."
  }
}

run "a_verified_flag_is_something_that_a_scope_gives" {
  command = plan

  variables {
    scopes          = ["openid", "email", "phone"]
    read_attributes = ["email_verified", "phone_number_verified"]
  }

  assert {
    condition     = length(local.unreadable_scopes) == 0
    error_message = "email gives email_verified as well, and phone gives phone_number_verified."
  }
}

run "a_validity_takes_the_unit_of_the_type" {
  command = plan

  variables {
    refresh = { validity = 7 }
  }

  assert {
    condition = (
      aws_cognito_user_pool_client.this.refresh_token_validity == 7 &&
      aws_cognito_user_pool_client.this.token_validity_units[0].refresh_token == "days"
    )
    error_message = "A validity on its own must count what the default counts."
  }
}

run "a_validity_and_a_unit_reach_the_client" {
  command = plan

  variables {
    refresh = { validity = 12, unit = "hours" }
  }

  assert {
    condition = (
      aws_cognito_user_pool_client.this.refresh_token_validity == 12 &&
      aws_cognito_user_pool_client.this.token_validity_units[0].refresh_token == "hours"
    )
    error_message = "Both must be the caller's."
  }
}

run "a_unit_of_its_own_is_fine_for_the_other_tokens" {
  command = plan

  variables {
    access_token = { unit = "minutes" }
    id_token     = { unit = "minutes" }
  }

  assert {
    condition = (
      aws_cognito_user_pool_client.this.access_token_validity == 60 &&
      aws_cognito_user_pool_client.this.id_token_validity == 60
    )
    error_message = "Their defaults count minutes."
  }
}

run "the_scheme_of_an_app_may_have_capital_letters" {
  command = plan

  variables {
    callback_urls = ["MyApp://callback", "https://App.example.com/Callback"]
  }

  assert {
    condition     = length(aws_cognito_user_pool_client.this.callback_urls) == 2
    error_message = "Only http and https are a browser's to write."
  }
}
