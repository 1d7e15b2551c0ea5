package settings

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// trackingEnabled is a value of UserSessionTracking.
const trackingEnabled = "ENABLED"

// SessionTracking is the check session-tracking.
var SessionTracking = check.Check{
	Name: "session-tracking",
	Doc:  "User sessions are tracked and limited as declared, and the limit is not below the number of apps.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		tracking, err := t.Tracking(ctx)
		if err != nil {
			return nil, err
		}
		declared := t.Environment.Declared
		if declared.UserSessionTracking == nil && declared.MaxSessionsPerUser == nil && tracking.UserSessionTracking != trackingEnabled {
			return nil, check.NotApplicable("session tracking is not declared, and is off")
		}
		const fix = "Set it with aws cognito-idp set-user-pool-session-configuration, or declare the deployed value."
		if declared.UserSessionTracking != nil && *declared.UserSessionTracking != tracking.UserSessionTracking {
			return check.Finding(fix, "Session tracking is %s and is declared %s.", tracking.UserSessionTracking, *declared.UserSessionTracking), nil
		}
		deployed := tracking.TokenSession.MaxPerUser
		if declared.MaxSessionsPerUser != nil && *declared.MaxSessionsPerUser != deployed {
			return check.Finding(fix, "The limit of sessions per user is %d and is declared %d.", deployed, *declared.MaxSessionsPerUser), nil
		}
		if tracking.UserSessionTracking != trackingEnabled {
			return nil, nil
		}
		apps := 0
		for _, of := range t.Clients {
			client, err := of.AppClient(ctx)
			if err != nil {
				return nil, err
			}
			if check.SignsInUsers(client) {
				apps++
			}
		}
		if deployed < apps {
			return check.Finding("Set MaxPerUser to at least the number of apps with aws cognito-idp set-user-pool-session-configuration.",
				"The limit of sessions per user is %d and must be at least %d, the number of apps: the sign-in at one app ends the session of another.", deployed, apps), nil
		}
		return nil, nil
	},
}
