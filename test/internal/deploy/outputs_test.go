package deploy

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

func TestOutputsAreReadFromJSON(t *testing.T) {
	t.Parallel()
	got := parseOutputs(t, []byte(`{
		"environment": {"sensitive": false, "value": {
			"user_pool_id": "eu-west-1_A", "token_endpoint": "https://a/oauth2/token", "client_ids": {"web": "id"},
			"refresh_contract": {"web": {"refresh_token_seconds": 60, "rotation": true, "code_response_fields": ["access_token"]}}
		}},
		"client_secrets": {"sensitive": true, "value": {"web": "secret"}}
	}`))
	assert.Equal(t, Outputs{
		EnvironmentOutput: EnvironmentOutput{
			UserPoolID: "eu-west-1_A", TokenEndpoint: "https://a/oauth2/token", ClientIDs: map[string]string{"web": "id"},
			RefreshContract: map[string]RefreshContract{"web": {RefreshTokenSeconds: 60, Rotation: true, CodeResponseFields: []string{"access_token"}}},
		},
		ClientSecrets: map[string]string{"web": "secret"},
	}, got)
}

// openssl computes the value: printf ada1abc | openssl dgst -sha256 -hmac secret -binary | base64.
func TestSecretHash(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "iqkLZ+IQqcdApPv+Y0j02IzwJn5w8XtrNQZWbaUuNms=", SecretHash("ada", "1abc", "secret"))
}

func TestApplicationIsConfiguredFromTheOutputs(t *testing.T) {
	t.Parallel()
	d := &Deployment{
		Target: &target.Target{},
		Outputs: Outputs{
			EnvironmentOutput: EnvironmentOutput{
				AuthorizationEndpoint: "https://a/oauth2/authorize", TokenEndpoint: "https://a/oauth2/token", ClientIDs: map[string]string{"web": "id"},
			},
			ClientSecrets: map[string]string{"web": "secret"},
		},
	}
	app := d.Application(t, "web", "openid")
	assert.Equal(t, login.Client{
		AuthorizationEndpoint: "https://a/oauth2/authorize", TokenEndpoint: "https://a/oauth2/token",
		ClientID: "id", ClientSecret: "secret", RedirectURI: CallbackURL, Scopes: []string{"openid"},
	}, *app)
}
