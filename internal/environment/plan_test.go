package environment

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// planOf returns the JSON of a plan with the values and the configuration of a root module.
func planOf(root, configuration string) []byte {
	return []byte(`{"format_version":"1.2","planned_values":{"root_module":` + root + `},"configuration":{"root_module":` + configuration + `}}`)
}

func stateOf(root string) []byte {
	return []byte(`{"format_version":"1.0","values":{"root_module":` + root + `}}`)
}

const (
	plannedPool = `{"address":"aws_cognito_user_pool.customers","mode":"managed","type":"aws_cognito_user_pool","name":"customers",
		"values":{"name":"customers","deletion_protection":"ACTIVE","mfa_configuration":"OFF"}}`
	appliedPool = `{"address":"aws_cognito_user_pool.customers","mode":"managed","type":"aws_cognito_user_pool","name":"customers",
		"values":{"id":"eu-west-1_Ab12Cd34E","deletion_protection":"INACTIVE","mfa_configuration":"ON","user_pool_tier":"ESSENTIALS"}}`
)

// clientOf returns the resource of a client.
func clientOf(values string) string {
	return `{"address":"aws_cognito_user_pool_client.web","mode":"managed","type":"aws_cognito_user_pool_client","name":"web","values":` + values + `}`
}

const appliedClient = `{"id":"1web","user_pool_id":"eu-west-1_Ab12Cd34E","client_secret":"hush","access_token_validity":9,"enable_token_revocation":true,
	"explicit_auth_flows":["ALLOW_USER_SRP_AUTH"],"prevent_user_existence_errors":"LEGACY","allowed_oauth_scopes":["orders/read"],
	"refresh_token_rotation":[{"feature":"ENABLED","retry_grace_period_seconds":7}]}`

// readClient joins a plan of one client, with these planned values and configured
// expressions, with its state.
func readClient(t *testing.T, planned, expressions, applied string) (Client, error) {
	t.Helper()
	plan, err := ReadPlan(planOf(`{"resources":[`+plannedPool+`,`+clientOf(planned)+`]}`,
		`{"resources":[{"address":"aws_cognito_user_pool_client.web","expressions":`+expressions+`}]}`))
	require.NoError(t, err)
	all, err := plan.Applied(stateOf(`{"resources":[` + appliedPool + `,` + clientOf(applied) + `]}`))
	if err != nil {
		return Client{}, err
	}
	require.Len(t, all, 1)
	require.Len(t, all[0].Clients, 1)
	return all[0].Clients[0], nil
}

