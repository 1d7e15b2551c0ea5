package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func userPoolScenario(t *testing.T, l *login) {
	c := t.Context()
	pool := must(l.DescribeUserPool(c, &idp.DescribeUserPoolInput{UserPoolId: &l.pool}))(t).UserPool
	assert.Equal(t, "login", *pool.Name)
	assert.WithinDuration(t, l.Now(), *pool.CreationDate, 10e9)
	must(l.UpdateUserPool(c, &idp.UpdateUserPoolInput{UserPoolId: &l.pool}))(t)
	must(l.AddCustomAttributes(c, &idp.AddCustomAttributesInput{UserPoolId: &l.pool, CustomAttributes: []types.SchemaAttributeType{{Name: aws.String("tenant"), AttributeDataType: "String"}}}))(t)
	assert.Len(t, must(l.ListUserPools(c, &idp.ListUserPoolsInput{MaxResults: aws.Int32(60)}))(t).UserPools, 1)
	must(l.TagResource(c, &idp.TagResourceInput{ResourceArn: pool.Arn, Tags: map[string]string{"a": "b"}}))(t)
	assert.Equal(t, map[string]string{"a": "b"}, must(l.ListTagsForResource(c, &idp.ListTagsForResourceInput{ResourceArn: pool.Arn}))(t).Tags)
	must(l.UntagResource(c, &idp.UntagResourceInput{ResourceArn: pool.Arn, TagKeys: []string{"a"}}))(t)
	must(l.SetUserPoolMfaConfig(c, &idp.SetUserPoolMfaConfigInput{UserPoolId: &l.pool, MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true}}))(t)
	assert.Equal(t, types.UserPoolMfaTypeOptional, must(l.GetUserPoolMfaConfig(c, &idp.GetUserPoolMfaConfigInput{UserPoolId: &l.pool}))(t).MfaConfiguration)
	must(l.DeleteUserPoolClient(c, &idp.DeleteUserPoolClientInput{UserPoolId: &l.pool, ClientId: &l.client}))(t)
	must(l.DeleteUserPool(c, &idp.DeleteUserPoolInput{UserPoolId: &l.pool}))(t)
	assert.Empty(t, must(l.ListUserPools(c, &idp.ListUserPoolsInput{MaxResults: aws.Int32(60)}))(t).UserPools)
}
