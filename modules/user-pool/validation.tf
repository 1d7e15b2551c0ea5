# The rules that concern more than one input of the pool, and the rules for
# attributes. Cognito or the provider would reject a violation at apply, or it
# would make sign-in fail. The rules for a single input are validations of its
# variable, in variables_*.tf. Each rule has its message tested in
# test/testdata/rejected.

locals {
  errors = {
    for group, rules in local.rules : group => [
      for rule in rules : "${rule.path}: ${rule.problem}. ${rule.fix}." if rule.broken
    ]
  }

  rules = {
    # Developer guide, user pool feature plans. CreateUserPool: "The following
    # features need to be disabled for the LITE pricing tier configured".
    tier = [
      {
        broken  = var.user_pool_tier == "LITE" && length(local.passwordless_factors) > 0
        path    = "sign_in.allowed_first_auth_factors"
        problem = "the LITE tier has no passwordless sign-in, and the list has ${jsonencode(local.passwordless_factors)}"
        fix     = "Write user_pool_tier = \"ESSENTIALS\", or only PASSWORD"
      },
      {
        broken  = var.user_pool_tier == "LITE" && var.mfa.email != null
        path    = "mfa.email"
        problem = "the LITE tier has no email MFA"
        fix     = "Write user_pool_tier = \"ESSENTIALS\", or remove mfa.email"
      },
      {
        broken  = var.user_pool_tier == "LITE" && var.password_policy.password_history_size != 0
        path    = "password_policy.password_history_size"
        problem = "the LITE tier has no password history, and the size is ${var.password_policy.password_history_size}"
        fix     = "Write user_pool_tier = \"ESSENTIALS\", or 0"
      },
      {
        broken  = var.user_pool_tier == "LITE" && local.token_trigger_version != "V1_0"
        path    = "lambda_triggers.pre_token_generation.lambda_version"
        problem = "the LITE tier has no access token customization, which ${local.token_trigger_version} is for"
        fix     = "Write user_pool_tier = \"ESSENTIALS\", or lambda_version = \"V1_0\""
      },
      {
        broken = var.user_pool_tier != "PLUS" && (
          try(var.threat_protection.advanced_security_mode, "OFF") != "OFF" || try(var.threat_protection.custom_auth_mode, null) != null
        )
        path    = "threat_protection"
        problem = "the ${var.user_pool_tier} tier has no threat protection"
        fix     = "Write user_pool_tier = \"PLUS\", or remove threat_protection"
      },
    ]

    mfa = [
      {
        # Developer guide, adding MFA to a user pool: "You can't add WEB_AUTHN,
        # EMAIL_OTP, or SMS_OTP to AllowedFirstAuthFactors when MFA is required".
        broken  = var.mfa.configuration == "ON" && length(local.passwordless_factors) > 0
        path    = "mfa.configuration"
        problem = "Cognito rejects the passwordless factors ${jsonencode(local.passwordless_factors)} where MFA is required"
        fix     = "Write mfa.configuration = \"OPTIONAL\", or only PASSWORD in sign_in.allowed_first_auth_factors"
      },
      {
        # SetUserPoolMfaConfig: "Cannot set EmailMfaConfiguration when user pool
        # EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT."
        broken  = var.mfa.email != null && var.email == null
        path    = "mfa.email"
        problem = "Cognito's own sender sends no MFA codes, and email is not set"
        fix     = "Write email with an SES identity, or remove mfa.email"
      },
      {
        # "Cannot set EmailMfaConfiguration when user pool AccountRecoverySetting
        # is not set or contains only verified_email in RecoveryMechanisms."
        broken  = var.mfa.email != null && jsonencode(var.account_recovery) == jsonencode(["verified_email"])
        path    = "mfa.email"
        problem = "Cognito does not send MFA codes and recovery codes to the same address, and account_recovery is [\"verified_email\"]"
        fix     = "Write account_recovery = [\"verified_email\", \"verified_phone_number\"], or [\"admin_only\"]"
      },
      {
        # "Account Recovery Setting cannot use verified_phone_number as a recovery
        # mechanism when SMS MFA is configured." (aws/aws-cdk #11478)
        broken  = var.mfa.sms_message != null && jsonencode(var.account_recovery) == jsonencode(["verified_phone_number"])
        path    = "mfa.sms_message"
        problem = "Cognito does not send MFA codes and recovery codes to one number, and account_recovery is [\"verified_phone_number\"]"
        fix     = "Write account_recovery = [\"verified_email\", \"verified_phone_number\"], or [\"admin_only\"]"
      },
      {
        broken  = var.mfa.sms_message != null && var.sms == null
        path    = "mfa.sms_message"
        problem = "sms is not set, so Cognito cannot send SMS"
        fix     = "Write sms with a role and its external id, or remove mfa.sms_message"
      },
      {
        # aws_cognito_user_pool, sms_configuration: "SMS MFA is activated only when
        # mfa_configuration is set to ON or OPTIONAL along with this block." An sms
        # for verification alone would be a factor by accident.
        broken  = var.mfa.configuration != "OFF" && var.sms != null && var.mfa.sms_message == null
        path    = "mfa.sms_message"
        problem = "sms makes SMS a factor when mfa.configuration is ${var.mfa.configuration}, and the factor has no text"
        fix     = "Write mfa.sms_message = \"Your code is {####}\", or remove sms"
      },
    ]

    delivery = [
      {
        broken  = contains(var.sign_in.allowed_first_auth_factors, "SMS_OTP") && var.sms == null
        path    = "sign_in.allowed_first_auth_factors"
        problem = "SMS_OTP requires sms, which is not set"
        fix     = "Write sms with a role and its external id, or remove SMS_OTP"
      },
      {
        # Developer guide, email settings for user pools: one-time passwords by
        # email require Amazon SES.
        broken  = contains(var.sign_in.allowed_first_auth_factors, "EMAIL_OTP") && var.email == null
        path    = "sign_in.allowed_first_auth_factors"
        problem = "EMAIL_OTP requires email, because Cognito's own sender sends no sign-in codes"
        fix     = "Write email with an SES identity, or remove EMAIL_OTP"
      },
      {
        # CreateUserPool: "SMS configuration is required when phone_number is
        # selected for auto verification".
        broken  = contains(var.verification.auto_verified_attributes, "phone_number") && var.sms == null
        path    = "verification.auto_verified_attributes"
        problem = "phone_number requires sms, which is not set"
        fix     = "Write sms with a role and its external id, or remove phone_number"
      },
      {
        # With email MFA, Cognito requires a second recovery mechanism and accepts
        # it without sms: it is for users whose factor is the email.
        broken = contains(var.account_recovery, "verified_phone_number") && var.sms == null && !(
          var.mfa.email != null && var.account_recovery[0] == "verified_email"
        )
        path    = "account_recovery"
        problem = "verified_phone_number requires sms, which is not set"
        fix     = "Write sms with a role and its external id, or remove verified_phone_number"
      },
    ]

    attributes = concat(
      [{
        # Developer guide, user pool attributes: preferred_username is either
        # required or an alias.
        broken = (
          contains(var.sign_in.alias_attributes, "preferred_username") && try(var.attributes["preferred_username"].required, false)
        )
        path    = "attributes.preferred_username.required"
        problem = "Cognito does not accept a required attribute as an alias, and sign_in.alias_attributes has preferred_username"
        fix     = "Write required = false, or remove the alias"
      }],
      flatten([for name, attribute in var.attributes : [
        {
          # CreateUserPool: "You can not change AttributeDataType or set
          # developerOnlyAttribute for standard schema attribute".
          broken  = try(local.standard_attributes[name], attribute.type) != attribute.type
          path    = "attributes.${name}.type"
          problem = "the standard attribute ${name} has a type of its own, and not ${attribute.type}"
          fix     = "Write type = \"${try(local.standard_attributes[name], "")}\", or use another name"
        },
        {
          # CreateUserPool: "Required custom attributes are not supported
          # currently."
          broken  = attribute.required && !contains(keys(local.standard_attributes), name)
          path    = "attributes.${name}.required"
          problem = "Cognito can require only standard attributes, and this is a custom one"
          fix     = "Write required = false, and check the attribute in a pre sign-up trigger"
        },
        {
          broken  = attribute.type != "String" && (attribute.min_length != null || attribute.max_length != null)
          path    = "attributes.${name}"
          problem = "min_length and max_length are for a String, and this is a ${attribute.type}"
          fix     = "Remove them; for a Number, write min_value and max_value"
        },
        {
          broken  = attribute.type != "Number" && (attribute.min_value != null || attribute.max_value != null)
          path    = "attributes.${name}"
          problem = "min_value and max_value are for a Number, and this is a ${attribute.type}"
          fix     = "Remove them; for a String, write min_length and max_length"
        },
        {
          # StringAttributeConstraintsType has whole numbers as text.
          broken = anytrue([
            for limit in [attribute.min_length, attribute.max_length] : try(limit < 0 || limit != floor(limit), false)
          ])
          path    = "attributes.${name}"
          problem = "min_length and max_length must be whole numbers from 0"
          fix     = "Write for example { min_length = 1, max_length = 256 }"
        },
        {
          # AttributeValueType; developer guide, custom attributes: a value has at
          # most 2048 characters.
          broken  = try(attribute.max_length > 2048, false)
          path    = "attributes.${name}.max_length"
          problem = "Cognito accepts values of at most 2048 characters"
          fix     = "Write 2048 or less, or remove it"
        },
        {
          # CreateUserPool rejects a maximum below the minimum.
          broken = (
            attribute.type == "String" && try(coalesce(attribute.min_length, 0) > coalesce(attribute.max_length, 2048), false)
          )
          path    = "attributes.${name}"
          problem = "min_length is larger than max_length, which is 2048 by default"
          fix     = "Write the smaller number as min_length"
        },
        {
          broken  = try(attribute.min_value > attribute.max_value, false)
          path    = "attributes.${name}"
          problem = "min_value is larger than max_value"
          fix     = "Write the smaller number as min_value"
        },
      ]]),
    )
  }

  passwordless_factors  = setintersection(var.sign_in.allowed_first_auth_factors, ["EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"])
  token_trigger_version = try(var.lambda_triggers.pre_token_generation.lambda_version, "V1_0")
}
