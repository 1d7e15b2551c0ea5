package prove

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TestProofs runs each check of prove on a correct service and on faulty ones.
func TestProofs(t *testing.T) {
	t.Parallel()
	const passed, failed, unchecked, none = report.Passed, report.Failed, report.Unchecked, report.NotApplicable
	both := func(bends ...func(*fakeService)) func(*fakeService) {
		return func(w *fakeService) {
			for _, bend := range bends {
				bend(w)
			}
		}
	}
	withoutOpenID := func(w *fakeService) { w.client.AllowedOAuthScopes = []string{"orders/read"} }
	for _, tt := range []struct {
		name    string
		check   check.Check
		bend    func(*fakeService)
		outcome report.Outcome
		says    string // the finding's message, or the reason
	}{
		{"correct", AccessTokenEnd, nil, passed, ""},
		{"correct with the API", AccessTokenEnd, byAPI, passed, ""},
		{"correct with GetUser", AccessTokenEnd, func(w *fakeService) { w.client.AllowedOAuthScopes = []string{session.UserScope} }, passed, ""},
		{"no accepted scope", AccessTokenEnd, withoutOpenID, none, "the service accepts an access token only with the scope openid or aws.cognito.signin.user.admin"},
		{"a machine", AccessTokenEnd, asMachine, none, "the client is for machines and signs nobody in"},
		{"accepted a second too long", AccessTokenEnd, func(w *fakeService) { w.userInfoLate = time.Second }, failed, "The service accepts an access token after the end of its 30 minutes and must reject it."},
		{"rejected a second too early", AccessTokenEnd, func(w *fakeService) { w.userInfoLate = -time.Second }, failed, "The service rejects an access token one second before the end of its 30 minutes: userInfo returns Unauthorized."},
		{"accepted too long with the API", AccessTokenEnd, both(byAPI, func(w *fakeService) { w.userInfoLate = time.Hour }), failed, "The service accepts an access token after the end of its 30 minutes and must reject it."},
		{"longer than declared", AccessTokenEnd, func(w *fakeService) { w.declared.AccessToken = new(20 * time.Minute) }, failed, "The service accepts an access token after the end of its 20 minutes and must reject it."},
		{"shorter than declared", AccessTokenEnd, func(w *fakeService) { w.declared.AccessToken = new(40 * time.Minute) }, failed, "The service rejects an access token one second before the end of its 40 minutes: "},
		{"two slow attempts", AccessTokenEnd, func(w *fakeService) { w.slow, w.slowFor = 2*time.Second, 8 }, passed, ""},
		{"always slow", AccessTokenEnd, func(w *fakeService) { w.slow, w.slowFor = 2*time.Second, 1000 }, unchecked, session.ErrSlow.Error()},

		{"correct", IDTokenEnd, nil, passed, ""},
		{"correct with the API", IDTokenEnd, both(steady, byAPI), passed, ""},
		{"as long as the access token", IDTokenEnd, func(w *fakeService) { w.idLife = w.accessLife }, failed, "The ID token of the sign-in lives 30 minutes and must live 45 minutes."},
		{"an access token as long as the ID token", IDTokenEnd, func(w *fakeService) { w.accessLife = w.idLife }, failed, "The access token of the sign-in lives 45 minutes and must live 30 minutes."},
		{"not as declared", IDTokenEnd, func(w *fakeService) { w.declared.IDToken = new(time.Hour) }, failed, "The ID token of the sign-in lives 45 minutes and must live 1 hour."},
		{"a refresh keeps the first times", IDTokenEnd, claimed("id", true, func(c object) { c["iat"] = c["iat"].(int64) - 900; c["exp"] = c["exp"].(int64) - 900 }), failed,
			"The iat of the ID token of the refresh is 15 minutes away from the time of issue."},
		{"iat in the future", IDTokenEnd, claimed("id", false, func(c object) { c["iat"] = c["iat"].(int64) + 60; c["exp"] = c["exp"].(int64) + 60 }), failed,
			"The iat of the ID token of the sign-in is 1 minute away from the time of issue."},
		{"a refresh changes the lifetime", IDTokenEnd, claimed("id", true, func(c object) { c["exp"] = c["exp"].(int64) - 900 }), failed, "The ID token of the refresh lives 30 minutes and must live 45 minutes."},
		{"a new auth_time", IDTokenEnd, claimed("access", true, func(c object) { c["auth_time"] = c["iat"] }), failed, "The auth_time of the access token changes in a refresh and must stay the time of the sign-in."},
		{"another sub", IDTokenEnd, claimed("id", true, func(c object) { c["sub"] = "bob" }), failed, "The sub of the ID token changes in a refresh and must not change."},

		{"correct", AuthorizationCodeEnd, nil, passed, ""},
		{"no code grant", AuthorizationCodeEnd, byAPI, none, session.NoCodeGrant},
		{"a code that lives ten minutes", AuthorizationCodeEnd, func(w *fakeService) { w.codeLife *= 2 }, failed, "A code returns tokens one second after the end of its 5 minutes and must be rejected."},
		{"a code that expires a second early", AuthorizationCodeEnd, func(w *fakeService) { w.codeLife -= time.Second }, failed, `The service rejects a code one second before the end of its 5 minutes: The token endpoint answers 400 with the error "invalid_grant".`},
		{"rejected with another error", AuthorizationCodeEnd, func(w *fakeService) { w.refusal = "invalid_request" }, failed, "The service does not reject an expired code with invalid_grant: "},

		{"correct", GracePeriodEnd, nil, passed, ""},
		{"correct with the API", GracePeriodEnd, byAPI, passed, ""},
		{"correct without a grace period", GracePeriodEnd, func(w *fakeService) { w.grace, w.client.RefreshTokenRotation.RetryGracePeriodSeconds = 0, aws.Int32(0) }, passed, ""},
		{"without rotation", GracePeriodEnd, steady, none, "the client does not rotate its refresh tokens"},
		{"declared rotation is off", GracePeriodEnd, both(steady, func(w *fakeService) { w.declared.Rotation = new(true) }), failed, "A refresh returns no new refresh token and must return one, because the client rotates."},
		{"three seconds too long", GracePeriodEnd, func(w *fakeService) { w.grace += 3 * time.Second }, failed, "The service accepts a replaced refresh token one second after its grace period of 10 seconds and must reject it."},
		{"two seconds too short", GracePeriodEnd, func(w *fakeService) { w.grace -= 2 * time.Second }, failed, "The service rejects a replaced refresh token one second before the end of its grace period of 10 seconds: "},
		{"a grace period that is not declared", GracePeriodEnd, func(w *fakeService) {
			w.declared.Rotation, w.declared.RetryGracePeriod = new(true), new(time.Duration(0))
		}, failed,
			"The service accepts a replaced refresh token again and must reject it at once, because the client has no grace period."},
		{"too many requests", GracePeriodEnd, both(byAPI, func(w *fakeService) { w.refusal = "TooManyRequestsException" }), unchecked, "TooManyRequestsException: Rate exceeded"},
		{"rejected with a page", GracePeriodEnd, func(w *fakeService) { w.refusal = "" }, failed, "The service rejects a replaced refresh token without an error code: "},

		{"correct", RefreshTokenEnd, nil, passed, ""},
		{"correct without rotation", RefreshTokenEnd, steady, passed, ""},
		{"correct with the API", RefreshTokenEnd, both(byAPI, steady), passed, ""},
		{"a new refresh token with its own lifetime", RefreshTokenEnd, func(w *fakeService) { w.slides = true }, failed, "A refresh returns tokens one second after the end of the 2 days from the sign-in and must be rejected."},
		{"a new refresh token with its own lifetime and no grace period", RefreshTokenEnd, func(w *fakeService) {
			w.slides, w.grace, w.client.RefreshTokenRotation.RetryGracePeriodSeconds = true, 0, aws.Int32(0)
		}, failed, "A refresh returns tokens one second after the end of the 2 days from the sign-in and must be rejected."},
		{"longer", RefreshTokenEnd, both(steady, func(w *fakeService) { w.refreshLife += 3 * time.Second }), failed, "A refresh returns tokens one second after the end of the 2 days from the sign-in and must be rejected."},
		{"shorter", RefreshTokenEnd, func(w *fakeService) { w.refreshLife -= 2 * time.Second }, failed, "A refresh fails one second before the end of the 2 days from the sign-in: "},
		{"much shorter", RefreshTokenEnd, func(w *fakeService) { w.refreshLife = time.Hour }, failed, "A refresh fails after half of the 2 days that the refresh token must live: "},
		{"longer than declared", RefreshTokenEnd, func(w *fakeService) { w.declared.RefreshToken = new(24 * time.Hour) }, failed, "A refresh returns tokens one second after the end of the 1 day from the sign-in and must be rejected."},
		{"rejected with another error", RefreshTokenEnd, func(w *fakeService) { w.refusal = "invalid_request" }, failed, "The service does not reject an expired refresh token with invalid_grant: "},

		{"correct", DisabledUser, nil, passed, ""},
		{"correct with the API", DisabledUser, byAPI, passed, ""},
		{"the refresh token still works", DisabledUser, func(w *fakeService) { w.disabledServes = true }, failed, "The refresh token of a disabled user returns tokens and must be rejected."},
		{"enabling restores the sign-in", DisabledUser, func(w *fakeService) { w.revives = true }, failed, "The refresh token of a user who was disabled and enabled returns tokens and must still be rejected."},

		{"a new sign-in cannot refresh", DisabledUser, func(w *fakeService) { w.stuck = true }, failed, "The service rejects the refresh token of a new sign-in of a user who was disabled and enabled: "},

		{"correct", SignedOutUser, nil, passed, ""},
		{"correct with the API", SignedOutUser, byAPI, passed, ""},
		{"correct without userInfo", SignedOutUser, withoutOpenID, passed, ""},
		{"the refresh token still works", SignedOutUser, func(w *fakeService) { w.signOutKeeps = true }, failed, "The refresh token of a user who was signed out everywhere returns tokens and must be rejected."},
		{"the access token still works", SignedOutUser, func(w *fakeService) { w.signOutAccess = true }, failed, "The service accepts the access token of a user who was signed out everywhere and must reject it."},
		{"a new sign-in fails", SignedOutUser, func(w *fakeService) { w.locksOut = true }, none, "nobody is signed in: see sign-in"},

		{"correct", ForeignToken, nil, passed, ""},
		{"correct with the API", ForeignToken, byAPI, passed, ""},
		{"one client", ForeignToken, func(w *fakeService) { w.other = nil }, none, "no other client of the pool can refresh tokens"},
		{"accepted by the other client", ForeignToken, func(w *fakeService) { w.anyClient = true }, failed, "The refresh token of this client returns tokens at the client other and must be rejected."},
		{"revoked by the rejection", ForeignToken, func(w *fakeService) { w.usesUp = true }, failed, "The service rejects a refresh token at its own client after it rejected the token at the client other: "},

		{"correct", MachineToken, asMachine, passed, ""},
		{"a client with users", MachineToken, nil, none, "the client is not a machine client"},
		{"an additional scope", MachineToken, both(asMachine, func(w *fakeService) { w.declared.AllowedOAuthScopes = []string{"orders/read"} }), failed,
			`The claim scope of the access token is "orders/read, orders/write" and must be "orders/read", when the request names no scope.`},
		{"all scopes instead of one", MachineToken, both(asMachine, claimed("access", false, func(c object) { c["scope"] = "orders/write orders/read" })), failed,
			`The claim scope of the access token is "orders/read, orders/write" and must be "orders/read", when the request names orders/read.`},
		{"another sub", MachineToken, both(asMachine, claimed("access", false, func(c object) { c["sub"] = "ada" })), failed, `The claim sub of the access token is "ada" and must be "1example23456789", when the request names no scope.`},
		{"a refresh token", MachineToken, both(asMachine, func(w *fakeService) { w.machine = func(f object) { f["refresh_token"] = "r" } }), failed,
			"The response to a client's credentials has access_token, expires_in, refresh_token, token_type and must have access_token, expires_in, token_type."},
		{"longer than declared", MachineToken, both(asMachine, func(w *fakeService) { w.declared.AccessToken = new(15 * time.Minute) }), failed, "The expires_in of the response to a client's credentials is 1800 and must be 900."},
		{"any secret is accepted", MachineToken, both(asMachine, func(w *fakeService) { w.anySecret = true }), failed, "A wrong client secret gets an access token and must be rejected with invalid_client."},
		{"its own secret is rejected", MachineToken, both(asMachine, func(w *fakeService) { w.client.ClientSecret = aws.String("old") }), failed,
			`The token endpoint answers 400 with the error "invalid_client". A machine client must get an access token with orders/read, orders/write.`},

		{"correct", APISignIn, nil, passed, ""},
		{"correct without rotation", APISignIn, steady, passed, ""},
		{"correct with the API", APISignIn, byAPI, passed, ""},
		{"a machine", APISignIn, asMachine, none, "the client is for machines and signs nobody in"},
		{"no flow with a password", APISignIn, func(w *fakeService) { w.client.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_CUSTOM_AUTH"} }, none, "the client allows no API flow with a password"},
		{"a declared flow fails", APISignIn, func(w *fakeService) { w.flows = []string{} }, failed,
			"A sign-in with USER_PASSWORD_AUTH fails and must return tokens: the service returns InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client."},
		{"an undeclared flow works", APISignIn, func(w *fakeService) { w.flows = []string{check.AllowPassword, check.AllowAdmin} }, failed,
			"A sign-in with ADMIN_USER_PASSWORD_AUTH returns tokens and must be rejected, because the client does not allow it."},
		{"without an ID token", APISignIn, bentResult("sign-in", func(r *types.AuthenticationResultType) { r.IdToken = nil }), failed,
			"The response to a sign-in has AccessToken, ExpiresIn, RefreshToken, TokenType and must have AccessToken, ExpiresIn, IdToken, RefreshToken, TokenType."},
		{"without a new refresh token", APISignIn, bentResult("get-tokens", func(r *types.AuthenticationResultType) { r.RefreshToken = nil }), failed,
			"The response to a refresh with GetTokensFromRefreshToken has AccessToken, ExpiresIn, IdToken, TokenType and must have AccessToken, ExpiresIn, IdToken, RefreshToken, TokenType."},
		{"with a refresh token", APISignIn, both(steady, bentResult("refresh", func(r *types.AuthenticationResultType) { r.RefreshToken = aws.String("r") })), failed,
			"The response to a refresh with InitiateAuth has AccessToken, ExpiresIn, IdToken, RefreshToken, TokenType and must have AccessToken, ExpiresIn, IdToken, TokenType."},
		{"with another ExpiresIn", APISignIn, func(w *fakeService) { w.declared.AccessToken = new(time.Hour) }, failed, "The ExpiresIn of the response to a sign-in is 1800 and must be 3600."},
		{"aud of another client", APISignIn, claimed("id", false, func(c object) { c["aud"] = "2other" }), failed, `The claim aud of the ID token of the response to a sign-in is "2other" and must be "1example23456789".`},
		{"another scope", APISignIn, claimed("access", false, func(c object) { c["scope"] = "openid" }), failed, `The claim scope of the access token of the response to a sign-in is "openid" and must be "aws.cognito.signin.user.admin".`},
		{"any hash is accepted", APISignIn, func(w *fakeService) { w.anySecret = true }, failed, "A sign-in with the hash of a wrong client secret returns tokens and must be rejected."},
		{"InitiateAuth refreshes despite rotation", APISignIn, func(w *fakeService) { w.flows = []string{check.AllowPassword, check.AllowRefresh} }, failed,
			"A refresh with InitiateAuth returns tokens and must be rejected, because the client does not allow it."},
		{"InitiateAuth does not refresh", APISignIn, both(steady, func(w *fakeService) { w.flows = []string{check.AllowPassword} }), failed, "A refresh with InitiateAuth fails and must return tokens: "},
		{"declared refresh tokens without a call", APISignIn, both(byAPI, func(w *fakeService) {
			w.client.RefreshTokenRotation, w.declared.RefreshToken = nil, new(48*time.Hour)
		}), failed, "The configuration declares refresh tokens that live 2 days, and no call accepts them: the client neither allows ALLOW_REFRESH_TOKEN_AUTH nor rotates, and has no code grant."},
		{"undeclared refresh tokens without a call", APISignIn, both(byAPI, func(w *fakeService) { w.client.RefreshTokenRotation = nil }), passed, ""},
		{"refresh tokens for the token endpoint", APISignIn, func(w *fakeService) { w.client.RefreshTokenRotation, w.declared.RefreshToken = nil, new(48*time.Hour) }, passed, ""},

		{"none declared", DeclaredIdentityProviders, nil, none, "the plan declares no identity provider"},
		{"correct", DeclaredIdentityProviders, provided("Google", "Google"), passed, ""},
		{"an additional provider", DeclaredIdentityProviders, both(provided("Google", "Google"), func(w *fakeService) {
			w.providers = append(w.providers, types.ProviderDescription{ProviderName: aws.String("Okta"), ProviderType: "OIDC"})
		}), passed, ""},
		{"no declared type", DeclaredIdentityProviders, both(provided("Google", "Google"), func(w *fakeService) { w.deployed.IdentityProviders[0].Type = "" }), passed, ""},
		{"missing", DeclaredIdentityProviders, both(provided("Google", "Google"), func(w *fakeService) { w.providers = nil }), failed, "The pool has no identity provider Google and must have it."},
		{"another type", DeclaredIdentityProviders, provided("Google", "OIDC"), failed, "The identity provider Google is of the type OIDC and must be of the type Google."},
	} {
		t.Run(tt.check.Name+", "+tt.name, func(t *testing.T) {
			t.Parallel()
			w := newFakeService(t)
			if tt.bend != nil {
				tt.bend(w)
			}
			got := w.check(tt.check, nil)
			assert.Equal(t, tt.outcome, got.Outcome, got)
			if tt.outcome != failed {
				assert.Equal(t, tt.says, got.Reason)
				return
			}
			if assert.NotEmpty(t, got.Findings) {
				assert.Contains(t, got.Findings[0].Message, tt.says)
				assert.NotEmpty(t, got.Findings[0].Fix)
			}
			assert.False(t, w.disabled, "the check enables the user again")
		})
	}
}

// claimed changes the claims of one kind of token, in a refresh or in a sign-in.
func claimed(use string, refreshed bool, change func(object)) func(*fakeService) {
	return func(w *fakeService) {
		w.claims = func(token string, again bool, claims object) {
			if token == use && again == refreshed {
				change(claims)
			}
		}
	}
}

// bentResult changes the responses of the API to one kind of request.
func bentResult(to string, change func(*types.AuthenticationResultType)) func(*fakeService) {
	return func(w *fakeService) {
		w.api = func(name string, r *types.AuthenticationResultType) {
			if name == to {
				change(r)
			}
		}
	}
}

// provided declares Google, and deploys a provider of a name and a type.
func provided(name, kind string) func(*fakeService) {
	return func(w *fakeService) {
		w.deployed.IdentityProviders = []environment.IdentityProvider{{Name: "Google", Type: "Google"}}
		w.providers = []types.ProviderDescription{{ProviderName: &name, ProviderType: types.IdentityProviderTypeType(kind)}}
	}
}

// TestProofsThatCannotLook checks the reasons without a clock, without ProveAPI, and with a
// user that is not temporary.
func TestProofsThatCannotLook(t *testing.T) {
	t.Parallel()
	user := func(o *check.Options, _ *check.Connection) {
		o.Live.(*session.Options).User = &login.Credentials{Username: "ada", Password: "Str0ng!Pass"}
	}
	withoutCalls := func(_ *check.Options, c *check.Connection) { c.Prove = nil }
	for _, c := range []check.Check{IDTokenEnd, AccessTokenEnd, AuthorizationCodeEnd, GracePeriodEnd, RefreshTokenEnd, DisabledUser, SignedOutUser} {
		if c.Clock {
			t.Run(c.Name+" without a clock", func(t *testing.T) {
				t.Parallel()
				got := newFakeService(t).check(c, func(o *check.Options, _ *check.Connection) { o.Live.(*session.Options).Advance = nil })
				assert.Equal(t, report.Result{Check: c.Name, Outcome: report.NotApplicable, Reason: "the check requires a clock that can be moved: use cognitokit prove"}, got)
			})
		}
	}
	for _, tt := range []struct {
		name  string
		check check.Check
		edit  func(*check.Options, *check.Connection)
		says  string
	}{
		{"a user that is not temporary", DisabledUser, user, "the check requires a temporary user"},
		{"a user that is not temporary", SignedOutUser, user, "the check requires a temporary user"},
		{"no ProveAPI", DisabledUser, withoutCalls, string(check.NoProveAPI)},
		{"no ProveAPI", AccessTokenEnd, withoutCalls, "the service accepts an access token only with the scope openid or aws.cognito.signin.user.admin"},
		{"no ProveAPI", APISignIn, withoutCalls, string(check.NoProveAPI)},
	} {
		t.Run(tt.check.Name+", "+tt.name, func(t *testing.T) {
			t.Parallel()
			w := newFakeService(t)
			w.client.AllowedOAuthScopes = []string{session.UserScope}
			got := w.check(tt.check, tt.edit)
			assert.Equal(t, report.NotApplicable, got.Outcome)
			assert.Equal(t, tt.says, got.Reason)
			assert.False(t, w.out)
		})
	}
}
