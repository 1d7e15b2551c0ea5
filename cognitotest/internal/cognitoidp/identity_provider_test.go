package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestIdentityProviderRoundTrip(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	const (
		named    = `{"UserPoolId":"{pool}","ProviderName":"Google"}`
		settings = `"ProviderName":"Google","ProviderType":"Google","ProviderDetails":{"client_id":"1","client_secret":"2","authorize_scopes":"openid"},"IdpIdentifiers":["shop.example"]`
		dated    = `"UserPoolId":"{pool}","CreationDate":"DATE","LastModifiedDate":"DATE",`
	)
	// Google's "sub" becomes the username unless the caller says otherwise.
	want := `{"IdentityProvider":{` + dated + settings + `,"AttributeMapping":{"email":"email","username":"sub"}}}`
	created := s.call(t, "CreateIdentityProvider", `{"UserPoolId":"{pool}",`+settings+`,"AttributeMapping":{"email":"email"}}`)
	assert.JSONEq(t, want, s.masked(created.body))
	assert.JSONEq(t, want, s.masked(s.call(t, "DescribeIdentityProvider", named).body))
	assert.JSONEq(t, `{"Providers":[{"ProviderName":"Google","ProviderType":"Google","CreationDate":"DATE","LastModifiedDate":"DATE"}]}`,
		s.masked(s.call(t, "ListIdentityProviders", `{"UserPoolId":"{pool}"}`).body))

	// What an update leaves out stays.
	updated := s.call(t, "UpdateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Google","AttributeMapping":{"username":"email"}}`)
	assert.JSONEq(t, `{"IdentityProvider":{`+dated+settings+`,"AttributeMapping":{"username":"email"}}}`, s.masked(updated.body))

	s.refused(t, "CreateIdentityProvider", `{"UserPoolId":"{pool}",`+settings+`}`, "DuplicateProviderException", "A provider already exists with the name: Google")
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c","SupportedIdentityProviders":["COGNITO","Google"]}`)
	s.refused(t, "DeleteIdentityProvider", named, "InvalidParameterException", "Identity provider Google is in use by app client {client}.")
	s.ok(t, "DeleteUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`)
	assert.Equal(t, `{}`, s.call(t, "DeleteIdentityProvider", named).body)
	for _, action := range []string{"DescribeIdentityProvider", "UpdateIdentityProvider", "DeleteIdentityProvider"} {
		s.refused(t, action, named, "ResourceNotFoundException", "Identity provider Google does not exist.")
	}
	s.refused(t, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c","SupportedIdentityProviders":["Google"]}`,
		"InvalidParameterException", "The provider Google does not exist for User Pool {pool}.")
}
