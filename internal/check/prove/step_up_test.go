package prove

import (
	"context"
	"maps"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// stepUpService is a fakeService with levels of authentication. The level of its next tokens is acr.
type stepUpService struct {
	*fakeService

	settings types.UserPoolType
	mfa      cognitoidentityprovider.GetUserPoolMfaConfigOutput
	acr      string
	reached  string // the level of a step-up
	amr      []string
	lost     bool // a refresh loses the level
	startErr error
	password bool // a step-up asks for the password
}

func newStepUpService(t *testing.T) *stepUpService {
	t.Helper()
	s := &stepUpService{fakeService: newFakeService(t), acr: "urn:cognito:loa:1", reached: highestLevel, amr: []string{"pwd"}}
	s.other = nil
	s.client.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_USER_AUTH"}
	s.mfa.MfaConfiguration = types.UserPoolMfaTypeOptional
	s.mfa.SoftwareTokenMfaConfiguration = &types.SoftwareTokenMfaConfigType{Enabled: true}
	s.claims = func(_ string, _ bool, claims object) {
		if s.acr != "" {
			claims["acr"], claims["amr"] = s.acr, s.amr
		}
	}
	return s
}

func (s *stepUpService) InitiateAuth(ctx context.Context, in *cognitoidentityprovider.InitiateAuthInput, options ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.InitiateAuthOutput, error) {
	if in.AuthParameters["TARGET_ACR_VALUES"] == "" {
		return s.fakeService.InitiateAuth(ctx, in, options...)
	}
	if err := s.request(); err != nil {
		return nil, err
	}
	assert.Equal(s.t, "urn:cognito:loa:4", in.AuthParameters["TARGET_ACR_VALUES"])
	assert.Contains(s.t, s.access, in.AuthParameters["ACCESS_TOKEN"])
	challenge := types.ChallengeNameTypeSoftwareTokenMfa
	if s.password {
		challenge = types.ChallengeNameTypePassword
	}
	return &cognitoidentityprovider.InitiateAuthOutput{ChallengeName: challenge, Session: aws.String("session"), ChallengeParameters: map[string]string{"USER_ID_FOR_SRP": "ada"}}, s.startErr
}

func (s *stepUpService) RespondToAuthChallenge(_ context.Context, in *cognitoidentityprovider.RespondToAuthChallengeInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.RespondToAuthChallengeOutput, error) {
	if err := s.request(); err != nil {
		return nil, err
	}
	assert.Len(s.t, in.ChallengeResponses["SOFTWARE_TOKEN_MFA_CODE"], 6)
	s.acr = s.reached
	if s.reached == highestLevel {
		s.amr = append(s.amr, "otp", "mfa")
	}
	signIn := s.begin(*in.ClientId)
	signIn.api = true
	access, id, refresh := s.issue(signIn, true)
	if s.lost {
		s.acr = "urn:cognito:loa:1"
	}
	return &cognitoidentityprovider.RespondToAuthChallengeOutput{AuthenticationResult: s.result("sign-in", access, id, refresh)}, nil
}

func (s *stepUpService) AssociateSoftwareToken(context.Context, *cognitoidentityprovider.AssociateSoftwareTokenInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AssociateSoftwareTokenOutput, error) {
	if err := s.request(); err != nil {
		return nil, err
	}
	return &cognitoidentityprovider.AssociateSoftwareTokenOutput{SecretCode: aws.String("JBSWY3DPEHPK3PXP")}, nil
}

func (s *stepUpService) VerifySoftwareToken(context.Context, *cognitoidentityprovider.VerifySoftwareTokenInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.VerifySoftwareTokenOutput, error) {
	if err := s.request(); err != nil {
		return nil, err
	}
	return &cognitoidentityprovider.VerifySoftwareTokenOutput{}, nil
}

// check runs step-up on the client.
func (s *stepUpService) check() report.Result {
	s.t.Helper()
	return s.fakeService.check(StepUp, func(_ *check.Options, c *check.Connection) {
		api := c.API.(fakeAPI)
		s.settings.Id = api.Pool.Id
		api.Pool, api.API.MFA = &s.settings, &s.mfa
		c.Prove = s
	})
}

// levelClaims changes the claims of the tokens of the highest level.
func levelClaims(s *stepUpService, changed object) func(string, bool, object) {
	correct := s.claims
	return func(use string, refreshed bool, claims object) {
		correct(use, refreshed, claims)
		if claims["acr"] == highestLevel {
			maps.Copy(claims, changed)
		}
	}
}

func TestStepUp(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		change  func(*stepUpService)
		outcome report.Outcome
		want    string
	}{
		{"correct", func(*stepUpService) {}, report.Passed, ""},
		{"correct, without rotation", func(s *stepUpService) {
			s.client.RefreshTokenRotation = nil
			s.client.ExplicitAuthFlows = append(s.client.ExplicitAuthFlows, "ALLOW_REFRESH_TOKEN_AUTH")
		}, report.Passed, ""},
		{"correct, without a refresh token", func(s *stepUpService) {
			withResult("sign-in", func(r *types.AuthenticationResultType) { r.RefreshToken = nil })(s.fakeService)
		}, report.Passed, ""},
		{"authenticator apps are off", func(s *stepUpService) { s.mfa.SoftwareTokenMfaConfiguration.Enabled = false }, report.NotApplicable, "a second factor is not optional, or the pool has no authenticator apps"},
		{"tokens that cannot be read", func(s *stepUpService) { s.claims = func(_ string, _ bool, claims object) { claims["iss"] = 1 } }, report.Unchecked, "its claims are not a JSON object of the required types"},
		{"LITE", func(s *stepUpService) { s.settings.UserPoolTier = "LITE" }, report.NotApplicable, "the feature plan is LITE, without step-up authentication"},
		{"no second factors", func(s *stepUpService) { s.mfa.MfaConfiguration = "OFF" }, report.NotApplicable, "a second factor is not optional, or the pool has no authenticator apps"},
		{"no authenticator apps", func(s *stepUpService) { s.mfa.SoftwareTokenMfaConfiguration = nil }, report.NotApplicable, "a second factor is not optional, or the pool has no authenticator apps"},
		{"no choice-based sign-in", func(s *stepUpService) {
			s.client.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH"}
		}, report.NotApplicable, "the client does not allow ALLOW_USER_AUTH, which a step-up requires"},
		{"no levels", func(s *stepUpService) { s.acr = "" }, report.NotApplicable, "tokens have no acr: the service has no levels of authentication yet. Add --authentication-levels"},
		{"the step-up is rejected", func(s *stepUpService) {
			s.startErr = &types.InvalidParameterException{Message: aws.String("no factor")}
		}, report.Failed, "A user with an authenticator app cannot step up to urn:cognito:loa:4: the service returns InvalidParameterException: no factor."},
		{"the step-up asks for the password", func(s *stepUpService) { s.password = true }, report.Unchecked,
			`a step-up to urn:cognito:loa:4 returns "PASSWORD" and must ask for a code of the authenticator app only`},
		{"the level stays", func(s *stepUpService) { s.reached = "urn:cognito:loa:1" }, report.Failed, `The acr of the access token of a step-up is "urn:cognito:loa:1" and must be "urn:cognito:loa:4".`},
		{"the level stays, without a refresh token", func(s *stepUpService) {
			s.reached = "urn:cognito:loa:1"
			withResult("sign-in", func(r *types.AuthenticationResultType) { r.RefreshToken = nil })(s.fakeService)
		}, report.Failed, `The acr of the access token of a step-up is "urn:cognito:loa:1" and must be "urn:cognito:loa:4".`},
		{"a method is missing", func(s *stepUpService) { s.claims = levelClaims(s, object{"amr": []string{"pwd", "otp"}}) }, report.Failed, "The amr of the access token of a step-up is pwd, otp and must have mfa."},
		{"a token of the step-up that cannot be read", func(s *stepUpService) { s.claims = levelClaims(s, object{"iss": 1}) }, report.Unchecked, "its claims are not a JSON object of the required types"},
		{"a token of the refresh that cannot be read", func(s *stepUpService) {
			withResult("get-tokens", func(r *types.AuthenticationResultType) { r.AccessToken = aws.String("a") })(s.fakeService)
		}, report.Unchecked, "it is not a signed token of three parts"},
		{"a refresh loses the level", func(s *stepUpService) { s.lost = true }, report.Failed, `The acr of the access token of a refresh is "urn:cognito:loa:1" and must be "urn:cognito:loa:4".`},
		{"a request that fails", func(s *stepUpService) { s.startErr = checktest.ErrNoResponse }, report.Unchecked, checktest.ErrNoResponse.Error()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newStepUpService(t)
			tt.change(s)
			got := s.check()
			assert.Equal(t, tt.outcome, got.Outcome, got)
			if tt.outcome == report.Failed {
				require.NotEmpty(t, got.Findings)
				assert.Equal(t, tt.want, got.Findings[0].Message)
				return
			}
			assert.Equal(t, tt.want, got.Reason)
		})
	}
}

// Only a client with rotation requires GetTokensFromRefreshToken.
func TestStepUpRefreshesAsTheClientAllows(t *testing.T) {
	t.Parallel()
	for call, change := range map[string]func(*fakeService){"get-tokens": func(*fakeService) {}, "refresh": withoutRotation} {
		s := newStepUpService(t)
		change(s.fakeService)
		var calls []string
		s.api = func(name string, _ *types.AuthenticationResultType) { calls = append(calls, name) }
		assert.Equal(t, report.Passed, s.check().Outcome, call)
		assert.Equal(t, []string{"sign-in", "sign-in", call}, calls)
	}
}

func TestStepUpRequiresProveAPI(t *testing.T) {
	t.Parallel()
	s := newStepUpService(t)
	got := s.fakeService.check(StepUp, func(_ *check.Options, c *check.Connection) {
		c.API.(fakeAPI).MFA, c.Prove = &s.mfa, nil
	})
	assert.Equal(t, report.Result{Check: "step-up", Outcome: report.NotApplicable, Reason: string(check.NoProveAPI)}, got)
}
