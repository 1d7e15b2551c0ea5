package session

import (
	"encoding/base64"
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var errNoAnswer = errors.New("no answer")

func TestPasswordFlowsOfAClientAreOrderedByPreference(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		allowed []string
		want    []types.AuthFlowType
	}{
		{"all", []string{"ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"}, []types.AuthFlowType{"USER_SRP_AUTH", "USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH"}},
		{"one", []string{"ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"}, []types.AuthFlowType{"ADMIN_USER_PASSWORD_AUTH"}},
		{"none", []string{"ALLOW_USER_AUTH"}, nil},
	} {
		var names []types.AuthFlowType
		for _, flow := range PasswordFlowsOf(tt.allowed) {
			names = append(names, flow.Name)
		}
		assert.Equal(t, tt.want, names, tt.name)
	}
	assert.Len(t, PasswordFlows, 3, "the list is not changed")
}

func TestSecretHash(t *testing.T) {
	t.Parallel()
	app := &APIClient{ID: clientID}
	assert.Equal(t, map[string]string{"A": "b"}, app.SecretHash(map[string]string{"A": "b"}, "ada"), "a public client sends none")
	app.Secret = "the-client-secret"
	// printf 'ada1example23456789' | openssl dgst -sha256 -hmac the-client-secret -binary | base64
	assert.Equal(t, map[string]string{"A": "b", "SECRET_HASH": "nwjB/YsdBHH0t1xlershqh6JlOQaqmE29WOVVCf+TFM="}, app.SecretHash(map[string]string{"A": "b"}, "ada"))
}

func TestSignInSendsTheParametersOfItsFlow(t *testing.T) {
	t.Parallel()
	pool := "eu-west-1_Ab12Cd34E"
	for _, tt := range []struct {
		flow     types.AuthFlowType
		response any
		want     any
	}{
		{
			types.AuthFlowTypeUserPasswordAuth, &cognitoidentityprovider.InitiateAuthOutput{AuthenticationResult: tokens()},
			&cognitoidentityprovider.InitiateAuthInput{ClientId: aws.String(clientID), AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: map[string]string{"USERNAME": "ada", "PASSWORD": "Str0ng!Pass"}},
		},
		{
			types.AuthFlowTypeUserAuth, &cognitoidentityprovider.InitiateAuthOutput{AuthenticationResult: tokens()},
			&cognitoidentityprovider.InitiateAuthInput{ClientId: aws.String(clientID), AuthFlow: "USER_AUTH", AuthParameters: map[string]string{"USERNAME": "ada", "PASSWORD": "Str0ng!Pass", "PREFERRED_CHALLENGE": "PASSWORD"}},
		},
		{
			types.AuthFlowTypeAdminUserPasswordAuth, &cognitoidentityprovider.AdminInitiateAuthOutput{AuthenticationResult: tokens()},
			&cognitoidentityprovider.AdminInitiateAuthInput{UserPoolId: &pool, ClientId: aws.String(clientID), AuthFlow: "ADMIN_USER_PASSWORD_AUTH", AuthParameters: map[string]string{"USERNAME": "ada", "PASSWORD": "Str0ng!Pass"}},
		},
	} {
		t.Run(string(tt.flow), func(t *testing.T) {
			t.Parallel()
			api := newScriptedAPI(t, tt.response)
			got, err := newTestClient(api).SignIn(t.Context(), tt.flow, ada)
			require.NoError(t, err)
			assert.Equal(t, tokens(), got)
			assert.Equal(t, []any{tt.want}, api.requests)
		})
	}
}

