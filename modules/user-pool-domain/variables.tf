variable "user_pool_id" {
  description = "Id of the user pool that the domain is for."
  type        = string
  nullable    = false
}

variable "domain_prefix" {
  description = "First label of the login host, PREFIX.auth.REGION.amazoncognito.com. No other AWS account may have it in the region. Changing it replaces the domain."
  type        = string
  nullable    = false

  # CreateUserPoolDomain, Domain.
  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.domain_prefix))
    error_message = "The domain prefix \"${var.domain_prefix}\" is not one that Cognito takes: 1 to 63 lower-case letters, digits and hyphens, with no hyphen at either end. Write for example \"orders-login\"."
  }

  # The developer guide rules these words out anywhere in the text.
  validation {
    condition     = alltrue([for word in ["aws", "amazon", "cognito"] : !strcontains(var.domain_prefix, word)])
    error_message = "The domain prefix \"${var.domain_prefix}\" contains a word that AWS keeps for itself: aws, amazon or cognito. Write a prefix without it, for example \"orders-login\"."
  }
}

variable "managed_login_version" {
  description = "Which hosted pages the domain serves: 1 is the classic hosted UI, 2 is managed login. Version 2 shows no page to a client until that client has a branding style, and hashicorp/aws 5.100 has no resource for one; hence 1."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = contains([1, 2], var.managed_login_version)
    error_message = "managed_login_version is ${var.managed_login_version}, which Cognito does not know. Write 1 for the classic hosted UI, or 2 for managed login if each client has a branding style."
  }
}
