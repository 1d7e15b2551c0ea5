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
}

locals {
  # A name takes fewer characters than an identifier: no colon and no slash.
  # So https://orders.example.com is shown as orders.example.com.
  identifier_without_scheme = replace(var.identifier, "/^[a-z]+:\\/\\//", "")
  name                      = coalesce(var.name, replace(local.identifier_without_scheme, "/[^\\w\\s+=,.@-]/", "-"))
}
