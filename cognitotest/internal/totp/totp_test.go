package totp_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/totp"
)

// The SHA-1 vectors of appendix B have eight digits. Codes of six digits are their last six.
func TestVectorsOfRFC6238(t *testing.T) {
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // 12345678901234567890
	tests := []struct {
		unix int64
		want string
	}{
		{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"}, {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, totp.Code(secret, tt.unix/30), tt.unix)
		step, err := totp.Check(secret, tt.want, time.Unix(tt.unix, 0), 0)
		require.NoError(t, err, tt.unix)
		assert.Equal(t, tt.unix/30, step)
	}
}

func TestCodesOfTheNeighbouringStepsAreAccepted(t *testing.T) {
	secret, now := totp.NewSecret(), time.Unix(3000, 0) // step 100
	for step, want := range map[int64]error{98: totp.ErrMismatch, 99: nil, 100: nil, 101: nil, 102: totp.ErrMismatch} {
		_, err := totp.Check(secret, totp.Code(secret, step), now, 0)
		assert.ErrorIs(t, err, want, step)
	}
}

// Otherwise an earlier code that the user did not enter would still work for an attacker.
func TestCodeOfALaterStepUsesUpTheEarlier(t *testing.T) {
	secret, now := totp.NewSecret(), time.Unix(3000, 0)
	last, err := totp.Check(secret, totp.Code(secret, 101), now, 0)
	require.NoError(t, err)
	for _, step := range []int64{100, 101} {
		_, err = totp.Check(secret, totp.Code(secret, step), now, last)
		assert.ErrorIs(t, err, totp.ErrUsed, step)
	}
}

// The empty secret is a valid key of HMAC, so Code computes codes for it. Check must reject them.
func TestEmptySecretHasNoCodes(t *testing.T) {
	_, err := totp.Check("", totp.Code("", 100), time.Unix(3000, 0), 0)
	assert.ErrorIs(t, err, totp.ErrMismatch)
}
