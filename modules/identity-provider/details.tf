locals {
  facebook_api_version = coalesce(var.facebook_api_version, "v17.0")

  # The details of each type, in the spelling of CreateIdentityProvider. The
  # details of the social types include what Cognito adds by itself ("Describe
  # response" there): a configuration without them would show a change in every
  # plan. No condition here depends on client_secret, because a plan would then
  # hide all details.
  details = {
    OIDC = merge(local.oidc_urls, {
      client_id                 = var.client_id
      client_secret             = var.client_secret
      authorize_scopes          = local.scopes
      oidc_issuer               = try(var.oidc.issuer, null)
      attributes_request_method = try(var.oidc.attributes_request_method, null)
    })

    # Cognito returns the three switches only if they were sent, so they are
    # always sent.
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

    # Sensitive as a whole: when the provider is replaced, Terraform would print
    # the key, because an ignored detail loses its sensitive mark.
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

  # Facebook separates scopes by commas, all others by spaces.
  scopes = join(var.type == "Facebook" ? "," : " ", [for scope in var.authorize_scopes : scope == null ? "" : scope])

  # Cognito does not return the URLs that it finds by discovery.
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

  # The claim that Cognito maps to username if the mapping has none (developer
  # guide, "Mapping IdP attributes"). For SAML it uses NameID and adds nothing.
  username_source = {
    OIDC            = "sub"
    Google          = "sub"
    Facebook        = "id"
    LoginWithAmazon = "user_id"
    SignInWithApple = "sub"
  }

  # Never null: the provider omits a null mapping, and Cognito keeps the old one.
  default_mapping   = { for type, source in local.username_source : "username" => source if type == var.type }
  attribute_mapping = merge(local.default_mapping, var.attribute_mapping)
}
