package cognitoidp

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAnalyticsOf(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, sent, want string }{
		{"by an ARN, which brings the service's own role", `{"ApplicationArn":"arn:aws:mobiletargeting:us-east-1:123456789012:apps/1","UserDataShared":true}`,
			`{"ApplicationArn":"arn:aws:mobiletargeting:us-east-1:123456789012:apps/1","UserDataShared":true,"RoleArn":"arn:aws:iam::123456789012:role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp"}`},
		{"in the partition of the ARN", `{"ApplicationArn":"arn:aws-cn:mobiletargeting:cn-north-1:123456789012:apps/1"}`,
			`{"ApplicationArn":"arn:aws-cn:mobiletargeting:cn-north-1:123456789012:apps/1","RoleArn":"arn:aws-cn:iam::123456789012:role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp"}`},
		{"by an id and a role", `{"ApplicationId":"1","RoleArn":"arn:aws:iam::123456789012:role/a","ExternalId":"e"}`, `{"ApplicationId":"1","RoleArn":"arn:aws:iam::123456789012:role/a","ExternalId":"e"}`},
		{"by an id alone", `{"ApplicationId":"1"}`, `{"ApplicationId":"1"}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.JSONEq(t, test.want, string(analyticsOf([]byte(test.sent))))
		})
	}
	assert.Empty(t, analyticsOf(nil), "a client without analytics")
}
