package environment

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// allOutputs is the output of `terraform output -json` with all fields of the root module.
const allOutputs = `{
  "environment": {"sensitive": false, "type": "dynamic", "value": {
    "user_pool_id": "eu-west-1_Ab12Cd34E", "user_pool_arn": "arn", "region": "eu-west-1",
    "issuer": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E",
    "login_base_url": "https://orders.auth.eu-west-1.amazoncognito.com",
    "token_endpoint": "https://orders.auth.eu-west-1.amazoncognito.com/oauth2/token",
    "client_ids": {"web": "1web", "spa": "2spa"},
    "refresh_contract": {
      "web": {"access_token_seconds": 900, "id_token_seconds": 3600, "refresh_token_seconds": 86400, "rotation": true,
        "retry_grace_period_seconds": 10, "revocation": true,
        "code_response_fields": ["access_token"], "refresh_response_fields": []},
      "spa": {"rotation": false}
    },
    "user_pool_settings": {"deletion_protection": "ACTIVE", "user_pool_tier": "PLUS", "mfa_configuration": "OFF", "managed_login_version": 2,
      "password_policy": {"minimum_length": 10, "require_lowercase": true, "require_uppercase": true, "require_numbers": true, "require_symbols": false,
        "password_history_size": 3, "temporary_password_validity_days": 5},
      "allow_admin_create_user_only": false, "account_recovery": ["verified_phone_number", "verified_email"],
      "advanced_security_mode": "AUDIT", "custom_auth_mode": "ENFORCED",
      "issuer_type": "UPDATED", "user_session_tracking": "ENABLED", "max_sessions_per_user": 5, "open_registration": false, "web_acl_arn": "arn:1"},
    "client_settings": {"web": {"generate_secret": true, "explicit_auth_flows": ["ALLOW_USER_SRP_AUTH"], "allowed_oauth_flows": ["code"],
      "allowed_oauth_scopes": ["openid"], "callback_urls": ["https://app.example.com/callback"], "logout_urls": [],
      "prevent_user_existence_errors": "ENABLED", "sso_session_max_validity_minutes": 30}}
  }},
  "client_secrets": {"sensitive": true, "value": {"web": "hush"}},
  "name": {"value": "orders"}
}`

func TestReadOutputs(t *testing.T) {
	t.Parallel()
	got, err := ReadOutputs([]byte(allOutputs), "build/orders-prod.json")
	require.NoError(t, err)
	assert.Equal(t, []Environment{{
		Name: "orders-prod", Source: "build/orders-prod.json", Region: "eu-west-1", UserPoolID: "eu-west-1_Ab12Cd34E", Production: true,
		Endpoints: Endpoints{
			Issuer:        "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E",
			LoginBaseURL:  "https://orders.auth.eu-west-1.amazoncognito.com",
			TokenEndpoint: "https://orders.auth.eu-west-1.amazoncognito.com/oauth2/token",
		},
		Declared: Pool{
			DeletionProtection: new("ACTIVE"), Tier: new("PLUS"), MFAConfiguration: new("OFF"), ManagedLoginVersion: new(2),
			PasswordPolicy: &PasswordPolicy{
				MinimumLength: new(10), RequireLowercase: new(true), RequireUppercase: new(true), RequireNumbers: new(true), RequireSymbols: new(false),
				PasswordHistorySize: new(3), TemporaryPasswordValidityDays: new(5),
			},
			AllowAdminCreateUserOnly: new(false), AccountRecovery: []string{"verified_phone_number", "verified_email"},
			AdvancedSecurityMode: new("AUDIT"), CustomAuthMode: new("ENFORCED"),
			IssuerType: new("UPDATED"), UserSessionTracking: new("ENABLED"), MaxSessionsPerUser: new(5), OpenRegistration: new(false), WebACLARN: new("arn:1"),
		},
		Clients: []Client{
			{Key: "spa", ID: "2spa", Secret: new(Secret("")), Declared: AppClient{Rotation: new(false)}},
			{Key: "web", ID: "1web", Secret: new(Secret("hush")), Declared: AppClient{
				AccessToken: new(15 * time.Minute), IDToken: new(time.Hour), RefreshToken: new(24 * time.Hour),
				Rotation: new(true), RetryGracePeriod: new(10 * time.Second), Revocation: new(true),
				CodeResponseFields: []string{"access_token"}, RefreshResponseFields: []string{},
				Confidential: new(true), ExplicitAuthFlows: []string{"ALLOW_USER_SRP_AUTH"}, AllowedOAuthFlows: []string{"code"},
				AllowedOAuthScopes: []string{"openid"}, CallbackURLs: []string{"https://app.example.com/callback"}, LogoutURLs: []string{},
				PreventUserExistenceErrors: new("ENABLED"), SSOSessionMinutes: new(30),
			}},
		},
	}}, got)
}

