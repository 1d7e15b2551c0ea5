variable "sign_in" {
  description = <<-EOT
    How users sign in. Changing one of the first two replaces the pool, and every user is lost.
    - `username_attributes`: attributes that are the username: email, phone_number or both. [] means plain usernames.
    - `alias_attributes`: attributes with which a user may sign in beside a plain username: email, phone_number, preferred_username.
    - `case_sensitive`: whether Ann and ann are two users. Cognito cannot change it, so a plan that does fails.
    - `allowed_first_auth_factors`: factors that can begin a sign-in: always PASSWORD, and EMAIL_OTP, SMS_OTP or WEB_AUTHN (passkeys).
    - `passkey`: for WEB_AUTHN. `relying_party_id` is the domain that passkeys belong to, by default the domain of the pool.
      `user_verification` is preferred or required.
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
    condition = length(setsubtract(var.sign_in.username_attributes, ["email", "phone_number"])) == 0
    error_message = join(" ", [
      "sign_in.username_attributes:",
      "${jsonencode(setsubtract(var.sign_in.username_attributes, ["email", "phone_number"]))} cannot be usernames.",
      "Write \"email\", \"phone_number\", both, or [] for plain usernames.",
    ])
  }

  # AliasAttributeType.
  validation {
    condition = length(setsubtract(var.sign_in.alias_attributes, ["email", "phone_number", "preferred_username"])) == 0
    error_message = join(" ", [
      "sign_in.alias_attributes:",
      "${jsonencode(setsubtract(var.sign_in.alias_attributes, ["email", "phone_number", "preferred_username"]))} cannot be aliases.",
      "Write \"email\", \"phone_number\" or \"preferred_username\".",
    ])
  }

  # CreateUserPool: "Only one of the aliasAttributes or usernameAttributes can be
  # set in a User pool."
  validation {
    condition = length(var.sign_in.username_attributes) == 0 || length(var.sign_in.alias_attributes) == 0
    error_message = join(" ", [
      "sign_in.alias_attributes: Cognito does not accept aliases ${jsonencode(var.sign_in.alias_attributes)}",
      "together with username_attributes ${jsonencode(var.sign_in.username_attributes)}.",
      "Write username_attributes = [], or remove the aliases.",
    ])
  }

  # AuthFactorType.
  validation {
    condition = length(setsubtract(var.sign_in.allowed_first_auth_factors, ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"])) == 0
    error_message = join(" ", [
      "sign_in.allowed_first_auth_factors: Cognito does not know",
      "${jsonencode(setsubtract(var.sign_in.allowed_first_auth_factors, ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]))}.",
      "Write PASSWORD, EMAIL_OTP, SMS_OTP or WEB_AUTHN.",
    ])
  }

  # CreateUserPool: "Password should be configured as one of the allowed first
  # auth factors".
  validation {
    condition = contains(var.sign_in.allowed_first_auth_factors, "PASSWORD")
    error_message = join(" ", [
      "sign_in.allowed_first_auth_factors: Cognito requires PASSWORD, and the list is",
      "${jsonencode(var.sign_in.allowed_first_auth_factors)}.",
      "Add PASSWORD: each app client decides which factors it offers.",
    ])
  }

  validation {
    condition = var.sign_in.passkey == null || contains(var.sign_in.allowed_first_auth_factors, "WEB_AUTHN")
    error_message = join(" ", [
      "sign_in.passkey: no user can sign in with a passkey, because allowed_first_auth_factors is",
      "${jsonencode(var.sign_in.allowed_first_auth_factors)}.",
      "Add \"WEB_AUTHN\" to allowed_first_auth_factors, or remove passkey.",
    ])
  }

  # RelyingPartyIdType: 1 to 127 characters. WebAuthn section 5.1.2: a domain
  # name, without scheme, port or path; localhost is one for development
  # (aws-amplify/amplify-backend, WebAuthnOptions).
  validation {
    condition = try(var.sign_in.passkey.relying_party_id, null) == null || try(
      can(regex(
        "^(localhost|[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)+)$",
        var.sign_in.passkey.relying_party_id,
      )) && length(var.sign_in.passkey.relying_party_id) <= 127,
      false,
    )
    error_message = join(" ", [
      "sign_in.passkey.relying_party_id: ${try("\"${var.sign_in.passkey.relying_party_id}\"", "null")}",
      "is not a domain name of at most 127 characters.",
      "Write it without scheme, port and path, for example \"auth.example.com\".",
    ])
  }

  # UserVerificationType.
  validation {
    condition = var.sign_in.passkey == null || try(contains(["preferred", "required"], var.sign_in.passkey.user_verification), false)
    error_message = join(" ", [
      "sign_in.passkey.user_verification: Cognito does not know \"${try(var.sign_in.passkey.user_verification, "")}\".",
      "Write \"preferred\" or \"required\".",
    ])
  }
}

