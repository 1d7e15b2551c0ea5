package cognitotest_test

import (
	"testing"
	"time"
)

func TestRefusedTokenRequests(t *testing.T) { checkRefusedOnOnePool(t, refusedTokenRequests()) }

// refusedTokenRequests are requests to the token endpoint. All are answered 400, also those of a client that is not
// known (amazon-archives/amazon-cognito-auth-js#206).
func refusedTokenRequests() []refused {
	token := func(form string) browsing { return browsing{method: "POST", target: "/oauth2/token", form: form} }
	refuse := func(body string) page {
		return page{status: 400, header: map[string]string{"Content-Type": "application/json;charset=UTF-8", "Access-Control-Allow-Origin": "*"}, body: body}
	}
	const (
		uri      = "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback"
		exchange = "grant_type=authorization_code&client_id={spa}" + uri + "&code="
		refresh  = "grant_type=refresh_token&refresh_token="
		guide    = "developer guide: Token endpoint"
		verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" // of RFC 7636, appendix B
	)
	invalidRequest, invalidClient := refuse(`{"error":"invalid_request"}`), refuse(`{"error":"invalid_client"}`)
	invalidGrant, unauthorized := refuse(`{"error":"invalid_grant"}`), refuse(`{"error":"unauthorized_client"}`)
	noForm := page{status: 405, header: map[string]string{"Content-Type": "", "Content-Length": "0", "Access-Control-Allow-Origin": "*"}}
	return []refused{
		// Clients.
		{name: "client that does not exist", source: guide, browsing: token(refresh + "x&client_id=1example23456789"), page: invalidClient},
		{name: "no client", source: guide + "; chosen (RFC 6749 section 5.2)", browsing: token(refresh + "x"), page: invalidClient},
		{name: "confidential client without its secret", source: "amazon-archives/amazon-cognito-auth-js#206; aws-amplify/amplify-js#4426", browsing: token(refresh + "x&client_id={web}"), page: invalidClient},
		{name: "confidential client with another secret", source: guide, browsing: token(refresh + "x&client_id={web}&client_secret=wrong"), page: invalidClient},
		{name: "confidential client with another secret in the header", source: guide, browsing: browsing{method: "POST", target: "/oauth2/token", form: refresh + "x", header: map[string]string{"Authorization": "Basic {basic of web with a wrong secret}"}}, page: invalidClient},
		{name: "public client with a secret", source: "chosen", browsing: token(refresh + "x&client_id={spa}&client_secret=surplus"), page: invalidClient},
		// Grants.
		{name: "no grant type", source: guide, browsing: token("client_id={spa}"), page: invalidRequest},
		{name: "grant type password", source: guide + "; captures", browsing: token("grant_type=password&client_id={spa}&username=jo&password=Passw0rd!"), page: refuse(`{"error":"unsupported_grant_type"}`)},
		{name: "device code", source: guide, browsing: token("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id={spa}"), page: refuse(`{"error":"unsupported_grant_type"}`)},
		{name: "client credentials of a client that has the code grant", source: guide, browsing: token("grant_type=client_credentials&client_id={web}&client_secret={secret of web}"), page: unauthorized},
		{name: "code of a client that has client credentials", source: guide, browsing: token("grant_type=authorization_code&client_id={machine}&client_secret={secret of machine}&code=x" + uri), page: unauthorized},
		{name: "client credentials for a scope that the client does not have", source: guide + " (2026)", browsing: token("grant_type=client_credentials&client_id={machine}&client_secret={secret of machine}&scope=orders%2Fwrite"), page: invalidGrant},
		{name: "client credentials for a scope that does not exist", source: guide + " (2026)", browsing: token("grant_type=client_credentials&client_id={machine}&client_secret={secret of machine}&scope=orders%2Fnonsense"), page: refuse(`{"error":"invalid_scope"}`)},
		// Codes.
		{name: "no code", source: guide, browsing: token("grant_type=authorization_code&client_id={spa}" + uri), page: invalidRequest},
		{name: "code without a redirect URI", source: guide, browsing: token("grant_type=authorization_code&client_id={spa}&code={code}"), page: invalidRequest},
		{name: "code that does not exist", source: guide, browsing: token(exchange + "8f3c7b1e-0f4d-4a52-9d3e-6f0b1a2c3d4e"), page: invalidGrant},
		{name: "code a second time", source: guide + "; aws/aws-sdk-js#3836", browsing: token(exchange + "{used code}"), page: invalidGrant},
		{name: "code after five minutes", source: guide, after: 5*time.Minute + time.Second, browsing: token(exchange + "{code}"), page: invalidGrant},
		{name: "code for another redirect URI", source: guide, browsing: token("grant_type=authorization_code&client_id={spa}&redirect_uri=https%3A%2F%2Fapp.example.com%2Fother&code={code}"), page: refuse(`{"error":"unauthorized_client","error_description":"invalid_redirect"}`)},
		{name: "code of another client", source: "chosen (RFC 6749 section 5.2)", browsing: token(exchange + "{code of the other spa}"), page: invalidGrant},
		{name: "code with a challenge, without a verifier", source: "chosen (RFC 7636 section 4.6)", browsing: token(exchange + "{code with a challenge}"), page: invalidGrant},
		{name: "code with a challenge, with another verifier", source: "chosen (RFC 7636 section 4.6)", browsing: token(exchange + "{code with a challenge}&code_verifier=" + verifier + "x"), page: invalidGrant},
		{name: "verifier that is too short", source: "chosen (RFC 7636 section 4.1)", browsing: token(exchange + "{code with a challenge}&code_verifier=abc"), page: invalidGrant},
		// Refresh tokens.
		{name: "no refresh token", source: guide, browsing: token("grant_type=refresh_token&client_id={spa}"), page: invalidRequest},
		{name: "refresh token that is none", source: guide, browsing: token(refresh + "x.y.z&client_id={spa}"), page: invalidGrant},
		{name: "refresh token of another client", source: guide, browsing: token(refresh + "{refresh token of the other spa}&client_id={spa}"), page: invalidGrant},
		{name: "refresh token that was revoked", source: guide, browsing: token(refresh + "{revoked refresh token of the spa}&client_id={spa}"), page: invalidGrant},
		{name: "refresh token after thirty days", source: guide, after: 31 * 24 * time.Hour, browsing: token(refresh + "{refresh token of the spa}&client_id={spa}"), page: invalidGrant},
		{name: "refresh token of a disabled user", source: "developer guide: Revoking tokens; the code is chosen", browsing: token(refresh + "{refresh token of a disabled user at the spa}&client_id={spa}"), page: invalidGrant},
		{name: "refresh token that was rotated", source: "developer guide: Refresh tokens; the code is chosen", browsing: token(refresh + "{spent refresh token of the rotating spa}&client_id={rotating spa}"), page: invalidGrant},
		{name: "access token for a refresh token", source: guide, browsing: token(refresh + "{access token}&client_id={spa}"), page: invalidGrant},
		// The request itself.
		{name: "GET", source: "chosen: as another content type", browsing: browsing{method: "GET", target: "/oauth2/token?grant_type=refresh_token&client_id={spa}&refresh_token=x"}, page: noForm},
		{name: "JSON", source: "amazon-archives/amazon-cognito-auth-js#52; sergiodxa/remix-auth-oauth2#128", browsing: browsing{method: "POST", target: "/oauth2/token", form: `{"grant_type":"refresh_token"}`, header: map[string]string{"Content-Type": "application/json"}}, page: noForm},
		{name: "content type in quotes", source: "amazon-archives/amazon-cognito-auth-js#52", browsing: browsing{method: "POST", target: "/oauth2/token", form: refresh + "x&client_id={spa}", header: map[string]string{"Content-Type": "'application/x-www-form-urlencoded'"}}, page: noForm},
		{name: "refresh token in query and body", source: "chosen (RFC 6749 section 3.2); that the query counts: pilcrowonpaper/arctic#175", browsing: browsing{method: "POST", target: "/oauth2/token?refresh_token=y", form: refresh + "x&client_id={spa}"}, page: invalidRequest},
		{name: "client in the query", source: "chosen (RFC 6749 section 2.3.1)", browsing: browsing{method: "POST", target: "/oauth2/token?client_id={spa}", form: refresh + "x"}, page: invalidClient},
		{name: "refresh token twice", source: "chosen (RFC 6749 section 3.2)", browsing: token(refresh + "x&refresh_token=y&client_id={spa}"), page: invalidRequest},
	}
}

