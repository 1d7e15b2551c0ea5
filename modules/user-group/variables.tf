# main.tf has the rules for these inputs, as preconditions: unlike a validation, a
# precondition can name the group. The type and the default of each input, and its
# description, are copied into `groups` of the root module by `make inputs`.

variable "user_pool_id" {
  description = "Id of the user pool that the group belongs to."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Name of the group, as the claim cognito:groups contains it. Changing it replaces the group, which loses its members."
  type        = string
  nullable    = false
}

variable "description" {
  description = "Purpose of the group."
  type        = string
  default     = null
}

variable "precedence" {
  description = <<-EOT
    Rank of the group: the group of a user with the lowest number decides the claim cognito:preferred_role.
    Groups without a precedence rank last.
  EOT
  type        = number
  default     = null
}

variable "role_arn" {
  description = <<-EOT
    ARN of the IAM role that members may assume through an identity pool, in the account of the user pool.
    It can be changed but not removed: the provider then sends an empty ARN, which Cognito rejects.
  EOT
  type        = string
  default     = null
}
