package hostedui_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Required MFA lets a user set up a factor. If the factor does not reach the requested level, the app receives the error
// (unspecified).
func TestSetUpOfAFactorBelowTheRequestedLevel(t *testing.T) {
	t.Parallel()
	for factor, want := range map[string]string{
		"SOFTWARE_TOKEN_MFA": `^https://app\.example\.com/callback\?code=[0-9a-f-]{36}&state=s$`,
		"EMAIL_OTP":          `^https://app\.example\.com/callback\?error_description=The\+user\+has\+no\+authentication\+factors\+for\+any\+of\+the\+requested\+ACR\+values\.&state=s&error=invalid_request$`,
	} {
		t.Run(factor, func(t *testing.T) {
			t.Parallel()
			s := newManagedFixture(t)
			s.store.AuthenticationLevels = true
			s.change(func(p *userpool.Pool) {
				setSenders(p)
				p.MFA = userpool.MFA{Configuration: "ON", Email: true, SoftwareToken: new(true)}
				p.Recovery = []userpool.RecoveryMechanism{{Name: "admin_only", Priority: 1}}
			})
			b := s.newBrowser()
			p := b.submit(b.get(s.loginPath(s.client)+"&acr_values=urn%3Acognito%3Aloa%3A4"), url.Values{"username": {"jo"}})
			p = b.submit(p, url.Values{"password": {password}})
			p = b.submit(p, url.Values{"answer": {factor}})
			if factor == "EMAIL_OTP" {
				p = b.submit(p, url.Values{"requiredAttributes[email]": {"jo@example.com"}})
				p = b.submit(p, url.Values{"code": {s.lastCode()}})
			} else {
				user, err := s.store.User(s.domain.PoolID, "jo")
				require.NoError(t, err)
				p = b.submit(p, s.code(user.TOTP.Pending))
			}
			require.Equal(t, http.StatusFound, p.status, p.body)
			assert.Regexp(t, want, p.location)
		})
	}
}