func TestSignInWithSRPSendsNoPassword(t *testing.T) {
	t.Parallel()
	api := newScriptedAPI(t,
		begun(types.ChallengeNameTypePasswordVerifier, map[string]string{
			"USER_ID_FOR_SRP": "ada-sub", "USERNAME": "ada-sub", "SALT": "0a0b0c", "SRP_B": "0f0e0d", "SECRET_BLOCK": "c2VjcmV0",
		}),
		&cognitoidentityprovider.RespondToAuthChallengeOutput{AuthenticationResult: tokens()},
	)
	app := newTestClient(api)
	app.Secret = "the-client-secret"
	_, err := app.SignIn(t.Context(), types.AuthFlowTypeUserSrpAuth, ada)
	require.NoError(t, err)
	start := api.requests[0].(*cognitoidentityprovider.InitiateAuthInput)
	assert.Equal(t, []string{"SECRET_HASH", "SRP_A", "USERNAME"}, slices.Sorted(maps.Keys(start.AuthParameters)))
	answer := api.requests[1].(*cognitoidentityprovider.RespondToAuthChallengeInput)
	assert.Equal(t, types.ChallengeNameTypePasswordVerifier, answer.ChallengeName)
	assert.Equal(t, "begun", *answer.Session)
	assert.Equal(t, []string{"PASSWORD_CLAIM_SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE", "SECRET_HASH", "TIMESTAMP", "USERNAME"}, slices.Sorted(maps.Keys(answer.ChallengeResponses)))
	assert.Equal(t, "Fri Jan 15 08:00:00 UTC 2027", answer.ChallengeResponses["TIMESTAMP"], "the time of the service")
}

func TestSignInAnswersChallenges(t *testing.T) {
	t.Parallel()
	withCode := ada
	withCode.OneTimeCode = func() (string, error) { return "123456", nil }
	internal := map[string]string{"USER_ID_FOR_SRP": "ada-sub"}
	for name, want := range map[types.ChallengeNameType]string{
		types.ChallengeNameTypeSoftwareTokenMfa: "SOFTWARE_TOKEN_MFA_CODE", types.ChallengeNameTypeSmsMfa: "SMS_MFA_CODE", types.ChallengeNameTypeEmailOtp: "EMAIL_OTP_CODE",
	} {
		t.Run(string(name), func(t *testing.T) {
			t.Parallel()
			api := newScriptedAPI(t, begun(name, internal), &cognitoidentityprovider.RespondToAuthChallengeOutput{AuthenticationResult: tokens()})
			got, err := newTestClient(api).SignIn(t.Context(), types.AuthFlowTypeUserPasswordAuth, withCode)
			require.NoError(t, err)
			assert.Equal(t, tokens(), got)
			assert.Equal(t, &cognitoidentityprovider.RespondToAuthChallengeInput{
				ClientId: aws.String(clientID), ChallengeName: name, Session: aws.String("begun"), ChallengeResponses: map[string]string{"USERNAME": "ada-sub", want: "123456"},
			}, api.requests[1])
		})
	}
	t.Run("of an administrator", func(t *testing.T) {
		t.Parallel()
		api := newScriptedAPI(t,
			&cognitoidentityprovider.AdminInitiateAuthOutput{ChallengeName: "SMS_MFA", Session: aws.String("begun"), ChallengeParameters: map[string]string{"USERNAME": "ada-sub"}},
			&cognitoidentityprovider.AdminRespondToAuthChallengeOutput{AuthenticationResult: tokens()},
		)
		got, err := newTestClient(api).SignIn(t.Context(), types.AuthFlowTypeAdminUserPasswordAuth, withCode)
		require.NoError(t, err)
		assert.Equal(t, tokens(), got)
		assert.Equal(t, &cognitoidentityprovider.AdminRespondToAuthChallengeInput{
			UserPoolId: aws.String("eu-west-1_Ab12Cd34E"), ClientId: aws.String(clientID), ChallengeName: "SMS_MFA", Session: aws.String("begun"),
			ChallengeResponses: map[string]string{"USERNAME": "ada-sub", "SMS_MFA_CODE": "123456"},
		}, api.requests[1])
	})
}

