package token

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzRefreshToken opens any text as a refresh token. Text that opens has the id of an issued token,
// because its content is authenticated (RFC 7516 section 5.2).
func FuzzRefreshToken(f *testing.F) {
	s := newFixture(f)
	issued := s.signIn(s.addClient(nil)).Refresh
	id, err := s.issuer.openRefreshToken(s.pool.ID, issued)
	require.NoError(f, err)
	parts := strings.Split(issued, ".")
	for _, text := range []string{
		"{token}", "{token}.", "{token}A", "....", "", "a.b.c", "{header}....", "{header}.{key}...", "{header}.{key}.{nonce}.{text}.AAAA",
		"eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..{nonce}.{text}.{tag}",                             // alg dir
		"eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00iLCJ6aXAiOiJERUYifQ.{key}.{nonce}.{text}.{tag}", // zip DEF
		"eyJhbGciOiJQQkVTMi1IUzI1NitBMTI4S1ciLCJwMmMiOjk5OTk5OTk5OTl9.{key}.{nonce}.{text}.{tag}",   // p2c 9999999999
		"eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00iLCJjcml0IjpbImV4cCJdfQ.{key}.{nonce}.{text}.{tag}", "e30....",
	} {
		f.Add(text)
	}
	values := strings.NewReplacer("{token}", issued, "{header}", parts[0], "{key}", parts[1], "{nonce}", parts[2], "{text}", parts[3], "{tag}", parts[4])
	f.Fuzz(func(t *testing.T, text string) {
		got, err := s.issuer.openRefreshToken(s.pool.ID, values.Replace(text))
		if err != nil {
			require.NotEqual(t, "{token}", text)
			require.NotContains(t, err.Error(), "\n")
			return
		}
		require.Equal(t, id, got, text)
	})
}

// FuzzAccessToken verifies any text as an access token. Accepted text has the claims of the issued
// access token: the ID token and changed texts are rejected.
func FuzzAccessToken(f *testing.F) {
	s := newFixture(f)
	set := s.signIn(s.addClient(nil), "openid")
	want, err := s.issuer.Access(set.Access)
	require.NoError(f, err)
	parts := strings.Split(set.Access, ".")
	for _, text := range []string{
		"{access}", "{id}", "{refresh}", "{header}.{claims}.", "{header}.{claims}.AAAA", "eyJhbGciOiJub25lIn0.{claims}.", "eyJhbGciOiJIUzI1NiJ9.{claims}.{signature}",
		"{header}.e30.{signature}", "{header}.bnVsbA.{signature}", "{header}.eyJpc3MiOjF9.{signature}", "{header}.eyJpc3MiOiIvIn0.{signature}", "..", "", "{access}=",
	} {
		f.Add(text)
	}
	values := strings.NewReplacer("{access}", set.Access, "{id}", set.ID, "{refresh}", set.Refresh, "{header}", parts[0], "{claims}", parts[1], "{signature}", parts[2])
	f.Fuzz(func(t *testing.T, text string) {
		got, err := s.issuer.Access(values.Replace(text))
		if err != nil {
			require.NotEqual(t, "{access}", text)
			require.ErrorIs(t, err, ErrInvalidAccessToken)
			return
		}
		require.Equal(t, want, got)
	})
}
