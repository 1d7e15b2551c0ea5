terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "user_pool_id" {
  description = "Id of an existing user pool."
  type        = string
}

variable "region" {
  description = "AWS region."
  type        = string
}

provider "aws" {
  region = var.region
}

resource "aws_cognito_user_pool_client" "this" {
  name         = "client"
  user_pool_id = var.user_pool_id
}

output "environment" {
  description = "Id of the user pool, in the output that the examples have."
  value       = { user_pool_id = aws_cognito_user_pool_client.this.user_pool_id }
}