// A plan declares the values in it, and not the defaults of the service.
func TestDeclaredSettingsOfAPlannedClient(t *testing.T) {
	t.Parallel()
	const hours = `"token_validity_units":[],`
	for _, tt := range []struct {
		name, planned, expressions string
		want                       AppClient
	}{
		{"no arguments", `{}`, `{}`, AppClient{}},
		{"no arguments, as the provider plans them", `{"generate_secret":null,"default_redirect_uri":null,"refresh_token_rotation":[],"token_validity_units":[]}`, `{}`,
			AppClient{Confidential: new(false), Rotation: new(false)}},
		{"validities without units", `{` + hours + `"access_token_validity":2,"id_token_validity":3,"refresh_token_validity":4}`, `{}`,
			AppClient{AccessToken: new(2 * time.Hour), IDToken: new(3 * time.Hour), RefreshToken: new(96 * time.Hour)}},
		{"validities with units", `{"token_validity_units":[{"access_token":"minutes","id_token":"seconds","refresh_token":"hours"}],
			"access_token_validity":20,"id_token_validity":400,"refresh_token_validity":5}`, `{}`,
			AppClient{AccessToken: new(20 * time.Minute), IDToken: new(400 * time.Second), RefreshToken: new(5 * time.Hour)}},
		{"one unit", `{"token_validity_units":[{"access_token":"minutes","id_token":null}],"access_token_validity":20,"id_token_validity":1}`, `{}`,
			AppClient{AccessToken: new(20 * time.Minute), IDToken: new(time.Hour)}},
		{"units without validities", `{"token_validity_units":[{"access_token":"minutes"}]}`, `{}`, AppClient{}},
		{"unknown units", `{"access_token_validity":20}`, `{}`, AppClient{}},
		{"a refresh validity of zero", `{` + hours + `"refresh_token_validity":0}`, `{}`, AppClient{RefreshToken: new(30 * 24 * time.Hour)}},
		{"rotation", `{"refresh_token_rotation":[{"feature":"ENABLED","retry_grace_period_seconds":10}]}`, `{}`,
			AppClient{Rotation: new(true), RetryGracePeriod: new(10 * time.Second)}},
		{"rotation without a grace period", `{"refresh_token_rotation":[{"feature":"ENABLED","retry_grace_period_seconds":null}]}`, `{}`, AppClient{Rotation: new(true)}},
		{"rotation off", `{"refresh_token_rotation":[{"feature":"DISABLED","retry_grace_period_seconds":0}]}`, `{}`,
			AppClient{Rotation: new(false), RetryGracePeriod: new(time.Duration(0))}},
		{"other settings", `{"generate_secret":true,"enable_token_revocation":false,"prevent_user_existence_errors":"ENABLED",
			"explicit_auth_flows":["ALLOW_USER_SRP_AUTH","ALLOW_CUSTOM_AUTH"],"logout_urls":[],"callback_urls":["https://b.example.com/","https://a.example.com/"]}`, `{}`,
			AppClient{Confidential: new(true), Revocation: new(false), PreventUserExistenceErrors: new("ENABLED"),
				ExplicitAuthFlows: []string{"ALLOW_CUSTOM_AUTH", "ALLOW_USER_SRP_AUTH"}, LogoutURLs: []string{},
				CallbackURLs: []string{"https://a.example.com/", "https://b.example.com/"}}},

		{"responses", `{"allowed_oauth_flows_user_pool_client":true,"allowed_oauth_flows":["code"],"allowed_oauth_scopes":["openid"],"refresh_token_rotation":[]}`, `{}`,
			AppClient{AllowedOAuthFlows: []string{"code"}, AllowedOAuthScopes: []string{"openid"}, Rotation: new(false),
				CodeResponseFields:    []string{"access_token", "expires_in", "id_token", "refresh_token", "token_type"},
				RefreshResponseFields: []string{"access_token", "expires_in", "id_token", "token_type"}}},
		{"responses with rotation and without openid", `{"allowed_oauth_flows_user_pool_client":true,"allowed_oauth_flows":["code"],"allowed_oauth_scopes":["orders/read"],
			"refresh_token_rotation":[{"feature":"ENABLED","retry_grace_period_seconds":0}]}`, `{}`,
			AppClient{AllowedOAuthFlows: []string{"code"}, AllowedOAuthScopes: []string{"orders/read"}, Rotation: new(true), RetryGracePeriod: new(time.Duration(0)),
				CodeResponseFields:    []string{"access_token", "expires_in", "refresh_token", "token_type"},
				RefreshResponseFields: []string{"access_token", "expires_in", "refresh_token", "token_type"}}},
		{"responses of a machine client", `{"allowed_oauth_flows_user_pool_client":true,"allowed_oauth_flows":["client_credentials"],"allowed_oauth_scopes":["orders/read"]}`, `{}`,
			AppClient{AllowedOAuthFlows: []string{"client_credentials"}, AllowedOAuthScopes: []string{"orders/read"}, CodeResponseFields: []string{}, RefreshResponseFields: []string{}}},
		{"responses without OAuth", `{"allowed_oauth_flows_user_pool_client":false,"allowed_oauth_flows":[],"allowed_oauth_scopes":[]}`, `{}`,
			AppClient{AllowedOAuthFlows: []string{}, AllowedOAuthScopes: []string{}}},
		{"responses that depend on the scopes", `{"allowed_oauth_flows_user_pool_client":true,"allowed_oauth_flows":["code"]}`, `{}`, AppClient{AllowedOAuthFlows: []string{"code"}}},

		{"configured scopes that are unknown", `{}`, `{"allowed_oauth_scopes":{"references":["aws_cognito_resource_server.api"]}}`, AppClient{AllowedOAuthScopes: []string{"orders/read"}}},
		{"one unknown scope", `{"allowed_oauth_scopes":["openid",null]}`, `{"allowed_oauth_scopes":{"references":["var.scope","aws_cognito_resource_server.api"]}}`,
			AppClient{AllowedOAuthScopes: []string{"orders/read"}}},
		{"scopes from a null variable", `{}`, `{"allowed_oauth_scopes":{"references":["var.scopes","local.more","each.value"]}}`, AppClient{}},
		{"an unknown block", `{}`, `{"refresh_token_rotation":[{"feature":{"constant_value":"ENABLED"},"retry_grace_period_seconds":{"references":["random_integer.grace.result"]}}]}`,
			AppClient{Rotation: new(true), RetryGracePeriod: new(7 * time.Second)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := readClient(t, tt.planned, tt.expressions, appliedClient)
			require.NoError(t, err)
			assert.Equal(t, Client{Key: "web", ID: "1web", Secret: new(Secret("hush")), Declared: tt.want}, got)
		})
	}
}

