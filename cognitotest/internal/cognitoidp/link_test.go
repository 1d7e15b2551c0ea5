package cognitoidp_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	google = `{"UserPoolId":"{pool}","ProviderName":"Google","ProviderType":"Google","ProviderDetails":{"client_id":"1","client_secret":"s","authorize_scopes":"openid"}}`
	oidc   = `{"UserPoolId":"{pool}","ProviderName":"Okta","ProviderType":"OIDC","AttributeMapping":{"email":"mail"},"IdpIdentifiers":["okta.example"],` +
		`"ProviderDetails":{"client_id":"1","authorize_scopes":"openid","oidc_issuer":"https://okta.example","attributes_request_method":"GET"}}`
	adaRequest = `{"UserPoolId":"{pool}","Username":"ada"}`
)

// link returns the body of an AdminLinkProviderForUser request.
func link(username, provider, attribute, value string) string {
	return fmt.Sprintf(`{"UserPoolId":"{pool}","DestinationUser":{"ProviderName":"Cognito","ProviderAttributeValue":"%s"},"SourceUser":{"ProviderName":"%s","ProviderAttributeName":"%s","ProviderAttributeValue":"%s"}}`,
		username, provider, attribute, value)
}

func unlink(provider, attribute, value string) string {
	return fmt.Sprintf(`{"UserPoolId":"{pool}","User":{"ProviderName":"%s","ProviderAttributeName":"%s","ProviderAttributeValue":"%s"}}`, provider, attribute, value)
}

// startWithProviders starts a server with a pool, two identity providers and the users ada and bob.
func startWithProviders(t *testing.T) *server {
	t.Helper()
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	for _, provider := range []string{google, oidc} {
		s.ok(t, "CreateIdentityProvider", provider)
	}
	for _, name := range []string{"ada", "bob"} {
		s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"`+name+`"}`)
	}
	return s
}

func (s *server) identities(t *testing.T) string {
	t.Helper()
	for _, a := range s.ok(t, "AdminGetUser", adaRequest)["UserAttributes"].([]any) {
		if at(a, "Name") == "identities" {
			return at(a, "Value").(string)
		}
	}
	return ""
}

// TestLinkedIdentities: the attribute "identities" lists the linked identities (developer guide, "Linking
// federated users"). AdminDisableProviderForUser removes them.
func TestLinkedIdentities(t *testing.T) {
	s := startWithProviders(t)
	assert.Equal(t, `{}`, s.call(t, "AdminLinkProviderForUser", link("ada", "Google", "Cognito_Subject", "123")).body)
	s.ok(t, "AdminLinkProviderForUser", link("ada", "Okta", "email", "ada@okta.example"))
	shown := s.identities(t)
	assert.Regexp(t, `^\[\{"dateCreated":\d+,"issuer":null,"primary":false,"providerName":"Google","providerType":"Google","userId":"123"\},`+
		`\{"dateCreated":\d+,"issuer":null,"primary":false,"providerName":"Okta","providerType":"OIDC","userId":"ada@okta.example"\}\]$`, shown)

	s.fails(t, "AdminDisableProviderForUser", unlink("Okta", "Cognito_Subject", "ada@okta.example"), "UserNotFoundException", "User does not exist.")
	assert.Equal(t, shown, s.identities(t), "the identity is linked by another attribute")
	s.ok(t, "AdminDisableProviderForUser", unlink("Okta", "email", "ada@okta.example"))
	assert.NotContains(t, s.identities(t), "Okta")
	// The id of a linked identity also identifies the destination user.
	s.ok(t, "AdminLinkProviderForUser", strings.Replace(link("123", "Okta", "Cognito_Subject", "456"), `"Cognito","ProviderAttributeValue"`, `"Google","ProviderAttributeValue"`, 1))
	assert.Contains(t, s.identities(t), `"userId":"456"`)
	s.ok(t, "AdminDisableProviderForUser", unlink("Google", "Cognito_Subject", "123"))
	s.ok(t, "AdminDisableProviderForUser", unlink("Okta", "Cognito_Subject", "456"))
	assert.Empty(t, s.identities(t))
}

// TestDisableProviderRemovesPassword: AdminDisableProviderForUser removes the password of a user of the pool
// (API_AdminDisableProviderForUser).
func TestDisableProviderRemovesPassword(t *testing.T) {
	s := startWithProviders(t)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"]}`)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"Str0ng!Pass","Permanent":true}`)
	const signIn = `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Str0ng!Pass"}}`
	require.Contains(t, s.ok(t, "InitiateAuth", signIn), "AuthenticationResult")
	s.fails(t, "AdminDisableProviderForUser", unlink("Cognito", "email", "ada"), "InvalidParameterException", "ProviderAttributeName must be Cognito_Subject for provider Cognito")
	s.ok(t, "AdminDisableProviderForUser", unlink("Cognito", "Cognito_Subject", "ada"))
	s.fails(t, "InitiateAuth", signIn, "NotAuthorizedException", "Incorrect username or password.")
}

