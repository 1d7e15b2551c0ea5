variable "user_pool_id" {
  description = "Id of the user pool. Threat protection must be on there, which takes the tier PLUS."
  type        = string
  nullable    = false
}

variable "client_id" {
  description = "App client that the settings are for. By default every client that has none of its own. Changing it replaces the configuration."
  type        = string
  default     = null

  # ClientIdType.
  validation {
    condition     = var.client_id == null || can(regex("^[\\w+]{1,128}$", var.client_id))
    error_message = "client_id is \"${var.client_id == null ? "null" : var.client_id}\", which is not the id of an app client. Write the id, not the name, or leave it out for all clients."
  }
}

variable "account_takeover" {
  description = "What to do about a sign-in that looks like somebody else's, by risk: event_action BLOCK, MFA_IF_CONFIGURED, MFA_REQUIRED or NO_ACTION, and whether to notify the user. notify_configuration: the SES identity that the messages come from, and a message for each kind of action that notifies. The identity may be in any region here; which ones Cognito takes depends on that of the pool. hashicorp/aws wants the identity even where nobody is notified."
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
    condition     = var.account_takeover == null || length(try([for action in ["low_action", "medium_action", "high_action"] : action if var.account_takeover[action] != null], [])) > 0
    error_message = "account_takeover has no action, so nothing would come of a risk. Write for example high_action = { event_action = \"BLOCK\" }."
  }

  # AccountTakeoverEventActionType.
  validation {
    condition     = alltrue([for action in ["low_action", "medium_action", "high_action"] : (try(var.account_takeover[action], null) == null || try(contains(["BLOCK", "MFA_IF_CONFIGURED", "MFA_REQUIRED", "NO_ACTION"], var.account_takeover[action].event_action), false))])
    error_message = "account_takeover: event_action is ${try(join(" and ", [for action in ["low_action", "medium_action", "high_action"] : "\"${var.account_takeover[action].event_action == null ? "null" : var.account_takeover[action].event_action}\" for ${action}" if !(try(var.account_takeover[action], null) == null || try(contains(["BLOCK", "MFA_IF_CONFIGURED", "MFA_REQUIRED", "NO_ACTION"], var.account_takeover[action].event_action), false))]), "unknown")}, which Cognito does not know. Write BLOCK, MFA_IF_CONFIGURED, MFA_REQUIRED or NO_ACTION."
  }

  # Cognito refuses some regions, but which ones depends on the pool's own
  # (developer guide, "Email settings for Amazon Cognito user pools"), so that
  # any is taken here.
  validation {
    condition     = var.account_takeover == null || can(regex("^arn:[\\w-]+:ses:[a-z0-9-]+:[0-9]{12}:identity/[^\\s]+$", var.account_takeover.notify_configuration.source_arn))
    error_message = "account_takeover: source_arn is \"${try(var.account_takeover.notify_configuration.source_arn == null ? "null" : var.account_takeover.notify_configuration.source_arn, "null")}\", which is not the ARN of an SES identity. Write for example \"arn:aws:ses:eu-west-1:111122223333:identity/security@example.com\"."
  }

  # An action that notifies sends the message of its kind.
  validation {
    condition = alltrue([
      for action in ["low_action", "medium_action", "high_action"] : try(var.account_takeover.notify_configuration[
        { BLOCK = "block_email", MFA_IF_CONFIGURED = "mfa_email", MFA_REQUIRED = "mfa_email", NO_ACTION = "no_action_email" }[var.account_takeover[action].event_action]
      ] != null, true)
      if try(var.account_takeover[action].notify, false)
    ])
    error_message = "account_takeover: ${join(" and ", [for action in ["low_action", "medium_action", "high_action"] : action if try(var.account_takeover[action].notify, false)])} is to notify the user, and notify_configuration lacks a message for it. Write block_email for BLOCK, mfa_email for MFA_IF_CONFIGURED and MFA_REQUIRED, no_action_email for NO_ACTION; or set notify to false."
  }

  # EmailNotificationSubjectType, EmailNotificationBodyType.
  validation {
    condition = alltrue([
      for email in try([for kind in ["block_email", "mfa_email", "no_action_email"] : var.account_takeover.notify_configuration[kind] if var.account_takeover.notify_configuration[kind] != null], []) :
      try(length(email.subject) >= 1 && length(email.subject) <= 140 && alltrue([for body in [email.html_body, email.text_body] : length(body) >= 6 && length(body) <= 20000]), false)
    ])
    error_message = "account_takeover: a message has a subject or a body of a length that Cognito does not take. Write 1 to 140 characters for a subject, and 6 to 20000 for each body."
  }
}