func TestRefusedRevocations(t *testing.T) { checkRefusedOnOnePool(t, refusedRevocations()) }

// refusedRevocations are requests to the revocation endpoint, which alone answers 401 to a client that is not known.
func refusedRevocations() []refused {
	revoke := func(form string) browsing { return browsing{method: "POST", target: "/oauth2/revoke", form: form} }
	refuse := func(status int, code string) page {
		return page{status: status, header: map[string]string{"Content-Type": "application/json;charset=UTF-8"}, body: `{"error":"` + code + `"}`}
	}
	const guide = "developer guide: Revoke endpoint"
	return []refused{
		{name: "client that does not exist", source: guide, browsing: revoke("token=x&client_id=1example23456789"), page: refuse(401, "invalid_client")},
		{name: "confidential client without its secret", source: guide, browsing: revoke("token=x&client_id={web}"), page: refuse(401, "invalid_client")},
		{name: "confidential client with another secret", source: guide, browsing: browsing{method: "POST", target: "/oauth2/revoke", form: "token=x", header: map[string]string{"Authorization": "Basic {basic of web with a wrong secret}"}}, page: refuse(401, "invalid_client")},
		{name: "no client", source: guide + "; chosen (RFC 6749 section 5.2)", browsing: revoke("token=x"), page: refuse(401, "invalid_client")},
		{name: "no token", source: guide, browsing: revoke("client_id={spa}"), page: refuse(400, "invalid_request")},
		{name: "access token", source: guide, browsing: revoke("token={access token}&client_id={client without oauth}"), page: refuse(400, "unsupported_token_type")},
		{name: "client that does not revoke", source: guide, browsing: revoke("token={refresh token that lasts}&client_id={lasting client}"), page: refuse(400, "invalid_request")},
		{name: "token of another client", source: "chosen (RFC 7009 section 2.1)", browsing: revoke("token={refresh token of the other spa}&client_id={spa}"), page: refuse(400, "invalid_request")},
	}
}

