resource "aws_cognito_user_pool" "this" {
  name                = var.name
  deletion_protection = var.deletion_protection
  user_pool_tier      = var.user_pool_tier

  # null and not []: the provider counts an empty set as a setting, and rejects both
  # settings together.
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
  # number_attribute_constraints, shows a difference in every plan, and the apply
  # fails with "cannot modify or remove schema items"
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

      # Cognito returns a minimum of 0 for updated_at, and an empty block for a
      # custom Number without limits.
      dynamic "number_attribute_constraints" {
        for_each = schema.value.type == "Number" ? [local.number_limits[schema.key]] : []

        content {
          min_value = number_attribute_constraints.value.min_value
          max_value = number_attribute_constraints.value.max_value
        }
      }
    }
  }

  # All fields are always sent: UpdateUserPool resets a missing field to the
  # service's default, and an unset temporary_password_validity_days shows a
  # difference in every plan.
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

  # Explicit when MFA is on, also false. SetUserPoolMfaConfig accepts no factor when
  # MFA is off.
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
    # rejects for its length (hashicorp/terraform-provider-aws #13060). The
    # defaults are Cognito's own texts.
    dynamic "invite_message_template" {
      for_each = local.invites ? [var.admin_create_user] : []

      content {
        email_subject = coalesce(invite_message_template.value.email_subject, "Your temporary password")
        email_message = coalesce(invite_message_template.value.email_message, local.default_invitation)
        sms_message   = coalesce(invite_message_template.value.sms_message, local.default_invitation)
      }
    }
  }

  auto_verified_attributes = var.verification.auto_verified_attributes

  # Omitted when empty: an empty block shows a difference in every plan
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

  # Always present, so that the plan shows the sender when email is removed.
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

  # Omitted when empty: Cognito returns no triggers at all, so an empty block shows
  # a difference in every plan.
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

      # Only the block, also for V1_0. Cognito returns the argument
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
    # Cognito cannot change it. The provider would replace the pool instead, and also an
    # imported pool that was created without this setting, which Cognito does not return.
    # A postcondition rejects a real change.
    ignore_changes = [username_configuration]

    # validation.tf has the rules, in groups. A value that is unknown until apply
    # postpones the rules of its group until then, and no others.

    precondition {
      condition     = length(local.errors.tier) == 0
      error_message = join("\n", local.errors.tier)
    }

    precondition {
      condition     = length(local.errors.mfa) == 0
      error_message = join("\n", local.errors.mfa)
    }

    precondition {
      condition     = length(local.errors.delivery) == 0
      error_message = join("\n", local.errors.delivery)
    }

    precondition {
      condition     = length(local.errors.attributes) == 0
      error_message = join("\n", local.errors.attributes)
    }

    # A pool that was created without the setting is case sensitive (API reference,
    # UsernameConfigurationType, of true: "This is the default value").
    postcondition {
      condition = try(self.username_configuration[0].case_sensitive, true) == var.sign_in.case_sensitive
      error_message = join(" ", [
        "sign_in.case_sensitive: Cognito cannot change it, and the usernames of the pool are",
        var.sign_in.case_sensitive ? "not case sensitive. Write false." : "case sensitive. Write true.",
      ])
    }

    # The provider cannot remove these settings from a pool, and shows no difference
    # or one that it does not make. The block is still in the plan.
    postcondition {
      condition = var.sms != null || length(self.sms_configuration) == 0
      error_message = join(" ", [
        "sms: the provider cannot remove it, and the pool keeps sending through",
        "${try(format("%s", self.sms_configuration[0].sns_caller_arn), "its role")}.",
        "Write sms again, or clear it once with the AWS CLI: update-user-pool with every setting of the pool except SmsConfiguration.",
      ])
    }

    # hashicorp/terraform-provider-aws #45529
    postcondition {
      condition = var.lambda_triggers.pre_token_generation != null || (
        try(length(self.lambda_config[0].pre_token_generation_config), 0) == 0 &&
        !try(strcontains(self.lambda_config[0].pre_token_generation, ":"), false)
      )
      error_message = join(" ", [
        "lambda_triggers.pre_token_generation: the provider cannot remove it while other triggers remain",
        "(hashicorp/terraform-provider-aws #45529), and Cognito keeps calling",
        "${try(format("%s", self.lambda_config[0].pre_token_generation_config[0].lambda_arn), "the function")}.",
        "Write lambda_triggers = {} for one apply and the other triggers again in the next,",
        "or keep a function with lambda_version = \"V1_0\" that changes nothing.",
      ])
    }
  }
}

# The provider sends an empty block for a removed one, and email stays a factor
# (hashicorp/terraform-provider-aws #41064, #46801). This is a warning and not an
# error, because it is unknown whether Cognito returns the block for other reasons.
check "email_factor" {
  assert {
    condition = var.mfa.email != null || length(aws_cognito_user_pool.this.email_mfa_configuration) == 0
    error_message = join(" ", [
      "mfa.email: email is still a factor of the pool, and the provider cannot remove it",
      "(hashicorp/terraform-provider-aws #46801), so MFA could not be turned off.",
      "Write mfa.email again, or clear it once with the AWS CLI:",
      "set-user-pool-mfa-config with only the other factors, or with --mfa-configuration OFF.",
    ])
  }
}

locals {
  number_limits = {
    for name, attribute in var.attributes : name => {
      min_value = name == "updated_at" ? coalesce(attribute.min_value, 0) : attribute.min_value
      max_value = attribute.max_value
    }
  }

  default_invitation = "Your username is {username} and temporary password is {####}."

  invites = anytrue([
    for text in [var.admin_create_user.email_subject, var.admin_create_user.email_message, var.admin_create_user.sms_message] :
    text != null
  ])

  triggers = anytrue([for trigger in values(var.lambda_triggers) : trigger != null])

  # The endpoint attribute carries no scheme.
  issuer = "https://${aws_cognito_user_pool.this.endpoint}"
}
