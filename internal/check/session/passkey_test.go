package session

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// challengeText is the challenge "passkey challenge" in base64url.
const challengeText = "cGFzc2tleSBjaGFsbGVuZ2U"

// creation is the response that starts a registration with these options.
func creation(options any) *cognitoidentityprovider.StartWebAuthnRegistrationOutput {
	return &cognitoidentityprovider.StartWebAuthnRegistrationOutput{CredentialCreationOptions: document.NewLazyDocument(options)}
}

func creationOptions() map[string]any {
	return map[string]any{
		"challenge": challengeText, "rp": map[string]any{"id": "example.com", "name": "example.com"},
		"user": map[string]any{"id": "YWRh", "name": "ada", "displayName": "ada"}, "pubKeyCredParams": []any{map[string]any{"type": "public-key", "alg": -7}},
	}
}

// assertClientData requires the type, the challenge and the origin in a credential (Web Authentication, section 5.8.1).
func assertClientData(t *testing.T, credential []byte, kind, origin string) {
	t.Helper()
	var read struct {
		ID       string `json:"id"`
		Response struct {
			ClientDataJSON string `json:"clientDataJSON"`
		} `json:"response"`
	}
	require.NoError(t, json.Unmarshal(credential, &read))
	assert.NotEmpty(t, read.ID)
	text, err := base64.RawURLEncoding.DecodeString(read.Response.ClientDataJSON)
	require.NoError(t, err)
	var data map[string]any
	require.NoError(t, json.Unmarshal(text, &data))
	assert.Equal(t, kind, data["type"])
	assert.Equal(t, challengeText, data["challenge"])
	assert.Equal(t, origin, data["origin"])
}

func TestRegisterPasskey(t *testing.T) {
	t.Parallel()
	passkey, err := NewPasskey("example.com")
	require.NoError(t, err)
	api := newScriptedAPI(t, creation(creationOptions()), &cognitoidentityprovider.CompleteWebAuthnRegistrationOutput{})
	require.NoError(t, newTestClient(api).RegisterPasskey(t.Context(), "access", passkey))
	assert.Equal(t, "access", *api.requests[0].(*cognitoidentityprovider.StartWebAuthnRegistrationInput).AccessToken)
	completed := api.requests[1].(*cognitoidentityprovider.CompleteWebAuthnRegistrationInput)
	assert.Equal(t, "access", *completed.AccessToken)
	credential, err := completed.Credential.MarshalSmithyDocument()
	require.NoError(t, err)
	assertClientData(t, credential, "webauthn.create", "https://example.com")
	assert.Len(t, passkey.device.Credentials, 1)

	for _, tt := range []struct {
		name      string
		responses []any
		want      string
	}{
		{"no start", []any{errNoAnswer}, "no answer"},
		{"no options", []any{creation(map[string]any{})}, "the options of the registration: failed to find challenge in response"},
		{"options of another type", []any{creation([]any{})}, "the options of the registration: "},
		{"a rejected credential", []any{creation(creationOptions()), errNoAnswer}, "no answer"},
	} {
		err := newTestClient(newScriptedAPI(t, tt.responses...)).RegisterPasskey(t.Context(), "access", passkey)
		assert.ErrorContains(t, err, tt.want, tt.name)
	}
}

func TestPasskeysDiffer(t *testing.T) {
	t.Parallel()
	one, err := NewPasskey("example.com")
	require.NoError(t, err)
	other, err := NewPasskey("example.com")
	require.NoError(t, err)
	assert.NotEqual(t, one.key.ID, other.key.ID)
	assert.NotEqual(t, one.key.Key.AttestationData(), other.key.Key.AttestationData())
	// RFC 9052 and RFC 9053: a map of the type, the algorithm, the curve, and two coordinates of 32 bytes each.
	assert.Len(t, one.key.Key.AttestationData(), 77, "the library omits leading zeros, so these keys have none")
}

func TestLeadingZeroOfACoordinate(t *testing.T) {
	t.Parallel()
	// point returns the bytes 4, x and y, with one byte of a coordinate.
	point := func(at int, value byte) []byte {
		bytes := append([]byte{4}, slices.Repeat([]byte{7}, 64)...)
		bytes[at] = value
		return bytes
	}
	assert.True(t, hasLeadingZero(point(1, 0)), "x")
	assert.True(t, hasLeadingZero(point(33, 0)), "y")
	assert.False(t, hasLeadingZero(point(1, 1)))
	assert.False(t, hasLeadingZero(point(33, 255)))
	for _, at := range []int{2, 32, 34, 64} {
		assert.False(t, hasLeadingZero(point(at, 0)), "a zero at %d", at)
	}
}

