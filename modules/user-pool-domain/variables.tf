# The type and the default of each input are copied into the root module by `make
# inputs`; its descriptions differ, because the root can make two domains.

variable "user_pool_id" {
  description = "Id of the user pool that the domain belongs to."
  type        = string
  nullable    = false
}

variable "domain_prefix" {
  description = <<-EOT
    First label of the login host, PREFIX.auth.REGION.amazoncognito.com. No other AWS account in the region may use it.
    Changing it replaces the domain. Write either this or custom_domain.
  EOT
  type        = string
  default     = null

  # CreateUserPoolDomain, Domain.
  validation {
    condition = var.domain_prefix == null || can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.domain_prefix))
    error_message = join(" ", [
      "domain_prefix: \"${try(format("%s", var.domain_prefix), "null")}\" is not a prefix.",
      "Use 1 to 63 lower-case letters, digits and hyphens, without a hyphen at either end, for example \"orders-login\".",
    ])
  }

  # The developer guide forbids these words anywhere in the prefix.
  validation {
    condition = alltrue([for word in ["aws", "amazon", "cognito"] : !try(strcontains(var.domain_prefix, word), false)])
    error_message = join(" ", [
      "domain_prefix: \"${try(format("%s", var.domain_prefix), "null")}\" contains a word that AWS reserves: aws, amazon or cognito.",
      "Write a prefix without it, for example \"orders-login\".",
    ])
  }
}

variable "custom_domain" {
  description = <<-EOT
    Login host in a domain of your own.
    - `name`: the host name. Its parent domain must resolve before. Changing it replaces the domain.
    - `certificate_arn`: certificate of ACM in us-east-1.
    - `route53`: the module creates the alias records in the zone `zone_id`. Whether the object is set must be known at plan.
    Write either this or domain_prefix.
  EOT
  type = object({
    name            = string
    certificate_arn = string
    route53         = optional(object({ zone_id = string }))
  })
  default = null

  # Developer guide, "Using your own domain": lower-case letters, digits and
  # hyphens; the parent resolves, which a top-level domain does not. The
  # length is from CreateUserPoolDomain, Domain.
  validation {
    condition = var.custom_domain == null || (
      try(length(var.custom_domain.name), 0) <= 63 &&
      can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.){2,}[a-z]([a-z0-9-]{0,61}[a-z0-9])$", var.custom_domain.name))
    )
    error_message = join(" ", [
      "custom_domain.name: \"${try(format("%s", var.custom_domain.name), "null")}\" is not a host name that Cognito accepts.",
      "Use at most 63 lower-case letters, digits, hyphens and dots, below a domain of yours, for example \"login.example.com\".",
    ])
  }

  validation {
    condition = !can(regex("(^|\\.)amazoncognito\\.com$", var.custom_domain.name))
    error_message = join(" ", [
      "custom_domain.name: \"${try(format("%s", var.custom_domain.name), "null")}\" belongs to Amazon.",
      "Write the first label as domain_prefix, or a host name of your own as custom_domain.",
    ])
  }

  # CloudFront accepts certificates of ACM in us-east-1 only, whatever the region
  # of the pool.
  validation {
    condition = var.custom_domain == null || can(
      regex("^arn:[\\w-]+:acm:us-east-1:[0-9]{12}:certificate/[\\w-]+$", var.custom_domain.certificate_arn)
    )
    error_message = join(" ", [
      "custom_domain.certificate_arn: \"${try(format("%s", var.custom_domain.certificate_arn), "null")}\" is not a certificate",
      "of ACM in us-east-1, which a custom domain requires in every region.",
      "Write an ARN that begins with \"arn:aws:acm:us-east-1:\".",
    ])
  }

  validation {
    condition = try(var.custom_domain.route53, null) == null || can(regex("^[A-Z0-9]{1,32}$", var.custom_domain.route53.zone_id))
    error_message = join(" ", [
      "custom_domain.route53.zone_id: \"${try(format("%s", var.custom_domain.route53.zone_id), "null")}\" is not the id of a hosted zone.",
      "Write for example \"Z0123456789ABCDEFGHIJ\", and not the name of the zone.",
    ])
  }
}

variable "managed_login_version" {
  description = <<-EOT
    Pages that the domain serves: 1 is the classic hosted UI, 2 is managed login.
    Version 2 shows no page to a client without a branding style, which hashicorp/aws can create from 6.13.
  EOT
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition = contains([1, 2], var.managed_login_version)
    error_message = join(" ", [
      "managed_login_version: Cognito does not know ${var.managed_login_version}.",
      "Write 1 for the classic hosted UI, or 2 for managed login if each client has a branding style.",
    ])
  }
}
