variable "sign_in" {
  description = <<-EOT
    How users sign in. A change of the first three replaces the pool, and every user is lost:
    - `username_attributes`: attributes that are the username, email or phone_number. [] gives plain usernames.
    - `alias_attributes`: attributes that a user may sign in with beside a plain username: email, phone_number, preferred_username.
    - `case_sensitive`: whether Ann and ann are two users.
    - `allowed_first_auth_factors`: what may begin a sign-in: PASSWORD, which is always one, EMAIL_OTP, SMS_OTP, WEB_AUTHN (passkeys).
    - `passkey`: for WEB_AUTHN. `relying_party_id` is the domain that passkeys belong to, by default the domain of the pool. `user_verification`: preferred or required.
  EOT
  type = object({
    username_attributes        = optional(set(string), ["email"])
    alias_attributes           = optional(set(string), [])
    case_sensitive             = optional(bool, false)
    allowed_first_auth_factors = optional(set(string), ["PASSWORD"])
    passkey = optional(object({
      relying_party_id  = optional(string)
      user_verification = optional(string, "preferred")
    }))
  })
  default  = {}
  nullable = false

  # UsernameAttributeType.
  validation {
    condition     = length(setsubtract(var.sign_in.username_attributes, ["email", "phone_number"])) == 0
    error_message = "sign_in.username_attributes has [${join(",", [for value in setsubtract(var.sign_in.username_attributes, ["email", "phone_number"]) : try("\"${value}\"", "null")])}], which Cognito does not take as a username. Write \"email\", \"phone_number\", both, or [] for plain usernames."
  }

  # AliasAttributeType.
  validation {
    condition     = length(setsubtract(var.sign_in.alias_attributes, ["email", "phone_number", "preferred_username"])) == 0
    error_message = "sign_in.alias_attributes has [${join(",", [for value in setsubtract(var.sign_in.alias_attributes, ["email", "phone_number", "preferred_username"]) : try("\"${value}\"", "null")])}], which Cognito does not take as an alias. Write \"email\", \"phone_number\" or \"preferred_username\"."
  }

  # CreateUserPool: "Only one of the aliasAttributes or usernameAttributes can
  # be set in a User pool."
  validation {
    condition     = length(var.sign_in.username_attributes) == 0 || length(var.sign_in.alias_attributes) == 0
    error_message = "sign_in has username_attributes [${join(",", [for value in var.sign_in.username_attributes : try("\"${value}\"", "null")])}] and alias_attributes [${join(",", [for value in var.sign_in.alias_attributes : try("\"${value}\"", "null")])}]; Cognito takes one of the two. Write username_attributes = [] beside the aliases, or leave the aliases out."
  }

  # AuthFactorType.
  validation {
    condition     = length(setsubtract(var.sign_in.allowed_first_auth_factors, ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"])) == 0
    error_message = "sign_in.allowed_first_auth_factors has [${join(",", [for value in setsubtract(var.sign_in.allowed_first_auth_factors, ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]) : try("\"${value}\"", "null")])}], which Cognito does not know. Write PASSWORD, EMAIL_OTP, SMS_OTP or WEB_AUTHN."
  }

  # CreateUserPool: "Password should be configured as one of the allowed first
  # auth factors".
  validation {
    condition     = contains(var.sign_in.allowed_first_auth_factors, "PASSWORD")
    error_message = "sign_in.allowed_first_auth_factors is [${join(",", [for value in var.sign_in.allowed_first_auth_factors : try("\"${value}\"", "null")])}]; Cognito takes no list without PASSWORD. Write it beside the others: an app client decides which of them it offers."
  }

  validation {
    condition     = var.sign_in.passkey == null || contains(var.sign_in.allowed_first_auth_factors, "WEB_AUTHN")
    error_message = "sign_in.passkey is set, but WEB_AUTHN is not among the first factors [${join(",", [for value in var.sign_in.allowed_first_auth_factors : try("\"${value}\"", "null")])}], so no user can sign in with a passkey. Write \"WEB_AUTHN\" in allowed_first_auth_factors, or leave passkey out."
  }

  # RelyingPartyIdType: 1 to 127 characters. WebAuthn section 5.1.2: a domain
  # name, without scheme, port or path; localhost is one for development
  # (aws-amplify/amplify-backend, WebAuthnOptions).
  validation {
    condition     = try(var.sign_in.passkey.relying_party_id, null) == null ? true : can(regex("^(localhost|[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)+)$", var.sign_in.passkey.relying_party_id)) && length(var.sign_in.passkey.relying_party_id) <= 127
    error_message = "sign_in.passkey.relying_party_id is ${try("\"${var.sign_in.passkey.relying_party_id}\"", "null")}, which is not a domain name of at most 127 characters. Write it without scheme, port and path, for example \"auth.example.com\"."
  }

  # UserVerificationType.
  validation {
    condition     = var.sign_in.passkey == null ? true : contains(["preferred", "required"], var.sign_in.passkey.user_verification)
    error_message = "sign_in.passkey.user_verification is \"${try(var.sign_in.passkey.user_verification, "")}\", which Cognito does not know. Write \"preferred\" or \"required\"."
  }
}

