# What one input names, another must declare. Cognito finds out when it creates
# the client, or worse, when the first user of an identity provider signs in.
# outputs.tf refuses whatever is found here.

locals {
  declared_scopes = flatten([
    for identifier, server in var.resource_servers : [for scope in keys(server.scopes) : "${identifier}/${scope}"]
  ])

  # A scope with a slash belongs to a resource server.
  undeclared_scopes = { for key, client in var.clients : key => setsubtract(
    [for scope in coalesce(client.scopes, []) : scope if strcontains(scope, "/")],
    local.declared_scopes,
  ) }

  undeclared_identity_providers = { for key, client in var.clients : key => setsubtract(
    client.supported_identity_providers,
    concat(["COGNITO"], keys(var.identity_providers)),
  ) }

  declared_custom_attributes = [for name in keys(var.attributes) : "custom:${name}"]

  # "Invalid read attributes specified while creating a client".
  undeclared_client_attributes = { for key, client in var.clients : key => setsubtract(
    [for name in setunion(coalesce(client.read_attributes, []), coalesce(client.write_attributes, [])) : name if startswith(name, "custom:")],
    local.declared_custom_attributes,
  ) }

  undeclared_mapped_attributes = { for name, provider in var.identity_providers : name => setsubtract(
    [for attribute in keys(provider.attribute_mapping) : attribute if startswith(attribute, "custom:")],
    local.declared_custom_attributes,
  ) }

  # A sign-in that brings no value for one of them fails.
  unmapped_required_attributes = { for name, provider in var.identity_providers : name => setsubtract(
    [for attribute, declared in var.attributes : attribute if declared.required],
    keys(provider.attribute_mapping),
  ) }

  # A second sign-in writes what the first one wrote.
  immutable_mapped_attributes = { for name, provider in var.identity_providers : name => [
    for attribute in keys(provider.attribute_mapping) : attribute
    if !try(var.attributes[trimprefix(attribute, "custom:")].mutable, true)
  ] }

  # A sign-in writes every mapped attribute, and fails if the client may not
  # ("Specifying identity provider attribute mappings" in the developer guide).
  # Cognito itself writes those that say what is verified.
  unwritable_mapped_attributes = { for key, client in var.clients : key => client.write_attributes == null ? toset([]) : setsubtract(
    flatten([
      for name, provider in var.identity_providers : setsubtract(keys(provider.attribute_mapping), ["username", "email_verified", "phone_number_verified"])
      if contains(client.supported_identity_providers, name)
    ]),
    client.write_attributes,
  ) }

  identifiers          = flatten([for provider in values(var.identity_providers) : provider.idp_identifiers])
  repeated_identifiers = distinct([for identifier in local.identifiers : identifier if length([for other in local.identifiers : other if other == identifier]) > 1])

  secrets_without_provider = setsubtract(nonsensitive(keys(var.identity_provider_secrets)), keys(var.identity_providers))

  rotating_clients = [for key, client in module.user_pool_client : key if client.refresh_contract.rotation]
}
