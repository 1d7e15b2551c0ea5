mock_provider "aws" {}

variables {
  user_pool_id = "eu-west-1_AbCdEfGhI"
  identifier   = "https://orders.example.com"
  scopes = {
    write = "Place and change orders"
    read  = "Read orders"
  }
}

run "scopes_are_declared_and_spelled_as_clients_ask_for_them" {
  command = plan

  assert {
    condition = { for scope in aws_cognito_resource_server.this.scope : scope.scope_name => scope.scope_description } == {
      read  = "Read orders"
      write = "Place and change orders"
    }
    error_message = "Each scope must be declared with its description."
  }

  assert {
    condition     = output.scope_identifiers == tolist(["https://orders.example.com/read", "https://orders.example.com/write"])
    error_message = "Scope identifiers must be IDENTIFIER/NAME, sorted, and known at plan."
  }
}

run "the_name_is_the_identifier_without_what_a_name_cannot_hold" {
  command = plan

  variables {
    identifier = "https://orders.example.com:8443/v1"
  }

  assert {
    condition     = aws_cognito_resource_server.this.name == "orders.example.com-8443-v1"
    error_message = "The derived name must have neither scheme nor colon nor slash."
  }
}

run "the_name_of_a_bare_scheme_is_not_empty" {
  command = plan

  variables {
    identifier = "https://"
  }

  assert {
    condition     = aws_cognito_resource_server.this.name == "https---"
    error_message = "What is left of the identifier must make a name."
  }
}

run "a_name_of_the_callers_own_is_kept" {
  command = plan

  variables {
    name = "Orders API"
  }

  assert {
    condition     = aws_cognito_resource_server.this.name == "Orders API"
    error_message = "name must reach the resource server."
  }
}

run "a_server_without_scopes_is_taken" {
  command = plan

  variables {
    scopes = {}
  }

  assert {
    condition     = length(output.scope_identifiers) == 0
    error_message = "No scopes, no scope identifiers."
  }
}

run "an_identifier_with_a_space_is_rejected" {
  command = plan

  variables {
    identifier = "orders api"
  }

  expect_failures = [var.identifier]
}

run "an_identifier_of_257_characters_is_rejected" {
  command = plan

  variables {
    identifier = join("", [for n in range(257) : "a"])
    scopes     = {}
  }

  expect_failures = [var.identifier]
}

run "a_hundred_scopes_are_taken" {
  command = plan

  variables {
    scopes = { for n in range(100) : "scope-${n}" => "Scope ${n}" }
  }

  assert {
    condition     = length(output.scope_identifiers) == 100
    error_message = "A hundred scopes must be taken."
  }
}
