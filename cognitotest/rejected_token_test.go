package cognitotest_test

import (
	"testing"
	"time"
)

func TestRejectedTokenRequests(t *testing.T) { checkRejectedOnOnePool(t, rejectedTokenRequests()) }

// rejectedTokenRequests are requests to the token endpoint. The status is 400, also for an unknown client
// (amazon-archives/amazon-cognito-auth-js#206).
func rejectedTokenRequests() []rejection {
	token := func(form string) domainRequest {
		return domainRequest{method: "POST", target: "/oauth2/token", form: form}
	}
	errorResponse := func(body string) domainResponse {
		return domainResponse{status: 400, header: map[string]string{"Content-Type": "application/json;charset=UTF-8", "Access-Control-Allow-Origin": "*"}, body: body}
	}
	const (
		uri      = "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback"
		exchange = "grant_type=authorization_code&client_id={spa}" + uri + "&code="
		refresh  = "grant_type=refresh_token&refresh_token="
		guide    = "developer guide: Token endpoint"
		verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" // from RFC 7636, appendix B
	)
	invalidRequest, invalidClient := errorResponse(`{"error":"invalid_request"}`), errorResponse(`{"error":"invalid_client"}`)
	invalidGrant, unauthorized := errorResponse(`{"error":"invalid_grant"}`), errorResponse(`{"error":"unauthorized_client"}`)
	notAForm := domainResponse{status: 405, header: map[string]string{"Content-Type": "", "Content-Length": "0", "Access-Control-Allow-Origin": "*"}}
	return []rejection{
		// Clients.
		{name: "unknown client", source: guide, domainRequest: token(refresh + "x&client_id=1example23456789"), wantResponse: invalidClient},
		{name: "no client", source: guide + "; unspecified (RFC 6749 section 5.2)", domainRequest: token(refresh + "x"), wantResponse: invalidClient},
		{name: "confidential client without its secret", source: "amazon-archives/amazon-cognito-auth-js#206; aws-amplify/amplify-js#4426", domainRequest: token(refresh + "x&client_id={web}"), wantResponse: invalidClient},
		{name: "confidential client with another secret", source: guide, domainRequest: token(refresh + "x&client_id={web}&client_secret=wrong"), wantResponse: invalidClient},
		{name: "confidential client with another secret in the header", source: guide, domainRequest: domainRequest{method: "POST", target: "/oauth2/token", form: refresh + "x", header: map[string]string{"Authorization": "Basic {basic of web with a wrong secret}"}}, wantResponse: invalidClient},
		{name: "confidential client with its secret in the header and another one in the body", source: "unspecified", domainRequest: domainRequest{method: "POST", target: "/oauth2/token", form: refresh + "x&client_secret=wrong", header: map[string]string{"Authorization": "Basic {basic of web}"}}, wantResponse: invalidClient},
		{name: "public client with a secret", source: "unspecified", domainRequest: token(refresh + "x&client_id={spa}&client_secret=surplus"), wantResponse: invalidClient},
		// Grants.
		{name: "no grant type", source: guide, domainRequest: token("client_id={spa}"), wantResponse: invalidRequest},
		{name: "grant type password", source: guide + "; captures", domainRequest: token("grant_type=password&client_id={spa}&username=jo&password=Passw0rd!"), wantResponse: errorResponse(`{"error":"unsupported_grant_type"}`)},
		{name: "device code", source: guide, domainRequest: token("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id={spa}"), wantResponse: errorResponse(`{"error":"unsupported_grant_type"}`)},
		{name: "client credentials of a client that has the code grant", source: guide, domainRequest: token("grant_type=client_credentials&client_id={web}&client_secret={secret of web}"), wantResponse: unauthorized},
		{name: "code of a client that has client credentials", source: guide, domainRequest: token("grant_type=authorization_code&client_id={machine}&client_secret={secret of machine}&code=x" + uri), wantResponse: unauthorized},
		{name: "client credentials for a scope that the client does not have", source: guide + " (2026)", domainRequest: token("grant_type=client_credentials&client_id={machine}&client_secret={secret of machine}&scope=orders%2Fwrite"), wantResponse: invalidGrant},
		{name: "client credentials for a scope that does not exist", source: guide + " (2026)", domainRequest: token("grant_type=client_credentials&client_id={machine}&client_secret={secret of machine}&scope=orders%2Fnonsense"), wantResponse: errorResponse(`{"error":"invalid_scope"}`)},
		// Codes.
		{name: "no code", source: guide, domainRequest: token("grant_type=authorization_code&client_id={spa}" + uri), wantResponse: invalidRequest},
		{name: "code without a redirect URI", source: guide, domainRequest: token("grant_type=authorization_code&client_id={spa}&code={code}"), wantResponse: invalidRequest},
		{name: "unknown code", source: guide, domainRequest: token(exchange + "8f3c7b1e-0f4d-4a52-9d3e-6f0b1a2c3d4e"), wantResponse: invalidGrant},
		{name: "used code", source: guide + "; aws/aws-sdk-js#3836", domainRequest: token(exchange + "{used code}"), wantResponse: invalidGrant},
		{name: "code after five minutes", source: guide, after: 5*time.Minute + time.Second, domainRequest: token(exchange + "{code}"), wantResponse: invalidGrant},
		{name: "code for another redirect URI", source: guide, domainRequest: token("grant_type=authorization_code&client_id={spa}&redirect_uri=https%3A%2F%2Fapp.example.com%2Fother&code={code}"), wantResponse: errorResponse(`{"error":"unauthorized_client","error_description":"invalid_redirect"}`)},
		{name: "code of another client", source: "unspecified (RFC 6749 section 5.2)", domainRequest: token(exchange + "{code of the other spa}"), wantResponse: invalidGrant},
		{name: "code with a challenge, without a verifier", source: "unspecified (RFC 7636 section 4.6)", domainRequest: token(exchange + "{code with a challenge}"), wantResponse: invalidGrant},
		{name: "code with a challenge, with another verifier", source: "unspecified (RFC 7636 section 4.6)", domainRequest: token(exchange + "{code with a challenge}&code_verifier=" + verifier + "x"), wantResponse: invalidGrant},
		{name: "verifier that is too short", source: "unspecified (RFC 7636 section 4.1)", domainRequest: token(exchange + "{code with a challenge}&code_verifier=abc"), wantResponse: invalidGrant},
		// Refresh tokens.
		{name: "no refresh token", source: guide, domainRequest: token("grant_type=refresh_token&client_id={spa}"), wantResponse: invalidRequest},
		{name: "invalid refresh token", source: guide, domainRequest: token(refresh + "x.y.z&client_id={spa}"), wantResponse: invalidGrant},
		{name: "refresh token of another client", source: guide, domainRequest: token(refresh + "{refresh token of the other spa}&client_id={spa}"), wantResponse: invalidGrant},
		{name: "revoked refresh token", source: guide, domainRequest: token(refresh + "{revoked refresh token of the spa}&client_id={spa}"), wantResponse: invalidGrant},
		{name: "refresh token after thirty days", source: guide, after: 31 * 24 * time.Hour, domainRequest: token(refresh + "{refresh token of the spa}&client_id={spa}"), wantResponse: invalidGrant},
		{name: "refresh token of a disabled user", source: "developer guide: Revoking tokens; the code is unspecified", domainRequest: token(refresh + "{refresh token of a disabled user at the spa}&client_id={spa}"), wantResponse: invalidGrant},
		{name: "rotated refresh token", source: "developer guide: Refresh tokens; the code is unspecified", domainRequest: token(refresh + "{spent refresh token of the rotating spa}&client_id={rotating spa}"), wantResponse: invalidGrant},
		{name: "access token for a refresh token", source: guide, domainRequest: token(refresh + "{access token}&client_id={spa}"), wantResponse: invalidGrant},
		// The request itself.
		{name: "GET", source: "unspecified: as another content type", domainRequest: domainRequest{method: "GET", target: "/oauth2/token?grant_type=refresh_token&client_id={spa}&refresh_token=x"}, wantResponse: notAForm},
		{name: "JSON", source: "amazon-archives/amazon-cognito-auth-js#52; sergiodxa/remix-auth-oauth2#128", domainRequest: domainRequest{method: "POST", target: "/oauth2/token", form: `{"grant_type":"refresh_token"}`, header: map[string]string{"Content-Type": "application/json"}}, wantResponse: notAForm},
		{name: "content type in quotes", source: "amazon-archives/amazon-cognito-auth-js#52", domainRequest: domainRequest{method: "POST", target: "/oauth2/token", form: refresh + "x&client_id={spa}", header: map[string]string{"Content-Type": "'application/x-www-form-urlencoded'"}}, wantResponse: notAForm},
		{name: "refresh token in query and body", source: "unspecified (RFC 6749 section 3.2); that the query counts: pilcrowonpaper/arctic#175", domainRequest: domainRequest{method: "POST", target: "/oauth2/token?refresh_token=y", form: refresh + "x&client_id={spa}"}, wantResponse: invalidRequest},
		{name: "client in the query", source: "unspecified (RFC 6749 section 2.3.1)", domainRequest: domainRequest{method: "POST", target: "/oauth2/token?client_id={spa}", form: refresh + "x"}, wantResponse: invalidClient},
		{name: "refresh token twice", source: "unspecified (RFC 6749 section 3.2)", domainRequest: token(refresh + "x&refresh_token=y&client_id={spa}"), wantResponse: invalidRequest},
	}
}

