terraform {
  required_version = ">= 1.9"

  required_providers {
    # 6.12 has the resource, and cannot read it in a pool with several clients
    # (hashicorp/terraform-provider-aws#44204).
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.13, < 7.0"
    }
  }
}
