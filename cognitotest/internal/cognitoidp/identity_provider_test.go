package cognitoidp_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/samltest"
)

// googleDetails are the ProviderDetails of a Google provider in a response.
const googleDetails = `"client_id":"1","client_secret":"2","authorize_scopes":"openid",
	"attributes_url":"https://people.googleapis.com/v1/people/me?personFields=","attributes_url_add_attributes":"true",
	"authorize_url":"https://accounts.google.com/o/oauth2/v2/auth","oidc_issuer":"https://accounts.google.com",
	"token_request_method":"POST","token_url":"https://www.googleapis.com/oauth2/v4/token"`

// TestProviderDescriptionHasServiceDetails checks the details that the service adds to a provider
// (API_CreateIdentityProvider, "Describe response"; acceptance tests of the Terraform
// provider for SAML).
func TestProviderDescriptionHasServiceDetails(t *testing.T) {
	const secret = `"client_id":"1","client_secret":"2","authorize_scopes":"email"`
	document, err := json.Marshal(samltest.New(t).Metadata())
	require.NoError(t, err)
	metadata := string(document)
	const certificate = `"ActiveEncryptionCertificate":"CERTIFICATE"`
	tests := []struct{ name, provider, sent, want string }{
		{"Google", "Google", `"client_id":"1","client_secret":"2","authorize_scopes":"openid"`, googleDetails},
		{
			"Facebook", "Facebook", secret + `,"api_version":"v20.0"`, secret + `,"api_version":"v20.0",
			"attributes_url":"https://graph.facebook.com/v20.0/me?fields=","attributes_url_add_attributes":"true",
			"authorize_url":"https://www.facebook.com/v20.0/dialog/oauth","token_request_method":"GET","token_url":"https://graph.facebook.com/v20.0/oauth/access_token"`,
		}, {
			"Amazon", "LoginWithAmazon", secret, secret + `,
			"attributes_url":"https://api.amazon.com/user/profile","attributes_url_add_attributes":"false",
			"authorize_url":"https://www.amazon.com/ap/oa","token_request_method":"POST","token_url":"https://api.amazon.com/auth/o2/token"`,
		}, {
			"Apple, without its private key", "SignInWithApple", `"client_id":"1","team_id":"2","key_id":"3","private_key":"4","authorize_scopes":"email"`,
			`"client_id":"1","team_id":"2","key_id":"3","authorize_scopes":"email","attributes_url_add_attributes":"false",
			"authorize_url":"https://appleid.apple.com/auth/authorize","oidc_issuer":"https://appleid.apple.com",
			"token_request_method":"POST","token_url":"https://appleid.apple.com/auth/token"`,
		}, {
			"OpenID Connect", "OIDC", `"client_id":"1","authorize_scopes":"openid","attributes_request_method":"GET","oidc_issuer":"https://idp.example"`,
			`"client_id":"1","authorize_scopes":"openid","attributes_request_method":"GET","oidc_issuer":"https://idp.example","attributes_url_add_attributes":"false"`,
		}, {
			"SAML by a URL", "SAML", `"MetadataURL":"https://idp.example/metadata"`,
			`"MetadataURL":"https://idp.example/metadata","SSORedirectBindingURI":"https://idp.example/sso/saml","SLORedirectBindingURI":"https://idp.example/slo/saml",` + certificate,
		}, {
			"SAML by a file", "SAML", `"MetadataFile":` + metadata,
			`"MetadataFile":` + metadata + `,"SSORedirectBindingURI":"https://idp.example/sso","SLORedirectBindingURI":"https://idp.example/slo",` + certificate,
		},
	}
	s := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.pool(t, `{"PoolName":"p"}`)
			name := tt.provider
			if name == "OIDC" || name == "SAML" {
				name = "Corp"
			}
			s.ok(t, "CreateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"`+name+`","ProviderType":"`+tt.provider+`","ProviderDetails":{`+tt.sent+`}}`)
			got := at(s.ok(t, "DescribeIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"`+name+`"}`), "IdentityProvider", "ProviderDetails")
			var want any
			require.NoError(t, json.Unmarshal([]byte(`{`+tt.want+`}`), &want))
			if details := got.(map[string]any); details["ActiveEncryptionCertificate"] != nil {
				details["ActiveEncryptionCertificate"] = "CERTIFICATE"
			}
			assert.Equal(t, want, got)
		})
	}
}

