# Each run has one input that Cognito would reject at create or at sign-in, and that
# a validation rejects at plan.

mock_provider "aws" {}

variables {
  name = "orders-test"
}

# Messages.

run "an_invitation_subject_of_141_characters_is_rejected" {
  command = plan

  variables {
    admin_create_user = { email_subject = join("", [for i in range(141) : "x"]) }
  }

  expect_failures = [var.admin_create_user]
}

run "an_invitation_email_without_the_username_is_rejected" {
  command = plan

  variables {
    admin_create_user = { email_message = "Your password is {####}." }
  }

  expect_failures = [var.admin_create_user]
}

run "an_invitation_email_without_the_password_is_rejected" {
  command = plan

  variables {
    admin_create_user = { email_message = "You are {username}." }
  }

  expect_failures = [var.admin_create_user]
}

run "an_invitation_sms_without_the_username_is_rejected" {
  command = plan

  variables {
    admin_create_user = { sms_message = "Your password is {####}." }
  }

  expect_failures = [var.admin_create_user]
}

run "an_invitation_sms_of_over_140_characters_is_rejected" {
  command = plan

  variables {
    admin_create_user = { sms_message = "{username} {####} ${join("", [for i in range(140) : "x"])}" }
  }

  expect_failures = [var.admin_create_user]
}

run "an_unknown_auto_verified_attribute_is_rejected" {
  command = plan

  variables {
    verification = { auto_verified_attributes = ["nickname"] }
  }

  expect_failures = [var.verification]
}

run "an_update_verified_but_not_the_sign_up_is_rejected" {
  command = plan

  variables {
    verification = { required_before_update = ["phone_number"] }
  }

  expect_failures = [var.verification]
}

run "an_unknown_email_option_is_rejected" {
  command = plan

  variables {
    verification = { default_email_option = "LINK" }
  }

  expect_failures = [var.verification]
}

run "an_empty_verification_subject_is_rejected" {
  command = plan

  variables {
    verification = { email_subject = "" }
  }

  expect_failures = [var.verification]
}

run "an_empty_verification_subject_by_link_is_rejected" {
  command = plan

  variables {
    verification = { email_subject_by_link = "" }
  }

  expect_failures = [var.verification]
}

run "a_verification_email_without_the_code_is_rejected" {
  command = plan

  variables {
    verification = { email_message = "Your code" }
  }

  expect_failures = [var.verification]
}

run "a_verification_email_with_a_control_character_is_rejected" {
  command = plan

  variables {
    verification = { email_message = "{####}\u0007" }
  }

  expect_failures = [var.verification]
}

run "a_verification_email_of_over_20000_characters_is_rejected" {
  command = plan

  variables {
    verification = { email_message = join("{####}", [for i in range(1001) : "twenty characters..."]) }
  }

  expect_failures = [var.verification]
}

run "a_verification_link_without_its_text_is_rejected" {
  command = plan

  variables {
    verification = { email_message_by_link = "Click {####}" }
  }

  expect_failures = [var.verification]
}

run "a_verification_sms_without_the_code_is_rejected" {
  command = plan

  variables {
    verification = { sms_message = "Your code" }
  }

  expect_failures = [var.verification]
}

run "a_verification_sms_of_over_140_characters_is_rejected" {
  command = plan

  variables {
    verification = { sms_message = "{####}${join("", [for i in range(135) : "x"])}" }
  }

  expect_failures = [var.verification]
}

# Senders.

run "a_sender_that_is_no_ses_identity_is_rejected" {
  command = plan

  variables {
    email = { source_arn = "noreply@example.com" }
  }

  expect_failures = [var.email]
}

run "a_sender_that_is_no_address_is_rejected" {
  command = plan

  variables {
    email = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com", from_email_address = "Orders" }
  }

  expect_failures = [var.email]
}

run "a_domain_without_an_address_to_send_from_is_rejected" {
  command = plan

  variables {
    email = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/example.com" }
  }

  expect_failures = [var.email]
}

run "an_address_outside_the_domain_of_the_identity_is_rejected" {
  command = plan

  variables {
    email = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/example.com", from_email_address = "noreply@example.org" }
  }

  expect_failures = [var.email]
}

run "a_reply_address_that_is_none_is_rejected" {
  command = plan

  variables {
    email = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com", reply_to_email_address = "support" }
  }

  expect_failures = [var.email]
}

run "a_configuration_set_given_as_an_arn_is_rejected" {
  command = plan

  variables {
    email = {
      source_arn        = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com"
      configuration_set = "arn:aws:ses:eu-west-1:123456789012:configuration-set/orders"
    }
  }

  expect_failures = [var.email]
}

run "an_sms_sender_that_is_no_role_is_rejected" {
  command = plan

  variables {
    sms = { sns_caller_arn = "arn:aws:sns:eu-west-1:123456789012:orders", external_id = "orders" }
  }

  expect_failures = [var.sms]
}

run "an_external_id_of_one_character_is_rejected" {
  command = plan

  variables {
    sms = { sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms", external_id = "x" }
  }

  expect_failures = [var.sms]
}

run "an_sns_region_that_is_none_is_rejected" {
  command = plan

  variables {
    sms = { sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms", external_id = "orders", sns_region = "Ireland" }
  }

  expect_failures = [var.sms]
}

run "a_sender_that_is_null_is_rejected" {
  command = plan

  variables {
    email = { source_arn = null }
  }

  expect_failures = [var.email]
}

run "a_sender_that_is_null_beside_an_address_is_rejected" {
  command = plan

  variables {
    email = { source_arn = null, from_email_address = "noreply@example.com" }
  }

  expect_failures = [var.email]
}

run "an_sms_sender_that_is_null_is_rejected" {
  command = plan

  variables {
    sms = { sns_caller_arn = null, external_id = null }
  }

  expect_failures = [var.sms]
}
