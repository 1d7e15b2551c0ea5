package apimodel

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A pattern that Go's regular expressions do not support would panic in a request.
func TestEveryPatternCompiles(t *testing.T) {
	count := 0
	for name, s := range model.Shapes {
		if s.Pattern == "" {
			continue
		}
		count++
		assert.NotPanics(t, func() { matchesWhole(s.Pattern, "x") }, "%s: %s", name, s.Pattern)
	}
	assert.Greater(t, count, 50, "patterns in the model")
}

func TestPatternsMatchTheWholeValue(t *testing.T) {
	tests := []struct {
		name, shape, value string
		want               bool
	}{
		{"whole", "UserPoolNameType", "my pool", true},
		{"part", "UserPoolNameType", "my/pool", false},
		{"line feed at the end", "ClientIdType", "abc\n", false},
		{"letters beyond ASCII", "CustomAttributeNameType", "größe", true},
		{"a bucket", "S3BucketType", "my.bucket", true},
		{"the lookbehind that Go lacks: no dot at the end", "S3BucketType", "my.bucket.", false},
		{"only a dot", "S3BucketType", ".", false},
		{"nothing", "S3BucketType", "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := matchesWhole(model.Shapes[tt.shape].Pattern, tt.value)
			assert.Equal(t, tt.want, got)
		})
	}
}

// The model has every shape that an operation or a shape names. Otherwise a misspelt name would
// disable the check of a value.
func TestEveryNamedShapeExists(t *testing.T) {
	known := func(from, name string) {
		_, ok := model.Shapes[name]
		assert.True(t, ok || name == "", "%s names the shape %q, which is missing", from, name)
	}
	for name, o := range model.Operations {
		known(name, o.Input)
	}
	for name, s := range model.Shapes {
		known(name, s.Member)
		known(name, s.Key)
		known(name, s.Value)
		for _, member := range s.Members {
			known(name, member.Shape)
		}
		for _, member := range s.Required {
			assert.NotEmpty(t, s.Members.shape(member), "%s requires %s", name, member)
		}
	}
}

// A CheckResponse that accepts everything would let every test that uses it pass.
func TestCheckResponseFindsDifferences(t *testing.T) {
	tests := []struct{ name, operation, body, want string }{
		{"conforms", "DescribeUserPool", `{"UserPool":{"Id":"us-east-1_A","CreationDate":1.5,"UserPoolTags":{"a":"b"},"LambdaConfig":{}}}`, ""},
		{"unknown member", "DescribeUserPool", `{"UserPool":{"ID":"us-east-1_A"}}`, "DescribeUserPool.UserPool: UserPoolType has no member ID"},
		{"another type", "DescribeUserPool", `{"UserPool":{"Id":7}}`, "DescribeUserPool.UserPool.Id: 7 is not a string"},
		{"value outside the list", "DescribeUserPool", `{"UserPool":{"MfaConfiguration":"MAYBE"}}`, "MAYBE is not in"},
		{"value in a list", "ListUserPools", `{"UserPools":["a"]}`, "ListUserPools.UserPools[]: a is not a structure"},
		{"missing member", "GetUser", `{"Username":"ada"}`, "GetUser has no UserAttributes"},
		{"empty response with a member", "DeleteUserPool", `{"A":1}`, "has no member A"},
		{"empty response", "DeleteUserPool", `{}`, ""},
		{"not JSON", "DeleteUserPool", ``, "EOF"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := CheckResponse(tt.operation, []byte(tt.body))
			if tt.want == "" {
				assert.NoError(t, err)
				return
			}
			assert.ErrorContains(t, err, tt.want)
		})
	}
	assert.NoError(t, CheckError("DescribeUserPool", "ResourceNotFoundException"))
	assert.NoError(t, CheckError("DescribeUserPool", "SerializationException"))
	assert.Error(t, CheckError("DescribeUserPool", "GroupExistsException"))
}