func TestRejectedRevocations(t *testing.T) { checkRejectedOnOnePool(t, rejectedRevocations()) }

// rejectedRevocations are requests to the revocation endpoint. It is the only endpoint that responds with 401 to an
// unknown client.
func rejectedRevocations() []rejection {
	revoke := func(form string) domainRequest {
		return domainRequest{method: "POST", target: "/oauth2/revoke", form: form}
	}
	errorResponse := func(status int, code string) domainResponse {
		return domainResponse{status: status, header: map[string]string{"Content-Type": "application/json;charset=UTF-8"}, body: `{"error":"` + code + `"}`}
	}
	const guide = "developer guide: Revoke endpoint"
	return []rejection{
		{name: "unknown client", source: guide, domainRequest: revoke("token=x&client_id=1example23456789"), wantResponse: errorResponse(401, "invalid_client")},
		{name: "confidential client without its secret", source: guide, domainRequest: revoke("token=x&client_id={web}"), wantResponse: errorResponse(401, "invalid_client")},
		{name: "confidential client with another secret", source: guide, domainRequest: domainRequest{method: "POST", target: "/oauth2/revoke", form: "token=x", header: map[string]string{"Authorization": "Basic {basic of web with a wrong secret}"}}, wantResponse: errorResponse(401, "invalid_client")},
		{name: "no client", source: guide + "; unspecified (RFC 6749 section 5.2)", domainRequest: revoke("token=x"), wantResponse: errorResponse(401, "invalid_client")},
		{name: "no token", source: guide, domainRequest: revoke("client_id={spa}"), wantResponse: errorResponse(400, "invalid_request")},
		{name: "access token", source: guide, domainRequest: revoke("token={access token}&client_id={client without oauth}"), wantResponse: errorResponse(400, "unsupported_token_type")},
		{name: "client without revocation", source: guide, domainRequest: revoke("token={refresh token without revocation}&client_id={client without revocation}"), wantResponse: errorResponse(400, "invalid_request")},
		{name: "token of another client", source: "unspecified (RFC 7009 section 2.1)", domainRequest: revoke("token={refresh token of the other spa}&client_id={spa}"), wantResponse: errorResponse(400, "invalid_request")},
	}
}

