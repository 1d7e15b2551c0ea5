# Rejected: resource_servers["https://orders.example.com"].name: "orders/api" is not a name that Cognito accepts. Use
# 1 to 256 letters, digits, spaces and _ + = , . @ -, for example "orders", or remove the name.
module "resource_server_a_name_with_a_slash" {
  source = "../../../modules/resource-server"

  user_pool_id = "eu-west-1_AbCdEfGhI"
  identifier   = "https://orders.example.com"
  scopes = {
    write = "Place and change orders"
    read  = "Read orders"
  }
  name = "orders/api"
}

# Rejected: resource_servers["https://orders.example.com"].scopes: "https://orders.example.com/read" is not a scope
# name. Use 1 to 256 printable ASCII characters except space, quotation mark, slash and backslash, without the
# identifier, for example "read".
module "resource_server_a_scope_name_with_a_slash" {
  source = "../../../modules/resource-server"

  user_pool_id = "eu-west-1_AbCdEfGhI"
  identifier   = "https://orders.example.com"
  scopes       = { "https://orders.example.com/read" = "Read orders" }
}

# Rejected: resource_servers["https://orders.example.com"].scopes: "read" has no description of 1 to 256 characters.
# Write for example { read = "Read orders" }.
module "resource_server_a_scope_without_a_description" {
  source = "../../../modules/resource-server"

  user_pool_id = "eu-west-1_AbCdEfGhI"
  identifier   = "https://orders.example.com"
  scopes       = { read = "" }
}

# Rejected: resource_servers["https://orders.example.com"].scopes: "read" has no description of 1 to 256 characters.
# Write for example { read = "Read orders" }.
module "resource_server_a_description_of_257_characters" {
  source = "../../../modules/resource-server"

  user_pool_id = "eu-west-1_AbCdEfGhI"
  identifier   = "https://orders.example.com"
  scopes       = { read = join("", [for n in range(257) : "a"]) }
}

# Rejected: resource_servers["https://orders.example.com"].scopes:
# "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" and the identifier have more than 256 characters, so
# no client can request the scope. Write a shorter name or identifier.
module "resource_server_a_scope_that_no_client_can_request" {
  source = "../../../modules/resource-server"

  user_pool_id = "eu-west-1_AbCdEfGhI"
  identifier   = "https://orders.example.com"
  scopes       = { (join("", [for n in range(230) : "a"])) = "Read orders" }
}

# Rejected: resource_servers["https://orders.example.com"].scopes: the map has 101 entries, and Cognito accepts at
# most 100. Write fewer, or split the API into two resource servers.
module "resource_server_a_hundred_and_one_scopes" {
  source = "../../../modules/resource-server"

  user_pool_id = "eu-west-1_AbCdEfGhI"
  identifier   = "https://orders.example.com"
  scopes       = { for n in range(101) : "scope-${n}" => "Scope ${n}" }
}
