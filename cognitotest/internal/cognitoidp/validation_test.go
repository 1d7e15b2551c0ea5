package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestValidation holds the wording of cdk-preflight.
func TestValidation(t *testing.T) {
	const (
		invalid = "InvalidParameterException"
		serial  = "SerializationException"
	)
	tests := []struct{ name, action, body, exception, message string }{
		{
			"required member missing", "DescribeUserPool", `{}`, invalid,
			"1 validation error detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
		}, {
			"null is missing", "DescribeUserPool", `{"UserPoolId":null}`, invalid,
			"1 validation error detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
		}, {
			"two errors", "CreateUserPoolClient", `{"UserPoolId":"nowhere","ClientName":"a/b"}`, invalid,
			`2 validation errors detected: Value 'a/b' at 'clientName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w\s+=,.@-]+; Value 'nowhere' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+_[0-9a-zA-Z]+`,
		}, {
			"two errors of one value beside another", "ListUserPools", `{"MaxResults":0,"NextToken":""}`, invalid,
			`3 validation errors detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'nextToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [\S]+`,
		}, {
			"number too large", "ListUserPools", `{"MaxResults":61}`, invalid,
			"1 validation error detected: Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60",
		}, {
			"sensitive value is hidden", "AdminSetUserPassword", `{"UserPoolId":"us-east-1_AbCdEfGhI","Username":"ada","Password":"has a space"}`, invalid,
			`1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\S]+`,
		}, {
			"enum", "CreateUserPool", `{"PoolName":"p","DeletionProtection":"ON"}`, invalid,
			"1 validation error detected: Value 'ON' at 'deletionProtection' failed to satisfy constraint: Member must satisfy enum value set: [ACTIVE, INACTIVE]",
		}, {
			"element of a list", "CreateUserPoolClient", `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientName":"c","CallbackURLs":["has a space"]}`, invalid,
			`1 validation error detected: Value 'has a space' at 'callbackURLs.1.member' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+`,
		}, {
			"member of the second structure of a list", "CreateUserPool", `{"PoolName":"p","Schema":[{"Name":"a"},{"Name":""}]}`, invalid,
			`2 validation errors detected: Value '' at 'schema.2.member.name' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'schema.2.member.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+`,
		}, {
			"required member of a nested structure", "CreateUserPoolClient", `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientName":"c","RefreshTokenRotation":{}}`, invalid,
			"1 validation error detected: Value null at 'refreshTokenRotation.feature' failed to satisfy constraint: Member must not be null",
		}, {
			"length counts characters, not bytes", "CreateUserPool", `{"PoolName":"p","Schema":[{"Name":"ääääääääääääääääääää","AttributeDataType":"Strin"}]}`, invalid,
			"1 validation error detected: Value 'Strin' at 'schema.1.member.attributeDataType' failed to satisfy constraint: Member must satisfy enum value set: [String, Number, DateTime, Boolean]",
		}, {
			"number for a string", "DescribeUserPool", `{"UserPoolId":7}`, serial, "The value at 'userPoolId' is not a string.",
		}, {
			"string for a number", "ListUserPools", `{"MaxResults":"10"}`, serial, "The value at 'maxResults' is not a number.",
		}, {
			"fraction for a whole number", "ListUserPools", `{"MaxResults":1.5}`, serial, "The value at 'maxResults' is not a whole number.",
		}, {
			"string for a boolean", "CreateUserPoolClient", `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientName":"c","GenerateSecret":"true"}`, serial, "The value at 'generateSecret' is not a boolean.",
		}, {
			"string for a list", "CreateUserPoolClient", `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientName":"c","CallbackURLs":"https://a.example"}`, serial, "The value at 'callbackURLs' is not a list.",
		}, {
			"list for a map", "CreateUserPool", `{"PoolName":"p","UserPoolTags":[]}`, serial, "The value at 'userPoolTags' is not a map.",
		}, {
			"string for a structure", "CreateUserPool", `{"PoolName":"p","Policies":"strict"}`, serial, "The value at 'policies' is not a structure.",
		}, {
			"null in a list", "CreateUserPoolClient", `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientName":"c","ExplicitAuthFlows":[null]}`, invalid,
			"1 validation error detected: Value null at 'explicitAuthFlows.1.member' failed to satisfy constraint: Member must not be null",
		}, {
			"null in a map", "CreateUserPool", `{"PoolName":"p","UserPoolTags":{"a":null}}`, invalid,
			"1 validation error detected: Value null at 'userPoolTags.a.member' failed to satisfy constraint: Member must not be null",
		}, {
			"null for the request", "DescribeUserPool", `null`, serial, "The request body is not a JSON object.",
		}, {
			"nothing for the request", "DescribeUserPool", ``, serial, "The request body is not a JSON object.",
		}, {
			"text for the request", "DescribeUserPool", `UserPoolId=1`, serial, "The request body is not a JSON object.",
		},
	}
	s := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { s.refused(t, tt.action, tt.body, tt.exception, tt.message) })
	}
}

// TestUnknownMembersAreIgnored: a newer client may send what the model does not have.
func TestUnknownMembersAreIgnored(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p","NotInTheModel":{"a":[1]}}`)
	assert.NotEmpty(t, s.ids["{pool}"])
}
