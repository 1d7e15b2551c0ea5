variable "admin_create_user" {
  description = <<-EOT
    How users are created.
    - `only`: whether only an administrator can create users. With false, anyone who reaches the login page can sign up.
    - `email_subject`, `email_message`, `sms_message`: the invitation. A message must contain {username} and {####}, the temporary password.
      Once one of them is set, Cognito's own text is the default of the others.
  EOT
  type = object({
    only          = optional(bool, true)
    email_subject = optional(string)
    email_message = optional(string)
    sms_message   = optional(string)
  })
  default  = {}
  nullable = false

  # EmailVerificationSubjectType.
  validation {
    condition = var.admin_create_user.email_subject == null || can(
      regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]{1,140}$", var.admin_create_user.email_subject)
    )
    error_message = join(" ", [
      "admin_create_user.email_subject: ${try("\"${var.admin_create_user.email_subject}\"", "null")} is not a subject.",
      "Use 1 to 140 letters, digits, symbols and spaces, for example \"Your temporary password\".",
    ])
  }

  # EmailInviteMessageType; CreateUserPool requires both placeholders.
  validation {
    condition = var.admin_create_user.email_message == null || try(
      can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]{6,}$", var.admin_create_user.email_message)) &&
      length(var.admin_create_user.email_message) <= 20000 &&
      strcontains(var.admin_create_user.email_message, "{username}") && strcontains(var.admin_create_user.email_message, "{####}"),
      false,
    )
    error_message = join(" ", [
      "admin_create_user.email_message: Cognito does not accept the text",
      "\"${try(substr(var.admin_create_user.email_message, 0, 40), "")}\".",
      "Use at most 20000 letters, digits, symbols and plain spaces with {username} and {####},",
      "for example \"Your username is {username} and temporary password is {####}.\"",
    ])
  }

  # SmsInviteMessageType; CreateUserPool requires both placeholders.
  validation {
    condition = var.admin_create_user.sms_message == null || try(
      length(var.admin_create_user.sms_message) <= 140 &&
      strcontains(var.admin_create_user.sms_message, "{username}") && strcontains(var.admin_create_user.sms_message, "{####}"),
      false,
    )
    error_message = join(" ", [
      "admin_create_user.sms_message: Cognito does not accept ${try("\"${var.admin_create_user.sms_message}\"", "null")}.",
      "Use at most 140 characters with {username} and {####},",
      "for example \"Your username is {username} and temporary password is {####}.\"",
    ])
  }
}

