package seed

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

// requests returns the requests of a file as lines of action and JSON.
func requests(t *testing.T, text string) []string {
	t.Helper()
	f, err := Parse("seed.hcl", []byte(text))
	require.NoError(t, err)
	var lines []string
	add := func(r request) {
		body, err := json.Marshal(r.body)
		require.NoError(t, err)
		lines = append(lines, r.action+" "+string(body))
	}
	for _, p := range f.pools {
		add(p.create)
		for _, r := range p.resources {
			add(r)
		}
	}
	return lines
}

func TestParseReturnsTheRequests(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		text string
		want []string
	}{
		{"only a comment", "# a comment\n", nil},
		{"empty pool", `user_pool "a" {}`, []string{`CreateUserPool {"PoolName":"a"}`}},
		{"two pools in the order of the file", "user_pool \"b\" {}\nuser_pool \"a\" {}", []string{`CreateUserPool {"PoolName":"b"}`, `CreateUserPool {"PoolName":"a"}`}},
		{"arguments of each type", `user_pool "a" {
			mfa_configuration   = "OFF"
			username_attributes = ["email"]
			user_pool_tags      = { team = "x" }
			deletion_protection = null
			username_configuration { case_sensitive = false }
		}`, []string{`CreateUserPool {"MfaConfiguration":"OFF","PoolName":"a","UserPoolTags":{"team":"x"},"UsernameAttributes":["email"],"UsernameConfiguration":{"CaseSensitive":false}}`}},
		{"policies without a surrounding block", `user_pool "a" {
			password_policy { minimum_length = 10 }
			sign_in_policy { allowed_first_auth_factors = ["PASSWORD"] }
		}`, []string{`CreateUserPool {"Policies":{"PasswordPolicy":{"MinimumLength":10},"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD"]}},"PoolName":"a"}`}},
		{"repeated blocks with a singular name", `user_pool "a" {
			schema { name = "x" }
			schema { 
				name = "y" 
				string_attribute_constraints { max_length = 5 }
			}
			account_recovery_setting {
				recovery_mechanism { 
					name = "admin_only"
					priority = "1"
				}
			}
		}`, []string{`CreateUserPool {"AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"admin_only","Priority":1}]},"PoolName":"a","Schema":[{"Name":"x"},{"Name":"y","StringAttributeConstraints":{"MaxLength":"5"}}]}`}},
		{"resources in the order of creation", `user_pool "a" {
			user "jo" {}
			managed_login_branding "web" {
				settings = { categories = { global = { colorSchemeMode = "DARK" } }, x = [1, true, null] }
				asset {
					category = "FAVICON_ICO"
				}
			}
			client "web" { allowed_oauth_flows_user_pool_client = true }
			group "staff" {}
			domain "orders" { managed_login_version = 2 }
			resource_server "api" {
				name = "API"
				scope {
					scope_name        = "read"
					scope_description = "Read"
				}
			}
			identity_provider "oidc" { provider_type = "OIDC" }
			mfa {
				software_token_mfa_configuration { enabled = true }
			}
		}`, []string{
			`CreateUserPool {"PoolName":"a"}`,
			`SetUserPoolMfaConfig {"SoftwareTokenMfaConfiguration":{"Enabled":true}}`,
			`CreateIdentityProvider {"ProviderName":"oidc","ProviderType":"OIDC"}`,
			`CreateResourceServer {"Identifier":"api","Name":"API","Scopes":[{"ScopeDescription":"Read","ScopeName":"read"}]}`,
			`CreateUserPoolClient {"AllowedOAuthFlowsUserPoolClient":true,"ClientName":"web"}`,
			`CreateManagedLoginBranding {"Assets":[{"Category":"FAVICON_ICO"}],"ClientId":"web","Settings":{"categories":{"global":{"colorSchemeMode":"DARK"}},"x":[1,true,null]}}`,
			`CreateUserPoolDomain {"Domain":"orders","ManagedLoginVersion":2}`,
			`CreateGroup {"GroupName":"staff"}`,
			`AdminCreateUser {"Username":"jo"}`,
		}},
		{"user with all arguments", `user_pool "a" {
			user "jo" {
				password           = "Passw0rd!"
				groups             = ["x", "y"]
				attributes         = { email = "jo@example.com", email_verified = true, "custom:n" = 7 }
				force_alias_creation = true
			}
		}`, []string{
			`CreateUserPool {"PoolName":"a"}`,
			`AdminCreateUser {"ForceAliasCreation":true,"MessageAction":"SUPPRESS","UserAttributes":[{"Name":"custom:n","Value":"7"},{"Name":"email","Value":"jo@example.com"},{"Name":"email_verified","Value":"true"}],"Username":"jo"}`,
			`AdminSetUserPassword {"Password":"Passw0rd!","Permanent":true,"Username":"jo"}`,
			`AdminAddUserToGroup {"GroupName":"x","Username":"jo"}`,
			`AdminAddUserToGroup {"GroupName":"y","Username":"jo"}`,
		}},
		{"invited user", `user_pool "a" { 
			user "jo" { desired_delivery_mediums = ["EMAIL"] }
		}`, []string{`CreateUserPool {"PoolName":"a"}`, `AdminCreateUser {"DesiredDeliveryMediums":["EMAIL"],"Username":"jo"}`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, tt.want, requests(t, tt.text))
		})
	}
}

