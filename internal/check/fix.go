package check

// FixNotCognito is the fix for a response that Cognito itself does not return.
const FixNotCognito = "See what answers in Cognito's place, such as a proxy: Terraform sets no keys."

const FixReapply = "Apply the configuration again."