func TestRefusedUserInfo(t *testing.T) { checkRefusedOnOnePool(t, refusedUserInfo()) }

// refusedUserInfo are requests to the userInfo endpoint, which says in a header what is wrong.
func refusedUserInfo() []refused {
	info := func(authorization string) browsing {
		return browsing{method: "GET", target: "/oauth2/userInfo", header: map[string]string{"Authorization": authorization}}
	}
	const guide = "developer guide: userInfo endpoint"
	bad := page{status: 400, header: map[string]string{"WWW-Authenticate": `error="invalid_request", error_description="Bad OAuth2 request at UserInfo Endpoint"`}}
	noScope := page{status: 401, header: map[string]string{"WWW-Authenticate": `error="invalid_token", error_description="Access token does not contain openid scope"`}}
	denied := page{status: 401, header: map[string]string{"WWW-Authenticate": `error="invalid_token", error_description="Access token is expired, disabled, or deleted, or the user has globally signed out."`}}
	return []refused{
		{name: "no token", source: guide, browsing: browsing{method: "GET", target: "/oauth2/userInfo"}, page: bad},
		{name: "another scheme", source: "chosen", browsing: info("Basic eDp5"), page: bad},
		{name: "token that is none", source: guide, browsing: info("Bearer a.b.c"), page: denied},
		{name: "token of an hour ago", source: guide, after: time.Hour, browsing: info("Bearer {access token of openid alone}"), page: denied},
		{name: "token of the API, without openid", source: "simov/grant#189 for the text; the rest is chosen", browsing: info("Bearer {access token}"), page: noScope},
		{name: "ID token", source: guide, browsing: info("Bearer {id token}"), page: denied},
		{name: "token of before a global sign-out", source: guide, browsing: info("Bearer {access token of openid, signed out}"), page: denied},
		{name: "POST", source: "chosen: it is not documented", browsing: browsing{method: "POST", target: "/oauth2/userInfo", header: map[string]string{"Authorization": "Bearer {access token of openid alone}"}}, page: bad},
	}
}
