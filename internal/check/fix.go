package check

// FixNotCognito is the fix of what Cognito itself does not answer.
const FixNotCognito = "See what answers in Cognito's place, such as a proxy: Terraform sets no keys."

const FixReapply = "Apply the configuration again."
