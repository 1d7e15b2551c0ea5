# The type, the default and the description of each input of this module are copied
# into the root module by `make inputs`. The rules for a single input are
# validations of its variable, which can use that variable only: OpenTofu does not
# accept a local value there. validation.tf has the rules that concern several.

variable "name" {
  description = <<-EOT
    Name of the user pool.
    Before hashicorp/aws 6.6, changing it replaces the pool, and every user is lost; from 6.6 it changes in place.
  EOT
  type        = string
  nullable    = false

  # CreateUserPool, PoolName.
  validation {
    condition = can(regex("^[\\w\\s+=,.@-]{1,128}$", var.name))
    error_message = join(" ", [
      "name: \"${var.name}\" is not a pool name.",
      "Use 1 to 128 letters, digits, spaces and _ + = , . @ -, for example \"orders-production\".",
    ])
  }
}

variable "user_pool_tier" {
  description = <<-EOT
    Feature plan of the pool: LITE, ESSENTIALS or PLUS.
    Passwordless sign-in, email MFA, password history and access token customization require ESSENTIALS.
    So does refresh token rotation, as AWS announced it. Threat protection requires PLUS.
  EOT
  type        = string
  default     = "ESSENTIALS"
  nullable    = false

  validation {
    condition     = contains(["LITE", "ESSENTIALS", "PLUS"], var.user_pool_tier)
    error_message = "user_pool_tier: Cognito does not know \"${var.user_pool_tier}\". Write \"LITE\", \"ESSENTIALS\" or \"PLUS\"."
  }
}

variable "threat_protection" {
  description = <<-EOT
    Threat protection, for the PLUS tier; null turns it off.
    - `advanced_security_mode`: AUDIT records risks, ENFORCED acts on them, OFF excludes standard sign-in.
    - `custom_auth_mode`: AUDIT or ENFORCED for custom authentication flows as well.
  EOT
  type = object({
    advanced_security_mode = optional(string, "AUDIT")
    custom_auth_mode       = optional(string)
  })
  default = null

  # AdvancedSecurityModeType.
  validation {
    condition = try(contains(["OFF", "AUDIT", "ENFORCED"], var.threat_protection.advanced_security_mode), var.threat_protection == null)
    error_message = join(" ", [
      "threat_protection.advanced_security_mode: Cognito does not know \"${try(var.threat_protection.advanced_security_mode, "")}\".",
      "Write \"AUDIT\", \"ENFORCED\" or \"OFF\".",
    ])
  }

  # AdvancedSecurityEnabledModeType.
  validation {
    condition = (
      try(var.threat_protection.custom_auth_mode, null) == null ||
      try(contains(["AUDIT", "ENFORCED"], var.threat_protection.custom_auth_mode), false)
    )
    error_message = join(" ", [
      "threat_protection.custom_auth_mode: Cognito does not know ${try("\"${var.threat_protection.custom_auth_mode}\"", "null")}.",
      "Write \"AUDIT\" or \"ENFORCED\", or remove it.",
    ])
  }
}

variable "deletion_protection" {
  description = <<-EOT
    ACTIVE keeps the pool and its users from being deleted; INACTIVE allows a destroy.
    To destroy a protected pool, apply INACTIVE first.
    Otherwise the destroy deletes the domain, the clients and the resource servers before Cognito rejects it.
  EOT
  type        = string
  default     = "ACTIVE"
  nullable    = false

  validation {
    condition     = contains(["ACTIVE", "INACTIVE"], var.deletion_protection)
    error_message = "deletion_protection: Cognito does not know \"${var.deletion_protection}\". Write \"ACTIVE\" or \"INACTIVE\"."
  }
}

variable "device_configuration" {
  description = <<-EOT
    Whether Cognito remembers devices; null turns it off.
    - `challenge_required_on_new_device`: a remembered device may replace the second factor.
    - `device_only_remembered_on_user_prompt`: only devices that the user accepts are remembered.
  EOT
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
    error_message = "tags: the map has ${length(var.tags)} entries, and AWS accepts at most 50. Remove some."
  }

  validation {
    condition = alltrue([for value in values(var.tags) : value != null])
    error_message = join(" ", [
      "tags: \"${join("\", \"", [for key, value in var.tags : key if value == null])}\" is null.",
      "Write \"\" for an empty tag, or remove it.",
    ])
  }

  # TagKeysType, TagValueType. The prefix aws: belongs to AWS.
  validation {
    condition = alltrue([
      for key, value in var.tags :
      try(length(key) >= 1 && length(key) <= 128 && !startswith(lower(key), "aws:") && length(value) <= 256, true)
    ])
    error_message = join(" ", [
      "tags: Cognito does not accept ${join(", ", [
        for key, value in var.tags : "\"${key}\" = \"${value}\""
        if !try(length(key) >= 1 && length(key) <= 128 && !startswith(lower(key), "aws:") && length(value) <= 256, true)
      ])}.",
      "Use keys of 1 to 128 characters that do not begin with aws:, and values of at most 256, for example { team = \"orders\" }.",
    ])
  }
}
