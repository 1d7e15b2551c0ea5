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
  name = "orders-test"
}

run "users_sign_in_with_a_verified_email" {
  command = plan

  assert {
    condition     = aws_cognito_user_pool.this.username_attributes == toset(["email"])
    error_message = "Users must sign in with email alone."
  }

  assert {
    condition     = aws_cognito_user_pool.this.auto_verified_attributes == toset(["email"])
    error_message = "The email must be verified at sign-up."
  }

  assert {
    condition     = aws_cognito_user_pool.this.username_configuration[0].case_sensitive == false
    error_message = "Ann@example.com and ann@example.com must be the same user."
  }

  assert {
    condition = [
      for mechanism in aws_cognito_user_pool.this.account_recovery_setting[0].recovery_mechanism :
      [mechanism.name, tostring(mechanism.priority)]
    ] == [["verified_email", "1"]]
    error_message = "Recovery must go to the verified email and nowhere else."
  }
}

run "a_pool_is_safe_by_default" {
  command = plan

  assert {
    condition     = aws_cognito_user_pool.this.deletion_protection == "ACTIVE"
    error_message = "A pool must be protected from deletion unless told otherwise."
  }

  assert {
    condition     = aws_cognito_user_pool.this.admin_create_user_config[0].allow_admin_create_user_only == true
    error_message = "A pool must be closed to sign-up unless told otherwise."
  }

  assert {
    condition     = aws_cognito_user_pool.this.user_pool_tier == "ESSENTIALS"
    error_message = "The tier must be ESSENTIALS unless told otherwise."
  }
}

# An empty one of these is a diff in every plan, or a setting that was not asked for.
run "what_is_not_set_is_left_out" {
  command = plan

  assert {
    condition = alltrue([
      for block in [
        aws_cognito_user_pool.this.device_configuration,
        aws_cognito_user_pool.this.email_mfa_configuration,
        aws_cognito_user_pool.this.lambda_config,
        aws_cognito_user_pool.this.software_token_mfa_configuration,
        aws_cognito_user_pool.this.user_attribute_update_settings,
        aws_cognito_user_pool.this.user_pool_add_ons,
        aws_cognito_user_pool.this.web_authn_configuration,
        aws_cognito_user_pool.this.admin_create_user_config[0].invite_message_template,
      ] : length(block) == 0
    ])
    error_message = "A block must not be sent empty."
  }

  assert {
    condition     = length(aws_cognito_user_pool.this.schema) == 0
    error_message = "No attribute must be declared unless asked for."
  }

  assert {
    condition     = aws_cognito_user_pool.this.mfa_configuration == "OFF"
    error_message = "MFA must be off, and be said to be off."
  }

  # The provider shows no diff for a block that is dropped.
  assert {
    condition     = aws_cognito_user_pool.this.email_configuration[0].email_sending_account == "COGNITO_DEFAULT"
    error_message = "Cognito's own sender must be set, or SES stays once it was set."
  }

  assert {
    condition     = aws_cognito_user_pool.this.sign_in_policy[0].allowed_first_auth_factors == toset(["PASSWORD"])
    error_message = "A password alone must begin a sign-in."
  }

  assert {
    condition     = aws_cognito_user_pool.this.verification_message_template[0].default_email_option == "CONFIRM_WITH_CODE"
    error_message = "An email must be verified with a code."
  }
}

run "a_partial_password_policy_is_sent_whole" {
  command = plan

  variables {
    password_policy = { minimum_length = 20, require_symbols = false }
  }

  assert {
    condition = [
      for field in [
        "minimum_length", "require_lowercase", "require_uppercase", "require_numbers", "require_symbols",
        "password_history_size", "temporary_password_validity_days",
      ] :
      tostring(aws_cognito_user_pool.this.password_policy[0][field])
    ] == ["20", "true", "true", "true", "false", "0", "7"]
    error_message = "Every field must be sent, the temporary password's days above all."
  }
}

run "settings_reach_the_pool" {
  command = plan

  variables {
    deletion_protection = "INACTIVE"
    user_pool_tier      = "PLUS"
    admin_create_user   = { only = false }
    tags                = { team = "orders" }
  }

  assert {
    condition     = aws_cognito_user_pool.this.deletion_protection == "INACTIVE"
    error_message = "deletion_protection must reach the pool."
  }

  assert {
    condition     = aws_cognito_user_pool.this.user_pool_tier == "PLUS"
    error_message = "user_pool_tier must reach the pool."
  }

  assert {
    condition     = aws_cognito_user_pool.this.admin_create_user_config[0].allow_admin_create_user_only == false
    error_message = "admin_create_user.only must reach the pool."
  }

  assert {
    condition     = aws_cognito_user_pool.this.tags == tomap({ team = "orders" })
    error_message = "tags must reach the pool."
  }
}

run "outputs_are_built_from_the_pool" {
  assert {
    condition     = output.region == "eu-west-1"
    error_message = "The region must be the region of the ARN."
  }

  assert {
    condition     = output.issuer == "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI"
    error_message = "The issuer must be the pool's endpoint with https."
  }

  assert {
    condition     = output.jwks_uri == "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI/.well-known/jwks.json"
    error_message = "The keys must be found below the issuer."
  }

  assert {
    condition = (
      output.openid_configuration_uri ==
      "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI/.well-known/openid-configuration"
    )
    error_message = "The discovery document must be found below the issuer."
  }
}
