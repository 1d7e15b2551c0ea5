package cognitoidp_test

import (
	"cmp"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cognitoidp"
)

// keeping has, for each action with members that no rule reads, a request with all of them, the action that returns the
// settings, and the member of its response that has them.
var keeping = map[string]struct{ request, read, readRequest, member string }{
	"CreateUserPool": {`{"PoolName":"p",` + keptOfAPool + `}`, "DescribeUserPool", `{"UserPoolId":"{pool}"}`, "UserPool"},
	"UpdateUserPool": {`{"UserPoolId":"{pool}",` + keptOfAPool + `}`, "DescribeUserPool", `{"UserPoolId":"{pool}"}`, "UserPool"},
	"SetUserPoolMfaConfig": {
		`{"UserPoolId":"{pool}","MfaConfiguration":"OPTIONAL",
		"SmsMfaConfiguration":{"SmsConfiguration":{"ExternalId":"x","EumsSms":{"CallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":"y","OriginationIdentity":"+12065550100","ConfigurationSetName":"s","InEntityId":"e","InTemplateId":"t","Region":"us-east-1"}}},
		"EmailMfaConfiguration":{"Message":"Code {####}","Subject":"Code"},
		"WebAuthnConfiguration":{"RelyingPartyId":"shop.example","UserVerification":"required"}}`,
		"GetUserPoolMfaConfig", `{"UserPoolId":"{pool}"}`, "",
	},
	"SetRiskConfiguration": {
		`{"UserPoolId":"{pool}","CompromisedCredentialsRiskConfiguration":{"EventFilter":["SIGN_IN"],"Actions":{"EventAction":"BLOCK"}},
		"AccountTakeoverRiskConfiguration":{"NotifyConfiguration":{"SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/shop.example","From":"a@shop.example","ReplyTo":"b@shop.example",
		"BlockEmail":{"Subject":"Blocked","TextBody":"Blocked."},"NoActionEmail":{"Subject":"Seen","TextBody":"A sign-in"},"MfaEmail":{"Subject":"MFA","TextBody":"Code {####}"}},
		"Actions":{"LowAction":{"Notify":true,"EventAction":"NO_ACTION"}}}}`,
		"DescribeRiskConfiguration", `{"UserPoolId":"{pool}"}`, "RiskConfiguration",
	},
	"CreateTerms": {`{"UserPoolId":"{pool}","ClientId":"{client}","TermsName":"terms-of-use","TermsSource":"LINK","Enforcement":"NONE","Links":{"cognito:default":"https://shop.example/terms"}}`, "", "", "Terms"},
	"UpdateTerms": {`{"UserPoolId":"{pool}","TermsId":"{terms}","TermsName":"terms-of-use","TermsSource":"LINK","Enforcement":"NONE","Links":{"cognito:default":"https://shop.example/terms"}}`, "", "", "Terms"},
}

const keptOfAPool = `"UserPoolTier":"PLUS","SmsVerificationMessage":"Code {####}","EmailVerificationMessage":"Code {####}","EmailVerificationSubject":"Code",
	"VerificationMessageTemplate":{"SmsMessage":"Code {####}","EmailMessage":"Code {####}","EmailSubject":"Code","DefaultEmailOption":"CONFIRM_WITH_CODE"},
	"SmsAuthenticationMessage":"Code {####}",
	"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/shop.example","ReplyToEmailAddress":"a@shop.example","ConfigurationSet":"s"},
	"SmsConfiguration":{"ExternalId":"x","EumsSms":{"CallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":"y","OriginationIdentity":"+12065550100","ConfigurationSetName":"s","InEntityId":"e","InTemplateId":"t","Region":"us-east-1"}},
	"AdminCreateUserConfig":{"AllowAdminCreateUserOnly":true,"InviteMessageTemplate":{"SMSMessage":"{username} {####}","EmailMessage":"{username} {####}","EmailSubject":"Hello"}},
	"UserPoolAddOns":{"AdvancedSecurityMode":"AUDIT","AdvancedSecurityAdditionalFlows":{"CustomAuthMode":"AUDIT"}}`

// TestNoMemberIsLost walks over every member of every request: an action decodes it, returns it unchanged, or ignores it for a
// stated reason.
func TestNoMemberIsLost(t *testing.T) {
	t.Parallel()
	reasons := cognitoidp.IgnoredMembers()
	lost := map[string][]string{} // paths that must be returned, by action
	for _, m := range cognitoidp.UnreadMembers() {
		name := m.Path[strings.LastIndex(m.Path, ".")+1:]
		ignored := cmp.Or(reasons[name], reasons[m.Shape+"."+name])
		if ignored == "" {
			lost[m.Action] = append(lost[m.Action], m.Path)
		}
	}
	for action, paths := range lost {
		t.Run(action, func(t *testing.T) {
			t.Parallel()
			k, ok := keeping[action]
			require.True(t, ok, "no rule reads %v, and no row shows that they are kept", paths)
			s := start(t)
			s.pool(t, `{"PoolName":"p","UserPoolTier":"PLUS","EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/shop.example"},
				"AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"verified_email"},{"Priority":2,"Name":"verified_phone_number"}]}}`)
			s.client(t, `{"UserPoolId":"{pool}","ClientName":"c"}`)
			if action == "UpdateTerms" {
				terms, _ := at(s.ok(t, "CreateTerms", keeping["CreateTerms"].request), "Terms", "TermsId").(string)
				s.set("terms", terms)
			}
			response := s.ok(t, action, k.request)
			if action == "CreateUserPool" {
				s.set("pool", at(response, "UserPool", "Id").(string))
			}
			if k.read != "" {
				response = s.ok(t, k.read, k.readRequest)
			}
			var kept any = response
			if k.member != "" {
				kept = response[k.member]
			}
			var sent map[string]any
			require.NoError(t, json.Unmarshal([]byte(k.request), &sent))
			for _, path := range paths {
				want := at(sent, strings.Split(path, ".")...)
				assert.NotNil(t, want, "the request of this test lacks %s", path)
				assert.Equal(t, want, at(kept, strings.Split(path, ".")...), path)
			}
		})
	}
}

// TestSecurityPolicyOfACustomDomainIsKept: an update without the policy keeps it (unspecified).
func TestSecurityPolicyOfACustomDomainIsKept(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	const domain = `"UserPoolId":"{pool}","Domain":"login.shop.example"`
	const certificate = `"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/c"`
	policy := func() any {
		return at(s.ok(t, "DescribeUserPoolDomain", `{"Domain":"login.shop.example"}`), "DomainDescription", "CustomDomainConfig", "SecurityPolicy")
	}
	s.ok(t, "CreateUserPoolDomain", `{`+domain+`,"CustomDomainConfig":{`+certificate+`,"SecurityPolicy":"TLS_V1_2_2021"}}`)
	assert.Equal(t, "TLS_V1_2_2021", policy())
	s.ok(t, "UpdateUserPoolDomain", `{`+domain+`,"CustomDomainConfig":{`+certificate+`,"SecurityPolicy":"TLS_V1_3_2025"}}`)
	assert.Equal(t, "TLS_V1_3_2025", policy())
	s.ok(t, "UpdateUserPoolDomain", `{`+domain+`,"CustomDomainConfig":{`+certificate+`}}`)
	assert.Equal(t, "TLS_V1_3_2025", policy())
}
