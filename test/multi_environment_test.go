package test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TestMultiEnvironment judges examples/multi-environment: one suite over the settings of three environments.
func TestMultiEnvironment(t *testing.T) {
	t.Parallel()
	checked := &checkedEnvironments{reports: map[string]report.Environment{}}
	// After all of the subtests, which run beside each other.
	t.Cleanup(func() { checked.matchCheckPage(t, "dev", "staging", "prod") })
	for _, environment := range []struct {
		name      string
		contracts map[string]refreshContract
		callbacks map[string]string
	}{
		{
			"dev",
			map[string]refreshContract{"web": contractOf(hour, 5*day, false, 0), "spa": contractOf(hour, 5*day, true, 60)},
			map[string]string{"web": "http://localhost:3000/callback", "spa": "http://localhost:5173/callback"},
		},
		{
			"staging",
			map[string]refreshContract{"web": contractOf(5*minute, hour, true, 10), "spa": contractOf(5*minute, hour, true, 10)},
			map[string]string{"web": "https://staging.example.com/callback", "spa": "https://spa.staging.example.com/callback"},
		},
		{
			"prod",
			map[string]refreshContract{"web": contractOf(15*minute, 14*day, true, 20), "spa": contractOf(15*minute, 12*hour, true, 10)},
			map[string]string{"web": callbackURL, "spa": "https://spa.example.com/callback"},
		},
	} {
		t.Run(environment.name, func(t *testing.T) {
			t.Parallel()
			d := deploy(t, "multi-environment", withVarFile("environments/"+environment.name+".tfvars"))
			ada := d.createUser(t)
			assert.Equal(t, environment.contracts, d.outputs.RefreshContract)
			for key, callback := range environment.callbacks {
				t.Run(key, func(t *testing.T) {
					app := d.application(t, key, "openid", "email")
					app.RedirectURI = callback
					d.keepsItsContract(t, key, app, ada)
				})
			}
			checked.add(t, d, environment.name)
		})
	}
}
