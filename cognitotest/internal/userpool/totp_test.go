package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCode holds the SHA-1 vectors of RFC 6238 appendix B, of whose eight digits the
// last six count here.
func TestCode(t *testing.T) {
	token := TOTP{Secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"} // 12345678901234567890
	tests := []struct {
		unix int64
		want string
	}{
		{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"}, {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, token.code(tt.unix/30), tt.unix)
		_, err := token.accept(tt.want, time.Unix(tt.unix, 0))
		assert.NoError(t, err, tt.unix)
	}
}

// TestCodeOfALaterStepSpendsTheEarlier: otherwise a code seen over a shoulder works
// after the one that follows it.
func TestCodeOfALaterStepSpendsTheEarlier(t *testing.T) {
	token := TOTP{Secret: newTOTPSecret()}
	now := time.Unix(3000, 0)
	token, err := token.accept(token.code(101), now)
	require.NoError(t, err)
	_, err = token.accept(token.code(100), now)
	assert.ErrorIs(t, err, &Exception{Name: "ExpiredCodeException"})
}

// TestNoSecretHasNoCode: without a secret the codes of the empty key must not work.
func TestNoSecretHasNoCode(t *testing.T) {
	var token TOTP
	_, err := token.accept(token.code(100), time.Unix(3000, 0))
	assert.ErrorIs(t, err, &Exception{Name: "CodeMismatchException"})
}
