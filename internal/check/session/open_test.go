package session

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// undescribedAPI fails some calls.
type undescribedAPI struct {
	*checktest.API
	mfaErr, clientErr error
}

func (a undescribedAPI) GetUserPoolMfaConfig(ctx context.Context, in *cognitoidentityprovider.GetUserPoolMfaConfigInput, _ ...apiOption) (*cognitoidentityprovider.GetUserPoolMfaConfigOutput, error) {
	out, _ := a.API.GetUserPoolMfaConfig(ctx, in)
	return out, a.mfaErr
}

func (a undescribedAPI) DescribeUserPoolClient(ctx context.Context, in *cognitoidentityprovider.DescribeUserPoolClientInput, _ ...apiOption) (*cognitoidentityprovider.DescribeUserPoolClientOutput, error) {
	out, _ := a.API.DescribeUserPoolClient(ctx, in)
	return out, a.clientErr
}

// openPool opens the session of a pool with one client.
func openPool(o *Options, api check.API, users check.UserAPI) (*Session, func(context.Context) []string) {
	e := &environment.Environment{UserPoolID: "eu-west-1_Ab12Cd34E", Clients: []environment.Client{{Key: "web", ID: clientID}}}
	target := check.NewTarget(e, check.Connection{API: api}, nil)
	cleanup := o.Open(target, users)
	return Of(target.Clients[0]), cleanup
}

func TestGivenUserSignsIn(t *testing.T) {
	t.Parallel()
	users := &checktest.Users{}
	s, cleanup := openPool(&Options{User: &ada}, publicAPI(), users)
	got, err := s.User.Credentials(t.Context())
	require.NoError(t, err)
	assert.Equal(t, ada, got)
	assert.False(t, s.User.Temporary)
	assert.Same(t, users, s.Users)
	assert.Empty(t, cleanup(t.Context()))
	assert.Nil(t, users.Created)
	assert.Empty(t, users.Deleted)
}

func TestTemporaryUserSignsIn(t *testing.T) {
	t.Parallel()
	users := &checktest.Users{DeleteErr: errNoAnswer}
	s, cleanup := openPool(&Options{}, publicAPI(), users)
	assert.True(t, s.User.Temporary)
	got, err := s.User.Credentials(t.Context())
	require.NoError(t, err)
	again, err := s.User.Credentials(t.Context())
	require.NoError(t, err)
	assert.Equal(t, got.Username, again.Username, "one user")
	assert.Equal(t, *users.Created.Username, got.Username)
	assert.NotEmpty(t, got.Password)
	left := cleanup(t.Context())
	require.Len(t, left, 1)
	assert.Contains(t, left[0], "the temporary user "+got.Username+" was not deleted: no answer")
}

func TestTemporaryUserIsNotCreated(t *testing.T) {
	t.Parallel()
	movable := &Options{Advance: func(context.Context, time.Duration) error { return nil }}
	undescribed := publicAPI()
	undescribed.Err = errNoAnswer
	for _, tt := range []struct {
		name    string
		options *Options
		api     check.API
		users   *checktest.Users
		deleted int
	}{
		{"without a description of the pool", &Options{}, undescribed, &checktest.Users{}, 0},
		{"without the second factors of the pool", movable, undescribedAPI{API: publicAPI(), mfaErr: errNoAnswer}, &checktest.Users{}, 0},
		{"without a response", &Options{}, publicAPI(), &checktest.Users{CreateErr: errNoAnswer}, 1},
		{"without a password", &Options{}, publicAPI(), &checktest.Users{SetErr: errNoAnswer}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, cleanup := openPool(tt.options, tt.api, tt.users)
			_, err := s.User.Credentials(t.Context())
			assert.Equal(t, errNoAnswer, err)
			assert.Empty(t, cleanup(t.Context()))
			assert.Len(t, tt.users.Deleted, tt.deleted)
		})
	}
}

func TestSetUpOfASecondFactorFails(t *testing.T) {
	t.Parallel()
	mfa := &cognitoidentityprovider.GetUserPoolMfaConfigOutput{MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true}}
	for _, tt := range []struct {
		name      string
		clientErr error
		moveErr   error
	}{
		{"without a description of the client", errNoAnswer, nil},
		{"with a clock that does not move", nil, errNoAnswer},
	} {
		api := apiOnly("ALLOW_USER_PASSWORD_AUTH")
		api.MFA = mfa
		options := &Options{Advance: func(context.Context, time.Duration) error { return tt.moveErr }}
		s, _ := openPool(options, undescribedAPI{API: api, clientErr: tt.clientErr}, &checktest.Users{})
		s.API = &softwareTokenAPI{secret: "JBSWY3DPEHPK3PXP", now: s.Options.Now}
		_, err := s.User.Credentials(t.Context())
		assert.Equal(t, errNoAnswer, err, tt.name)
	}
}

func TestUserWithoutCredentialsDoesNotSignIn(t *testing.T) {
	t.Parallel()
	user := &TestUser{credentials: func(context.Context) (login.Credentials, error) { return ada, errNoAnswer }}
	browser := &fixedBrowser{}
	_, err := user.signIn(t.Context(), browser, "web")
	assert.Equal(t, errNoAnswer, err)
	assert.Zero(t, browser.signIns)
}

func TestOneTimeCodeOfAUser(t *testing.T) {
	t.Parallel()
	user := &TestUser{credentials: func(context.Context) (login.Credentials, error) { return ada, nil }}
	got, err := user.Credentials(t.Context())
	require.NoError(t, err)
	assert.Nil(t, got.OneTimeCode)
	user.oneTimeCode = func(_ context.Context, username string) (string, error) { return "code of " + username, nil }
	got, err = user.Credentials(t.Context())
	require.NoError(t, err)
	code, err := got.OneTimeCode()
	require.NoError(t, err)
	assert.Equal(t, "code of ada", code)
}

func TestFormBrowserNeedsNoClose(t *testing.T) {
	t.Parallel()
	client := &login.Client{ClientID: clientID}
	for name, open := range map[string]func(context.Context, *login.Client, bool) (Browser, error){"OpenBrowser": OpenBrowser, "OpenForms": OpenForms} {
		browser, err := open(t.Context(), client, false)
		require.NoError(t, err, name)
		require.NotNil(t, browser, name)
		assert.NoError(t, browser.Close(), name)
	}
}
