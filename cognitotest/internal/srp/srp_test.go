package srp_test

import (
	"encoding/base64"
	"math/big"
	"testing"
	"time"

	cognitosrp "github.com/alexrudd/cognito-srp/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

// client is an independent implementation of the client's side.
func client(t *testing.T, password string) *cognitosrp.CognitoSRP {
	t.Helper()
	c, err := cognitosrp.NewCognitoSRP("jo", password, "us-east-1_Pool", "client", nil)
	require.NoError(t, err)
	return c
}

func number(t *testing.T, hexadecimal string) *big.Int {
	t.Helper()
	n, ok := new(big.Int).SetString(hexadecimal, 16)
	require.True(t, ok, hexadecimal)
	return n
}

// The test repeats the exchange, because half of all values need a leading zero byte.
func TestClaimMatchesAnIndependentClient(t *testing.T) {
	t.Parallel()
	block := []byte{0, 255, 7}
	for range 8 {
		stored := srp.New("Pool"+"jo", "secret")
		for password, want := range map[string]bool{"secret": true, "guess": false} {
			c := client(t, password)
			exchange, ok := stored.NewExchange(number(t, c.GetAuthParams()["SRP_A"]))
			require.True(t, ok)
			answer, err := c.PasswordVerifierChallenge(map[string]string{
				"USERNAME": "jo", "USER_ID_FOR_SRP": "jo", "SALT": stored.Salt.Text(16), "SRP_B": exchange.B.Text(16),
				"SECRET_BLOCK": base64.StdEncoding.EncodeToString(block),
			}, time.Unix(1_800_000_000, 0))
			require.NoError(t, err)
			claim := base64.StdEncoding.EncodeToString(exchange.Claim("Pool"+"jo", block, answer["TIMESTAMP"]))
			assert.Equal(t, want, claim == answer["PASSWORD_CLAIM_SIGNATURE"], password)
		}
	}
}

func TestOnlyTheRightPasswordMatches(t *testing.T) {
	t.Parallel()
	stored := srp.New("jo", "secret")
	assert.True(t, stored.Matches("jo", "secret"))
	assert.False(t, stored.Matches("jo", "Secret"))
	assert.False(t, stored.Matches("bo", "secret"))
	assert.NotEqual(t, stored, srp.New("jo", "secret"), "the salt is new")

	var none srp.Password
	assert.False(t, none.Set())
	assert.False(t, none.Matches("jo", ""))
	_, ok := none.NewExchange(big.NewInt(7))
	assert.False(t, ok)
}

func TestDerivedPasswordIsReadFromBytes(t *testing.T) {
	t.Parallel()
	stored := srp.New("jo", "secret")
	assert.True(t, srp.Derived(stored.Salt.Bytes(), stored.Verifier.Bytes()).Matches("jo", "secret"))
}

// With a multiple of the prime the shared secret is 0 for any password (RFC 5054 section 2.5.4).
func TestMultipleOfThePrimeIsRejected(t *testing.T) {
	t.Parallel()
	stored := srp.New("jo", "secret")
	_, ok := stored.NewExchange(new(big.Int))
	assert.False(t, ok)
	_, ok = stored.NewExchange(big.NewInt(1))
	assert.True(t, ok)
}

func TestSimulatedPasswordIsStable(t *testing.T) {
	t.Parallel()
	one := srp.Simulated([]byte("key"), []byte("jo"))
	assert.Equal(t, one, srp.Simulated([]byte("key"), []byte("jo")))
	assert.NotEqual(t, one, srp.Simulated([]byte("key"), []byte("bo")))
	assert.NotEqual(t, one, srp.Simulated([]byte("another key"), []byte("jo")))
	assert.LessOrEqual(t, one.Salt.BitLen(), 128)
	_, ok := one.NewExchange(big.NewInt(7))
	assert.True(t, ok)
}

func TestParseTimestampReportsTheCanonicalForm(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		canonical  bool
		err        error
	}{
		{"format of Cognito", "Mon Jan 5 10:00:00 UTC 2026", true, nil},
		{"a day with a zero", "Mon Jan 05 10:00:00 UTC 2026", false, nil},
		{"a wrong weekday", "Tue Jan 5 10:00:00 UTC 2026", false, nil},
		{"another zone", "Mon Jan 5 10:00:00 GMT 2026", false, nil},
		{"a day that does not exist", "Mon Feb 31 10:00:00 UTC 2026", false, srp.ErrTimestamp},
		{"ISO 8601", "2026-01-05T10:00:00Z", false, srp.ErrTimestamp},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, canonical, err := srp.ParseTimestamp(tt.text)
			assert.ErrorIs(t, err, tt.err)
			assert.Equal(t, tt.canonical, canonical)
		})
	}
}
