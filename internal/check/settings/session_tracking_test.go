package settings

import (
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestSessionTracking(t *testing.T) {
	t.Parallel()
	tracking := func(state string, sessions int) *checktest.API {
		api := &checktest.API{Tracking: check.SessionConfiguration{UserSessionTracking: state}, AppClient: new(publicClient(nil))}
		api.Tracking.TokenSession.MaxPerUser = sessions
		return api
	}
	machines := tracking("ENABLED", 1)
	machines.AppClient = new(machineClient(nil))
	declared := func(state *string, sessions *int, apps int) environment.Environment {
		e := environment.Environment{Declared: environment.Pool{UserSessionTracking: state, MaxSessionsPerUser: sessions}}
		for range apps {
			e.Clients = append(e.Clients, environment.Client{Key: "app", ID: "1"})
		}
		return e
	}
	const fix = "Set it with aws cognito-idp set-user-pool-session-configuration, or declare the deployed value."
	for _, tt := range []poolCase{
		{"as declared", tracking("ENABLED", 5), declared(new("ENABLED"), new(5), 2), passed},
		{"off, as declared", tracking("DISABLED", 20), declared(new("DISABLED"), nil, 2), passed},
		{"on, undeclared", tracking("ENABLED", 2), declared(nil, nil, 2), passed},
		{"off, undeclared", tracking("DISABLED", 1), declared(nil, nil, 2), notApplicable("session tracking is not declared, and is off")},
		{"off", tracking("DISABLED", 5), declared(new("ENABLED"), new(5), 2), failed("Session tracking is DISABLED and is declared ENABLED.", fix)},
		{"another limit", tracking("ENABLED", 20), declared(nil, new(5), 2), failed("The limit of sessions per user is 20 and is declared 5.", fix)},
		{"a limit below the apps", tracking("ENABLED", 2), declared(new("ENABLED"), new(2), 3), failed(
			"The limit of sessions per user is 2 and must be at least 3, the number of apps: the sign-in at one app ends the session of another.",
			"Set MaxPerUser to at least the number of apps with aws cognito-idp set-user-pool-session-configuration.")},
		{"machines have no sessions", machines, declared(nil, nil, 3), passed},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, declared(nil, nil, 1), unchecked(notAuthorized)},
		{"a client is not described", &checktest.API{Tracking: tracking("ENABLED", 5).Tracking}, declared(nil, nil, 1), unchecked("DescribeUserPoolClient returned no client")},
	} {
		tt.run(t, SessionTracking)
	}
}
