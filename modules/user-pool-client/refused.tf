# What the preconditions in main.tf quote: of each list, what is wrong with it.

# The lists without their nulls, which most functions fail on. What the resource
# gets is not filtered: one entry that is known only after apply would hide the
# whole list until then.
locals {
  lists = {
    callback_urls                = var.callback_urls
    logout_urls                  = var.logout_urls
    scopes                       = local.scopes
    supported_identity_providers = var.supported_identity_providers
    explicit_auth_flows          = var.explicit_auth_flows
    read_attributes              = var.read_attributes == null ? [] : tolist(var.read_attributes)
    write_attributes             = var.write_attributes == null ? [] : tolist(var.write_attributes)
  }
  lists_with_null = [for name, list in local.lists : name if anytrue([for item in list : item == null])]
  filled          = { for name, list in local.lists : name => [for item in list : item if item != null] }
}

locals {
  system_scopes = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"]
  openid_scopes = [for scope in local.filled.scopes : scope if contains(["email", "phone", "profile"], scope)]
  user_scopes   = [for scope in local.filled.scopes : scope if contains(local.system_scopes, scope)]

  # Cognito applies the same rules to both lists.
  urls = distinct(concat(local.filled.callback_urls, local.filled.logout_urls))

  # Cognito compares URLs letter for letter, and a browser writes the scheme in
  # lower case. A scheme of an app's own is left alone.
  capital_urls = [for url in local.urls : url if can(regex("(?i)^https?://", url)) && !can(regex("^https?://", url))]

  # The browser would not be sent anywhere, or would run the code in the URL.
  script_schemes = ["javascript", "data", "vbscript"]

  # RFC 8252 section 7.3 names the loopback addresses; Cognito takes http on
  # these alone: "cannot use the HTTP protocol".
  plain_http_urls = [for url in local.urls : url if can(regex("^http://[^/?#]", url))
  && !can(regex("^http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]+)?([/?#]|$)", url))]

  # A scheme of an app's own (RFC 8252 section 7.1) is taken too.
  unusable_urls = [for url in local.urls : url if !contains(concat(local.plain_http_urls, local.capital_urls), url) && !anytrue([
    can(regex("^https?://[^/?#]", url)),
    can(regex("^[a-zA-Z][a-zA-Z0-9+.-]*:/", url)) && !can(regex("(?i)^(https?|${join("|", local.script_schemes)}):", url)),
  ])]

  # RFC 6749 section 3.1.2: a redirection endpoint has no fragment. "Cannot use
  # fragment".
  fragment_urls = [for url in local.urls : url if strcontains(url, "#")]

  # RedirectUrlType: no whitespace, no control characters, 1024 characters.
  spaced_urls = [for url in local.urls : url if !can(regex("^[\\pL\\pM\\pS\\pN\\pP]*$", url))]
  long_urls   = [for url in local.urls : url if length(url) > 1024]

  # Cognito takes the text, and compares it letter for letter.
  wildcard_urls = [for url in local.urls : url if can(regex("^[^?#]*\\*", url))]

  # The provider has sets: a second entry would vanish without a word.
  repeated = {
    for name in ["callback_urls", "logout_urls", "scopes"] :
    name => distinct([for index, item in local.filled[name] : item if index(local.filled[name], item) != index])
  }

  # ScopeType, and ResourceServerScopeType for the part after the last slash.
  unknown_scopes = [for scope in local.filled.scopes : scope if scope != "offline_access" && !anytrue([
    contains(local.system_scopes, scope),
    can(regex("^[\\x21\\x23-\\x5B\\x5D-\\x7E]+/[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+$", scope)) && length(scope) <= 256,
  ])]

  # Developer guide, "Attribute permissions and scopes": an ID token has what the
  # client may read, and no more. Of the scopes that are there by default the
  # caller did not say that they give something.
  scope_attributes = { email = ["email", "email_verified"], phone = ["phone_number", "phone_number_verified"] }
  unreadable_scopes = [for scope, attributes in local.scope_attributes : scope
    if var.scopes != null && var.read_attributes != null && contains(local.filled.scopes, scope)
  && !anytrue([for attribute in attributes : contains(local.filled.read_attributes, attribute)])]

  unknown_units  = { for token, life in local.lifetimes : token => life if !contains(keys(local.unit_seconds), life.unit) }
  known_lives    = { for token, life in local.lifetimes : token => merge(life, { seconds = local.lifetime_seconds[token] }) if !contains(keys(local.unknown_units), token) }
  broken_lives   = { for token, life in local.known_lives : token => life if floor(life.validity) != life.validity }
  outside_limits = { for token, life in local.known_lives : token => life if life.seconds < life.minimum || life.seconds > life.maximum }

  # CreateUserPoolClient: "Access and Id Token expiration times must be less
  # than or equal to refresh token expiration times."
  outliving = { for token, life in local.known_lives : token => life
  if token != "refresh" && contains(keys(local.known_lives), "refresh") && life.seconds > try(local.known_lives["refresh"].seconds, 0) }

  refresh_set = [for field, value in var.refresh : "refresh.${field}" if value != null]
  sign_in_set = compact([
    length(var.callback_urls) > 0 ? "callback_urls" : "",
    length(var.logout_urls) > 0 ? "logout_urls" : "",
    var.default_redirect_uri != null ? "default_redirect_uri" : "",
    length(var.explicit_auth_flows) > 0 ? "explicit_auth_flows" : "",
    var.supported_identity_providers != tolist(["COGNITO"]) ? "supported_identity_providers" : "",
  ])

  flows = [
    "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "ALLOW_CUSTOM_AUTH",
    "ALLOW_USER_AUTH",
    "ALLOW_USER_PASSWORD_AUTH",
    "ALLOW_USER_SRP_AUTH",
  ]

  # ExplicitAuthFlowsType: "ALLOW_ADMIN_USER_PASSWORD_AUTH … replaces
  # ADMIN_NO_SRP_AUTH".
  legacy_flows = {
    ADMIN_NO_SRP_AUTH     = "ALLOW_ADMIN_USER_PASSWORD_AUTH"
    CUSTOM_AUTH_FLOW_ONLY = "ALLOW_CUSTOM_AUTH"
    USER_PASSWORD_AUTH    = "ALLOW_USER_PASSWORD_AUTH"
  }
  legacy_flows_set = [for flow in local.filled.explicit_auth_flows : flow if contains(keys(local.legacy_flows), flow)]
  unknown_flows = [for flow in local.filled.explicit_auth_flows : flow
  if !contains(concat(local.flows, keys(local.legacy_flows), ["ALLOW_REFRESH_TOKEN_AUTH"]), flow)]

  long_identity_providers = [for provider in local.filled.supported_identity_providers : provider if length(provider) < 1 || length(provider) > 32]

  # Developer guide, "Working with user attributes".
  standard_attributes = [
    "address", "birthdate", "email", "email_verified", "family_name", "gender", "given_name", "identities", "locale",
    "middle_name", "name", "nickname", "phone_number", "phone_number_verified", "picture", "preferred_username",
    "profile", "sub", "updated_at", "website", "zoneinfo", "oidc:profile",
  ]

  # CustomAttributeNameType: 1 to 20 characters.
  attributes_set = setunion(local.filled.read_attributes, local.filled.write_attributes)
  unknown_attributes = [for attribute in local.attributes_set : attribute
  if !contains(local.standard_attributes, attribute) && !can(regex("^(dev:)?custom:[\\pL\\pM\\pS\\pN\\pP]{1,20}$", attribute))]

  # "Invalid write attributes specified while creating a client".
  unwritable_attributes = setintersection(local.filled.write_attributes, ["sub", "email_verified", "phone_number_verified"])
}
