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

// TestProofs: each check of prove with a service that does as it must, and with one that is
// bent.
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
		{"as it must", clockAccessTokenEnd, nil, passed, ""},
		{"as it must by the API", clockAccessTokenEnd, byAPI, passed, ""},
		{"as it must by GetUser", clockAccessTokenEnd, func(w *world) { w.client.AllowedOAuthScopes = []string{userScope} }, passed, ""},
		{"of no scope", clockAccessTokenEnd, withoutOpenID, none, "nothing of the service takes an access token without the scope openid or aws.cognito.signin.user.admin"},
		{"a machine", clockAccessTokenEnd, asMachine, none, "the client is for machines and signs nobody in"},
		{"a second too long", clockAccessTokenEnd, func(w *world) { w.userInfoLate = time.Second }, failed, "An access token is taken after the end of its 30 minutes and must be refused."},
		{"a second too short", clockAccessTokenEnd, func(w *world) { w.userInfoLate = -time.Second }, failed, "An access token is refused one second before the end of its 30 minutes: userInfo answers Unauthorized."},
		{"too long by the API", clockAccessTokenEnd, both(byAPI, func(w *world) { w.userInfoLate = time.Hour }), failed, "An access token is taken after the end of its 30 minutes and must be refused."},
		{"longer than declared", clockAccessTokenEnd, func(w *world) { w.declared.AccessToken = new(20 * time.Minute) }, failed, "An access token is taken after the end of its 20 minutes and must be refused."},
		{"shorter than declared", clockAccessTokenEnd, func(w *world) { w.declared.AccessToken = new(40 * time.Minute) }, failed, "An access token is refused one second before the end of its 40 minutes: "},
		{"slow twice", clockAccessTokenEnd, func(w *world) { w.slow, w.slowFor = 2*time.Second, 8 }, passed, ""},
		{"slow for ever", clockAccessTokenEnd, func(w *world) { w.slow, w.slowFor = 2*time.Second, 1000 }, unchecked, errSlow.Error()},

		{"as it must", clockIDTokenEnd, nil, passed, ""},
		{"as it must by the API", clockIDTokenEnd, both(steady, byAPI), passed, ""},
		{"as long as the access token", clockIDTokenEnd, func(w *world) { w.idLife = w.accessLife }, failed, "The ID token of the sign-in lives 30 minutes and must live 45 minutes."},
		{"an access token as long as the ID token", clockIDTokenEnd, func(w *world) { w.accessLife = w.idLife }, failed, "The access token of the sign-in lives 45 minutes and must live 30 minutes."},
		{"not as declared", clockIDTokenEnd, func(w *world) { w.declared.IDToken = new(time.Hour) }, failed, "The ID token of the sign-in lives 45 minutes and must live 1 hour."},
		{"refreshed with the first times", clockIDTokenEnd, claimed("id", true, func(c object) { c["iat"] = c["iat"].(int64) - 900; c["exp"] = c["exp"].(int64) - 900 }), failed,
			"The iat of the ID token of the refresh is 15 minutes away from the time at which it was given."},
		{"of the future", clockIDTokenEnd, claimed("id", false, func(c object) { c["iat"] = c["iat"].(int64) + 60; c["exp"] = c["exp"].(int64) + 60 }), failed,
			"The iat of the ID token of the sign-in is 1 minute away from the time at which it was given."},
		{"refreshed with another life", clockIDTokenEnd, claimed("id", true, func(c object) { c["exp"] = c["exp"].(int64) - 900 }), failed, "The ID token of the refresh lives 30 minutes and must live 45 minutes."},
		{"a new auth_time", clockIDTokenEnd, claimed("access", true, func(c object) { c["auth_time"] = c["iat"] }), failed, "The auth_time of the access token is another one after a refresh and must stay the time of the sign-in."},
		{"another sub", clockIDTokenEnd, claimed("id", true, func(c object) { c["sub"] = "bob" }), failed, "The sub of the ID token is another one after a refresh and must stay."},

		{"as it must", clockCodeEnd, nil, passed, ""},
		{"no code grant", clockCodeEnd, byAPI, none, noCodeGrant},
		{"a code of ten minutes", clockCodeEnd, func(w *world) { w.codeLife *= 2 }, failed, "A code gives tokens one second after the end of its 5 minutes and must be refused."},
		{"a code of a second less", clockCodeEnd, func(w *world) { w.codeLife -= time.Second }, failed, `A code is refused one second before the end of its 5 minutes: The token endpoint answers 400 with the error "invalid_grant".`},
		{"refused otherwise", clockCodeEnd, func(w *world) { w.refusal = "invalid_request" }, failed, "A code that has ended is refused in another way than with invalid_grant: "},

		{"as it must", clockGracePeriodEnd, nil, passed, ""},
		{"as it must by the API", clockGracePeriodEnd, byAPI, passed, ""},
		{"as it must without one", clockGracePeriodEnd, func(w *world) { w.grace, w.client.RefreshTokenRotation.RetryGracePeriodSeconds = 0, aws.Int32(0) }, passed, ""},
		{"without rotation", clockGracePeriodEnd, steady, none, "the client does not rotate its refresh tokens"},
		{"no rotation where it is declared", clockGracePeriodEnd, both(steady, func(w *world) { w.declared.Rotation = new(true) }), failed, "A refresh gives no new refresh token and must give one, since the client rotates."},
		{"three seconds too long", clockGracePeriodEnd, func(w *world) { w.grace += 3 * time.Second }, failed, "A replaced refresh token is taken one second after its grace period of 10 seconds and must be refused."},
		{"two seconds too short", clockGracePeriodEnd, func(w *world) { w.grace -= 2 * time.Second }, failed, "A replaced refresh token is refused one second before the end of its grace period of 10 seconds: "},
		{"one where none is declared", clockGracePeriodEnd, func(w *world) { w.declared.Rotation, w.declared.RetryGracePeriod = new(true), new(time.Duration(0)) }, failed,
			"A replaced refresh token is taken again and must be refused at once, since there is no grace period."},
		{"too many requests", clockGracePeriodEnd, both(byAPI, func(w *world) { w.refusal = "TooManyRequestsException" }), unchecked, "TooManyRequestsException: Rate exceeded"},
		{"refused with a page", clockGracePeriodEnd, func(w *world) { w.refusal = "" }, failed, "A replaced refresh token is refused without an error of its own: "},

		{"as it must", clockRefreshTokenEnd, nil, passed, ""},
		{"as it must without rotation", clockRefreshTokenEnd, steady, passed, ""},
		{"as it must by the API", clockRefreshTokenEnd, both(byAPI, steady), passed, ""},
		{"a new one with its own time", clockRefreshTokenEnd, func(w *world) { w.slides = true }, failed, "A refresh gives tokens one second after the end of the 2 days from the sign-in and must be refused."},
		{"a new one with its own time, and no grace period", clockRefreshTokenEnd, func(w *world) {
			w.slides, w.grace, w.client.RefreshTokenRotation.RetryGracePeriodSeconds = true, 0, aws.Int32(0)
		}, failed, "A refresh gives tokens one second after the end of the 2 days from the sign-in and must be refused."},
		{"longer", clockRefreshTokenEnd, both(steady, func(w *world) { w.refreshLife += 3 * time.Second }), failed, "A refresh gives tokens one second after the end of the 2 days from the sign-in and must be refused."},
		{"shorter", clockRefreshTokenEnd, func(w *world) { w.refreshLife -= 2 * time.Second }, failed, "A refresh is refused one second before the end of the 2 days from the sign-in: "},
		{"much shorter", clockRefreshTokenEnd, func(w *world) { w.refreshLife = time.Hour }, failed, "A refresh is refused after half of 2 days, which the refresh token must live: "},
		{"longer than declared", clockRefreshTokenEnd, func(w *world) { w.declared.RefreshToken = new(24 * time.Hour) }, failed, "A refresh gives tokens one second after the end of the 1 day from the sign-in and must be refused."},
		{"refused otherwise", clockRefreshTokenEnd, func(w *world) { w.refusal = "invalid_request" }, failed, "A refresh token that has ended is refused in another way than with invalid_grant: "},

		{"as it must", clockDisabledUser, nil, passed, ""},
		{"as it must by the API", clockDisabledUser, byAPI, passed, ""},
		{"refreshes", clockDisabledUser, func(w *world) { w.disabledServes = true }, failed, "The refresh token of a disabled user gives tokens and must be refused."},
		{"comes back", clockDisabledUser, func(w *world) { w.revives = true }, failed, "The refresh token of a user who was disabled and enabled gives tokens and must stay refused."},

		{"refreshes no more", clockDisabledUser, func(w *world) { w.stuck = true }, failed, "The refresh token of a new sign-in of a user who was disabled and enabled is refused: "},

		{"as it must", clockSignedOutUser, nil, passed, ""},
		{"as it must by the API", clockSignedOutUser, byAPI, passed, ""},
		{"as it must without userInfo", clockSignedOutUser, withoutOpenID, passed, ""},
		{"refreshes", clockSignedOutUser, func(w *world) { w.signOutKeeps = true }, failed, "The refresh token of a user who was signed out everywhere gives tokens and must be refused."},
		{"has an access token", clockSignedOutUser, func(w *world) { w.signOutAccess = true }, failed, "The access token of a user who was signed out everywhere is taken and must be refused."},
		{"signs in no more", clockSignedOutUser, func(w *world) { w.locksOut = true }, none, "nobody is signed in: see sign-in"},

		{"as it must", proofForeignToken, nil, passed, ""},
		{"as it must by the API", proofForeignToken, byAPI, passed, ""},
		{"one client", proofForeignToken, func(w *world) { w.other = nil }, none, "no other client of the pool refreshes tokens"},
		{"taken", proofForeignToken, func(w *world) { w.anyClient = true }, failed, "The refresh token of this client gives tokens at the client other and must be refused."},
		{"used up", proofForeignToken, func(w *world) { w.usesUp = true }, failed, "A refresh token is refused at its own client after the client other was refused with it: "},

		{"as it must", proofMachineToken, asMachine, passed, ""},
		{"of a person", proofMachineToken, nil, none, "the client is not for machines"},
		{"a scope too many", proofMachineToken, both(asMachine, func(w *world) { w.declared.AllowedOAuthScopes = []string{"orders/read"} }), failed,
			`The claim scope of the access token is "orders/read, orders/write" and must be "orders/read", where no scope was asked for.`},
		{"all for one", proofMachineToken, both(asMachine, claimed("access", false, func(c object) { c["scope"] = "orders/write orders/read" })), failed,
			`The claim scope of the access token is "orders/read, orders/write" and must be "orders/read", where orders/read was asked for.`},
		{"another sub", proofMachineToken, both(asMachine, claimed("access", false, func(c object) { c["sub"] = "ada" })), failed, `The claim sub of the access token is "ada" and must be "1example23456789", where no scope was asked for.`},
		{"a refresh token", proofMachineToken, both(asMachine, func(w *world) { w.machine = func(f object) { f["refresh_token"] = "r" } }), failed,
			"The response to a client's credentials has access_token, expires_in, refresh_token, token_type and must have access_token, expires_in, token_type."},
		{"longer than declared", proofMachineToken, both(asMachine, func(w *world) { w.declared.AccessToken = new(15 * time.Minute) }), failed, "The expires_in of the response to a client's credentials is 1800 and must be 900."},
		{"with any secret", proofMachineToken, both(asMachine, func(w *world) { w.anySecret = true }), failed, "A wrong client secret gets an access token and must be refused with invalid_client."},
		{"with another secret than its own", proofMachineToken, both(asMachine, func(w *world) { w.client.ClientSecret = aws.String("old") }), failed,
			`The token endpoint answers 400 with the error "invalid_client". A client for machines must get an access token with orders/read, orders/write.`},

		{"as it must", proofAPISignIn, nil, passed, ""},
		{"as it must without rotation", proofAPISignIn, steady, passed, ""},
		{"as it must by the API", proofAPISignIn, byAPI, passed, ""},
		{"a machine", proofAPISignIn, asMachine, none, "the client is for machines and signs nobody in"},
		{"no flow of a password", proofAPISignIn, func(w *world) { w.client.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_CUSTOM_AUTH"} }, none, "the client allows no flow of the API that takes a password"},
		{"a flow that is declared is refused", proofAPISignIn, func(w *world) { w.flows = []string{} }, failed,
			"A sign-in with USER_PASSWORD_AUTH is refused and must give tokens: the service answers InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client."},
		{"a flow that is not declared", proofAPISignIn, func(w *world) { w.flows = []string{allowPassword, allowAdmin} }, failed,
			"A sign-in with ADMIN_USER_PASSWORD_AUTH gives tokens and must be refused, since the client does not allow it."},
		{"without an ID token", proofAPISignIn, bentResult("sign-in", func(r *types.AuthenticationResultType) { r.IdToken = nil }), failed,
			"The answer to a sign-in has AccessToken, ExpiresIn, RefreshToken, TokenType and must have AccessToken, ExpiresIn, IdToken, RefreshToken, TokenType."},
		{"without a new refresh token", proofAPISignIn, bentResult("get-tokens", func(r *types.AuthenticationResultType) { r.RefreshToken = nil }), failed,
			"The answer to a refresh with GetTokensFromRefreshToken has AccessToken, ExpiresIn, IdToken, TokenType and must have AccessToken, ExpiresIn, IdToken, RefreshToken, TokenType."},
		{"with a refresh token", proofAPISignIn, both(steady, bentResult("refresh", func(r *types.AuthenticationResultType) { r.RefreshToken = aws.String("r") })), failed,
			"The answer to a refresh with InitiateAuth has AccessToken, ExpiresIn, IdToken, RefreshToken, TokenType and must have AccessToken, ExpiresIn, IdToken, TokenType."},
		{"with another ExpiresIn", proofAPISignIn, func(w *world) { w.declared.AccessToken = new(time.Hour) }, failed, "The ExpiresIn of the answer to a sign-in is 1800 and must be 3600."},
		{"of another client", proofAPISignIn, claimed("id", false, func(c object) { c["aud"] = "2other" }), failed, `The claim aud of the ID token of the answer to a sign-in is "2other" and must be "1example23456789".`},
		{"of another scope", proofAPISignIn, claimed("access", false, func(c object) { c["scope"] = "openid" }), failed, `The claim scope of the access token of the answer to a sign-in is "openid" and must be "aws.cognito.signin.user.admin".`},
		{"with any hash", proofAPISignIn, func(w *world) { w.anySecret = true }, failed, "A sign-in with the hash of a wrong client secret gives tokens and must be refused."},
		{"refreshes by InitiateAuth beside rotation", proofAPISignIn, func(w *world) { w.flows = []string{allowPassword, allowRefresh} }, failed,
			"A refresh with InitiateAuth gives tokens and must be refused, since the client does not allow it."},
		{"is not refreshed by InitiateAuth", proofAPISignIn, both(steady, func(w *world) { w.flows = []string{allowPassword} }), failed, "A refresh with InitiateAuth is refused and must give tokens: "},
		{"tokens that nothing refreshes", proofAPISignIn, both(byAPI, func(w *world) {
			w.client.RefreshTokenRotation, w.declared.RefreshToken = nil, new(48*time.Hour)
		}), failed, "Refresh tokens are declared to live 2 days, and nothing refreshes with them: the client neither allows ALLOW_REFRESH_TOKEN_AUTH nor rotates, and has no code grant."},
		{"tokens that nothing refreshes, and nobody declared", proofAPISignIn, both(byAPI, func(w *world) { w.client.RefreshTokenRotation = nil }), passed, ""},
		{"tokens that the token endpoint refreshes", proofAPISignIn, func(w *world) { w.client.RefreshTokenRotation, w.declared.RefreshToken = nil, new(48*time.Hour) }, passed, ""},

		{"none declared", proofIdentityProviders, nil, none, "no identity provider is declared"},
		{"as it must", proofIdentityProviders, provided("Google", "Google"), passed, ""},
		{"another beside it", proofIdentityProviders, both(provided("Google", "Google"), func(w *world) {
			w.providers = append(w.providers, types.ProviderDescription{ProviderName: aws.String("Okta"), ProviderType: "OIDC"})
		}), passed, ""},
		{"of no declared type", proofIdentityProviders, both(provided("Google", "Google"), func(w *world) { w.deployed.IdentityProviders[0].Type = "" }), passed, ""},
		{"gone", proofIdentityProviders, both(provided("Google", "Google"), func(w *world) { w.providers = nil }), failed, "The pool has no identity provider Google and must have it."},
		{"of another type", proofIdentityProviders, provided("Google", "OIDC"), failed, "The identity provider Google is of the type OIDC and must be of the type Google."},
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
			assert.False(t, w.disabled, "the user is enabled again")
		})
	}
}

