terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "name" {
  description = "Name of the user pool."
  type        = string
}

variable "region" {
  description = "AWS region."
  type        = string
}

variable "note" {
  description = "Value of a tag that the test changes."
  type        = string
  default     = "first"
}

provider "aws" {
  region = var.region
}

# A resource without the module, because this fixture tests the helper packages of the acceptance tests.
resource "aws_cognito_user_pool" "this" {
  name = var.name
  tags = { note = var.note }

  lifecycle {
    precondition {
      condition     = var.note != "forbidden"
      error_message = "The note must not be \"forbidden\": write another."
    }
  }
}

output "environment" {
  description = "Id of the user pool, in the output that the examples have."
  value       = { user_pool_id = aws_cognito_user_pool.this.id }
}
