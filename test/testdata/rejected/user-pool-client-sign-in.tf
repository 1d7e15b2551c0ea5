# Rejected: clients.the_refresh_flow_is_not_the_callers_to_set.explicit_auth_flows: refresh.rotation already decides
# ALLOW_REFRESH_TOKEN_AUTH, which Cognito rejects together with rotation. Remove it, and write refresh = { rotation =
# true } or { rotation = false }.
module "client_the_refresh_flow_is_not_the_callers_to_set" {
  source = "../../../modules/user-pool-client"

  user_pool_id        = "eu-west-1_AbCdEfGhI"
  name                = "the_refresh_flow_is_not_the_callers_to_set"
  callback_urls       = ["https://app.example.com/callback"]
  explicit_auth_flows = ["ALLOW_REFRESH_TOKEN_AUTH"]
}

# Rejected: clients.a_flow_of_the_old_kind.explicit_auth_flows: Cognito rejects the legacy name USER_PASSWORD_AUTH
# beside the current ones. Write ALLOW_USER_PASSWORD_AUTH.
module "client_a_flow_of_the_old_kind" {
  source = "../../../modules/user-pool-client"

  user_pool_id        = "eu-west-1_AbCdEfGhI"
  name                = "a_flow_of_the_old_kind"
  callback_urls       = ["https://app.example.com/callback"]
  explicit_auth_flows = ["USER_PASSWORD_AUTH"]
}

# Rejected: clients.an_unknown_application_type.application_type: "spa" is not an application type. Write "web",
# "single-page", "native" or "machine-to-machine".
module "client_an_unknown_application_type" {
  source = "../../../modules/user-pool-client"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "an_unknown_application_type"
  callback_urls    = ["https://app.example.com/callback"]
  application_type = "spa"
}

# Rejected: clients.a_secret_in_a_single_page_app.generate_secret: a single-page app cannot keep a secret, because
# everyone who has the app can read it. Remove generate_secret, or write application_type = "web" for an app whose
# server keeps the secret.
module "client_a_secret_in_a_single_page_app" {
  source = "../../../modules/user-pool-client"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "a_secret_in_a_single_page_app"
  callback_urls    = ["https://app.example.com/callback"]
  application_type = "single-page"
  generate_secret  = true
}

# Rejected: clients.a_secret_in_a_native_app.generate_secret: a native app cannot keep a secret, because everyone who
# has the app can read it. Remove generate_secret, or write application_type = "web" for an app whose server keeps the
# secret.
module "client_a_secret_in_a_native_app" {
  source = "../../../modules/user-pool-client"

  user_pool_id     = "eu-west-1_AbCdEfGhI"
  name             = "a_secret_in_a_native_app"
  callback_urls    = ["https://app.example.com/callback"]
  application_type = "native"
  generate_secret  = true
}

# Rejected: clients.user_context_without_a_secret.enable_propagate_additional_user_context_data: Cognito accepts user
# context only from a client with a secret, and this one has none. Remove it, or write application_type = "web"
# without generate_secret for an app with a server.
module "client_user_context_without_a_secret" {
  source = "../../../modules/user-pool-client"

  user_pool_id                                  = "eu-west-1_AbCdEfGhI"
  name                                          = "user_context_without_a_secret"
  callback_urls                                 = ["https://app.example.com/callback"]
  generate_secret                               = false
  enable_propagate_additional_user_context_data = true
}

# Rejected: clients.a_flow_that_cognito_does_not_know.explicit_auth_flows: "ALLOW_PASSWORD_AUTH" is not a sign-in
# flow. Use ALLOW_ADMIN_USER_PASSWORD_AUTH, ALLOW_CUSTOM_AUTH, ALLOW_USER_AUTH, ALLOW_USER_PASSWORD_AUTH,
# ALLOW_USER_SRP_AUTH.
module "client_an_unknown_flow" {
  source = "../../../modules/user-pool-client"

  user_pool_id        = "eu-west-1_AbCdEfGhI"
  name                = "a_flow_that_cognito_does_not_know"
  callback_urls       = ["https://app.example.com/callback"]
  explicit_auth_flows = ["ALLOW_PASSWORD_AUTH"]
}

# Rejected: clients.a_client_without_identity_providers.supported_identity_providers: the list is empty, so no user
# can sign in. Write ["COGNITO"] for users of the pool, the names of other providers, or both.
module "client_a_client_without_identity_providers" {
  source = "../../../modules/user-pool-client"

  user_pool_id                 = "eu-west-1_AbCdEfGhI"
  name                         = "a_client_without_identity_providers"
  callback_urls                = ["https://app.example.com/callback"]
  supported_identity_providers = []
}

# Rejected: clients.an_identity_provider_name_of_33_characters.supported_identity_providers:
# "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" is not a provider name of 1 to 32 characters. Write "COGNITO" or the name of an
# identity provider of the pool.
module "client_an_identity_provider_name_of_33_characters" {
  source = "../../../modules/user-pool-client"

  user_pool_id                 = "eu-west-1_AbCdEfGhI"
  name                         = "an_identity_provider_name_of_33_characters"
  callback_urls                = ["https://app.example.com/callback"]
  supported_identity_providers = ["${join("", [for n in range(33) : "a"])}"]
}

# Rejected: clients.an_unknown_answer_to_unknown_users.prevent_user_existence_errors: Cognito does not know
# "DISABLED". Write "ENABLED", or "LEGACY" to return different errors for an unknown user and a wrong password.
module "client_an_unknown_answer_to_unknown_users" {
  source = "../../../modules/user-pool-client"

  user_pool_id                  = "eu-west-1_AbCdEfGhI"
  name                          = "an_unknown_answer_to_unknown_users"
  callback_urls                 = ["https://app.example.com/callback"]
  prevent_user_existence_errors = "DISABLED"
}
