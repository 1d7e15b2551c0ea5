mock_provider "aws" {}

variables {
  user_pool_arn = "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbCdEfGhI"
  web_acl_arn   = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/login/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
}

run "the_two_are_associated" {
  command = plan

  assert {
    condition = (
      aws_wafv2_web_acl_association.this.resource_arn == var.user_pool_arn &&
      aws_wafv2_web_acl_association.this.web_acl_arn == var.web_acl_arn
    )
    error_message = "Both ARNs must reach the association."
  }
}

run "the_id_of_a_pool_is_rejected" {
  command = plan

  variables {
    user_pool_arn = "eu-west-1_AbCdEfGhI"
  }

  expect_failures = [var.user_pool_arn]
}

run "an_acl_of_cloudfront_is_rejected" {
  command = plan

  variables {
    web_acl_arn = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/login/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
  }

  expect_failures = [var.web_acl_arn]
}
