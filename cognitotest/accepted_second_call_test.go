package cognitotest_test

import "testing"

// The calls are similar to rejectedSecondCalls, but the second call keeps the required setting,
// or an earlier call removes the requirement.
func TestAcceptedSecondCalls(t *testing.T) {
	update := func(body string) call { return call{"UpdateUserPool", `{"UserPoolId":"{pool}"` + body + `}`} }
	mfa := func(body string) call {
		return call{"SetUserPoolMfaConfig", `{"UserPoolId":"{pool}",` + body + `}`}
	}
	const (
		phone    = `"AutoVerifiedAttributes":["phone_number"]`
		bothWays = `{"Name":"verified_email","Priority":1},{"Name":"verified_phone_number","Priority":2}`
	)
	scenario := newScenario(t)
	for _, tt := range []struct {
		name, pool string
		calls      []call
	}{
		{"MFA by SMS where phone numbers are verified", `{"PoolName":"p",` + phone + `,` + sms + `}`, []call{mfa(`"MfaConfiguration":"OPTIONAL",` + smsMFA), mfa(`"MfaConfiguration":"ON",` + authenticator + `,` + smsMFA)}},
		{"MFA off by an update where phone numbers are verified", `{"PoolName":"p",` + phone + `,` + sms + `}`, []call{mfa(`"MfaConfiguration":"ON",` + smsMFA), update(`,"MfaConfiguration":"OFF",` + phone + `,` + sms)}},
		{"another role after phone numbers are no longer verified", `{"PoolName":"p",` + phone + `,` + sms + `}`, []call{update(`,` + sms), mfa(`"MfaConfiguration":"OFF"`), update(`,` + phone + `,` + sms)}},
		{"MFA off where addresses are verified", `{"PoolName":"p","AutoVerifiedAttributes":["email"],` + sms + `}`, []call{mfa(`"MfaConfiguration":"OFF"`)}},
		{"an update that keeps the senders", `{"PoolName":"p",` + ses + `,` + recovery(bothWays) + `}`, []call{
			mfa(`"MfaConfiguration":"OPTIONAL",` + emailMFA + `,` + smsMFA), update(`,` + ses + `,` + sms + `,` + recovery(bothWays)),
		}},
		{"an update without a sender where an app is the factor", `{"PoolName":"p"}`, []call{mfa(`"MfaConfiguration":"ON",` + authenticator), update(``)}},
		{"senders that are removed together with MFA", `{"PoolName":"p",` + ses + `,` + recovery(bothWays) + `}`, []call{mfa(`"MfaConfiguration":"ON",` + emailMFA), update(`,"MfaConfiguration":"OFF"`)}},
		{"recovery by administrators beside email", `{"PoolName":"p",` + ses + `,` + recovery(`{"Name":"admin_only","Priority":1}`) + `}`, []call{mfa(`"MfaConfiguration":"ON",` + emailMFA)}},
		{"recovery by phone beside email", `{"PoolName":"p",` + ses + `,` + recovery(`{"Name":"verified_phone_number","Priority":1}`) + `}`, []call{mfa(`"MfaConfiguration":"ON",` + emailMFA)}},
		{"LITE after the password history is removed", `{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":8,"PasswordHistorySize":3}}}`, []call{update(`,"UserPoolTier":"LITE","Policies":{"PasswordPolicy":{"MinimumLength":8}}`)}},
		{"LITE once the domain has the classic pages", `{"PoolName":"p"}`, []call{
			{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"{prefix}","ManagedLoginVersion":2}`}, {"UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"{prefix}","ManagedLoginVersion":1}`},
			update(`,"UserPoolTier":"LITE"`),
		}},
		{"LITE beside another pool's managed login", `{"PoolName":"p","UserPoolTier":"LITE"}`, []call{update(``), {"TagResource", `{"ResourceArn":"arn:aws:cognito-idp:us-east-1:123456789012:userpool/{pool}","Tags":{"a":"b"}}`}}},
		{"preferred username that is only an alias", `{"PoolName":"p","AliasAttributes":["preferred_username"],"Schema":[{"Name":"preferred_username"}]}`, nil},
		{"preferred username that is only required", `{"PoolName":"p","AliasAttributes":["email"],"Schema":[{"Name":"preferred_username","Required":true}]}`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := scenario.row(t, rejection{pool: tt.pool}, false)
			s.value(t, "pool")
			for _, c := range tt.calls {
				s.ok(t, c.action, s.text(t, c.body))
			}
		})
	}
}
