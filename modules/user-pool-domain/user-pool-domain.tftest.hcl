mock_provider "aws" {}

variables {
  user_pool_id  = "eu-west-1_AbCdEfGhI"
  domain_prefix = "orders-login"
}

run "the_domain_serves_the_classic_pages" {
  command = plan

  assert {
    condition     = aws_cognito_user_pool_domain.this.domain == "orders-login"
    error_message = "The prefix must reach the domain."
  }

  assert {
    condition     = aws_cognito_user_pool_domain.this.managed_login_version == 1
    error_message = "Managed login shows no page without a branding style, so 1 must be the default."
  }

  assert {
    condition     = aws_cognito_user_pool_domain.this.certificate_arn == null
    error_message = "A prefix domain has no certificate of its own."
  }
}

run "endpoints_are_known_at_plan" {
  command = plan

  assert {
    condition = output.login_base_url == "https://orders-login.auth.eu-west-1.amazoncognito.com" && [
      output.authorization_endpoint,
      output.token_endpoint,
      output.revocation_endpoint,
      output.userinfo_endpoint,
      output.end_session_endpoint,
      ] == [
      "https://orders-login.auth.eu-west-1.amazoncognito.com/oauth2/authorize",
      "https://orders-login.auth.eu-west-1.amazoncognito.com/oauth2/token",
      "https://orders-login.auth.eu-west-1.amazoncognito.com/oauth2/revoke",
      "https://orders-login.auth.eu-west-1.amazoncognito.com/oauth2/userInfo",
      "https://orders-login.auth.eu-west-1.amazoncognito.com/logout",
    ]
    error_message = "The endpoints must be those of Cognito, in the region of the pool id."
  }
}

run "managed_login_can_be_asked_for" {
  command = plan

  variables {
    managed_login_version = 2
  }

  assert {
    condition     = aws_cognito_user_pool_domain.this.managed_login_version == 2
    error_message = "managed_login_version must reach the domain."
  }
}

run "a_prefix_of_63_characters_is_taken" {
  command = plan

  variables {
    domain_prefix = "a23456789-123456789-123456789-123456789-123456789-123456789-123"
  }

  assert {
    condition     = length(aws_cognito_user_pool_domain.this.domain) == 63
    error_message = "63 characters are the limit, not over it."
  }
}

run "a_prefix_of_64_characters_is_refused" {
  command = plan

  variables {
    domain_prefix = "a23456789-123456789-123456789-123456789-123456789-123456789-1234"
  }

  expect_failures = [var.domain_prefix]
}

run "an_upper_case_prefix_is_refused" {
  command = plan

  variables {
    domain_prefix = "Orders"
  }

  expect_failures = [var.domain_prefix]
}

run "a_prefix_that_ends_in_a_hyphen_is_refused" {
  command = plan

  variables {
    domain_prefix = "orders-"
  }

  expect_failures = [var.domain_prefix]
}

run "a_whole_host_name_is_refused" {
  command = plan

  variables {
    domain_prefix = "login.example.com"
  }

  expect_failures = [var.domain_prefix]
}

run "the_word_aws_is_refused" {
  command = plan

  variables {
    domain_prefix = "orders-aws-login"
  }

  expect_failures = [var.domain_prefix]
}

run "the_word_cognito_is_refused_inside_a_word" {
  command = plan

  variables {
    domain_prefix = "mycognitologin"
  }

  expect_failures = [var.domain_prefix]
}

run "an_unknown_managed_login_version_is_refused" {
  command = plan

  variables {
    managed_login_version = 3
  }

  expect_failures = [var.managed_login_version]
}
