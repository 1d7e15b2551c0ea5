mock_provider "aws" {}

variables {
  user_pool_id = "eu-west-1_AbCdEfGhI"
}

run "known_passwords_are_blocked_everywhere" {
  command = plan

  variables {
    compromised_credentials = { event_action = "BLOCK" }
  }

  assert {
    condition = (
      aws_cognito_risk_configuration.this.compromised_credentials_risk_configuration[0].actions[0].event_action == "BLOCK" &&
      aws_cognito_risk_configuration.this.compromised_credentials_risk_configuration[0].event_filter ==
      toset(["SIGN_IN", "PASSWORD_CHANGE", "SIGN_UP"])
    )
    error_message = "All three events must be filtered unless the caller says so."
  }

  assert {
    condition = (
      length(aws_cognito_risk_configuration.this.account_takeover_risk_configuration) == 0 &&
      length(aws_cognito_risk_configuration.this.risk_exception_configuration) == 0
    )
    error_message = "What is not set must not be sent."
  }
}

run "risks_and_their_messages" {
  command = plan

  variables {
    client_id = "1example23456789"
    account_takeover = {
      low_action    = { event_action = "NO_ACTION", notify = true }
      medium_action = { event_action = "MFA_IF_CONFIGURED", notify = true }
      high_action   = { event_action = "BLOCK", notify = true }
      notify_configuration = {
        source_arn      = "arn:aws:ses:eu-west-1:111122223333:identity/security@example.com"
        from            = "security@example.com"
        reply_to        = "help@example.com"
        block_email     = { subject = "A sign-in was blocked", html_body = "<p>Blocked.</p>", text_body = "Blocked." }
        mfa_email       = { subject = "A sign-in was checked", html_body = "<p>Checked.</p>", text_body = "Checked." }
        no_action_email = { subject = "A sign-in was noted", html_body = "<p>Noted.</p>", text_body = "Noted it." }
      }
    }
  }

  assert {
    condition     = aws_cognito_risk_configuration.this.client_id == "1example23456789"
    error_message = "The client must reach the configuration."
  }

  assert {
    condition = { for level in ["low_action", "medium_action", "high_action"] : level => [
      aws_cognito_risk_configuration.this.account_takeover_risk_configuration[0].actions[0][level][0].event_action,
      aws_cognito_risk_configuration.this.account_takeover_risk_configuration[0].actions[0][level][0].notify,
      ] } == {
      low_action    = ["NO_ACTION", true]
      medium_action = ["MFA_IF_CONFIGURED", true]
      high_action   = ["BLOCK", true]
    }
    error_message = "Each level of risk must have its own action."
  }

  assert {
    condition = { for kind in ["block_email", "mfa_email", "no_action_email"] : kind => [
      aws_cognito_risk_configuration.this.account_takeover_risk_configuration[0].notify_configuration[0][kind][0].subject,
      aws_cognito_risk_configuration.this.account_takeover_risk_configuration[0].notify_configuration[0][kind][0].html_body,
      aws_cognito_risk_configuration.this.account_takeover_risk_configuration[0].notify_configuration[0][kind][0].text_body,
      ] } == {
      block_email     = ["A sign-in was blocked", "<p>Blocked.</p>", "Blocked."]
      mfa_email       = ["A sign-in was checked", "<p>Checked.</p>", "Checked."]
      no_action_email = ["A sign-in was noted", "<p>Noted.</p>", "Noted it."]
    }
    error_message = "Each kind of action must have its own message."
  }

  assert {
    condition = [
      aws_cognito_risk_configuration.this.account_takeover_risk_configuration[0].notify_configuration[0].source_arn,
      aws_cognito_risk_configuration.this.account_takeover_risk_configuration[0].notify_configuration[0].from,
      aws_cognito_risk_configuration.this.account_takeover_risk_configuration[0].notify_configuration[0].reply_to,
    ] == ["arn:aws:ses:eu-west-1:111122223333:identity/security@example.com", "security@example.com", "help@example.com"]
    error_message = "The sender must reach the configuration."
  }
}

run "one_level_of_risk_without_messages" {
  command = plan

  variables {
    account_takeover = {
      high_action          = { event_action = "BLOCK" }
      notify_configuration = { source_arn = "arn:aws:ses:us-east-1:111122223333:identity/example.com" }
    }
  }

  assert {
    condition = (
      aws_cognito_risk_configuration.this.account_takeover_risk_configuration[0].actions[0].high_action[0].notify == false &&
      length(aws_cognito_risk_configuration.this.account_takeover_risk_configuration[0].actions[0].low_action) == 0 &&
      length(aws_cognito_risk_configuration.this.account_takeover_risk_configuration[0].notify_configuration[0].block_email) == 0
    )
    error_message = "Nobody is notified unless the caller says so."
  }
}

run "address_ranges" {
  command = plan

  variables {
    risk_exception = {
      blocked_ip_range_list = ["203.0.113.0/24", "2001:db8::/32"]
    }
  }

  assert {
    condition = (
      aws_cognito_risk_configuration.this.risk_exception_configuration[0].blocked_ip_range_list ==
      toset(["203.0.113.0/24", "2001:db8::/32"]) &&
      aws_cognito_risk_configuration.this.risk_exception_configuration[0].skipped_ip_range_list == null
    )
    error_message = "Ranges must reach the configuration, and an empty list must not."
  }
}

