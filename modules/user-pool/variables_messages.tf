variable "admin_create_user" {
  description = <<-EOT
    How users come into the pool:
    - `only`: whether only an administrator may create users. With false, anyone who reaches the login page can sign up.
    - `email_subject`, `email_message`, `sms_message`: what an invited user gets. The messages must hold {username} and {####}, where the temporary password goes. As soon as one is set, the others are Cognito's own words.
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
    condition     = var.admin_create_user.email_subject == null ? true : can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]{1,140}$", var.admin_create_user.email_subject))
    error_message = "admin_create_user.email_subject is ${try("\"${var.admin_create_user.email_subject}\"", "null")}; Cognito takes 1 to 140 letters, digits, signs and spaces. Write for example \"Your temporary password\"."
  }

  # EmailInviteMessageType; CreateUserPool asks for both placeholders.
  validation {
    condition     = var.admin_create_user.email_message == null ? true : can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]{6,}$", var.admin_create_user.email_message)) && length(var.admin_create_user.email_message) <= 20000 && strcontains(var.admin_create_user.email_message, "{username}") && strcontains(var.admin_create_user.email_message, "{####}")
    error_message = "admin_create_user.email_message, which begins \"${try(substr(var.admin_create_user.email_message, 0, 40), "")}\", is not one that Cognito takes: at most 20000 letters, digits, signs and plain spaces with {username} and {####}. Write for example \"Your username is {username} and temporary password is {####}.\""
  }

  # SmsInviteMessageType; CreateUserPool asks for both placeholders.
  validation {
    condition     = var.admin_create_user.sms_message == null ? true : length(var.admin_create_user.sms_message) <= 140 && strcontains(var.admin_create_user.sms_message, "{username}") && strcontains(var.admin_create_user.sms_message, "{####}")
    error_message = "admin_create_user.sms_message is ${try("\"${var.admin_create_user.sms_message}\"", "null")}; Cognito takes at most 140 characters with {username} and {####}. Write for example \"Your username is {username} and temporary password is {####}.\""
  }
}

variable "verification" {
  description = <<-EOT
    How Cognito verifies that an email address or a phone number is the user's:
    - `auto_verified_attributes`: attributes that are verified at sign-up, email and phone_number.
    - `required_before_update`: those of them whose new value must be verified before it replaces the old one.
    - `default_email_option`: CONFIRM_WITH_CODE, or CONFIRM_WITH_LINK, which needs a domain of the pool.
    - `email_subject`, `email_message`: the email with a code; the message must hold {####}.
    - `email_subject_by_link`, `email_message_by_link`: the email with a link; the message must hold {##text of the link##}.
    - `sms_message`: the SMS with a code, which must hold {####}.
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
    condition     = length(setsubtract(var.verification.auto_verified_attributes, ["email", "phone_number"])) == 0
    error_message = "verification.auto_verified_attributes has [${join(",", [for value in setsubtract(var.verification.auto_verified_attributes, ["email", "phone_number"]) : try("\"${value}\"", "null")])}], which Cognito cannot verify. Write \"email\", \"phone_number\", both, or [] for none."
  }

  # CreateUserPool: "All attributes in AttributesRequireVerificationBeforeUpdate
  # must exist in AutoVerifiedAttributes".
  validation {
    condition     = length(setsubtract(var.verification.required_before_update, var.verification.auto_verified_attributes)) == 0
    error_message = "verification.required_before_update has [${join(",", [for value in setsubtract(var.verification.required_before_update, var.verification.auto_verified_attributes) : try("\"${value}\"", "null")])}], which is not in auto_verified_attributes; Cognito takes only those. Write it there as well, or leave it out here."
  }

  # DefaultEmailOptionType.
  validation {
    condition     = contains(["CONFIRM_WITH_CODE", "CONFIRM_WITH_LINK"], var.verification.default_email_option)
    error_message = "verification.default_email_option is \"${var.verification.default_email_option}\", which Cognito does not know. Write \"CONFIRM_WITH_CODE\" or \"CONFIRM_WITH_LINK\"."
  }

  # EmailVerificationSubjectType, EmailVerificationSubjectByLinkType.
  validation {
    condition = alltrue([
      for subject in [var.verification.email_subject, var.verification.email_subject_by_link] :
      can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]{1,140}$", subject)) if subject != null
    ])
    error_message = "A subject in verification, email_subject ${try("\"${var.verification.email_subject}\"", "null")} or email_subject_by_link ${try("\"${var.verification.email_subject_by_link}\"", "null")}, is not one that Cognito takes: 1 to 140 letters, digits, signs and spaces. Write for example \"Your verification code\"."
  }

  # EmailVerificationMessageType.
  validation {
    condition     = var.verification.email_message == null ? true : can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]*$", var.verification.email_message)) && length(var.verification.email_message) <= 20000
    error_message = "verification.email_message, which begins \"${try(substr(var.verification.email_message, 0, 40), "")}\", is not one that Cognito takes: at most 20000 letters, digits, signs and plain spaces with {####}, where the code goes. Write for example \"Your verification code is {####}.\""
  }

  # EmailVerificationMessageByLinkType, whose pattern lets the text be empty;
  # the service then answers "The message is invalid." (aws/aws-cli #8280).
  validation {
    condition     = var.verification.email_message_by_link == null ? true : can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]*\\{##[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+##\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]*$", var.verification.email_message_by_link)) && length(var.verification.email_message_by_link) <= 20000
    error_message = "verification.email_message_by_link, which begins \"${try(substr(var.verification.email_message_by_link, 0, 40), "")}\", is not one that Cognito takes: at most 20000 letters, digits, signs and plain spaces with {##text of the link##}. Write for example \"{##Verify your email##}\"."
  }

  # SmsVerificationMessageType, whose pattern has no line break.
  validation {
    condition     = var.verification.sms_message == null ? true : can(regex("^[^\\r\\n]*\\{####\\}[^\\r\\n]*$", var.verification.sms_message)) && length(var.verification.sms_message) <= 140
    error_message = "verification.sms_message is ${try("\"${var.verification.sms_message}\"", "null")}; Cognito takes one line of at most 140 characters with {####}, where the code goes. Write for example \"Your verification code is {####}\"."
  }
}

