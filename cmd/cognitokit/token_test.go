//go:build unix

package main

import (
	"encoding/base64"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/jwt"
)

// unsigned returns a token with these claims and no valid signature.
func unsigned(claims string) string {
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"RS256"}`)) + "." + part([]byte(claims)) + "." + part([]byte("signature"))
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
			"a valid token", `{"auth_time":1699996400,"iat":1699999990,"exp":1700003590}`,
			[]string{
				"auth_time  signed in  2023-11-14T21:13:20Z, 1h0m0s ago",
				"iat        issued     2023-11-14T22:13:10Z, 10s ago",
				"exp        expires    2023-11-14T23:13:10Z, 59m50s left",
			},
		},
		{"an expired token", `{"exp":1699999999}`, []string{"exp        expired    2023-11-14T22:13:19Z, 1s ago"}},
		{"a token that expires now", `{"exp":1700000000}`, []string{"exp        expired    2023-11-14T22:13:20Z, 0s ago"}},
		{"days", `{"exp":1702678400}`, []string{"exp        expires    2023-12-15T22:13:20Z, 31d0s left"}},
		{"an issuer whose clock is ahead", `{"iat":1700000005}`, []string{"iat        issued     2023-11-14T22:13:25Z, in 5s"}},
		{"not a number", `{"exp":"soon"}`, nil},
		{"a number beyond RFC 3339", `{"exp":1e300}`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			token, err := jwt.Parse(unsigned(tt.claims))
			require.NoError(t, err)
			assert.Equal(t, tt.want, tokenTimes(token, now))
		})
	}
}
