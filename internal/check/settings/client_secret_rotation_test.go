package settings

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestClientSecretRotation(t *testing.T) {
	t.Parallel()
	added := func(days ...int) []types.ClientSecretDescriptorType {
		var secrets []types.ClientSecretDescriptorType
		for _, d := range days {
			secrets = append(secrets, types.ClientSecretDescriptorType{ClientSecretCreateDate: new(time.Now().Add(-time.Duration(d)*check.Day - time.Hour))})
		}
		return secrets
	}
	for _, tt := range []struct {
		name    string
		client  types.UserPoolClientType
		secrets []types.ClientSecretDescriptorType
		err     error
		want    report.Result
	}{
		{"one secret", confidentialClient(nil), added(900), nil, passed},
		{"a new second secret", confidentialClient(nil), added(900, 29), nil, passed},
		{"an old second secret", confidentialClient(nil), added(900, 30), nil, failed(
			"The client has had 2 secrets for 30 days, and must have one secret after 30 days.",
			"Let the app use the new secret, and delete the old one with aws cognito-idp delete-user-pool-client-secret.")},
		{"an old second secret, listed first", confidentialClient(nil), added(45, 900), nil, failed(
			"The client has had 2 secrets for 45 days, and must have one secret after 30 days.",
			"Let the app use the new secret, and delete the old one with aws cognito-idp delete-user-pool-client-secret.")},
		{"a public client", publicClient(nil), nil, nil, notApplicable("the client has no secret")},
		{"the service rejects the call", confidentialClient(nil), nil, errNotAuthorized, unchecked(notAuthorized)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.want.Check = "client-secret-rotation"
			api := &checktest.API{AppClient: &tt.client, Secrets: tt.secrets, Err: tt.err}
			assert.Equal(t, tt.want, checktest.Run(t, api, nil, ClientSecretRotation, checktest.Environment(environment.AppClient{})))
		})
	}
}
