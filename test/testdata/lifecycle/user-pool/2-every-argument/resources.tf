locals {
  function = "arn:aws:lambda:${var.region}:123456789012:function:sign-in"
}

resource "aws_cognito_user_pool" "this" {
  name                     = var.name
  auto_verified_attributes = ["email"]
  deletion_protection      = "ACTIVE"
  mfa_configuration        = "ON"
  user_pool_tier           = "PLUS"
  tags                     = { Team = "orders" }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
    recovery_mechanism {
      name     = "verified_phone_number"
      priority = 2
    }
  }

  admin_create_user_config {
    allow_admin_create_user_only = true

    invite_message_template {
      email_message = "You are {username}, with {####}."
      email_subject = "Welcome"
      sms_message   = "{username} {####}"
    }
  }

  device_configuration {
    challenge_required_on_new_device      = true
    device_only_remembered_on_user_prompt = true
  }

  email_configuration {
    configuration_set      = "sign-in"
    email_sending_account  = "DEVELOPER"
    from_email_address     = "Orders <orders@example.com>"
    reply_to_email_address = "help@example.com"
    source_arn             = "arn:aws:ses:us-east-1:123456789012:identity/example.com"
  }

  email_mfa_configuration {
    message = "Your code is {####}."
    subject = "Your code"
  }

  lambda_config {
    create_auth_challenge          = "${local.function}-create"
    custom_message                 = "${local.function}-message"
    define_auth_challenge          = "${local.function}-define"
    kms_key_id                     = "arn:aws:kms:${var.region}:123456789012:key/11111111-2222-3333-4444-555555555555"
    post_authentication            = "${local.function}-post-authentication"
    post_confirmation              = "${local.function}-post-confirmation"
    pre_authentication             = "${local.function}-pre-authentication"
    pre_sign_up                    = "${local.function}-pre-sign-up"
    pre_token_generation           = "${local.function}-token"
    user_migration                 = "${local.function}-migration"
    verify_auth_challenge_response = "${local.function}-verify"

    custom_email_sender {
      lambda_arn     = "${local.function}-email"
      lambda_version = "V1_0"
    }

    custom_sms_sender {
      lambda_arn     = "${local.function}-sms"
      lambda_version = "V1_0"
    }

    pre_token_generation_config {
      lambda_arn     = "${local.function}-token"
      lambda_version = "V2_0"
    }
  }

  password_policy {
    minimum_length                   = 12
    password_history_size            = 3
    require_lowercase                = false
    require_numbers                  = false
    require_symbols                  = false
    require_uppercase                = false
    temporary_password_validity_days = 3
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

  sign_in_policy {
    allowed_first_auth_factors = ["PASSWORD"]
  }

  sms_configuration {
    external_id    = "sign-in"
    sns_caller_arn = "arn:aws:iam::123456789012:role/sms"
    sns_region     = var.region
  }

  software_token_mfa_configuration {
    enabled = true
  }

  user_attribute_update_settings {
    attributes_require_verification_before_update = ["email"]
  }

  user_pool_add_ons {
    advanced_security_mode = "AUDIT"

    advanced_security_additional_flows {
      custom_auth_mode = "AUDIT"
    }
  }

  verification_message_template {
    default_email_option  = "CONFIRM_WITH_LINK"
    email_message         = "Confirm with {####}."
    email_message_by_link = "Confirm {##here##}."
    email_subject         = "Confirm"
    email_subject_by_link = "Confirm by a link"
    sms_message           = "Confirm with {####}"
  }

  web_authn_configuration {
    relying_party_id  = "login.example.com"
    user_verification = "required"
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
  email_verification_message = "Verify with {####}."
  email_verification_subject = "Verify"
  sms_authentication_message = "Sign in with {####}"
  sms_verification_message   = "Verify with {####}"
}