func TestSignInWithPasskey(t *testing.T) {
	t.Parallel()
	passkey, err := NewPasskey("example.com")
	require.NoError(t, err)
	options := map[string]string{"CREDENTIAL_REQUEST_OPTIONS": `{"challenge":"` + challengeText + `","rpId":"example.com"}`}
	signedIn := &cognitoidentityprovider.RespondToAuthChallengeOutput{AuthenticationResult: tokens()}
	for _, tt := range []struct {
		passkey *Passkey
		origin  string
	}{
		{passkey, "https://example.com"}, {passkey.OnPage("https://attacker.example"), "https://attacker.example"}, {passkey, "https://example.com"},
	} {
		api := newScriptedAPI(t, begun(types.ChallengeNameTypeWebAuthn, options), signedIn)
		got, err := newTestClient(api).SignInWithPasskey(t.Context(), ada, tt.passkey)
		require.NoError(t, err)
		assert.Equal(t, tokens(), got)
		assert.Equal(t, &cognitoidentityprovider.InitiateAuthInput{
			ClientId: aws.String(clientID), AuthFlow: "USER_AUTH", AuthParameters: map[string]string{"USERNAME": "ada", "PREFERRED_CHALLENGE": "WEB_AUTHN"},
		}, api.requests[0])
		answer := api.requests[1].(*cognitoidentityprovider.RespondToAuthChallengeInput)
		assert.Equal(t, "ada", answer.ChallengeResponses["USERNAME"])
		assert.Equal(t, "begun", *answer.Session)
		assertClientData(t, []byte(answer.ChallengeResponses["CREDENTIAL"]), "webauthn.get", tt.origin)
	}
	for _, tt := range []struct {
		name      string
		responses []any
		want      string
	}{
		{"no start", []any{errNoAnswer}, "no answer"},
		{"another challenge", []any{begun(types.ChallengeNameTypePassword, nil)}, "a sign-in that prefers a passkey returns the challenge PASSWORD"},
		{"no options", []any{begun(types.ChallengeNameTypeWebAuthn, nil)}, "CREDENTIAL_REQUEST_OPTIONS: unexpected end of JSON input"},
		{"a rejected passkey", []any{begun(types.ChallengeNameTypeWebAuthn, options), errNoAnswer}, "no answer"},
		{"a second challenge", []any{begun(types.ChallengeNameTypeWebAuthn, options), responded(types.ChallengeNameTypeSmsMfa)}, "a passkey gets the challenge SMS_MFA and no tokens"},
	} {
		got, err := newTestClient(newScriptedAPI(t, tt.responses...)).SignInWithPasskey(t.Context(), ada, passkey)
		assert.EqualError(t, err, tt.want, tt.name)
		assert.Nil(t, got, tt.name)
	}
}

func TestVerifySoftwareToken(t *testing.T) {
	t.Parallel()
	associated := &cognitoidentityprovider.AssociateSoftwareTokenOutput{SecretCode: aws.String("JBSWY3DPEHPK3PXP")}
	api := newScriptedAPI(t, associated, &cognitoidentityprovider.VerifySoftwareTokenOutput{})
	s, _, _ := movedSession()
	app := newTestClient(api)
	app.options = s.Options
	user := ada
	require.NoError(t, app.VerifySoftwareToken(t.Context(), "access", &user))
	assert.Equal(t, &cognitoidentityprovider.AssociateSoftwareTokenInput{AccessToken: aws.String("access")}, api.requests[0])
	verified := api.requests[1].(*cognitoidentityprovider.VerifySoftwareTokenInput)
	assert.Equal(t, "access", *verified.AccessToken)
	assert.Regexp(t, `^\d{6}$`, *verified.UserCode)
	code, err := user.OneTimeCode()
	require.NoError(t, err)
	assert.NotEqual(t, *verified.UserCode, code, "the service accepts each code once")

	for _, tt := range []struct {
		name      string
		responses []any
		want      error
	}{
		{"no secret", []any{errNoAnswer}, errNoAnswer},
		{"a rejected code", []any{associated, errNoAnswer}, errNoAnswer},
	} {
		err := newTestClient(newScriptedAPI(t, tt.responses...)).VerifySoftwareToken(t.Context(), "access", &user)
		assert.Equal(t, tt.want, err, tt.name)
	}
	unreadable := newTestClient(newScriptedAPI(t, &cognitoidentityprovider.AssociateSoftwareTokenOutput{SecretCode: aws.String("1!")}))
	assert.Error(t, unreadable.VerifySoftwareToken(t.Context(), "access", &user))
}

func TestStepUp(t *testing.T) {
	t.Parallel()
	user := ada
	user.OneTimeCode = func() (string, error) { return "123456", nil }
	asked := begun(types.ChallengeNameTypeSoftwareTokenMfa, nil)
	api := newScriptedAPI(t, asked, &cognitoidentityprovider.RespondToAuthChallengeOutput{AuthenticationResult: tokens()})
	got, err := newTestClient(api).StepUp(t.Context(), "access", "level-2", user)
	require.NoError(t, err)
	assert.Equal(t, tokens(), got)
	assert.Equal(t, []any{
		&cognitoidentityprovider.InitiateAuthInput{ClientId: aws.String(clientID), AuthFlow: "USER_AUTH", AuthParameters: map[string]string{"USERNAME": "ada", "TARGET_ACR_VALUES": "level-2", "ACCESS_TOKEN": "access"}},
		&cognitoidentityprovider.RespondToAuthChallengeInput{
			ClientId: aws.String(clientID), ChallengeName: "SOFTWARE_TOKEN_MFA", Session: aws.String("begun"), ChallengeResponses: map[string]string{"USERNAME": "ada", "SOFTWARE_TOKEN_MFA_CODE": "123456"},
		},
	}, api.requests)

	noCode := errors.New("no code")
	for _, tt := range []struct {
		name      string
		responses []any
		code      error
		want      string
	}{
		{"no start", []any{errNoAnswer}, nil, "no answer"},
		{"another challenge", []any{begun(types.ChallengeNameTypePassword, nil)}, nil, `a step-up to level-2 returns "PASSWORD" and must ask for a code of the authenticator app only`},
		{"no code", []any{asked}, noCode, "no code"},
		{"a rejected code", []any{asked, errNoAnswer}, nil, "no answer"},
		{"a second challenge", []any{asked, responded(types.ChallengeNameTypeSmsMfa)}, nil, "a step-up returns a second challenge and no tokens"},
	} {
		user.OneTimeCode = func() (string, error) { return "123456", tt.code }
		got, err := newTestClient(newScriptedAPI(t, tt.responses...)).StepUp(t.Context(), "access", "level-2", user)
		assert.EqualError(t, err, tt.want, tt.name)
		assert.Nil(t, got, tt.name)
	}
}
