package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A right code verifies the address to which it was sent. As a first factor it also confirms the user, and does not lock the account.
func TestCheckSignInCode(t *testing.T) {
	t.Parallel()
	const mismatch = "CodeMismatchException: Invalid code or auth state for the user."
	tests := []struct {
		name                string
		first               bool // factor
		status              string
		sent, address, code string
		want                string
		verified            string // email_verified afterwards
		then                string // the status afterwards
		failures            int
	}{
		{"first factor", true, "CONFIRMED", "1", "jo@x.example", "1", "", "true", "CONFIRMED", 0},
		{"first factor of an unconfirmed user", true, "UNCONFIRMED", "1", "jo@x.example", "1", "", "true", "CONFIRMED", 0},
		{"second factor", false, "CONFIRMED", "1", "jo@x.example", "1", "", "true", "CONFIRMED", 0},
		{"second factor of an unconfirmed user", false, "UNCONFIRMED", "1", "jo@x.example", "1", notConfirmed, "false", "UNCONFIRMED", 0},
		{"another address now", true, "CONFIRMED", "1", "old@x.example", "1", "", "false", "CONFIRMED", 0},
		{"wrong first factor", true, "CONFIRMED", "1", "jo@x.example", "2", mismatch, "false", "CONFIRMED", 0},
		{"wrong first factor of an unconfirmed user", true, "UNCONFIRMED", "1", "jo@x.example", "2", mismatch, "false", "UNCONFIRMED", 0},
		{"wrong second factor", false, "CONFIRMED", "1", "jo@x.example", "2", mismatch, "false", "CONFIRMED", 1},
		{"no code was sent", true, "CONFIRMED", "", "jo@x.example", "", mismatch, "false", "CONFIRMED", 0},
		{"first factor of a user who must reset the password", true, "RESET_REQUIRED", "1", "jo@x.example", "1", resetRequired, "false", "RESET_REQUIRED", 0},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{AliasAttributes: []string{"email"}})
		u := stillUser(pool, "jo", Attribute{"email", "jo@x.example"}, Attribute{"email_verified", "false"})
		u.Status = tt.status
		_, err := s.AddUser(u, false)
		require.NoError(t, err)
		got, err := s.CheckSignInCode(Challenge{PoolID: pool.ID, Username: "jo", Code: tt.sent, Address: tt.address, Progress: Progress{FirstFactor: tt.first}}, "email", tt.code)
		requireText(t, tt.want, err, tt.name)
		stored, err := s.User(pool.ID, "jo")
		require.NoError(t, err)
		if tt.want == "" {
			assert.Equal(t, stored, got, tt.name)
		}
		verified, _ := stored.Attribute("email_verified")
		assert.Equal(t, []string{tt.verified, tt.then}, []string{verified, stored.Status}, tt.name)
		assert.Equal(t, tt.failures, stored.CodeFailures, tt.name)
	}
}

// The address stays unverified if another user has it as an alias. The sign-in succeeds.
func TestSignInCodeToTheAliasOfAnotherUser(t *testing.T) {
	t.Parallel()
	for _, first := range []bool{true, false} {
		s, pool := newStillStore(t, Pool{AliasAttributes: []string{"email"}})
		addStillUser(t, s, pool, "mo", Attribute{"email", "jo@x.example"}, Attribute{"email_verified", "true"})
		addStillUser(t, s, pool, "jo", Attribute{"email", "jo@x.example"})
		u, err := s.CheckSignInCode(Challenge{PoolID: pool.ID, Username: "jo", Code: "1", Address: "jo@x.example", Progress: Progress{FirstFactor: first}}, "email", "1")
		require.NoError(t, err)
		_, flagged := u.Attribute("email_verified")
		assert.False(t, flagged)
		owner, err := s.User(pool.ID, "jo@x.example")
		require.NoError(t, err)
		assert.Equal(t, "mo", owner.Username)
	}
}
