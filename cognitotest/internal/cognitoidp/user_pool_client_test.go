package cognitoidp_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// minimalClient is the DescribeUserPoolClient response of a client with only a name (acceptance tests of
// the Terraform provider; sample of the AWS CLI).
const minimalClient = `{"UserPoolClient":{"UserPoolId":"{pool}","ClientName":"minimal","ClientId":"{client}","LastModifiedDate":"DATE","CreationDate":"DATE",
	"RefreshTokenValidity":30,"TokenValidityUnits":{},"AllowedOAuthFlowsUserPoolClient":false,"EnableTokenRevocation":true,
	"EnablePropagateAdditionalUserContextData":false,"AuthSessionValidity":3,"ClientType":"REGULAR"}}`

func TestDescribeMinimalUserPoolClient(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"minimal"}`)
	got := s.call(t, "DescribeUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`)
	assert.JSONEq(t, minimalClient, s.masked(got.body))
	assert.Regexp(t, `^[0-9a-z]{25,26}$`, s.values["{client}"])
}

// everyClientSetting has all settings of a client that an update can reset.
const everyClientSetting = `"ClientName":"minimal","RefreshTokenValidity":12,"AccessTokenValidity":10,"IdTokenValidity":20,
	"TokenValidityUnits":{"RefreshToken":"hours","AccessToken":"minutes","IdToken":"minutes"},"AuthSessionValidity":15,
	"ReadAttributes":["email","name"],"WriteAttributes":["name"],"ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"],"SupportedIdentityProviders":["COGNITO"],
	"CallbackURLs":["https://a.example/cb","myapp://cb"],"LogoutURLs":["https://a.example/out"],"DefaultRedirectURI":"https://a.example/cb",
	"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["openid","email"],"AllowedOAuthFlowsUserPoolClient":true,"PreventUserExistenceErrors":"ENABLED",
	"AnalyticsConfiguration":{"ApplicationId":"1","RoleArn":"arn:aws:iam::123456789012:role/a","ExternalId":"e","UserDataShared":true},"EnableTokenRevocation":false,
	"EnablePropagateAdditionalUserContextData":false,"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":10}`

// TestUserPoolClientIsReturnedAsSent: responses have the settings as the request had them. The Terraform
// provider reports any difference as an inconsistent result.
func TestUserPoolClientIsReturnedAsSent(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}",`+everyClientSetting+`}`)
	want := `{"UserPoolClient":{"UserPoolId":"{pool}","ClientId":"{client}","CreationDate":"DATE","LastModifiedDate":"DATE","ClientType":"REGULAR",` + everyClientSetting + `}}`
	assert.JSONEq(t, want, s.masked(s.call(t, "DescribeUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`).body))
	assert.JSONEq(t, want, s.masked(s.call(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}",`+everyClientSetting+`}`).body))
}

// TestUpdateUserPoolClientResetsOmittedSettings: an update resets the settings that it omits (API
// reference). Only rotation is then returned as disabled.
func TestUpdateUserPoolClientResetsOmittedSettings(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}",`+everyClientSetting+`}`)
	got := s.call(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`)
	want := minimalClient[:len(minimalClient)-2] + `,"RefreshTokenRotation":{"Feature":"DISABLED","RetryGracePeriodSeconds":0}}}`
	assert.JSONEq(t, want, s.masked(got.body))
}

// TestOmittedRotationIsReturnedAsDisabled: a client that never had rotation has no RefreshTokenRotation in
// responses. After an update that omits it, RefreshTokenRotation is disabled (terraform-provider-aws#45646,
// #47196; acceptance tests of the Terraform provider).
func TestOmittedRotationIsReturnedAsDisabled(t *testing.T) {
	enabled := map[string]any{"Feature": "ENABLED", "RetryGracePeriodSeconds": 60.0}
	disabled := map[string]any{"Feature": "DISABLED", "RetryGracePeriodSeconds": 0.0}
	tests := []struct {
		name, create string
		updates      []string
		want         any
	}{
		{"never set", ``, nil, nil},
		{"never set, updated", ``, []string{``}, nil},
		{"set", `,"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":60}`, nil, enabled},
		{"set without a grace period", `,"RefreshTokenRotation":{"Feature":"ENABLED"}`, nil, map[string]any{"Feature": "ENABLED", "RetryGracePeriodSeconds": 0.0}},
		{"set and omitted", `,"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":60}`, []string{``}, disabled},
		{"set, omitted and updated again", `,"RefreshTokenRotation":{"Feature":"ENABLED"}`, []string{``, ``}, disabled},
		{"set later", ``, []string{`,"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":60}`}, enabled},
		{"explicitly disabled", `,"RefreshTokenRotation":{"Feature":"DISABLED"}`, nil, disabled},
	}
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.client(t, `{"UserPoolId":"{pool}","ClientName":"c"`+tt.create+`}`)
			for _, update := range tt.updates {
				s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"`+update+`}`)
			}
			client := s.ok(t, "DescribeUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`)["UserPoolClient"]
			assert.Equal(t, tt.want, at(client, "RefreshTokenRotation"))
		})
	}
}

func TestUpdateKeepsClientSecret(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c","GenerateSecret":true}`)
	assert.Regexp(t, `^[0-9a-v]{50,52}$`, s.values["{secret}"])
	generated := s.values["{secret}"]
	s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`)
	described := s.ok(t, "DescribeUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`)
	assert.Equal(t, generated, at(described, "UserPoolClient", "ClientSecret"), "an update keeps the secret")

	// The caller may supply the secret (API model).
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c","ClientSecret":"0123456789abcdefghijklmnopqrstuv"}`)
	assert.Equal(t, "0123456789abcdefghijklmnopqrstuv", s.values["{secret}"])
}

func TestDeleteUserPoolClient(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c"}`)
	s.Advance(time.Minute)
	const named = `{"UserPoolId":"{pool}","ClientId":"{client}"}`
	assert.Equal(t, `{}`, s.call(t, "DeleteUserPoolClient", named).body)
	for _, action := range []string{"DescribeUserPoolClient", "UpdateUserPoolClient", "DeleteUserPoolClient"} {
		s.fails(t, action, named, "ResourceNotFoundException", "User pool client {client} does not exist.")
	}
}
