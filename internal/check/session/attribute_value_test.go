package session

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func TestAttributeValue(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		schema types.SchemaAttributeType
		want   string
	}{
		{"email", types.SchemaAttributeType{AttributeDataType: "String"}, "ada@example.com"},
		{"preferred_username", types.SchemaAttributeType{AttributeDataType: "String"}, "ada"},
		{"updated_at", types.SchemaAttributeType{AttributeDataType: "Number"}, "0"},
		{"name", types.SchemaAttributeType{AttributeDataType: "String"}, attributeText},
		{"custom:short", types.SchemaAttributeType{AttributeDataType: "String", StringAttributeConstraints: &types.StringAttributeConstraintsType{MaxLength: aws.String("3")}}, "cog"},
		{"custom:empty", types.SchemaAttributeType{AttributeDataType: "String", StringAttributeConstraints: &types.StringAttributeConstraintsType{MaxLength: aws.String("0")}}, ""},
		{"custom:none", types.SchemaAttributeType{AttributeDataType: "String", StringAttributeConstraints: &types.StringAttributeConstraintsType{MaxLength: aws.String("-1")}}, ""},
		{"custom:long", types.SchemaAttributeType{AttributeDataType: "String", StringAttributeConstraints: &types.StringAttributeConstraintsType{MinLength: aws.String("18")}}, attributeText + "xx"},
		{"custom:level", types.SchemaAttributeType{AttributeDataType: "Number", NumberAttributeConstraints: &types.NumberAttributeConstraintsType{MinValue: aws.String("7"), MaxValue: aws.String("9")}}, "7"},
		{"custom:debt", types.SchemaAttributeType{AttributeDataType: "Number", NumberAttributeConstraints: &types.NumberAttributeConstraintsType{MaxValue: aws.String("-5")}}, "-5"},
		{"custom:count", types.SchemaAttributeType{AttributeDataType: "Number"}, "0"},
		{"custom:staff", types.SchemaAttributeType{AttributeDataType: "Boolean"}, "true"},
		{"custom:since", types.SchemaAttributeType{AttributeDataType: "DateTime"}, "2000-01-01T00:00:00Z"},
	} {
		tt.schema.Name = &tt.name
		pool := &types.UserPoolType{SchemaAttributes: []types.SchemaAttributeType{{Name: aws.String("custom:other")}, tt.schema}}
		assert.Equal(t, tt.want, AttributeValue(pool, tt.name, "ada@example.com"), tt.name)
	}
	assert.True(t, strings.HasPrefix(AttributeValue(&types.UserPoolType{}, "phone_number", "ada@example.com"), "+1"))
	assert.Equal(t, attributeText, AttributeValue(&types.UserPoolType{}, "custom:unknown", "ada@example.com"))
}
