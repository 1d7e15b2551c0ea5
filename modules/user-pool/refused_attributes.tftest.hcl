# Each run holds one input that Cognito would refuse, at create or at sign-in,
# and that is refused at plan instead.

mock_provider "aws" {}

variables {
  name = "orders-test"
}

run "a_51st_attribute_is_refused" {
  command = plan

  variables {
    attributes = { for i in range(51) : "attribute_${i}" => {} }
  }

  expect_failures = [var.attributes]
}

run "an_attribute_name_of_21_characters_is_refused" {
  command = plan

  variables {
    attributes = { organisation_identity = {} }
  }

  expect_failures = [var.attributes]
}

run "an_attribute_name_with_a_space_is_refused" {
  command = plan

  variables {
    attributes = { "tenant id" = {} }
  }

  expect_failures = [var.attributes]
}

run "an_attribute_name_with_the_custom_prefix_is_refused" {
  command = plan

  variables {
    attributes = { "custom:tenant_id" = {} }
  }

  expect_failures = [var.attributes]
}

run "the_attribute_sub_is_refused" {
  command = plan

  variables {
    attributes = { sub = {} }
  }

  expect_failures = [var.attributes]
}

# In a schema it makes custom:email_verified.
run "a_required_email_verified_is_refused" {
  command = plan

  variables {
    attributes = { email_verified = { type = "Boolean", required = true } }
  }

  expect_failures = [var.attributes]
}

run "an_unknown_attribute_type_is_refused" {
  command = plan

  variables {
    attributes = { tenant_id = { type = "string" } }
  }

  expect_failures = [var.attributes]
}

run "a_standard_attribute_of_another_type_is_refused" {
  command = plan

  variables {
    attributes = { birthdate = { type = "DateTime" } }
  }

  expect_failures = [var.attributes]
}

run "a_required_custom_attribute_is_refused" {
  command = plan

  variables {
    attributes = { tenant_id = { required = true } }
  }

  expect_failures = [var.attributes]
}

run "a_length_on_a_number_is_refused" {
  command = plan

  variables {
    attributes = { level = { type = "Number", max_length = 3 } }
  }

  expect_failures = [var.attributes]
}

run "a_value_limit_on_a_string_is_refused" {
  command = plan

  variables {
    attributes = { level = { max_value = 3 } }
  }

  expect_failures = [var.attributes]
}

run "a_negative_length_is_refused" {
  command = plan

  variables {
    attributes = { tenant_id = { min_length = -1 } }
  }

  expect_failures = [var.attributes]
}

run "a_fractional_length_is_refused" {
  command = plan

  variables {
    attributes = { tenant_id = { max_length = 2.5 } }
  }

  expect_failures = [var.attributes]
}

run "a_min_length_above_the_max_length_is_refused" {
  command = plan

  variables {
    attributes = { tenant_id = { min_length = 9, max_length = 8 } }
  }

  expect_failures = [var.attributes]
}

run "a_min_length_above_the_default_max_length_is_refused" {
  command = plan

  variables {
    attributes = { tenant_id = { min_length = 2049 } }
  }

  expect_failures = [var.attributes]
}

run "a_min_value_above_the_max_value_is_refused" {
  command = plan

  variables {
    attributes = { level = { type = "Number", min_value = 9, max_value = 8 } }
  }

  expect_failures = [var.attributes]
}

run "an_attribute_that_is_null_is_refused" {
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

run "a_max_length_of_2049_is_refused" {
  command = plan

  variables {
    attributes = { tenant_id = { max_length = 2049 } }
  }

  expect_failures = [var.attributes]
}

run "a_preferred_username_both_required_and_an_alias_is_refused" {
  command = plan

  variables {
    sign_in    = { username_attributes = [], alias_attributes = ["preferred_username"] }
    attributes = { preferred_username = { required = true } }
  }

  expect_failures = [aws_cognito_user_pool.this]
}
