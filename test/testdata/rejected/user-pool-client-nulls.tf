# Rejected: clients.a_null_in_callback_urls.callback_urls: an entry is null. Write the missing value, or remove the
# entry, for example with compact().
module "client_a_null_in_callback_urls" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_null_in_callback_urls"
  callback_urls = ["https://app.example.com/callback", null]
}

# Rejected: clients.a_null_in_logout_urls.logout_urls: an entry is null. Write the missing value, or remove the entry,
# for example with compact().
module "client_a_null_in_logout_urls" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_null_in_logout_urls"
  callback_urls = ["https://app.example.com/callback"]
  logout_urls   = [null]
}

# Rejected: clients.a_null_in_scopes.scopes: an entry is null. Write the missing value, or remove the entry, for
# example with compact().
module "client_a_null_in_scopes" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_null_in_scopes"
  callback_urls = ["https://app.example.com/callback"]
  scopes        = ["openid", null]
}

# Rejected: clients.a_null_in_supported_identity_providers.supported_identity_providers: an entry is null. Write the
# missing value, or remove the entry, for example with compact().
module "client_a_null_in_supported_identity_providers" {
  source = "../../../modules/user-pool-client"

  user_pool_id                 = "eu-west-1_AbCdEfGhI"
  name                         = "a_null_in_supported_identity_providers"
  callback_urls                = ["https://app.example.com/callback"]
  supported_identity_providers = ["COGNITO", null]
}

# Rejected: clients.a_null_in_explicit_auth_flows.explicit_auth_flows: an entry is null. Write the missing value, or
# remove the entry, for example with compact().
module "client_a_null_in_explicit_auth_flows" {
  source = "../../../modules/user-pool-client"

  user_pool_id        = "eu-west-1_AbCdEfGhI"
  name                = "a_null_in_explicit_auth_flows"
  callback_urls       = ["https://app.example.com/callback"]
  explicit_auth_flows = [null]
}

# Rejected: clients.a_null_in_read_attributes.read_attributes: an entry is null. Write the missing value, or remove
# the entry, for example with compact().
module "client_a_null_in_read_attributes" {
  source = "../../../modules/user-pool-client"

  user_pool_id    = "eu-west-1_AbCdEfGhI"
  name            = "a_null_in_read_attributes"
  callback_urls   = ["https://app.example.com/callback"]
  read_attributes = ["email", null]
}

# Rejected: clients.a_null_in_write_attributes.write_attributes: an entry is null. Write the missing value, or remove
# the entry, for example with compact().
module "client_a_null_in_write_attributes" {
  source = "../../../modules/user-pool-client"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "a_null_in_write_attributes"
  callback_urls    = ["https://app.example.com/callback"]
  write_attributes = ["locale", null]
}

# Rejected: clients.nulls_in_every_list.callback_urls: an entry is null. Write the missing value, or remove the entry,
# for example with compact(). clients.nulls_in_every_list.explicit_auth_flows: an entry is null. Write the missing
# value, or remove the entry, for example with compact(). clients.nulls_in_every_list.logout_urls: an entry is null.
# Write the missing value, or remove the entry, for example with compact().
# clients.nulls_in_every_list.read_attributes: an entry is null. Write the missing value, or remove the entry, for
# example with compact(). clients.nulls_in_every_list.scopes: an entry is null. Write the missing value, or remove the
# entry, for example with compact(). clients.nulls_in_every_list.supported_identity_providers: an entry is null. Write
# the missing value, or remove the entry, for example with compact(). clients.nulls_in_every_list.write_attributes: an
# entry is null. Write the missing value, or remove the entry, for example with compact().
# Rejected: clients.nulls_in_every_list.default_redirect_uri: "https://app.example.com/callback" is not in
# callback_urls. Write one of callback_urls, character for character, or remove default_redirect_uri.
module "client_nulls_in_every_list" {
  source = "../../../modules/user-pool-client"

  user_pool_id                 = "eu-west-1_AbCdEfGhI"
  name                         = "nulls_in_every_list"
  callback_urls                = [null]
  logout_urls                  = [null, null]
  scopes                       = [null]
  supported_identity_providers = [null]
  explicit_auth_flows          = [null]
  read_attributes              = [null]
  write_attributes             = [null]
  default_redirect_uri         = "https://app.example.com/callback"
}
