package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// The state of a sign-in at a SAML provider is longer than 80 bytes (developer guide, "Things to know about SAML IdPs").
func TestStateOfAProviderSignIn(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	saml := s.StartProviderSignIn(ProviderSignIn{PoolID: pool.ID, RequestID: "_1"}, time.Minute)
	oidc := s.StartProviderSignIn(ProviderSignIn{PoolID: pool.ID, Nonce: "1"}, time.Minute)
	assert.Regexp(t, `^[0-9A-Za-z]{128}$`, saml.State)
	assert.Regexp(t, `^[0-9A-Za-z]{64}$`, oidc.State)
	assert.Regexp(t, `^[0-9A-Za-z]{128}$`, s.StartProviderSignOut(ProviderSignOut{}, time.Minute).RelayState)
	assert.Equal(t, ProviderSignIn{State: saml.State, PoolID: pool.ID, RequestID: "_1", ExpiresAt: stillTime.Add(time.Minute)}, saml)
	assert.Equal(t, ProviderSignIn{State: oidc.State, PoolID: pool.ID, Nonce: "1", ExpiresAt: stillTime.Add(time.Minute)}, oidc)
}

// A state is valid once, in its pool and its browser, until it expires. An expired state is used up, and its sign-in is known.
func TestProviderSignInIsUsedOnce(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name          string
		pool, browser string
		wait          time.Duration
		known, want   bool
		left          bool // the state is still valid in its pool and its browser
	}{
		{"in time", "p", "b", time.Minute - 1, true, true, false},
		{"expired", "p", "b", time.Minute, true, false, false},
		{"another pool", "q", "b", 0, false, false, true},
		{"another browser", "p", "c", 0, false, false, true},
	}
	for _, tt := range tests {
		s, _ := newStillStore(t, Pool{})
		d := s.StartProviderSignIn(ProviderSignIn{PoolID: "p", Browser: "b"}, time.Minute)
		s.Clock.Advance(tt.wait)
		got, ok := s.TakeProviderSignIn(tt.pool, d.State, tt.browser)
		assert.Equal(t, tt.want, ok, tt.name)
		want := ProviderSignIn{}
		if tt.known {
			want = d
		}
		assert.Equal(t, want, got, tt.name)
		got, ok = s.TakeProviderSignIn("p", d.State, "b")
		assert.Equal(t, tt.left, ok, tt.name)
		assert.Equal(t, tt.left, got == d, tt.name)
	}
}

func TestProviderSignOutExpires(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name        string
		pool        string
		wait        time.Duration
		known, want bool
	}{
		{"in time", "p", time.Minute - 1, true, true},
		{"expired", "p", time.Minute, true, false},
		{"another pool", "q", 0, false, false},
	} {
		s, _ := newStillStore(t, Pool{})
		o := s.StartProviderSignOut(ProviderSignOut{PoolID: "p", Target: "/"}, time.Minute)
		assert.Equal(t, stillTime.Add(time.Minute), o.ExpiresAt)
		s.Clock.Advance(tt.wait)
		got, ok := s.TakeProviderSignOut(tt.pool, o.RelayState)
		assert.Equal(t, tt.want, ok, tt.name)
		assert.Equal(t, tt.known, got == o, tt.name)
		_, ok = s.TakeProviderSignOut("p", o.RelayState)
		assert.Equal(t, !tt.known, ok, tt.name)
	}
}