variable "email" {
  description = <<-EOT
    The verified Amazon SES identity that mail is sent from; null is Cognito's own sender, which sends few messages a day:
    - `source_arn`: ARN of the identity, in the region of the pool or one that Cognito offers beside it.
    - `from_email_address`: the sender, ann@example.com or Ann <ann@example.com>. An identity that is a domain needs it.
    - `reply_to_email_address`: where answers go.
    - `configuration_set`: the SES configuration set of the messages.
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
    condition     = var.email == null ? true : can(regex("^arn:aws[\\w-]*:ses:[a-z0-9-]+:[0-9]{12}:identity/[\\w+=/,.@-]+$", var.email.source_arn))
    error_message = "email.source_arn is ${try("\"${var.email.source_arn}\"", "null")}, which is not the ARN of an SES identity. Write for example \"arn:aws:ses:eu-west-1:123456789012:identity/example.com\"."
  }

  # CreateUserPool: "Provided From email address is invalid".
  validation {
    condition     = try(var.email.from_email_address, null) == null ? true : can(regex("^([^@\\s<>]+@[^@\\s<>]+|[^<>]*<[^@\\s<>]+@[^@\\s<>]+>)$", var.email.from_email_address))
    error_message = "email.from_email_address is \"${try(format("%s", var.email.from_email_address), "")}\", which is not an address. Write \"noreply@example.com\" or \"Orders <noreply@example.com>\"."
  }

  # EmailConfigurationType: without From, the address of the identity is the
  # sender, and a domain has none.
  validation {
    condition     = var.email == null ? true : try(strcontains(var.email.source_arn, "@"), true) || var.email.from_email_address != null
    error_message = "email.source_arn ${try(format("%s", var.email.source_arn), "null")} is a domain, which gives no address to send from. Write from_email_address = \"noreply@example.com\" with that domain."
  }

  # SES: an identity that is a domain stands for it and its subdomains.
  validation {
    condition = try(var.email.from_email_address, null) == null ? true : try(strcontains(var.email.source_arn, "@"), true) || try(endswith(
      replace(lower(".${reverse(split("@", var.email.from_email_address))[0]}"), ">", ""),
      lower(".${reverse(split("/", var.email.source_arn))[0]}"),
    ), true)
    error_message = "email.from_email_address ${try(format("%s", var.email.from_email_address), "")} is not in the domain of email.source_arn ${try(format("%s", var.email.source_arn), "null")}, so SES would refuse every message. Write an address of that domain."
  }

  # EmailAddressType.
  validation {
    condition     = try(var.email.reply_to_email_address, null) == null ? true : can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+@[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+$", var.email.reply_to_email_address))
    error_message = "email.reply_to_email_address is ${try("\"${var.email.reply_to_email_address}\"", "null")}, which is not an address. Write for example \"support@example.com\"."
  }

  # SESConfigurationSet.
  validation {
    condition     = try(var.email.configuration_set, null) == null ? true : can(regex("^[a-zA-Z0-9_-]{1,64}$", var.email.configuration_set))
    error_message = "email.configuration_set is ${try("\"${var.email.configuration_set}\"", "null")}; SES takes 1 to 64 letters, digits, _ and -. Write the name of a configuration set, not its ARN."
  }
}

variable "sms" {
  description = <<-EOT
    How SMS messages are sent; null sends none. While mfa.configuration is OFF and phone_number is in verification.auto_verified_attributes, a change takes two applies, one without phone_number and one with the change and phone_number again (hashicorp/terraform-provider-aws #28294):
    - `sns_caller_arn`: ARN of the IAM role that lets Cognito publish through SNS.
    - `external_id`: the external id that the role's trust policy asks for.
    - `sns_region`: region of SNS, by default the one that Cognito offers for the pool.
  EOT
  type = object({
    sns_caller_arn = string
    external_id    = string
    sns_region     = optional(string)
  })
  default = null

  # SmsConfigurationType, SnsCallerArn.
  validation {
    condition     = var.sms == null ? true : can(regex("^arn:aws[\\w-]*:iam::[0-9]{12}:role/[\\w+=/,.@-]+$", var.sms.sns_caller_arn))
    error_message = "sms.sns_caller_arn is ${try("\"${var.sms.sns_caller_arn}\"", "null")}, which is not the ARN of an IAM role. Write for example \"arn:aws:iam::123456789012:role/cognito-sms\"."
  }

  # STS AssumeRole, ExternalId.
  validation {
    condition     = var.sms == null ? true : can(regex("^[\\w+=,.@:/-]+$", var.sms.external_id)) && try(length(var.sms.external_id) >= 2 && length(var.sms.external_id) <= 1224, false)
    error_message = "sms.external_id is ${try("\"${var.sms.external_id}\"", "null")}; IAM takes 2 to 1224 letters, digits and _ + = , . @ : / -. Write the external id of the role's trust policy."
  }

  # RegionCodeType.
  validation {
    condition     = try(var.sms.sns_region, null) == null ? true : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}$", var.sms.sns_region))
    error_message = "sms.sns_region is ${try("\"${var.sms.sns_region}\"", "null")}, which is not a region. Write for example \"eu-west-1\", or leave it out."
  }
}
