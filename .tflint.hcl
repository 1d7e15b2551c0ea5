# tflint --recursive
plugin "terraform" {
  enabled = true
  preset  = "all"
}
