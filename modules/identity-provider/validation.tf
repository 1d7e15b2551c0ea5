# The rules that an identity provider must obey, because Cognito or the provider
# would reject it at apply, or because no user could sign in through it. They are
# preconditions and not validations of the variables: a precondition can name the
# identity provider, and reports all errors at once. Each rule has its message
# tested in test/testdata/rejected.

locals {
  # The path of this provider's input, which begins each message.
  input = "identity_providers.${var.name}"

  errors = {
    for group, rules in local.rules : group => [
      for rule in rules : "${local.input}.${rule.path}: ${rule.problem}. ${rule.fix}." if rule.broken
    ]
  }

  rules = {
    provider = concat(
      [
        {
          broken  = !local.known_type
          path    = "type"
          problem = "\"${var.type}\" is not a type of identity provider"
          fix     = "Write OIDC, SAML, Google, Facebook, LoginWithAmazon or SignInWithApple"
        },
        {
          # CreateIdentityProvider, ProviderName.
          broken  = length(var.name) > 32 || !can(regex("^[^_\\p{Z}][\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}][^_\\p{Z}]+$", var.name))
          path    = "name"
          problem = "\"${var.name}\" is not a provider name"
          fix     = "Use 3 to 32 characters without spaces, an underscore only as the second, for example \"corporate-login\""
        },
        {
          # "Provider X cannot be of type Google."
          broken  = contains(local.social_types, var.type) && var.name != var.type
          path    = "name"
          problem = "a provider of type ${var.type} must have the name \"${var.type}\""
          fix     = "Rename it"
        },
        {
          broken = (
            local.known_type && !contains(local.social_types, var.type) &&
            contains(concat(local.social_types, ["COGNITO"]), var.name)
          )
          path    = "name"
          problem = "Cognito reserves the name ${var.name}"
          fix     = "Use another name for a provider of type ${var.type}"
        },
        {
          broken  = !try(local.given[local.needs[var.type]], true)
          path    = try(local.needs[var.type], "")
          problem = "a provider of type ${var.type} requires this object"
          fix     = "Write ${try(local.examples[var.type], "")}"
        },
      ],
      [for path in local.foreign : {
        broken  = true
        path    = path
        problem = "a provider of type ${var.type} does not accept it"
        fix     = "Remove it, or change the type"
      }],
    )

    account = [
      {
        broken  = local.known_type && var.type != "SAML" && try(length(var.client_id), 0) == 0
        path    = "client_id"
        problem = "a provider of type ${var.type} requires it"
        fix     = "Write the client id that the provider gave to the user pool"
      },
      {
        # "clientId, privateKey, teamId, and keyId are all required idp details."
        broken  = var.apple != null && (try(length(var.apple.team_id), 0) == 0 || try(length(var.apple.key_id), 0) == 0)
        path    = "apple"
        problem = "team_id and key_id are both required"
        fix     = "Write the ids that Apple's developer account shows"
      },
      {
        broken  = var.facebook_api_version != null && !can(regex("^v[0-9]+\\.[0-9]+$", var.facebook_api_version))
        path    = "facebook_api_version"
        problem = "\"${coalesce(var.facebook_api_version, "null")}\" is not a version of the Graph API"
        fix     = "Write for example \"v17.0\""
      },
    ]

    # Whether there is a secret is not sensitive. The messages do not depend on it,
    # because Terraform would then withhold them.
    secret = [
      {
        broken  = local.known_type && var.type != "SAML" && !local.has_secret
        path    = "client_secret"
        problem = "the ${var.type == "SignInWithApple" ? "private key" : "client secret"} is missing"
        fix     = "Write it under this name in identity_provider_secrets of the root module, or as client_secret of this module"
      },
      {
        broken  = var.type == "SAML" && local.sets_secret
        path    = "client_secret"
        problem = "a provider of type SAML has no secret"
        fix     = "Remove it"
      },
    ]

    scopes = [
      {
        broken  = local.known_type && var.type != "SAML" && length(var.authorize_scopes) == 0
        path    = "authorize_scopes"
        problem = "the list is empty, and Cognito requires scopes for a provider of type ${var.type}"
        fix     = "Write for example ${try(jsonencode(local.usual_scopes[var.type]), "[\"openid\", \"email\"]")}"
      },
      {
        broken  = length(local.malformed_scopes) > 0
        path    = "authorize_scopes"
        problem = "\"${join("\", \"", local.malformed_scopes)}\" is not one scope, or is in the list twice"
        fix     = "Write each scope once, as an entry of its own, without spaces and commas"
      },
      {
        # Without openid the provider returns no ID token.
        broken  = var.type == "OIDC" && length(var.authorize_scopes) > 0 && !contains(var.authorize_scopes, "openid")
        path    = "authorize_scopes"
        problem = "an OIDC provider returns no attributes of a user without the scope openid"
        fix     = "Add \"openid\""
      },
    ]

    oidc = concat(
      [
        {
          # The developer guide: https, port 443 or 80, no slash at the end.
          broken  = var.oidc != null && !can(regex("^https://[^\\s/?#:@]+(:443|:80)?(/[^\\s?#]*[^\\s?#/])?$", var.oidc.issuer))
          path    = "oidc.issuer"
          problem = "\"${try(coalesce(var.oidc.issuer, "null"), "")}\" is not an issuer that Cognito accepts"
          fix     = "Use https://, no port except 443 and 80, and no slash at the end, for example \"https://login.example.com\""
        },
        {
          broken  = var.oidc != null && !try(contains(["GET", "POST"], var.oidc.attributes_request_method), false)
          path    = "oidc.attributes_request_method"
          problem = "\"${try(coalesce(var.oidc.attributes_request_method, "null"), "")}\" is not a method that Cognito uses"
          fix     = "Write GET or POST"
        },
      ],
      [for key, url in local.oidc_urls : {
        broken  = !can(regex("^https://[^\\s/?#:@]+(:443|:80)?([/?][^\\s#]*)?$", url))
        path    = "oidc.${key}"
        problem = "\"${url}\" is not a URL that Cognito accepts"
        fix     = "Use https:// and no port except 443 and 80, or remove it if the issuer has a discovery document"
      }],
    )

    saml = [
      {
        # "Only one of the MetadataURL or MetadataFile should be provided."
        broken  = var.saml != null && try(var.saml.metadata_url, null) == null && try(var.saml.metadata_file, null) == null
        path    = "saml"
        problem = "neither metadata_url nor metadata_file is set"
        fix     = "Write one of them, for example saml = { metadata_url = \"https://login.example.com/metadata\" }"
      },
      {
        broken  = try(var.saml.metadata_url, null) != null && try(var.saml.metadata_file, null) != null
        path    = "saml"
        problem = "metadata_url and metadata_file are both set"
        fix     = "Write one of them, for example saml = { metadata_url = \"https://login.example.com/metadata\" }"
      },
      {
        # The metadata contain the keys that responses are verified with.
        broken  = try(var.saml.metadata_url, null) != null && !can(regex("^https://[^\\s/]+", var.saml.metadata_url))
        path    = "saml.metadata_url"
        problem = "\"${try(coalesce(var.saml.metadata_url, ""), "")}\" is not an https URL"
        fix     = "Write a URL that begins with https://"
      },
      {
        broken  = try(var.saml.metadata_file, null) != null && !can(regex("<([\\w-]+:)?EntityDescriptor[\\s>]", var.saml.metadata_file))
        path    = "saml.metadata_file"
        problem = "the text is not a SAML metadata document, because it has no EntityDescriptor"
        fix     = "Write the XML itself, for example file(\"metadata.xml\"), and not the name of the file"
      },
      {
        # CreateIdentityProvider names this algorithm alone.
        broken = (
          try(var.saml.request_signing_algorithm, null) != null &&
          try(var.saml.request_signing_algorithm, null) != "rsa-sha256"
        )
        path    = "saml.request_signing_algorithm"
        problem = "\"${try(coalesce(var.saml.request_signing_algorithm, ""), "")}\" is not an algorithm that Cognito supports"
        fix     = "Write rsa-sha256, or remove it for unsigned requests"
      },
    ]

    mapping = concat(
      [
        {
          # CreateIdentityProvider, IdpIdentifiers.
          broken  = length(var.idp_identifiers) > 50
          path    = "idp_identifiers"
          problem = "the list has ${length(var.idp_identifiers)} entries, and Cognito accepts at most 50"
          fix     = "Remove some"
        },
        {
          broken  = length(local.malformed_identifiers) > 0
          path    = "idp_identifiers"
          problem = "\"${join("\", \"", local.malformed_identifiers)}\" is not an identifier, or is in the list twice"
          fix     = "Use 1 to 40 letters, digits, spaces and _ + = . @ -, each identifier once, for example \"example.com\""
        },
        {
          broken  = length(local.unknown_attributes) > 0
          path    = "attribute_mapping"
          problem = "\"${join("\", \"", local.unknown_attributes)}\" is not an attribute that Cognito can write"
          fix     = "Use username, a standard attribute such as email, or custom:NAME with a NAME of at most 20 characters"
        },
      ],
      [for target, source in var.attribute_mapping : {
        broken  = try(length(source), 0) == 0
        path    = "attribute_mapping"
        problem = "\"${target}\" has no attribute of the provider"
        fix     = "Write one, or remove \"${target}\""
      }],
    )
  }
}

