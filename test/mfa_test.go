package test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
)

// TestMFA deploys examples/mfa: every user of the pool requires an authenticator app.
func TestMFA(t *testing.T) {
	t.Parallel()
	d := deploy.Example(t, "mfa")
	web := d.Application(t, "web", "openid", "email")
	ada := d.CreateUser(t)

	t.Run("Cognito requires a second factor of every user", func(t *testing.T) {
		config, err := d.API().GetUserPoolMfaConfig(t.Context(), &cognitoidentityprovider.GetUserPoolMfaConfigInput{
			UserPoolId: aws.String(d.Outputs.UserPoolID),
		})
		require.NoError(t, err)
		assert.Equal(t, types.UserPoolMfaTypeOn, config.MfaConfiguration)
		require.NotNil(t, config.SoftwareTokenMfaConfiguration)
		assert.True(t, config.SoftwareTokenMfaConfiguration.Enabled)
		pool := d.DescribePool(t)
		require.NotNil(t, pool.DeviceConfiguration)
		assert.True(t, pool.DeviceConfiguration.ChallengeRequiredOnNewDevice)
		assert.True(t, pool.DeviceConfiguration.DeviceOnlyRememberedOnUserPrompt)
	})

	t.Run("a password alone does not sign in", func(t *testing.T) {
		_, err := web.NewBrowser().SignIn(t.Context(), ada.Credentials)
		var page *login.UnknownPageError
		require.ErrorAs(t, err, &page)
		assert.Equal(t, "a user who must give a second factor", page.Hint)
	})

	app := &authenticator{now: d.Target.Now, secret: enrol(t, d, ada)}
	ada.OneTimeCode = app.next
	app.wait = func() { d.Target.Wait(totpPeriod) } // a code is valid for one sign-in

	t.Run("a password and a code sign in", func(t *testing.T) { session.AssertContract(t, d, "web", web, ada) })

	t.Run("a wrong code does not sign in", func(t *testing.T) {
		wrong := ada
		wrong.OneTimeCode = func() (string, error) {
			code, err := app.next()
			return string('0'+('9'-code[0])) + code[1:], err
		}
		_, err := web.NewBrowser().SignIn(t.Context(), wrong.Credentials)
		var rejected *login.SecondFactorError
		require.ErrorAs(t, err, &rejected)
	})

	t.Run("the sign-ins cause no drift", d.AssertEmptyPlan)
}

// totpPeriod is the lifetime of a code (RFC 6238 section 4.1).
const totpPeriod = 30 * time.Second

// authenticator is an app that shows each one-time code once.
type authenticator struct {
	now    func() time.Time
	wait   func() // waits until the current code expires
	secret string
	last   string
}

func (a *authenticator) next() (string, error) {
	code, err := totp.GenerateCode(a.secret, a.now())
	if err == nil && code == a.last {
		a.wait()
		code, err = totp.GenerateCode(a.secret, a.now())
	}
	a.last = code
	return code, err
}

// enrol sets up an authenticator app for a user as the example's script does: the administrator's sign-in returns the
// challenge MFA_SETUP, whose session returns the secret.
func enrol(t *testing.T, d *deploy.Deployment, user deploy.User) (secret string) {
	t.Helper()
	api, client := d.API(), d.Outputs.ClientIDs["enrolment"]
	hash := deploy.SecretHash(user.Sub, client, d.Outputs.ClientSecrets["enrolment"])
	begun, err := api.AdminInitiateAuth(t.Context(), &cognitoidentityprovider.AdminInitiateAuthInput{
		UserPoolId: aws.String(d.Outputs.UserPoolID), ClientId: aws.String(client), AuthFlow: types.AuthFlowTypeAdminUserPasswordAuth,
		AuthParameters: map[string]string{"USERNAME": user.Sub, "PASSWORD": user.Password, "SECRET_HASH": hash},
	})
	require.NoError(t, err)
	require.Equal(t, types.ChallengeNameTypeMfaSetup, begun.ChallengeName)
	associated, err := api.AssociateSoftwareToken(t.Context(), &cognitoidentityprovider.AssociateSoftwareTokenInput{Session: begun.Session})
	require.NoError(t, err)
	secret = aws.ToString(associated.SecretCode)
	code, err := totp.GenerateCode(secret, d.Target.Now())
	require.NoError(t, err)
	verified, err := api.VerifySoftwareToken(t.Context(), &cognitoidentityprovider.VerifySoftwareTokenInput{
		Session: associated.Session, UserCode: aws.String(code),
	})
	require.NoError(t, err)
	require.Equal(t, types.VerifySoftwareTokenResponseTypeSuccess, verified.Status)
	done, err := api.AdminRespondToAuthChallenge(t.Context(), &cognitoidentityprovider.AdminRespondToAuthChallengeInput{
		UserPoolId: aws.String(d.Outputs.UserPoolID), ClientId: aws.String(client), ChallengeName: types.ChallengeNameTypeMfaSetup,
		Session: verified.Session, ChallengeResponses: map[string]string{"USERNAME": user.Sub, "SECRET_HASH": hash},
	})
	require.NoError(t, err)
	require.NotNil(t, done.AuthenticationResult, "the response to the challenge contains tokens")
	d.Target.Wait(totpPeriod) // a code is valid once
	return secret
}