func TestIdentityProviderRoundTrip(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	const (
		named    = `{"UserPoolId":"{pool}","ProviderName":"Google"}`
		settings = `"ProviderName":"Google","ProviderType":"Google","ProviderDetails":{` + googleDetails + `},"IdpIdentifiers":["shop.example"]`
		dated    = `"UserPoolId":"{pool}","CreationDate":"DATE","LastModifiedDate":"DATE",`
	)
	// By default "username" is mapped from the "sub" of Google.
	want := `{"IdentityProvider":{` + dated + settings + `,"AttributeMapping":{"email":"email","username":"sub"}}}`
	created := s.call(t, "CreateIdentityProvider", `{"UserPoolId":"{pool}",`+settings+`,"AttributeMapping":{"email":"email"}}`)
	assert.JSONEq(t, want, s.masked(created.body))
	assert.JSONEq(t, want, s.masked(s.call(t, "DescribeIdentityProvider", named).body))
	assert.JSONEq(t, `{"Providers":[{"ProviderName":"Google","ProviderType":"Google","CreationDate":"DATE","LastModifiedDate":"DATE"}]}`,
		s.masked(s.call(t, "ListIdentityProviders", `{"UserPoolId":"{pool}"}`).body))

	// An update keeps the members that it omits.
	updated := s.call(t, "UpdateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Google","AttributeMapping":{"username":"email"}}`)
	assert.JSONEq(t, `{"IdentityProvider":{`+dated+settings+`,"AttributeMapping":{"username":"email"}}}`, s.masked(updated.body))

	s.fails(t, "CreateIdentityProvider", `{"UserPoolId":"{pool}",`+settings+`}`, "DuplicateProviderException", "A provider already exists with the name: Google")
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c","SupportedIdentityProviders":["COGNITO","Google"]}`)
	s.fails(t, "DeleteIdentityProvider", named, "InvalidParameterException", "Identity provider Google is in use by app client {client}.")
	s.ok(t, "DeleteUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`)
	assert.Equal(t, `{}`, s.call(t, "DeleteIdentityProvider", named).body)
	for _, action := range []string{"DescribeIdentityProvider", "UpdateIdentityProvider", "DeleteIdentityProvider"} {
		s.fails(t, action, named, "ResourceNotFoundException", "Identity provider Google does not exist.")
	}
	s.fails(t, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c","SupportedIdentityProviders":["Google"]}`,
		"InvalidParameterException", "The provider Google does not exist for User Pool {pool}.")
}

// TestUpdateKeepsApplePrivateKey: an update without private_key keeps the key. Responses do not have the
// key, so a caller that sends the described details cannot send it.
func TestUpdateKeepsApplePrivateKey(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	const apple = `"UserPoolId":"{pool}","ProviderName":"SignInWithApple"`
	s.ok(t, "CreateIdentityProvider", `{`+apple+`,"ProviderType":"SignInWithApple","ProviderDetails":{"client_id":"1","team_id":"2","key_id":"3","private_key":"4"}}`)
	s.ok(t, "UpdateIdentityProvider", `{`+apple+`,"ProviderDetails":{"client_id":"9","team_id":"2","key_id":"3"}}`)
	details := at(s.ok(t, "DescribeIdentityProvider", `{`+apple+`}`), "IdentityProvider", "ProviderDetails")
	assert.Equal(t, "9", at(details, "client_id"))
	assert.Nil(t, at(details, "private_key"))
}
