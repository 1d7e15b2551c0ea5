# Rejected: clients.a_machine_without_a_secret.generate_secret: a machine-to-machine client authenticates with its
# secret, and this one has none. Remove generate_secret.
module "client_a_machine_without_a_secret" {
  source = "../../../modules/user-pool-client"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "a_machine_without_a_secret"
  callback_urls    = []
  application_type = "machine-to-machine"
  scopes           = ["https://orders.example.com/read"]
  generate_secret  = false
}

# Rejected: clients.a_machine_with_a_callback.callback_urls: a machine-to-machine client does not sign users in.
# Remove callback_urls, or write application_type = "web".
module "client_a_machine_with_a_callback" {
  source = "../../../modules/user-pool-client"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "a_machine_with_a_callback"
  callback_urls    = ["https://app.example.com/callback"]
  application_type = "machine-to-machine"
  scopes           = ["https://orders.example.com/read"]
}

# Rejected: clients.a_machine_with_a_logout_url.logout_urls: a machine-to-machine client does not sign users in.
# Remove logout_urls, or write application_type = "web".
module "client_a_machine_with_a_logout_url" {
  source = "../../../modules/user-pool-client"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "a_machine_with_a_logout_url"
  callback_urls    = []
  application_type = "machine-to-machine"
  scopes           = ["https://orders.example.com/read"]
  logout_urls      = ["https://app.example.com/"]
}

# Rejected: clients.a_machine_with_a_default_redirect_uri.default_redirect_uri: a machine-to-machine client does not
# sign users in. Remove default_redirect_uri, or write application_type = "web".
module "client_a_machine_with_a_default_redirect_uri" {
  source = "../../../modules/user-pool-client"

  user_pool_id         = "eu-west-1_AbCdEfGhI"
  name                 = "a_machine_with_a_default_redirect_uri"
  callback_urls        = []
  application_type     = "machine-to-machine"
  scopes               = ["https://orders.example.com/read"]
  default_redirect_uri = "https://app.example.com/callback"
}

# Rejected: clients.a_machine_with_a_sign_in_flow.explicit_auth_flows: a machine-to-machine client does not sign users
# in. Remove explicit_auth_flows, or write application_type = "web".
module "client_a_machine_with_a_sign_in_flow" {
  source = "../../../modules/user-pool-client"

  user_pool_id        = "eu-west-1_AbCdEfGhI"
  name                = "a_machine_with_a_sign_in_flow"
  callback_urls       = []
  application_type    = "machine-to-machine"
  scopes              = ["https://orders.example.com/read"]
  explicit_auth_flows = ["ALLOW_USER_SRP_AUTH"]
}

# Rejected: clients.a_machine_with_an_identity_provider.supported_identity_providers: a machine-to-machine client does
# not sign users in. Remove supported_identity_providers, or write application_type = "web".
module "client_a_machine_with_an_identity_provider" {
  source = "../../../modules/user-pool-client"

  user_pool_id                 = "eu-west-1_AbCdEfGhI"
  name                         = "a_machine_with_an_identity_provider"
  callback_urls                = []
  application_type             = "machine-to-machine"
  scopes                       = ["https://orders.example.com/read"]
  supported_identity_providers = ["Google"]
}

# Rejected: clients.a_machine_with_a_refresh_setting.refresh.revocation: a machine-to-machine client gets no refresh
# token. Remove refresh: the client requests a new access token instead.
module "client_a_machine_with_a_refresh_setting" {
  source = "../../../modules/user-pool-client"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "a_machine_with_a_refresh_setting"
  callback_urls    = []
  application_type = "machine-to-machine"
  scopes           = ["https://orders.example.com/read"]
  refresh          = { revocation = true }
}

# Rejected: clients.a_machine_without_scopes.scopes: the list is empty, which is the default of a machine-to-machine
# client. Write scopes of resource servers, for example ["https://orders.example.com/read"].
module "client_a_machine_without_scopes" {
  source = "../../../modules/user-pool-client"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "a_machine_without_scopes"
  callback_urls    = []
  application_type = "machine-to-machine"
}

# Rejected: clients.a_machine_with_a_scope_of_users.scopes: openid requires a user, and a machine-to-machine client
# has none. Write only scopes of resource servers, for example "https://orders.example.com/read".
module "client_a_machine_with_a_scope_of_users" {
  source = "../../../modules/user-pool-client"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "a_machine_with_a_scope_of_users"
  callback_urls    = []
  application_type = "machine-to-machine"
  scopes           = ["openid", "https://orders.example.com/read"]
}

# Rejected: clients.a_machine_without_providers.supported_identity_providers: a machine-to-machine client does not
# sign users in. Remove supported_identity_providers, or write application_type = "web".
module "client_a_machine_without_providers" {
  source = "../../../modules/user-pool-client"

  user_pool_id                 = "eu-west-1_AbCdEfGhI"
  name                         = "a_machine_without_providers"
  callback_urls                = []
  application_type             = "machine-to-machine"
  scopes                       = ["https://orders.example.com/read"]
  supported_identity_providers = []
}
