package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

const eumsSender = `{"EumsSms":{"CallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":"x","OriginationIdentity":"+12065550100","Region":"us-east-1"}}`

// TestEumsSms: End User Messaging replaces Amazon SNS as the sender, for verification and for MFA.
func TestEumsSms(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.pool(t, `{"PoolName":"p","AutoVerifiedAttributes":["phone_number"],"SmsConfiguration":`+eumsSender+`}`)
	want := map[string]any{"EumsSms": map[string]any{"CallerArn": "arn:aws:iam::123456789012:role/sms", "ExternalId": "x", "OriginationIdentity": "+12065550100", "Region": "us-east-1"}}
	sender := func() any {
		return at(s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`), "UserPool", "SmsConfiguration")
	}
	assert.Equal(t, want, sender())
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}","SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sns"}}`)
	assert.Equal(t, map[string]any{"SnsCallerArn": "arn:aws:iam::123456789012:role/sns"}, sender())
	s.ok(t, "SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"OPTIONAL","SmsMfaConfiguration":{"SmsConfiguration":`+eumsSender+`}}`)
	assert.Equal(t, want, sender())
	assert.Equal(t, want, at(s.ok(t, "GetUserPoolMfaConfig", `{"UserPoolId":"{pool}"}`), "SmsMfaConfiguration", "SmsConfiguration"))

	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c"}`)
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}","MfaConfiguration":"OPTIONAL","AutoVerifiedAttributes":["phone_number"],"SmsConfiguration":`+eumsSender+`}`)
	s.ok(t, "SignUp", `{"ClientId":"{client}","Username":"ada","Password":"Str0ng!Pass","UserAttributes":[{"Name":"phone_number","Value":"+12065550101"}]}`)
	assert.Equal(t, "SMS", s.Outbox()[0].Medium)
}

func TestEumsSmsErrors(t *testing.T) {
	t.Parallel()
	const (
		role    = `"CallerArn":"arn:aws:iam::123456789012:role/sms"`
		both    = "SmsConfiguration can have either SnsCallerArn or EumsSms, not both."
		neither = "SmsConfiguration must have either SnsCallerArn or EumsSms."
		region  = "Invalid region in eumsSms. The Region of the user pool is us-east-1."
	)
	create := func(sender string) request {
		return request{"CreateUserPool", `{"PoolName":"q","SmsConfiguration":` + sender + `}`}
	}
	checkRules(t, []rule{
		{name: "no role", source: "model", request: create(`{"EumsSms":{"Region":"us-east-1"}}`), message: "1 validation error detected: Value null at 'smsConfiguration.eumsSms.callerArn' failed to satisfy constraint: Member must not be null"},
		{name: "role that is not an ARN", source: "API_EumsSmsConfigurationType", request: create(`{"EumsSms":{"CallerArn":"role/sms-of-the-user-pool"}}`), message: `1 validation error detected: Value 'role/sms-of-the-user-pool' at 'smsConfiguration.eumsSms.callerArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?`},
		{name: "short region", source: "API_EumsSmsConfigurationType", request: create(`{"EumsSms":{` + role + `,"Region":"us"}}`), message: "1 validation error detected: Value 'us' at 'smsConfiguration.eumsSms.region' failed to satisfy constraint: Member must have length greater than or equal to 5"},
		{name: "another region", source: "API_EumsSmsConfigurationType; text unspecified", request: create(`{"EumsSms":{` + role + `,"Region":"eu-west-1"}}`), message: region},
		{name: "another region in an update", source: "API_EumsSmsConfigurationType; text unspecified", request: request{"UpdateUserPool", `{"UserPoolId":"{pool}","SmsConfiguration":{"EumsSms":{` + role + `,"Region":"eu-west-1"}}}`}, message: region},
		{name: "another region for MFA", source: "API_EumsSmsConfigurationType; text unspecified", request: request{"SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"ON","SmsMfaConfiguration":{"SmsConfiguration":{"EumsSms":{` + role + `,"Region":"eu-west-1"}}}}`}, message: region},
		{name: "both senders", source: "API_SmsConfigurationType; text unspecified", request: create(`{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","EumsSms":{` + role + `}}`), message: both},
		{name: "region of SNS", source: "unspecified", request: create(`{"SnsRegion":"us-east-1","EumsSms":{` + role + `}}`), message: both},
		{name: "no sender", source: "unspecified", request: create(`{"ExternalId":"x"}`), message: neither},
		{name: "no sender for MFA", source: "unspecified", request: request{"SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"ON","SmsMfaConfiguration":{"SmsConfiguration":{}}}`}, message: neither},
		{name: "role of another account", source: "as for SNS; unspecified", request: create(`{"EumsSms":{"CallerArn":"arn:aws:iam::210987654321:role/sms"}}`), message: "Cross-account pass role is not allowed."},
	})
}
