mock_provider "aws" {
  mock_resource "aws_cognito_user_pool" {
    defaults = {
      arn = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI"
    }
  }
}

variables {
  name = "orders-test"
}

run "verification" {
  command = plan

  variables {
    sms = { sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms", external_id = "orders", sns_region = "eu-west-1" }
    verification = {
      auto_verified_attributes = ["email", "phone_number"]
      required_before_update   = ["email"]
      default_email_option     = "CONFIRM_WITH_LINK"
      email_subject            = "Your code"
      email_message            = "<p>{####}</p>"
      email_subject_by_link    = "Your link"
      email_message_by_link    = "<p>{##Verify##}</p>"
      sms_message              = "{####}"
    }
  }

  assert {
    condition     = aws_cognito_user_pool.this.auto_verified_attributes == toset(["email", "phone_number"])
    error_message = "auto_verified_attributes must reach the pool."
  }

  assert {
    condition = (
      aws_cognito_user_pool.this.user_attribute_update_settings[0].attributes_require_verification_before_update ==
      toset(["email"])
    )
    error_message = "required_before_update must reach the pool."
  }

  assert {
    condition = [
      for field in [
        "default_email_option", "email_subject", "email_message", "email_subject_by_link", "email_message_by_link", "sms_message",
      ] :
      aws_cognito_user_pool.this.verification_message_template[0][field]
    ] == ["CONFIRM_WITH_LINK", "Your code", "<p>{####}</p>", "Your link", "<p>{##Verify##}</p>", "{####}"]
    error_message = "The texts must be in the template."
  }

  assert {
    condition = [
      for field in ["sns_caller_arn", "external_id", "sns_region"] : aws_cognito_user_pool.this.sms_configuration[0][field]
    ] == ["arn:aws:iam::123456789012:role/cognito-sms", "orders", "eu-west-1"]
    error_message = "sms must reach the pool."
  }
}

run "mail_through_ses" {
  command = plan

  variables {
    email = {
      source_arn             = "arn:aws:ses:eu-west-1:123456789012:identity/example.com"
      from_email_address     = "Orders <noreply@mail.Example.com>"
      reply_to_email_address = "support@example.org"
      configuration_set      = "orders"
    }
  }

  assert {
    condition = [
      for field in ["email_sending_account", "source_arn", "from_email_address", "reply_to_email_address", "configuration_set"] :
      aws_cognito_user_pool.this.email_configuration[0][field]
      ] == [
      "DEVELOPER",
      "arn:aws:ses:eu-west-1:123456789012:identity/example.com",
      "Orders <noreply@mail.Example.com>",
      "support@example.org",
      "orders",
    ]
    error_message = "email must reach the pool, with SES as the sender."
  }
}

run "triggers" {
  command = plan

  variables {
    lambda_triggers = {
      pre_sign_up                    = "arn:aws:lambda:eu-west-1:123456789012:function:a"
      post_confirmation              = "arn:aws:lambda:eu-west-1:123456789012:function:b"
      pre_authentication             = "arn:aws:lambda:eu-west-1:123456789012:function:c"
      post_authentication            = "arn:aws:lambda:eu-west-1:123456789012:function:d"
      custom_message                 = "arn:aws:lambda:eu-west-1:123456789012:function:e:live"
      user_migration                 = "arn:aws:lambda:eu-west-1:123456789012:function:f:7"
      define_auth_challenge          = "arn:aws:lambda:eu-west-1:123456789012:function:g"
      create_auth_challenge          = "arn:aws:lambda:eu-west-1:123456789012:function:h"
      verify_auth_challenge_response = "arn:aws:lambda:eu-west-1:123456789012:function:i"
      pre_token_generation           = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:j" }
      custom_email_sender            = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:k" }
      custom_sms_sender              = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:l" }
      kms_key_id                     = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    }
  }

  assert {
    condition = [
      for field in [
        "pre_sign_up", "post_confirmation", "pre_authentication", "post_authentication", "custom_message",
        "user_migration", "define_auth_challenge", "create_auth_challenge", "verify_auth_challenge_response",
      ] : split(":function:", aws_cognito_user_pool.this.lambda_config[0][field])[1]
    ] == ["a", "b", "c", "d", "e:live", "f:7", "g", "h", "i"]
    error_message = "Each trigger must reach its own argument."
  }

  assert {
    condition = [
      for field in ["pre_token_generation_config", "custom_email_sender", "custom_sms_sender"] :
      join(" ", [
        split(":function:", aws_cognito_user_pool.this.lambda_config[0][field][0].lambda_arn)[1],
        aws_cognito_user_pool.this.lambda_config[0][field][0].lambda_version,
      ])
    ] == ["j V2_0", "k V1_0", "l V1_0"]
    error_message = "Each trigger with a version must reach its own block."
  }

  assert {
    condition = (
      aws_cognito_user_pool.this.lambda_config[0].kms_key_id ==
      "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    )
    error_message = "The key must reach the pool."
  }
}

run "one_trigger_with_a_version_alone" {
  command = plan

  variables {
    lambda_triggers = {
      pre_token_generation = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:f", lambda_version = "V3_0" }
    }
  }

  assert {
    condition     = aws_cognito_user_pool.this.lambda_config[0].pre_token_generation_config[0].lambda_version == "V3_0"
    error_message = "A trigger that is an object must be enough for the block."
  }
}

run "devices" {
  command = plan

  variables {
    device_configuration = { challenge_required_on_new_device = true }
  }

  assert {
    condition = (
      aws_cognito_user_pool.this.device_configuration[0].challenge_required_on_new_device == true &&
      aws_cognito_user_pool.this.device_configuration[0].device_only_remembered_on_user_prompt == false
    )
    error_message = "device_configuration must be sent whole."
  }
}

run "threat_protection" {
  command = plan

  variables {
    user_pool_tier    = "PLUS"
    threat_protection = { custom_auth_mode = "ENFORCED" }
  }

  assert {
    condition     = aws_cognito_user_pool.this.user_pool_add_ons[0].advanced_security_mode == "AUDIT"
    error_message = "Threat protection must begin with logging."
  }

  assert {
    condition     = aws_cognito_user_pool.this.user_pool_add_ons[0].advanced_security_additional_flows[0].custom_auth_mode == "ENFORCED"
    error_message = "custom_auth_mode must reach the pool."
  }
}

run "threat_protection_that_is_off_in_the_essentials_tier" {
  command = plan

  variables {
    threat_protection = { advanced_security_mode = "OFF" }
  }

  assert {
    condition     = aws_cognito_user_pool.this.user_pool_add_ons[0].advanced_security_mode == "OFF"
    error_message = "OFF must reach the pool."
  }
}

run "threat_protection_that_is_off_in_the_lite_tier" {
  command = plan

  variables {
    user_pool_tier    = "LITE"
    threat_protection = { advanced_security_mode = "OFF" }
  }

  assert {
    condition     = aws_cognito_user_pool.this.user_pool_add_ons[0].advanced_security_mode == "OFF"
    error_message = "OFF must reach the pool."
  }
}
