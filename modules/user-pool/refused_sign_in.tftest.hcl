# Each run holds one input that Cognito would refuse, at create or at sign-in,
# and that is refused at plan instead.

mock_provider "aws" {}

variables {
  name = "orders-test"
}

# Sign-in.

run "an_unknown_username_attribute_is_refused" {
  command = plan

  variables {
    sign_in = { username_attributes = ["nickname"] }
  }

  expect_failures = [var.sign_in]
}

run "an_unknown_alias_is_refused" {
  command = plan

  variables {
    sign_in = { username_attributes = [], alias_attributes = ["nickname"] }
  }

  expect_failures = [var.sign_in]
}

run "an_alias_beside_username_attributes_is_refused" {
  command = plan

  variables {
    sign_in = { alias_attributes = ["email"] }
  }

  expect_failures = [var.sign_in]
}

run "an_unknown_first_factor_is_refused" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = ["PASSWORD", "PASSKEY"] }
  }

  expect_failures = [var.sign_in]
}

run "a_first_factor_without_the_password_is_refused" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = ["EMAIL_OTP"] }
  }

  expect_failures = [var.sign_in]
}

run "no_first_factor_is_refused" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = [] }
  }

  expect_failures = [var.sign_in]
}

run "a_passkey_that_nobody_can_sign_in_with_is_refused" {
  command = plan

  variables {
    sign_in = { passkey = {} }
  }

  expect_failures = [var.sign_in]
}

run "a_relying_party_with_a_scheme_is_refused" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"], passkey = { relying_party_id = "https://auth.example.com" } }
  }

  expect_failures = [var.sign_in]
}

run "an_unknown_user_verification_is_refused" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"], passkey = { user_verification = "discouraged" } }
  }

  expect_failures = [var.sign_in]
}

run "an_sms_code_as_a_first_factor_without_sms_is_refused" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = ["PASSWORD", "SMS_OTP"] }
  }

  expect_failures = [aws_cognito_user_pool.this]
}

# Passwords and recovery.

run "a_password_of_five_characters_is_refused" {
  command = plan

  variables {
    password_policy = { minimum_length = 5 }
  }

  expect_failures = [var.password_policy]
}

run "a_password_of_a_hundred_characters_is_refused" {
  command = plan

  variables {
    password_policy = { minimum_length = 100 }
  }

  expect_failures = [var.password_policy]
}

run "a_password_history_of_25_is_refused" {
  command = plan

  variables {
    password_policy = { password_history_size = 25 }
  }

  expect_failures = [var.password_policy]
}

run "a_negative_password_history_is_refused" {
  command = plan

  variables {
    password_policy = { password_history_size = -1 }
  }

  expect_failures = [var.password_policy]
}

run "a_temporary_password_of_no_days_is_refused" {
  command = plan

  variables {
    password_policy = { temporary_password_validity_days = 0 }
  }

  expect_failures = [var.password_policy]
}

run "a_temporary_password_of_over_a_year_is_refused" {
  command = plan

  variables {
    password_policy = { temporary_password_validity_days = 366 }
  }

  expect_failures = [var.password_policy]
}

run "no_account_recovery_is_refused" {
  command = plan

  variables {
    account_recovery = []
  }

  expect_failures = [var.account_recovery]
}

run "an_unknown_account_recovery_is_refused" {
  command = plan

  variables {
    account_recovery = ["email"]
  }

  expect_failures = [var.account_recovery]
}

run "the_same_account_recovery_twice_is_refused" {
  command = plan

  variables {
    account_recovery = ["verified_email", "verified_email"]
  }

  expect_failures = [var.account_recovery]
}

run "admin_only_beside_another_recovery_is_refused" {
  command = plan

  variables {
    account_recovery = ["admin_only", "verified_email"]
  }

  expect_failures = [var.account_recovery]
}

run "recovery_by_phone_without_sms_is_refused" {
  command = plan

  variables {
    account_recovery = ["verified_email", "verified_phone_number"]
  }

  expect_failures = [aws_cognito_user_pool.this]
}

# Multi-factor authentication.

run "an_unknown_mfa_configuration_is_refused" {
  command = plan

  variables {
    mfa = { configuration = "REQUIRED" }
  }

  expect_failures = [var.mfa]
}

run "an_mfa_factor_with_mfa_off_is_refused" {
  command = plan

  variables {
    mfa = { software_token = true }
  }

  expect_failures = [var.mfa]
}

run "mfa_without_a_factor_is_refused" {
  command = plan

  variables {
    mfa = { configuration = "ON", software_token = false }
  }

  expect_failures = [var.mfa]
}

