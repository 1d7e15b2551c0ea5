package deploy

import (
	"encoding/json"
	"testing"

	"github.com/gruntwork-io/terratest/modules/logger"
	"github.com/gruntwork-io/terratest/modules/terraform"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// Outputs are the outputs that every example has: `environment`, as the root module returns it, and `client_secrets`.
type Outputs struct {
	EnvironmentOutput

	ClientSecrets map[string]string
}

// EnvironmentOutput is the value of the output `environment`.
type EnvironmentOutput struct {
	UserPoolID             string                     `json:"user_pool_id"`
	UserPoolARN            string                     `json:"user_pool_arn"`
	Region                 string                     `json:"region"`
	Issuer                 string                     `json:"issuer"`
	JWKSURI                string                     `json:"jwks_uri"`
	OpenIDConfigurationURI string                     `json:"openid_configuration_uri"`
	LoginBaseURL           string                     `json:"login_base_url"`
	AuthorizationEndpoint  string                     `json:"authorization_endpoint"`
	TokenEndpoint          string                     `json:"token_endpoint"`
	RevocationEndpoint     string                     `json:"revocation_endpoint"`
	UserInfoEndpoint       string                     `json:"userinfo_endpoint"`
	EndSessionEndpoint     string                     `json:"end_session_endpoint"`
	ClientIDs              map[string]string          `json:"client_ids"`
	ScopeIdentifiers       map[string][]string        `json:"scope_identifiers"`
	IdentityProviderNames  []string                   `json:"identity_provider_names"`
	RefreshContract        map[string]RefreshContract `json:"refresh_contract"`
}

// RefreshContract contains the lifetimes of the tokens of one client and the fields of its token responses.
type RefreshContract struct {
	AccessTokenSeconds      int      `json:"access_token_seconds"`
	IDTokenSeconds          int      `json:"id_token_seconds"`
	RefreshTokenSeconds     int      `json:"refresh_token_seconds"`
	Rotation                bool     `json:"rotation"`
	RetryGracePeriodSeconds int      `json:"retry_grace_period_seconds"`
	Revocation              bool     `json:"revocation"`
	CodeResponseFields      []string `json:"code_response_fields"`
	RefreshResponseFields   []string `json:"refresh_response_fields"`
}

// OutputsJSON reads all outputs with one command. It does not log them, because they contain client secrets in plain text.
func OutputsJSON(t *testing.T, options *terraform.Options) []byte {
	t.Helper()
	defer timing.Spend(t, timing.Terraform)()
	silent, err := options.Clone()
	require.NoError(t, err)
	silent.Logger = logger.Discard
	raw, err := terraform.OutputJSONContextE(t, t.Context(), silent, "")
	require.NoError(t, err)
	return []byte(raw)
}

// parseOutputs reads the output of `terraform output -json`. Only client_secrets may be sensitive.
func parseOutputs(t *testing.T, raw []byte) Outputs {
	t.Helper()
	var declared map[string]struct {
		Sensitive bool            `json:"sensitive"`
		Value     json.RawMessage `json:"value"`
	}
	require.NoError(t, json.Unmarshal(raw, &declared))
	for name, output := range declared {
		assert.Equal(t, name == "client_secrets", output.Sensitive, "sensitivity of output %q", name)
	}
	var read Outputs
	require.Contains(t, declared, "environment")
	require.NoError(t, json.Unmarshal(declared["environment"].Value, &read.EnvironmentOutput))
	if secrets, ok := declared["client_secrets"]; ok { // an example with only public clients may omit this output
		require.NoError(t, json.Unmarshal(secrets.Value, &read.ClientSecrets))
	}
	return read
}

// Application returns an app client of the deployment. It uses only the outputs, as an application
// does.
func (d *Deployment) Application(t *testing.T, key string, scopes ...string) *login.Client {
	t.Helper()
	require.Contains(t, d.Outputs.ClientIDs, key, "output client_ids")
	return &login.Client{
		HTTP:                  d.Target.HTTP,
		AuthorizationEndpoint: d.Outputs.AuthorizationEndpoint,
		TokenEndpoint:         d.Outputs.TokenEndpoint,
		RevocationEndpoint:    d.Outputs.RevocationEndpoint,
		UserInfoEndpoint:      d.Outputs.UserInfoEndpoint,
		EndSessionEndpoint:    d.Outputs.EndSessionEndpoint,
		ClientID:              d.Outputs.ClientIDs[key],
		ClientSecret:          d.Outputs.ClientSecrets[key],
		RedirectURI:           CallbackURL,
		Scopes:                scopes,
	}
}
