# Rejected: clients.a_client_without_scopes.scopes: the list is empty, so the client cannot request anything. Write
# for example ["openid", "email"].
module "client_a_client_without_scopes" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_client_without_scopes"
  callback_urls = ["https://app.example.com/callback"]
  scopes        = []
}

# Rejected: clients.an_unknown_scope.scopes: "groups" is not a scope. Use openid, email, phone, profile,
# aws.cognito.signin.user.admin, or IDENTIFIER/NAME of a resource server in at most 256 characters.
module "client_an_unknown_scope" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "an_unknown_scope"
  callback_urls = ["https://app.example.com/callback"]
  scopes        = ["openid", "groups"]
}

# Rejected: clients.a_scope_without_its_name.scopes: "https://orders.example.com/" is not a scope. Use openid, email,
# phone, profile, aws.cognito.signin.user.admin, or IDENTIFIER/NAME of a resource server in at most 256 characters.
module "client_a_scope_without_its_name" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_scope_without_its_name"
  callback_urls = ["https://app.example.com/callback"]
  scopes        = ["https://orders.example.com/"]
}

# Rejected: clients.email_without_openid.scopes: Cognito accepts email only together with openid. Add "openid".
module "client_email_without_openid" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "email_without_openid"
  callback_urls = ["https://app.example.com/callback"]
  scopes        = ["email"]
}

# Rejected: clients.offline_access.scopes: Cognito has no scope offline_access. Remove it: the code grant always
# returns a refresh token.
module "client_offline_access" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "offline_access"
  callback_urls = ["https://app.example.com/callback"]
  scopes        = ["openid", "offline_access"]
}

# Rejected: clients.fifty_one_scopes.scopes: the list has 51 entries, and Cognito accepts at most 50. Write only the
# scopes that the app requests, or create a second client.
module "client_fifty_one_scopes" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "fifty_one_scopes"
  callback_urls = ["https://app.example.com/callback"]
  scopes        = [for n in range(51) : "https://orders.example.com/${n}"]
}

# Rejected: clients.a_scope_of_257_characters.scopes:
# "https://orders.example.com/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
# is not a scope. Use openid, email, phone, profile, aws.cognito.signin.user.admin, or IDENTIFIER/NAME of a resource
# server in at most 256 characters.
module "client_a_scope_of_257_characters" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_scope_of_257_characters"
  callback_urls = ["https://app.example.com/callback"]
  scopes        = ["https://orders.example.com/${join("", [for n in range(230) : "a"])}"]
}

# Rejected: clients.a_scope_written_twice.scopes: "openid" is in the list more than once. Write it once, or correct
# one of the entries.
module "client_a_scope_written_twice" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_scope_written_twice"
  callback_urls = ["https://app.example.com/callback"]
  scopes        = ["openid", "openid"]
}
