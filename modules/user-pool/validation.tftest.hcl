# Each run has one input that Cognito would reject at create or at sign-in, and that
# a validation rejects at plan.

mock_provider "aws" {}

variables {
  name = "orders-test"
}

# The pool itself.

run "a_name_with_a_slash_is_rejected" {
  command = plan

  variables {
    name = "orders/test"
  }

  expect_failures = [var.name]
}

run "a_name_of_129_characters_is_rejected" {
  command = plan

  variables {
    name = join("", [for i in range(129) : "x"])
  }

  expect_failures = [var.name]
}

run "an_unknown_tier_is_rejected" {
  command = plan

  variables {
    user_pool_tier = "essentials"
  }

  expect_failures = [var.user_pool_tier]
}

run "an_unknown_deletion_protection_is_rejected" {
  command = plan

  variables {
    deletion_protection = "true"
  }

  expect_failures = [var.deletion_protection]
}

run "a_51st_tag_is_rejected" {
  command = plan

  variables {
    tags = { for i in range(51) : "tag-${i}" => "x" }
  }

  expect_failures = [var.tags]
}

run "a_tag_key_that_belongs_to_aws_is_rejected" {
  command = plan

  variables {
    tags = { "aws:team" = "orders" }
  }

  expect_failures = [var.tags]
}

run "a_tag_value_of_257_characters_is_rejected" {
  command = plan

  variables {
    tags = { team = join("", [for i in range(257) : "x"]) }
  }

  expect_failures = [var.tags]
}

run "an_unknown_threat_protection_mode_is_rejected" {
  command = plan

  variables {
    user_pool_tier    = "PLUS"
    threat_protection = { advanced_security_mode = "ON" }
  }

  expect_failures = [var.threat_protection]
}

run "an_unknown_custom_auth_mode_is_rejected" {
  command = plan

  variables {
    user_pool_tier    = "PLUS"
    threat_protection = { custom_auth_mode = "OFF" }
  }

  expect_failures = [var.threat_protection]
}

# What the tier does not have.

run "a_tag_that_is_null_is_rejected" {
  command = plan

  variables {
    tags = { team = null }
  }

  expect_failures = [var.tags]
}
