package session

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// softwareTokenAPI is an API that sets up an authenticator app.
type softwareTokenAPI struct {
	check.ProveAPI // an unexpected call panics

	secret      string
	now         func() time.Time
	signed      []string // the sessions of the steps
	out         bool
	initiateErr error
}

func (e *softwareTokenAPI) InitiateAuth(context.Context, *cognitoidentityprovider.InitiateAuthInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.InitiateAuthOutput, error) {
	return &cognitoidentityprovider.InitiateAuthOutput{ChallengeName: types.ChallengeNameTypeMfaSetup, Session: aws.String("begun")}, e.initiateErr
}

func (e *softwareTokenAPI) AssociateSoftwareToken(_ context.Context, in *cognitoidentityprovider.AssociateSoftwareTokenInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AssociateSoftwareTokenOutput, error) {
	e.signed = append(e.signed, *in.Session)
	return &cognitoidentityprovider.AssociateSoftwareTokenOutput{SecretCode: &e.secret, Session: aws.String("associated")}, nil
}

func (e *softwareTokenAPI) VerifySoftwareToken(_ context.Context, in *cognitoidentityprovider.VerifySoftwareTokenInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.VerifySoftwareTokenOutput, error) {
	e.signed = append(e.signed, *in.Session)
	if right, _ := totp.GenerateCode(e.secret, e.now()); *in.UserCode != right {
		return nil, &types.EnableSoftwareTokenMFAException{Message: aws.String("Code mismatch")}
	}
	return &cognitoidentityprovider.VerifySoftwareTokenOutput{Session: aws.String("verified")}, nil
}

func (e *softwareTokenAPI) RespondToAuthChallenge(_ context.Context, in *cognitoidentityprovider.RespondToAuthChallengeInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.RespondToAuthChallengeOutput, error) {
	e.signed = append(e.signed, *in.Session)
	return &cognitoidentityprovider.RespondToAuthChallengeOutput{AuthenticationResult: &types.AuthenticationResultType{RefreshToken: aws.String("r")}}, nil
}

func (e *softwareTokenAPI) AdminUserGlobalSignOut(context.Context, *cognitoidentityprovider.AdminUserGlobalSignOutInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminUserGlobalSignOutOutput, error) {
	e.out = true
	return &cognitoidentityprovider.AdminUserGlobalSignOutOutput{}, nil
}

// TestSecondFactorOfATemporaryUser checks the selected factor and the source of its codes.
func TestSecondFactorOfATemporaryUser(t *testing.T) {
	t.Parallel()
	type mfa = cognitoidentityprovider.GetUserPoolMfaConfigOutput
	software := &types.SoftwareTokenMfaConfigType{Enabled: true}
	sms := &types.SmsMfaConfigType{SmsConfiguration: &types.SmsConfigurationType{}}
	password := []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH"}
	sent := func(context.Context, string) (string, error) { return "123456", nil }
	for _, tt := range []struct {
		name        string
		mfa         mfa
		flows       []types.ExplicitAuthFlowsType
		fixedClock  bool // the clock cannot be moved
		initiateErr error
		phone       bool
		code        string // "app" for a code of the authenticator
		fails       string
	}{
		{name: "off", mfa: mfa{MfaConfiguration: "OFF"}},
		{name: "optional", mfa: mfa{MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: software}},
		{name: "an app", mfa: mfa{MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: software}, flows: password, code: "app"},
		{name: "an app before a message", mfa: mfa{MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: software, SmsMfaConfiguration: sms}, flows: password, code: "app"},
		{name: "an app without a movable clock", mfa: mfa{MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: software}, fixedClock: true},
		{name: "an app that no client can set up", mfa: mfa{MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: software}, flows: []types.ExplicitAuthFlowsType{"ALLOW_REFRESH_TOKEN_AUTH"}, fails: errNoEnrolment.Error()},
		{name: "a rejected app", mfa: mfa{MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: software}, flows: password, initiateErr: errors.New("no"), fails: "no"},
		{name: "SMS", mfa: mfa{MfaConfiguration: "ON", SmsMfaConfiguration: sms}, phone: true, code: "123456"},
		{name: "SMS and an app that is off", mfa: mfa{MfaConfiguration: "ON", SmsMfaConfiguration: sms, SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{}}, phone: true, code: "123456"},
		{name: "email", mfa: mfa{MfaConfiguration: "ON", EmailMfaConfiguration: &types.EmailMfaConfigType{}}, code: "123456"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			now := time.Unix(1_800_000_000, 0)
			live := &Options{Now: func() time.Time { return now }, Codes: sent, Advance: func(_ context.Context, d time.Duration) error {
				now = now.Add(d)
				return nil
			}}
			if tt.fixedClock {
				live.Advance = nil
			}
			e := checktest.Environment(environment.AppClient{})
			e.UserPoolID = "eu-west-1_Ab12Cd34E"
			api := &softwareTokenAPI{secret: "JBSWY3DPEHPK3PXP", now: live.Now, initiateErr: tt.initiateErr}
			users := &checktest.Users{}
			target := check.NewTarget(&e, check.Connection{Prove: api, API: &checktest.API{
				MFA: &tt.mfa, Pool: &types.UserPoolType{Id: &e.UserPoolID}, AppClient: &types.UserPoolClientType{ExplicitAuthFlows: tt.flows},
			}}, time.Now)
			cleanup := live.Open(target, users)
			user, err := Of(target.Clients[0]).User.Credentials(t.Context())
			assert.Empty(t, cleanup(t.Context()))
			assert.Len(t, users.Deleted, 1)
			if tt.fails != "" {
				assert.EqualError(t, err, tt.fails)
				return
			}
			require.NoError(t, err)
			var names []string
			for _, a := range users.Created.UserAttributes {
				names = append(names, *a.Name)
			}
			assert.Equal(t, tt.phone, len(names) == 4, names)
			if tt.code == "" {
				assert.Nil(t, user.OneTimeCode)
				return
			}
			code, err := user.OneTimeCode()
			require.NoError(t, err)
			if tt.code != "app" {
				assert.Equal(t, tt.code, code)
				return
			}
			assert.Equal(t, []string{"begun", "associated", "verified"}, api.signed)
			assert.True(t, api.out, "the sign-in of the set-up has ended")
			assertTOTP(t, api, user, code)
		})
	}
}

// assertTOTP checks that a code is valid now and that no code repeats.
func assertTOTP(t *testing.T, api *softwareTokenAPI, user login.Credentials, first string) {
	t.Helper()
	right, err := totp.GenerateCode(api.secret, api.now())
	require.NoError(t, err)
	assert.Equal(t, right, first)
	second, err := user.OneTimeCode()
	require.NoError(t, err)
	assert.NotEqual(t, first, second)
}
