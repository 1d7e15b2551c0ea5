# Rejected: web_acl_arn: the web ACL is in us-east-1, and the user pool in eu-west-1. Write the ARN of a web ACL in
# the region of the pool.
module "web_acl_an_acl_of_another_region" {
  source = "../../../modules/web-acl-association"

  user_pool_arn = "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbCdEfGhI"
  web_acl_arn   = "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/login/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
}
