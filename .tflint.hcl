# The rules of `make tflint`: all that the bundled plugin has.
plugin "terraform" {
  enabled = true
  preset  = "all"
}

# modules/user-pool has a file of variables for each topic: variables_sign_in.tf, variables_messages.tf and others.
rule "terraform_standard_module_structure" {
  enabled = false
}
