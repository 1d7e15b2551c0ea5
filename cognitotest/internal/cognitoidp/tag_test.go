package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTags(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p","UserPoolTags":{"team":"login","stage":"dev"}}`)
	const arn = `"ResourceArn":"arn:aws:cognito-idp:us-east-1:123456789012:userpool/{pool}"`
	list := func() string { return s.call(t, "ListTagsForResource", `{`+arn+`}`).body }
	assert.JSONEq(t, `{"Tags":{"team":"login","stage":"dev"}}`, list())
	assert.Equal(t, `{}`, s.call(t, "TagResource", `{`+arn+`,"Tags":{"stage":"prod","owner":"ada"}}`).body)
	assert.JSONEq(t, `{"Tags":{"team":"login","stage":"prod","owner":"ada"}}`, list())
	assert.Equal(t, `{}`, s.call(t, "UntagResource", `{`+arn+`,"TagKeys":["team","never"]}`).body)
	assert.JSONEq(t, `{"Tags":{"stage":"prod","owner":"ada"}}`, list())
	assert.Equal(t, map[string]any{"stage": "prod", "owner": "ada"}, at(s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`), "UserPool", "UserPoolTags"))
	s.ok(t, "UntagResource", `{`+arn+`,"TagKeys":["stage","owner"]}`)
	assert.Equal(t, `{"Tags":{}}`, list())
}

func TestTagsOfUnknownResourceAreRejected(t *testing.T) {
	s := start(t)
	tests := []struct{ name, arn, exception, message string }{
		{"unknown pool", "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_AbCdEfGhI", "ResourceNotFoundException", "User pool us-east-1_AbCdEfGhI does not exist."},
		{"unknown pool of another region", "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI", "ResourceNotFoundException", "User pool eu-west-1_AbCdEfGhI does not exist."},
	}
	s.pool(t, `{"PoolName":"p"}`)
	for name, arn := range map[string]string{
		"role":                 "arn:aws:iam::123456789012:role/admin",
		"another service":      "arn:aws:cognito-identity:us-east-1:123456789012:userpool/{pool}",
		"another account":      "arn:aws:cognito-idp:us-east-1:210987654321:userpool/{pool}",
		"another region":       "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/{pool}",
		"another partition":    "arn:aws-cn:cognito-idp:us-east-1:123456789012:userpool/{pool}",
		"another resource":     "arn:aws:cognito-idp:us-east-1:123456789012:identitypool/{pool}",
		"app client":           "arn:aws:cognito-idp:us-east-1:123456789012:userpool/{pool}/client/abc",
		"capitals":             "arn:aws:cognito-idp:us-east-1:123456789012:USERPOOL/{pool}",
		"text before the pool": "arn:aws:cognito-idp:us-east-1:123456789012:userpool/a:userpool/{pool}",
	} {
		arn = s.placeholders.Replace(arn)
		tests = append(tests, struct{ name, arn, exception, message string }{name, arn, "InvalidParameterException", "Invalid resource ARN: " + arn})
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.fails(t, "ListTagsForResource", `{"ResourceArn":"`+tt.arn+`"}`, tt.exception, tt.message)
			s.fails(t, "TagResource", `{"ResourceArn":"`+tt.arn+`","Tags":{"a":"b"}}`, tt.exception, tt.message)
			s.fails(t, "UntagResource", `{"ResourceArn":"`+tt.arn+`","TagKeys":["a"]}`, tt.exception, tt.message)
		})
	}
	assert.Equal(t, `{"Tags":{}}`, s.call(t, "ListTagsForResource", `{"ResourceArn":"arn:aws:cognito-idp:us-east-1:123456789012:userpool/{pool}"}`).body, "rejected requests did not tag the pool")
}
