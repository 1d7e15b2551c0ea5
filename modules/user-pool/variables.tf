variable "name" {
  description = "Name of the user pool. Changing it replaces the pool, and every user is lost."
  type        = string
  nullable    = false

  # CreateUserPool, PoolName.
  validation {
    condition     = can(regex("^[\\w\\s+=,.@-]{1,128}$", var.name))
    error_message = "The pool name \"${var.name}\" is not one that Cognito takes: 1 to 128 letters, digits, spaces and _ + = , . @ -. Write for example \"orders-production\"."
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

variable "user_pool_tier" {
  description = "Feature plan of the pool: LITE, ESSENTIALS or PLUS. AWS offers refresh token rotation from ESSENTIALS on."
  type        = string
  default     = "ESSENTIALS"
  nullable    = false

  validation {
    condition     = contains(["LITE", "ESSENTIALS", "PLUS"], var.user_pool_tier)
    error_message = "user_pool_tier is \"${var.user_pool_tier}\", which Cognito does not know. Write \"LITE\", \"ESSENTIALS\" or \"PLUS\"."
  }
}

variable "password_policy" {
  description = "What a password must have, and for how many days the temporary password of an invited user is good."
  type = object({
    minimum_length                   = optional(number, 12)
    require_lowercase                = optional(bool, true)
    require_uppercase                = optional(bool, true)
    require_numbers                  = optional(bool, true)
    require_symbols                  = optional(bool, true)
    temporary_password_validity_days = optional(number, 7)
  })
  default  = {}
  nullable = false

  # PasswordPolicyType, MinimumLength.
  validation {
    condition     = var.password_policy.minimum_length >= 6 && var.password_policy.minimum_length <= 99
    error_message = "password_policy.minimum_length is ${var.password_policy.minimum_length}; Cognito takes 6 to 99. Write a number in that range, 12 or more by preference."
  }

  # PasswordPolicyType, TemporaryPasswordValidityDays. The service reads 0 as
  # "not set" and takes 7, which would be a diff in every plan.
  validation {
    condition     = var.password_policy.temporary_password_validity_days >= 1 && var.password_policy.temporary_password_validity_days <= 365
    error_message = "password_policy.temporary_password_validity_days is ${var.password_policy.temporary_password_validity_days}; it must be 1 to 365 days. Write for example 7."
  }
}

variable "admin_create_user_only" {
  description = "Whether only an administrator may create users. With false, anyone who reaches the login page can sign up."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags of the user pool."
  type        = map(string)
  default     = {}
  nullable    = false
}