variable "password_policy" {
  description = "What a password must have, how many earlier passwords it must differ from (0 for none), and for how many days the temporary password of an invited user is good."
  type = object({
    minimum_length                   = optional(number, 12)
    require_lowercase                = optional(bool, true)
    require_uppercase                = optional(bool, true)
    require_numbers                  = optional(bool, true)
    require_symbols                  = optional(bool, true)
    password_history_size            = optional(number, 0)
    temporary_password_validity_days = optional(number, 7)
  })
  default  = {}
  nullable = false

  # PasswordPolicyType: all three are integers.
  validation {
    condition = alltrue([
      for name in ["minimum_length", "password_history_size", "temporary_password_validity_days"] :
      var.password_policy[name] == floor(var.password_policy[name])
    ])
    error_message = "password_policy has ${join(" and ", [for name in ["minimum_length", "password_history_size", "temporary_password_validity_days"] : "${name} = ${var.password_policy[name]}" if var.password_policy[name] != floor(var.password_policy[name])])}; Cognito takes whole numbers. Write one without a fraction."
  }

  # PasswordPolicyType, MinimumLength.
  validation {
    condition     = var.password_policy.minimum_length >= 6 && var.password_policy.minimum_length <= 99
    error_message = "password_policy.minimum_length is ${var.password_policy.minimum_length}; Cognito takes 6 to 99. Write a number in that range, 12 or more by preference."
  }

  # PasswordPolicyType, PasswordHistorySize.
  validation {
    condition     = var.password_policy.password_history_size >= 0 && var.password_policy.password_history_size <= 24
    error_message = "password_policy.password_history_size is ${var.password_policy.password_history_size}; Cognito takes 0 to 24. Write 0 to allow any earlier password."
  }

  # PasswordPolicyType, TemporaryPasswordValidityDays. The service reads 0 as
  # "not set" and takes 7, which would be a diff in every plan.
  validation {
    condition     = var.password_policy.temporary_password_validity_days >= 1 && var.password_policy.temporary_password_validity_days <= 365
    error_message = "password_policy.temporary_password_validity_days is ${var.password_policy.temporary_password_validity_days}; it must be 1 to 365 days. Write for example 7."
  }
}

