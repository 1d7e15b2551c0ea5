# Each run breaks one rule alone: that of its precondition.
mock_provider "aws" {}

variables {
  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "web"
  callback_urls = ["https://app.example.com/callback"]
}

run "a_name_with_a_slash_is_refused" {
  command = plan

  variables {
    name = "web/app"
  }

  expect_failures = [var.name]
}

run "a_client_without_a_callback_is_refused" {
  command = plan

  variables {
    callback_urls = []
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_hundred_and_one_callbacks_are_refused" {
  command = plan

  variables {
    callback_urls = [for n in range(101) : "https://app.example.com/${n}"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "plain_http_is_refused" {
  command = plan

  variables {
    callback_urls = ["http://app.example.com/callback"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_host_that_only_begins_with_localhost_is_refused" {
  command = plan

  variables {
    callback_urls = ["http://localhost.example.com/callback"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_path_alone_is_refused" {
  command = plan

  variables {
    callback_urls = ["/callback"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_callback_with_a_fragment_is_refused" {
  command = plan

  variables {
    callback_urls = ["https://app.example.com/#/callback"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_hundred_and_one_logout_urls_are_refused" {
  command = plan

  variables {
    logout_urls = [for n in range(101) : "https://app.example.com/${n}"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_plain_http_logout_url_is_refused" {
  command = plan

  variables {
    logout_urls = ["http://app.example.com/"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_logout_url_with_a_fragment_is_refused" {
  command = plan

  variables {
    logout_urls = ["https://app.example.com/#signed-out"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_client_without_scopes_is_refused" {
  command = plan

  variables {
    scopes = []
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_unknown_scope_is_refused" {
  command = plan

  variables {
    scopes = ["openid", "groups"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_scope_without_its_name_is_refused" {
  command = plan

  variables {
    scopes = ["https://orders.example.com/"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "email_without_openid_is_refused" {
  command = plan

  variables {
    scopes = ["email"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_unknown_access_token_unit_is_refused" {
  command = plan

  variables {
    access_token = { unit = "minute" }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_access_token_of_sixty_hours_is_refused" {
  command = plan

  variables {
    access_token = { validity = 60, unit = "hours" }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_access_token_of_four_minutes_is_refused" {
  command = plan

  variables {
    access_token = { validity = 4 }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_unknown_id_token_unit_is_refused" {
  command = plan

  variables {
    id_token = { unit = "minute" }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_id_token_of_two_days_is_refused" {
  command = plan

  variables {
    id_token = { validity = 2, unit = "days" }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_id_token_of_299_seconds_is_refused" {
  command = plan

  variables {
    id_token = { validity = 299, unit = "seconds" }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_unknown_refresh_unit_is_refused" {
  command = plan

  variables {
    refresh = { unit = "weeks" }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_refresh_token_of_59_minutes_is_refused" {
  command = plan

  variables {
    access_token = { validity = 5 }
    id_token     = { validity = 5 }
    refresh      = { validity = 59, unit = "minutes" }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_refresh_token_of_over_ten_years_is_refused" {
  command = plan

  variables {
    refresh = { validity = 3651 }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_grace_period_of_61_seconds_is_refused" {
  command = plan

  variables {
    refresh = { rotation = true, retry_grace_period_seconds = 61 }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_negative_grace_period_is_refused" {
  command = plan

  variables {
    refresh = { rotation = true, retry_grace_period_seconds = -1 }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_grace_period_without_rotation_is_refused" {
  command = plan

  variables {
    refresh = { retry_grace_period_seconds = 10 }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_access_token_longer_than_the_refresh_token_is_refused" {
  command = plan

  variables {
    access_token = { validity = 2, unit = "hours" }
    refresh      = { validity = 1, unit = "hours" }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_id_token_longer_than_the_refresh_token_is_refused" {
  command = plan

  variables {
    id_token = { validity = 2, unit = "hours" }
    refresh  = { validity = 1, unit = "hours" }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "the_refresh_flow_is_not_the_callers_to_set" {
  command = plan

  variables {
    explicit_auth_flows = ["ALLOW_REFRESH_TOKEN_AUTH"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_flow_of_the_old_kind_is_refused" {
  command = plan

  variables {
    explicit_auth_flows = ["USER_PASSWORD_AUTH"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_unknown_application_type_is_refused" {
  command = plan

  variables {
    application_type = "spa"
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_secret_in_a_single_page_app_is_refused" {
  command = plan

  variables {
    application_type = "single-page"
    generate_secret  = true
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_secret_in_a_native_app_is_refused" {
  command = plan

  variables {
    application_type = "native"
    generate_secret  = true
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_machine_without_a_secret_is_refused" {
  command = plan

  variables {
    application_type = "machine-to-machine"
    callback_urls    = []
    scopes           = ["https://orders.example.com/read"]
    generate_secret  = false
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "user_context_without_a_secret_is_refused" {
  command = plan

  variables {
    generate_secret                               = false
    enable_propagate_additional_user_context_data = true
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_machine_with_a_callback_is_refused" {
  command = plan

  variables {
    application_type = "machine-to-machine"
    scopes           = ["https://orders.example.com/read"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_machine_with_a_logout_url_is_refused" {
  command = plan

  variables {
    application_type = "machine-to-machine"
    callback_urls    = []
    scopes           = ["https://orders.example.com/read"]
    logout_urls      = ["https://app.example.com/"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_machine_with_a_default_redirect_uri_is_refused" {
  command = plan

  variables {
    application_type     = "machine-to-machine"
    callback_urls        = []
    scopes               = ["https://orders.example.com/read"]
    default_redirect_uri = "https://app.example.com/callback"
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_machine_with_a_sign_in_flow_is_refused" {
  command = plan

  variables {
    application_type    = "machine-to-machine"
    callback_urls       = []
    scopes              = ["https://orders.example.com/read"]
    explicit_auth_flows = ["ALLOW_USER_SRP_AUTH"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_machine_with_an_identity_provider_is_refused" {
  command = plan

  variables {
    application_type             = "machine-to-machine"
    callback_urls                = []
    scopes                       = ["https://orders.example.com/read"]
    supported_identity_providers = ["Google"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_machine_with_a_refresh_setting_is_refused" {
  command = plan

  variables {
    application_type = "machine-to-machine"
    callback_urls    = []
    scopes           = ["https://orders.example.com/read"]
    refresh          = { revocation = true }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_machine_without_scopes_is_refused" {
  command = plan

  variables {
    application_type = "machine-to-machine"
    callback_urls    = []
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_machine_with_a_scope_of_users_is_refused" {
  command = plan

  variables {
    application_type = "machine-to-machine"
    callback_urls    = []
    scopes           = ["openid", "https://orders.example.com/read"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "plain_http_in_capitals_is_refused" {
  command = plan

  variables {
    callback_urls = ["HTTP://app.example.com/callback"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_script_as_a_callback_is_refused" {
  command = plan

  variables {
    callback_urls = ["javascript://app.example.com/%0aalert(1)"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_callback_with_a_space_is_refused" {
  command = plan

  variables {
    callback_urls = ["https://app.example.com/call back"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_callback_of_1025_characters_is_refused" {
  command = plan

  variables {
    callback_urls = ["https://app.example.com/${join("", [for n in range(1001) : "a"])}"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_wildcard_host_is_refused" {
  command = plan

  variables {
    callback_urls = ["https://*.example.com/callback"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_wildcard_path_is_refused" {
  command = plan

  variables {
    callback_urls = ["https://app.example.com/*"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_callback_written_twice_is_refused" {
  command = plan

  variables {
    callback_urls = ["https://app.example.com/callback", "https://app.example.com/callback"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_logout_url_written_twice_is_refused" {
  command = plan

  variables {
    logout_urls = ["https://app.example.com/", "https://app.example.com/"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_default_redirect_uri_that_is_no_callback_is_refused" {
  command = plan

  variables {
    default_redirect_uri = "https://app.example.com/callback/"
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "offline_access_is_refused" {
  command = plan

  variables {
    scopes = ["openid", "offline_access"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "fifty_one_scopes_are_refused" {
  command = plan

  variables {
    scopes = [for n in range(51) : "https://orders.example.com/${n}"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_scope_of_257_characters_is_refused" {
  command = plan

  variables {
    scopes = ["https://orders.example.com/${join("", [for n in range(230) : "a"])}"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_scope_written_twice_is_refused" {
  command = plan

  variables {
    scopes = ["openid", "openid"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "one_and_a_half_hours_are_refused" {
  command = plan

  variables {
    access_token = { validity = 1.5, unit = "hours" }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "half_a_day_of_refresh_is_refused" {
  command = plan

  variables {
    refresh = { validity = 1.5 }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_broken_grace_period_is_refused" {
  command = plan

  variables {
    refresh = { rotation = true, retry_grace_period_seconds = 0.5 }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_auth_session_of_two_minutes_is_refused" {
  command = plan

  variables {
    auth_session_validity = 2
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_auth_session_of_sixteen_minutes_is_refused" {
  command = plan

  variables {
    auth_session_validity = 16
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_auth_session_of_three_and_a_half_minutes_is_refused" {
  command = plan

  variables {
    auth_session_validity = 3.5
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_flow_that_cognito_does_not_know_is_refused" {
  command = plan

  variables {
    explicit_auth_flows = ["ALLOW_PASSWORD_AUTH"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_client_without_identity_providers_is_refused" {
  command = plan

  variables {
    supported_identity_providers = []
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_identity_provider_name_of_33_characters_is_refused" {
  command = plan

  variables {
    supported_identity_providers = ["${join("", [for n in range(33) : "a"])}"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_unknown_answer_to_unknown_users_is_refused" {
  command = plan

  variables {
    prevent_user_existence_errors = "DISABLED"
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "no_readable_attributes_are_refused" {
  command = plan

  variables {
    scopes          = ["openid"]
    read_attributes = []
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "no_writable_attributes_are_refused" {
  command = plan

  variables {
    write_attributes = []
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_unknown_readable_attribute_is_refused" {
  command = plan

  variables {
    read_attributes = ["email", "department"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_unknown_writable_attribute_is_refused" {
  command = plan

  variables {
    write_attributes = ["department"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_writable_sub_is_refused" {
  command = plan

  variables {
    write_attributes = ["email", "sub"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_writable_email_verified_is_refused" {
  command = plan

  variables {
    write_attributes = ["email_verified"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_scope_whose_attribute_cannot_be_read_is_refused" {
  command = plan

  variables {
    scopes          = ["openid", "email"]
    read_attributes = ["given_name"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_scope_phone_whose_attributes_cannot_be_read_is_refused" {
  command = plan

  variables {
    scopes          = ["openid", "phone"]
    read_attributes = ["email"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_unit_without_a_validity_is_refused" {
  command = plan

  variables {
    application_type = "single-page"
    refresh          = { unit = "hours" }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_unit_without_a_validity_is_refused_even_if_it_is_the_default" {
  command = plan

  variables {
    refresh = { unit = "days" }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_empty_unit_of_the_refresh_token_is_refused" {
  command = plan

  variables {
    refresh = { unit = "" }
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_https_in_capital_letters_is_refused" {
  command = plan

  variables {
    callback_urls = ["HTTPS://app.example.com/callback"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_http_in_capital_letters_is_refused" {
  command = plan

  variables {
    logout_urls = ["HTTP://localhost:3000/"]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "an_empty_default_redirect_uri_is_refused" {
  command = plan

  variables {
    default_redirect_uri = ""
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_machine_without_providers_is_refused" {
  command = plan

  variables {
    application_type = "machine-to-machine"
    scopes           = ["https://orders.example.com/read"]
    callback_urls    = []

    supported_identity_providers = []
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_null_in_callback_urls_is_refused" {
  command = plan

  variables {
    callback_urls = ["https://app.example.com/callback", null]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_null_in_logout_urls_is_refused" {
  command = plan

  variables {
    logout_urls = [null]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_null_in_scopes_is_refused" {
  command = plan

  variables {
    scopes = ["openid", null]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_null_in_supported_identity_providers_is_refused" {
  command = plan

  variables {
    supported_identity_providers = ["COGNITO", null]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_null_in_explicit_auth_flows_is_refused" {
  command = plan

  variables {
    explicit_auth_flows = [null]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_null_in_read_attributes_is_refused" {
  command = plan

  variables {
    read_attributes = ["email", null]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "a_null_in_write_attributes_is_refused" {
  command = plan

  variables {
    write_attributes = ["locale", null]
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}

run "nulls_in_every_list_are_refused" {
  command = plan

  variables {
    callback_urls                = [null]
    logout_urls                  = [null, null]
    scopes                       = [null]
    supported_identity_providers = [null]
    explicit_auth_flows          = [null]
    read_attributes              = [null]
    write_attributes             = [null]
    default_redirect_uri         = "https://app.example.com/callback"
  }

  expect_failures = [aws_cognito_user_pool_client.this]
}
