variable "user_pool_id" {
  description = "Id of the user pool. Threat protection must be on, which requires the tier PLUS."
  type        = string
  nullable    = false
}

variable "client_id" {
  description = "App client of the settings. By default every client without settings of its own. Changing it replaces the configuration."
  type        = string
  default     = null

  # ClientIdType.
  validation {
    condition = var.client_id == null || can(regex("^[\\w+]{1,128}$", var.client_id))
    error_message = join(" ", [
      "client_id: \"${try(format("%s", var.client_id), "null")}\" is not the id of an app client.",
      "Write the id and not the name, or remove it for all clients.",
    ])
  }
}

variable "account_takeover" {
  description = <<-EOT
    Actions for a sign-in that may not be the user's own.
    - `low_action`, `medium_action`, `high_action`: by risk. `event_action` is BLOCK, MFA_IF_CONFIGURED, MFA_REQUIRED or NO_ACTION;
      `notify` sends the user a message.
    - `notify_configuration`: the SES identity that sends, and a message for each kind of action that notifies.
      hashicorp/aws requires the identity even if no action notifies. Which regions Cognito accepts depends on the region of the pool.
  EOT
  type = object({
    low_action    = optional(object({ event_action = string, notify = optional(bool, false) }))
    medium_action = optional(object({ event_action = string, notify = optional(bool, false) }))
    high_action   = optional(object({ event_action = string, notify = optional(bool, false) }))
    notify_configuration = object({
      source_arn      = string
      from            = optional(string)
      reply_to        = optional(string)
      block_email     = optional(object({ subject = string, html_body = string, text_body = string }))
      mfa_email       = optional(object({ subject = string, html_body = string, text_body = string }))
      no_action_email = optional(object({ subject = string, html_body = string, text_body = string }))
    })
  })
  default = null

  validation {
    condition = var.account_takeover == null || anytrue([
      for action in ["low_action", "medium_action", "high_action"] : try(var.account_takeover[action], null) != null
    ])
    error_message = "account_takeover: no action is set. Write for example high_action = { event_action = \"BLOCK\" }."
  }

  # AccountTakeoverEventActionType.
  validation {
    condition = alltrue([
      for action in ["low_action", "medium_action", "high_action"] :
      try(contains(["BLOCK", "MFA_IF_CONFIGURED", "MFA_REQUIRED", "NO_ACTION"], var.account_takeover[action].event_action), false)
      if try(var.account_takeover[action], null) != null
    ])
    error_message = join(" ", [
      "account_takeover: Cognito does not know the event_action of ${try(join(", ", [
        for action in ["low_action", "medium_action", "high_action"] :
        "${action}, \"${try(format("%s", var.account_takeover[action].event_action), "null")}\""
        if var.account_takeover[action] != null &&
        !try(contains(["BLOCK", "MFA_IF_CONFIGURED", "MFA_REQUIRED", "NO_ACTION"], var.account_takeover[action].event_action), false)
      ]), "an action")}.",
      "Write BLOCK, MFA_IF_CONFIGURED, MFA_REQUIRED or NO_ACTION.",
    ])
  }

  # Cognito rejects some regions, which depend on the region of the pool (developer
  # guide, "Email settings for Amazon Cognito user pools"), so every region passes
  # here.
  validation {
    condition = var.account_takeover == null || can(regex(
      "^arn:[\\w-]+:ses:[a-z0-9-]+:[0-9]{12}:identity/[^\\s]+$",
      var.account_takeover.notify_configuration.source_arn,
    ))
    error_message = join(" ", [
      "account_takeover.notify_configuration.source_arn:",
      "\"${try(format("%s", var.account_takeover.notify_configuration.source_arn), "null")}\" is not the ARN of an SES identity.",
      "Write for example \"arn:aws:ses:eu-west-1:111122223333:identity/security@example.com\".",
    ])
  }

  # An action that notifies sends the message of its kind.
  validation {
    condition = alltrue([
      for action in ["low_action", "medium_action", "high_action"] : try(var.account_takeover.notify_configuration[{
        BLOCK             = "block_email"
        MFA_IF_CONFIGURED = "mfa_email"
        MFA_REQUIRED      = "mfa_email"
        NO_ACTION         = "no_action_email"
      }[var.account_takeover[action].event_action]] != null, true)
      if try(var.account_takeover[action].notify, false)
    ])
    error_message = join(" ", [
      "account_takeover.notify_configuration: a message is missing for ${join(" or ", [
        for action in ["low_action", "medium_action", "high_action"] : action if try(var.account_takeover[action].notify, false)
      ])}, which notifies the user.",
      "Write block_email for BLOCK, mfa_email for MFA_IF_CONFIGURED and MFA_REQUIRED, no_action_email for NO_ACTION; or notify = false.",
    ])
  }

  # EmailNotificationSubjectType, EmailNotificationBodyType.
  validation {
    condition = alltrue([
      for email in [
        for kind in ["block_email", "mfa_email", "no_action_email"] : try(var.account_takeover.notify_configuration[kind], null)
        ] : try(
        length(email.subject) >= 1 && length(email.subject) <= 140 &&
        alltrue([for body in [email.html_body, email.text_body] : length(body) >= 6 && length(body) <= 20000]),
        false,
      ) if email != null
    ])
    error_message = join(" ", [
      "account_takeover.notify_configuration: a subject or a body has a length that Cognito does not accept.",
      "Write 1 to 140 characters for a subject, and 6 to 20000 for each body.",
    ])
  }
}