func TestRejectedUserInfo(t *testing.T) { checkRejectedOnOnePool(t, rejectedUserInfo()) }

// rejectedUserInfo are requests to the userInfo endpoint, which reports the error in a header.
func rejectedUserInfo() []rejection {
	info := func(authorization string) domainRequest {
		return domainRequest{method: "GET", target: "/oauth2/userInfo", header: map[string]string{"Authorization": authorization}}
	}
	const guide = "developer guide: userInfo endpoint"
	bad := domainResponse{status: 400, header: map[string]string{"WWW-Authenticate": `error="invalid_request", error_description="Bad OAuth2 request at UserInfo Endpoint"`}}
	noScope := domainResponse{status: 401, header: map[string]string{"WWW-Authenticate": `error="invalid_token", error_description="Access token does not contain openid scope"`}}
	denied := domainResponse{status: 401, header: map[string]string{"WWW-Authenticate": `error="invalid_token", error_description="Access token is expired, disabled, or deleted, or the user has globally signed out."`}}
	return []rejection{
		{name: "no token", source: guide, domainRequest: domainRequest{method: "GET", target: "/oauth2/userInfo"}, wantResponse: bad},
		{name: "another scheme", source: "unspecified", domainRequest: info("Basic eDp5"), wantResponse: bad},
		{name: "invalid token", source: guide, domainRequest: info("Bearer a.b.c"), wantResponse: denied},
		{name: "expired token", source: guide, after: time.Hour, domainRequest: info("Bearer {access token with only openid}"), wantResponse: denied},
		{name: "token of the API, without openid", source: "simov/grant#189 for the text; the rest is unspecified", domainRequest: info("Bearer {access token}"), wantResponse: noScope},
		{name: "ID token", source: guide, domainRequest: info("Bearer {id token}"), wantResponse: denied},
		{name: "token after a global sign-out", source: guide, domainRequest: info("Bearer {access token with only openid, signed out}"), wantResponse: denied},
		{name: "POST", source: "unspecified: it is not documented", domainRequest: domainRequest{method: "POST", target: "/oauth2/userInfo", header: map[string]string{"Authorization": "Bearer {access token with only openid}"}}, wantResponse: bad},
	}
}
