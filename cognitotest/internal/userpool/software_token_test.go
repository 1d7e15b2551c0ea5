package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/totp"
)

// Without this rule an attacker could use a code that the user did not send, after the user has sent
// the next code.
func TestCodeOfALaterStepUsesUpTheEarlier(t *testing.T) {
	token := TOTP{Secret: totp.NewSecret()}
	now := time.Unix(3000, 0)
	token, err := token.accept(totp.Code(token.Secret, 101), now)
	require.NoError(t, err)
	_, err = token.accept(totp.Code(token.Secret, 100), now)
	assert.ErrorIs(t, err, apierror.SoftwareTokenCodeUsed())
}

// A token without a secret must reject the codes of the empty key.
func TestTokenWithoutSecretHasNoCodes(t *testing.T) {
	var token TOTP
	_, err := token.accept(totp.Code("", 100), time.Unix(3000, 0))
	assert.ErrorIs(t, err, apierror.SoftwareTokenCodeMismatch())
}
