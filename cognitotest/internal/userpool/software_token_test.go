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

// A code of a software token is valid once. The first code of a new token activates it.
func TestSoftwareToken(t *testing.T) {
	t.Parallel()
	const (
		mismatch = "CodeMismatchException: Invalid code received for user"
		used     = "ExpiredCodeException: Your software token has already been used once."
		noTokens = "SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool"
	)
	s, pool := newStillStore(t, Pool{})
	addStillUser(t, s, pool, "jo")
	secret, err := s.AssociateTOTP(pool.ID, "jo")
	require.EqualError(t, err, noTokens)
	_, err = s.VerifyTOTP(pool.ID, "jo", "123456", "")
	require.EqualError(t, err, noTokens)
	u, err := s.User(pool.ID, "jo")
	require.NoError(t, err)
	require.Empty(t, u.TOTP, "no token is pending")
	assert.NotEmpty(t, secret)
	_, err = s.SetMFA(pool.ID, MFA{Configuration: "OPTIONAL", SoftwareToken: new(true)}, func(*Pool) {})
	require.NoError(t, err)

	code := func(secret string) string { return totp.Code(secret, s.Clock.Now().Unix()/30) }
	associate := func() string {
		secret, err := s.AssociateTOTP(pool.ID, "jo")
		require.NoError(t, err)
		require.Len(t, secret, 52)
		return secret
	}
	verify := func(code, name string) error {
		_, err := s.VerifyTOTP(pool.ID, "jo", code, name)
		return err
	}
	check := func(code string) error {
		_, err := s.CheckTOTP(pool.ID, "jo", code)
		return err
	}
	first := associate()
	require.EqualError(t, check(code(first)), mismatch, "it is not verified yet")
	require.EqualError(t, verify("abcdef", "Phone"), mismatch)
	require.NoError(t, verify(code(first), "Phone"))
	require.EqualError(t, check(code(first)), used)
	s.Clock.Advance(30 * time.Second)
	require.NoError(t, check(code(first)))
	require.EqualError(t, check(code(first)), used)
	_, err = s.SetSecondFactors(pool.ID, "jo", map[string]FactorSetting{"SOFTWARE_TOKEN_MFA": {Enabled: true, Preferred: true}}, nil)
	require.NoError(t, err)

	second := associate()
	s.Clock.Advance(30 * time.Second)
	require.NoError(t, check(code(first)), "the older token is valid until the new one is verified")
	require.NoError(t, verify(code(second), "Watch"))
	s.Clock.Advance(30 * time.Second)
	require.EqualError(t, check(code(first)), mismatch)
	require.NoError(t, check(code(second)))
	u, err = s.User(pool.ID, "jo")
	require.NoError(t, err)
	assert.Equal(t, TOTP{Secret: second, Name: "Watch", LastStep: u.TOTP.LastStep, FactorSetting: FactorSetting{Enabled: true, Preferred: true}}, u.TOTP, "the setting stays")

	u, err = s.DeleteTOTP(pool.ID, "jo")
	require.NoError(t, err)
	assert.Empty(t, u.TOTP)
	_, err = s.DeleteTOTP(pool.ID, "jo")
	require.EqualError(t, err, "ResourceNotFoundException: User has no software token.")
	_, err = s.changeUser(pool.ID, "jo", func(_ *poolState, u *User) error { u.Status, u.TOTP.Secret = "UNCONFIRMED", second; return nil })
	require.NoError(t, err)
	_, err = s.DeleteTOTP(pool.ID, "jo")
	require.EqualError(t, err, notConfirmed)
	require.EqualError(t, verify(code(second), ""), notConfirmed)
}
