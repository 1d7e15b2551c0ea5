resource "aws_cognito_user_pool" "pool" {
  name                     = var.user_pool_name
  username_attributes      = var.username_attributes
  auto_verified_attributes = var.auto_verified_attributes
  deletion_protection      = var.deletion_protection

  dynamic "schema" {
    for_each = var.string_schemas

    content {
      name                = schema.value.name
      attribute_data_type = "String"
      mutable             = lookup(schema.value, "mutable", true)
      required            = lookup(schema.value, "required", false)

      string_attribute_constraints {
        min_length = lookup(schema.value, "min_length", 0)
        max_length = lookup(schema.value, "max_length", 2048)
      }
    }
  }

  dynamic "schema" {
    for_each = var.number_schemas

    content {
      name                = schema.value.name
      attribute_data_type = "Number"
      mutable             = lookup(schema.value, "mutable", true)
      required            = lookup(schema.value, "required", false)

      number_attribute_constraints {
        min_value = lookup(schema.value, "number_attribute_minimum", null)
        max_value = lookup(schema.value, "number_attribute_maximum", null)
      }
    }
  }
}

resource "aws_cognito_user_pool_domain" "domain" {
  count        = var.domain == null || var.domain == "" ? 0 : 1
  domain       = var.domain
  user_pool_id = aws_cognito_user_pool.pool.id
}

resource "aws_cognito_resource_server" "resource" {
  count        = length(var.resource_servers)
  name         = lookup(element(var.resource_servers, count.index), "name")
  identifier   = lookup(element(var.resource_servers, count.index), "identifier")
  user_pool_id = aws_cognito_user_pool.pool.id

  dynamic "scope" {
    for_each = lookup(element(var.resource_servers, count.index), "scopes", [])

    content {
      scope_name        = scope.value.name
      scope_description = scope.value.description
    }
  }
}

resource "aws_cognito_user_group" "main" {
  count        = length(var.user_groups)
  name         = lookup(element(var.user_groups, count.index), "name")
  description  = lookup(element(var.user_groups, count.index), "description", null)
  precedence   = lookup(element(var.user_groups, count.index), "precedence", null)
  user_pool_id = aws_cognito_user_pool.pool.id
}
