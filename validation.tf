# The rules that concern several inputs: what one input refers to, another must
# declare. Cognito finds a violation only when it creates the client, or when the
# first user of an identity provider signs in. outputs.tf checks the rules.
#
# Each group is a local value of its own, so that an output depends only on the
# inputs that its own rules are about.
locals {
  client_errors            = [for rule in local.client_rules : "${rule.path}: ${rule.problem}. ${rule.fix}." if rule.broken]
  identity_provider_errors = [for rule in local.identity_provider_rules : "${rule.path}: ${rule.problem}. ${rule.fix}." if rule.broken]

  client_rules = flatten([for key, client in var.clients : [
    {
      broken  = length(local.undeclared_scopes[key]) > 0
      path    = "clients.${key}.scopes"
      problem = "no resource server declares ${jsonencode(local.undeclared_scopes[key])}"
      fix     = "Add it to resource_servers, as { \"IDENTIFIER\" = { scopes = { NAME = \"description\" } } }, or remove it here"
    },
    {
      broken  = length(local.undeclared_identity_providers[key]) > 0
      path    = "clients.${key}.supported_identity_providers"
      problem = "the pool has no identity provider ${jsonencode(local.undeclared_identity_providers[key])}"
      fix     = "Add it to identity_providers, or write COGNITO for the users of the pool"
    },
    {
      # "Invalid read attributes specified while creating a client".
      broken  = length(local.undeclared_client_attributes[key]) > 0
      path    = "clients.${key}"
      problem = "the pool has no attribute ${jsonencode(local.undeclared_client_attributes[key])}"
      fix     = "Add it to attributes, without custom:, or remove it from read_attributes and write_attributes"
    },
    {
      broken  = length(local.unwritable_mapped_attributes[key]) > 0
      path    = "clients.${key}.write_attributes"
      problem = "the client cannot write ${jsonencode(local.unwritable_mapped_attributes[key])}, so sign-in through its providers fails"
      fix     = "Add it to write_attributes"
    },
  ]])

  identity_provider_rules = concat(
    flatten([for name, provider in var.identity_providers : [
      {
        broken  = length(local.undeclared_mapped_attributes[name]) > 0
        path    = "identity_providers.${name}.attribute_mapping"
        problem = "the pool has no attribute ${jsonencode(local.undeclared_mapped_attributes[name])}"
        fix     = "Add it to attributes, without custom:, or remove it here"
      },
      {
        # "Specifying identity provider attribute mappings" in the developer
        # guide.
        broken  = length(local.immutable_mapped_attributes[name]) > 0
        path    = "identity_providers.${name}.attribute_mapping"
        problem = "${jsonencode(local.immutable_mapped_attributes[name])} cannot change, so the second sign-in of each user fails"
        fix     = "Remove it here, or for a new pool write mutable = true in attributes"
      },
      {
        # The same page: "a mapping must be present for each user pool attribute
        # that your user pool requires".
        broken  = length(local.unmapped_required_attributes[name]) > 0
        path    = "identity_providers.${name}.attribute_mapping"
        problem = "the pool requires ${jsonencode(local.unmapped_required_attributes[name])}, so sign-in through the provider fails"
        fix     = "Add it to attribute_mapping, or write required = false in attributes"
      },
    ]]),
    [for identifier in local.repeated_identifiers : {
      broken  = true
      path    = "identity_providers"
      problem = "\"${identifier}\" is in idp_identifiers of more than one provider"
      fix     = "Write it for one of them"
    }],
    [for name in local.secrets_without_provider : {
      broken  = true
      path    = "identity_provider_secrets"
      problem = "\"${name}\" is not a key of identity_providers"
      fix     = "Write the same key in both"
    }],
  )
}

# The values that the rules test and quote.
locals {
  declared_scopes = flatten([
    for identifier, server in var.resource_servers : [for scope in keys(server.scopes) : "${identifier}/${scope}"]
  ])

  # A scope with a slash belongs to a resource server.
  # The scope of dynamic client registration, which no resource server declares
  # (developer guide, "Dynamic client registration").
  registration_scope = "aws.cognito/dcr/register"

  undeclared_scopes = { for key, client in var.clients : key => setsubtract(
    [for scope in coalesce(client.scopes, []) : scope if strcontains(scope, "/") && scope != local.registration_scope],
    local.declared_scopes,
  ) }

  undeclared_identity_providers = { for key, client in var.clients : key => setsubtract(
    client.supported_identity_providers,
    concat(["COGNITO"], keys(var.identity_providers)),
  ) }

  declared_custom_attributes = [for name in keys(var.attributes) : "custom:${name}"]

  undeclared_client_attributes = { for key, client in var.clients : key => setsubtract(
    [
      for name in setunion(coalesce(client.read_attributes, []), coalesce(client.write_attributes, [])) : name
      if startswith(name, "custom:")
    ],
    local.declared_custom_attributes,
  ) }

  undeclared_mapped_attributes = { for name, provider in var.identity_providers : name => setsubtract(
    [for attribute in keys(provider.attribute_mapping) : attribute if startswith(attribute, "custom:")],
    local.declared_custom_attributes,
  ) }

  # A sign-in without a value for one of them fails.
  unmapped_required_attributes = { for name, provider in var.identity_providers : name => setsubtract(
    [for attribute, declared in var.attributes : attribute if declared.required],
    keys(provider.attribute_mapping),
  ) }

  # The second sign-in writes the attributes again.
  immutable_mapped_attributes = { for name, provider in var.identity_providers : name => [
    for attribute in keys(provider.attribute_mapping) : attribute
    if !try(var.attributes[trimprefix(attribute, "custom:")].mutable, true)
  ] }

  # A sign-in writes every mapped attribute, and fails if the client may not
  # ("Specifying identity provider attribute mappings" in the developer guide).
  # Cognito itself writes email_verified and phone_number_verified.
  mapped_attributes = { for key, client in var.clients : key => flatten([
    for name, provider in var.identity_providers :
    setsubtract(keys(provider.attribute_mapping), ["username", "email_verified", "phone_number_verified"])
    if contains(client.supported_identity_providers, name)
  ]) }
  unwritable_mapped_attributes = { for key, client in var.clients : key => setsubtract(
    client.write_attributes == null ? toset([]) : local.mapped_attributes[key],
    coalesce(client.write_attributes, []),
  ) }

  identifiers = flatten([for provider in values(var.identity_providers) : provider.idp_identifiers])
  repeated_identifiers = distinct([
    for identifier in local.identifiers : identifier
    if length([for other in local.identifiers : other if other == identifier]) > 1
  ])

  rotating_clients = [for key, client in module.user_pool_client : key if client.refresh_contract.rotation]

  secrets_without_provider = setsubtract(nonsensitive(keys(var.identity_provider_secrets)), keys(var.identity_providers))
}
