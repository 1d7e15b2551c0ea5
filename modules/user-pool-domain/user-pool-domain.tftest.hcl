mock_provider "aws" {}

variables {
  user_pool_id  = "eu-west-1_AbCdEfGhI"
  domain_prefix = "orders-login"
}

run "the_domain_serves_the_classic_pages" {
  command = plan

  assert {
    condition     = aws_cognito_user_pool_domain.this.domain == "orders-login"
    error_message = "The prefix must reach the domain."
  }

  assert {
    condition     = aws_cognito_user_pool_domain.this.managed_login_version == 1
    error_message = "Managed login shows no page without a branding style, so 1 must be the default."
  }

  assert {
    condition     = aws_cognito_user_pool_domain.this.certificate_arn == null
    error_message = "A prefix domain has no certificate of its own."
  }
}

run "endpoints_are_known_at_plan" {
  command = plan

  assert {
    condition = output.login_base_url == "https://orders-login.auth.eu-west-1.amazoncognito.com" && [
      output.authorization_endpoint,
      output.token_endpoint,
      output.revocation_endpoint,
      output.userinfo_endpoint,
      output.end_session_endpoint,
      ] == [
      "https://orders-login.auth.eu-west-1.amazoncognito.com/oauth2/authorize",
      "https://orders-login.auth.eu-west-1.amazoncognito.com/oauth2/token",
      "https://orders-login.auth.eu-west-1.amazoncognito.com/oauth2/revoke",
      "https://orders-login.auth.eu-west-1.amazoncognito.com/oauth2/userInfo",
      "https://orders-login.auth.eu-west-1.amazoncognito.com/logout",
    ]
    error_message = "The endpoints must be Cognito's, in the region of the pool id."
  }
}

run "managed_login_can_be_asked_for" {
  command = plan

  variables {
    managed_login_version = 2
  }

  assert {
    condition     = aws_cognito_user_pool_domain.this.managed_login_version == 2
    error_message = "managed_login_version must reach the domain."
  }
}

run "a_prefix_domain_has_no_records" {
  command = plan

  assert {
    condition     = length(aws_route53_record.this) == 0
    error_message = "The names of Cognito's own domain are Amazon's."
  }
}

run "a_custom_domain" {
  command = plan

  variables {
    domain_prefix = null
    custom_domain = {
      name            = "login.example.com"
      certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
    }
  }

  assert {
    condition = (
      aws_cognito_user_pool_domain.this.domain == "login.example.com" &&
      aws_cognito_user_pool_domain.this.certificate_arn ==
      "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
    )
    error_message = "Name and certificate must reach the domain."
  }

  assert {
    condition = (
      output.domain == "login.example.com" &&
      output.login_base_url == "https://login.example.com" &&
      output.token_endpoint == "https://login.example.com/oauth2/token"
    )
    error_message = "The endpoints of a custom domain are below its own name."
  }

  assert {
    condition     = length(aws_route53_record.this) == 0
    error_message = "Without route53 the caller makes the record."
  }
}

run "a_custom_domain_with_its_records" {
  # Not plan: the distribution is known after apply only.
  command = apply

  variables {
    domain_prefix = null
    custom_domain = {
      name            = "login.example.com"
      certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
      route53         = { zone_id = "Z0123456789ABCDEFGHIJ" }
    }
  }

  override_resource {
    target = aws_cognito_user_pool_domain.this
    values = {
      cloudfront_distribution         = "d111111abcdef8.cloudfront.net"
      cloudfront_distribution_zone_id = "Z2FDTNDATAQYW2"
    }
  }

  assert {
    condition = { for type, record in aws_route53_record.this : type => [
      record.zone_id, record.name, record.type,
      record.alias[0].name, record.alias[0].zone_id, record.alias[0].evaluate_target_health,
      ] } == {
      A    = ["Z0123456789ABCDEFGHIJ", "login.example.com", "A", "d111111abcdef8.cloudfront.net", "Z2FDTNDATAQYW2", false]
      AAAA = ["Z0123456789ABCDEFGHIJ", "login.example.com", "AAAA", "d111111abcdef8.cloudfront.net", "Z2FDTNDATAQYW2", false]
    }
    error_message = "Both records must be aliases of the distribution, in CloudFront's zone."
  }

  assert {
    condition = (
      output.cloudfront_distribution == "d111111abcdef8.cloudfront.net" &&
      output.cloudfront_distribution_zone_id == "Z2FDTNDATAQYW2"
    )
    error_message = "The distribution must be an output, for a record made elsewhere."
  }
}

run "a_prefix_of_63_characters_is_taken" {
  command = plan

  variables {
    domain_prefix = "a23456789-123456789-123456789-123456789-123456789-123456789-123"
  }

  assert {
    condition     = length(aws_cognito_user_pool_domain.this.domain) == 63
    error_message = "63 characters are the limit, not over it."
  }
}

