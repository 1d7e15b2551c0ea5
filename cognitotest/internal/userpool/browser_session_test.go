package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A browser that has the session of another user gets a new one, so the other user cannot use it (ASVS 7.2.4).
func TestSignInStartsANewBrowserSession(t *testing.T) {
	t.Parallel()
	s := NewStore("123456789012")
	pool, err := s.CreatePool("us-east-1", Pool{Name: "p"})
	require.NoError(t, err)
	for _, name := range []string{"attacker", "jo"} {
		_, err := s.AddUser(User{PoolID: pool.ID, Username: name, Enabled: true, Status: StatusConfirmed}, false)
		require.NoError(t, err)
	}
	planted := s.SignInBrowser(BrowserSignIn{PoolID: pool.ID, Username: "attacker"})
	session := s.SignInBrowser(BrowserSignIn{PoolID: pool.ID, Username: "jo", Earlier: planted.ID})
	assert.NotEqual(t, planted.ID, session.ID)
	known, ok := s.BrowserSession(pool.ID, planted.ID)
	assert.True(t, ok)
	assert.Equal(t, "attacker", known.Username)
	again := s.SignInBrowser(BrowserSignIn{PoolID: pool.ID, Username: "jo", Earlier: session.ID})
	assert.NotEqual(t, session.ID, again.ID, "the same user")
}
