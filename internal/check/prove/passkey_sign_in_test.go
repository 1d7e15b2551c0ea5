package prove

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// passkeyService is a fakeService with passkeys for example.com. It does not verify signatures, which
// TestProofsOfPasskeys covers.
type passkeyService struct {
	*fakeService

	settings   types.UserPoolType
	mfa        cognitoidentityprovider.GetUserPoolMfaConfigOutput
	startErr   error
	completed  error
	signInErr  error
	anyOrigin  bool
	page       string // of the relying party
	registered bool
}

const passkeyChallenge = "Y2hhbGxlbmdl"

func newPasskeyService(t *testing.T) *passkeyService {
	t.Helper()
	s := &passkeyService{fakeService: newFakeService(t), page: "https://example.com"}
	s.other = nil
	s.client.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
	s.settings.Domain = aws.String("orders")
	s.settings.Policies = &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{"PASSWORD", "WEB_AUTHN"}}}
	s.mfa.WebAuthnConfiguration = &types.WebAuthnConfigurationType{RelyingPartyId: aws.String("example.com")}
	return s
}

func (s *passkeyService) InitiateAuth(ctx context.Context, in *cognitoidentityprovider.InitiateAuthInput, options ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.InitiateAuthOutput, error) {
	if in.AuthParameters["PREFERRED_CHALLENGE"] != "WEB_AUTHN" {
		assert.Equal(s.t, "PASSWORD", in.AuthParameters["PREFERRED_CHALLENGE"])
		return s.fakeService.InitiateAuth(ctx, in, options...)
	}
	if err := s.request(); err != nil {
		return nil, err
	}
	return &cognitoidentityprovider.InitiateAuthOutput{
		ChallengeName: types.ChallengeNameTypeWebAuthn, Session: aws.String("session"),
		ChallengeParameters: map[string]string{"CREDENTIAL_REQUEST_OPTIONS": `{"challenge":"` + passkeyChallenge + `","rpId":"example.com","allowCredentials":[],"userVerification":"preferred"}`},
	}, nil
}

func (s *passkeyService) StartWebAuthnRegistration(context.Context, *cognitoidentityprovider.StartWebAuthnRegistrationInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.StartWebAuthnRegistrationOutput, error) {
	if err := s.request(); err != nil {
		return nil, err
	}
	options := object{
		"challenge": passkeyChallenge, "rp": object{"id": "example.com", "name": "example.com"}, "user": object{"id": "YWRh", "name": "ada", "displayName": "ada"},
		"pubKeyCredParams": []any{object{"type": "public-key", "alg": -7}},
	}
	return &cognitoidentityprovider.StartWebAuthnRegistrationOutput{CredentialCreationOptions: document.NewLazyDocument(options)}, s.startErr
}

func (s *passkeyService) CompleteWebAuthnRegistration(_ context.Context, in *cognitoidentityprovider.CompleteWebAuthnRegistrationInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.CompleteWebAuthnRegistrationOutput, error) {
	if err := s.request(); err != nil {
		return nil, err
	}
	text, err := in.Credential.MarshalSmithyDocument()
	require.NoError(s.t, err)
	assert.Equal(s.t, s.page, clientDataOf(s.t, text).Origin)
	s.registered = s.completed == nil
	return &cognitoidentityprovider.CompleteWebAuthnRegistrationOutput{}, s.completed
}

func (s *passkeyService) RespondToAuthChallenge(_ context.Context, in *cognitoidentityprovider.RespondToAuthChallengeInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.RespondToAuthChallengeOutput, error) {
	if err := s.request(); err != nil {
		return nil, err
	}
	data := clientDataOf(s.t, []byte(in.ChallengeResponses["CREDENTIAL"]))
	if s.signInErr != nil || !s.registered || data.Challenge != passkeyChallenge || data.Origin != s.page && !s.anyOrigin {
		return nil, &types.NotAuthorizedException{Message: aws.String("Incorrect credential.")}
	}
	signIn := s.begin(*in.ClientId)
	signIn.api = true
	access, id, refresh := s.issue(signIn, true)
	return &cognitoidentityprovider.RespondToAuthChallengeOutput{AuthenticationResult: s.result("sign-in", access, id, refresh)}, nil
}