func TestParseRejects(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want string }{
		{"invalid HCL", "user_pool \"a\" {\n  =\n}", `seed.hcl:2: An argument or block definition is required here.`},
		{"argument outside of a block", "\nregion = \"us-east-1\"", `seed.hcl:2: region is not in a block: a seed file is made of user_pool blocks`},
		{"unknown top-level block", "resource \"x\" \"y\" {}", `seed.hcl:1: a seed file has no block resource: it is made of user_pool blocks`},
		{"pool without a name", "user_pool {}", `seed.hcl:1: a block user_pool has one label: user_pool "pool_name" { ... }`},
		{"pool with two names", `user_pool "a" "b" {}`, `seed.hcl:1: a block user_pool has one label: user_pool "pool_name" { ... }`},
		{"repeated pool", "user_pool \"a\" {}\n\nuser_pool \"a\" {}", `seed.hcl:3: the user pool "a" is in the file twice`},
		{"id of the pool", "user_pool \"a\" {\n  user_pool_id = \"x\"\n}", `seed.hcl:2: user_pool has no argument user_pool_id: Cognito makes it, so leave it out`},
		{"unknown argument", "user_pool \"a\" {\n  client \"web\" {\n    callback_url = []\n  }\n}", `seed.hcl:3: client has no argument callback_url: write callback_urls = ...`},
		{"unknown block", "user_pool \"a\" {\n  clients \"web\" {}\n}", `seed.hcl:2: user_pool has no block clients: write client "NAME" { ... }`},
		{"unknown argument in a nested block", "user_pool \"a\" {\n  password_policy {\n    min = 8\n  }\n}", `seed.hcl:3: password_policy has no argument min`},
		{"block instead of an argument", "user_pool \"a\" {\n  username_attributes {}\n}", `seed.hcl:2: username_attributes of user_pool is an argument: write username_attributes = ...`},
		{"argument instead of a block", "user_pool \"a\" {\n  password_policy = {}\n}", `seed.hcl:2: password_policy of user_pool is a block: write password_policy { ... }`},
		{"repeated block", "user_pool \"a\" {\n  password_policy {}\n  password_policy {}\n}", `seed.hcl:3: user_pool has one block password_policy`},
		{"unexpected label", "user_pool \"a\" {\n  password_policy \"x\" {}\n}", `seed.hcl:2: a block password_policy has no label`},
		{"wrong type", "user_pool \"a\" {\n  username_attributes = \"email\"\n}", `seed.hcl:2: username_attributes of user_pool: list of string required, but have string`},
		{"string that is not a number", "user_pool \"a\" {\n  client \"web\" {\n    refresh_token_validity = \"long\"\n  }\n}", `seed.hcl:3: refresh_token_validity of client: a number is required`},
		{"variable", "user_pool \"a\" {\n  mfa_configuration = var.mfa\n}", `seed.hcl:2: Variables may not be used here.`},
		{"function", "user_pool \"a\" {\n  mfa_configuration = upper(\"off\")\n}", `seed.hcl:2: Functions may not be called here.`},
		{"repeated argument", "user_pool \"a\" {\n  mfa_configuration = \"ON\"\n  mfa_configuration = \"ON\"\n}", `seed.hcl:3: The argument "mfa_configuration" was already set at seed.hcl:2,3-20. Each argument may be set only once.`},
		{"groups of a user with the wrong type", "user_pool \"a\" {\n  user \"jo\" {\n    groups = \"staff\"\n  }\n}", `seed.hcl:3: groups of a user is a list of strings`},
		{"null in the attributes of a user", "user_pool \"a\" {\n  user \"jo\" {\n    attributes = { email = null }\n  }\n}", `seed.hcl:3: attributes of a user is a map of strings`},
		{"style of an unknown client", "user_pool \"a\" {\n  client \"web\" {}\n  managed_login_branding \"spa\" {}\n}", `seed.hcl:3: the user pool has 0 clients "spa": the label of managed_login_branding is the name of one client`},
		{"style of two clients", "user_pool \"a\" {\n  client \"web\" {}\n  client \"web\" {}\n  managed_login_branding \"web\" {}\n}", `seed.hcl:4: the user pool has 2 clients "web": the label of managed_login_branding is the name of one client`},
		{"client of a style as an argument", "user_pool \"a\" {\n  client \"web\" {}\n  managed_login_branding \"web\" {\n    client_id = \"x\"\n  }\n}", `seed.hcl:4: client_id is the label of managed_login_branding, so leave it out`},
		{"label as an argument", "user_pool \"a\" {\n  domain \"orders\" {\n    domain = \"other\"\n  }\n}", `seed.hcl:3: domain is the label of domain, so leave it out`},
		{"settings of a style as a block", "user_pool \"a\" {\n  client \"web\" {}\n  managed_login_branding \"web\" {\n    settings {}\n  }\n}", `seed.hcl:4: settings of managed_login_branding is an argument: write settings = ...`},
		{"unknown argument of a user", "user_pool \"a\" {\n  user \"jo\" {\n    pasword = \"x\"\n  }\n}", `seed.hcl:3: user has no argument pasword`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse("seed.hcl", []byte(tt.text))
			assert.EqualError(t, err, tt.want)
		})
	}
}

func TestSnakeReturnsTheNameOfTheProvider(t *testing.T) {
	t.Parallel()
	for member, want := range map[string]string{
		"PoolName": "pool_name", "CallbackURLs": "callback_urls", "DefaultRedirectURI": "default_redirect_uri",
		"AllowedOAuthFlowsUserPoolClient": "allowed_oauth_flows_user_pool_client", "IdTokenValidity": "id_token_validity",
		"KMSKeyID": "kms_key_id", "CustomSMSSender": "custom_sms_sender", "SmsConfiguration": "sms_configuration", "SnsCallerArn": "sns_caller_arn",
	} {
		assert.Equal(t, want, snake(member))
	}
}

// Two members of a request must not have the same argument name in a seed file.
func TestArgumentNamesAreUnique(t *testing.T) {
	t.Parallel()
	actions := []string{"CreateUserPool"}
	for _, p := range resourceBlocks {
		actions = append(actions, p.action)
	}
	for _, action := range actions {
		seen := map[string]string{}
		for member := range apimodel.RequestShape(action).Members() {
			assert.Empty(t, seen[snake(member)], "%s: %s", action, member)
			seen[snake(member)] = member
		}
		assert.NotEmpty(t, seen, action)
	}
}
