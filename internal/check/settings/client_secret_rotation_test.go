package settings

import (
	"testing"
	"testing/synctest"
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
	const fix = "Let the app use the new secret, and delete the old one with aws cognito-idp delete-user-pool-client-secret."
	for _, tt := range []struct {
		name   string
		client types.UserPoolClientType
		ages   []time.Duration // of the secrets
		err    error
		want   report.Result
	}{
		{"one secret", confidentialClient(nil), []time.Duration{900 * check.Day}, nil, passed},
		{"a new second secret", confidentialClient(nil), []time.Duration{900 * check.Day, 29 * check.Day}, nil, passed},
		{"a second secret on its last day", confidentialClient(nil), []time.Duration{900 * check.Day, 30 * check.Day}, nil, passed},
		{"an old second secret", confidentialClient(nil), []time.Duration{900 * check.Day, 30*check.Day + time.Second}, nil, failed(
			"The client has had 2 secrets for 30 days, and must have one secret after 30 days.", fix)},
		{"an old second secret, listed first", confidentialClient(nil), []time.Duration{46*check.Day - time.Second, 900 * check.Day}, nil, failed(
			"The client has had 2 secrets for 45 days, and must have one secret after 30 days.", fix)},
		{"whole days", confidentialClient(nil), []time.Duration{46 * check.Day, 900 * check.Day}, nil, failed(
			"The client has had 2 secrets for 46 days, and must have one secret after 30 days.", fix)},
		{"a public client", publicClient(nil), nil, nil, notApplicable("the client has no secret")},
		{"the service rejects the call", confidentialClient(nil), nil, errNotAuthorized, unchecked(notAuthorized)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { // its clock stands still
				tt.want.Check = "client-secret-rotation"
				api := &checktest.API{AppClient: &tt.client, Err: tt.err}
				for _, age := range tt.ages {
					api.Secrets = append(api.Secrets, types.ClientSecretDescriptorType{ClientSecretCreateDate: new(time.Now().Add(-age))})
				}
				assert.Equal(t, tt.want, checktest.Run(t, api, nil, ClientSecretRotation, checktest.Environment(environment.AppClient{})))
			})
		})
	}
}

func TestClientSecretRotationOfARegisteredClient(t *testing.T) {
	t.Parallel()
	api := &checktest.API{AppClient: new(confidentialClient(nil)), ClientBody: `{"UserPoolClient":{"ClientType":"DCR"}}`}
	want := notApplicable("the client registered itself, and cannot have a second secret")
	want.Check = "client-secret-rotation"
	assert.Equal(t, want, checktest.Run(t, api, nil, ClientSecretRotation, checktest.Environment(environment.AppClient{})))
}
