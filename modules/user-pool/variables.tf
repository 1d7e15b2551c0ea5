variable "name" {
  description = "Name of the user pool. With hashicorp/aws before 6.6, changing it replaces the pool, and every user is lost; from 6.6 on it changes in place."
  type        = string
  nullable    = false

  # CreateUserPool, PoolName.
  validation {
    condition     = can(regex("^[\\w\\s+=,.@-]{1,128}$", var.name))
    error_message = "The pool name \"${var.name}\" is not one that Cognito takes: 1 to 128 letters, digits, spaces and _ + = , . @ -. Write for example \"orders-production\"."
  }
}

variable "user_pool_tier" {
  description = "Feature plan of the pool: LITE, ESSENTIALS or PLUS. Passwordless sign-in, email MFA, password history and access token customization need ESSENTIALS; threat protection needs PLUS. AWS offers refresh token rotation from ESSENTIALS on."
  type        = string
  default     = "ESSENTIALS"
  nullable    = false

  validation {
    condition     = contains(["LITE", "ESSENTIALS", "PLUS"], var.user_pool_tier)
    error_message = "user_pool_tier is \"${var.user_pool_tier}\", which Cognito does not know. Write \"LITE\", \"ESSENTIALS\" or \"PLUS\"."
  }
}

variable "threat_protection" {
  description = "Threat protection, for the PLUS tier; null turns it off. `advanced_security_mode`: AUDIT logs what it finds, ENFORCED acts on it, OFF leaves standard sign-in alone. `custom_auth_mode`: AUDIT or ENFORCED for custom authentication flows as well."
  type = object({
    advanced_security_mode = optional(string, "AUDIT")
    custom_auth_mode       = optional(string)
  })
  default = null

  # AdvancedSecurityModeType.
  validation {
    condition     = var.threat_protection == null ? true : contains(["OFF", "AUDIT", "ENFORCED"], var.threat_protection.advanced_security_mode)
    error_message = "threat_protection.advanced_security_mode is \"${try(var.threat_protection.advanced_security_mode, "")}\", which Cognito does not know. Write \"AUDIT\", \"ENFORCED\" or \"OFF\"."
  }

  # AdvancedSecurityEnabledModeType.
  validation {
    condition     = try(var.threat_protection.custom_auth_mode, null) == null ? true : contains(["AUDIT", "ENFORCED"], var.threat_protection.custom_auth_mode)
    error_message = "threat_protection.custom_auth_mode is ${try("\"${var.threat_protection.custom_auth_mode}\"", "null")}, which Cognito does not know. Write \"AUDIT\" or \"ENFORCED\", or leave it out for none."
  }
}

variable "deletion_protection" {
  description = "ACTIVE keeps the pool and its users from being deleted; INACTIVE lets a destroy through. To destroy a protected pool, apply INACTIVE first: a destroy that Cognito refuses has by then deleted the domain, the clients and the resource servers."
  type        = string
  default     = "ACTIVE"
  nullable    = false

  validation {
    condition     = contains(["ACTIVE", "INACTIVE"], var.deletion_protection)
    error_message = "deletion_protection is \"${var.deletion_protection}\", which Cognito does not know. Write \"ACTIVE\" or \"INACTIVE\"."
  }
}

variable "device_configuration" {
  description = "Whether Cognito remembers devices; null does not. `challenge_required_on_new_device`: a remembered device may stand in for MFA. `device_only_remembered_on_user_prompt`: only devices that the user opts in are remembered."
  type = object({
    challenge_required_on_new_device      = optional(bool, false)
    device_only_remembered_on_user_prompt = optional(bool, false)
  })
  default = null
}

variable "tags" {
  description = "Tags of the user pool."
  type        = map(string)
  default     = {}
  nullable    = false

  # AWS General Reference, tag naming limits: 50 tags a resource.
  validation {
    condition     = length(var.tags) <= 50
    error_message = "tags has ${length(var.tags)} entries; AWS takes at most 50 a resource. Write fewer."
  }

  validation {
    condition     = alltrue([for value in values(var.tags) : value != null])
    error_message = "tags has null for [\"${join("\",\"", [for key, value in var.tags : key if value == null])}\"], and a tag has a value. Write \"\" for an empty one, or leave the tag out."
  }

  # TagKeysType, TagValueType. The prefix aws: belongs to AWS.
  validation {
    condition = alltrue([
      for key, value in var.tags :
      try(length(key) >= 1 && length(key) <= 128 && !startswith(lower(key), "aws:") && length(value) <= 256, true)
    ])
    error_message = "tags has {${join(",", [for key, value in var.tags : "\"${key}\":\"${value}\"" if !try(length(key) >= 1 && length(key) <= 128 && !startswith(lower(key), "aws:") && length(value) <= 256, true)])}}, which Cognito does not take: a key has 1 to 128 characters and does not begin with aws:, a value has at most 256. Write for example { team = \"orders\" }."
  }
}