variable "verification" {
  description = <<-EOT
    How Cognito verifies that an email address or a phone number belongs to the user.
    - `auto_verified_attributes`: attributes that are verified at sign-up: email, phone_number. phone_number requires `sms`.
    - `required_before_update`: those whose new value must be verified before it replaces the old one.
    - `default_email_option`: CONFIRM_WITH_CODE, or CONFIRM_WITH_LINK, which requires a domain of the pool.
    - `email_subject`, `email_message`: the email with a code; the message must contain {####}.
    - `email_subject_by_link`, `email_message_by_link`: the email with a link; the message must contain {##text of the link##}.
    - `sms_message`: the SMS with a code, which must contain {####}.
  EOT
  type = object({
    auto_verified_attributes = optional(set(string), ["email"])
    required_before_update   = optional(set(string), [])
    default_email_option     = optional(string, "CONFIRM_WITH_CODE")
    email_subject            = optional(string)
    email_message            = optional(string)
    email_subject_by_link    = optional(string)
    email_message_by_link    = optional(string)
    sms_message              = optional(string)
  })
  default  = {}
  nullable = false

  # VerifiedAttributeType.
  validation {
    condition = length(setsubtract(var.verification.auto_verified_attributes, ["email", "phone_number"])) == 0
    error_message = join(" ", [
      "verification.auto_verified_attributes: Cognito cannot verify",
      "${jsonencode(setsubtract(var.verification.auto_verified_attributes, ["email", "phone_number"]))}.",
      "Write \"email\", \"phone_number\", both, or [] for none.",
    ])
  }

  # CreateUserPool: "All attributes in AttributesRequireVerificationBeforeUpdate
  # must exist in AutoVerifiedAttributes".
  validation {
    condition = length(setsubtract(var.verification.required_before_update, var.verification.auto_verified_attributes)) == 0
    error_message = join(" ", [
      "verification.required_before_update:",
      jsonencode(setsubtract(var.verification.required_before_update, var.verification.auto_verified_attributes)),
      "is not in auto_verified_attributes. Add it there, or remove it here.",
    ])
  }

  # DefaultEmailOptionType.
  validation {
    condition = contains(["CONFIRM_WITH_CODE", "CONFIRM_WITH_LINK"], var.verification.default_email_option)
    error_message = join(" ", [
      "verification.default_email_option: Cognito does not know \"${var.verification.default_email_option}\".",
      "Write \"CONFIRM_WITH_CODE\" or \"CONFIRM_WITH_LINK\".",
    ])
  }

  # EmailVerificationSubjectType, EmailVerificationSubjectByLinkType.
  validation {
    condition = alltrue([
      for subject in [var.verification.email_subject, var.verification.email_subject_by_link] :
      can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]{1,140}$", subject)) if subject != null
    ])
    error_message = join(" ", [
      "verification.email_subject, verification.email_subject_by_link: ${join(", ", [
        for subject in [var.verification.email_subject, var.verification.email_subject_by_link] : "\"${subject}\""
        if subject != null && !can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]{1,140}$", subject))
      ])} is not a subject.",
      "Use 1 to 140 letters, digits, symbols and spaces, for example \"Your verification code\".",
    ])
  }

  # EmailVerificationMessageType.
  validation {
    condition = var.verification.email_message == null || try(
      can(regex(
        "^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]*$",
        var.verification.email_message,
      )) && length(var.verification.email_message) <= 20000,
      false,
    )
    error_message = join(" ", [
      "verification.email_message: Cognito does not accept the text \"${try(substr(var.verification.email_message, 0, 40), "")}\".",
      "Use at most 20000 letters, digits, symbols and plain spaces with {####} for the code,",
      "for example \"Your verification code is {####}.\"",
    ])
  }

  # EmailVerificationMessageByLinkType, whose pattern allows an empty text; the
  # service then returns "The message is invalid." (aws/aws-cli #8280).
  validation {
    condition = var.verification.email_message_by_link == null || try(
      can(regex(
        "^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]*\\{##[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+##\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]*$",
        var.verification.email_message_by_link,
      )) && length(var.verification.email_message_by_link) <= 20000,
      false,
    )
    error_message = join(" ", [
      "verification.email_message_by_link: Cognito does not accept the text",
      "\"${try(substr(var.verification.email_message_by_link, 0, 40), "")}\".",
      "Use at most 20000 letters, digits, symbols and plain spaces with {##text of the link##},",
      "for example \"{##Verify your email##}\".",
    ])
  }

  # SmsVerificationMessageType, whose pattern has no line break.
  validation {
    condition = var.verification.sms_message == null || try(
      can(regex("^[^\\r\\n]*\\{####\\}[^\\r\\n]*$", var.verification.sms_message)) && length(var.verification.sms_message) <= 140,
      false,
    )
    error_message = join(" ", [
      "verification.sms_message: ${try("\"${var.verification.sms_message}\"", "null")}",
      "is not one line of at most 140 characters with {####} for the code.",
      "Write for example \"Your verification code is {####}\".",
    ])
  }
}