variable "password_policy" {
  description = <<-EOT
    Rules for passwords.
    - `password_history_size`: how many earlier passwords a new one must differ from, 0 to 24.
    - `temporary_password_validity_days`: for how many days an invited user can use the temporary password.
  EOT
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
    error_message = join(" ", [
      "password_policy: ${join(", ", [
        for name in ["minimum_length", "password_history_size", "temporary_password_validity_days"] :
        "${name} = ${var.password_policy[name]}" if var.password_policy[name] != floor(var.password_policy[name])
      ])} is not a whole number.",
      "Write a number without a fraction.",
    ])
  }

  # PasswordPolicyType, MinimumLength.
  validation {
    condition = var.password_policy.minimum_length >= 6 && var.password_policy.minimum_length <= 99
    error_message = join(" ", [
      "password_policy.minimum_length: ${var.password_policy.minimum_length} is out of range; Cognito accepts 6 to 99.",
      "Write a number in that range, preferably 12 or more.",
    ])
  }

  # PasswordPolicyType, PasswordHistorySize.
  validation {
    condition = var.password_policy.password_history_size >= 0 && var.password_policy.password_history_size <= 24
    error_message = join(" ", [
      "password_policy.password_history_size: ${var.password_policy.password_history_size} is out of range; Cognito accepts 0 to 24.",
      "Write 0 to allow every earlier password.",
    ])
  }

  # PasswordPolicyType, TemporaryPasswordValidityDays. The service reads 0 as "not
  # set" and uses 7, which would show a difference in every plan.
  validation {
    condition = (
      var.password_policy.temporary_password_validity_days >= 1 && var.password_policy.temporary_password_validity_days <= 365
    )
    error_message = join(" ", [
      "password_policy.temporary_password_validity_days: ${var.password_policy.temporary_password_validity_days} is out of range.",
      "Write 1 to 365, for example 7.",
    ])
  }
}

