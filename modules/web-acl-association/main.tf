resource "aws_wafv2_web_acl_association" "this" {
  resource_arn = var.user_pool_arn
  web_acl_arn  = var.web_acl_arn

  lifecycle {
    # A web ACL of the scope REGIONAL serves only its own region
    # (AssociateWebACL).
    precondition {
      condition = split(":", var.user_pool_arn)[3] == split(":", var.web_acl_arn)[3]
      error_message = join(" ", [
        "web_acl_arn: the web ACL is in ${split(":", var.web_acl_arn)[3]}, and the user pool in ${split(":", var.user_pool_arn)[3]}.",
        "Write the ARN of a web ACL in the region of the pool.",
      ])
    }
  }
}
