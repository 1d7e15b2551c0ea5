# Each run has one input that Cognito would reject at create or at sign-in, and that
# a validation rejects at plan.

mock_provider "aws" {}

variables {
  name = "orders-test"
}

# Sign-in.

run "an_unknown_username_attribute_is_rejected" {
  command = plan

  variables {
    sign_in = { username_attributes = ["nickname"] }
  }

  expect_failures = [var.sign_in]
}

run "an_unknown_alias_is_rejected" {
  command = plan

  variables {
    sign_in = { username_attributes = [], alias_attributes = ["nickname"] }
  }

  expect_failures = [var.sign_in]
}

run "an_alias_beside_username_attributes_is_rejected" {
  command = plan

  variables {
    sign_in = { alias_attributes = ["email"] }
  }

  expect_failures = [var.sign_in]
}

run "an_unknown_first_factor_is_rejected" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = ["PASSWORD", "PASSKEY"] }
  }

  expect_failures = [var.sign_in]
}

run "a_first_factor_without_the_password_is_rejected" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = ["EMAIL_OTP"] }
  }

  expect_failures = [var.sign_in]
}

run "no_first_factor_is_rejected" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = [] }
  }

  expect_failures = [var.sign_in]
}

run "a_passkey_without_the_factor_is_rejected" {
  command = plan

  variables {
    sign_in = { passkey = {} }
  }

  expect_failures = [var.sign_in]
}

run "a_relying_party_with_a_scheme_is_rejected" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"], passkey = { relying_party_id = "https://auth.example.com" } }
  }

  expect_failures = [var.sign_in]
}

run "an_unknown_user_verification_is_rejected" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"], passkey = { user_verification = "discouraged" } }
  }

  expect_failures = [var.sign_in]
}

# Passwords and recovery.

run "a_password_of_five_characters_is_rejected" {
  command = plan

  variables {
    password_policy = { minimum_length = 5 }
  }

  expect_failures = [var.password_policy]
}

run "a_password_of_a_hundred_characters_is_rejected" {
  command = plan

  variables {
    password_policy = { minimum_length = 100 }
  }

  expect_failures = [var.password_policy]
}

run "a_password_history_of_25_is_rejected" {
  command = plan

  variables {
    password_policy = { password_history_size = 25 }
  }

  expect_failures = [var.password_policy]
}

run "a_negative_password_history_is_rejected" {
  command = plan

  variables {
    password_policy = { password_history_size = -1 }
  }

  expect_failures = [var.password_policy]
}

run "a_temporary_password_of_no_days_is_rejected" {
  command = plan

  variables {
    password_policy = { temporary_password_validity_days = 0 }
  }

  expect_failures = [var.password_policy]
}

run "a_temporary_password_of_over_a_year_is_rejected" {
  command = plan

  variables {
    password_policy = { temporary_password_validity_days = 366 }
  }

  expect_failures = [var.password_policy]
}

run "no_account_recovery_is_rejected" {
  command = plan

  variables {
    account_recovery = []
  }

  expect_failures = [var.account_recovery]
}

run "an_unknown_account_recovery_is_rejected" {
  command = plan

  variables {
    account_recovery = ["email"]
  }

  expect_failures = [var.account_recovery]
}

run "the_same_account_recovery_twice_is_rejected" {
  command = plan

  variables {
    account_recovery = ["verified_email", "verified_email"]
  }

  expect_failures = [var.account_recovery]
}

run "admin_only_beside_another_recovery_is_rejected" {
  command = plan

  variables {
    account_recovery = ["admin_only", "verified_email"]
  }

  expect_failures = [var.account_recovery]
}

# Multi-factor authentication.

run "an_unknown_mfa_configuration_is_rejected" {
  command = plan

  variables {
    mfa = { configuration = "REQUIRED" }
  }

  expect_failures = [var.mfa]
}

run "an_mfa_factor_with_mfa_off_is_rejected" {
  command = plan

  variables {
    mfa = { software_token = true }
  }

  expect_failures = [var.mfa]
}

run "mfa_without_a_factor_is_rejected" {
  command = plan

  variables {
    mfa = { configuration = "ON", software_token = false }
  }

  expect_failures = [var.mfa]
}

run "an_mfa_sms_without_the_code_is_rejected" {
  command = plan

  variables {
    sms = { sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms", external_id = "orders" }
    mfa = { configuration = "ON", sms_message = "Your code" }
  }

  expect_failures = [var.mfa]
}

run "an_mfa_sms_of_two_lines_is_rejected" {
  command = plan

  variables {
    sms = { sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms", external_id = "orders" }
    mfa = { configuration = "ON", sms_message = "Orders\n{####}" }
  }

  expect_failures = [var.mfa]
}

run "an_mfa_email_without_a_subject_is_rejected" {
  command = plan

  variables {
    email            = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
    account_recovery = ["admin_only"]
    mfa              = { configuration = "ON", email = { subject = "", message = "{####}" } }
  }

  expect_failures = [var.mfa]
}

run "an_mfa_email_without_the_code_is_rejected" {
  command = plan

  variables {
    email            = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
    account_recovery = ["admin_only"]
    mfa              = { configuration = "ON", email = { subject = "Your code", message = "Your code" } }
  }

  expect_failures = [var.mfa]
}

run "a_relying_party_of_another_single_label_is_rejected" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"], passkey = { relying_party_id = "intranet" } }
  }

  expect_failures = [var.sign_in]
}

run "a_fractional_password_length_is_rejected" {
  command = plan

  variables {
    password_policy = { minimum_length = 8.5 }
  }

  expect_failures = [var.password_policy]
}

run "a_fractional_password_history_is_rejected" {
  command = plan

  variables {
    password_policy = { password_history_size = 0.5 }
  }

  expect_failures = [var.password_policy]
}

run "a_fractional_number_of_days_is_rejected" {
  command = plan

  variables {
    password_policy = { temporary_password_validity_days = 1.5 }
  }

  expect_failures = [var.password_policy]
}

run "an_account_recovery_that_is_null_is_rejected" {
  command = plan

  variables {
    account_recovery = [null]
  }

  expect_failures = [var.account_recovery]
}

run "an_mfa_email_whose_subject_is_null_is_rejected" {
  command = plan

  variables {
    email            = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
    account_recovery = ["admin_only"]
    mfa              = { configuration = "OPTIONAL", email = { subject = null, message = "{####}" } }
  }

  expect_failures = [var.mfa]
}

run "an_mfa_email_whose_message_is_null_is_rejected" {
  command = plan

  variables {
    email            = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
    account_recovery = ["admin_only"]
    mfa              = { configuration = "OPTIONAL", email = { subject = "Your code", message = null } }
  }

  expect_failures = [var.mfa]
}
