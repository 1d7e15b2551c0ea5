variable "user_pool_arn" {
  description = "ARN of the user pool whose pages and public API the web ACL protects."
  type        = string
  nullable    = false

  validation {
    condition = can(regex("^arn:[\\w-]+:cognito-idp:[a-z0-9-]+:[0-9]{12}:userpool/[\\w-]+_[0-9a-zA-Z]+$", var.user_pool_arn))
    error_message = join(" ", [
      "user_pool_arn: \"${var.user_pool_arn}\" is not the ARN of a user pool.",
      "Write for example \"arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbCdEfGhI\".",
    ])
  }
}

variable "web_acl_arn" {
  description = "ARN of a WAF web ACL of the scope REGIONAL, in the region of the pool. A pool has at most one."
  type        = string
  nullable    = false

  # AssociateWebACL accepts neither ACLs of the scope CLOUDFRONT nor ACLs of WAF
  # Classic.
  validation {
    condition = can(regex("^arn:[\\w-]+:wafv2:[a-z0-9-]+:[0-9]{12}:regional/webacl/[\\w-]+/[\\w-]+$", var.web_acl_arn))
    error_message = join(" ", [
      "web_acl_arn: \"${var.web_acl_arn}\" is not the ARN of a web ACL of the scope REGIONAL.",
      "Write for example \"arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/login/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111\".",
    ])
  }
}
