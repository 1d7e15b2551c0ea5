package check

// FixNotCognito is the fix for a response that Cognito itself does not return.
const FixNotCognito = "Check which server responds instead of Cognito, for example a proxy: no Terraform argument sets this."

// FixReapply is the fix for a resource that differs from the configuration.
const FixReapply = "Apply the configuration again."