func TestSignInFails(t *testing.T) {
	t.Parallel()
	code := func() (string, error) { return "123456", nil }
	noCode := func() (string, error) { return "", errNoAnswer }
	sms := types.ChallengeNameTypeSmsMfa
	again := responded(sms)
	for _, tt := range []struct {
		name      string
		responses []any
		code      func() (string, error)
		want      string
	}{
		{"at the start", []any{errNoAnswer}, nil, "no answer"},
		{"at a challenge", []any{begun(sms, nil), errNoAnswer}, code, "no answer"},
		{"without a second factor", []any{begun(sms, nil)}, nil, "the sign-in requires a second factor (SMS_MFA), and the user has none"},
		{"without a code", []any{begun(sms, nil)}, noCode, "no answer"},
		{"at the set-up of a second factor", []any{begun(types.ChallengeNameTypeMfaSetup, nil)}, nil, "the sign-in requires the set-up of a second factor, which a user does only once"},
		{"at a challenge of a Lambda trigger", []any{begun(types.ChallengeNameTypeCustomChallenge, nil)}, nil, "the sign-in returns the challenge CUSTOM_CHALLENGE, which only a user or a Lambda trigger can answer"},
		{"after six challenges", []any{begun(sms, nil), again, again, again, again, again, again}, code, "the sign-in returns one challenge after another and no tokens"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			user := ada
			user.OneTimeCode = tt.code
			got, err := newTestClient(newScriptedAPI(t, tt.responses...)).SignIn(t.Context(), types.AuthFlowTypeUserPasswordAuth, user)
			assert.EqualError(t, err, tt.want)
			assert.Nil(t, got)
		})
	}
}

func TestSignInOfAnAdministratorFails(t *testing.T) {
	t.Parallel()
	user := ada
	user.OneTimeCode = func() (string, error) { return "123456", nil }
	challenge := &cognitoidentityprovider.AdminInitiateAuthOutput{ChallengeName: types.ChallengeNameTypeSmsMfa}
	for name, responses := range map[string][]any{"at the start": {errNoAnswer}, "at a challenge": {challenge, errNoAnswer}} {
		got, err := newTestClient(newScriptedAPI(t, responses...)).SignIn(t.Context(), types.AuthFlowTypeAdminUserPasswordAuth, user)
		assert.Equal(t, errNoAnswer, err, name)
		assert.Nil(t, got, name)
	}
}

func TestSignInNeedsTheIDOfAPool(t *testing.T) {
	t.Parallel()
	app := newTestClient(newScriptedAPI(t))
	app.pool = "orders"
	_, err := app.SignIn(t.Context(), types.AuthFlowTypeUserPasswordAuth, ada)
	assert.ErrorContains(t, err, "invalid Cognito User Pool ID")
}

func TestSignInSetsUpASoftwareToken(t *testing.T) {
	t.Parallel()
	api := newScriptedAPI(t,
		begun(types.ChallengeNameTypeMfaSetup, map[string]string{"USER_ID_FOR_SRP": "ada-sub"}),
		&cognitoidentityprovider.AssociateSoftwareTokenOutput{SecretCode: aws.String("JBSWY3DPEHPK3PXP"), Session: aws.String("associated")},
		&cognitoidentityprovider.VerifySoftwareTokenOutput{Session: aws.String("verified")},
		&cognitoidentityprovider.RespondToAuthChallengeOutput{AuthenticationResult: tokens()},
	)
	app := newTestClient(api)
	app.enroll = func(secret string) *authenticator { return &authenticator{options: app.options, secret: secret} }
	_, err := app.SignIn(t.Context(), types.AuthFlowTypeUserPasswordAuth, ada)
	require.NoError(t, err)
	assert.Equal(t, &cognitoidentityprovider.RespondToAuthChallengeInput{
		ClientId: aws.String(clientID), ChallengeName: "MFA_SETUP", Session: aws.String("verified"), ChallengeResponses: map[string]string{"USERNAME": "ada-sub"},
	}, api.requests[3])
}