run "an_mfa_sms_without_the_code_is_refused" {
  command = plan

  variables {
    sms = { sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms", external_id = "orders" }
    mfa = { configuration = "ON", sms_message = "Your code" }
  }

  expect_failures = [var.mfa]
}

run "an_mfa_sms_of_two_lines_is_refused" {
  command = plan

  variables {
    sms = { sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms", external_id = "orders" }
    mfa = { configuration = "ON", sms_message = "Orders\n{####}" }
  }

  expect_failures = [var.mfa]
}

run "an_mfa_email_without_a_subject_is_refused" {
  command = plan

  variables {
    email            = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
    account_recovery = ["admin_only"]
    mfa              = { configuration = "ON", email = { subject = "", message = "{####}" } }
  }

  expect_failures = [var.mfa]
}

run "an_mfa_email_without_the_code_is_refused" {
  command = plan

  variables {
    email            = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
    account_recovery = ["admin_only"]
    mfa              = { configuration = "ON", email = { subject = "Your code", message = "Your code" } }
  }

  expect_failures = [var.mfa]
}

run "required_mfa_with_a_passwordless_factor_is_refused" {
  command = plan

  variables {
    mfa     = { configuration = "ON" }
    sign_in = { allowed_first_auth_factors = ["PASSWORD", "EMAIL_OTP"] }
  }

  expect_failures = [aws_cognito_user_pool.this]
}

run "mfa_by_sms_without_sms_is_refused" {
  command = plan

  variables {
    mfa = { configuration = "ON", sms_message = "{####}" }
  }

  expect_failures = [aws_cognito_user_pool.this]
}

run "sms_with_mfa_but_without_its_text_is_refused" {
  command = plan

  variables {
    sms = { sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms", external_id = "orders" }
    mfa = { configuration = "ON" }
  }

  expect_failures = [aws_cognito_user_pool.this]
}

run "mfa_and_recovery_by_sms_alone_is_refused" {
  command = plan

  variables {
    sms              = { sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms", external_id = "orders" }
    mfa              = { configuration = "ON", sms_message = "{####}" }
    account_recovery = ["verified_phone_number"]
  }

  expect_failures = [aws_cognito_user_pool.this]
}

run "mfa_by_email_without_ses_is_refused" {
  command = plan

  variables {
    mfa              = { configuration = "ON", email = { subject = "Your code", message = "{####}" } }
    account_recovery = ["admin_only"]
  }

  expect_failures = [aws_cognito_user_pool.this]
}

run "mfa_and_recovery_by_email_alone_is_refused" {
  command = plan

  variables {
    email = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
    mfa   = { configuration = "ON", email = { subject = "Your code", message = "{####}" } }
  }

  expect_failures = [aws_cognito_user_pool.this]
}

run "an_email_code_as_a_first_factor_without_ses_is_refused" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = ["PASSWORD", "EMAIL_OTP"] }
  }

  expect_failures = [aws_cognito_user_pool.this]
}

run "a_relying_party_of_another_single_label_is_refused" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"], passkey = { relying_party_id = "intranet" } }
  }

  expect_failures = [var.sign_in]
}

run "a_fractional_password_length_is_refused" {
  command = plan

  variables {
    password_policy = { minimum_length = 8.5 }
  }

  expect_failures = [var.password_policy]
}

run "a_fractional_password_history_is_refused" {
  command = plan

  variables {
    password_policy = { password_history_size = 0.5 }
  }

  expect_failures = [var.password_policy]
}

run "a_fractional_number_of_days_is_refused" {
  command = plan

  variables {
    password_policy = { temporary_password_validity_days = 1.5 }
  }

  expect_failures = [var.password_policy]
}

run "an_account_recovery_that_is_null_is_refused" {
  command = plan

  variables {
    account_recovery = [null]
  }

  expect_failures = [var.account_recovery]
}

run "an_mfa_email_whose_subject_is_null_is_refused" {
  command = plan

  variables {
    email            = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
    account_recovery = ["admin_only"]
    mfa              = { configuration = "OPTIONAL", email = { subject = null, message = "{####}" } }
  }

  expect_failures = [var.mfa]
}

run "an_mfa_email_whose_message_is_null_is_refused" {
  command = plan

  variables {
    email            = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
    account_recovery = ["admin_only"]
    mfa              = { configuration = "OPTIONAL", email = { subject = "Your code", message = null } }
  }

  expect_failures = [var.mfa]
}
