package test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
)

// TestMultiEnvironment deploys examples/multi-environment with the settings of each of the three environments.
func TestMultiEnvironment(t *testing.T) {
	t.Parallel()
	checked := &checkedEnvironments{started: time.Now(), reports: map[string]report.Environment{}}
	// Cleanup functions run after the parallel subtests.
	t.Cleanup(func() { checked.matchCheckPage(t, "dev", "staging", "prod") })
	for _, environment := range []struct {
		name      string
		contracts map[string]deploy.RefreshContract
		callbacks map[string]string
	}{
		{
			"dev",
			map[string]deploy.RefreshContract{"web": session.Contract(session.Hour, 5*session.Day, false, 0), "spa": session.Contract(session.Hour, 5*session.Day, true, 60)},
			map[string]string{"web": "http://localhost:3000/callback", "spa": "http://localhost:5173/callback"},
		},
		{
			"staging",
			map[string]deploy.RefreshContract{"web": session.Contract(5*session.Minute, session.Hour, true, 10), "spa": session.Contract(5*session.Minute, session.Hour, true, 10)},
			map[string]string{"web": "https://staging.example.com/callback", "spa": "https://spa.staging.example.com/callback"},
		},
		{
			"prod",
			map[string]deploy.RefreshContract{"web": session.Contract(15*session.Minute, 14*session.Day, true, 20), "spa": session.Contract(15*session.Minute, 12*session.Hour, true, 10)},
			map[string]string{"web": deploy.CallbackURL, "spa": "https://spa.example.com/callback"},
		},
	} {
		t.Run(environment.name, func(t *testing.T) {
			t.Parallel()
			d := deploy.Example(t, "multi-environment", deploy.WithVarFile("environments/"+environment.name+".tfvars"))
			ada := d.CreateUser(t)
			assert.Equal(t, environment.contracts, d.Outputs.RefreshContract)
			for key, callback := range environment.callbacks {
				t.Run(key, func(t *testing.T) {
					app := d.Application(t, key, "openid", "email")
					app.RedirectURI = callback
					session.AssertContract(t, d, key, app, ada)
				})
			}
			checked.add(t, d, environment.name)
		})
	}
}