func TestSetUpOfASoftwareTokenFails(t *testing.T) {
	t.Parallel()
	setUp := begun(types.ChallengeNameTypeMfaSetup, nil)
	associated := &cognitoidentityprovider.AssociateSoftwareTokenOutput{SecretCode: aws.String("JBSWY3DPEHPK3PXP"), Session: aws.String("associated")}
	unreadable := &cognitoidentityprovider.AssociateSoftwareTokenOutput{SecretCode: aws.String("1!")}
	for _, tt := range []struct {
		name      string
		responses []any
		want      string
	}{
		{"without a secret", []any{setUp, errNoAnswer}, "no answer"},
		{"with an unreadable secret", []any{setUp, unreadable}, "Decoding of secret as base32 failed."},
		{"without a verification", []any{setUp, associated, errNoAnswer}, "no answer"},
	} {
		app := newTestClient(newScriptedAPI(t, tt.responses...))
		app.enroll = func(secret string) *authenticator { return &authenticator{options: app.options, secret: secret} }
		_, err := app.SignIn(t.Context(), types.AuthFlowTypeUserPasswordAuth, ada)
		assert.EqualError(t, err, tt.want, tt.name)
	}
}

// TestDeviceOfASignIn requires that each refresh of a sign-in names its device.
func TestDeviceOfASignIn(t *testing.T) {
	t.Parallel()
	withDevice := tokens()
	withDevice.NewDeviceMetadata = &types.NewDeviceMetadataType{DeviceKey: aws.String("eu-west-1_device")}
	rotated := tokens()
	rotated.RefreshToken = aws.String("rotated")
	api := newScriptedAPI(t,
		&cognitoidentityprovider.InitiateAuthOutput{AuthenticationResult: withDevice},
		&cognitoidentityprovider.ConfirmDeviceOutput{},
		&cognitoidentityprovider.GetTokensFromRefreshTokenOutput{AuthenticationResult: rotated},
		&cognitoidentityprovider.InitiateAuthOutput{AuthenticationResult: tokens()},
	)
	app := newTestClient(api)
	_, err := app.SignIn(t.Context(), types.AuthFlowTypeUserPasswordAuth, ada)
	require.NoError(t, err)
	confirm := api.requests[1].(*cognitoidentityprovider.ConfirmDeviceInput)
	assert.Equal(t, "access", *confirm.AccessToken)
	assert.Equal(t, "eu-west-1_device", *confirm.DeviceKey)
	salt, err := base64.StdEncoding.DecodeString(*confirm.DeviceSecretVerifierConfig.Salt)
	require.NoError(t, err)
	assert.Len(t, salt, 16)
	assert.NotEqual(t, make([]byte, 16), salt, "a random number")
	verifier, err := base64.StdEncoding.DecodeString(*confirm.DeviceSecretVerifierConfig.PasswordVerifier)
	require.NoError(t, err)
	assert.Len(t, verifier, 383)

	_, err = app.RefreshWithGetTokens(t.Context(), "refresh")
	require.NoError(t, err)
	assert.Equal(t, "eu-west-1_device", *api.requests[2].(*cognitoidentityprovider.GetTokensFromRefreshTokenInput).DeviceKey)
	_, err = app.RefreshWithInitiateAuth(t.Context(), "rotated", unsignedToken(`{"username":"ada-sub"}`))
	require.NoError(t, err)
	assert.Equal(t, "eu-west-1_device", api.requests[3].(*cognitoidentityprovider.InitiateAuthInput).AuthParameters["DEVICE_KEY"], "the device of the replaced token")
}

func TestUnconfirmedDeviceFailsTheSignIn(t *testing.T) {
	t.Parallel()
	withDevice := tokens()
	withDevice.NewDeviceMetadata = &types.NewDeviceMetadataType{DeviceKey: aws.String("eu-west-1_device")}
	app := newTestClient(newScriptedAPI(t, &cognitoidentityprovider.InitiateAuthOutput{AuthenticationResult: withDevice}, errNoAnswer))
	_, err := app.SignIn(t.Context(), types.AuthFlowTypeUserPasswordAuth, ada)
	assert.EqualError(t, err, "the device of the sign-in cannot be confirmed: no answer")
	assert.Empty(t, app.devices)

	app = newTestClient(newScriptedAPI(t, &cognitoidentityprovider.GetTokensFromRefreshTokenOutput{AuthenticationResult: withDevice}, errNoAnswer))
	_, err = app.RefreshWithGetTokens(t.Context(), "refresh")
	assert.EqualError(t, err, "the device of the sign-in cannot be confirmed: no answer")
}

