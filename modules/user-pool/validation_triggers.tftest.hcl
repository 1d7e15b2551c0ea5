# Each run has one input that Cognito would reject at create or at sign-in, and that
# a validation rejects at plan.

mock_provider "aws" {}

variables {
  name = "orders-test"
}

run "a_trigger_that_is_no_function_is_rejected" {
  command = plan

  variables {
    lambda_triggers = { pre_sign_up = "pre-sign-up" }
  }

  expect_failures = [var.lambda_triggers]
}

run "a_token_trigger_that_is_no_function_is_rejected" {
  command = plan

  variables {
    lambda_triggers = { pre_token_generation = { lambda_arn = "arn:aws:sns:eu-west-1:123456789012:orders" } }
  }

  expect_failures = [var.lambda_triggers]
}

run "an_unknown_token_trigger_version_is_rejected" {
  command = plan

  variables {
    lambda_triggers = {
      pre_token_generation = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:f", lambda_version = "V4_0" }
    }
  }

  expect_failures = [var.lambda_triggers]
}

run "an_unknown_sender_version_is_rejected" {
  command = plan

  variables {
    lambda_triggers = {
      custom_sms_sender = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:f", lambda_version = "V2_0" }
      kms_key_id        = "arn:aws:kms:eu-west-1:123456789012:key/0"
    }
  }

  expect_failures = [var.lambda_triggers]
}

run "a_key_given_by_its_id_is_rejected" {
  command = plan

  variables {
    lambda_triggers = {
      custom_email_sender = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:f" }
      kms_key_id          = "1234abcd-12ab-34cd-56ef-1234567890ab"
    }
  }

  expect_failures = [var.lambda_triggers]
}

run "a_custom_sender_without_a_key_is_rejected" {
  command = plan

  variables {
    lambda_triggers = { custom_email_sender = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:f" } }
  }

  expect_failures = [var.lambda_triggers]
}

run "a_key_without_a_custom_sender_is_rejected" {
  command = plan

  variables {
    lambda_triggers = { kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/0" }
  }

  expect_failures = [var.lambda_triggers]
}

run "a_token_trigger_that_is_null_is_rejected" {
  command = plan

  variables {
    lambda_triggers = { pre_token_generation = { lambda_arn = null } }
  }

  expect_failures = [var.lambda_triggers]
}