variable "compromised_credentials" {
  description = "What to do about a password that is known from elsewhere: event_action BLOCK or NO_ACTION, at SIGN_IN, PASSWORD_CHANGE and SIGN_UP."
  type = object({
    event_action = string
    event_filter = optional(set(string), ["SIGN_IN", "PASSWORD_CHANGE", "SIGN_UP"])
  })
  default = null

  # CompromisedCredentialsEventActionType.
  validation {
    condition     = var.compromised_credentials == null || try(contains(["BLOCK", "NO_ACTION"], var.compromised_credentials.event_action), false)
    error_message = "compromised_credentials: event_action is \"${try(var.compromised_credentials.event_action == null ? "null" : var.compromised_credentials.event_action, "")}\", which Cognito does not know here. Write BLOCK or NO_ACTION."
  }

  # EventFilterType. An empty list means all three to Cognito, and reads like
  # none.
  validation {
    condition     = length(try(var.compromised_credentials.event_filter, ["SIGN_IN"])) > 0 && length(setsubtract(try(var.compromised_credentials.event_filter, []), ["SIGN_IN", "PASSWORD_CHANGE", "SIGN_UP"])) == 0
    error_message = "compromised_credentials: event_filter is ${jsonencode(try(var.compromised_credentials.event_filter, []))}. Write at least one of SIGN_IN, PASSWORD_CHANGE and SIGN_UP, or leave it out for all three."
  }
}

variable "risk_exception" {
  description = "Address ranges, in CIDR notation, from which no sign-in is let in (blocked_ip_range_list), or none is held to be a risk (skipped_ip_range_list). At most 200 of each."
  type = object({
    blocked_ip_range_list = optional(set(string), [])
    skipped_ip_range_list = optional(set(string), [])
  })
  default = null

  validation {
    condition     = var.risk_exception == null || length(setunion(try(var.risk_exception.blocked_ip_range_list, []), try(var.risk_exception.skipped_ip_range_list, []))) > 0
    error_message = "risk_exception has no range. Write one into blocked_ip_range_list or skipped_ip_range_list, or leave it out."
  }

  # "Incorrect CIDR format".
  validation {
    condition     = alltrue([for range in setunion(try(var.risk_exception.blocked_ip_range_list, []), try(var.risk_exception.skipped_ip_range_list, [])) : can(cidrhost(range, 0))])
    error_message = "risk_exception: \"${join("\", \"", [for range in setunion(try(var.risk_exception.blocked_ip_range_list, []), try(var.risk_exception.skipped_ip_range_list, [])) : range == null ? "null" : range if !can(cidrhost(range, 0))])}\" is no address range in CIDR notation. Write for example \"203.0.113.0/24\", or \"203.0.113.7/32\" for one address."
  }

  # BlockedIPRangeListType, SkippedIPRangeListType.
  validation {
    condition     = length(try(var.risk_exception.blocked_ip_range_list, [])) <= 200 && length(try(var.risk_exception.skipped_ip_range_list, [])) <= 200
    error_message = "risk_exception has ${length(try(var.risk_exception.blocked_ip_range_list, []))} blocked and ${length(try(var.risk_exception.skipped_ip_range_list, []))} skipped ranges, and Cognito takes at most 200 of each. Write fewer and wider ones."
  }
}