variable "mfa" {
  description = <<-EOT
    Multi-factor authentication.
    - `configuration`: OFF, OPTIONAL (a user may set it up) or ON (every user must).
    - `software_token`: whether an authenticator app (TOTP) is a factor. By default yes, unless `configuration` is OFF.
    - `sms_message`: text of the SMS with the code, {####}. It makes SMS a factor and requires `sms`.
    - `email`: `subject` and `message` of the email with the code, {####}. It makes email a factor and requires `email`,
      and an `account_recovery` that is not email alone.
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
    error_message = "mfa.configuration: Cognito does not know \"${var.mfa.configuration}\". Write \"OFF\", \"OPTIONAL\" or \"ON\"."
  }

  # SetUserPoolMfaConfig: "Invalid MFA configuration given, can't turn off MFA
  # and configure an MFA together."
  validation {
    condition = var.mfa.configuration != "OFF" || (
      !coalesce(var.mfa.software_token, false) && var.mfa.sms_message == null && var.mfa.email == null
    )
    error_message = join(" ", [
      "mfa.configuration: \"OFF\" does not allow a factor, and one is set.",
      "Write configuration = \"OPTIONAL\" or \"ON\", or remove software_token, sms_message and email.",
    ])
  }

  # SetUserPoolMfaConfig: "Invalid MFA configuration given, can't disable all
  # MFAs with a required or optional configuration."
  validation {
    condition = (
      var.mfa.configuration == "OFF" || coalesce(var.mfa.software_token, true) ||
      var.mfa.sms_message != null || var.mfa.email != null
    )
    error_message = join(" ", [
      "mfa.configuration: \"${var.mfa.configuration}\" requires a factor, and software_token, sms_message and email are all off.",
      "Remove software_token, or write sms_message or email.",
    ])
  }

  # SmsVerificationMessageType, whose pattern has no line break.
  validation {
    condition = var.mfa.sms_message == null || try(
      can(regex("^[^\\r\\n]*\\{####\\}[^\\r\\n]*$", var.mfa.sms_message)) && length(var.mfa.sms_message) <= 140,
      false,
    )
    error_message = join(" ", [
      "mfa.sms_message: ${try("\"${var.mfa.sms_message}\"", "null")} is not one line of at most 140 characters with {####} for the code.",
      "Write for example \"Your code is {####}\".",
    ])
  }

  # EmailMfaSubjectType.
  validation {
    condition = var.mfa.email == null || can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]{1,140}$", var.mfa.email.subject))
    error_message = join(" ", [
      "mfa.email.subject: ${try("\"${var.mfa.email.subject}\"", "null")} is not a subject.",
      "Use 1 to 140 letters, digits, symbols and spaces, for example \"Your sign-in code\".",
    ])
  }

  # EmailMfaMessageType.
  validation {
    condition = var.mfa.email == null || try(
      can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]*$", var.mfa.email.message)) &&
      length(var.mfa.email.message) <= 20000,
      false,
    )
    error_message = join(" ", [
      "mfa.email.message: Cognito does not accept the text ${try("\"${substr(var.mfa.email.message, 0, 40)}\"", "null")}.",
      "Use at most 20000 letters, digits, symbols and plain spaces with {####} for the code, for example \"Your code is {####}\".",
    ])
  }
}

variable "account_recovery" {
  description = <<-EOT
    How users who forgot their password get a code, by priority: verified_email, verified_phone_number.
    admin_only, alone, means that only an administrator can reset it.
  EOT
  type        = list(string)
  default     = ["verified_email"]
  nullable    = false

  # RecoveryMechanismsType.
  validation {
    condition = length(var.account_recovery) >= 1 && length(var.account_recovery) <= 2
    error_message = join(" ", [
      "account_recovery: the list has ${length(var.account_recovery)} entries, and Cognito accepts 1 or 2.",
      "Write for example [\"verified_email\"], or [\"admin_only\"] if only an administrator can reset a password.",
    ])
  }

  # RecoveryOptionNameType.
  validation {
    condition = alltrue([
      for name in var.account_recovery : try(contains(["verified_email", "verified_phone_number", "admin_only"], name), false)
    ])
    error_message = join(" ", [
      "account_recovery: Cognito does not know every name of ${jsonencode(var.account_recovery)}.",
      "Write \"verified_email\", \"verified_phone_number\" or \"admin_only\".",
    ])
  }

  validation {
    condition     = length(distinct(var.account_recovery)) == length(var.account_recovery)
    error_message = "account_recovery: ${jsonencode(var.account_recovery)} has a name twice. Remove the second one."
  }

  # CreateUserPool: "Account Recovery Setting cannot use admin_only setting with
  # any other recovery mechanisms."
  validation {
    condition = !contains(var.account_recovery, "admin_only") || length(var.account_recovery) == 1
    error_message = join(" ", [
      "account_recovery: ${jsonencode(var.account_recovery)} has admin_only, which Cognito accepts only alone.",
      "Write [\"admin_only\"], or remove admin_only.",
    ])
  }
}