variable "email" {
  description = <<-EOT
    Verified Amazon SES identity that sends email. null means Cognito's own sender, which sends at most 50 emails a day.
    - `source_arn`: ARN of the identity, in the region of the pool or in one that Cognito offers beside it.
    - `from_email_address`: the sender, ann@example.com or Ann <ann@example.com>. Required if the identity is a domain.
    - `reply_to_email_address`: address for replies.
    - `configuration_set`: SES configuration set of the messages.
  EOT
  type = object({
    source_arn             = string
    from_email_address     = optional(string)
    reply_to_email_address = optional(string)
    configuration_set      = optional(string)
  })
  default = null

  # EmailConfigurationType, SourceArn.
  validation {
    condition = var.email == null || can(regex("^arn:aws[\\w-]*:ses:[a-z0-9-]+:[0-9]{12}:identity/[\\w+=/,.@-]+$", var.email.source_arn))
    error_message = join(" ", [
      "email.source_arn: ${try("\"${var.email.source_arn}\"", "null")} is not the ARN of an SES identity.",
      "Write for example \"arn:aws:ses:eu-west-1:123456789012:identity/example.com\".",
    ])
  }

  # CreateUserPool: "Provided From email address is invalid".
  validation {
    condition = try(var.email.from_email_address, null) == null || can(
      regex("^([^@\\s<>]+@[^@\\s<>]+|[^<>]*<[^@\\s<>]+@[^@\\s<>]+>)$", var.email.from_email_address)
    )
    error_message = join(" ", [
      "email.from_email_address: \"${try(format("%s", var.email.from_email_address), "")}\" is not an address.",
      "Write \"noreply@example.com\" or \"Orders <noreply@example.com>\".",
    ])
  }

  # EmailConfigurationType: without From, the sender is the address of the
  # identity, and a domain has none.
  validation {
    condition = (
      var.email == null || try(strcontains(var.email.source_arn, "@"), true) || try(var.email.from_email_address, null) != null
    )
    error_message = join(" ", [
      "email.from_email_address: ${try(format("%s", var.email.source_arn), "null")} is a domain, and has no address to send from.",
      "Write from_email_address = \"noreply@example.com\" with that domain.",
    ])
  }

  # SES: an identity that is a domain includes its subdomains.
  validation {
    condition = (
      try(var.email.from_email_address, null) == null || try(strcontains(var.email.source_arn, "@"), true) || try(endswith(
        replace(lower(".${reverse(split("@", var.email.from_email_address))[0]}"), ">", ""),
        lower(".${reverse(split("/", var.email.source_arn))[0]}"),
      ), true)
    )
    error_message = join(" ", [
      "email.from_email_address: ${try(format("%s", var.email.from_email_address), "")} is not in the domain of",
      "${try(format("%s", var.email.source_arn), "null")}, so SES would reject every message.",
      "Write an address of that domain.",
    ])
  }

  # EmailAddressType.
  validation {
    condition = try(var.email.reply_to_email_address, null) == null || can(
      regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+@[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+$", var.email.reply_to_email_address)
    )
    error_message = join(" ", [
      "email.reply_to_email_address: ${try("\"${var.email.reply_to_email_address}\"", "null")} is not an address.",
      "Write for example \"support@example.com\".",
    ])
  }

  # SESConfigurationSet.
  validation {
    condition = try(var.email.configuration_set, null) == null || can(regex("^[a-zA-Z0-9_-]{1,64}$", var.email.configuration_set))
    error_message = join(" ", [
      "email.configuration_set: ${try("\"${var.email.configuration_set}\"", "null")} is not the name of a configuration set.",
      "Use 1 to 64 letters, digits, _ and -, and not the ARN.",
    ])
  }
}

variable "sms" {
  description = <<-EOT
    How SMS messages are sent; null sends none.
    - `sns_caller_arn`: ARN of the IAM role with which Cognito publishes through SNS.
    - `external_id`: external id that the role's trust policy requires.
    - `sns_region`: region of SNS, by default the one that Cognito offers for the pool.
    While mfa.configuration is OFF and phone_number is in verification.auto_verified_attributes, a change requires two applies:
    one without phone_number, and one with the change and phone_number again (hashicorp/terraform-provider-aws #28294).
  EOT
  type = object({
    sns_caller_arn = string
    external_id    = string
    sns_region     = optional(string)
  })
  default = null

  # SmsConfigurationType, SnsCallerArn.
  validation {
    condition = var.sms == null || can(regex("^arn:aws[\\w-]*:iam::[0-9]{12}:role/[\\w+=/,.@-]+$", var.sms.sns_caller_arn))
    error_message = join(" ", [
      "sms.sns_caller_arn: ${try("\"${var.sms.sns_caller_arn}\"", "null")} is not the ARN of an IAM role.",
      "Write for example \"arn:aws:iam::123456789012:role/cognito-sms\".",
    ])
  }

  # STS AssumeRole, ExternalId.
  validation {
    condition = var.sms == null || try(
      can(regex("^[\\w+=,.@:/-]+$", var.sms.external_id)) && length(var.sms.external_id) >= 2 && length(var.sms.external_id) <= 1224,
      false,
    )
    error_message = join(" ", [
      "sms.external_id: ${try("\"${var.sms.external_id}\"", "null")} is not an external id.",
      "Use the 2 to 1224 letters, digits and _ + = , . @ : / - of the role's trust policy.",
    ])
  }

  # RegionCodeType.
  validation {
    condition = try(var.sms.sns_region, null) == null || can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}$", var.sms.sns_region))
    error_message = join(" ", [
      "sms.sns_region: ${try("\"${var.sms.sns_region}\"", "null")} is not a region.",
      "Write for example \"eu-west-1\", or remove it.",
    ])
  }
}
