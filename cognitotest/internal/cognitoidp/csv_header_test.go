package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestCSVHeader compares the header with the sample in the developer guide and a custom attribute.
func TestCSVHeader(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p","Schema":[{"Name":"tenant","AttributeDataType":"String"},{"Name":"email","Required":true}]}`)
	want := `{"CSVHeader":["name","given_name","family_name","middle_name","nickname","preferred_username","profile","picture","website","email","email_verified","gender","birthdate",` +
		`"zoneinfo","locale","phone_number","phone_number_verified","address","updated_at","custom:tenant","cognito:mfa_enabled","cognito:username"],"UserPoolId":"{pool}"}`
	assert.Equal(t, s.placeholders.Replace(want), s.call(t, "GetCSVHeader", `{"UserPoolId":"{pool}"}`).body)
	s.fails(t, "GetCSVHeader", `{"UserPoolId":"us-east-1_AbCdEfGhI"}`, "ResourceNotFoundException", "User pool us-east-1_AbCdEfGhI does not exist.")
}
