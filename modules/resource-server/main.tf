resource "aws_cognito_resource_server" "this" {
  user_pool_id = var.user_pool_id
  identifier   = var.identifier
  name         = local.name

  dynamic "scope" {
    for_each = var.scopes

    content {
      scope_name        = scope.key
      scope_description = scope.value
    }
  }

  # Preconditions and not validations: a precondition can name the resource server,
  # and all errors are reported at once.
  lifecycle {
    # CreateResourceServer, Name.
    precondition {
      condition = can(regex("^[\\w\\s+=,.@-]{1,256}$", local.name))
      error_message = join(" ", [
        "${local.input}.name: \"${local.name}\" is not a name that Cognito accepts.",
        "Use 1 to 256 letters, digits, spaces and _ + = , . @ -, for example \"orders\", or remove the name.",
      ])
    }

    # ResourceServerScopeType, ScopeName.
    precondition {
      condition = length(local.malformed_scopes) == 0
      error_message = join(" ", [
        "${local.input}.scopes: \"${join("\", \"", local.malformed_scopes)}\" is not a scope name.",
        "Use 1 to 256 printable ASCII characters except space, quotation mark, slash and backslash,",
        "without the identifier, for example \"read\".",
      ])
    }

    # ResourceServerScopeType, ScopeDescription.
    precondition {
      condition = length(local.undescribed_scopes) == 0
      error_message = join(" ", [
        "${local.input}.scopes: \"${join("\", \"", local.undescribed_scopes)}\" has no description of 1 to 256 characters.",
        "Write for example { read = \"Read orders\" }.",
      ])
    }

    # ScopeType: the scope of a client has at most 256 characters, including
    # identifier and slash.
    precondition {
      condition = length(local.long_scopes) == 0
      error_message = join(" ", [
        "${local.input}.scopes: \"${join("\", \"", [for name in local.long_scopes : substr(name, 0, 60)])}\" and the identifier",
        "have more than 256 characters,",
        "so no client can request the scope. Write a shorter name or identifier.",
      ])
    }

    # Quota: scopes of a resource server.
    precondition {
      condition = length(var.scopes) <= 100
      error_message = join(" ", [
        "${local.input}.scopes: the map has ${length(var.scopes)} entries, and Cognito accepts at most 100.",
        "Write fewer, or split the API into two resource servers.",
      ])
    }
  }
}

locals {
  # The path of this resource server's input, which begins each message.
  input = "resource_servers[\"${var.identifier}\"]"

  # A name allows fewer characters than an identifier: neither colon nor slash. So
  # the default name of https://orders.example.com is orders.example.com.
  identifier_without_scheme = replace(var.identifier, "/^[a-z]+:\\/\\//", "")
  default_name              = replace(coalesce(local.identifier_without_scheme, var.identifier), "/[^\\w\\s+=,.@-]/", "-")
  name                      = coalesce(var.name, local.default_name)

  # The values that the preconditions quote.
  malformed_scopes = [
    for name, _ in var.scopes : name if !can(regex("^[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]{1,256}$", name))
  ]
  undescribed_scopes = [
    for name, description in var.scopes : name if try(length(description), 0) < 1 || try(length(description), 0) > 256
  ]
  long_scopes = [
    for name, _ in var.scopes : name if length("${var.identifier}/${name}") > 256 && !contains(local.malformed_scopes, name)
  ]
}