func TestTokensWithoutADeviceAreNotRemembered(t *testing.T) {
	t.Parallel()
	withDevice := tokens()
	withDevice.NewDeviceMetadata, withDevice.RefreshToken = &types.NewDeviceMetadataType{DeviceKey: aws.String("eu-west-1_device")}, nil
	app := newTestClient(newScriptedAPI(t, &cognitoidentityprovider.ConfirmDeviceOutput{}))
	require.NoError(t, app.rememberDevice(t.Context(), withDevice, ""))
	require.NoError(t, app.rememberDevice(t.Context(), tokens(), ""))
	assert.Empty(t, app.devices)
}

func TestRefreshWithInitiateAuth(t *testing.T) {
	t.Parallel()
	api := newScriptedAPI(t, &cognitoidentityprovider.InitiateAuthOutput{AuthenticationResult: tokens()})
	app := newTestClient(api)
	app.Secret = "the-client-secret"
	got, err := app.RefreshWithInitiateAuth(t.Context(), "refresh", unsignedToken(`{"username":"ada"}`))
	require.NoError(t, err)
	assert.Equal(t, tokens(), got)
	assert.Equal(t, []any{&cognitoidentityprovider.InitiateAuthInput{
		ClientId: aws.String(clientID), AuthFlow: "REFRESH_TOKEN_AUTH",
		AuthParameters: map[string]string{"REFRESH_TOKEN": "refresh", "SECRET_HASH": "nwjB/YsdBHH0t1xlershqh6JlOQaqmE29WOVVCf+TFM="},
	}}, api.requests)

	for _, tt := range []struct {
		accessToken string
		responses   []any
		want        string
	}{
		{"not a token", nil, "the access token: it is not a signed token of three parts"},
		{unsignedToken(`{}`), []any{errNoAnswer}, "no answer"},
		{unsignedToken(`{}`), []any{begun(types.ChallengeNameTypeSmsMfa, nil)}, "a refresh returns the challenge SMS_MFA and no tokens"},
	} {
		got, err := newTestClient(newScriptedAPI(t, tt.responses...)).RefreshWithInitiateAuth(t.Context(), "refresh", tt.accessToken)
		assert.EqualError(t, err, tt.want)
		assert.Nil(t, got)
	}
}

func TestRefreshWithGetTokens(t *testing.T) {
	t.Parallel()
	answer := &cognitoidentityprovider.GetTokensFromRefreshTokenOutput{AuthenticationResult: tokens()}
	for _, secret := range []string{"", "the-client-secret"} {
		want := &cognitoidentityprovider.GetTokensFromRefreshTokenInput{ClientId: aws.String(clientID), RefreshToken: aws.String("refresh")}
		if secret != "" {
			want.ClientSecret = &secret
		}
		api := newScriptedAPI(t, answer)
		app := newTestClient(api)
		app.Secret = secret
		got, err := app.RefreshWithGetTokens(t.Context(), "refresh")
		require.NoError(t, err)
		assert.Equal(t, tokens(), got)
		assert.Equal(t, []any{want}, api.requests)
	}
	for want, response := range map[string]any{
		"no answer": errNoAnswer, "GetTokensFromRefreshToken returns no tokens": &cognitoidentityprovider.GetTokensFromRefreshTokenOutput{},
	} {
		got, err := newTestClient(newScriptedAPI(t, response)).RefreshWithGetTokens(t.Context(), "refresh")
		assert.EqualError(t, err, want)
		assert.Nil(t, got)
	}
}
