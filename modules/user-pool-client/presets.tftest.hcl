mock_provider "aws" {}

variables {
  user_pool_id = "eu-west-1_AbCdEfGhI"
  name         = "app"
}

run "web_has_a_secret_and_does_not_rotate" {
  command = plan

  variables {
    application_type = "web"
    callback_urls    = ["https://app.example.com/callback"]
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.generate_secret && output.has_secret
    error_message = "A server must have a secret."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.allowed_oauth_flows == toset(["code"])
    error_message = "A web client must have the code grant alone."
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
    error_message = "A web client's refresh token must be good for 30 days, and not rotate."
  }
}

run "web_with_rotation_has_a_grace_period_of_ten_seconds" {
  command = plan

  variables {
    callback_urls = ["https://app.example.com/callback"]
    refresh       = { rotation = true }
  }

  assert {
    condition = (
      aws_cognito_user_pool_client.this.refresh_token_rotation[0].feature == "ENABLED" &&
      aws_cognito_user_pool_client.this.refresh_token_rotation[0].retry_grace_period_seconds == 10
    )
    error_message = "Rotation must bring its grace period along."
  }
}

run "single_page_has_no_secret_and_rotates_for_a_day" {
  command = plan

  variables {
    application_type = "single-page"
    callback_urls    = ["https://app.example.com/callback"]
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.generate_secret == false && !output.has_secret
    error_message = "A browser must have no secret."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.allowed_oauth_flows == toset(["code"])
    error_message = "A single-page app must have the code grant alone."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.explicit_auth_flows == toset(["ALLOW_USER_SRP_AUTH"])
    error_message = "ALLOW_REFRESH_TOKEN_AUTH must not be there with rotation."
  }

  assert {
    condition = jsonencode(output.refresh_contract) == jsonencode({
      access_token_seconds       = 3600
      id_token_seconds           = 3600
      refresh_token_seconds      = 86400
      rotation                   = true
      retry_grace_period_seconds = 10
      revocation                 = true
      code_response_fields       = ["access_token", "expires_in", "id_token", "refresh_token", "token_type"]
      refresh_response_fields    = ["access_token", "expires_in", "id_token", "refresh_token", "token_type"]
    })
    error_message = "A browser's refresh token must rotate, and end after a day."
  }
}

run "native_has_no_secret_and_rotates_for_a_month" {
  command = plan

  variables {
    application_type = "native"
    callback_urls    = ["com.example.app:/callback"]
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.generate_secret == false && !output.has_secret
    error_message = "A native app must have no secret."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.allowed_oauth_flows == toset(["code"])
    error_message = "A native app must have the code grant alone."
  }

  assert {
    condition = (
      aws_cognito_user_pool_client.this.refresh_token_rotation[0].feature == "ENABLED" &&
      aws_cognito_user_pool_client.this.refresh_token_rotation[0].retry_grace_period_seconds == 30
    )
    error_message = "A native app's refresh token must rotate, with a grace period of 30 s."
  }

  assert {
    condition     = output.refresh_contract.refresh_token_seconds == 2592000 && output.refresh_contract.revocation
    error_message = "A native app's refresh token must be good for 30 days, and revocable."
  }
}

run "machine_to_machine_has_a_secret_and_no_refresh_token" {
  command = plan

  variables {
    application_type = "machine-to-machine"
    scopes           = ["https://orders.example.com/read"]
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.generate_secret && output.has_secret
    error_message = "A machine must have a secret."
  }

  assert {
    condition = (
      aws_cognito_user_pool_client.this.allowed_oauth_flows_user_pool_client &&
      aws_cognito_user_pool_client.this.allowed_oauth_flows == toset(["client_credentials"])
    )
    error_message = "A machine must have the client credentials grant alone."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.allowed_oauth_scopes == toset(["https://orders.example.com/read"])
    error_message = "The scopes must be exactly the caller's."
  }

  # An empty list would be SRP, custom and refresh.
  assert {
    condition     = aws_cognito_user_pool_client.this.explicit_auth_flows == toset(["ALLOW_REFRESH_TOKEN_AUTH"])
    error_message = "No sign-in flow of users may be on."
  }

  assert {
    condition = (
      length(aws_cognito_user_pool_client.this.callback_urls) == 0 &&
      length(aws_cognito_user_pool_client.this.logout_urls) == 0
    )
    error_message = "A machine must have no URLs, as empty lists."
  }

  assert {
    condition = (
      length(aws_cognito_user_pool_client.this.refresh_token_rotation) == 1 &&
      aws_cognito_user_pool_client.this.refresh_token_rotation[0].feature == "DISABLED" &&
      aws_cognito_user_pool_client.this.refresh_token_rotation[0].retry_grace_period_seconds == 0
    )
    error_message = "The rotation block must be whole here too."
  }

  assert {
    condition = jsonencode(output.refresh_contract) == jsonencode({
      access_token_seconds       = 3600
      id_token_seconds           = 3600
      refresh_token_seconds      = 2592000
      rotation                   = false
      retry_grace_period_seconds = 0
      revocation                 = true
      code_response_fields       = []
      refresh_response_fields    = []
    })
    error_message = "The contract must have the same keys, and no fields for grants that are not there."
  }
}

run "each_field_of_a_preset_can_be_set_alone" {
  command = plan

  variables {
    application_type = "native"
    callback_urls    = ["com.example.app:/callback"]
    refresh          = { validity = 90 }
  }

  assert {
    condition     = output.refresh_contract.refresh_token_seconds == 7776000
    error_message = "The validity must be the caller's, in the preset's unit."
  }

  assert {
    condition = (
      output.refresh_contract.rotation &&
      output.refresh_contract.retry_grace_period_seconds == 30 &&
      output.refresh_contract.revocation
    )
    error_message = "What the caller leaves out must stay as the preset has it."
  }
}

run "a_preset_can_be_turned_around" {
  command = plan

  variables {
    application_type = "single-page"
    callback_urls    = ["https://app.example.com/callback"]
    refresh          = { validity = 2, unit = "hours", rotation = false, revocation = false }
  }

  assert {
    condition = (
      aws_cognito_user_pool_client.this.refresh_token_rotation[0].feature == "DISABLED" &&
      aws_cognito_user_pool_client.this.refresh_token_rotation[0].retry_grace_period_seconds == 0
    )
    error_message = "Rotation off must take the preset's grace period with it."
  }

  assert {
    condition     = contains(aws_cognito_user_pool_client.this.explicit_auth_flows, "ALLOW_REFRESH_TOKEN_AUTH")
    error_message = "Without rotation the refresh flow must be allowed."
  }

  assert {
    condition     = output.refresh_contract.refresh_token_seconds == 7200 && !output.refresh_contract.revocation
    error_message = "Each field must be the caller's."
  }
}

run "a_grace_period_of_nought_is_the_callers" {
  command = plan

  variables {
    application_type = "native"
    callback_urls    = ["com.example.app:/callback"]
    refresh          = { retry_grace_period_seconds = 0 }
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.refresh_token_rotation[0].retry_grace_period_seconds == 0
    error_message = "Nought must not be read as left out."
  }
}

run "a_web_client_without_a_secret_is_taken" {
  command = plan

  variables {
    callback_urls   = ["https://app.example.com/callback"]
    generate_secret = false
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.generate_secret == false && !output.has_secret
    error_message = "generate_secret must be free to differ from the preset."
  }
}
