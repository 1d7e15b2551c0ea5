# Rejected: clients.no_readable_attributes.read_attributes: the list is empty, and Cognito reads an empty list as
# every attribute. Write at least one, for example ["email"], or remove the list to allow every attribute.
module "client_no_readable_attributes" {
  source = "../../../modules/user-pool-client"

  user_pool_id    = "eu-west-1_AbCdEfGhI"
  name            = "no_readable_attributes"
  callback_urls   = ["https://app.example.com/callback"]
  scopes          = ["openid"]
  read_attributes = []
}

# Rejected: clients.no_writable_attributes.write_attributes: the list is empty, and Cognito reads an empty list as
# every attribute. Write at least one, for example ["locale"], or remove the list to allow every attribute.
module "client_no_writable_attributes" {
  source = "../../../modules/user-pool-client"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "no_writable_attributes"
  callback_urls    = ["https://app.example.com/callback"]
  write_attributes = []
}

# Rejected: clients.an_unknown_readable_attribute.read_attributes: "department" is not an attribute of a user. Write a
# standard attribute such as "given_name", or "custom:NAME" with a NAME of at most 20 characters.
module "client_an_unknown_readable_attribute" {
  source = "../../../modules/user-pool-client"

  user_pool_id    = "eu-west-1_AbCdEfGhI"
  name            = "an_unknown_readable_attribute"
  callback_urls   = ["https://app.example.com/callback"]
  read_attributes = ["email", "department"]
}

# Rejected: clients.an_unknown_writable_attribute.write_attributes: "department" is not an attribute of a user. Write
# a standard attribute such as "given_name", or "custom:NAME" with a NAME of at most 20 characters.
module "client_an_unknown_writable_attribute" {
  source = "../../../modules/user-pool-client"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "an_unknown_writable_attribute"
  callback_urls    = ["https://app.example.com/callback"]
  write_attributes = ["department"]
}

# Rejected: clients.a_writable_sub.write_attributes: no client can write sub. Remove it: a user changes email_verified
# and phone_number_verified by confirming a code.
module "client_a_writable_sub" {
  source = "../../../modules/user-pool-client"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "a_writable_sub"
  callback_urls    = ["https://app.example.com/callback"]
  write_attributes = ["email", "sub"]
}

# Rejected: clients.a_writable_email_verified.write_attributes: no client can write email_verified. Remove it: a user
# changes email_verified and phone_number_verified by confirming a code.
module "client_a_writable_email_verified" {
  source = "../../../modules/user-pool-client"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "a_writable_email_verified"
  callback_urls    = ["https://app.example.com/callback"]
  write_attributes = ["email_verified"]
}

# Rejected: clients.a_scope_whose_attribute_cannot_be_read.scopes: the client cannot read the attributes of email, so
# the scope has no effect. Add email to read_attributes, or remove the scope.
module "client_a_scope_whose_attribute_cannot_be_read" {
  source = "../../../modules/user-pool-client"

  user_pool_id    = "eu-west-1_AbCdEfGhI"
  name            = "a_scope_whose_attribute_cannot_be_read"
  callback_urls   = ["https://app.example.com/callback"]
  scopes          = ["openid", "email"]
  read_attributes = ["given_name"]
}

# Rejected: clients.a_scope_phone_whose_attributes_cannot_be_read.scopes: the client cannot read the attributes of
# phone, so the scope has no effect. Add phone_number to read_attributes, or remove the scope.
module "client_a_scope_phone_whose_attributes_cannot_be_read" {
  source = "../../../modules/user-pool-client"

  user_pool_id    = "eu-west-1_AbCdEfGhI"
  name            = "a_scope_phone_whose_attributes_cannot_be_read"
  callback_urls   = ["https://app.example.com/callback"]
  scopes          = ["openid", "phone"]
  read_attributes = ["email"]
}
