package environment

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// oneLine requires an error that is one line and not empty.
func oneLine(t testing.TB, err error) {
	t.Helper()
	require.NotEmpty(t, err.Error())
	require.NotContains(t, err.Error(), "\n")
}

// hasIdentity requires what the checks rely on: a region, the id of a pool, and clients with keys and ids.
func hasIdentity(t testing.TB, environments []Environment) {
	t.Helper()
	for _, e := range environments {
		require.NotEmpty(t, e.Region)
		require.NotEmpty(t, e.UserPoolID)
		seen := map[string]bool{}
		for _, c := range e.Clients {
			require.NotEmpty(t, c.ID, c.Key)
			require.False(t, seen[c.Key], c.Key)
			seen[c.Key] = true
		}
	}
}

// FuzzReadOutputs reads any text as outputs of Terraform.
func FuzzReadOutputs(f *testing.F) {
	for _, text := range []string{
		allOutputs, "{}", "null", "[]", "", `{"environment":{"value":{"user_pool_id":"a_b","client_ids":{"web":"1"}}},"client_secrets":{"value":{"web":"s"}}}`,
		`{"user_pool_id":"eu-west-1_a","client_ids":{"":"x"},"refresh_contract":{"b":null}}`, `{"environment":{"value":{"user_pool_id":1,"client_ids":[]}}}`, "\xef\xbb\xbf{}", `{"a":{"value":{"user_pool_id":"_","client_ids":null}}}`,
		`{"user_pool_id":"a_b","client_ids":{"web":"1"},"refresh_contract":{"web":{"access_token_seconds":99999999999999999}}}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		environments, err := ReadOutputs(text, "outputs.json")
		if err != nil {
			oneLine(t, err)
			require.True(t, strings.HasPrefix(err.Error(), "outputs.json: "), err)
			return
		}
		require.NotEmpty(t, environments)
		hasIdentity(t, environments)
	})
}

// FuzzReadPlan reads any text as a plan, and joins it with any state.
func FuzzReadPlan(f *testing.F) {
	plan, err := os.ReadFile("testdata/plan.json")
	require.NoError(f, err)
	state, err := os.ReadFile("testdata/state.json")
	require.NoError(f, err)
	small := `{"planned_values":{"root_module":{"resources":[{"address":"aws_cognito_user_pool.a[\"x.y\"]","mode":"managed","type":"aws_cognito_user_pool","name":"a","index":"x.y","values":{"name":"a"}},` +
		`{"address":"module.m[0].aws_cognito_user_pool_client.b","mode":"managed","type":"aws_cognito_user_pool_client","name":"b","values":{"name":"b","id_token_validity":1,"token_validity_units":[{"id_token":"days"}]}}]}}}`
	applied := `{"values":{"root_module":{"resources":[{"address":"aws_cognito_user_pool.a[\"x.y\"]","mode":"managed","type":"aws_cognito_user_pool","values":{"id":"eu-west-1_a","name":"a"}},` +
		`{"address":"module.m[0].aws_cognito_user_pool_client.b","mode":"managed","type":"aws_cognito_user_pool_client","values":{"id":"1","user_pool_id":"eu-west-1_a","name":"b"}}]}}}`
	f.Add(plan, state)
	f.Add([]byte(small), []byte(applied))
	for _, text := range []string{"{}", "null", "", `{"planned_values":null}`, `{"planned_values":{"root_module":{"child_modules":[null,{"address":"["}]}}}`, `{"planned_values":{},"errored":true}`, strings.Replace(small, `"days"`, `"\n"`, 1), strings.Replace(small, "[0]", `["`, 1)} {
		f.Add([]byte(text), []byte(applied))
		f.Add([]byte(small), []byte(text))
	}
	f.Fuzz(func(t *testing.T, plan, state []byte) {
		declared, err := ReadPlan(plan)
		if err != nil {
			oneLine(t, err)
			return
		}
		environments, err := declared.Applied(state)
		if err != nil {
			oneLine(t, err)
			return
		}
		hasIdentity(t, environments)
	})
}

// FuzzReadPolicy reads any text as a policy, in both syntaxes of HCL. The policy that is written from what an accepted
// policy declares is accepted, too, and declares the same.
func FuzzReadPolicy(f *testing.F) {
	for _, text := range []string{
		"", "production = true\nuser_pool {\n  deletion_protection = \"ACTIVE\"\n}\nclient \"web\" {\n  access_token = { hours = 1 }\n  refresh = { days = 30 }\n  callback_urls = [\"https://a/b\"]\n}\n",
		"client \"*\" {}\nclient \"*\" {}", "client \"a\" {\n  client_id = \"1\"\n  id_token = { minutes = -1 }\n}", "production = 1 / 0", "client \"${a}\" {}", "user_pool {\n  password_policy {\n    minimum_length = 1e400\n  }\n}",
		"client \"a\" {\n  access_token = \"\"\n  explicit_auth_flows = [null]\n}", `{"production":true,"client":{"web":{"generate_secret":false}}}`, "client \"a\\n\" {\n  refresh = { weeks = 1 }\n}", "client {\n", "client \"a\" {\n  refresh = { days = 1e300 }\n}",
	} {
		f.Add([]byte(text), "policy.hcl")
		f.Add([]byte(text), "policy.json")
	}
	f.Fuzz(func(t *testing.T, text []byte, name string) {
		if name != "policy.hcl" {
			name = "policy.json"
		}
		policy, err := ReadPolicy(text, name)
		if err != nil {
			oneLine(t, err)
			require.True(t, strings.HasPrefix(err.Error(), name+":"), err)
			return
		}
		e := Environment{UserPoolID: "eu-west-1_a", Region: "eu-west-1", Declared: policy.pool, Production: policy.production != nil && *policy.production}
		for _, c := range policy.clients {
			e.Clients = append(e.Clients, Client{Key: c.label, ID: c.id, Declared: c.declared})
		}
		written := FormatPolicy(&e)
		again, err := ReadPolicy(written, "written.hcl")
		require.NoError(t, err, "%s", written)
		require.Len(t, again.clients, len(policy.clients))
		require.Equal(t, policy.pool, again.pool, "%s", written)
		for i, c := range policy.clients {
			require.Equal(t, c.label, again.clients[i].label)
			require.Equal(t, c.id, again.clients[i].id)
			require.Equal(t, c.declared, again.clients[i].declared, "%s", written)
		}
	})
}
