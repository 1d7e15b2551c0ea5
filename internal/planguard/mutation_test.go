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

// TestPlansThatAreWrongSomewhere: each value of a plan is replaced by a value of another kind. The guard reports what is
// wrong or reads the rest, and does not panic.
func TestPlansThatAreWrongSomewhere(t *testing.T) {
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

func TestAPlanWithANullChange(t *testing.T) {
	t.Parallel()
	_, err := Read([]byte(`{"format_version":"1.2","planned_values":{},"resource_changes":[null]}`))
	require.EqualError(t, err, "it is a plan that cannot be read: resource_changes[0] is null: write the plan again with `terraform show -json`")
}