variable "mfa" {
  description = <<-EOT
    Multi-factor authentication:
    - `configuration`: OFF, OPTIONAL (a user may set it up) or ON (every user must).
    - `software_token`: whether an authenticator app (TOTP) is a factor. By default it is, unless `configuration` is OFF.
    - `sms_message`: text of the SMS with the code, which must hold {####}. Setting it makes SMS a factor and needs `sms`.
    - `email`: subject and message of the email with the code; the message must hold {####}. Setting it makes email a factor and needs `email`, and an `account_recovery` that does not rest on email alone.
  EOT
  type = object({
    configuration  = optional(string, "OFF")
    software_token = optional(bool)
    sms_message    = optional(string)
    email = optional(object({
      subject = string
      message = string
    }))
  })
  default  = {}
  nullable = false

  # UserPoolMfaType.
  validation {
    condition     = contains(["OFF", "OPTIONAL", "ON"], var.mfa.configuration)
    error_message = "mfa.configuration is \"${var.mfa.configuration}\", which Cognito does not know. Write \"OFF\", \"OPTIONAL\" or \"ON\"."
  }

  # SetUserPoolMfaConfig: "Invalid MFA configuration given, can't turn off MFA
  # and configure an MFA together."
  validation {
    condition     = var.mfa.configuration != "OFF" || (!coalesce(var.mfa.software_token, false) && var.mfa.sms_message == null && var.mfa.email == null)
    error_message = "mfa.configuration is \"OFF\", but a factor is set; Cognito takes no factor without MFA. Write configuration = \"OPTIONAL\" or \"ON\", or leave software_token, sms_message and email out."
  }

  # SetUserPoolMfaConfig: "Invalid MFA configuration given, can't disable all
  # MFAs with a required or optional configuration."
  validation {
    condition     = var.mfa.configuration == "OFF" || coalesce(var.mfa.software_token, true) || var.mfa.sms_message != null || var.mfa.email != null
    error_message = "mfa.configuration is \"${var.mfa.configuration}\", but software_token is false and neither sms_message nor email is set, so there is no factor. Leave software_token out, or set sms_message or email."
  }

  # SmsVerificationMessageType, whose pattern has no line break.
  validation {
    condition     = var.mfa.sms_message == null ? true : can(regex("^[^\\r\\n]*\\{####\\}[^\\r\\n]*$", var.mfa.sms_message)) && length(var.mfa.sms_message) <= 140
    error_message = "mfa.sms_message is ${try("\"${var.mfa.sms_message}\"", "null")}; Cognito takes one line of at most 140 characters with {####}, where the code goes. Write for example \"Your code is {####}\"."
  }

  # EmailMfaSubjectType.
  validation {
    condition     = var.mfa.email == null ? true : can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]{1,140}$", var.mfa.email.subject))
    error_message = "mfa.email.subject is ${try("\"${var.mfa.email.subject}\"", "null")}; Cognito takes 1 to 140 letters, digits, signs and spaces. Write for example \"Your sign-in code\"."
  }

  # EmailMfaMessageType.
  validation {
    condition     = var.mfa.email == null ? true : can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]*$", var.mfa.email.message)) && try(length(var.mfa.email.message) <= 20000, false)
    error_message = "mfa.email.message, which ${try("begins \"${substr(var.mfa.email.message, 0, 40)}\"", "is null")}, is not one that Cognito takes: at most 20000 letters, digits, signs and plain spaces with {####}, where the code goes. Write for example \"Your code is {####}\"."
  }
}

variable "account_recovery" {
  description = "How users who forgot their password get a code, by priority: verified_email, verified_phone_number, or admin_only alone for none."
  type        = list(string)
  default     = ["verified_email"]
  nullable    = false

  # RecoveryMechanismsType.
  validation {
    condition     = length(var.account_recovery) >= 1 && length(var.account_recovery) <= 2
    error_message = "account_recovery has ${length(var.account_recovery)} entries; Cognito takes 1 or 2. Write for example [\"verified_email\"], or [\"admin_only\"] for no recovery by the user."
  }

  # RecoveryOptionNameType.
  validation {
    condition     = alltrue([for name in var.account_recovery : try(contains(["verified_email", "verified_phone_number", "admin_only"], name), false)])
    error_message = "A name of [${join(",", [for value in var.account_recovery : try("\"${value}\"", "null")])}] in account_recovery is not one that Cognito knows. Write \"verified_email\", \"verified_phone_number\" or \"admin_only\"."
  }

  validation {
    condition     = length(distinct(var.account_recovery)) == length(var.account_recovery)
    error_message = "account_recovery is [${join(",", [for value in var.account_recovery : try("\"${value}\"", "null")])}]; Cognito takes each way once. Leave the second one out."
  }

  # CreateUserPool: "Account Recovery Setting cannot use admin_only setting with
  # any other recovery mechanisms."
  validation {
    condition     = !contains(var.account_recovery, "admin_only") || length(var.account_recovery) == 1
    error_message = "account_recovery is [${join(",", [for value in var.account_recovery : try("\"${value}\"", "null")])}]; Cognito takes admin_only alone. Write [\"admin_only\"], or leave it out."
  }
}
