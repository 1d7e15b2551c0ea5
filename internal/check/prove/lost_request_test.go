package prove

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// lostRequestRun runs a check on a correct service, which does not respond to one request. Overloaded endpoints respond with 503.
type lostRequestRun func(t *testing.T, failing int32, overloaded bool) (*fakeService, report.Result)

// lostRequestOf returns the run of a check on a changed fakeService.
func lostRequestOf(c check.Check, changes ...func(*fakeService)) lostRequestRun {
	return func(t *testing.T, failing int32, overloaded bool) (*fakeService, report.Result) {
		t.Helper()
		s := newFakeService(t)
		s.failing, s.overloaded = failing, overloaded
		all(changes...)(s)
		return s, s.check(c, nil)
	}
}

func lostRequestOfPasskeys(change func(*passkeyService)) lostRequestRun {
	return func(t *testing.T, failing int32, overloaded bool) (*fakeService, report.Result) {
		t.Helper()
		s := newPasskeyService(t)
		s.failing, s.overloaded = failing, overloaded
		change(s)
		return s.fakeService, s.check()
	}
}

func lostRequestOfStepUp(change func(*fakeService)) lostRequestRun {
	return func(t *testing.T, failing int32, overloaded bool) (*fakeService, report.Result) {
		t.Helper()
		s := newStepUpService(t)
		s.failing, s.overloaded = failing, overloaded
		change(s.fakeService)
		return s.fakeService, s.check()
	}
}

func lostRequestOfSessionLimit(t *testing.T, failing int32, overloaded bool) (*fakeService, report.Result) {
	t.Helper()
	s := newLimitedService(t, 3)
	s.failing, s.overloaded = failing, overloaded
	return s.fakeService, s.check(t.Context(), nil)
}

func lostRequestOfSAML(change func(*fakeService)) lostRequestRun {
	return func(t *testing.T, failing int32, overloaded bool) (*fakeService, report.Result) {
		t.Helper()
		s := newSAMLService(t)
		s.provider.ProviderDetails["RequestSigningAlgorithm"] = "rsa-sha256"
		s.failing, s.overloaded = failing, overloaded
		change(s.fakeService)
		return s.fakeService, s.check(t.Context(), nil)
	}
}

// withOutputs declares the endpoints, so that a check does not derive them from the pool.
func withOutputs(s *fakeService) {
	s.deployed.Endpoints = endpointsOf("https://orders.auth.eu-west-1.amazoncognito.com")
}

// TestLostRequestIsNoFinding runs each check once for each of its requests and moves of the clock, and lets that one fail. The check
// then reports the error, or that no sign-in succeeded, and neither a finding nor success.
func TestLostRequestIsNoFinding(t *testing.T) {
	t.Parallel()
	alone := func(s *fakeService) { s.other = nil }
	permanentUser := func(s *fakeService) { s.permanentUser = true }
	apiOnly := all(alone, withoutLoginPages, withoutRotation)
	withoutGracePeriod := func(s *fakeService) { s.grace, *s.client.RefreshTokenRotation.RetryGracePeriodSeconds = 0, 0 }
	for name, run := range map[string]lostRequestRun{
		"access-token-end":                      lostRequestOf(AccessTokenEnd, alone),
		"access-token-end with GetUser":         lostRequestOf(AccessTokenEnd, alone, func(s *fakeService) { s.client.AllowedOAuthScopes = []string{session.UserScope} }),
		"access-token-end with the API":         lostRequestOf(AccessTokenEnd, apiOnly),
		"api-sign-in":                           lostRequestOf(APISignIn, alone),
		"api-sign-in without rotation":          lostRequestOf(APISignIn, alone, withoutRotation),
		"api-sign-in of a permanent user":       lostRequestOf(APISignIn, alone, permanentUser),
		"authorization-code-end":                lostRequestOf(AuthorizationCodeEnd, alone),
		"disabled-user":                         lostRequestOf(DisabledUser, alone),
		"disabled-user with the API":            lostRequestOf(DisabledUser, apiOnly),
		"foreign-token":                         lostRequestOf(ForeignToken),
		"grace-period-end":                      lostRequestOf(GracePeriodEnd, alone),
		"grace-period-end without grace period": lostRequestOf(GracePeriodEnd, alone, withoutGracePeriod),
		"id-token-end":                          lostRequestOf(IDTokenEnd, alone),
		"machine-token":                         lostRequestOf(MachineToken, alone, machineClient),
		"passkey-sign-in":                       lostRequestOfPasskeys(func(*passkeyService) {}),
		"passkey-sign-in of a permanent user":   lostRequestOfPasskeys(func(s *passkeyService) { s.permanentUser = true }),
		"passkey-sign-in with a domain": lostRequestOfPasskeys(func(s *passkeyService) {
			s.mfa.WebAuthnConfiguration, s.page = nil, "https://orders.auth.eu-west-1.amazoncognito.com"
		}),
		"refresh-token-end":              lostRequestOf(RefreshTokenEnd, alone),
		"refresh-token-end with the API": lostRequestOf(RefreshTokenEnd, apiOnly),
		"saml-sign-in":                   lostRequestOfSAML(func(*fakeService) {}),
		"saml-sign-in with outputs":      lostRequestOfSAML(withOutputs),
		"session-limit":                  lostRequestOfSessionLimit,
		"signed-out-user":                lostRequestOf(SignedOutUser, alone),
		"step-up":                        lostRequestOfStepUp(func(*fakeService) {}),
		"step-up without rotation": lostRequestOfStepUp(func(s *fakeService) {
			s.client.RefreshTokenRotation, s.client.ExplicitAuthFlows = nil, []types.ExplicitAuthFlowsType{"ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
		}),
		"temporary-password":              lostRequestOf(TemporaryPassword, alone),
		"temporary-password with outputs": lostRequestOf(TemporaryPassword, alone, withOutputs),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			correct, got := run(t, 0, false)
			require.Equal(t, report.Passed, got.Outcome, got)
			require.Positive(t, correct.ended)
			for failing := int32(1); failing <= correct.ended; failing++ {
				for _, overloaded := range []bool{false, true} {
					_, got := run(t, failing, overloaded)
					assert.Empty(t, got.Findings, "request %d", failing)
					switch got.Outcome {
					case report.Unchecked:
						assert.Regexp(t, "connection lost|Service Unavailable", got.Reason, "request %d", failing)
					case report.NotApplicable:
						assert.Contains(t, []string{"no sign-in succeeded: see sign-in", "no sign-in succeeded: see api-sign-in"}, got.Reason, "request %d", failing)
					default:
						t.Errorf("request %d of %d fails, and the check has %v", failing, correct.ended, got)
					}
				}
			}
		})
	}
}
