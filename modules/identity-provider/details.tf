locals {
  facebook_api_version = coalesce(var.facebook_api_version, "v17.0")

  # One set of details a type, each with the spelling of CreateIdentityProvider.
  # Those of the social types hold what Cognito answers ("Describe response"
  # there): left out they would come back all the same, and show as a change.
  # No condition here depends on client_secret, or a plan would hide them all.
  details = {
    OIDC = merge(local.oidc_urls, {
      client_id                 = var.client_id
      client_secret             = var.client_secret
      authorize_scopes          = local.scopes
      oidc_issuer               = try(var.oidc.issuer, null)
      attributes_request_method = try(var.oidc.attributes_request_method, null)
    })

    # Without the three switches Cognito answers without them; with them it
    # answers as it was told, so they are always sent.
    SAML = merge(local.saml_details, {
      IDPSignout         = tostring(try(var.saml.sign_out, false))
      IDPInit            = tostring(try(var.saml.idp_initiated, false))
      EncryptedResponses = tostring(try(var.saml.encrypted_responses, false))
    })

    Google = {
      client_id        = var.client_id
      client_secret    = var.client_secret
      authorize_scopes = local.scopes
      authorize_url    = "https://accounts.google.com/o/oauth2/v2/auth"
      token_url        = "https://www.googleapis.com/oauth2/v4/token"
      attributes_url   = "https://people.googleapis.com/v1/people/me?personFields="
      oidc_issuer      = "https://accounts.google.com"
    }

    Facebook = {
      client_id        = var.client_id
      client_secret    = var.client_secret
      authorize_scopes = local.scopes
      api_version      = local.facebook_api_version
      authorize_url    = "https://www.facebook.com/${local.facebook_api_version}/dialog/oauth"
      token_url        = "https://graph.facebook.com/${local.facebook_api_version}/oauth/access_token"
      attributes_url   = "https://graph.facebook.com/${local.facebook_api_version}/me?fields="
    }

    LoginWithAmazon = {
      client_id        = var.client_id
      client_secret    = var.client_secret
      authorize_scopes = local.scopes
      authorize_url    = "https://www.amazon.com/ap/oa"
      token_url        = "https://api.amazon.com/auth/o2/token"
      attributes_url   = "https://api.amazon.com/user/profile"
    }

    # Hidden as a whole: when the provider is replaced, Terraform would print
    # the key, since a detail that is ignored loses its sensitive mark there.
    SignInWithApple = sensitive({
      client_id        = var.client_id
      private_key      = var.client_secret
      team_id          = try(var.apple.team_id, null)
      key_id           = try(var.apple.key_id, null)
      authorize_scopes = local.scopes
      authorize_url    = "https://appleid.apple.com/auth/authorize"
      token_url        = "https://appleid.apple.com/auth/token"
      oidc_issuer      = "https://appleid.apple.com"
    })
  }

  provider_details = contains(keys(local.details), var.type) ? local.details[var.type] : {}

  # Facebook's are told apart by commas, all others' by spaces.
  scopes = join(var.type == "Facebook" ? "," : " ", [for scope in var.authorize_scopes : scope == null ? "" : scope])

  # Those that discovery finds are not among what Cognito answers.
  oidc_urls = {
    for key in ["authorize_url", "token_url", "attributes_url", "jwks_uri"] : key => var.oidc[key]
    if try(var.oidc[key], null) != null
  }

  saml_details = {
    for key, argument in {
      MetadataURL             = "metadata_url"
      MetadataFile            = "metadata_file"
      RequestSigningAlgorithm = "request_signing_algorithm"
    } : key => var.saml[argument]
    if try(var.saml[argument], null) != null
  }

  # What Cognito derives a user name from, which it adds to every mapping that
  # has no username (developer guide, "Mapping IdP attributes"). For SAML,
  # NameID, it adds nothing.
  username_source = {
    OIDC            = "sub"
    Google          = "sub"
    Facebook        = "id"
    LoginWithAmazon = "user_id"
    SignInWithApple = "sub"
  }

  # Never null, which would keep what was there.
  attribute_mapping = merge({ for type, source in local.username_source : "username" => source if type == var.type }, var.attribute_mapping)
}

# What the preconditions of main.tf ask about.
locals {
  social_types = ["Google", "Facebook", "LoginWithAmazon", "SignInWithApple"]

  # The object that a type needs; none for the last three.
  needs = {
    OIDC            = "oidc"
    SAML            = "saml"
    SignInWithApple = "apple"
    Google          = ""
    Facebook        = ""
    LoginWithAmazon = ""
  }

  given = {
    oidc  = var.oidc != null
    saml  = var.saml != null
    apple = var.apple != null
  }

  examples = {
    OIDC            = "oidc = { issuer = \"https://login.example.com\" }"
    SAML            = "saml = { metadata_url = \"https://login.example.com/metadata\" }"
    SignInWithApple = "apple = { team_id = \"TEAM123456\", key_id = \"KEY1234567\" }"
  }

  # Of an unknown type that alone is said: what it takes depends on the type.
  known_type = contains(keys(local.needs), var.type)

  foreign = !local.known_type ? [] : concat(
    [for object, given in local.given : object if given && try(local.needs[var.type], "") != object],
    var.type != "Facebook" ? [for given in [var.facebook_api_version] : "facebook_api_version" if given != null] : [],
    var.type == "SAML" ? [for given in [var.client_id] : "client_id" if given != null] : [],
    var.type == "SAML" && length(var.authorize_scopes) > 0 ? ["authorize_scopes"] : [],
  )

  usual_scopes = {
    OIDC            = ["openid", "email"]
    Google          = ["openid", "email", "profile"]
    Facebook        = ["public_profile", "email"]
    LoginWithAmazon = ["profile"]
    SignInWithApple = ["email", "name"]
  }

  malformed_scopes = distinct([
    for position, scope in var.authorize_scopes : coalesce(scope, "null")
    if !can(regex("^[\\x21\\x23-\\x2B\\x2D-\\x5B\\x5D-\\x7E]+$", scope)) || try(contains(slice(var.authorize_scopes, 0, position), scope), false)
  ])

  malformed_oidc_urls = { for key, url in local.oidc_urls : key => url if !can(regex("^https://[^\\s/?#:@]+(:443|:80)?([/?][^\\s#]*)?$", url)) }

  malformed_identifiers = distinct([
    for position, identifier in var.idp_identifiers : coalesce(identifier, "null")
    if !can(regex("^[\\w\\s+=.@-]{1,40}$", identifier)) || try(contains(slice(var.idp_identifiers, 0, position), identifier), false)
  ])

  # The standard attributes of a user pool but sub, which nobody can change.
  standard_attributes = [
    "address", "birthdate", "email", "email_verified", "family_name", "gender", "given_name", "locale", "middle_name", "name", "nickname",
    "phone_number", "phone_number_verified", "picture", "preferred_username", "profile", "updated_at", "website", "zoneinfo",
  ]

  unknown_attributes = [
    for target in keys(var.attribute_mapping) : target
    if !contains(concat(["username"], local.standard_attributes), target) && !can(regex("^custom:[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,20}$", target))
  ]
}