# The values that the rules test and quote.
locals {
  social_types = ["Google", "Facebook", "LoginWithAmazon", "SignInWithApple"]

  # The object that a type requires; the last three types require none.
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

  # For an unknown type, the other rules do not apply: they depend on the type.
  known_type = contains(keys(local.needs), var.type)

  sets_secret = nonsensitive(var.client_secret != null)
  has_secret  = nonsensitive(try(length(var.client_secret), 0) > 0)

  # Arguments that are set but belong to another type. A conditional, unlike &&,
  # is known if its condition is, even if the argument is unknown until apply.
  foreign = [for path, foreign in merge(
    { for object, given in local.given : object => given && try(local.needs[var.type], "") != object },
    {
      facebook_api_version = var.type != "Facebook" ? var.facebook_api_version != null : false
      client_id            = var.type == "SAML" ? var.client_id != null : false
      authorize_scopes     = var.type == "SAML" ? length(var.authorize_scopes) > 0 : false
    },
  ) : path if local.known_type && foreign]

  usual_scopes = {
    OIDC            = ["openid", "email"]
    Google          = ["openid", "email", "profile"]
    Facebook        = ["public_profile", "email"]
    LoginWithAmazon = ["profile"]
    SignInWithApple = ["email", "name"]
  }

  malformed_scopes = distinct([
    for position, scope in var.authorize_scopes : coalesce(scope, "null")
    if anytrue([
      !can(regex("^[\\x21\\x23-\\x2B\\x2D-\\x5B\\x5D-\\x7E]+$", scope)),
      try(contains(slice(var.authorize_scopes, 0, position), scope), false),
    ])
  ])

  malformed_identifiers = distinct([
    for position, identifier in var.idp_identifiers : coalesce(identifier, "null")
    if anytrue([
      !can(regex("^[\\w\\s+=.@-]{1,40}$", identifier)),
      try(contains(slice(var.idp_identifiers, 0, position), identifier), false),
    ])
  ])

  # The attributes that a mapping can write. sub is not one of them: it never
  # changes.
  writable_attributes = concat(keys(local.standard_attributes), ["username", "email_verified", "phone_number_verified"])

  unknown_attributes = [
    for target in keys(var.attribute_mapping) : target
    if !contains(local.writable_attributes, target) && !can(regex("^custom:[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,20}$", target))
  ]
}
