//go:build unix

package main

import (
	"encoding/base64"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// unsigned is a token with these claims, which nobody has signed.
func unsigned(claims string) string {
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"RS256"}`)) + "." + part([]byte(claims)) + "." + part([]byte("signature"))
}

func TestParseToken(t *testing.T) {
	t.Parallel()
	const (
		none      = "this is no JSON Web Token, which has three parts of base64url with a point between them"
		encrypted = "this is an encrypted token, as Cognito's refresh tokens are: only Cognito can decode it"
		noClaims  = "the claims of this token are no JSON object"
	)
	for _, tt := range []struct{ name, token, want string }{
		{"a signed token", unsigned(`{"sub":"ada"}`), ""},
		{"an encrypted token", "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ.a2V5.aXY.dGV4dA.dGFn", encrypted},
		{"five parts of something else", "a.b.c.d.e", none},
		{"two parts", "e30.e30", none},
		{"four parts", "e30.e30.e30.e30", none},
		{"no part", "", none},
		{"a header that is no base64url", "{}.e30.e30", none},
		{"a header that is null", "bnVsbA.e30.e30", none},
		{"claims that are a list", "e30.W10.e30", noClaims},
		{"claims that are no base64url", "e30.{}.e30", noClaims},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := parseToken(tt.token)
			if tt.want != "" {
				require.EqualError(t, err, tt.want)
				return
			}
			require.NoError(t, err)
			assert.JSONEq(t, `{"sub":"ada"}`, string(got.claims))
			assert.JSONEq(t, `{"alg":"RS256"}`, string(got.header))
		})
	}
}

func TestTimesOfAToken(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_700_000_000, 0)
	for _, tt := range []struct {
		name, claims string
		want         []string
	}{
		{"none", `{}`, nil},
		{
			"a token that is good", `{"auth_time":1699996400,"iat":1699999990,"exp":1700003590}`,
			[]string{
				"auth_time  signed in  2023-11-14T21:13:20Z, 1h0m0s ago",
				"iat        issued     2023-11-14T22:13:10Z, 10s ago",
				"exp        expires    2023-11-14T23:13:10Z, 59m50s left",
			},
		},
		{"one that has ended", `{"exp":1699999999}`, []string{"exp        expired    2023-11-14T22:13:19Z, 1s ago"}},
		{"one that ends now", `{"exp":1700000000}`, []string{"exp        expired    2023-11-14T22:13:20Z, 0s ago"}},
		{"days", `{"exp":1702678400}`, []string{"exp        expires    2023-12-15T22:13:20Z, 31d0s left"}},
		{"an issuer whose clock is ahead", `{"iat":1700000005}`, []string{"iat        issued     2023-11-14T22:13:25Z, in 5s"}},
		{"no number", `{"exp":"soon"}`, nil},
		{"no time", `{"exp":1e300}`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			token, err := parseToken(unsigned(tt.claims))
			require.NoError(t, err)
			assert.Equal(t, tt.want, token.times(now))
		})
	}
}
