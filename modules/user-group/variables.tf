# What an input may hold is checked in main.tf: a precondition can name the
# group, which a validation cannot, and callers pass a map of them.

variable "user_pool_id" {
  description = "Id of the user pool that the group belongs to."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Name of the group, as the claim cognito:groups lists it. Changing it replaces the group, and its members are members no more."
  type        = string
  nullable    = false
}

variable "description" {
  description = "What the group is for."
  type        = string
  default     = null
}

variable "precedence" {
  description = "Rank of the group: of a user's groups the one with the lowest number gives the claim cognito:preferred_role. Groups without one rank last."
  type        = number
  default     = null
}

variable "role_arn" {
  description = "ARN of the IAM role that members may take through an identity pool. It must be of the user pool's own account. Once set it can be changed but not taken away: the provider then sends an empty ARN, which Cognito refuses."
  type        = string
  default     = null
}
