package fidelity

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
)

// newSubs matches the subs of newer pools.
var newSubs = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]0[0-9a-f]1-70[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// tokenFacts are about the token and revocation endpoints and their tokens.
func tokenFacts() []Fact {
	return []Fact{
		{"The members of each response; no `scope` member; `Bearer` with a capital", func(v *Result, g *Service) {
			got := g.tokens(v, g.spa, "openid")
			v.equal("members", session.WithRefreshToken, got.keys())
			v.equal("token_type", "Bearer", got.at("token_type"))
			v.equal("expires_in", 3600.0, got.at("expires_in"))
			v.equal("members of a refresh", session.WithoutRefreshToken, g.refresh(v, g.spa, got.text("refresh_token")).keys())
		}},
		{"`id_token` only with `openid`; `refresh_token` only from the code grant and from a refresh that rotates", func(v *Result, g *Service) {
			got := g.tokens(v, g.spa, "aws.cognito.signin.user.admin")
			v.equal("members without openid", []string{"access_token", "expires_in", "refresh_token", "token_type"}, got.keys())
			v.equal("members of its refresh", []string{"access_token", "expires_in", "token_type"}, g.refresh(v, g.spa, got.text("refresh_token")).keys())
			rotating := g.tokens(v, g.rotating, "openid")
			v.equal("members of a refresh that rotates", session.WithRefreshToken, g.refresh(v, g.rotating, rotating.text("refresh_token")).keys())
		}},
		{"Token responses are `application/json;charset=UTF-8`, open to every origin; authorize is not", func(v *Result, g *Service) {
			got := g.refresh(v, g.spa, "x.y.z")
			v.equal("content type", "application/json;charset=UTF-8", got.header.Get("Content-Type"))
			v.equal("origin", "*", got.header.Get("Access-Control-Allow-Origin"))
			v.equal("origin of authorize", "", g.open(v, http.MethodGet, g.authorizePath(), nil, nil).header.Get("Access-Control-Allow-Origin"))
		}},
		{"Errors are 400, `invalid_client` included", func(v *Result, g *Service) {
			unknown, without := *g.spa, *g.web
			unknown.ClientID, without.ClientSecret = "1example23456789", ""
			v.equal("unknown client", "400 invalid_client", g.refresh(v, &unknown, "x").oauth())
			v.equal("without its secret", "400 invalid_client", g.refresh(v, &without, "x").oauth())
			v.equal("malformed refresh token", "400 invalid_grant", g.refresh(v, g.spa, "x.y.z").oauth())
		}},
		{"A confidential client may authenticate in the header or in the body", func(v *Result, g *Service) {
			inBody := *g.web
			inBody.SecretInBody = true
			v.equal("header", "400 invalid_grant", g.refresh(v, g.web, "x.y.z").oauth())
			v.equal("body", "400 invalid_grant", g.refresh(v, &inBody, "x.y.z").oauth())
			inBody.ClientSecret = "wrong"
			v.equal("wrong secret", "400 invalid_client", g.refresh(v, &inBody, "x.y.z").oauth())
		}},
		{"A request without any client authentication is `invalid_client`", func(v *Result, g *Service) {
			got := g.open(v, http.MethodPost, "/oauth2/token", url.Values{"grant_type": {"refresh_token"}, "refresh_token": {"x"}}, nil)
			v.equal("error", "400 invalid_client", got.oauth())
		}},
		{"A missing grant type is `invalid_request`, an unknown one `unsupported_grant_type`, one that the client does not allow `unauthorized_client`", func(v *Result, g *Service) {
			ask := func(form url.Values) string { return g.response(v)(g.web.Token(v.t.Context(), form)).oauth() }
			v.equal("missing", "400 invalid_request", ask(url.Values{}))
			v.equal("password", "400 unsupported_grant_type", ask(url.Values{"grant_type": {"password"}, "username": {"x"}, "password": {"y"}}))
			v.equal("client credentials", "400 unauthorized_client", ask(url.Values{"grant_type": {"client_credentials"}}))
		}},
		{"A code is accepted once; a second use is `invalid_grant`", func(v *Result, g *Service) {
			callback := g.code(v, g.spa, "openid")
			g.tokenResponse(v)(g.spa.Exchange(v.t.Context(), callback.Code, callback.CodeVerifier))
			v.equal("again", "400 invalid_grant", g.response(v)(g.spa.Exchange(v.t.Context(), callback.Code, callback.CodeVerifier)).oauth())
		}},
		{"A redirect URI other than the code's is `unauthorized_client`", func(v *Result, g *Service) {
			callback, elsewhere := g.code(v, g.spa, "openid"), *g.spa
			elsewhere.RedirectURI = deploy.CallbackURL + "/other"
			v.equal("error", "400 unauthorized_client", g.response(v)(elsewhere.Exchange(v.t.Context(), callback.Code, callback.CodeVerifier)).oauth())
		}},
		{"A wrong or missing verifier is `invalid_grant` and spends the code", func(v *Result, g *Service) {
			for _, verifier := range []string{"", strings.Repeat("x", 43)} {
				callback := g.code(v, g.spa, "openid")
				v.equal("verifier", "400 invalid_grant", g.response(v)(g.spa.Exchange(v.t.Context(), callback.Code, verifier)).oauth())
				v.equal("code after it", "400 invalid_grant", g.response(v)(g.spa.Exchange(v.t.Context(), callback.Code, callback.CodeVerifier)).oauth())
			}
		}},
		{"A code or refresh token of another client is `invalid_grant`; the code stays valid for its own client", func(v *Result, g *Service) {
			callback := g.code(v, g.spa, "openid")
			v.equal("code", "400 invalid_grant", g.response(v)(g.web.Exchange(v.t.Context(), callback.Code, callback.CodeVerifier)).oauth())
			own := g.tokenResponse(v)(g.spa.Exchange(v.t.Context(), callback.Code, callback.CodeVerifier))
			v.equal("refresh token", "400 invalid_grant", g.refresh(v, g.web, own.text("refresh_token")).oauth())
		}},
		{"A scope parameter of a refresh is ignored", func(v *Result, g *Service) {
			token := g.tokens(v, g.spa, "openid", "email").text("refresh_token")
			got := g.tokenResponse(v)(g.spa.Token(v.t.Context(), url.Values{"grant_type": {"refresh_token"}, "refresh_token": {token}, "scope": {"openid"}}))
			scopes, _ := v.claims(got.text("access_token"))["scope"].(string)
			v.equal("scopes", 2, len(strings.Fields(scopes)))
		}},
		{"A scope of the client credentials grant that does not exist is `invalid_scope`, one that the client does not have `invalid_grant`", func(v *Result, g *Service) {
			v.equal("does not exist", "400 invalid_scope", g.response(v)(g.machine.ClientCredentials(v.t.Context(), "orders/nonsense")).oauth())
			v.equal("scope of other clients", "400 invalid_grant", g.response(v)(g.machine.ClientCredentials(v.t.Context(), "orders/write")).oauth())
		}},
		{"A client credentials token has the client as its subject, all custom scopes, and no user", func(v *Result, g *Service) {
			got := g.tokenResponse(v)(g.machine.ClientCredentials(v.t.Context()))
			v.equal("members", []string{"access_token", "expires_in", "token_type"}, got.keys())
			access := v.claims(got.text("access_token"))
			v.equal("sub", g.machine.ClientID, access["sub"])
			v.equal("scope", "orders/read", access["scope"])
			for _, absent := range []string{"username", "cognito:groups", "origin_jti"} {
				v.equal(absent, nil, access[absent])
			}
		}},
		{"An access token has `token_use`, `client_id`, `version` 2 and the scopes, and neither `aud` nor the email address", func(v *Result, g *Service) {
			got := g.tokens(v, g.spa, "openid", "email")
			access := v.claims(got.text("access_token"))
			for name, want := range map[string]any{
				"token_use": "access", "client_id": g.spa.ClientID, "version": 2.0, "sub": g.sub, "username": g.sub, "aud": nil, "email": nil,
				"iss": "https://cognito-idp." + g.Target.Region + ".amazonaws.com/" + g.pool,
			} {
				v.equal(name, want, access[name])
			}
			v.equal("lifetime", got.at("expires_in"), number(access["exp"])-number(access["iat"]))
			v.equal("header", []string{"alg", "kid"}, slices.Sorted(maps.Keys(v.part(got.text("access_token"), 0))))
		}},
		{"An ID token has `token_use`, `aud`, `cognito:username` and `at_hash`, and no `version`", func(v *Result, g *Service) {
			id := v.claims(g.tokens(v, g.spa, "openid", "email").text("id_token"))
			for name, want := range map[string]any{"token_use": "id", "aud": g.spa.ClientID, "cognito:username": g.sub, "sub": g.sub, "email": g.user.Username, "version": nil} {
				v.equal(name, want, id[name])
			}
			v.assert(id["at_hash"] != nil, "no at_hash")
			v.assert(id["nonce"] != nil, "no nonce, which was sent")
		}},
		{"The header of access and ID tokens is `{\"kid\":…,\"alg\":\"RS256\"}` in this order, so that they begin with `eyJraWQiOi`", func(v *Result, g *Service) {
			got := g.tokens(v, g.spa, "openid")
			for _, name := range []string{"access_token", "id_token"} {
				v.assert(strings.HasPrefix(got.text(name), "eyJraWQiOi"), "%s has another prefix", name)
			}
		}},
		{"A `sub` has the form of a UUID with 0 and 1 in the second group and a third group of 70xx; it is not a UUID of version 4, but codes, `jti`, `origin_jti` and `event_id` are", func(v *Result, g *Service) {
			access := v.claims(g.tokens(v, g.spa, "openid").text("access_token"))
			v.assert(newSubs.MatchString(g.sub), "sub %s", g.sub)
			for _, name := range []string{"jti", "origin_jti", "event_id"} {
				text, _ := access[name].(string)
				id, err := uuid.Parse(text)
				v.assert(err == nil && id.Version() == 4, "%s %s", name, text)
			}
		}},
		{"`email_verified` is a boolean in the ID token and the text \"true\" at userInfo", func(v *Result, g *Service) {
			got := g.tokens(v, g.spa, "openid", "email")
			v.equal("ID token", true, v.claims(got.text("id_token"))["email_verified"])
			v.equal("userInfo", "true", g.response(v)(g.spa.UserInfo(v.t.Context(), got.text("access_token"))).at("email_verified"))
		}},
		{"`openid` without other scopes returns all readable attributes", func(v *Result, g *Service) {
			got := g.tokens(v, g.spa, "openid")
			v.equal("name at userInfo", "Ada", g.response(v)(g.spa.UserInfo(v.t.Context(), got.text("access_token"))).at("name"))
			v.equal("name in the ID token", "Ada", v.claims(got.text("id_token"))["name"])
			with := v.claims(g.tokens(v, g.spa, "openid", "email").text("id_token"))
			v.equal("name with openid and email", nil, with["name"])
		}},
		{"`origin_jti` is the same in both tokens and over refreshes, `jti` is new", func(v *Result, g *Service) {
			got := g.tokens(v, g.spa, "openid")
			access, id := v.claims(got.text("access_token")), v.claims(got.text("id_token"))
			later := v.claims(g.refresh(v, g.spa, got.text("refresh_token")).text("access_token"))
			v.assert(access["origin_jti"] != nil, "no origin_jti")
			v.equal("of the ID token", access["origin_jti"], id["origin_jti"])
			v.equal("after a refresh", access["origin_jti"], later["origin_jti"])
			v.assert(access["jti"] != later["jti"] && access["jti"] != id["jti"], "jti is not new")
		}},
		{"`auth_time` stays over refreshes; a refreshed ID token has no `nonce`", func(v *Result, g *Service) {
			got := g.tokens(v, g.spa, "openid")
			g.Target.Wait(2 * time.Second)
			later := v.claims(g.refresh(v, g.spa, got.text("refresh_token")).text("id_token"))
			v.equal("auth_time", v.claims(got.text("id_token"))["auth_time"], later["auth_time"])
			v.equal("nonce", nil, later["nonce"])
		}},
		{"The refresh token is a JWE with the header `{\"cty\":\"JWT\",\"enc\":\"A256GCM\",\"alg\":\"RSA-OAEP\"}`", func(v *Result, g *Service) {
			token := g.tokens(v, g.spa, "openid").text("refresh_token")
			v.assert(strings.HasPrefix(token, "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ."), "another header")
			v.equal("parts", 5, strings.Count(token, ".")+1)
		}},
		{"Revoking returns an empty 200, also for an unknown token", func(v *Result, g *Service) {
			token := g.tokens(v, g.spa, "openid").text("refresh_token")
			for _, revoked := range []string{token, token, "nonsense"} {
				got := g.response(v)(g.spa.Revoke(v.t.Context(), revoked))
				v.equal("answer", "200 ", fmt.Sprintf("%d %s", got.status, got.body))
			}
			v.equal("refresh", "400 invalid_grant", g.refresh(v, g.spa, token).oauth())
		}},
		{"`invalid_client` is 401 here", func(v *Result, g *Service) {
			unknown := *g.spa
			unknown.ClientID = "1example23456789"
			v.equal("error", "401 invalid_client", g.response(v)(unknown.Revoke(v.t.Context(), "x")).oauth())
		}},
		{"Revoking an access token is `unsupported_token_type`; a request without a token is `invalid_request`", func(v *Result, g *Service) {
			access := g.tokens(v, g.spa, "openid").text("access_token")
			v.equal("access token", "400 unsupported_token_type", g.response(v)(g.spa.Revoke(v.t.Context(), access)).oauth())
			v.equal("no token", "400 invalid_request", g.open(v, http.MethodPost, "/oauth2/revoke", url.Values{"client_id": {g.spa.ClientID}}, nil).oauth())
		}},
		{"A token of another client is `invalid_request`", func(v *Result, g *Service) {
			token := g.tokens(v, g.spa, "openid").text("refresh_token")
			v.equal("error", "400 invalid_request", g.response(v)(g.web.Revoke(v.t.Context(), token)).oauth())
			v.equal("refresh", http.StatusOK, g.refresh(v, g.spa, token).status)
		}},
	}
}

// rotationFacts are about clients that rotate refresh tokens, with a grace period of ten seconds and without one.
func rotationFacts() []Fact {
	return []Fact{
		{"A replaced token works within the grace period and fails after it", func(v *Result, g *Service) {
			first := g.tokens(v, g.rotating, "openid").text("refresh_token")
			second := g.refresh(v, g.rotating, first).text("refresh_token")
			v.assert(second != "" && second != first, "the refresh token is not new")
			v.equal("within", http.StatusOK, g.refresh(v, g.rotating, first).status)
			g.Target.Wait(15 * time.Second)
			v.equal("after", "400 invalid_grant", g.refresh(v, g.rotating, first).oauth())
			v.equal("the successor", http.StatusOK, g.refresh(v, g.rotating, second).status)
		}},
		{"Reuse within the grace period returns new tokens and does not extend the period", func(v *Result, g *Service) {
			first := g.tokens(v, g.rotating, "openid").text("refresh_token")
			second := g.refresh(v, g.rotating, first).text("refresh_token")
			g.Target.Wait(6 * time.Second)
			third := g.refresh(v, g.rotating, first)
			v.equal("within", http.StatusOK, third.status)
			v.assert(third.text("refresh_token") != second, "the same successor")
			g.Target.Wait(8 * time.Second)
			v.equal("after", "400 invalid_grant", g.refresh(v, g.rotating, first).oauth())
		}},
		{"Reuse after it is `invalid_grant`, and `RefreshTokenReuseException` from the API", func(v *Result, g *Service) {
			first := g.tokens(v, g.spent, "openid").text("refresh_token")
			v.equal("rotation", http.StatusOK, g.refresh(v, g.spent, first).status)
			v.equal("token endpoint", "400 invalid_grant", g.refresh(v, g.spent, first).oauth())
			v.equal("API", "RefreshTokenReuseException", g.reject(v, "GetTokensFromRefreshToken", `{"ClientId":"{spent}","RefreshToken":"`+first+`"}`).text("__type"))
		}},
		{"Reuse does not revoke the family", func(v *Result, g *Service) {
			first := g.tokens(v, g.spent, "openid").text("refresh_token")
			second := g.refresh(v, g.spent, first).text("refresh_token")
			v.equal("reuse", "400 invalid_grant", g.refresh(v, g.spent, first).oauth())
			v.equal("the successor", http.StatusOK, g.refresh(v, g.spent, second).status)
		}},
		{"Revoking any member revokes the family", func(v *Result, g *Service) {
			first := g.tokens(v, g.rotating, "openid").text("refresh_token")
			second := g.refresh(v, g.rotating, first).text("refresh_token")
			v.equal("revocation", http.StatusOK, g.response(v)(g.rotating.Revoke(v.t.Context(), first)).status)
			v.equal("the successor", "400 invalid_grant", g.refresh(v, g.rotating, second).oauth())
		}},
		{"GetTokensFromRefreshToken rotates, too, and keeps `origin_jti`", func(v *Result, g *Service) {
			first := g.tokens(v, g.rotating, "openid")
			got := g.ask(v, "GetTokensFromRefreshToken", `{"ClientId":"{rotating}","RefreshToken":"`+first.text("refresh_token")+`"}`)
			v.assert(got.text("AuthenticationResult", "RefreshToken") != "", "no new refresh token")
			v.equal("origin_jti", v.claims(first.text("access_token"))["origin_jti"], v.claims(got.text("AuthenticationResult", "AccessToken"))["origin_jti"])
		}},
	}
}

func number(value any) float64 {
	n, _ := value.(float64)
	return n
}