variable "compromised_credentials" {
  description = <<-EOT
    Action for a password that is known from a leak: `event_action` is BLOCK or NO_ACTION.
    `event_filter`: when it applies, SIGN_IN, PASSWORD_CHANGE and SIGN_UP.
  EOT
  type = object({
    event_action = string
    event_filter = optional(set(string), ["SIGN_IN", "PASSWORD_CHANGE", "SIGN_UP"])
  })
  default = null

  # CompromisedCredentialsEventActionType.
  validation {
    condition = var.compromised_credentials == null || try(
      contains(["BLOCK", "NO_ACTION"], var.compromised_credentials.event_action),
      false,
    )
    error_message = join(" ", [
      "compromised_credentials.event_action:",
      "\"${try(format("%s", var.compromised_credentials.event_action), "null")}\" is not an action for compromised credentials.",
      "Write BLOCK or NO_ACTION.",
    ])
  }

  # EventFilterType. Cognito reads an empty list as all three, and a reader as none.
  validation {
    condition = (
      length(try(var.compromised_credentials.event_filter, ["SIGN_IN"])) > 0 &&
      length(setsubtract(try(var.compromised_credentials.event_filter, []), ["SIGN_IN", "PASSWORD_CHANGE", "SIGN_UP"])) == 0
    )
    error_message = join(" ", [
      "compromised_credentials.event_filter: Cognito does not know every event of",
      "${jsonencode(try(var.compromised_credentials.event_filter, []))}, or the list is empty.",
      "Write at least one of SIGN_IN, PASSWORD_CHANGE and SIGN_UP, or remove it for all three.",
    ])
  }
}

variable "risk_exception" {
  description = <<-EOT
    Address ranges in CIDR notation, at most 200 of each.
    - `blocked_ip_range_list`: Cognito rejects every sign-in from these.
    - `skipped_ip_range_list`: Cognito rates no sign-in from these as a risk.
  EOT
  type = object({
    blocked_ip_range_list = optional(set(string), [])
    skipped_ip_range_list = optional(set(string), [])
  })
  default = null

  validation {
    condition = var.risk_exception == null || length(setunion(
      try(var.risk_exception.blocked_ip_range_list, []),
      try(var.risk_exception.skipped_ip_range_list, []),
    )) > 0
    error_message = "risk_exception: no range is set. Write blocked_ip_range_list or skipped_ip_range_list, or remove risk_exception."
  }

  # "Incorrect CIDR format".
  validation {
    condition = alltrue([
      for range in setunion(
        try(var.risk_exception.blocked_ip_range_list, []),
        try(var.risk_exception.skipped_ip_range_list, []),
      ) : can(cidrhost(range, 0))
    ])
    error_message = join(" ", [
      "risk_exception: \"${join("\", \"", [
        for range in setunion(
          try(var.risk_exception.blocked_ip_range_list, []),
          try(var.risk_exception.skipped_ip_range_list, []),
        ) : range == null ? "null" : range if !can(cidrhost(range, 0))
      ])}\" is not an address range in CIDR notation.",
      "Write for example \"203.0.113.0/24\", or \"203.0.113.7/32\" for one address.",
    ])
  }

  # BlockedIPRangeListType, SkippedIPRangeListType.
  validation {
    condition = (
      length(try(var.risk_exception.blocked_ip_range_list, [])) <= 200 &&
      length(try(var.risk_exception.skipped_ip_range_list, [])) <= 200
    )
    error_message = join(" ", [
      "risk_exception: there are ${length(try(var.risk_exception.blocked_ip_range_list, []))} blocked",
      "and ${length(try(var.risk_exception.skipped_ip_range_list, []))} skipped ranges, and Cognito accepts at most 200 of each.",
      "Write fewer and wider ones.",
    ])
  }
}
