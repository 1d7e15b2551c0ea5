package jwt

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// unsigned returns a token with these claims and no valid signature.
func unsigned(claims string) string {
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"RS256"}`)) + "." + part([]byte(claims)) + "." + part([]byte("signature"))
}

func TestParse(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, token string
		want        error
	}{
		{"a signed token", unsigned(`{"sub":"ada"}`), nil},
		{"an encrypted token", "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ.a2V5.aXY.dGV4dA.dGFn", ErrEncrypted},
		{"five parts that are not an encrypted token", "a.b.c.d.e", ErrMalformed},
		{"two parts", "e30.e30", ErrMalformed},
		{"four parts", "e30.e30.e30.e30", ErrMalformed},
		{"an empty string", "", ErrMalformed},
		{"a header that is not base64url", "{}.e30.e30", ErrMalformed},
		{"a header that is null", "bnVsbA.e30.e30", ErrMalformed},
		{"claims that are a list", "e30.W10.e30", ErrClaims},
		{"claims that are not base64url", "e30.{}.e30", ErrClaims},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := Parse(tt.token)
			require.ErrorIs(t, err, tt.want)
			if err != nil {
				return
			}
			assert.JSONEq(t, `{"sub":"ada"}`, string(got.Claims()))
			assert.JSONEq(t, `{"alg":"RS256"}`, string(got.Header()))
		})
	}
}

func TestDecodeChecksTheTypeOfAClaim(t *testing.T) {
	t.Parallel()
	token, err := Parse(unsigned(`{"exp":"soon"}`))
	require.NoError(t, err)
	var claims struct {
		ExpiresAt float64 `json:"exp"`
	}
	assert.Error(t, token.Decode(&claims))
}
