# In the schema of a pool, this name creates the custom attribute custom:email_verified.
# Rejected: attributes.email_verified.required: Cognito can require only standard attributes, and this is a custom
# one. Write required = false, and check the attribute in a pre sign-up trigger.
module "pool_a_required_email_verified" {
  source = "../../../modules/user-pool"

  name       = "orders-test"
  attributes = { email_verified = { type = "Boolean", required = true } }
}

# Rejected: attributes.birthdate.type: the standard attribute birthdate has a type of its own, and not DateTime. Write
# type = "String", or use another name.
module "pool_a_standard_attribute_of_another_type" {
  source = "../../../modules/user-pool"

  name       = "orders-test"
  attributes = { birthdate = { type = "DateTime" } }
}

# Rejected: attributes.tenant_id.required: Cognito can require only standard attributes, and this is a custom one.
# Write required = false, and check the attribute in a pre sign-up trigger.
module "pool_a_required_custom_attribute" {
  source = "../../../modules/user-pool"

  name       = "orders-test"
  attributes = { tenant_id = { required = true } }
}

# Rejected: attributes.level: min_length and max_length are for a String, and this is a Number. Remove them; for a
# Number, write min_value and max_value.
module "pool_a_length_on_a_number" {
  source = "../../../modules/user-pool"

  name       = "orders-test"
  attributes = { level = { type = "Number", max_length = 3 } }
}

# Rejected: attributes.level: min_value and max_value are for a Number, and this is a String. Remove them; for a
# String, write min_length and max_length.
module "pool_a_value_limit_on_a_string" {
  source = "../../../modules/user-pool"

  name       = "orders-test"
  attributes = { level = { max_value = 3 } }
}

# Rejected: attributes.tenant_id: min_length and max_length must be whole numbers from 0. Write for example {
# min_length = 1, max_length = 256 }.
module "pool_a_negative_length" {
  source = "../../../modules/user-pool"

  name       = "orders-test"
  attributes = { tenant_id = { min_length = -1 } }
}

# Rejected: attributes.tenant_id: min_length and max_length must be whole numbers from 0. Write for example {
# min_length = 1, max_length = 256 }.
module "pool_a_fractional_length" {
  source = "../../../modules/user-pool"

  name       = "orders-test"
  attributes = { tenant_id = { max_length = 2.5 } }
}

# Rejected: attributes.tenant_id: min_length is larger than max_length, which is 2048 by default. Write the smaller
# number as min_length.
module "pool_a_min_length_above_the_max_length" {
  source = "../../../modules/user-pool"

  name       = "orders-test"
  attributes = { tenant_id = { min_length = 9, max_length = 8 } }
}

# Rejected: attributes.tenant_id: min_length is larger than max_length, which is 2048 by default. Write the smaller
# number as min_length.
module "pool_a_min_length_above_the_default_max_length" {
  source = "../../../modules/user-pool"

  name       = "orders-test"
  attributes = { tenant_id = { min_length = 2049 } }
}

# Rejected: attributes.level: min_value is larger than max_value. Write the smaller number as min_value.
module "pool_a_min_value_above_the_max_value" {
  source = "../../../modules/user-pool"

  name       = "orders-test"
  attributes = { level = { type = "Number", min_value = 9, max_value = 8 } }
}

# Rejected: attributes.tenant_id.max_length: Cognito accepts values of at most 2048 characters. Write 2048 or less, or
# remove it.
module "pool_a_max_length_of_2049" {
  source = "../../../modules/user-pool"

  name       = "orders-test"
  attributes = { tenant_id = { max_length = 2049 } }
}

# Rejected: attributes.preferred_username.required: Cognito does not accept a required attribute as an alias, and
# sign_in.alias_attributes has preferred_username. Write required = false, or remove the alias.
module "pool_a_preferred_username_both_required_and_an_alias" {
  source = "../../../modules/user-pool"

  name       = "orders-test"
  sign_in    = { username_attributes = [], alias_attributes = ["preferred_username"] }
  attributes = { preferred_username = { required = true } }
}