run "an_account_takeover_without_actions_is_rejected" {
  command = plan

  variables {
    account_takeover = { notify_configuration = { source_arn = "arn:aws:ses:us-east-1:111122223333:identity/example.com" } }
  }

  expect_failures = [var.account_takeover]
}

run "an_unknown_action_is_rejected" {
  command = plan

  variables {
    account_takeover = {
      high_action          = { event_action = "DENY" }
      notify_configuration = { source_arn = "arn:aws:ses:us-east-1:111122223333:identity/example.com" }
    }
  }

  expect_failures = [var.account_takeover]
}

run "an_action_that_notifies_without_a_message_is_rejected" {
  command = plan

  variables {
    account_takeover = {
      high_action = { event_action = "BLOCK", notify = true }
      notify_configuration = {
        source_arn = "arn:aws:ses:us-east-1:111122223333:identity/example.com"
        mfa_email  = { subject = "A sign-in was checked", html_body = "<p>Checked.</p>", text_body = "Checked." }
      }
    }
  }

  expect_failures = [var.account_takeover]
}

run "a_body_of_five_characters_is_rejected" {
  command = plan

  variables {
    account_takeover = {
      high_action = { event_action = "BLOCK", notify = true }
      notify_configuration = {
        source_arn  = "arn:aws:ses:us-east-1:111122223333:identity/example.com"
        block_email = { subject = "A sign-in was blocked", html_body = "<p>Blocked.</p>", text_body = "Block" }
      }
    }
  }

  expect_failures = [var.account_takeover]
}

run "an_action_of_account_takeover_is_rejected_for_known_passwords" {
  command = plan

  variables {
    compromised_credentials = { event_action = "MFA_REQUIRED" }
  }

  expect_failures = [var.compromised_credentials]
}

run "an_unknown_event_is_rejected" {
  command = plan

  variables {
    compromised_credentials = { event_action = "BLOCK", event_filter = ["SIGN_OUT"] }
  }

  expect_failures = [var.compromised_credentials]
}

run "an_empty_filter_is_rejected" {
  command = plan

  variables {
    compromised_credentials = { event_action = "BLOCK", event_filter = [] }
  }

  expect_failures = [var.compromised_credentials]
}

run "an_exception_without_ranges_is_rejected" {
  command = plan

  variables {
    risk_exception = {}
  }

  expect_failures = [var.risk_exception]
}

run "an_address_without_a_length_is_rejected" {
  command = plan

  variables {
    risk_exception = { skipped_ip_range_list = ["203.0.113.7"] }
  }

  expect_failures = [var.risk_exception]
}

run "two_hundred_and_one_ranges_are_rejected" {
  command = plan

  variables {
    risk_exception = { blocked_ip_range_list = [for n in range(201) : "10.0.${n}.0/24"] }
  }

  expect_failures = [var.risk_exception]
}

run "the_name_of_a_client_is_rejected" {
  command = plan

  variables {
    client_id               = "web app"
    compromised_credentials = { event_action = "BLOCK" }
  }

  expect_failures = [var.client_id]
}

run "an_identity_in_any_region" {
  command = plan

  variables {
    account_takeover = {
      high_action          = { event_action = "BLOCK" }
      notify_configuration = { source_arn = "arn:aws:ses:ap-southeast-2:111122223333:identity/security@example.com" }
    }
  }

  assert {
    condition = (
      aws_cognito_risk_configuration.this.account_takeover_risk_configuration[0].notify_configuration[0].source_arn ==
      "arn:aws:ses:ap-southeast-2:111122223333:identity/security@example.com"
    )
    error_message = "The accepted regions depend on the region of the pool, so every region must pass here."
  }
}

run "an_event_action_of_null_for_passwords_is_rejected" {
  command = plan

  variables {
    compromised_credentials = { event_action = null }
  }

  expect_failures = [var.compromised_credentials]
}

run "an_event_action_of_null_for_a_risk_is_rejected" {
  command = plan

  variables {
    account_takeover = {
      high_action          = { event_action = null }
      notify_configuration = { source_arn = "arn:aws:ses:eu-west-1:111122223333:identity/security@example.com" }
    }
  }

  expect_failures = [var.account_takeover]
}

run "an_event_filter_with_null_is_rejected" {
  command = plan

  variables {
    compromised_credentials = { event_action = "BLOCK", event_filter = [null] }
  }

  expect_failures = [var.compromised_credentials]
}

run "a_message_of_null_is_rejected" {
  command = plan

  variables {
    account_takeover = {
      high_action = { event_action = "BLOCK" }
      notify_configuration = {
        source_arn  = "arn:aws:ses:eu-west-1:111122223333:identity/security@example.com"
        block_email = { subject = null, html_body = null, text_body = null }
      }
    }
  }

  expect_failures = [var.account_takeover]
}

run "a_range_of_null_is_rejected" {
  command = plan

  variables {
    risk_exception = { blocked_ip_range_list = [null] }
  }

  expect_failures = [var.risk_exception]
}

run "an_arn_that_is_no_identity_is_rejected" {
  command = plan

  variables {
    account_takeover = {
      high_action          = { event_action = "BLOCK" }
      notify_configuration = { source_arn = "arn:aws:ses:eu-west-1:111122223333:configuration-set/login" }
    }
  }

  expect_failures = [var.account_takeover]
}
