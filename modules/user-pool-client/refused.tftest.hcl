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

  expect_failures = [var.callback_urls]
}

run "a_hundred_and_one_callbacks_are_refused" {
  command = plan

  variables {
    callback_urls = [for n in range(101) : "https://app.example.com/${n}"]
  }

  expect_failures = [var.callback_urls]
}

run "plain_http_is_refused" {
  command = plan

  variables {
    callback_urls = ["http://app.example.com/callback"]
  }

  expect_failures = [var.callback_urls]
}

run "a_host_that_only_begins_with_localhost_is_refused" {
  command = plan

  variables {
    callback_urls = ["http://localhost.example.com/callback"]
  }

  expect_failures = [var.callback_urls]
}

run "a_path_alone_is_refused" {
  command = plan

  variables {
    callback_urls = ["/callback"]
  }

  expect_failures = [var.callback_urls]
}

run "a_callback_with_a_fragment_is_refused" {
  command = plan

  variables {
    callback_urls = ["https://app.example.com/#/callback"]
  }

  expect_failures = [var.callback_urls]
}

run "a_hundred_and_one_logout_urls_are_refused" {
  command = plan

  variables {
    logout_urls = [for n in range(101) : "https://app.example.com/${n}"]
  }

  expect_failures = [var.logout_urls]
}

run "a_plain_http_logout_url_is_refused" {
  command = plan

  variables {
    logout_urls = ["http://app.example.com/"]
  }

  expect_failures = [var.logout_urls]
}

run "a_logout_url_with_a_fragment_is_refused" {
  command = plan

  variables {
    logout_urls = ["https://app.example.com/#signed-out"]
  }

  expect_failures = [var.logout_urls]
}

run "a_client_without_scopes_is_refused" {
  command = plan

  variables {
    scopes = []
  }

  expect_failures = [var.scopes]
}

run "an_unknown_scope_is_refused" {
  command = plan

  variables {
    scopes = ["openid", "offline_access"]
  }

  expect_failures = [var.scopes]
}

run "a_scope_without_its_name_is_refused" {
  command = plan

  variables {
    scopes = ["https://orders.example.com/"]
  }

  expect_failures = [var.scopes]
}

run "email_without_openid_is_refused" {
  command = plan

  variables {
    scopes = ["email"]
  }

  expect_failures = [var.scopes]
}

run "an_unknown_access_token_unit_is_refused" {
  command = plan

  variables {
    access_token = { unit = "minute" }
  }

  expect_failures = [var.access_token]
}

run "an_access_token_of_sixty_hours_is_refused" {
  command = plan

  variables {
    access_token = { validity = 60, unit = "hours" }
  }

  expect_failures = [var.access_token]
}

run "an_access_token_of_four_minutes_is_refused" {
  command = plan

  variables {
    access_token = { validity = 4 }
  }

  expect_failures = [var.access_token]
}

run "an_unknown_id_token_unit_is_refused" {
  command = plan

  variables {
    id_token = { unit = "minute" }
  }

  expect_failures = [var.id_token]
}

run "an_id_token_of_two_days_is_refused" {
  command = plan

  variables {
    id_token = { validity = 2, unit = "days" }
  }

  expect_failures = [var.id_token]
}

run "an_id_token_of_299_seconds_is_refused" {
  command = plan

  variables {
    id_token = { validity = 299, unit = "seconds" }
  }

  expect_failures = [var.id_token]
}

run "an_unknown_refresh_unit_is_refused" {
  command = plan

  variables {
    refresh = { unit = "weeks" }
  }

  expect_failures = [var.refresh]
}

run "a_refresh_token_of_59_minutes_is_refused" {
  command = plan

  variables {
    access_token = { validity = 5 }
    id_token     = { validity = 5 }
    refresh      = { validity = 59, unit = "minutes" }
  }

  expect_failures = [var.refresh]
}

run "a_refresh_token_of_over_ten_years_is_refused" {
  command = plan

  variables {
    refresh = { validity = 3651 }
  }

  expect_failures = [var.refresh]
}

run "a_grace_period_of_61_seconds_is_refused" {
  command = plan

  variables {
    refresh = { rotation = true, retry_grace_period_seconds = 61 }
  }

  expect_failures = [var.refresh]
}

run "a_negative_grace_period_is_refused" {
  command = plan

  variables {
    refresh = { rotation = true, retry_grace_period_seconds = -1 }
  }

  expect_failures = [var.refresh]
}

run "a_grace_period_without_rotation_is_refused" {
  command = plan

  variables {
    refresh = { retry_grace_period_seconds = 10 }
  }

  expect_failures = [var.refresh]
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

  expect_failures = [var.explicit_auth_flows]
}

run "a_flow_of_the_old_kind_is_refused" {
  command = plan

  variables {
    explicit_auth_flows = ["USER_PASSWORD_AUTH"]
  }

  expect_failures = [var.explicit_auth_flows]
}
