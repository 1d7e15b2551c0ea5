package cognitoidp

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAnalyticsOf(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, sent, want string }{
		{"ARN: the service's role is added", `{"ApplicationArn":"arn:aws:mobiletargeting:us-east-1:123456789012:apps/1","UserDataShared":true}`,
			`{"ApplicationArn":"arn:aws:mobiletargeting:us-east-1:123456789012:apps/1","UserDataShared":true,"RoleArn":"arn:aws:iam::123456789012:role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp"}`},
		{"ARN in another partition", `{"ApplicationArn":"arn:aws-cn:mobiletargeting:cn-north-1:123456789012:apps/1"}`,
			`{"ApplicationArn":"arn:aws-cn:mobiletargeting:cn-north-1:123456789012:apps/1","RoleArn":"arn:aws-cn:iam::123456789012:role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp"}`},
		{"id and role", `{"ApplicationId":"1","RoleArn":"arn:aws:iam::123456789012:role/a","ExternalId":"e"}`, `{"ApplicationId":"1","RoleArn":"arn:aws:iam::123456789012:role/a","ExternalId":"e"}`},
		{"id without a role", `{"ApplicationId":"1"}`, `{"ApplicationId":"1"}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.JSONEq(t, test.want, string(analyticsOf([]byte(test.sent))))
		})
	}
	assert.Empty(t, analyticsOf(nil), "a client without analytics")
}
