package planguard

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/jsontest"
)

const wholePlan = `{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{},"resource_changes":[
	{"address":"aws_cognito_user_pool.this","mode":"managed","type":"aws_cognito_user_pool","name":"this","change":{
		"actions":["update"],"before":{"auto_verified_attributes":["phone_number"],"mfa_configuration":"OFF","sms_configuration":[{"external_id":"a"}],"schema":[{"name":"team"}]},
		"after":{"auto_verified_attributes":["phone_number"],"mfa_configuration":"OFF","sms_configuration":[{"external_id":"b"}],"schema":[{"name":"cost"}]},
		"replace_paths":[["schema",0]]}},
	{"address":"aws_cognito_user_pool_client.web","mode":"managed","type":"aws_cognito_user_pool_client","name":"web","change":{"actions":["delete","create"],"replace_paths":[["generate_secret"]]}}]}`

// TestMalformedPlansDoNotPanic replaces each value of a plan with a value of another type. The guard returns an error or
// checks the rest of the plan.
func TestMalformedPlansDoNotPanic(t *testing.T) {
	t.Parallel()
	count := 0
	for where, text := range jsontest.Mutations([]byte(wholePlan), 1) {
		count++
		assert.NotPanics(t, func() {
			plan, err := Read(text)
			if err != nil {
				assert.NotContains(t, err.Error(), "\n", where)
				return
			}
			_, err = Check(plan)
			assert.NoError(t, err, where)
		}, where)
	}
	assert.Greater(t, count, 300)
}

// TestReadRejectsAnIncompleteChange: a change without actions could be a loss, so the guard must not ignore it.
func TestReadRejectsAnIncompleteChange(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, change, want string }{
		{"null", `null`, "is null"},
		{"an empty object", `{}`, "has no address"},
		{"without a type", `{"address":"a.b","mode":"managed","change":{"actions":["delete"]}}`, "(a.b) has no type"},
		{"without a mode", `{"address":"a.b","type":"a","change":{"actions":["delete"]}}`, `(a.b) has the mode "", which is neither managed nor data`},
		{"with an unknown mode", `{"address":"a.b","type":"a","mode":"ephemeral","change":{"actions":["delete"]}}`, `(a.b) has the mode "ephemeral", which is neither managed nor data`},
		{"without a change", `{"address":"a.b","type":"a","mode":"managed"}`, "(a.b) has no change"},
		{"without actions", `{"address":"a.b","type":"a","mode":"managed","change":{}}`, "(a.b) has the actions [], which this version does not support"},
		{"with an unknown action", `{"address":"a.b","type":"a","mode":"managed","change":{"actions":["destroy"]}}`, `(a.b) has the actions ["destroy"], which this version does not support`},
		{"with a repeated action", `{"address":"a.b","type":"a","mode":"managed","change":{"actions":["delete","delete"]}}`, `(a.b) has the actions ["delete" "delete"], which this version does not support`},
		{
			"an update of a pool without values", `{"address":"a.b","type":"aws_cognito_user_pool","mode":"managed","change":{"actions":["update"],"before":{}}}`,
			"(a.b) is an update without the values before and after",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Read([]byte(`{"format_version":"1.2","planned_values":{},"resource_changes":[` + tt.change + `]}`))
			require.EqualError(t, err, "resource_changes[0] "+tt.want+". Write the plan again with `terraform show -json`")
		})
	}
}
