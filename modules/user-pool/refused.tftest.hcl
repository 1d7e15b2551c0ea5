# Each run holds one input that Cognito would refuse, at create or at sign-in,
# and that is refused at plan instead.

mock_provider "aws" {}

variables {
  name = "orders-test"
}

# The pool itself.

run "a_name_with_a_slash_is_refused" {
  command = plan

  variables {
    name = "orders/test"
  }

  expect_failures = [var.name]
}

run "a_name_of_129_characters_is_refused" {
  command = plan

  variables {
    name = join("", [for i in range(129) : "x"])
  }

  expect_failures = [var.name]
}

run "an_unknown_tier_is_refused" {
  command = plan

  variables {
    user_pool_tier = "essentials"
  }

  expect_failures = [var.user_pool_tier]
}

run "an_unknown_deletion_protection_is_refused" {
  command = plan

  variables {
    deletion_protection = "true"
  }

  expect_failures = [var.deletion_protection]
}

run "a_51st_tag_is_refused" {
  command = plan

  variables {
    tags = { for i in range(51) : "tag-${i}" => "x" }
  }

  expect_failures = [var.tags]
}

run "a_tag_key_that_belongs_to_aws_is_refused" {
  command = plan

  variables {
    tags = { "aws:team" = "orders" }
  }

  expect_failures = [var.tags]
}

run "a_tag_value_of_257_characters_is_refused" {
  command = plan

  variables {
    tags = { team = join("", [for i in range(257) : "x"]) }
  }

  expect_failures = [var.tags]
}

run "an_unknown_threat_protection_mode_is_refused" {
  command = plan

  variables {
    user_pool_tier    = "PLUS"
    threat_protection = { advanced_security_mode = "ON" }
  }

  expect_failures = [var.threat_protection]
}

run "an_unknown_custom_auth_mode_is_refused" {
  command = plan

  variables {
    user_pool_tier    = "PLUS"
    threat_protection = { custom_auth_mode = "OFF" }
  }

  expect_failures = [var.threat_protection]
}

# What the tier does not have.

run "passwordless_sign_in_in_the_lite_tier_is_refused" {
  command = plan

  variables {
    user_pool_tier = "LITE"
    sign_in        = { allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"] }
  }

  expect_failures = [aws_cognito_user_pool.this]
}

run "email_mfa_in_the_lite_tier_is_refused" {
  command = plan

  variables {
    user_pool_tier   = "LITE"
    email            = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
    account_recovery = ["admin_only"]
    mfa              = { configuration = "OPTIONAL", email = { subject = "Your code", message = "{####}" } }
  }

  expect_failures = [aws_cognito_user_pool.this]
}

run "a_password_history_in_the_lite_tier_is_refused" {
  command = plan

  variables {
    user_pool_tier  = "LITE"
    password_policy = { password_history_size = 3 }
  }

  expect_failures = [aws_cognito_user_pool.this]
}

run "access_token_customization_in_the_lite_tier_is_refused" {
  command = plan

  variables {
    user_pool_tier  = "LITE"
    lambda_triggers = { pre_token_generation = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:f" } }
  }

  expect_failures = [aws_cognito_user_pool.this]
}

run "threat_protection_in_the_essentials_tier_is_refused" {
  command = plan

  variables {
    threat_protection = {}
  }

  expect_failures = [aws_cognito_user_pool.this]
}

run "threat_protection_that_is_off_but_for_custom_flows_is_refused" {
  command = plan

  variables {
    threat_protection = { advanced_security_mode = "OFF", custom_auth_mode = "AUDIT" }
  }

  expect_failures = [aws_cognito_user_pool.this]
}

run "a_tag_that_is_null_is_refused" {
  command = plan

  variables {
    tags = { team = null }
  }

  expect_failures = [var.tags]
}
