variable "user_pool_id" {
  description = "Id of the user pool that the domain is for."
  type        = string
  nullable    = false
}

variable "domain_prefix" {
  description = "First label of the login host, PREFIX.auth.REGION.amazoncognito.com. No other AWS account may have it in the region. Changing it replaces the domain. Either this or custom_domain."
  type        = string
  default     = null

  # CreateUserPoolDomain, Domain.
  validation {
    condition     = var.domain_prefix == null || can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.domain_prefix))
    error_message = "The domain prefix \"${var.domain_prefix == null ? "null" : var.domain_prefix}\" is not one that Cognito takes: 1 to 63 lower-case letters, digits and hyphens, with no hyphen at either end. Write for example \"orders-login\"."
  }

  # The developer guide rules these words out anywhere in the text.
  validation {
    condition     = alltrue([for word in ["aws", "amazon", "cognito"] : !try(strcontains(var.domain_prefix, word), false)])
    error_message = "The domain prefix \"${var.domain_prefix == null ? "null" : var.domain_prefix}\" contains a word that AWS keeps for itself: aws, amazon or cognito. Write a prefix without it, for example \"orders-login\"."
  }
}

variable "custom_domain" {
  description = "Login host of the caller's own, with its certificate in ACM, us-east-1. With route53 the module makes the alias records in that zone; whether the object is there must be known at plan, zone_id need not be. The parent of the name must resolve before. Changing the name replaces the domain. Either this or domain_prefix."
  type = object({
    name            = string
    certificate_arn = string
    route53         = optional(object({ zone_id = string }))
  })
  default = null

  # Developer guide, "Using your own domain": lower-case letters, digits and
  # hyphens; the parent resolves, which a top-level domain does not. The
  # length is that of CreateUserPoolDomain, Domain.
  validation {
    condition     = var.custom_domain == null || (try(length(var.custom_domain.name), 0) <= 63 && can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.){2,}[a-z]([a-z0-9-]{0,61}[a-z0-9])$", var.custom_domain.name)))
    error_message = "The custom domain \"${try(var.custom_domain.name == null ? "null" : var.custom_domain.name, "null")}\" is not one that Cognito takes: a whole host name below a domain of yours, of at most 63 lower-case letters, digits, hyphens and dots. Write for example \"login.example.com\"."
  }

  validation {
    condition     = !can(regex("(^|\\.)amazoncognito\\.com$", var.custom_domain.name))
    error_message = "The custom domain \"${try(var.custom_domain.name == null ? "null" : var.custom_domain.name, "null")}\" belongs to Amazon. Write the first label as domain_prefix, or a host name of your own as custom_domain."
  }

  # CloudFront takes certificates of ACM in us-east-1 only, whatever the
  # region of the pool.
  validation {
    condition     = var.custom_domain == null || can(regex("^arn:[\\w-]+:acm:us-east-1:[0-9]{12}:certificate/[\\w-]+$", var.custom_domain.certificate_arn))
    error_message = "The certificate \"${try(var.custom_domain.certificate_arn == null ? "null" : var.custom_domain.certificate_arn, "null")}\" is not one of ACM in us-east-1, where a custom domain needs it in whatever region the pool is. Write an ARN that begins with \"arn:aws:acm:us-east-1:\"."
  }

  validation {
    condition     = try(var.custom_domain.route53, null) == null || can(regex("^[A-Z0-9]{1,32}$", var.custom_domain.route53.zone_id))
    error_message = "The hosted zone \"${try(var.custom_domain.route53.zone_id == null ? "null" : var.custom_domain.route53.zone_id, "null")}\" is not the id of one. Write for example \"Z0123456789ABCDEFGHIJ\", not the name of the zone."
  }
}

variable "managed_login_version" {
  description = "Which hosted pages the domain serves: 1 is the classic hosted UI, 2 is managed login. Version 2 shows no page to a client until that client has a branding style, and hashicorp/aws has a resource for one from 6.12 on, usable from 6.13; hence 1."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = contains([1, 2], var.managed_login_version)
    error_message = "managed_login_version is ${var.managed_login_version}, which Cognito does not know. Write 1 for the classic hosted UI, or 2 for managed login if each client has a branding style."
  }
}