// An attribute of a resource, which is unknown at plan, reaches the client through inputs of modules.
func TestInputsThatAreUnknownAtPlan(t *testing.T) {
	t.Parallel()
	in := func(values string) string {
		return `{"resources":[` + appliedPool + `],"child_modules":[{"address":"module.cognito","child_modules":[{"address":"module.cognito.module.client[\"web\"]","resources":[
			{"address":"module.cognito.module.client[\"web\"].aws_cognito_user_pool_client.this","mode":"managed","type":"aws_cognito_user_pool_client","name":"this","values":` + values + `}]}]}]}`
	}
	for _, tt := range []struct {
		name, input string
		want        []string
	}{
		{"from a resource", `{"references":["aws_cloudfront_distribution.app.domain_name"]}`, []string{"https://a.example.com/"}},
		{"from another module", `{"references":["module.app.url"]}`, []string{"https://a.example.com/"}},
		{"from a variable of the root", `{"references":["var.urls"]}`, nil},
		{"a constant", `{"constant_value":{"references":["not.one"]}}`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			plan, err := ReadPlan(planOf(in(`{}`), `{"module_calls":{"cognito":{"expressions":{"clients":`+tt.input+`},"module":{"module_calls":{"client":{
				"expressions":{"urls":{"references":["var.clients[\"web\"].urls","var.clients"]}},
				"module":{"resources":[{"address":"aws_cognito_user_pool_client.this","expressions":{"callback_urls":{"references":["var.urls"]}}}]}}}}}}}`))
			require.NoError(t, err)
			all, err := plan.Applied(stateOf(in(`{"id":"1web","user_pool_id":"eu-west-1_Ab12Cd34E","callback_urls":["https://a.example.com/"]}`)))
			require.NoError(t, err)
			require.Len(t, all, 1)
			require.Len(t, all[0].Clients, 1)
			assert.Equal(t, tt.want, all[0].Clients[0].Declared.CallbackURLs)
		})
	}
}

func TestSecretOfAnAppliedClient(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, applied string
		want          *Secret
	}{
		{"a secret", `{"id":"1web","user_pool_id":"eu-west-1_Ab12Cd34E","client_secret":"hush"}`, new(Secret("hush"))},
		{"an empty secret", `{"id":"1web","user_pool_id":"eu-west-1_Ab12Cd34E","client_secret":""}`, new(Secret(""))},
		{"no secret", `{"id":"1web","user_pool_id":"eu-west-1_Ab12Cd34E","client_secret":null}`, new(Secret(""))},
		{"no secret attribute", `{"id":"1web","user_pool_id":"eu-west-1_Ab12Cd34E"}`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := readClient(t, `{}`, `{}`, tt.applied)
			require.NoError(t, err)
			assert.Equal(t, tt.want, got.Secret)
		})
	}
}

