package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestBothClientSecretsAuthenticate: while a client has two secrets, both authenticate it, in SECRET_HASH
// and as ClientSecret. A deleted secret does not (API_AddUserPoolClientSecret).
func TestBothClientSecretsAuthenticate(t *testing.T) {
	s := startSDK(t, confidential)
	s.user(t, "ada", true)
	c, first := t.Context(), s.secret
	added := must(s.AddUserPoolClientSecret(c, &idp.AddUserPoolClientSecretInput{UserPoolId: &s.pool, ClientId: &s.client}))(t).ClientSecretDescriptor
	second := *added.ClientSecretValue
	assert.Regexp(t, `^[0-9a-v]{51}$`, second)
	assert.NotEqual(t, first, second)

	uses := map[string]func(secret string) error{
		"SECRET_HASH": func(secret string) error {
			s.secret = secret
			_, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password, "SECRET_HASH", s.hash("ada"))
			return err
		},
		"SECRET_HASH of a refresh": func(secret string) error {
			s.secret = first
			token := s.signIn(t, "ada").RefreshToken
			s.secret = secret
			_, err := s.initiate(t, "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", *token, "SECRET_HASH", s.hash("ada"))
			return err
		},
		"GetTokensFromRefreshToken": func(secret string) error {
			s.secret = first
			token := s.signIn(t, "ada").RefreshToken
			s.secret = secret
			_, err := s.refresh(t, token)
			return err
		},
		"RevokeToken": func(secret string) error {
			_, err := s.RevokeToken(c, &idp.RevokeTokenInput{ClientId: &s.client, ClientSecret: &secret, Token: aws.String("x")})
			return err
		},
	}
	for name, use := range uses {
		assert.NoError(t, use(first), name)
		assert.NoError(t, use(second), name)
		assert.Error(t, use(first+second), name)
	}
	must(s.DeleteUserPoolClientSecret(c, &idp.DeleteUserPoolClientSecretInput{UserPoolId: &s.pool, ClientId: &s.client, ClientSecretId: added.ClientSecretId}))(t)
	for name, use := range uses {
		assert.NoError(t, use(first), name)
		assert.Error(t, use(second), name)
	}
}

// TestGeneratedClientSecretIsReturnedOnce: a response has the value of a secret only when the service
// generates it. A caller that supplies a secret does not get it back.
func TestGeneratedClientSecretIsReturnedOnce(t *testing.T) {
	const (
		own           = "abcdefghijklmnopqrstuvwxyz"
		clientRequest = `{"UserPoolId":"{pool}","ClientId":"{client}"}`
		described     = `"ClientSecretId":"[0-9a-f-]{36}","ClientSecretCreateDate":[\d.]+`
	)
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c","ClientSecret":"`+own+`"}`)
	assert.Equal(t, own, s.values["{secret}"])
	assert.Regexp(t, `^\{"ClientSecrets":\[\{`+described+`\}\]\}$`, s.call(t, "ListUserPoolClientSecrets", clientRequest).body)

	got := s.call(t, "AddUserPoolClientSecret", `{"UserPoolId":"{pool}","ClientId":"{client}","ClientSecret":"second0123456789abcdefghi"}`)
	assert.Regexp(t, `^\{"ClientSecretDescriptor":\{`+described+`\}\}$`, got.body)
	secrets := s.ok(t, "ListUserPoolClientSecrets", clientRequest)["ClientSecrets"].([]any)
	require.Len(t, secrets, 2)
	client := func() any {
		return at(s.ok(t, "DescribeUserPoolClient", clientRequest), "UserPoolClient", "ClientSecret")
	}
	assert.Equal(t, own, client(), "DescribeUserPoolClient returns the older secret")

	s.set("first", at(secrets[0], "ClientSecretId").(string))
	assert.Equal(t, `{}`, s.call(t, "DeleteUserPoolClientSecret", `{"UserPoolId":"{pool}","ClientId":"{client}","ClientSecretId":"{first}"}`).body)
	assert.Equal(t, "second0123456789abcdefghi", client())
	s.ok(t, "UpdateUserPoolClient", clientRequest)
	assert.Equal(t, "second0123456789abcdefghi", client(), "an update of the client keeps its secrets")
}

// TestClientSecretErrors: the rules are in the API reference. The texts are unspecified.
func TestClientSecretErrors(t *testing.T) {
	const (
		public        = `{"UserPoolId":"{pool}","ClientName":"c"}`
		confidential  = `{"UserPoolId":"{pool}","ClientName":"c","GenerateSecret":true}`
		clientRequest = `{"UserPoolId":"{pool}","ClientId":"{client}"}`
	)
	add := request{"AddUserPoolClientSecret", clientRequest}
	remove := func(id string) request {
		return request{"DeleteUserPoolClientSecret", `{"UserPoolId":"{pool}","ClientId":"{client}","ClientSecretId":"` + id + `"}`}
	}
	checkRules(t, []rule{
		{name: "public client", source: "API", client: public, request: add, message: "User pool client {client} does not have a client secret."},
		{
			name: "third secret", source: "API", client: confidential, given: []request{add}, request: add,
			exception: "LimitExceededException", message: "A user pool client can have at most 2 client secrets.",
		},
		{name: "unknown secret", source: "API", client: confidential, request: remove("nope"), exception: "ResourceNotFoundException", message: "Client secret nope does not exist."},
		{
			name: "unknown client", source: "documented", request: request{"ListUserPoolClientSecrets", `{"UserPoolId":"{pool}","ClientId":"nosuchclient"}`},
			exception: "ResourceNotFoundException", message: "User pool client nosuchclient does not exist.",
		},
		{
			name: "short secret", source: "model", client: confidential, request: request{"AddUserPoolClientSecret", `{"UserPoolId":"{pool}","ClientId":"{client}","ClientSecret":"short"}`},
			message: "1 validation error detected: Value at 'clientSecret' failed to satisfy constraint: Member must have length greater than or equal to 24",
		},
	})
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, confidential)
	s.set("only", at(s.ok(t, "ListUserPoolClientSecrets", clientRequest)["ClientSecrets"].([]any)[0], "ClientSecretId").(string))
	only := remove("{only}")
	s.fails(t, only.action, only.body, "InvalidParameterException", "The last client secret of a user pool client cannot be deleted.")
}
