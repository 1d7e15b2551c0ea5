# The values that the rules in validation.tf test and quote.

# Lists without their nulls, because most functions fail on a null. The resource
# gets the unfiltered lists: in a filtered list, one entry that is unknown until
# apply would make the whole list unknown.
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

  # The provider turns these lists into sets, which silently drop a second entry.
  repeated = {
    for name in ["callback_urls", "logout_urls", "scopes"] :
    name => distinct([for index, item in local.filled[name] : item if index(local.filled[name], item) != index])
  }
}

locals {
  # Cognito applies the same rules to both lists.
  urls = distinct(concat(local.filled.callback_urls, local.filled.logout_urls))

  # A browser writes the scheme in lower case. An app's own scheme is left alone.
  capital_urls = [for url in local.urls : url if can(regex("(?i)^https?://", url)) && !can(regex("^https?://", url))]

  # RFC 8252 section 7.3 names the loopback addresses; Cognito accepts http for
  # these alone: "cannot use the HTTP protocol".
  plain_http_urls = [
    for url in local.urls : url
    if can(regex("^http://[^/?#]", url)) && !can(regex("^http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]+)?([/?#]|$)", url))
  ]

  # A browser would not open these URLs, or would run the code in them.
  script_schemes = ["javascript", "data", "vbscript"]

  # Cognito also accepts an app's own scheme (RFC 8252 section 7.1).
  unusable_urls = [
    for url in local.urls : url
    if !contains(concat(local.plain_http_urls, local.capital_urls), url) && !anytrue([
      can(regex("^https?://[^/?#]", url)),
      can(regex("^[a-zA-Z][a-zA-Z0-9+.-]*:/", url)) && !can(regex("(?i)^(https?|${join("|", local.script_schemes)}):", url)),
    ])
  ]

  url_rules = [
    {
      urls    = local.capital_urls
      problem = "has its scheme in capital letters; browsers write it in lower case, and Cognito compares URLs character for character"
      fix     = "Write https:// or http://"
    },
    {
      urls    = local.plain_http_urls
      problem = "is plain http, which Cognito accepts only for localhost, 127.0.0.1 and [::1]"
      fix     = "Write https, or for example http://localhost:3000/callback"
    },
    {
      urls    = local.unusable_urls
      problem = "is not an absolute URL that a browser can open"
      fix     = "Write https://…, http://localhost:3000/callback, or an app's own scheme such as myapp://callback"
    },
    {
      # RFC 6749 section 3.1.2: a redirection endpoint has no fragment. "Cannot
      # use fragment".
      urls    = [for url in local.urls : url if strcontains(url, "#")]
      problem = "has a #fragment, which Cognito rejects"
      fix     = "Remove the fragment: a browser never sends it to the app's server"
    },
    {
      # RedirectUrlType: no whitespace, no control characters.
      urls    = [for url in local.urls : url if !can(regex("^[\\pL\\pM\\pS\\pN\\pP]*$", url))]
      problem = "has a space or a control character, which Cognito rejects"
      fix     = "Write a space inside a URL as %20"
    },
    {
      # Cognito accepts the text, and compares it character for character.
      urls    = [for url in local.urls : url if can(regex("^[^?#]*\\*", url))]
      problem = "has a *, but Cognito compares URLs character for character, so no request can match"
      fix     = "Write each URL in full"
    },
  ]

  system_scopes = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"]
  openid_scopes = [for scope in local.filled.scopes : scope if contains(["email", "phone", "profile"], scope)]
  user_scopes   = [for scope in local.filled.scopes : scope if contains(local.system_scopes, scope)]

  # ScopeType, and ResourceServerScopeType for the part after the last slash.
  unknown_scopes = [for scope in local.filled.scopes : scope if scope != "offline_access" && !anytrue([
    contains(local.system_scopes, scope),
    can(regex("^[\\x21\\x23-\\x5B\\x5D-\\x7E]+/[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+$", scope)) && length(scope) <= 256,
  ])]

  # Developer guide, "Attribute permissions and scopes": an ID token contains only
  # attributes that the client can read. This does not apply to default scopes,
  # which the caller did not write.
  scope_attributes = { email = ["email", "email_verified"], phone = ["phone_number", "phone_number_verified"] }
  unreadable_scopes = [
    for scope, attributes in local.scope_attributes : scope
    if var.scopes != null && var.read_attributes != null && contains(local.filled.scopes, scope)
    && !anytrue([for attribute in attributes : contains(local.filled.read_attributes, attribute)])
  ]

  unreadable_attributes = [for scope in local.unreadable_scopes : local.scope_attributes[scope][0]]

  # The lifetimes with a known unit, in seconds, and as a whole number of minutes
  # or seconds for the message about fractions.
  known_lives = {
    for token, life in local.lifetimes : token => merge(life, {
      seconds = local.lifetime_seconds[token]
      whole = {
        validity = local.lifetime_seconds[token] % 60 == 0 ? local.lifetime_seconds[token] / 60 : ceil(local.lifetime_seconds[token])
        unit     = local.lifetime_seconds[token] % 60 == 0 ? "minutes" : "seconds"
      }
    }) if contains(keys(local.unit_seconds), life.unit)
  }

  refresh_seconds = coalesce(local.lifetime_seconds.refresh, 0)
  grace_period    = local.refresh.retry_grace_period_seconds

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
  unknown_flows = [
    for flow in local.filled.explicit_auth_flows : flow
    if !contains(concat(local.flows, keys(local.legacy_flows), ["ALLOW_REFRESH_TOKEN_AUTH"]), flow)
  ]

  long_identity_providers = [
    for provider in local.filled.supported_identity_providers : provider if length(provider) < 1 || length(provider) > 32
  ]

  # Developer guide, "Working with user attributes". Cognito sets the attributes
  # that a schema cannot declare.
  known_attributes = concat(keys(local.standard_attributes), [
    "email_verified", "identities", "phone_number_verified", "sub", "oidc:profile",
  ])

  # CustomAttributeNameType: 1 to 20 characters.
  unknown_attributes = { for list in ["read_attributes", "write_attributes"] : list => [
    for attribute in local.filled[list] : attribute
    if !contains(local.known_attributes, attribute) && !can(regex("^(dev:)?custom:[\\pL\\pM\\pS\\pN\\pP]{1,20}$", attribute))
  ] }
  unwritable_attributes = setintersection(local.filled.write_attributes, ["sub", "email_verified", "phone_number_verified"])
}
