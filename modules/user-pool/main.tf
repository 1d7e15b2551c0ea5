resource "aws_cognito_user_pool" "this" {
  name                = var.name
  deletion_protection = var.deletion_protection
  user_pool_tier      = var.user_pool_tier

  # null and not []: the provider takes an empty set for a second setting beside
  # the other one of the two.
  username_attributes = length(var.sign_in.username_attributes) > 0 ? var.sign_in.username_attributes : null
  alias_attributes    = length(var.sign_in.alias_attributes) > 0 ? var.sign_in.alias_attributes : null

  username_configuration {
    case_sensitive = var.sign_in.case_sensitive
  }

  # SignInPolicyType is for the ESSENTIALS tier and higher.
  dynamic "sign_in_policy" {
    for_each = var.user_pool_tier == "LITE" ? [] : [var.sign_in.allowed_first_auth_factors]

    content {
      allowed_first_auth_factors = sign_in_policy.value
    }
  }

  dynamic "web_authn_configuration" {
    for_each = var.sign_in.passkey == null ? [] : [var.sign_in.passkey]

    content {
      relying_party_id  = web_authn_configuration.value.relying_party_id
      user_verification = web_authn_configuration.value.user_verification
    }
  }

  # A String without string_attribute_constraints, or a Number without
  # number_attribute_constraints, is a diff in every plan, and the apply fails
  # with "cannot modify or remove schema items"
  # (hashicorp/terraform-provider-aws #21654, #38224).
  dynamic "schema" {
    for_each = var.attributes

    content {
      name                     = schema.key
      attribute_data_type      = schema.value.type
      developer_only_attribute = false
      mutable                  = schema.value.mutable
      required                 = schema.value.required

      dynamic "string_attribute_constraints" {
        for_each = schema.value.type == "String" ? [schema.value] : []

        content {
          min_length = coalesce(string_attribute_constraints.value.min_length, schema.key == "birthdate" ? 10 : 0)
          max_length = coalesce(string_attribute_constraints.value.max_length, schema.key == "birthdate" ? 10 : 2048)
        }
      }

      # Cognito answers with a minimum of 0 for updated_at, and with an empty
      # block for a custom Number without limits.
      dynamic "number_attribute_constraints" {
        for_each = schema.value.type == "Number" ? [schema.value] : []

        content {
          min_value = number_attribute_constraints.value.min_value == null && schema.key == "updated_at" ? 0 : number_attribute_constraints.value.min_value
          max_value = number_attribute_constraints.value.max_value
        }
      }
    }
  }

  # All fields are always sent: UpdateUserPool sets what a request leaves out
  # back to the service's default, and an unset
  # temporary_password_validity_days is a diff in every plan.
  password_policy {
    minimum_length                   = var.password_policy.minimum_length
    require_lowercase                = var.password_policy.require_lowercase
    require_uppercase                = var.password_policy.require_uppercase
    require_numbers                  = var.password_policy.require_numbers
    require_symbols                  = var.password_policy.require_symbols
    password_history_size            = var.password_policy.password_history_size
    temporary_password_validity_days = var.password_policy.temporary_password_validity_days
  }

  mfa_configuration          = var.mfa.configuration
  sms_authentication_message = var.mfa.sms_message

  # Explicit when MFA is on, false as well. SetUserPoolMfaConfig takes no factor
  # when it is off.
  dynamic "software_token_mfa_configuration" {
    for_each = var.mfa.configuration == "OFF" ? [] : [coalesce(var.mfa.software_token, true)]

    content {
      enabled = software_token_mfa_configuration.value
    }
  }

  dynamic "email_mfa_configuration" {
    for_each = var.mfa.email == null ? [] : [var.mfa.email]

    content {
      subject = email_mfa_configuration.value.subject
      message = email_mfa_configuration.value.message
    }
  }

  account_recovery_setting {
    dynamic "recovery_mechanism" {
      for_each = var.account_recovery

      content {
        name     = recovery_mechanism.value
        priority = recovery_mechanism.key + 1
      }
    }
  }

  admin_create_user_config {
    allow_admin_create_user_only = var.admin_create_user.only

    # All three or none: the provider sends an unset one as "", which Cognito
    # refuses for its length (hashicorp/terraform-provider-aws #13060). The
    # words are those that Cognito uses by itself.
    dynamic "invite_message_template" {
      for_each = local.invites ? [var.admin_create_user] : []

      content {
        email_subject = coalesce(invite_message_template.value.email_subject, "Your temporary password")
        email_message = coalesce(invite_message_template.value.email_message, "Your username is {username} and temporary password is {####}.")
        sms_message   = coalesce(invite_message_template.value.sms_message, "Your username is {username} and temporary password is {####}.")
      }
    }
  }

  auto_verified_attributes = var.verification.auto_verified_attributes

  # Left out when empty: an empty block is a diff in every plan
  # (hashicorp/terraform-provider-aws #34904).
  dynamic "user_attribute_update_settings" {
    for_each = length(var.verification.required_before_update) > 0 ? [var.verification.required_before_update] : []

    content {
      attributes_require_verification_before_update = user_attribute_update_settings.value
    }
  }

  # The older arguments email_verification_message, email_verification_subject
  # and sms_verification_message are left to the provider: Cognito keeps them
  # equal to the template, which wins where both are sent
  # (hashicorp/terraform-provider-aws #2423).
  verification_message_template {
    default_email_option  = var.verification.default_email_option
    email_subject         = var.verification.email_subject
    email_message         = var.verification.email_message
    email_subject_by_link = var.verification.email_subject_by_link
    email_message_by_link = var.verification.email_message_by_link
    sms_message           = var.verification.sms_message
  }

  # Always there, so that the plan says which sender is meant when email is taken
  # away.
  email_configuration {
    email_sending_account  = var.email == null ? "COGNITO_DEFAULT" : "DEVELOPER"
    source_arn             = try(var.email.source_arn, null)
    from_email_address     = try(var.email.from_email_address, null)
    reply_to_email_address = try(var.email.reply_to_email_address, null)
    configuration_set      = try(var.email.configuration_set, null)
  }

  dynamic "sms_configuration" {
    for_each = var.sms == null ? [] : [var.sms]

    content {
      sns_caller_arn = sms_configuration.value.sns_caller_arn
      external_id    = sms_configuration.value.external_id
      sns_region     = sms_configuration.value.sns_region
    }
  }

  # Left out when empty: Cognito answers with no triggers at all, so an empty
  # block is a diff in every plan.
  dynamic "lambda_config" {
    for_each = local.triggers ? [var.lambda_triggers] : []

    content {
      pre_sign_up                    = lambda_config.value.pre_sign_up
      post_confirmation              = lambda_config.value.post_confirmation
      pre_authentication             = lambda_config.value.pre_authentication
      post_authentication            = lambda_config.value.post_authentication
      custom_message                 = lambda_config.value.custom_message
      user_migration                 = lambda_config.value.user_migration
      define_auth_challenge          = lambda_config.value.define_auth_challenge
      create_auth_challenge          = lambda_config.value.create_auth_challenge
      verify_auth_challenge_response = lambda_config.value.verify_auth_challenge_response
      kms_key_id                     = lambda_config.value.kms_key_id

      # The block alone, for V1_0 as well. Cognito answers with the argument
      # pre_token_generation too; the provider computes it and keeps it equal.
      dynamic "pre_token_generation_config" {
        for_each = lambda_config.value.pre_token_generation == null ? [] : [lambda_config.value.pre_token_generation]

        content {
          lambda_arn     = pre_token_generation_config.value.lambda_arn
          lambda_version = pre_token_generation_config.value.lambda_version
        }
      }

      dynamic "custom_email_sender" {
        for_each = lambda_config.value.custom_email_sender == null ? [] : [lambda_config.value.custom_email_sender]

        content {
          lambda_arn     = custom_email_sender.value.lambda_arn
          lambda_version = custom_email_sender.value.lambda_version
        }
      }

      dynamic "custom_sms_sender" {
        for_each = lambda_config.value.custom_sms_sender == null ? [] : [lambda_config.value.custom_sms_sender]

        content {
          lambda_arn     = custom_sms_sender.value.lambda_arn
          lambda_version = custom_sms_sender.value.lambda_version
        }
      }
    }
  }

  dynamic "device_configuration" {
    for_each = var.device_configuration == null ? [] : [var.device_configuration]

    content {
      challenge_required_on_new_device      = device_configuration.value.challenge_required_on_new_device
      device_only_remembered_on_user_prompt = device_configuration.value.device_only_remembered_on_user_prompt
    }
  }

  dynamic "user_pool_add_ons" {
    for_each = var.threat_protection == null ? [] : [var.threat_protection]

    content {
      advanced_security_mode = user_pool_add_ons.value.advanced_security_mode

      dynamic "advanced_security_additional_flows" {
        for_each = user_pool_add_ons.value.custom_auth_mode == null ? [] : [user_pool_add_ons.value.custom_auth_mode]

        content {
          custom_auth_mode = advanced_security_additional_flows.value
        }
      }
    }
  }

  tags = var.tags

  lifecycle {
    # Developer guide, user pool feature plans. CreateUserPool: "The following
    # features need to be disabled for the LITE pricing tier configured".
    precondition {
      condition     = var.user_pool_tier != "LITE" || length(local.passwordless_factors) == 0
      error_message = "sign_in.allowed_first_auth_factors has ${jsonencode(local.passwordless_factors)}, but the LITE tier has no passwordless sign-in. Write user_pool_tier = \"ESSENTIALS\", or PASSWORD alone."
    }

    precondition {
      condition     = var.user_pool_tier != "LITE" || var.mfa.email == null
      error_message = "mfa.email is set, but the LITE tier has no email MFA. Write user_pool_tier = \"ESSENTIALS\", or leave mfa.email out."
    }

    precondition {
      condition     = var.user_pool_tier != "LITE" || var.password_policy.password_history_size == 0
      error_message = "password_policy.password_history_size is ${var.password_policy.password_history_size}, but the LITE tier has no password history. Write user_pool_tier = \"ESSENTIALS\", or 0."
    }

    precondition {
      condition     = var.user_pool_tier != "LITE" || try(var.lambda_triggers.pre_token_generation.lambda_version, "V1_0") == "V1_0"
      error_message = "lambda_triggers.pre_token_generation.lambda_version is ${try(var.lambda_triggers.pre_token_generation.lambda_version, "V1_0")}, but the LITE tier has no access token customization. Write user_pool_tier = \"ESSENTIALS\", or lambda_version = \"V1_0\"."
    }

    precondition {
      condition     = var.user_pool_tier == "PLUS" || (try(var.threat_protection.advanced_security_mode, "OFF") == "OFF" && try(var.threat_protection.custom_auth_mode, null) == null)
      error_message = "threat_protection is set, but the ${var.user_pool_tier} tier has no threat protection. Write user_pool_tier = \"PLUS\", or leave threat_protection out."
    }

    # Developer guide, adding MFA to a user pool: "You can't add WEB_AUTHN,
    # EMAIL_OTP, or SMS_OTP to AllowedFirstAuthFactors when MFA is required".
    precondition {
      condition     = var.mfa.configuration != "ON" || length(local.passwordless_factors) == 0
      error_message = "mfa.configuration is ON and sign_in.allowed_first_auth_factors has ${jsonencode(local.passwordless_factors)}; Cognito takes no passwordless factor where MFA is required. Write mfa.configuration = \"OPTIONAL\", or PASSWORD alone."
    }

    # SetUserPoolMfaConfig: "Cannot set EmailMfaConfiguration when user pool
    # EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT."
    precondition {
      condition     = var.mfa.email == null || var.email != null
      error_message = "mfa.email is set, but email is not, and Cognito's own sender sends no MFA codes. Write email with an SES identity, or leave mfa.email out."
    }

    # "Cannot set EmailMfaConfiguration when user pool AccountRecoverySetting is
    # not set or contains only verified_email in RecoveryMechanisms."
    precondition {
      condition     = var.mfa.email == null || jsonencode(var.account_recovery) != jsonencode(["verified_email"])
      error_message = "mfa.email is set and account_recovery is [\"verified_email\"]; Cognito sends no user both codes to one address. Write account_recovery = [\"verified_email\", \"verified_phone_number\"], or [\"admin_only\"]."
    }

    # "Account Recovery Setting cannot use verified_phone_number as a recovery
    # mechanism when SMS MFA is configured." (aws/aws-cdk #11478)
    precondition {
      condition     = var.mfa.sms_message == null || jsonencode(var.account_recovery) != jsonencode(["verified_phone_number"])
      error_message = "mfa.sms_message is set and account_recovery is [\"verified_phone_number\"]; Cognito sends no user both codes to one number. Write account_recovery = [\"verified_email\", \"verified_phone_number\"], or [\"admin_only\"]."
    }

    precondition {
      condition     = var.mfa.sms_message == null || var.sms != null
      error_message = "mfa.sms_message is set, but sms is not, so no SMS can be sent. Write sms with a role and its external id, or leave mfa.sms_message out."
    }

    # aws_cognito_user_pool, sms_configuration: "SMS MFA is activated only when
    # mfa_configuration is set to ON or OPTIONAL along with this block." Set for
    # verification alone, it would be a factor that nobody asked for.
    precondition {
      condition     = var.mfa.configuration == "OFF" || var.sms == null || var.mfa.sms_message != null
      error_message = "sms is set and mfa.configuration is ${var.mfa.configuration}, which makes SMS a factor, but mfa.sms_message is not set. Write mfa.sms_message = \"Your code is {####}\", or leave sms out."
    }

    precondition {
      condition     = !contains(var.sign_in.allowed_first_auth_factors, "SMS_OTP") || var.sms != null
      error_message = "sign_in.allowed_first_auth_factors has SMS_OTP, but sms is not set, so no SMS can be sent. Write sms with a role and its external id, or leave SMS_OTP out."
    }

    # Developer guide, email settings for user pools: one-time passwords by email
    # need Amazon SES.
    precondition {
      condition     = !contains(var.sign_in.allowed_first_auth_factors, "EMAIL_OTP") || var.email != null
      error_message = "sign_in.allowed_first_auth_factors has EMAIL_OTP, but email is not set, and Cognito's own sender sends no sign-in codes. Write email with an SES identity, or leave EMAIL_OTP out."
    }

    # Developer guide, user pool attributes: preferred_username is either
    # required or an alias.
    precondition {
      condition     = !contains(var.sign_in.alias_attributes, "preferred_username") || !try(var.attributes["preferred_username"].required, false)
      error_message = "preferred_username is an alias in sign_in.alias_attributes and required in attributes; Cognito takes one of the two. Write required = false, or leave the alias out."
    }

    # CreateUserPool: "SMS configuration is required when phone_number is
    # selected for auto verification".
    precondition {
      condition     = !contains(var.verification.auto_verified_attributes, "phone_number") || var.sms != null
      error_message = "verification.auto_verified_attributes has phone_number, but sms is not set, so no SMS can be sent. Write sms with a role and its external id, or leave phone_number out."
    }

    # Except beside email MFA, for which Cognito asks for a second way and takes
    # it without SMS: there it stands for users whose factor is the email.
    precondition {
      condition     = !contains(var.account_recovery, "verified_phone_number") || var.sms != null || (var.mfa.email != null && var.account_recovery[0] == "verified_email")
      error_message = "account_recovery has verified_phone_number, but sms is not set, so no SMS can be sent. Write sms with a role and its external id, or leave verified_phone_number out."
    }

    # What the provider keeps, and shows no difference for or one that is not
    # made. The block is still in the plan.
    postcondition {
      condition     = var.sms != null || length(self.sms_configuration) == 0
      error_message = "sms is gone, but the provider cannot take it away from the pool, which goes on to send through ${try(format("%s", self.sms_configuration[0].sns_caller_arn), "its role")}. Keep sms, or clear it once with the AWS CLI: update-user-pool with every setting of the pool but SmsConfiguration."
    }

    # hashicorp/terraform-provider-aws #45529
    postcondition {
      condition = var.lambda_triggers.pre_token_generation != null || (
        try(length(self.lambda_config[0].pre_token_generation_config), 0) == 0 &&
        !try(strcontains(self.lambda_config[0].pre_token_generation, ":"), false)
      )
      error_message = "lambda_triggers.pre_token_generation is gone, but the provider cannot take it away while other triggers stay (hashicorp/terraform-provider-aws #45529), and Cognito goes on to call ${try(format("%s", self.lambda_config[0].pre_token_generation_config[0].lambda_arn), "the function")}. Write lambda_triggers = {} for one apply and the others back in the next, or keep a function with lambda_version = \"V1_0\" that changes nothing."
    }
  }
}

# The provider sends an empty block for one that is gone, with which email stays
# a factor (hashicorp/terraform-provider-aws #41064, #46801). A warning and no
# refusal: whether Cognito answers with the block for other reasons is not known.
check "email_factor" {
  assert {
    condition     = var.mfa.email != null || length(aws_cognito_user_pool.this.email_mfa_configuration) == 0
    error_message = "mfa.email is not set, but email is a factor of the pool, and the provider cannot take it away (hashicorp/terraform-provider-aws #46801): MFA could not be turned off. Write mfa.email again, or clear it once with the AWS CLI: set-user-pool-mfa-config with the other factors alone, or with --mfa-configuration OFF."
  }
}

locals {
  passwordless_factors = setintersection(var.sign_in.allowed_first_auth_factors, ["EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"])

  invites = anytrue([
    for text in [var.admin_create_user.email_subject, var.admin_create_user.email_message, var.admin_create_user.sms_message] :
    text != null
  ])

  triggers = anytrue([for trigger in values(var.lambda_triggers) : trigger != null])

  # The endpoint attribute carries no scheme.
  issuer = "https://${aws_cognito_user_pool.this.endpoint}"
}
