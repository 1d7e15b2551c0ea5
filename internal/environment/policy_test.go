package environment

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const fullPolicy = `production = true

user_pool {
  deletion_protection   = "ACTIVE"
  user_pool_tier        = "ESSENTIALS"
  mfa_configuration     = "OPTIONAL"
  managed_login_version = 1

  allow_admin_create_user_only = true
  account_recovery             = ["verified_email", "verified_phone_number"]
  advanced_security_mode       = "ENFORCED"
  custom_auth_mode             = "AUDIT"
  issuer_type                  = "UPDATED"
  user_session_tracking        = "ENABLED"
  max_sessions_per_user        = 5
  open_registration            = true
  web_acl_arn                  = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/login/1a2b"
  password_policy {
    minimum_length = 14
    require_symbols = false
  }
}

client "web" {
  client_id       = "1web"
  generate_secret = true
  access_token    = { validity = 60, unit = "minutes" }
  id_token        = { validity = 1, unit = "hours" }
  refresh = {
    validity                   = 30
    unit                       = "days"
    rotation                   = true
    retry_grace_period_seconds = 10
    revocation                 = true
  }
  explicit_auth_flows           = ["ALLOW_USER_SRP_AUTH"]
  allowed_oauth_flows           = ["code"]
  allowed_oauth_scopes          = ["openid", "email"]
  callback_urls                 = ["https://app.example.com/callback"]
  logout_urls                   = []
  prevent_user_existence_errors = "ENABLED"
}

client "spa" {
  refresh                          = { rotation = true }
  sso_session_max_validity_minutes = 0
}

client "*" {
  refresh = { revocation = true }
}
`

func TestReadPolicy(t *testing.T) {
	t.Parallel()
	p, err := ReadPolicy([]byte(fullPolicy), "refresh.hcl")
	require.NoError(t, err)
	assert.Equal(t, []string{"1web"}, p.ClientIDs())
	assert.True(t, p.NamesClients())

	e := Environment{UserPoolID: "eu-west-1_A", Clients: []Client{{Key: "web app", ID: "1web"}, {Key: "spa", ID: "2spa"}, {Key: "jobs", ID: "3jobs"}}}
	require.NoError(t, p.Apply(&e))
	assert.Equal(t, Environment{
		UserPoolID: "eu-west-1_A", Production: true,
		Declared: Pool{
			DeletionProtection: new("ACTIVE"), Tier: new("ESSENTIALS"), MFAConfiguration: new("OPTIONAL"), ManagedLoginVersion: new(1),
			AllowAdminCreateUserOnly: new(true), AccountRecovery: []string{"verified_email", "verified_phone_number"},
			AdvancedSecurityMode: new("ENFORCED"), CustomAuthMode: new("AUDIT"),
			IssuerType: new("UPDATED"), UserSessionTracking: new("ENABLED"), MaxSessionsPerUser: new(5), OpenRegistration: new(true),
			WebACLARN:      new("arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/login/1a2b"),
			PasswordPolicy: &PasswordPolicy{MinimumLength: new(14), RequireSymbols: new(false)},
		},
		Clients: []Client{
			{Key: "web", ID: "1web", Declared: AppClient{
				AccessToken: new(time.Hour), IDToken: new(time.Hour), RefreshToken: new(30 * 24 * time.Hour),
				Rotation: new(true), RetryGracePeriod: new(10 * time.Second), Revocation: new(true),
				Confidential: new(true), ExplicitAuthFlows: []string{"ALLOW_USER_SRP_AUTH"}, AllowedOAuthFlows: []string{"code"},
				AllowedOAuthScopes: []string{"openid", "email"}, CallbackURLs: []string{"https://app.example.com/callback"}, LogoutURLs: []string{},
				PreventUserExistenceErrors: new("ENABLED"),
			}},
			{Key: "spa", ID: "2spa", Declared: AppClient{Rotation: new(true), SSOSessionMinutes: new(0)}},
			{Key: "jobs", ID: "3jobs", Declared: AppClient{Revocation: new(true)}},
		},
	}, e)
}

func TestEmptyPolicyDeclaresNothing(t *testing.T) {
	t.Parallel()
	p, err := ReadPolicy(nil, "refresh.hcl")
	require.NoError(t, err)
	assert.False(t, p.NamesClients())
	e := Environment{Production: true, Clients: []Client{{Key: "web", ID: "1web"}}}
	require.NoError(t, p.Apply(&e))
	assert.Equal(t, Environment{Production: true, Clients: []Client{{Key: "web", ID: "1web"}}}, e)
}

