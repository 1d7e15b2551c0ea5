package clients

import "testing"

// customSenderARN is the Lambda function that a script runs.
const customSenderARN = "arn:aws:lambda:us-east-1:123456789012:function:sender"

// TestAWSEncryptionSDKForJavaScript runs a custom sender on Node.js that decrypts its codes with the AWS Encryption SDK.
func TestAWSEncryptionSDKForJavaScript(t *testing.T) {
	t.Parallel()
	s, e, _ := newPool(t)
	runScript(t, "custom-sender.mjs", s, e)
}
