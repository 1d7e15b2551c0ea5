package refreshcheck

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TestProofs runs each check of prove on a correct service and on faulty ones.
func TestProofs(t *testing.T) {
	t.Parallel()
	const passed, failed, unchecked, none = report.Passed, report.Failed, report.Unchecked, report.NotApplicable
	both := func(bends ...func(*world)) func(*world) {
		return func(w *world) {
			for _, bend := range bends {
				bend(w)
			}
		}
	}
	withoutOpenID := func(w *world) { w.client.AllowedOAuthScopes = []string{"orders/read"} }
	for _, tt := range []struct {
		name    string
		check   Check
		bend    func(*world)
		outcome report.Outcome
		says    string // the finding's message, or the reason
	}{
		{"correct", clockAccessTokenEnd, nil, passed, ""},
		{"correct with the API", clockAccessTokenEnd, byAPI, passed, ""},
		{"correct with GetUser", clockAccessTokenEnd, func(w *world) { w.client.AllowedOAuthScopes = []string{userScope} }, passed, ""},
		{"no accepted scope", clockAccessTokenEnd, withoutOpenID, none, "the service accepts an access token only with the scope openid or aws.cognito.signin.user.admin"},
		{"a machine", clockAccessTokenEnd, asMachine, none, "the client is for machines and signs nobody in"},
		{"accepted a second too long", clockAccessTokenEnd, func(w *world) { w.userInfoLate = time.Second }, failed, "The service accepts an access token after the end of its 30 minutes and must reject it."},
		{"rejected a second too early", clockAccessTokenEnd, func(w *world) { w.userInfoLate = -time.Second }, failed, "The service rejects an access token one second before the end of its 30 minutes: userInfo returns Unauthorized."},
		{"accepted too long with the API", clockAccessTokenEnd, both(byAPI, func(w *world) { w.userInfoLate = time.Hour }), failed, "The service accepts an access token after the end of its 30 minutes and must reject it."},
		{"longer than declared", clockAccessTokenEnd, func(w *world) { w.declared.AccessToken = new(20 * time.Minute) }, failed, "The service accepts an access token after the end of its 20 minutes and must reject it."},
		{"shorter than declared", clockAccessTokenEnd, func(w *world) { w.declared.AccessToken = new(40 * time.Minute) }, failed, "The service rejects an access token one second before the end of its 40 minutes: "},
		{"two slow attempts", clockAccessTokenEnd, func(w *world) { w.slow, w.slowFor = 2*time.Second, 8 }, passed, ""},
		{"always slow", clockAccessTokenEnd, func(w *world) { w.slow, w.slowFor = 2*time.Second, 1000 }, unchecked, errSlow.Error()},

		{"correct", clockIDTokenEnd, nil, passed, ""},
		{"correct with the API", clockIDTokenEnd, both(steady, byAPI), passed, ""},
		{"as long as the access token", clockIDTokenEnd, func(w *world) { w.idLife = w.accessLife }, failed, "The ID token of the sign-in lives 30 minutes and must live 45 minutes."},
		{"an access token as long as the ID token", clockIDTokenEnd, func(w *world) { w.accessLife = w.idLife }, failed, "The access token of the sign-in lives 45 minutes and must live 30 minutes."},
		{"not as declared", clockIDTokenEnd, func(w *world) { w.declared.IDToken = new(time.Hour) }, failed, "The ID token of the sign-in lives 45 minutes and must live 1 hour."},
		{"a refresh keeps the first times", clockIDTokenEnd, claimed("id", true, func(c object) { c["iat"] = c["iat"].(int64) - 900; c["exp"] = c["exp"].(int64) - 900 }), failed,
			"The iat of the ID token of the refresh is 15 minutes away from the time of issue."},
		{"iat in the future", clockIDTokenEnd, claimed("id", false, func(c object) { c["iat"] = c["iat"].(int64) + 60; c["exp"] = c["exp"].(int64) + 60 }), failed,
			"The iat of the ID token of the sign-in is 1 minute away from the time of issue."},
		{"a refresh changes the lifetime", clockIDTokenEnd, claimed("id", true, func(c object) { c["exp"] = c["exp"].(int64) - 900 }), failed, "The ID token of the refresh lives 30 minutes and must live 45 minutes."},
		{"a new auth_time", clockIDTokenEnd, claimed("access", true, func(c object) { c["auth_time"] = c["iat"] }), failed, "The auth_time of the access token changes in a refresh and must stay the time of the sign-in."},
		{"another sub", clockIDTokenEnd, claimed("id", true, func(c object) { c["sub"] = "bob" }), failed, "The sub of the ID token changes in a refresh and must not change."},

		{"correct", clockCodeEnd, nil, passed, ""},
		{"no code grant", clockCodeEnd, byAPI, none, noCodeGrant},
		{"a code that lives ten minutes", clockCodeEnd, func(w *world) { w.codeLife *= 2 }, failed, "A code returns tokens one second after the end of its 5 minutes and must be rejected."},
		{"a code that expires a second early", clockCodeEnd, func(w *world) { w.codeLife -= time.Second }, failed, `The service rejects a code one second before the end of its 5 minutes: The token endpoint answers 400 with the error "invalid_grant".`},
		{"rejected with another error", clockCodeEnd, func(w *world) { w.refusal = "invalid_request" }, failed, "The service does not reject an expired code with invalid_grant: "},

		{"correct", clockGracePeriodEnd, nil, passed, ""},
		{"correct with the API", clockGracePeriodEnd, byAPI, passed, ""},
		{"correct without a grace period", clockGracePeriodEnd, func(w *world) { w.grace, w.client.RefreshTokenRotation.RetryGracePeriodSeconds = 0, aws.Int32(0) }, passed, ""},
		{"without rotation", clockGracePeriodEnd, steady, none, "the client does not rotate its refresh tokens"},
		{"declared rotation is off", clockGracePeriodEnd, both(steady, func(w *world) { w.declared.Rotation = new(true) }), failed, "A refresh returns no new refresh token and must return one, because the client rotates."},
		{"three seconds too long", clockGracePeriodEnd, func(w *world) { w.grace += 3 * time.Second }, failed, "The service accepts a replaced refresh token one second after its grace period of 10 seconds and must reject it."},
		{"two seconds too short", clockGracePeriodEnd, func(w *world) { w.grace -= 2 * time.Second }, failed, "The service rejects a replaced refresh token one second before the end of its grace period of 10 seconds: "},
		{"a grace period that is not declared", clockGracePeriodEnd, func(w *world) { w.declared.Rotation, w.declared.RetryGracePeriod = new(true), new(time.Duration(0)) }, failed,
			"The service accepts a replaced refresh token again and must reject it at once, because the client has no grace period."},
		{"too many requests", clockGracePeriodEnd, both(byAPI, func(w *world) { w.refusal = "TooManyRequestsException" }), unchecked, "TooManyRequestsException: Rate exceeded"},
		{"rejected with a page", clockGracePeriodEnd, func(w *world) { w.refusal = "" }, failed, "The service rejects a replaced refresh token without an error code: "},

		{"correct", clockRefreshTokenEnd, nil, passed, ""},
		{"correct without rotation", clockRefreshTokenEnd, steady, passed, ""},
		{"correct with the API", clockRefreshTokenEnd, both(byAPI, steady), passed, ""},
		{"a new refresh token with its own lifetime", clockRefreshTokenEnd, func(w *world) { w.slides = true }, failed, "A refresh returns tokens one second after the end of the 2 days from the sign-in and must be rejected."},
		{"a new refresh token with its own lifetime and no grace period", clockRefreshTokenEnd, func(w *world) {
			w.slides, w.grace, w.client.RefreshTokenRotation.RetryGracePeriodSeconds = true, 0, aws.Int32(0)
		}, failed, "A refresh returns tokens one second after the end of the 2 days from the sign-in and must be rejected."},
		{"longer", clockRefreshTokenEnd, both(steady, func(w *world) { w.refreshLife += 3 * time.Second }), failed, "A refresh returns tokens one second after the end of the 2 days from the sign-in and must be rejected."},
		{"shorter", clockRefreshTokenEnd, func(w *world) { w.refreshLife -= 2 * time.Second }, failed, "A refresh fails one second before the end of the 2 days from the sign-in: "},
		{"much shorter", clockRefreshTokenEnd, func(w *world) { w.refreshLife = time.Hour }, failed, "A refresh fails after half of the 2 days that the refresh token must live: "},
		{"longer than declared", clockRefreshTokenEnd, func(w *world) { w.declared.RefreshToken = new(24 * time.Hour) }, failed, "A refresh returns tokens one second after the end of the 1 day from the sign-in and must be rejected."},
		{"rejected with another error", clockRefreshTokenEnd, func(w *world) { w.refusal = "invalid_request" }, failed, "The service does not reject an expired refresh token with invalid_grant: "},

		{"correct", clockDisabledUser, nil, passed, ""},
		{"correct with the API", clockDisabledUser, byAPI, passed, ""},
		{"the refresh token still works", clockDisabledUser, func(w *world) { w.disabledServes = true }, failed, "The refresh token of a disabled user returns tokens and must be rejected."},
		{"enabling restores the sign-in", clockDisabledUser, func(w *world) { w.revives = true }, failed, "The refresh token of a user who was disabled and enabled returns tokens and must still be rejected."},

		{"a new sign-in cannot refresh", clockDisabledUser, func(w *world) { w.stuck = true }, failed, "The service rejects the refresh token of a new sign-in of a user who was disabled and enabled: "},

		{"correct", clockSignedOutUser, nil, passed, ""},
		{"correct with the API", clockSignedOutUser, byAPI, passed, ""},
		{"correct without userInfo", clockSignedOutUser, withoutOpenID, passed, ""},
		{"the refresh token still works", clockSignedOutUser, func(w *world) { w.signOutKeeps = true }, failed, "The refresh token of a user who was signed out everywhere returns tokens and must be rejected."},
		{"the access token still works", clockSignedOutUser, func(w *world) { w.signOutAccess = true }, failed, "The service accepts the access token of a user who was signed out everywhere and must reject it."},
		{"a new sign-in fails", clockSignedOutUser, func(w *world) { w.locksOut = true }, none, "nobody is signed in: see sign-in"},

		{"correct", proofForeignToken, nil, passed, ""},
		{"correct with the API", proofForeignToken, byAPI, passed, ""},
		{"one client", proofForeignToken, func(w *world) { w.other = nil }, none, "no other client of the pool can refresh tokens"},
		{"accepted by the other client", proofForeignToken, func(w *world) { w.anyClient = true }, failed, "The refresh token of this client returns tokens at the client other and must be rejected."},
		{"revoked by the rejection", proofForeignToken, func(w *world) { w.usesUp = true }, failed, "The service rejects a refresh token at its own client after it rejected the token at the client other: "},

		{"correct", proofMachineToken, asMachine, passed, ""},
		{"a client with users", proofMachineToken, nil, none, "the client is not a machine client"},
		{"an additional scope", proofMachineToken, both(asMachine, func(w *world) { w.declared.AllowedOAuthScopes = []string{"orders/read"} }), failed,
			`The claim scope of the access token is "orders/read, orders/write" and must be "orders/read", when the request names no scope.`},
		{"all scopes instead of one", proofMachineToken, both(asMachine, claimed("access", false, func(c object) { c["scope"] = "orders/write orders/read" })), failed,
			`The claim scope of the access token is "orders/read, orders/write" and must be "orders/read", when the request names orders/read.`},
		{"another sub", proofMachineToken, both(asMachine, claimed("access", false, func(c object) { c["sub"] = "ada" })), failed, `The claim sub of the access token is "ada" and must be "1example23456789", when the request names no scope.`},
		{"a refresh token", proofMachineToken, both(asMachine, func(w *world) { w.machine = func(f object) { f["refresh_token"] = "r" } }), failed,
			"The response to a client's credentials has access_token, expires_in, refresh_token, token_type and must have access_token, expires_in, token_type."},
		{"longer than declared", proofMachineToken, both(asMachine, func(w *world) { w.declared.AccessToken = new(15 * time.Minute) }), failed, "The expires_in of the response to a client's credentials is 1800 and must be 900."},
		{"any secret is accepted", proofMachineToken, both(asMachine, func(w *world) { w.anySecret = true }), failed, "A wrong client secret gets an access token and must be rejected with invalid_client."},
		{"its own secret is rejected", proofMachineToken, both(asMachine, func(w *world) { w.client.ClientSecret = aws.String("old") }), failed,
			`The token endpoint answers 400 with the error "invalid_client". A machine client must get an access token with orders/read, orders/write.`},

		{"correct", proofAPISignIn, nil, passed, ""},
		{"correct without rotation", proofAPISignIn, steady, passed, ""},
		{"correct with the API", proofAPISignIn, byAPI, passed, ""},
		{"a machine", proofAPISignIn, asMachine, none, "the client is for machines and signs nobody in"},
		{"no flow with a password", proofAPISignIn, func(w *world) { w.client.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_CUSTOM_AUTH"} }, none, "the client allows no API flow with a password"},
		{"a declared flow fails", proofAPISignIn, func(w *world) { w.flows = []string{} }, failed,
			"A sign-in with USER_PASSWORD_AUTH fails and must return tokens: the service returns InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client."},
		{"an undeclared flow works", proofAPISignIn, func(w *world) { w.flows = []string{allowPassword, allowAdmin} }, failed,
			"A sign-in with ADMIN_USER_PASSWORD_AUTH returns tokens and must be rejected, because the client does not allow it."},
		{"without an ID token", proofAPISignIn, bentResult("sign-in", func(r *types.AuthenticationResultType) { r.IdToken = nil }), failed,
			"The response to a sign-in has AccessToken, ExpiresIn, RefreshToken, TokenType and must have AccessToken, ExpiresIn, IdToken, RefreshToken, TokenType."},
		{"without a new refresh token", proofAPISignIn, bentResult("get-tokens", func(r *types.AuthenticationResultType) { r.RefreshToken = nil }), failed,
			"The response to a refresh with GetTokensFromRefreshToken has AccessToken, ExpiresIn, IdToken, TokenType and must have AccessToken, ExpiresIn, IdToken, RefreshToken, TokenType."},
		{"with a refresh token", proofAPISignIn, both(steady, bentResult("refresh", func(r *types.AuthenticationResultType) { r.RefreshToken = aws.String("r") })), failed,
			"The response to a refresh with InitiateAuth has AccessToken, ExpiresIn, IdToken, RefreshToken, TokenType and must have AccessToken, ExpiresIn, IdToken, TokenType."},
		{"with another ExpiresIn", proofAPISignIn, func(w *world) { w.declared.AccessToken = new(time.Hour) }, failed, "The ExpiresIn of the response to a sign-in is 1800 and must be 3600."},
		{"aud of another client", proofAPISignIn, claimed("id", false, func(c object) { c["aud"] = "2other" }), failed, `The claim aud of the ID token of the response to a sign-in is "2other" and must be "1example23456789".`},
		{"another scope", proofAPISignIn, claimed("access", false, func(c object) { c["scope"] = "openid" }), failed, `The claim scope of the access token of the response to a sign-in is "openid" and must be "aws.cognito.signin.user.admin".`},
		{"any hash is accepted", proofAPISignIn, func(w *world) { w.anySecret = true }, failed, "A sign-in with the hash of a wrong client secret returns tokens and must be rejected."},
		{"InitiateAuth refreshes despite rotation", proofAPISignIn, func(w *world) { w.flows = []string{allowPassword, allowRefresh} }, failed,
			"A refresh with InitiateAuth returns tokens and must be rejected, because the client does not allow it."},
		{"InitiateAuth does not refresh", proofAPISignIn, both(steady, func(w *world) { w.flows = []string{allowPassword} }), failed, "A refresh with InitiateAuth fails and must return tokens: "},
		{"declared refresh tokens without a call", proofAPISignIn, both(byAPI, func(w *world) {
			w.client.RefreshTokenRotation, w.declared.RefreshToken = nil, new(48*time.Hour)
		}), failed, "The configuration declares refresh tokens that live 2 days, and no call accepts them: the client neither allows ALLOW_REFRESH_TOKEN_AUTH nor rotates, and has no code grant."},
		{"undeclared refresh tokens without a call", proofAPISignIn, both(byAPI, func(w *world) { w.client.RefreshTokenRotation = nil }), passed, ""},
		{"refresh tokens for the token endpoint", proofAPISignIn, func(w *world) { w.client.RefreshTokenRotation, w.declared.RefreshToken = nil, new(48*time.Hour) }, passed, ""},

		{"none declared", proofIdentityProviders, nil, none, "the plan declares no identity provider"},
		{"correct", proofIdentityProviders, provided("Google", "Google"), passed, ""},
		{"an additional provider", proofIdentityProviders, both(provided("Google", "Google"), func(w *world) {
			w.providers = append(w.providers, types.ProviderDescription{ProviderName: aws.String("Okta"), ProviderType: "OIDC"})
		}), passed, ""},
		{"no declared type", proofIdentityProviders, both(provided("Google", "Google"), func(w *world) { w.deployed.IdentityProviders[0].Type = "" }), passed, ""},
		{"missing", proofIdentityProviders, both(provided("Google", "Google"), func(w *world) { w.providers = nil }), failed, "The pool has no identity provider Google and must have it."},
		{"another type", proofIdentityProviders, provided("Google", "OIDC"), failed, "The identity provider Google is of the type OIDC and must be of the type Google."},
	} {
		t.Run(tt.check.Name+", "+tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
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
func claimed(use string, refreshed bool, change func(object)) func(*world) {
	return func(w *world) {
		w.claims = func(token string, again bool, claims object) {
			if token == use && again == refreshed {
				change(claims)
			}
		}
	}
}

// bentResult changes the responses of the API to one kind of request.
func bentResult(to string, change func(*types.AuthenticationResultType)) func(*world) {
	return func(w *world) {
		w.api = func(name string, r *types.AuthenticationResultType) {
			if name == to {
				change(r)
			}
		}
	}
}

// provided declares Google, and deploys a provider of a name and a type.
func provided(name, kind string) func(*world) {
	return func(w *world) {
		w.deployed.IdentityProviders = []environment.IdentityProvider{{Name: "Google", Type: "Google"}}
		w.providers = []types.ProviderDescription{{ProviderName: &name, ProviderType: types.IdentityProviderTypeType(kind)}}
	}
}

// TestProofsThatCannotLook checks the reasons without a clock, without ProveAPI, and with a
// user that is not temporary.
func TestProofsThatCannotLook(t *testing.T) {
	t.Parallel()
	person := func(o *Options, _ *Connection) {
		o.Live.Person = &login.Credentials{Username: "ada", Password: "Str0ng!Pass"}
	}
	withoutCalls := func(_ *Options, c *Connection) { c.Prove = nil }
	for _, c := range Proofs {
		if c.Clock {
			t.Run(c.Name+" without a clock", func(t *testing.T) {
				t.Parallel()
				got := newWorld(t).check(c, func(o *Options, _ *Connection) { o.Live.Advance = nil })
				assert.Equal(t, report.Result{Check: c.Name, Outcome: report.NotApplicable, Reason: "the check requires a clock that can be moved: use cognitokit prove"}, got)
			})
		}
	}
	for _, tt := range []struct {
		name  string
		check Check
		edit  func(*Options, *Connection)
		says  string
	}{
		{"a user that is not temporary", clockDisabledUser, person, "the check requires a temporary user"},
		{"a user that is not temporary", clockSignedOutUser, person, "the check requires a temporary user"},
		{"no ProveAPI", clockDisabledUser, withoutCalls, string(noProveAPI)},
		{"no ProveAPI", clockAccessTokenEnd, withoutCalls, "the service accepts an access token only with the scope openid or aws.cognito.signin.user.admin"},
		{"no ProveAPI", proofAPISignIn, withoutCalls, string(noProveAPI)},
	} {
		t.Run(tt.check.Name+", "+tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.client.AllowedOAuthScopes = []string{userScope}
			got := w.check(tt.check, tt.edit)
			assert.Equal(t, report.NotApplicable, got.Outcome)
			assert.Equal(t, tt.says, got.Reason)
			assert.False(t, w.out)
		})
	}
}

// TestOneEnvironmentAfterTheOther checks that environments that share a clock do not run at
// the same time.
func TestOneEnvironmentAfterTheOther(t *testing.T) {
	t.Parallel()
	for _, clock := range []bool{true, false} {
		var at, most atomic.Int32
		c := Check{Name: "clock", Of: OfClient, Live: true, Clock: clock, Run: func(context.Context, *Target) ([]report.Finding, error) {
			most.Store(max(most.Load(), at.Add(1)))
			time.Sleep(20 * time.Millisecond)
			at.Add(-1)
			return nil, nil
		}}
		environments := make([]environment.Environment, 4)
		for i := range environments {
			environments[i] = declaring(environment.AppClient{})
		}
		Run(t.Context(), environments, Options{
			Checks: []Check{c}, Now: time.Now, Concurrency: 8,
			Connect: func(context.Context, *environment.Environment) (Connection, error) {
				return Connection{API: &fake{appClient: &types.UserPoolClientType{}}}, nil
			},
			Live: &Live{Advance: func(context.Context, time.Duration) error { return nil }},
		})
		assert.Equal(t, clock, most.Load() == 1, "%d at once", most.Load())
	}
}
