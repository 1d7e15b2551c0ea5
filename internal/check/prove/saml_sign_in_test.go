package prove

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestSAMLSignIn(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		change  func(*samlService)
		outcome report.Outcome
		want    string // the beginning of the first finding's message, or the reason
	}{
		{"correct", func(*samlService) {}, report.Passed, ""},
		{"correct, without rotation", func(s *samlService) { withoutRotation(s.fakeService) }, report.Passed, ""},
		{"correct, a client that cannot refresh", func(s *samlService) { s.client.RefreshTokenRotation = nil }, report.Passed, ""},
		{"correct, a client without users of the pool", func(s *samlService) { s.client.SupportedIdentityProviders = []string{"Corp"} }, report.Passed, ""},
		{"correct, with signed requests", func(s *samlService) { s.provider.ProviderDetails["RequestSigningAlgorithm"] = "rsa-sha256" }, report.Passed, ""},
		{"correct, with encrypted responses", func(s *samlService) { s.provider.ProviderDetails["EncryptedResponses"] = "true" }, report.Passed, ""},
		{"correct, the provider may start", func(s *samlService) {
			s.client.SupportedIdentityProviders, s.provider.ProviderDetails["IDPInit"] = []string{"Corp"}, "true"
		}, report.Passed, ""},
		{"correct, the provider may start, but not at this client", func(s *samlService) { s.provider.ProviderDetails["IDPInit"] = "true" }, report.Passed, ""},
		{"correct, a trigger changes the claims", func(s *samlService) {
			s.lost, s.settings.LambdaConfig = "email", &types.LambdaConfigType{PreTokenGeneration: aws.String("arn")}
		}, report.Passed, ""},
		{"correct, the client may not read an attribute", func(s *samlService) {
			s.provider.AttributeMapping["custom:team"], s.lost, s.client.ReadAttributes = "team", "custom:team", []string{"email"}
		}, report.Passed, ""},

		{"a trigger changes the claims of another user", func(s *samlService) {
			s.otherUser, s.settings.LambdaConfig = true, &types.LambdaConfigType{PreTokenGeneration: aws.String("arn")}
		}, report.Failed, `The claim username of the access token of the response to a code is "Corp_other" and must be "Corp_cognitokit-check-`},

		{"no SAML provider", func(s *samlService) { s.client.SupportedIdentityProviders = []string{"COGNITO", "Google"} }, report.NotApplicable, "the client supports no SAML provider"},
		{"a machine client", func(s *samlService) { machineClient(s.fakeService) }, report.NotApplicable, "the client is a machine client"},
		{"no login pages", func(s *samlService) { withoutLoginPages(s.fakeService) }, report.NotApplicable, "the client does not have the authorization code grant"},
		{"no domain", func(s *samlService) { s.settings.Domain = nil }, report.NotApplicable, "the pool has no domain for sign-ins"},

		{"requests are not signed", func(s *samlService) {
			s.provider.ProviderDetails["RequestSigningAlgorithm"], s.unsigned = "rsa-sha256", true
		}, report.Failed, "The request to the SAML provider Corp is not valid: "},
		{"the user is rejected", func(s *samlService) { s.rejection = "user.email: Attribute cannot be updated." }, report.Failed,
			`A user of the SAML provider Corp is not signed in: the authorization failed with the error "server_error", described as "user.email: Attribute cannot be updated.".`},
		{"the pages show their own form", func(s *samlService) { s.notRedirects = true }, report.Failed, "A user of the SAML provider Corp is not signed in: the sign-in form was not sent: it is a form for users of the pool"},
		{"a mapped attribute is lost", func(s *samlService) { s.lost = "email" }, report.Failed, `The claim email of the ID token of the response to a code is "" and must be "cognitokit-check-`},
		{"a mapped attribute has another value", func(s *samlService) { s.constant = map[string]string{"email": "x@example.com"} }, report.Failed, `The claim email of the ID token of the response to a code is "x@example.com" and must be "cognitokit-check-`},
		{"tokens of another user", func(s *samlService) { s.otherUser = true }, report.Failed, `The claim username of the access token of the response to a code is "Corp_other" and must be "Corp_cognitokit-check-`},
		{"tokens of another sign-in", func(s *samlService) {
			correct := s.claims
			s.claims = func(use string, refreshed bool, claims object) {
				correct(use, refreshed, claims)
				if use == "id" {
					claims["nonce"] = "another"
				}
			}
		}, report.Failed, "nonce"},
		{"tokens of another issuer", func(s *samlService) {
			correct := s.claims
			s.claims = func(use string, refreshed bool, claims object) {
				correct(use, refreshed, claims)
				claims["iss"] = "https://example.org"
			}
		}, report.Failed, `The claim iss of the access token of the response to a code is "https://example.org"`},
		{"a code that is rejected", func(s *samlService) { s.codeLife = 0 }, report.Failed, "The response to a code of a user of the SAML provider Corp has no tokens: "},
		{"a refresh that is rejected", func(s *samlService) { s.refreshLife = 0 }, report.Failed, "The response to a refresh token of a user of the SAML provider Corp has no tokens: "},
		{"any signature is accepted", func(s *samlService) { s.anySignature = true }, report.Failed, "A response with a signature of another key than in the metadata of the SAML provider Corp signs in and must be rejected."},
		{"the provider may always start", func(s *samlService) { s.anyStart = true }, report.Failed, "A sign-in that the SAML provider Corp starts must be rejected, "},
		{"the provider may never start", func(s *samlService) {
			s.client.SupportedIdentityProviders, s.provider.ProviderDetails["IDPInit"] = []string{"Corp"}, "true"
			s.neverStarts = true
		}, report.Failed, "A sign-in that the SAML provider Corp starts is rejected, and IDPInit allows it: "},

		{"the metadata is rejected", func(s *samlService) {
			s.updateErrs = []error{&types.InvalidParameterException{Message: aws.String("no")}}
		}, report.Unchecked, "the metadata of the SAML provider Corp cannot be replaced: InvalidParameterException: no"},
		{"the metadata is not restored", func(s *samlService) { s.updateErrs = []error{nil, checktest.ErrNoResponse} }, report.Unchecked, "the metadata of the SAML provider Corp was not restored: no response"},
		{"the user is not deleted", func(s *samlService) { s.users.DeleteErr = checktest.ErrNoResponse }, report.Unchecked, "the user Corp_cognitokit-check-"},
		{"no user was created", func(s *samlService) { s.users.DeleteErr = &types.UserNotFoundException{} }, report.Passed, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newSAMLService(t)
			tt.change(s)
			got := s.check(t.Context(), nil)
			assert.Equal(t, tt.outcome, got.Outcome, got)
			switch tt.outcome {
			case report.Failed:
				require.NotEmpty(t, got.Findings)
				assert.Contains(t, got.Findings[0].Message, tt.want)
				assert.NotEmpty(t, got.Findings[0].Fix)
			case report.Unchecked:
				assert.Contains(t, got.Reason, tt.want)
			default:
				assert.Equal(t, tt.want, got.Reason)
			}
			if tt.outcome != report.NotApplicable {
				s.assertRestored()
			}
		})
	}
}

