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

func TestTagsOfNothing(t *testing.T) {
	s := start(t)
	tests := []struct{ name, arn, exception, message string }{
		{"unknown pool", "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_AbCdEfGhI", "ResourceNotFoundException", "User pool us-east-1_AbCdEfGhI does not exist."},
		{"no pool", "arn:aws:iam::123456789012:role/admin", "InvalidParameterException", "Invalid resource ARN: arn:aws:iam::123456789012:role/admin"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.refused(t, "ListTagsForResource", `{"ResourceArn":"`+tt.arn+`"}`, tt.exception, tt.message)
			s.refused(t, "TagResource", `{"ResourceArn":"`+tt.arn+`","Tags":{"a":"b"}}`, tt.exception, tt.message)
			s.refused(t, "UntagResource", `{"ResourceArn":"`+tt.arn+`","TagKeys":["a"]}`, tt.exception, tt.message)
		})
	}
}