func TestLinkErrors(t *testing.T) {
	const (
		native = "Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser" // boto/boto3#4163
		merge  = "Merging is not currently supported, provide a SourceUser that has not been signed up in order to link"                      // aws/aws-sdk-net#1000
	)
	tests := []struct{ name, body, exception, message string }{
		{"native source", link("ada", "Cognito", "Cognito_Subject", "bob"), "InvalidParameterException", native},
		{"unknown destination", link("eve", "Google", "Cognito_Subject", "9"), "UserNotFoundException", "User does not exist."},
		{"unknown provider", link("ada", "Facebook", "Cognito_Subject", "9"), "ResourceNotFoundException", "Identity provider Facebook does not exist."},
		{"identity that is linked to another user", link("bob", "Google", "Cognito_Subject", "123"), "InvalidParameterException", merge},
		{"identity that is linked to this user", link("ada", "Google", "Cognito_Subject", "123"), "InvalidParameterException", merge},
		{"social provider by another attribute", link("ada", "Google", "email", "9"), "InvalidParameterException", "Invalid SourceUser: ProviderAttributeName must be Cognito_Subject for provider Google"},
		{"attribute that is not mapped", link("ada", "Okta", "name", "9"), "InvalidParameterException", "Invalid SourceUser: provider Okta does not map the attribute name"},
		{"no value", link("ada", "Okta", "email", ""), "InvalidParameterException", "Invalid SourceUser: ProviderAttributeValue is required"},
	}
	s := startWithProviders(t)
	s.ok(t, "AdminLinkProviderForUser", link("ada", "Google", "Cognito_Subject", "123"))
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { s.fails(t, "AdminLinkProviderForUser", tt.body, tt.exception, tt.message) })
	}
	for i := range 4 {
		s.ok(t, "AdminLinkProviderForUser", link("ada", "Google", "Cognito_Subject", fmt.Sprint("more-", i)))
	}
	s.fails(t, "AdminLinkProviderForUser", link("ada", "Google", "Cognito_Subject", "sixth"), "LimitExceededException", "A user can have at most 5 linked identities.")
	s.fails(t, "AdminDisableProviderForUser", unlink("Google", "Cognito_Subject", "nobody"), "UserNotFoundException", "User does not exist.")
}

// TestProviderByIdentifier: GetIdentityProviderByIdentifier finds a provider by its identifier, such as an
// email domain, and not by its name.
func TestProviderByIdentifier(t *testing.T) {
	s := startWithProviders(t)
	found := s.call(t, "GetIdentityProviderByIdentifier", `{"UserPoolId":"{pool}","IdpIdentifier":"okta.example"}`)
	assert.Equal(t, s.call(t, "DescribeIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Okta"}`).body, found.body)
	s.fails(t, "GetIdentityProviderByIdentifier", `{"UserPoolId":"{pool}","IdpIdentifier":"Okta"}`, "ResourceNotFoundException", "Identity provider Okta does not exist.")
}