func TestPolicyOfAnUnknownClientIsRejected(t *testing.T) {
	t.Parallel()
	p, err := ReadPolicy([]byte("client \"web\" {\n}\nclient \"spa\" {\n}\n"), "refresh.hcl")
	require.NoError(t, err)
	err = p.Apply(&Environment{UserPoolID: "eu-west-1_A", Clients: []Client{{Key: "web", ID: "1web"}}})
	assert.EqualError(t, err, `refresh.hcl:3: client.spa: the client is not among the checked clients of eu-west-1_A. Write its client_id, select it with --client-id, or remove the block`)
}

func TestPolicyErrors(t *testing.T) {
	t.Parallel()
	inClient := func(line string) string { return "client \"web\" {\n  " + line + "\n}\n" }
	for _, tt := range []struct{ name, policy, want string }{
		{"not HCL", "client web\n", "refresh.hcl:1: Invalid block definition: A block definition must have block content delimited by \"{\" and \"}\", starting on the same line as the block header"},
		{"an unknown block", "pool {\n}\n", "refresh.hcl:1: Unsupported block type: Blocks of type \"pool\" are not expected here"},
		{"a misspelled argument", inClient(`callback_url = []`), "refresh.hcl:2: Unsupported argument: An argument named \"callback_url\" is not expected here. Did you mean \"callback_urls\"?"},
		{"a client without a name", "client {\n}\n", "refresh.hcl:1: Missing name for client: All client blocks must have 1 labels (name)"},
		{"a string for a list", inClient(`callback_urls = "https://app.example.com"`), "refresh.hcl:2: Unsuitable value type: Unsuitable value: list of string required, but have string"},
		{"a variable", inClient(`callback_urls = [var.url]`), "refresh.hcl:2: Variables not allowed: Variables may not be used here"},
		{"an unknown tier", "user_pool {\n  user_pool_tier = \"GOLD\"\n}\n", "refresh.hcl:2: user_pool.user_pool_tier: \"GOLD\" is not a valid value. Use \"LITE\", \"ESSENTIALS\" or \"PLUS\""},
		{"an unknown login version", "user_pool {\n  managed_login_version = 3\n}\n", "refresh.hcl:2: user_pool.managed_login_version: 3 is not a version. Use 1 for the classic hosted UI or 2 for managed login"},
		{"an unknown mode of threat protection", "user_pool {\n  advanced_security_mode = \"ON\"\n}\n", "refresh.hcl:2: user_pool.advanced_security_mode: \"ON\" is not a valid value. Use \"OFF\", \"AUDIT\" or \"ENFORCED\""},
		{"an unknown issuer type", "user_pool {\n  issuer_type = \"NEW\"\n}\n", "refresh.hcl:2: user_pool.issuer_type: \"NEW\" is not a valid value. Use \"ORIGINAL\" or \"UPDATED\""},
		{"101 sessions", "user_pool {\n  max_sessions_per_user = 101\n}\n", "refresh.hcl:2: user_pool.max_sessions_per_user: 101 is out of range. Write a number from 1 to 100"},
		{"91 days of reuse", inClient(`sso_session_max_validity_minutes = 131040`), "refresh.hcl:2: client.web.sso_session_max_validity_minutes: 131040 is out of range. Write a number from 0 to 129600, which is 90 days"},
		{"an unknown recovery mechanism", "user_pool {\n  account_recovery = [\"email\"]\n}\n", "refresh.hcl:2: user_pool.account_recovery: \"email\" is not a recovery mechanism. Use \"verified_email\", \"verified_phone_number\" or \"admin_only\""},
		{"a password of five characters", "user_pool {\n  password_policy {\n    minimum_length = 5\n  }\n}\n", "refresh.hcl:3: user_pool.password_policy.minimum_length: 5 is out of range. Write a number from 6 to 99"},
		{"temporary passwords of no days", "user_pool {\n  password_policy {\n    temporary_password_validity_days = 0\n  }\n}\n", "refresh.hcl:3: user_pool.password_policy.temporary_password_validity_days: 0 is out of range. Write a number from 1 to 365"},
		{"two password policies", "user_pool {\n  password_policy {\n  }\n  password_policy {\n  }\n}\n", "refresh.hcl:4: Duplicate password_policy block: Only one password_policy block is allowed. Another was defined at refresh.hcl:2,3-18"},
		{"the same client twice", "client \"web\" {\n}\nclient \"web\" {\n}\n", "refresh.hcl:3: client.web: the client has two blocks. Merge them"},
		{"an id in the block for all clients", "client \"*\" {\n  client_id = \"1\"\n}\n", "refresh.hcl:2: client.*.client_id: the block is for all clients without their own block. Remove client_id"},
		{"an unknown value of existence errors", inClient(`prevent_user_existence_errors = "YES"`), "refresh.hcl:2: client.web.prevent_user_existence_errors: \"YES\" is not a valid value. Use \"ENABLED\" or \"LEGACY\""},
		{"a number for an object", inClient(`access_token = 60`), "refresh.hcl:2: client.web.access_token: the value is not an object. Write for example { validity = 60, unit = \"minutes\" }"},
		{"rotation of an access token", inClient(`access_token = { rotation = true }`), "refresh.hcl:2: client.web.access_token: \"rotation\" is not an argument. Use \"unit\" or \"validity\""},
		{"a string for a number", inClient(`refresh = { validity = "long", unit = "days" }`), "refresh.hcl:2: client.web.refresh: attribute \"validity\": number required"},
		{"a unit without a validity", inClient(`refresh = { unit = "days" }`), "refresh.hcl:2: client.web.refresh.validity: the argument is missing. Write it beside unit"},
		{"a validity without a unit", inClient(`refresh = { validity = 30 }`), "refresh.hcl:2: client.web.refresh.unit: the argument is missing. Use \"seconds\", \"minutes\", \"hours\" or \"days\""},
		{"an unknown unit", inClient(`refresh = { validity = 30, unit = "weeks" }`), "refresh.hcl:2: client.web.refresh.unit: \"weeks\" is not a unit. Use \"seconds\", \"minutes\", \"hours\" or \"days\""},
		{"half a day", inClient(`refresh = { validity = 0.5, unit = "days" }`), "refresh.hcl:2: client.web.refresh.validity: 0.5 is not a positive whole number. Write 1 or more"},
		{"an access token of two days", inClient(`access_token = { validity = 2, unit = "days" }`), "refresh.hcl:2: client.web.access_token: 2 days is out of range. Write a validity from 5 minutes to 1 day"},
		{"a validity beyond an int64", inClient(`id_token = { validity = 1e30, unit = "days" }`), "refresh.hcl:2: client.web.id_token: 1e+30 days is out of range. Write a validity from 5 minutes to 1 day"},
		{"a refresh token of a minute", inClient(`refresh = { validity = 60, unit = "seconds" }`), "refresh.hcl:2: client.web.refresh: 60 seconds is out of range. Write a validity from 1 hour to 3650 days"},
		{"an unknown flow", inClient(`allowed_oauth_flows = ["cod"]`), "refresh.hcl:2: client.web.allowed_oauth_flows: \"cod\" is not an OAuth flow. Use \"code\", \"implicit\" or \"client_credentials\""},
		{"an unknown API flow", inClient(`explicit_auth_flows = ["ALLOW_SRP"]`), "refresh.hcl:2: client.web.explicit_auth_flows: \"ALLOW_SRP\" is not an authentication flow. Use \"ALLOW_USER_SRP_AUTH\", \"ALLOW_REFRESH_TOKEN_AUTH\", \"ALLOW_USER_AUTH\", \"ALLOW_USER_PASSWORD_AUTH\", \"ALLOW_ADMIN_USER_PASSWORD_AUTH\", \"ALLOW_CUSTOM_AUTH\", \"ADMIN_NO_SRP_AUTH\", \"CUSTOM_AUTH_FLOW_ONLY\" or \"USER_PASSWORD_AUTH\""},
		{"a grace period that is too long", inClient(`refresh = { retry_grace_period_seconds = 61 }`), "refresh.hcl:2: client.web.refresh.retry_grace_period_seconds: 61 is out of range. Write a whole number from 0 to 60"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := ReadPolicy([]byte(tt.policy), "refresh.hcl")
			assert.EqualError(t, err, tt.want)
		})
	}
}
