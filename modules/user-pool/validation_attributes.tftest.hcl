# Each run has one input that Cognito would reject at create or at sign-in, and that
# a validation rejects at plan.

mock_provider "aws" {}

variables {
  name = "orders-test"
}

run "a_51st_attribute_is_rejected" {
  command = plan

  variables {
    attributes = { for i in range(51) : "attribute_${i}" => {} }
  }

  expect_failures = [var.attributes]
}

run "an_attribute_name_of_21_characters_is_rejected" {
  command = plan

  variables {
    attributes = { organisation_identity = {} }
  }

  expect_failures = [var.attributes]
}

run "an_attribute_name_with_a_space_is_rejected" {
  command = plan

  variables {
    attributes = { "tenant id" = {} }
  }

  expect_failures = [var.attributes]
}

run "an_attribute_name_with_the_custom_prefix_is_rejected" {
  command = plan

  variables {
    attributes = { "custom:tenant_id" = {} }
  }

  expect_failures = [var.attributes]
}

run "the_attribute_sub_is_rejected" {
  command = plan

  variables {
    attributes = { sub = {} }
  }

  expect_failures = [var.attributes]
}

run "an_unknown_attribute_type_is_rejected" {
  command = plan

  variables {
    attributes = { tenant_id = { type = "string" } }
  }

  expect_failures = [var.attributes]
}

run "an_attribute_that_is_null_is_rejected" {
  command = plan

  variables {
    attributes = { team = null }
  }

  expect_failures = [var.attributes]
}

run "a_null_hides_no_other_attribute" {
  command = plan

  variables {
    attributes = { team = null, updated_at = {}, custom = { type = "string", required = true } }
  }

  expect_failures = [var.attributes]
}
