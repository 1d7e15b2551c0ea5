package signin_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const expiredSession = "NotAuthorizedException: Invalid session for the user, session is expired."

// A code that confirms a sign-up is also the first factor of the first sign-in.
func TestSignInAfterASignUp(t *testing.T) {
	t.Parallel()
	f := newChoiceFixture(t, false, "PreAuthentication", "PostAuthentication")
	outcome, err := f.begin("jo", signin.AfterSignUp{Session: f.confirmedSession()})
	f.requireSignedIn(outcome, err)
	assert.Equal(t, userpool.Authentication{Level: 2, AMR: []string{"email_otp"}}, outcome.Result.Authentication)
	assert.Equal(t, []string{preAuthentication, postAuthentication}, f.triggers())
	assert.Empty(t, f.store.Messages())
}

// Only a medium whose codes are a first factor of the user has a session, and only at a client with USER_AUTH.
func TestSignUpSession(t *testing.T) {
	t.Parallel()
	f := newChoiceFixture(t, false)
	jo, err := f.store.User(f.pool.ID, "jo")
	require.NoError(t, err)
	assert.NotEmpty(t, f.service.SignUpSession(f.client, jo, userpool.MediumEmail))
	assert.Empty(t, f.service.SignUpSession(f.client, jo, userpool.MediumSMS))
	assert.Empty(t, f.service.SignUpSession(f.client, jo, ""))
	other := f.client
	other.ExplicitAuthFlows = []string{"ALLOW_USER_PASSWORD_AUTH"}
	assert.Empty(t, f.service.SignUpSession(other, jo, userpool.MediumEmail))
	gone := jo
	gone.PoolID = "us-east-1_another"
	assert.Empty(t, f.service.SignUpSession(f.client, gone, userpool.MediumEmail))
}

// Both sessions are valid for AuthSessionValidity, in minutes.
func TestExpiryOfASignUpSession(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		after time.Duration
		want  string
	}{
		{3*time.Minute - time.Nanosecond, ""}, {3 * time.Minute, expiredSession},
	} {
		f := newChoiceFixture(t, false)
		jo, err := f.store.User(f.pool.ID, "jo")
		require.NoError(t, err)
		confirm := func() (userpool.User, error) { return jo, nil }
		session, confirmed := f.service.SignUpSession(f.client, jo, userpool.MediumEmail), f.confirmedSession()
		f.store.Clock.Advance(tt.after)
		next, err := f.service.ConfirmedSession(f.client, session, confirm)
		outcome, signInErr := f.begin("jo", signin.AfterSignUp{Session: confirmed})
		if tt.want == "" {
			require.NoError(t, err)
			assert.NotEmpty(t, next)
			f.requireSignedIn(outcome, signInErr)
			continue
		}
		require.EqualError(t, err, tt.want)
		assert.Empty(t, next)
		require.EqualError(t, signInErr, tt.want)
		assert.Equal(t, signin.Outcome{}, outcome)
	}
}

func TestConfirmationOfASignUp(t *testing.T) {
	t.Parallel()
	f := newChoiceFixture(t, false)
	jo, err := f.store.User(f.pool.ID, "jo")
	require.NoError(t, err)
	session := f.service.SignUpSession(f.client, jo, userpool.MediumEmail)
	wrong := errors.New("wrong code")
	calls := 0
	confirm := func(session string, user userpool.User, err error) (string, error) {
		return f.service.ConfirmedSession(f.client, session, func() (userpool.User, error) { calls++; return user, err })
	}
	for _, s := range []string{"", session} { // the error leaves the session open
		next, err := confirm(s, userpool.User{}, wrong)
		require.Equal(t, wrong, err)
		assert.Empty(t, next)
	}
	next, err := confirm("", jo, nil)
	require.NoError(t, err)
	assert.Empty(t, next, "a confirmation without a session")
	assert.Equal(t, 3, calls)
	next, err = confirm("another", jo, nil)
	require.EqualError(t, err, invalidSession)
	assert.Empty(t, next)
	assert.Equal(t, 3, calls, "nothing is confirmed")
	next, err = confirm(session, jo, nil)
	require.NoError(t, err)
	assert.NotEmpty(t, next)
	_, err = confirm(session, jo, nil)
	require.EqualError(t, err, "NotAuthorizedException: Invalid session for the user, session can only be used once.")

	next, err = confirm(f.service.SignUpSession(f.client, jo, userpool.MediumEmail), userpool.User{Username: "mo"}, nil)
	require.NoError(t, err)
	assert.Empty(t, next, "the session of another user")
}

func TestRejectedSignInAfterASignUp(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, login string
		change      func(*fixture)
		want        string
	}{
		{"another user", "mo", nil, invalidSession},
		{"an unknown user", "li", nil, invalidSession},
		{"a factor that the pool does not allow any more", "jo", func(f *fixture) {
			f.change(func(p *userpool.Pool) { p.AllowedFirstAuthFactors = []string{"PASSWORD"} })
		}, invalidSession},
		{"a second factor that the user has turned on", "jo", (*fixture).enableEmailCodes, invalidSession},
		{"a disabled user", "jo", func(f *fixture) {
			_, err := f.store.DisableUser(f.pool.ID, "jo")
			require.NoError(f.t, err)
		}, "NotAuthorizedException: User is disabled."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := newChoiceFixture(t, false)
			_, err := f.store.CreateUser(f.pool.ID, "mo", nil, password)
			require.NoError(t, err)
			session := f.confirmedSession()
			if tt.change != nil {
				tt.change(f)
			}
			outcome, err := f.begin(tt.login, signin.AfterSignUp{Session: session})
			require.EqualError(t, err, tt.want)
			assert.Equal(t, signin.Outcome{}, outcome)
			_, err = f.begin("jo", signin.AfterSignUp{Session: session})
			require.EqualError(t, err, "NotAuthorizedException: Invalid session for the user, session can only be used once.")
		})
	}
}

// The sign-in needs no second factor, even if the user turns one on while the device authenticates.
func TestSignInAfterASignUpAtADevice(t *testing.T) {
	t.Parallel()
	f, device := newDeviceFixture(t)
	f.allowEmail()
	request := f.request("jo")
	request.DeviceKey = device.Key
	outcome, err := f.service.Begin(t.Context(), request, signin.AfterSignUp{Session: f.confirmedSession()})
	require.NoError(t, err)
	f.enableEmailCodes()
	outcome, err = f.proveDevice(device, outcome.Step, "secret")
	f.requireSignedIn(outcome, err)
	assert.Equal(t, []string{"email_otp"}, outcome.Result.Authentication.AMR)
}
