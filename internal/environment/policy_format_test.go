package environment

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestFormatPolicy(t *testing.T) {
	t.Parallel()
	e := Environment{
		UserPoolID: "eu-west-1_Ab12Cd34E", Declared: Pool{DeletionProtection: new("ACTIVE"), ManagedLoginVersion: new(2), OpenRegistration: new(true)},
		Clients: []Client{{Key: "web", ID: "1web", Declared: AppClient{
			Confidential: new(true), AccessToken: new(time.Hour), RefreshToken: new(90 * time.Minute), Rotation: new(true), RetryGracePeriod: new(10 * time.Second),
			CallbackURLs: []string{"https://app.example.com/callback"}, LogoutURLs: []string{},
		}}},
	}
	assert.Equal(t, `# What cognitokit check expects of the user pool eu-west-1_Ab12Cd34E.
# cognitokit wrote it from the deployed settings. Review it, correct it, and commit it.
# Settings without an argument are not compared.

# true also rejects settings for development, such as a callback URL on localhost.
production = false

user_pool {
  deletion_protection   = "ACTIVE" # ACTIVE or INACTIVE
  managed_login_version = 2        # 1 is the classic hosted UI, 2 managed login
  open_registration     = true     # whether applications can register clients without an access token
}

client "web" {
  client_id       = "1web"
  generate_secret = true # whether the client has a secret; an app in a browser or on a phone cannot keep one
  # how long an access token is valid; it cannot be revoked before
  access_token = {
    validity = 1
    unit     = "hours"
  }
  # how long a user stays signed in, and whether each refresh returns a new refresh token
  refresh = {
    validity                   = 90
    unit                       = "minutes"
    rotation                   = true
    retry_grace_period_seconds = 10
  }
  callback_urls = ["https://app.example.com/callback"]
  logout_urls   = []
}
`, string(FormatPolicy(&e)))
}

// ReadPolicy returns exactly the settings that FormatPolicy wrote.
func TestReadPolicyReadsWhatFormatPolicyWrites(t *testing.T) {
	t.Parallel()
	text := rapid.StringMatching(`[ -~ä]{1,12}`)
	duration := func(shortest, longest int) *rapid.Generator[time.Duration] {
		return rapid.Map(rapid.IntRange(shortest, longest), func(n int) time.Duration { return time.Duration(n) * time.Second })
	}
	maybe := func(t *rapid.T, name string) bool { return rapid.Bool().Draw(t, name) }
	list := func(t *rapid.T, name string) []string {
		if !maybe(t, "has "+name) {
			return nil
		}
		return rapid.SliceOfN(text, 0, 3).Draw(t, name)
	}
	rapid.Check(t, func(t *rapid.T) {
		e := Environment{UserPoolID: "eu-west-1_A", Production: maybe(t, "production")}
		if maybe(t, "pool") {
			e.Declared.MFAConfiguration = new(rapid.SampledFrom([]string{"OFF", "OPTIONAL", "ON"}).Draw(t, "mfa"))
			e.Declared.AllowAdminCreateUserOnly = new(maybe(t, "only administrators create users"))
			e.Declared.AccountRecovery = rapid.SliceOfN(rapid.SampledFrom([]string{"verified_email", "verified_phone_number", "admin_only"}), 0, 2).Draw(t, "recovery")
			e.Declared.IssuerType, e.Declared.UserSessionTracking = new("UPDATED"), new("DISABLED")
			e.Declared.WebACLARN = new("arn:1")
			e.Declared.MaxSessionsPerUser = new(rapid.IntRange(1, 100).Draw(t, "sessions"))
			e.Declared.AdvancedSecurityMode, e.Declared.CustomAuthMode = new("AUDIT"), new("ENFORCED")
			e.Declared.PasswordPolicy = &PasswordPolicy{
				MinimumLength: new(rapid.IntRange(6, 99).Draw(t, "length")), RequireLowercase: new(maybe(t, "lowercase")), RequireUppercase: new(maybe(t, "uppercase")),
				RequireNumbers: new(maybe(t, "numbers")), RequireSymbols: new(maybe(t, "symbols")),
				PasswordHistorySize:           new(rapid.IntRange(0, 24).Draw(t, "history")),
				TemporaryPasswordValidityDays: new(rapid.IntRange(1, 365).Draw(t, "temporary")),
			}
		}
		for _, key := range rapid.SliceOfNDistinct(text.Filter(func(s string) bool { return s != "*" }), 0, 3, rapid.ID).Draw(t, "keys") {
			c := Client{Key: key, ID: "id of " + key}
			if maybe(t, "access") {
				c.Declared.AccessToken = new(duration(300, 86400).Draw(t, "access token"))
			}
			if maybe(t, "reuse") {
				c.Declared.SSOSessionMinutes = new(rapid.IntRange(0, 129600).Draw(t, "minutes of reuse"))
			}
			if maybe(t, "refresh") {
				c.Declared.RefreshToken, c.Declared.Rotation = new(duration(3600, 315360000).Draw(t, "refresh token")), new(maybe(t, "rotation"))
				c.Declared.RetryGracePeriod = new(duration(1, 60).Draw(t, "grace"))
			}
			c.Declared.CallbackURLs, c.Declared.AllowedOAuthScopes = list(t, "callbacks"), list(t, "scopes")
			e.Clients = append(e.Clients, c)
		}
		written := FormatPolicy(&e)
		p, err := ReadPolicy(written, "refresh.hcl")
		require.NoError(t, err, string(written))
		got := Environment{UserPoolID: e.UserPoolID, Production: !e.Production}
		for _, c := range e.Clients {
			got.Clients = append(got.Clients, Client{Key: "the name of " + c.Key, ID: c.ID})
		}
		require.NoError(t, p.Apply(&got))
		assert.Equal(t, e, got, string(written))
	})
}
