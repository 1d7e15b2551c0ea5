locals {
  function = "arn:aws:lambda:${var.region}:123456789012:function:other"
}

resource "aws_cognito_user_pool" "this" {
  name                     = var.name
  auto_verified_attributes = ["email", "phone_number"]
  deletion_protection      = "INACTIVE"
  mfa_configuration        = "OPTIONAL"
  user_pool_tier           = "PLUS"
  tags                     = { Team = "billing", Stage = "test" }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_phone_number"
      priority = 1
    }
    recovery_mechanism {
      name     = "verified_email"
      priority = 2
    }
  }

  admin_create_user_config {
    allow_admin_create_user_only = false

    invite_message_template {
      email_message = "{username}, your password is {####}."
      email_subject = "An invitation"
      sms_message   = "{username}: {####}"
    }
  }

  device_configuration {
    challenge_required_on_new_device      = false
    device_only_remembered_on_user_prompt = false
  }

  email_configuration {
    configuration_set      = "other"
    email_sending_account  = "DEVELOPER"
    from_email_address     = "billing@example.org"
    reply_to_email_address = "help@example.org"
    source_arn             = "arn:aws:ses:eu-west-1:123456789012:identity/example.org"
  }

  email_mfa_configuration {
    message = "{####} is your code."
    subject = "A code"
  }

  lambda_config {
    create_auth_challenge          = "${local.function}-create-2"
    custom_message                 = "${local.function}-message-2"
    define_auth_challenge          = "${local.function}-define-2"
    kms_key_id                     = "arn:aws:kms:${var.region}:123456789012:key/66666666-7777-8888-9999-000000000000"
    post_authentication            = "${local.function}-post-authentication-2"
    post_confirmation              = "${local.function}-post-confirmation-2"
    pre_authentication             = "${local.function}-pre-authentication-2"
    pre_sign_up                    = "${local.function}-pre-sign-up-2"
    pre_token_generation           = "${local.function}-token-2"
    user_migration                 = "${local.function}-migration-2"
    verify_auth_challenge_response = "${local.function}-verify-2"

    custom_email_sender {
      lambda_arn     = "${local.function}-email-2"
      lambda_version = "V1_0"
    }

    custom_sms_sender {
      lambda_arn     = "${local.function}-sms-2"
      lambda_version = "V1_0"
    }

    pre_token_generation_config {
      lambda_arn     = "${local.function}-token-2"
      lambda_version = "V3_0"
    }
  }

  password_policy {
    minimum_length                   = 9
    password_history_size            = 0
    require_lowercase                = true
    require_numbers                  = true
    require_symbols                  = true
    require_uppercase                = true
    temporary_password_validity_days = 30
  }

  schema {
    name                     = "team"
    attribute_data_type      = "String"
    developer_only_attribute = false
    mutable                  = true
    required                 = false

    string_attribute_constraints {
      min_length = "1"
      max_length = "64"
    }
  }

  schema {
    name                     = "level"
    attribute_data_type      = "Number"
    developer_only_attribute = false
    mutable                  = false
    required                 = false

    number_attribute_constraints {
      min_value = "1"
      max_value = "9"
    }
  }

  # A new attribute: Cognito can add attributes.
  schema {
    name                = "since"
    attribute_data_type = "DateTime"
    mutable             = true
  }

  sign_in_policy {
    allowed_first_auth_factors = ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"]
  }

  sms_configuration {
    external_id    = "other"
    sns_caller_arn = "arn:aws:iam::123456789012:role/other"
    sns_region     = var.region
  }

  software_token_mfa_configuration {
    enabled = false
  }

  user_attribute_update_settings {
    attributes_require_verification_before_update = ["email", "phone_number"]
  }

  user_pool_add_ons {
    advanced_security_mode = "ENFORCED"

    advanced_security_additional_flows {
      custom_auth_mode = "ENFORCED"
    }
  }

  verification_message_template {
    default_email_option  = "CONFIRM_WITH_CODE"
    email_message         = "{####} confirms."
    email_message_by_link = "{##This##} confirms."
    email_subject         = "Please confirm"
    email_subject_by_link = "Please confirm by a link"
    sms_message           = "{####} confirms"
  }

  web_authn_configuration {
    relying_party_id  = "other.example.com"
    user_verification = "preferred"
  }
}

resource "aws_cognito_user_pool" "email" {
  name                = "${var.name}-email"
  username_attributes = ["email"]

  username_configuration {
    case_sensitive = true
  }

  schema {
    name                     = "email"
    attribute_data_type      = "String"
    developer_only_attribute = false
    mutable                  = true
    required                 = true

    # An import reads these constraints.
    string_attribute_constraints {
      min_length = "0"
      max_length = "2048"
    }
  }
}

resource "aws_cognito_user_pool" "alias" {
  name                       = "${var.name}-alias"
  alias_attributes           = ["preferred_username"]
  email_verification_message = "{####} verifies."
  email_verification_subject = "Please verify"
  sms_authentication_message = "{####} signs you in"
  sms_verification_message   = "{####} verifies"
}