// assertRestored requires that the provider has its settings again and that its user is deleted.
func (s *samlService) assertRestored() {
	s.t.Helper()
	require.Len(s.t, s.updates, 2)
	replaced, restored := s.updates[0], s.updates[1]
	assert.Contains(s.t, replaced.ProviderDetails["MetadataFile"], "https://saml.cognitokit.example/sso")
	assert.NotContains(s.t, replaced.ProviderDetails, "MetadataURL")
	assert.Equal(s.t, "https://idp.corp.example/metadata", restored.ProviderDetails["MetadataURL"])
	assert.NotContains(s.t, restored.ProviderDetails, "MetadataFile")
	for _, update := range s.updates {
		assert.Equal(s.t, "true", update.ProviderDetails["IDPSignout"])
		assert.NotContains(s.t, update.ProviderDetails, "SSORedirectBindingURI", "the service derives it from the metadata")
		assert.NotContains(s.t, update.ProviderDetails, "ActiveEncryptionCertificate")
		assert.Equal(s.t, s.provider.AttributeMapping, update.AttributeMapping)
		assert.Equal(s.t, s.provider.IdpIdentifiers, update.IdpIdentifiers)
	}
	require.Len(s.t, s.users.Deleted, 1)
	assert.Contains(s.t, s.users.Deleted[0], "Corp_cognitokit-check-")
	assert.False(s.t, s.users.Cancelled, "the context of the deletion has ended")
}

// A run that stops during the sign-in restores the provider and deletes the user.
func TestSAMLSignInRestoresAfterAStop(t *testing.T) {
	t.Parallel()
	s := newSAMLService(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	s.stopped = stop
	got := s.check(ctx, nil)
	assert.Equal(t, report.Unchecked, got.Outcome, got)
	assert.Equal(t, "the run was stopped before this check", got.Reason)
	s.assertRestored()
}

// A client that can refresh has the claims also after a refresh.
func TestSAMLSignInRefreshesIfTheClientCan(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change    func(*fakeService)
		responses int // with tokens
	}{
		"rotation":         {func(*fakeService) {}, 2},
		"without rotation": {withoutRotation, 2},
		"no refresh":       {func(s *fakeService) { s.client.RefreshTokenRotation = nil }, 1},
	} {
		s := newSAMLService(t)
		tt.change(s.fakeService)
		got := 0
		s.used = func(*fakeSignIn) { got++ }
		assert.Equal(t, report.Passed, s.check(t.Context(), nil).Outcome, name)
		assert.Equal(t, tt.responses, got, name)
	}
}

func TestSAMLSignInRequiresAnAddressOfTheLoginPages(t *testing.T) {
	t.Parallel()
	s := newSAMLService(t)
	s.deployed.Endpoints = endpointsOf("https://%")
	got := s.check(t.Context(), nil)
	assert.Equal(t, report.Unchecked, got.Outcome, got)
	assert.Contains(t, got.Reason, "invalid URL escape")
	assert.Empty(t, s.updates)
}

// A pool with another case of usernames has users in lower case only.
func TestSAMLSignInIgnoresTheCaseOfUsernames(t *testing.T) {
	t.Parallel()
	s := newSAMLService(t)
	s.settings.UsernameConfiguration = &types.UsernameConfigurationType{CaseSensitive: aws.Bool(false)}
	got := s.check(t.Context(), nil)
	require.Equal(t, report.Failed, got.Outcome, got)
	assert.Contains(t, got.Findings[0].Message, `must be "corp_cognitokit-check-`)
	require.Len(t, s.users.Deleted, 1)
	assert.Contains(t, s.users.Deleted[0], "corp_cognitokit-check-")
}

func TestSAMLSignInRequiresTheCallsOfProve(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]func(*check.Options, *check.Connection){
		"no provider":     withoutProveAPI,
		"no user deletes": func(_ *check.Options, c *check.Connection) { c.Users = nil },
	} {
		s := newSAMLService(t)
		got := s.check(t.Context(), edit)
		assert.Equal(t, report.NotApplicable, got.Outcome, name)
		assert.Equal(t, string(check.NoProveAPI), got.Reason, name)
		assert.Empty(t, s.updates, name)
	}
}
