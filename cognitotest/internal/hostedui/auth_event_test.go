package hostedui_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// audit turns threat protection on.
func (s *fixture) audit() {
	s.t.Helper()
	_, err := s.store.UpdatePool(s.domain.PoolID, func(p *userpool.Pool) {
		p.Tier, p.AdvancedSecurityMode, p.AutoVerifiedAttributes = "PLUS", "AUDIT", []string{"email"}
	})
	require.NoError(s.t, err)
}

// history returns the events of a user, the newest first.
func (s *fixture) history(username string) []string {
	s.t.Helper()
	events, err := s.store.AuthEvents(s.domain.PoolID, username)
	require.NoError(s.t, err)
	lines := []string{}
	for _, e := range events {
		line := e.Type + " " + e.Response
		for _, c := range e.Challenges {
			line += " " + c.Name
		}
		lines = append(lines, line)
		assert.Equal(s.t, userpool.Activity{Device: "unknown", IPAddress: "192.0.2.1"}, e.Activity) // the address of httptest's requests
	}
	s.store.Clock.Advance(time.Second)
	return lines
}

func TestPagesRecordAuthEvents(t *testing.T) {
	t.Parallel()
	for name, newOne := range map[string]func(*testing.T) *fixture{"classic": newFixture, "managed login": newManagedFixture} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newOne(t)
			s.audit()
			signIn := func(password string) page {
				if name == "classic" {
					return s.newBrowser().signIn(s.client, "jo", password)
				}
				return s.newBrowser().signInManaged("jo", password)
			}
			signIn("Passw0rd?")
			assert.Equal(t, []string{"SignIn Fail Password"}, s.history("jo"))
			requireSignedIn(t, signIn(password))
			assert.Equal(t, []string{"SignIn Pass Password", "SignIn Fail Password"}, s.history("jo"))
		})
	}
}

func TestAccountPagesRecordAuthEvents(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.audit()
	s.setVerifiedEmail()
	b := s.newBrowser()
	forgot := b.get("/forgotPassword?" + s.loginPath(s.client)[len("/login?"):])
	b.submit(forgot, url.Values{"username": {"jo"}})
	assert.Equal(t, []string{"ForgotPassword InProgress"}, s.history("jo"))
	form := b.get("/signup?" + s.loginPath(s.client)[len("/login?"):])
	b.submit(form, url.Values{"username": {"ann"}, "password": {password}})
	assert.Equal(t, []string{"SignUp InProgress"}, s.history("ann"))
}
