package refreshcheck

import (
	"crypto/rsa"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TestLiveChecks: each live check with a service that does as it must, and with one that is bent.
func TestLiveChecks(t *testing.T) {
	t.Parallel()
	steady := func(s *service) { s.client.RefreshTokenRotation = nil }
	machine := func(s *service) {
		s.client.AllowedOAuthFlows = append(s.client.AllowedOAuthFlows[:0:0], "client_credentials")
	}
	const (
		passed, failed, unchecked, none = report.Passed, report.Failed, report.Unchecked, report.NotApplicable

		codeFields = "access_token, expires_in, id_token, refresh_token, token_type"
	)
	for _, tt := range []struct {
		name    string
		check   Check
		bend    func(*service)
		outcome report.Outcome
		says    string // the finding's message, or the reason
	}{
		{"as it must", liveSignIn, nil, passed, ""},
		{"a machine", liveSignIn, machine, none, "the client is for machines"},
		{"no code grant", liveSignIn, func(s *service) { s.client.AllowedOAuthFlows = append(s.client.AllowedOAuthFlows[:0:0], "implicit") }, none, "the client does not have the authorization code grant"},
		{"no callback", liveSignIn, func(s *service) { s.client.CallbackURLs = nil }, none, "the client has no callback URL"},
		{"another provider's people alone", liveSignIn, func(s *service) { s.client.SupportedIdentityProviders = []string{"Google"} }, none, "the client has no users of the pool itself"},
		{"an error page", liveSignIn, func(s *service) { s.signIn = &login.HostedError{Status: 400, Code: "redirect_mismatch"} }, failed,
			"The sign-in does not come back to https://app.example.com/callback: "},
		{"an error at the app", liveSignIn, func(s *service) { s.signIn = &login.CallbackError{Code: "unauthorized_client"} }, failed,
			`The sign-in does not come back to https://app.example.com/callback: the authorization failed with the error "unauthorized_client".`},
		{"at the declared callback", liveSignIn, func(s *service) {
			s.declared.CallbackURLs = []string{"https://declared.example.com/callback"}
			s.signIn = &login.HostedError{Status: 400, Code: "redirect_mismatch"}
		}, failed, "The sign-in does not come back to https://declared.example.com/callback: "},
		{"a wrong password", liveSignIn, func(s *service) { s.signIn = &login.CredentialsError{Message: "no"} }, unchecked, `the sign-in page rejected the username or password: "no"`},
		{"a page that does not answer", liveSignIn, func(s *service) { s.signIn = errNoAnswer }, unchecked, "no answer"},

		{"as it must", liveCodeResponse, nil, passed, ""},
		{"nobody signed in", liveCodeResponse, func(s *service) { s.signIn = errNoAnswer }, none, "nobody is signed in: see sign-in"},
		{"no JSON", liveCodeResponse, func(s *service) { s.page = "<!doctype html>" }, failed, "The token endpoint answers 200 without a JSON object."},
		{"no object", liveCodeResponse, func(s *service) { s.page = "null" }, failed, "The token endpoint answers 200 without a JSON object."},
		{"no ID token", liveCodeResponse, func(s *service) { s.code = func(f map[string]any) { delete(f, "id_token") } }, failed,
			"The response to a code has access_token, expires_in, refresh_token, token_type and must have " + codeFields + "."},
		{"a field too many", liveCodeResponse, func(s *service) { s.code = func(f map[string]any) { f["scope"] = "openid" } }, failed,
			"The response to a code has access_token, expires_in, id_token, refresh_token, scope, token_type and must have " + codeFields + "."},
		{"not as declared", liveCodeResponse, func(s *service) { s.declared.CodeResponseFields = []string{"access_token"} }, failed,
			"The response to a code has " + codeFields + " and must have access_token."},
		{"another token type", liveCodeResponse, func(s *service) { s.code = func(f map[string]any) { f["token_type"] = "mac" } }, failed,
			`The token_type of the response to a code is "mac" and must be "Bearer".`},
		{"a small bearer", liveCodeResponse, func(s *service) { s.code = func(f map[string]any) { f["token_type"] = "bearer" } }, passed, ""},
		{"a readable refresh token", liveCodeResponse, func(s *service) { s.code = func(f map[string]any) { f["refresh_token"] = "a.b.c" } }, failed,
			"The refresh token has 3 parts and must have the five of an encrypted token."},
		{"the code is refused", liveCodeResponse, func(s *service) { s.secret = func(*http.Request) bool { return false } }, failed,
			`The token endpoint answers 400 with the error "invalid_client". It must answer 200 with ` + codeFields + " to a code."},

		{"a fault of the service", liveCodeResponse, answersBusy("authorization_code", 503), unchecked, "the token endpoint answers 503 Service Unavailable: try again later"},
		{"too many requests", liveRefreshResponse, answersBusy("refresh_token", 429), unchecked, "the token endpoint answers 429 Too Many Requests: try again later"},
		{"too many requests", liveRefreshTokenReuse, answersBusy("refresh_token", 429), unchecked, "the token endpoint answers 429 Too Many Requests: try again later"},
		{"too many requests", liveClientAuthentication, answersBusy("refresh_token", 429), unchecked, "the token endpoint answers 429 Too Many Requests: try again later"},

		{"as it must", liveRefreshResponse, nil, passed, ""},
		{"as it must without rotation", liveRefreshResponse, steady, passed, ""},
		{"no new refresh token", liveRefreshResponse, func(s *service) { s.refresh = func(_ url.Values, f map[string]any) { delete(f, "refresh_token") } }, failed,
			"The response to a refresh token has access_token, expires_in, id_token, token_type and must have " + codeFields + "."},
		{"a new one without rotation", liveRefreshResponse, func(s *service) {
			steady(s)
			s.refresh = func(_ url.Values, f map[string]any) { f["refresh_token"] = "h.e.i.c.9" }
		}, failed, "The response to a refresh token has " + codeFields + " and must have access_token, expires_in, id_token, token_type."},
		{"the old one again", liveRefreshResponse, func(s *service) {
			s.refresh = func(form url.Values, f map[string]any) { f["refresh_token"] = form.Get("refresh_token") }
		}, failed, "The refresh token of the response to a refresh is the one that was sent and must be a new one."},
		{"not as declared", liveRefreshResponse, func(s *service) { s.declared.RefreshResponseFields = []string{"access_token"} }, failed,
			"The response to a refresh token has " + codeFields + " and must have access_token."},
		{"a refusal", liveRefreshResponse, func(s *service) { s.refresh = func(_ url.Values, f map[string]any) { f["error"] = "invalid_grant" } }, failed,
			`The token endpoint answers 400 with the error "invalid_grant". It must answer 200 with ` + codeFields + " to a refresh token."},

		{"as it must", liveExpiresIn, nil, passed, ""},
		{"not as declared", liveExpiresIn, func(s *service) { s.declared.AccessToken = new(15 * time.Minute) }, failed, "The expires_in of the response to a code is 3600 and must be 900."},
		{"another after the refresh", liveExpiresIn, func(s *service) { s.refresh = func(_ url.Values, f map[string]any) { f["expires_in"] = 60 } }, failed,
			"The expires_in of the response to a refresh token is 60 and must be 3600."},
		{"no refresh token", liveExpiresIn, func(s *service) {
			s.code = func(f map[string]any) { delete(f, "refresh_token"); f["expires_in"] = 60 }
		}, failed, "The expires_in of the response to a code is 60 and must be 3600."},
		{"a refresh that is refused", liveExpiresIn, func(s *service) { s.refresh = func(_ url.Values, f map[string]any) { f["error"] = "invalid_grant" } }, passed, ""},
		{"a text", liveExpiresIn, func(s *service) { s.code = func(f map[string]any) { f["expires_in"] = "3600" } }, failed,
			"The expires_in of the response to a code is no number and must be 3600."},

		{"as it must", liveTokenClaims, nil, passed, ""},
		{"another pool", liveTokenClaims, bentClaim("access", "iss", "https://elsewhere"), failed,
			`The claim iss of the access token of the response to a code is "https://elsewhere" and must be "` + liveIssuer + `".`},
		{"another client", liveTokenClaims, bentClaim("id", "aud", "2other"), failed, `The claim aud of the ID token of the response to a code is "2other" and must be "1example23456789".`},
		{"another use", liveTokenClaims, bentClaim("access", "token_use", "id"), failed, `The claim token_use of the access token of the response to a code is "id" and must be "access".`},
		{"another nonce", liveTokenClaims, bentClaim("id", "nonce", "x"), failed, `The claim nonce of the ID token of the response to a code is "x" and must be "n".`},
		{"the hash of another access token", liveTokenClaims, bentClaim("id", "at_hash", "x"), failed, `The claim at_hash of the ID token of the response to a code is "x" and must be "`},
		{"a scope too many", liveTokenClaims, bentClaim("access", "scope", "openid admin"), failed, `The claim scope of the access token of the response to a code is "admin, openid" and must be "email, openid".`},
		{"a scope too few", liveTokenClaims, bentClaim("access", "scope", "openid"), failed, `The claim scope of the access token of the response to a code is "openid" and must be "email, openid".`},
		{"a longer life", liveTokenClaims, func(s *service) { s.declared.IDToken = new(5 * time.Minute) }, failed, `The claim exp - iat of the ID token of the response to a code is "3600" and must be "300".`},
		{"no token", liveTokenClaims, func(s *service) { s.code = func(f map[string]any) { f["access_token"] = "opaque" } }, failed,
			"The access token of the response to a code cannot be read: it is no signed token of three parts."},

		{"as it must", liveTokenSignature, nil, passed, ""},
		{"another key", liveTokenSignature, func(s *service) { s.key = func() *rsa.PrivateKey { return strangeKey() } }, failed,
			`The access token has a signature that the key "k1" of the JWKS has not made.`},
		{"no signature", liveTokenSignature, func(s *service) { s.code = func(f map[string]any) { f["id_token"] = "opaque" } }, failed, "The ID token is not signed with RS256."},

		{"as it must", liveOriginJTI, nil, passed, ""},
		{"no revocation and no rotation", liveOriginJTI, func(s *service) {
			steady(s)
			s.client.EnableTokenRevocation = aws.Bool(false)
		}, none, "without revocation and rotation the tokens have no origin_jti"},
		{"declared revocation", liveOriginJTI, func(s *service) {
			steady(s)
			s.client.EnableTokenRevocation, s.declared.Revocation = aws.Bool(false), new(true)
			s.claims = func(_ string, c map[string]any) { delete(c, "origin_jti") }
		}, failed, `The access token of the sign-in has the origin_jti "" and the jti "jti-1" and must have both.`},
		{"another sign-in", liveOriginJTI, bentClaim("id", "origin_jti", "other"), failed, "The origin_jti of the ID token of the sign-in differs from that of the sign-in and must be the same."},
		{"a jti that is the origin_jti", liveOriginJTI, func(s *service) { s.claims = func(_ string, c map[string]any) { c["jti"] = c["origin_jti"] } }, failed,
			"The jti of the access token of the sign-in equals its origin_jti and must differ from it."},
		{"a jti for all", liveOriginJTI, func(s *service) { s.claims = func(_ string, c map[string]any) { c["jti"] = "same" } }, failed,
			"The jti of the ID token of the sign-in is that of the access token of the sign-in and must be its own."},

		{"as it must", liveRefreshTokenReuse, nil, passed, ""},
		{"as it must without rotation", liveRefreshTokenReuse, steady, passed, ""},
		{"no grace", liveRefreshTokenReuse, func(s *service) { s.take = func(string, time.Duration) bool { return false } }, failed,
			"A replaced refresh token is refused at once and must be taken for 10 seconds: "},
		{"no end", liveRefreshTokenReuse, func(s *service) { s.take = func(string, time.Duration) bool { return true } }, failed,
			"A replaced refresh token is taken 3 seconds after its grace period of 10 seconds and must be refused."},
		{"another refusal at its end", liveRefreshTokenReuse, lateError("invalid_request"), passed, ""},
		{"a page at its end", liveRefreshTokenReuse, lateError(""), failed, "A replaced refresh token is refused without an OAuth error: "},
		{"a longer grace than declared", liveRefreshTokenReuse, func(s *service) { s.declared.Rotation, s.declared.RetryGracePeriod = new(true), new(time.Duration(0)) }, failed,
			"A replaced refresh token is taken 3 seconds after its grace period of 0 seconds and must be refused."},
		{"used up without rotation", liveRefreshTokenReuse, func(s *service) {
			steady(s)
			used := map[string]bool{}
			s.refresh = func(form url.Values, f map[string]any) {
				if token := form.Get("refresh_token"); used[token] {
					f["error"] = "invalid_grant"
				} else {
					used[token] = true
				}
			}
		}, failed, "A refresh token is refused at its second use and must serve until it ends, since the client does not rotate: "},

		{"as it must", liveRevocation, nil, passed, ""},
		{"not supported", liveRevocation, func(s *service) { s.client.EnableTokenRevocation = aws.Bool(false) }, none, "the client has no revocation: see token-revocation"},
		{"too many requests", liveRevocation, func(s *service) { s.revoke = func() int { return 429 } }, unchecked, "the revocation endpoint answers 429 Too Many Requests: try again later"},
		{"refused", liveRevocation, func(s *service) { s.revoke = func() int { return 400 } }, failed, "The revocation endpoint answers 400 and must answer 200."},
		{"without effect", liveRevocation, func(s *service) { s.revoke = func() int { return 200 } }, failed, "A revoked refresh token still gives tokens and must be refused."},

		{"as it must", liveClientAuthentication, nil, passed, ""},
		{"a public client", liveClientAuthentication, func(s *service) { s.client.ClientSecret = nil }, none, "the client is public"},
		{"nobody asks", liveClientAuthentication, func(s *service) { s.secret = func(*http.Request) bool { return true } }, failed,
			"A refresh with a wrong secret gives tokens and must be refused with invalid_client."},

		{"as it must", liveSignOut, nil, passed, ""},
		{"no logout URL", liveSignOut, func(s *service) { s.client.LogoutURLs = nil }, none, "the client has no logout URL"},
		{"none of the deployed ones", liveSignOut, func(s *service) {
			s.declared.LogoutURLs, s.signOut = []string{"https://declared.example.com/"}, "/error"
		}, failed, `The logout endpoint answers 302 and leads to "/error", and must lead to https://declared.example.com/.`},
		{"none is declared", liveSignOut, func(s *service) { s.declared.LogoutURLs = []string{} }, none, "the client has no logout URL"},
		{"elsewhere", liveSignOut, func(s *service) { s.signOut = "/error" }, failed, `The logout endpoint answers 302 and leads to "/error", and must lead to https://app.example.com/signed-out.`},
		{"the session stays", liveSignOut, func(s *service) { s.stays = true }, failed, "After a sign-out the next sign-in asks for no password and must ask for it."},
	} {
		t.Run(tt.check.Name+", "+tt.name, func(t *testing.T) {
			t.Parallel()
			s := newService(t)
			if tt.bend != nil {
				tt.bend(s)
			}
			got := s.check(tt.check)
			assert.Equal(t, tt.outcome, got.Outcome, got)
			if tt.check.Name == liveRefreshTokenReuse.Name && tt.name == "as it must" {
				assert.Equal(t, []time.Duration{13 * time.Second}, s.waits, "the grace period, and three seconds")
			}
			switch tt.outcome {
			case failed:
				if assert.NotEmpty(t, got.Findings) {
					assert.Contains(t, got.Findings[0].Message, tt.says)
					assert.NotEmpty(t, got.Findings[0].Fix)
				}
			default:
				assert.Equal(t, tt.says, got.Reason)
			}
		})
	}
}

// TestFixOfFields: the fix is of what decides about the field.
func TestFixOfFields(t *testing.T) {
	t.Parallel()
	all := []string{"access_token", "expires_in", "id_token", "refresh_token", "token_type"}
	without := func(field string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(f string) bool { return f == field })
	}
	assert.Contains(t, fixOfFields("code", without("id_token"), all), "scope openid")
	assert.Contains(t, fixOfFields("refresh token", without("refresh_token"), all), "rotation = true")
	assert.Equal(t, notCognito, fixOfFields("code", without("refresh_token"), all))
	assert.Equal(t, notCognito, fixOfFields("refresh token", without("expires_in"), all))
	assert.Equal(t, notCognito, fixOfFields("code", append(without("none"), "scope"), all))
}

// bentClaim changes one claim of the tokens of one kind.
func bentClaim(use, name string, value any) func(*service) {
	return func(s *service) {
		s.claims = func(token string, claims map[string]any) {
			if token == use {
				claims[name] = value
			}
		}
	}
}

// answersBusy gives one status to every request of one grant.
func answersBusy(grant string, status int) func(*service) {
	return func(s *service) {
		s.busy = func(form url.Values) int {
			if form.Get("grant_type") == grant {
				return status
			}
			return 0
		}
	}
}

// lateError is the error with which a replaced refresh token is refused after its grace.
func lateError(code string) func(*service) {
	return func(s *service) {
		began := s.now
		s.refresh = func(_ url.Values, fields map[string]any) {
			if s.now.After(began) {
				fields["error"] = code
			}
		}
		s.take = func(string, time.Duration) bool { return true }
	}
}