// Each client belongs to the environment of its pool.
func TestEnvironmentsOfAPlan(t *testing.T) {
	t.Parallel()
	resource := func(address, kind, name, values string) string {
		return `{"address":"` + address + `","mode":"managed","type":"` + kind + `","name":"` + name + `","values":` + values + `}`
	}
	data := func(address, name, values string) string {
		return `{"address":"` + address + `","mode":"data","type":"aws_cognito_user_pool","name":"` + name + `","values":` + values + `}`
	}
	const (
		domain   = "aws_cognito_user_pool_domain"
		provider = "aws_cognito_identity_provider"
		client   = "aws_cognito_user_pool_client"
	)
	for _, tt := range []struct {
		name, plan, state string
		want              []Environment
	}{
		{
			"a pool without clients", `{"resources":[` + plannedPool + `]}`, `{"resources":[` + appliedPool + `]}`,
			[]Environment{{Name: "customers", Region: "eu-west-1", UserPoolID: "eu-west-1_Ab12Cd34E", Declared: Pool{DeletionProtection: new("ACTIVE"), MFAConfiguration: new("OFF")}}},
		},
		{
			"a domain and providers",
			`{"resources":[` + plannedPool + `,` + resource("aws_cognito_user_pool_domain.this", domain, "this", `{"managed_login_version":2}`) + `,` +
				resource("aws_cognito_identity_provider.b", provider, "b", `{"provider_name":"Okta","provider_type":"OIDC"}`) + `,` +
				resource("aws_cognito_identity_provider.a", provider, "a", `{"provider_name":"Google","provider_type":"Google"}`) + `]}`,
			`{"resources":[` + appliedPool + `,` + resource("aws_cognito_user_pool_domain.this", domain, "this", `{"domain":"orders","user_pool_id":"eu-west-1_Ab12Cd34E","certificate_arn":""}`) + `,` +
				resource("aws_cognito_identity_provider.b", provider, "b", `{"provider_name":"Okta","user_pool_id":"eu-west-1_Ab12Cd34E"}`) + `,` +
				resource("aws_cognito_identity_provider.a", provider, "a", `{"provider_name":"Google","user_pool_id":"eu-west-1_Ab12Cd34E"}`) + `]}`,
			[]Environment{{
				Name: "customers", Region: "eu-west-1", UserPoolID: "eu-west-1_Ab12Cd34E",
				Endpoints:         Endpoints{LoginBaseURL: "https://orders.auth.eu-west-1.amazoncognito.com"},
				Declared:          Pool{DeletionProtection: new("ACTIVE"), MFAConfiguration: new("OFF"), ManagedLoginVersion: new(2)},
				IdentityProviders: []IdentityProvider{{"Google", "Google"}, {"Okta", "OIDC"}},
			}},
		},
		{
			"a custom domain and a prefix domain",
			`{"resources":[` + plannedPool + `,` + resource("aws_cognito_user_pool_domain.a", domain, "a", `{}`) + `,` + resource("aws_cognito_user_pool_domain.b", domain, "b", `{"managed_login_version":1}`) + `]}`,
			`{"resources":[` + appliedPool + `,` + resource("aws_cognito_user_pool_domain.a", domain, "a", `{"domain":"auth.example.com","user_pool_id":"eu-west-1_Ab12Cd34E","certificate_arn":"arn:x"}`) + `,` +
				resource("aws_cognito_user_pool_domain.b", domain, "b", `{"domain":"orders","user_pool_id":"eu-west-1_Ab12Cd34E"}`) + `]}`,
			[]Environment{{
				Name: "customers", Region: "eu-west-1", UserPoolID: "eu-west-1_Ab12Cd34E", Endpoints: Endpoints{LoginBaseURL: "https://auth.example.com"},
				Declared: Pool{DeletionProtection: new("ACTIVE"), MFAConfiguration: new("OFF")},
			}},
		},
		{
			"a client of a pool from a data source",
			`{"resources":[` + resource("aws_cognito_user_pool_client.web", client, "web", `{}`) + `]}`,
			`{"resources":[` + data("data.aws_cognito_user_pool.existing", "existing", `{"id":"eu-west-1_Existing1"}`) + `,` +
				resource("aws_cognito_user_pool_client.web", client, "web", `{"id":"1web","user_pool_id":"eu-west-1_Existing1"}`) + `]}`,
			[]Environment{{Name: "existing", Region: "eu-west-1", UserPoolID: "eu-west-1_Existing1", Clients: []Client{{Key: "web", ID: "1web"}}}},
		},
		{
			"a client of a pool from a variable",
			`{"resources":[` + resource("aws_cognito_user_pool_client.web", client, "web", `{}`) + `]}`,
			`{"resources":[` + resource("aws_cognito_user_pool_client.web", client, "web", `{"id":"1web","user_pool_id":"eu-west-1_Existing1"}`) + `]}`,
			[]Environment{{Name: "eu-west-1_Existing1", Region: "eu-west-1", UserPoolID: "eu-west-1_Existing1", Clients: []Client{{Key: "web", ID: "1web"}}}},
		},
		{
			"a managed client",
			`{"resources":[` + resource("aws_cognito_managed_user_pool_client.search", "aws_cognito_managed_user_pool_client", "search", `{"refresh_token_rotation":[]}`) + `]}`,
			`{"resources":[` + resource("aws_cognito_managed_user_pool_client.search", "aws_cognito_managed_user_pool_client", "search", `{"id":"1search","user_pool_id":"eu-west-1_Existing1"}`) + `]}`,
			[]Environment{{Name: "eu-west-1_Existing1", Region: "eu-west-1", UserPoolID: "eu-west-1_Existing1", Clients: []Client{{Key: "search", ID: "1search"}}}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			plan, err := ReadPlan(planOf(tt.plan, `{}`))
			require.NoError(t, err)
			got, err := plan.Applied(stateOf(tt.state))
			require.NoError(t, err)
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestNamesOfAPlan(t *testing.T) {
	t.Parallel()
	instance := func(module, name, index string) resource {
		r := resource{Name: name, module: modulePath(module)}
		if index != "" {
			r.Index = json.RawMessage(index)
		}
		r.Address = r.short() + " in full"
		return r
	}
	for _, tt := range []struct {
		name      string
		names     func(*resource) []string
		resources []resource
		want      []string
	}{
		{"pools of the root", poolNames, []resource{instance("", "customers", ""), instance("", "staff", "")}, []string{"customers", "staff"}},
		{"pools of a for_each", poolNames, []resource{instance("", "this", `"eu"`), instance("", "this", `"us"`)}, []string{`this["eu"]`, `this["us"]`}},
		{"a pool in a nested module", poolNames, []resource{instance("module.cognito.module.user_pool", "this", "")}, []string{"module.cognito"}},
		{"a module for each", poolNames, []resource{instance(`module.cognito["eu.west"].module.user_pool`, "this", ""), instance(`module.cognito["a]\"b"].module.user_pool`, "this", "")},
			[]string{`module.cognito["eu.west"]`, `module.cognito["a]\"b"]`}},
		{"two pools of one module", poolNames, []resource{instance("module.cognito", "customers", ""), instance("module.cognito", "staff", "")}, []string{"module.cognito.customers", "module.cognito.staff"}},
		{"two modules in one module", poolNames, []resource{instance("module.a.module.b", "this", ""), instance("module.a.module.c", "this", "")}, []string{"module.a.module.b", "module.a.module.c"}},

		{"clients by name", clientNames, []resource{instance("", "web", ""), instance("", "spa", "")}, []string{"web", "spa"}},
		{"clients of a for_each", clientNames, []resource{instance("", "this", `"web"`), instance("", "this", `"spa"`)}, []string{"web", "spa"}},
		{"clients of a count", clientNames, []resource{instance("", "web", "0"), instance("", "web", "1")}, []string{"web[0]", "web[1]"}},
		{"one client of a count", clientNames, []resource{instance("", "web", "0")}, []string{"web"}},
		{"modules of a for_each", clientNames, []resource{instance(`module.cognito.module.client["web"]`, "this", ""), instance(`module.cognito.module.client["spa"]`, "this", "")}, []string{"web", "spa"}},
		{"modules", clientNames, []resource{instance("module.web", "this", ""), instance("module.spa", "this", "")}, []string{"web", "spa"}},
		{"modules of a count", clientNames, []resource{instance("module.client[0]", "this", ""), instance("module.client[1]", "this", "")}, []string{"module.client[0].this", "module.client[1].this"}},
		{"one key in two for_each", clientNames, []resource{instance("", "app", `"web"`), instance("", "api", `"web"`)}, []string{"app", "api"}},
		{"a key equal to another name", clientNames, []resource{instance("", "web", ""), instance("", "app", `"web"`)}, []string{"web", "app"}},
		{"a key equal to the name of two clients", clientNames, []resource{instance("", "web", `"web"`), instance("", "web", `"spa"`)}, []string{"web", "spa"}},
		{"only the address differs", clientNames, []resource{{Name: "web", Address: "a.web"}, {Name: "web", Address: "b.web"}}, []string{"a.web", "b.web"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, tt.want, distinct(tt.resources, tt.names))
		})
	}
}

func TestReadPlanErrors(t *testing.T) {
	t.Parallel()
	const notAPlan = "the plan is not the JSON of a plan. Write it with `terraform plan -out plan.tfplan`, then `terraform show -json plan.tfplan`"
	for _, tt := range []struct{ name, plan, want string }{
		{"no text", ``, notAPlan},
		{"a list", `[]`, notAPlan},
		{"a truncated file", `{"planned_values":{`, notAPlan},
		{"a state", `{"format_version":"1.0","values":{"root_module":{}}}`, notAPlan},
		{"a wrong JSON type", `{"planned_values":{"root_module":{"resources":[{"address":7}]}}}`, "the plan cannot be read: planned_values.root_module.resources.address: the type number is wrong"},
		{"planning failed", `{"planned_values":{"root_module":{}},"errored":true}`, "the plan is incomplete, because planning failed. Fix the error of `terraform plan` first"},
		{"no pool", `{"planned_values":{"root_module":{}}}`, "the plan declares no user pool and no app client. Use a configuration with aws_cognito_user_pool or aws_cognito_user_pool_client"},
		{"only a data source", `{"planned_values":{"root_module":{"resources":[{"mode":"data","type":"aws_cognito_user_pool"}]}}}`,
			"the plan declares no user pool and no app client. Use a configuration with aws_cognito_user_pool or aws_cognito_user_pool_client"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := ReadPlan([]byte(tt.plan))
			assert.EqualError(t, err, tt.want)
		})
	}
}

func TestAppliedErrors(t *testing.T) {
	t.Parallel()
	plan, err := ReadPlan(planOf(`{"resources":[`+plannedPool+`,`+clientOf(`{}`)+`]}`, `{}`))
	require.NoError(t, err)
	with := func(pool, client string) string {
		return string(stateOf(`{"resources":[{"address":"aws_cognito_user_pool.customers","values":` + pool + `},` + clientOf(client) + `]}`))
	}
	for _, tt := range []struct{ name, state, want string }{
		{"no text", ``, "the state is not the JSON of a state. Write it with `terraform show -json`"},
		{"not applied", `{"format_version":"1.0"}`, "the state is empty. Apply the plan first"},
		{"another state", string(stateOf(`{}`)), "aws_cognito_user_pool.customers: the state does not have the resource of the plan. Apply the plan first"},
		{"a partial apply", string(stateOf(`{"resources":[` + appliedPool + `]}`)), "aws_cognito_user_pool_client.web: the state does not have the resource of the plan. Apply the plan first"},
		{"a pool without an id", with(`{}`, `{}`), "aws_cognito_user_pool.customers.id: the value is missing in the state. Apply the plan first"},
		{"an id in another form", with(`{"id":"customers"}`, `{}`), `aws_cognito_user_pool.customers.id: "customers" is not the id of a user pool, such as eu-west-1_Ab12Cd34E`},
		{"a client without a pool", with(`{"id":"eu-west-1_A"}`, `{"id":"1web"}`), "aws_cognito_user_pool_client.web.user_pool_id: the value is missing in the state. Apply the plan first"},
		{"a secret of another type", with(`{"id":"eu-west-1_A"}`, `{"id":"1web","user_pool_id":"eu-west-1_A","client_secret":{"hush":1}}`),
			"aws_cognito_user_pool_client.web.client_secret: the type is not the type in the provider's schema. Use hashicorp/aws 5.95 or newer"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := plan.Applied([]byte(tt.state))
			assert.EqualError(t, err, tt.want)
		})
	}

	for name, tt := range map[string]struct{ planned, want string }{
		"a unit":   {`{"access_token_validity":1,"token_validity_units":[{"access_token":"weeks"}]}`, `aws_cognito_user_pool_client.web.token_validity_units.access_token: "weeks" is not a unit. Use "seconds", "minutes", "hours" or "days"`},
		"a number": {`{"refresh_token_validity":"thirty","token_validity_units":[]}`, "aws_cognito_user_pool_client.web.refresh_token_validity: the type is not the type in the provider's schema. Use hashicorp/aws 5.95 or newer"},
	} {
		_, err := readClient(t, tt.planned, `{}`, appliedClient)
		assert.EqualError(t, err, tt.want, name)
	}
}

// Reads the plan and the state in testdata, from Terraform 1.11.4 and hashicorp/aws 5.100.0. The root has
// resources with for_each and count, scopes and callbacks that are unknown at plan, and calls the root
// module of this repository.
func TestPlanOfTerraform(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/plan.json")
	require.NoError(t, err)
	state, err := os.ReadFile("testdata/state.json")
	require.NoError(t, err)
	plan, err := ReadPlan(text)
	require.NoError(t, err)
	all, err := plan.Applied(state)
	require.NoError(t, err)

	rotated := []string{"access_token", "expires_in", "id_token", "refresh_token", "token_type"}
	app := AppClient{
		AccessToken: new(30 * time.Minute), IDToken: new(2 * time.Hour), Rotation: new(true), RetryGracePeriod: new(10 * time.Second),
		CodeResponseFields: rotated, RefreshResponseFields: rotated, AllowedOAuthFlows: []string{"code"}, AllowedOAuthScopes: []string{"openid", "orders/read"},
		CallbackURLs: []string{"https://app.example.com/eu-west-1_GgY5X0Srs"},
	}
	web, spa := app, app
	web.Confidential, spa.Confidential = new(true), new(false)
	machine := AppClient{
		Rotation: new(false), Confidential: new(true), AllowedOAuthFlows: []string{"client_credentials"}, AllowedOAuthScopes: []string{"orders/read"},
		CodeResponseFields: []string{}, RefreshResponseFields: []string{},
	}
	assert.Equal(t, []Environment{
		{
			Name: "customers", Region: "eu-west-1", UserPoolID: "eu-west-1_GgY5X0Srs",
			Endpoints: Endpoints{LoginBaseURL: "https://orders-clock.auth.eu-west-1.amazoncognito.com"},
			Declared:  Pool{DeletionProtection: new("INACTIVE"), MFAConfiguration: new("OFF")},
			Clients: []Client{
				{Key: "machine[0]", ID: "mluiiju41cdaoddbbtv39pmnnj", Secret: new(Secret("the-secret-of-machine")), Declared: machine},
				{Key: "machine[1]", ID: "et8rhsj4635ga5aunsi7ehl1ug", Secret: new(Secret("the-secret-of-machine")), Declared: machine},
				{Key: "plain", ID: "1ntf2i8e04kn4iqqet2u4m9pug", Secret: new(Secret("")), Declared: AppClient{Rotation: new(false), Confidential: new(false)}},
				{Key: "spa", ID: "5gsv1sajec0ra1vc3m152vrbvh", Secret: new(Secret("")), Declared: spa},
				{Key: "web", ID: "3qpoojh0ggamm1r8d76otj1m4i", Secret: new(Secret("the-secret-of-web")), Declared: web},
			},
		},
		{
			Name: "module.cognito", Region: "eu-west-1", UserPoolID: "eu-west-1_dExeBv2YR",
			Endpoints: Endpoints{LoginBaseURL: "https://staff-clock.auth.eu-west-1.amazoncognito.com"},
			Declared: Pool{
				DeletionProtection: new("ACTIVE"), Tier: new("ESSENTIALS"), MFAConfiguration: new("OFF"), ManagedLoginVersion: new(1),
				PasswordPolicy: &PasswordPolicy{
					MinimumLength: new(12), RequireLowercase: new(true), RequireUppercase: new(true), RequireNumbers: new(true), RequireSymbols: new(true),
					PasswordHistorySize: new(0), TemporaryPasswordValidityDays: new(7),
				},
				AllowAdminCreateUserOnly: new(true), AccountRecovery: []string{"verified_email"},
			},
			Clients: []Client{{Key: "web", ID: "h08p80o9fbfbn45k0mflq4reb5", Secret: new(Secret("the-secret-of-web")), Declared: AppClient{
				AccessToken: new(time.Hour), IDToken: new(time.Hour), RefreshToken: new(30 * 24 * time.Hour),
				Rotation: new(false), RetryGracePeriod: new(time.Duration(0)), Revocation: new(true),
				CodeResponseFields: rotated, RefreshResponseFields: []string{"access_token", "expires_in", "id_token", "token_type"},
				Confidential: new(true), ExplicitAuthFlows: []string{"ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"},
				AllowedOAuthFlows: []string{"code"}, AllowedOAuthScopes: []string{"email", "openid"},
				CallbackURLs: []string{"https://app.example.com/cb"}, LogoutURLs: []string{}, PreventUserExistenceErrors: new("ENABLED"),
			}}},
		},
	}, all)
}
