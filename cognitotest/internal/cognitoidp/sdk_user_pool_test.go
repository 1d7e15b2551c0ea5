package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func userPoolScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	pool := must(s.DescribeUserPool(c, &idp.DescribeUserPoolInput{UserPoolId: &s.pool}))(t).UserPool
	assert.Equal(t, "login", *pool.Name)
	assert.WithinDuration(t, s.Now(), *pool.CreationDate, 10e9)
	must(s.UpdateUserPool(c, &idp.UpdateUserPoolInput{UserPoolId: &s.pool}))(t)
	must(s.AddCustomAttributes(c, &idp.AddCustomAttributesInput{UserPoolId: &s.pool, CustomAttributes: []types.SchemaAttributeType{{Name: aws.String("tenant"), AttributeDataType: "String"}}}))(t)
	assert.Len(t, must(s.ListUserPools(c, &idp.ListUserPoolsInput{MaxResults: aws.Int32(60)}))(t).UserPools, 1)
	must(s.TagResource(c, &idp.TagResourceInput{ResourceArn: pool.Arn, Tags: map[string]string{"a": "b"}}))(t)
	assert.Equal(t, map[string]string{"a": "b"}, must(s.ListTagsForResource(c, &idp.ListTagsForResourceInput{ResourceArn: pool.Arn}))(t).Tags)
	must(s.UntagResource(c, &idp.UntagResourceInput{ResourceArn: pool.Arn, TagKeys: []string{"a"}}))(t)
	must(s.SetUserPoolMfaConfig(c, &idp.SetUserPoolMfaConfigInput{UserPoolId: &s.pool, MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true}}))(t)
	assert.Equal(t, types.UserPoolMfaTypeOptional, must(s.GetUserPoolMfaConfig(c, &idp.GetUserPoolMfaConfigInput{UserPoolId: &s.pool}))(t).MfaConfiguration)
	must(s.DeleteUserPoolClient(c, &idp.DeleteUserPoolClientInput{UserPoolId: &s.pool, ClientId: &s.client}))(t)
	must(s.DeleteUserPool(c, &idp.DeleteUserPoolInput{UserPoolId: &s.pool}))(t)
	assert.Empty(t, must(s.ListUserPools(c, &idp.ListUserPoolsInput{MaxResults: aws.Int32(60)}))(t).UserPools)
}