// claimed changes the claims of the tokens of a kind, of a refresh or of a sign-in.
func claimed(use string, refreshed bool, change func(object)) func(*world) {
	return func(w *world) {
		w.claims = func(token string, again bool, claims object) {
			if token == use && again == refreshed {
				change(claims)
			}
		}
	}
}

// bentResult changes the answers of the API to one kind of request.
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

// TestProofsThatCannotLook: without a clock, without the calls, and with somebody's user.
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
				assert.Equal(t, report.Result{Check: c.Name, Outcome: report.NotApplicable, Reason: "it takes a clock that can be moved: cognitokit prove has one"}, got)
			})
		}
	}
	for _, tt := range []struct {
		name  string
		check Check
		edit  func(*Options, *Connection)
		says  string
	}{
		{"somebody's user", clockDisabledUser, person, "the user is not a temporary one"},
		{"somebody's user", clockSignedOutUser, person, "the user is not a temporary one"},
		{"no calls", clockDisabledUser, withoutCalls, string(noProveAPI)},
		{"no calls", clockAccessTokenEnd, withoutCalls, "nothing of the service takes an access token without the scope openid or aws.cognito.signin.user.admin"},
		{"no calls", proofAPISignIn, withoutCalls, string(noProveAPI)},
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

// TestOneEnvironmentAfterTheOther: whatever else a run may do at once.
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
