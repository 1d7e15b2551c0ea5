package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/totp"
)

// TestCodeOfALaterStepUsesUpTheEarlier: otherwise a code that an attacker read works after the
// code that follows it.
func TestCodeOfALaterStepUsesUpTheEarlier(t *testing.T) {
	token := TOTP{Secret: totp.NewSecret()}
	now := time.Unix(3000, 0)
	token, err := token.accept(totp.Code(token.Secret, 101), now)
	require.NoError(t, err)
	_, err = token.accept(totp.Code(token.Secret, 100), now)
	assert.ErrorIs(t, err, apierror.SoftwareTokenCodeUsed())
}

// TestTokenWithoutSecretHasNoCodes: without a secret the codes of the empty key must not work.
func TestTokenWithoutSecretHasNoCodes(t *testing.T) {
	var token TOTP
	_, err := token.accept(totp.Code("", 100), time.Unix(3000, 0))
	assert.ErrorIs(t, err, apierror.SoftwareTokenCodeMismatch())
}
