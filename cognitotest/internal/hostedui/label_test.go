package hostedui_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

var usernameLabel = regexp.MustCompile(`<label[^>]*>([^<]*)\n<input[^>]* name="username"|<label[^>]*>([^<]*)\n<input name="username"`)

// The label of the username names what users of the pool sign in with.
func TestUsernameLabel(t *testing.T) {
	t.Parallel()
	const email, phone = "email", "phone_number"
	for _, tt := range []struct {
		name                string
		usernames, aliases  []string
		wantLogin, wantSign string
	}{
		{"username", nil, nil, "Username", "Username"},
		{"preferred username", nil, []string{"preferred_username"}, "Username", "Username"},
		{"email", []string{email}, nil, "Email", "Email"},
		{"phone number", []string{phone}, nil, "Phone number", "Phone number"},
		{"email and phone number", []string{phone, email}, nil, "Email or phone number", "Email or phone number"},
		{"alias email", nil, []string{email}, "Email or username", "Username"},
		{"alias phone number", nil, []string{phone, "preferred_username"}, "Phone number or username", "Username"},
		{"aliases email and phone number", nil, []string{phone, email}, "Email, phone number or username", "Username"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for name, create := range map[string]func(*testing.T) *fixture{"classic": newFixture, "managed login": newManagedFixture} {
				s := create(t)
				pool, err := s.store.CreatePool("us-east-1", userpool.Pool{
					Name: "labels", UsernameAttributes: tt.usernames, AliasAttributes: tt.aliases,
					PoolSettings: userpool.PoolSettings{PasswordPolicy: userpool.DefaultPasswordPolicy, AutoVerifiedAttributes: []string{email}},
				})
				require.NoError(t, err)
				s.domain.PoolID = pool.ID
				s.client = s.addClient("ENABLED")
				if s.domain.ManagedLogin() {
					_, err = s.store.CreateBranding(pool.ID, s.client.ID, userpool.BrandingChange{CognitoProvided: true})
					require.NoError(t, err)
				}
				for path, want := range map[string]string{"/login": tt.wantLogin, "/forgotPassword": tt.wantLogin, "/confirm": tt.wantLogin, "/signup": tt.wantSign} {
					match := usernameLabel.FindStringSubmatch(s.newBrowser().get(s.path(path)).body)
					require.NotNil(t, match, "%s %s", name, path)
					assert.Equal(t, want, match[1]+match[2], "%s %s", name, path)
				}
				assert.Contains(t, s.newBrowser().get(s.path("/forgotPassword")).body, "Enter your "+tt.wantLogin+" below and we will send a message to reset your password")
			}
		})
	}
}