run "a_prefix_of_64_characters_is_rejected" {
  command = plan

  variables {
    domain_prefix = "a23456789-123456789-123456789-123456789-123456789-123456789-1234"
  }

  expect_failures = [var.domain_prefix]
}

run "an_upper_case_prefix_is_rejected" {
  command = plan

  variables {
    domain_prefix = "Orders"
  }

  expect_failures = [var.domain_prefix]
}

run "a_prefix_that_ends_in_a_hyphen_is_rejected" {
  command = plan

  variables {
    domain_prefix = "orders-"
  }

  expect_failures = [var.domain_prefix]
}

run "a_whole_host_name_is_rejected" {
  command = plan

  variables {
    domain_prefix = "login.example.com"
  }

  expect_failures = [var.domain_prefix]
}

run "the_word_aws_is_rejected" {
  command = plan

  variables {
    domain_prefix = "orders-aws-login"
  }

  expect_failures = [var.domain_prefix]
}

run "the_word_cognito_is_rejected_inside_a_word" {
  command = plan

  variables {
    domain_prefix = "mycognitologin"
  }

  expect_failures = [var.domain_prefix]
}

run "an_unknown_managed_login_version_is_rejected" {
  command = plan

  variables {
    managed_login_version = 3
  }

  expect_failures = [var.managed_login_version]
}

run "an_upper_case_custom_domain_is_rejected" {
  command = plan

  variables {
    domain_prefix = null
    custom_domain = {
      name            = "Login.example.com"
      certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
    }
  }

  expect_failures = [var.custom_domain]
}

run "a_custom_domain_of_one_label_is_rejected" {
  command = plan

  variables {
    domain_prefix = null
    custom_domain = {
      name            = "login"
      certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
    }
  }

  expect_failures = [var.custom_domain]
}

run "a_custom_domain_below_a_top_level_domain_is_rejected" {
  command = plan

  variables {
    domain_prefix = null
    custom_domain = {
      name            = "example.com"
      certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
    }
  }

  expect_failures = [var.custom_domain]
}

run "a_custom_domain_with_a_scheme_is_rejected" {
  command = plan

  variables {
    domain_prefix = null
    custom_domain = {
      name            = "https://login.example.com"
      certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
    }
  }

  expect_failures = [var.custom_domain]
}

run "a_custom_domain_with_a_dot_at_its_end_is_rejected" {
  command = plan

  variables {
    domain_prefix = null
    custom_domain = {
      name            = "login.example.com."
      certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
    }
  }

  expect_failures = [var.custom_domain]
}

run "a_custom_domain_with_a_hyphen_at_the_end_of_a_label_is_rejected" {
  command = plan

  variables {
    domain_prefix = null
    custom_domain = {
      name            = "login-.example.com"
      certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
    }
  }

  expect_failures = [var.custom_domain]
}

run "a_custom_domain_of_64_characters_is_rejected" {
  command = plan

  variables {
    domain_prefix = null
    custom_domain = {
      name            = "a23456789-123456789-123456789-123456789-123456789-12.example.com"
      certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
    }
  }

  expect_failures = [var.custom_domain]
}

run "a_custom_domain_of_amazons_is_rejected" {
  command = plan

  variables {
    domain_prefix = null
    custom_domain = {
      name            = "orders.auth.eu-west-1.amazoncognito.com"
      certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
    }
  }

  expect_failures = [var.custom_domain]
}

run "a_certificate_in_the_region_of_the_pool_is_rejected" {
  command = plan

  variables {
    domain_prefix = null
    custom_domain = {
      name            = "login.example.com"
      certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
    }
  }

  expect_failures = [var.custom_domain]
}

run "a_certificate_of_iam_is_rejected" {
  command = plan

  variables {
    domain_prefix = null
    custom_domain = {
      name            = "login.example.com"
      certificate_arn = "arn:aws:iam::111122223333:server-certificate/login"
    }
  }

  expect_failures = [var.custom_domain]
}

run "the_name_of_a_hosted_zone_is_rejected" {
  command = plan

  variables {
    domain_prefix = null
    custom_domain = {
      name            = "login.example.com"
      certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
      route53         = { zone_id = "example.com" }
    }
  }

  expect_failures = [var.custom_domain]
}

run "an_empty_prefix_is_rejected" {
  command = plan

  variables {
    domain_prefix = ""
  }

  expect_failures = [var.domain_prefix]
}

run "an_empty_custom_domain_name_is_rejected" {
  command = plan

  variables {
    domain_prefix = null
    custom_domain = {
      name            = ""
      certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
      route53         = null
    }
  }

  expect_failures = [var.custom_domain]
}