func TestReadOutputsOfOtherForms(t *testing.T) {
	t.Parallel()
	const bare = `{"user_pool_id":"eu-west-1_Ab12Cd34E","client_ids":{"web":"1web"},"refresh_contract":{}}`
	client := []Client{{Key: "web", ID: "1web"}}
	environment := func(name, source string) Environment {
		return Environment{Name: name, Source: source, Region: "eu-west-1", UserPoolID: "eu-west-1_Ab12Cd34E", Clients: client}
	}
	for _, tt := range []struct {
		name, data, source string
		want               []Environment
	}{
		{"only the value of the output", bare, "staging.json", []Environment{environment("staging", "staging.json")}},
		{"with a byte order mark", "\xef\xbb\xbf" + bare, "staging.json", []Environment{environment("staging", "staging.json")}},
		{"beside outputs of the same names as its fields", `{"user_pool_id":{"value":"eu-west-1_Ab12Cd34E"},"client_ids":{"value":{}},"environment":{"value":` + bare + `}}`, "dev.json", []Environment{environment("dev", "dev.json")}},
		{"a folder", `{"environment":{"value":` + bare + `}}`, "roots/dev/", []Environment{environment("dev", "roots/dev/")}},
		{
			"several environments in one root", `{"staging":{"value":` + bare + `},"dev":{"value":` + bare + `},"other":{"value":{"user_pool_id":"x"}},"count":{"value":3}}`,
			"all.json", []Environment{environment("dev", "all.json"), environment("staging", "all.json")},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := ReadOutputs([]byte(tt.data), tt.source)
			require.NoError(t, err)
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestReadOutputsErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, data, want string }{
		{"nothing", ``, "f.json: the file is not a JSON object. Write it with `terraform output -json`"},
		{"a list", `[]`, "f.json: the file is not a JSON object. Write it with `terraform output -json`"},
		{"a truncated file", `{"environment":{"value":`, "f.json: the file is not a JSON object. Write it with `terraform output -json`"},
		{"no outputs", `{}`, "f.json: the outputs are empty. Run `terraform apply`, and select the workspace in which it ran"},
		{"another root", `{"vpc_id":{"value":"vpc-1"}}`, `f.json: the output "environment" is missing. Write output "environment" { value = module.cognito.environment } and apply it. Without the module, see docs/own-root.md`},
		{"a root without the module", `{"user_pool_id":{"sensitive":false,"type":"string","value":"eu-west-1_A"}}`, `f.json: the output "environment" is missing. Write output "environment" { value = module.cognito.environment } and apply it. Without the module, see docs/own-root.md`},
		{"a pool id of the wrong type that is not an output", `{"user_pool_id":{"id":"eu-west-1_A"}}`, `f.json: environment.user_pool_id: the type object is wrong. Write value = module.cognito.environment`},
		{"not applied", `{"user_pool_id":"","client_ids":{"web":"1"}}`, "f.json: environment.user_pool_id: the value is empty. Run `terraform apply`"},
		{"not a pool", `{"user_pool_id":"orders","client_ids":{"web":"1"}}`, `f.json: environment.user_pool_id: "orders" is not the id of a user pool, such as eu-west-1_Ab12Cd34E. Write value = module.cognito.environment`},
		{"no clients", `{"user_pool_id":"eu-west-1_A"}`, `f.json: environment.client_ids: the value is missing. Write value = module.cognito.environment`},
		{"a client without an id", `{"user_pool_id":"eu-west-1_A","client_ids":{"web":""}}`, "f.json: environment.client_ids.web: the value is empty. Run `terraform apply`"},
		{"a contract of an unknown client", `{"user_pool_id":"eu-west-1_A","client_ids":{"web":"1"},"refresh_contract":{"spa":{}}}`, `f.json: environment.client_ids: the client "spa" is missing, but refresh_contract or client_settings has it. Write value = module.cognito.environment`},
		{"a wrong type", `{"user_pool_id":7}`, `f.json: environment.user_pool_id: the type number is wrong. Write value = module.cognito.environment`},
		{"a wrong type in a nested field", `{"user_pool_id":"eu-west-1_A","refresh_contract":{"web":{"rotation":"yes"}}}`, `f.json: environment.refresh_contract.rotation: the type string is wrong. Write value = module.cognito.environment`},
		{
			"secrets of a wrong type", `{"environment":{"value":{"user_pool_id":"eu-west-1_A","client_ids":{"web":"1"},"refresh_contract":{}}},"client_secrets":{"value":["hush"]}}`,
			`f.json: client_secrets: the output does not map clients to secrets. Write value = module.cognito.client_secrets`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := ReadOutputs([]byte(tt.data), "f.json")
			assert.EqualError(t, err, tt.want)
		})
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	t.Parallel()
	all, err := ReadOutputs([]byte(allOutputs), "f.json")
	require.NoError(t, err)
	text, err := json.Marshal(all[0])
	require.NoError(t, err)
	assert.NotContains(t, string(text), "hush")
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		assert.NotContains(t, fmt.Sprintf(format, *all[0].Clients[1].Secret), "hush", format)
	}
}

func TestIsProduction(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"prod": true, "production": true, "orders-prod": true, "PROD_eu": true, "eu.production": true,
		"product": false, "nonprod": false, "staging": false, "": false,
	} {
		assert.Equal(t, want, IsProduction(name), name)
	}
}

func TestUnique(t *testing.T) {
	t.Parallel()
	assert.NoError(t, Unique([]Environment{{Name: "a"}, {Name: "b"}}))
	assert.EqualError(t, Unique([]Environment{{Name: "a", Source: "x/a"}, {Name: "b"}, {Name: "a", Source: "y/a"}}),
		`x/a and y/a have the same name "a". Rename one of the files or folders, or select workspaces with different names`)
}
