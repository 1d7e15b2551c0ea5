package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestSSOSession(t *testing.T) {
	t.Parallel()
	day := func(c *types.UserPoolClientType) { c.RefreshTokenValidity = 1 } // 1440 minutes
	api := func(client types.UserPoolClientType, tracking string, minutes int) *checktest.API {
		api := &checktest.API{AppClient: &client, Tracking: check.SessionConfiguration{UserSessionTracking: tracking}}
		api.Sessions.SSOSession.MaxValidityMinutes = minutes
		return api
	}
	for _, tt := range []struct {
		name       string
		deployed   *checktest.API
		declared   *int
		production bool
		want       report.Result
	}{
		{"as declared", api(publicClient(day), "ENABLED", 60), new(60), true, passed},
		{"undeclared, as long as a refresh token", api(publicClient(day), "ENABLED", 1440), nil, true, passed},
		{"another value", api(publicClient(day), "ENABLED", 60), new(0), false, failed(
			"The session of the browser is reused for 60 minutes and is declared to be reused for 0 minutes.",
			"Set it with aws cognito-idp set-user-pool-client-session-configuration, or declare the deployed value.")},
		{"longer than a refresh token, in production", api(publicClient(day), "ENABLED", 1441), nil, true, failed(
			"The session of the browser is reused for 1441 minutes, longer than the refresh token is valid (1 day): an expired app signs in again without a password.",
			"Lower MaxValidityMinutes with aws cognito-idp set-user-pool-client-session-configuration, or lengthen the refresh token.")},
		{"longer than a refresh token elsewhere", api(publicClient(day), "ENABLED", 1441), nil, false, passed},
		{"never reused", api(publicClient(day), "ENABLED", 0), nil, true, passed},
		{"never reused, with the implicit grant", api(publicClient(withOAuthFlows("implicit")), "ENABLED", 0), nil, false, failed(
			"The session of the browser is never reused, and the client renews implicit tokens only with it.",
			"Raise MaxValidityMinutes with aws cognito-idp set-user-pool-client-session-configuration, or use the authorization code grant with refresh tokens.")},
		{"tracking off", api(publicClient(day), "DISABLED", 1441), new(60), true, notApplicable("session tracking is off, so the setting has no effect")},
		{"a machine client", api(machineClient(nil), "ENABLED", 60), nil, true, notApplicable("the client does not use the login pages")},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, nil, true, unchecked(notAuthorized)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.want.Check = "sso-session"
			e := checktest.Environment(environment.AppClient{SSOSessionMinutes: tt.declared})
			e.Production = tt.production
			assert.Equal(t, tt.want, checktest.Run(t, tt.deployed, nil, SSOSession, e))
		})
	}
}