type clientData struct{ Origin, Challenge string }

// clientDataOf returns the client data of a credential's response (Web Authentication, section 5.8.1).
func clientDataOf(t *testing.T, credential []byte) (data clientData) {
	t.Helper()
	var response struct {
		Response struct {
			ClientDataJSON string `json:"clientDataJSON"`
		} `json:"response"`
	}
	require.NoError(t, json.Unmarshal(credential, &response))
	text, err := base64.RawURLEncoding.DecodeString(response.Response.ClientDataJSON)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &data))
	return data
}

// check runs passkey-sign-in on the client.
func (s *passkeyService) check() report.Result {
	s.t.Helper()
	return s.fakeService.check(PasskeySignIn, func(_ *check.Options, c *check.Connection) {
		api := c.API.(fakeAPI)
		s.settings.Id = api.Pool.Id
		api.Pool, api.API.MFA = &s.settings, &s.mfa
		c.Prove = s
	})
}

func TestPasskeySignIn(t *testing.T) {
	t.Parallel()
	rejected := &types.NotAuthorizedException{Message: aws.String("no")}
	for _, tt := range []struct {
		name    string
		change  func(*passkeyService)
		outcome report.Outcome
		want    string
	}{
		{"correct", func(*passkeyService) {}, report.Passed, ""},
		{"no passkeys", func(s *passkeyService) {
			s.settings.Policies.SignInPolicy.AllowedFirstAuthFactors = []types.AuthFactorType{"PASSWORD"}
		}, report.NotApplicable, "the pool does not allow passkeys"},
		{"no sign-in policy", func(s *passkeyService) { s.settings.Policies = nil }, report.NotApplicable, "the pool does not allow passkeys"},
		{"no choice-based sign-in", func(s *passkeyService) {
			s.client.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH"}
		}, report.NotApplicable, "the client does not allow ALLOW_USER_AUTH, which a passkey requires"},
		{"neither a relying party nor a domain", func(s *passkeyService) {
			s.settings.Domain, s.mfa.WebAuthnConfiguration = nil, nil
		}, report.NotApplicable, "the pool has neither a relying party nor a domain: see passkey-relying-party"},
		{"a domain that is not an address", func(s *passkeyService) {
			s.mfa.WebAuthnConfiguration, s.deployed.Endpoints = nil, endpointsOf("https://%")
		}, report.Unchecked, `parse https://%: invalid URL escape "%"`},
		{"the registration does not start", func(s *passkeyService) { s.startErr = rejected }, report.Failed, "A user cannot register a passkey for example.com: the service returns NotAuthorizedException: no."},
		{"the registration is rejected", func(s *passkeyService) { s.completed = rejected }, report.Failed, "A user cannot register a passkey for example.com: the service returns NotAuthorizedException: no."},
		{"the sign-in is rejected", func(s *passkeyService) { s.signInErr = rejected }, report.Failed, "A registered passkey for example.com does not sign in: "},
		{"any page can use the passkey", func(s *passkeyService) { s.anyOrigin = true }, report.Failed, "A passkey signs in on a page of another domain than example.com and must be rejected there."},
		{"tokens of another issuer", func(s *passkeyService) {
			s.claims = func(_ string, _ bool, claims object) { claims["iss"] = "https://example.org" }
		}, report.Failed, "iss"},
		{"a request that fails", func(s *passkeyService) { s.startErr = checktest.ErrNoResponse }, report.Unchecked, checktest.ErrNoResponse.Error()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newPasskeyService(t)
			tt.change(s)
			got := s.check()
			assert.Equal(t, tt.outcome, got.Outcome, got)
			if tt.outcome == report.Failed {
				require.NotEmpty(t, got.Findings)
				assert.Contains(t, got.Findings[0].Message, tt.want)
				return
			}
			assert.Equal(t, tt.want, got.Reason)
		})
	}
	assertNotApplicable(t, PasskeySignIn, func(_ *check.Options, c *check.Connection) {
		s := newPasskeyService(t)
		c.API.(fakeAPI).API.Pool = &s.settings
		c.API.(fakeAPI).service.client.ExplicitAuthFlows = s.client.ExplicitAuthFlows
		c.Prove = nil
	}, string(check.NoProveAPI))
}
