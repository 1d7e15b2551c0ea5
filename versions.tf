terraform {
  required_version = ">= 1.9"

  required_providers {
    # No resource here uses it; it is what the modules below ask for.
    # tflint-ignore: terraform_unused_required_providers
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}
