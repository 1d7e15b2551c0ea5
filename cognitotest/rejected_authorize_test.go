package cognitotest_test

import (
	"strings"
	"testing"
)

func TestRejectedAuthorizations(t *testing.T) { checkRejectedOnOnePool(t, rejectedAuthorizations()) }

// rejectedAuthorizations are requests to the authorize endpoint. The errors that the app must not receive redirect to
// /error, the others to the callback.
func rejectedAuthorizations() []rejection {
	authorize := func(query string) domainRequest {
		return domainRequest{method: "GET", target: "/oauth2/authorize?" + query}
	}
	to := func(location string) domainResponse {
		return domainResponse{status: 302, header: map[string]string{"Location": location}}
	}
	const (
		callback = "https://app.example.com/callback"
		uri      = "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback"
		valid    = "client_id={spa}&response_type=code" + uri
		atError  = "https://{domain}/error?error="
		rfc7636  = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" // the challenge of its appendix B
		scope    = "captures; aws-samples/cloudfront-authorization-at-edge#82"
		guide    = "developer guide: Authorize endpoint"
	)
	return []rejection{
		{name: "redirect URI that is not registered", source: "awslabs/cognito-at-edge#6; amazon-archives/amazon-cognito-auth-js#85", domainRequest: authorize("client_id={spa}&response_type=code&redirect_uri=https%3A%2F%2Fevil.example%2F&state=s"), wantResponse: to(atError + "redirect_mismatch&client_id={spa}")},
		{name: "redirect URI with an additional slash", source: "awslabs/cognito-at-edge#6", domainRequest: authorize("client_id={spa}&response_type=code" + uri + "%2F"), wantResponse: to(atError + "redirect_mismatch&client_id={spa}")},
		{name: "redirect URI with an additional query", source: "awslabs/cognito-at-edge#6", domainRequest: authorize("client_id={spa}&response_type=code" + uri + "%3Fa%3D1"), wantResponse: to(atError + "redirect_mismatch&client_id={spa}")},
		{name: "client that does not exist", source: "captures", domainRequest: authorize("client_id=1example23456789&response_type=code" + uri), wantResponse: to(atError + "Client+does+not+exist")},
		{name: "client id with capitals", source: "capture", domainRequest: authorize("client_id=YOUR_CLIENT_ID&response_type=code" + uri), wantResponse: to(atError + "invalid_request&client_id=YOUR_CLIENT_ID")},
		{name: "no client", source: "NASA-IMPACT/veda-data-airflow#170", domainRequest: authorize("response_type=code" + uri), wantResponse: to(atError + "Required+parameters+missing")},
		{name: "no redirect URI, and the client has two", source: "vouch/vouch-proxy#548: observed at the logout endpoint; here it is unspecified", domainRequest: authorize("client_id={spa with two uris}&response_type=code"), wantResponse: to(atError + "Required+String+parameter+%27redirect_uri%27+is+not+present")},
		{name: "scope and redirect URI both wrong", source: "python-social-auth/social-app-django#538", domainRequest: authorize("client_id={spa}&response_type=code&redirect_uri=https%3A%2F%2Fevil.example%2F&scope=nonsense"), wantResponse: to(atError + "invalid_scope&client_id={spa}")},

		{name: "scope that does not exist", source: scope, domainRequest: authorize(valid + "&scope=openid+nonsense&state=s"), wantResponse: to(callback + "?error_description=invalid_scope&state=s&error=invalid_request")},
		{name: "scope that the client does not have", source: scope, domainRequest: authorize(valid + "&scope=openid+phone&state=s%2F1"), wantResponse: to(callback + "?error_description=invalid_scope&state=s%2F1&error=invalid_request")},
		{name: "scope of a resource server that the client does not have", source: scope, domainRequest: authorize(valid + "&scope=openid+orders%2Fread&state=s"), wantResponse: to(callback + "?error_description=invalid_scope&state=s&error=invalid_request")},
		{name: "offline_access", source: scope, domainRequest: authorize(valid + "&scope=openid+offline_access"), wantResponse: to(callback + "?error_description=invalid_scope&error=invalid_request")},
		{name: "scope of an implicit grant", source: "captures of the fragment", domainRequest: authorize("client_id={implicit spa}&response_type=token" + uri + "&scope=nonsense&state=s"), wantResponse: to(callback + "#error_description=invalid_scope&state=s&error=invalid_request")},
		{name: "email without openid", source: guide + "; the error is unspecified", domainRequest: authorize(valid + "&scope=email&state=s"), wantResponse: to(callback + "?error_description=invalid_scope&state=s&error=invalid_request")},
		{name: "no response type", source: guide, domainRequest: authorize("client_id={spa}" + uri + "&state=s"), wantResponse: to(callback + "?state=s&error=invalid_request")},
		{name: "response type id_token", source: guide, domainRequest: authorize(strings.Replace(valid, "=code", "=id_token", 1) + "&state=s"), wantResponse: to(callback + "?state=s&error=invalid_request")},
		{name: "response type code and token", source: guide, domainRequest: authorize(strings.Replace(valid, "=code", "=code+token", 1) + "&state=s"), wantResponse: to(callback + "?state=s&error=invalid_request")},
		{name: "implicit grant that the client does not have", source: guide, domainRequest: authorize(strings.Replace(valid, "=code", "=token", 1) + "&state=s"), wantResponse: to(callback + "#state=s&error=unauthorized_client")},
		{name: "code grant that the client does not have", source: guide, domainRequest: authorize(strings.Replace(valid, "{spa}", "{implicit spa}", 1) + "&state=s"), wantResponse: to(callback + "?state=s&error=unauthorized_client")},
		{name: "challenge without a method", source: guide, domainRequest: authorize(valid + "&code_challenge=" + rfc7636 + "&state=s"), wantResponse: to(callback + "?state=s&error=invalid_request")},
		{name: "method plain", source: guide, domainRequest: authorize(valid + "&code_challenge=" + rfc7636 + "&code_challenge_method=plain&state=s"), wantResponse: to(callback + "?state=s&error=invalid_request")},
		{name: "method without a challenge", source: "unspecified", domainRequest: authorize(valid + "&code_challenge_method=S256&state=s"), wantResponse: to(callback + "?state=s&error=invalid_request")},
		{name: "challenge that is too short", source: "unspecified (RFC 7636 section 4.2)", domainRequest: authorize(valid + "&code_challenge=abc&code_challenge_method=S256&state=s"), wantResponse: to(callback + "?state=s&error=invalid_request")},
		{name: "prompt none without a session, in managed login", source: guide, pool: `{"PoolName":"managed"}`, given: []call{{"DescribeUserPoolDomain", `{"Domain":"{managed domain}"}`}}, domainRequest: authorize(valid + "&prompt=none&state=s"), wantResponse: to(callback + "?state=s&error=login_required")},
		{name: "resource on http", source: guide + "; the error is unspecified", domainRequest: authorize(valid + "&resource=http%3A%2F%2Fapi.example.com&state=s"), wantResponse: to(callback + "?state=s&error=invalid_request")},

		{name: "provider that the client does not have", source: "capture: one probe of July 2026", domainRequest: domainRequest{method: "GET", target: "/login?" + valid + "&identity_provider=Nope"}, wantResponse: domainResponse{status: 401}},
		{name: "POST", source: "aws-amplify/amplify-js#5284, of an unknown path", domainRequest: domainRequest{method: "POST", target: "/oauth2/authorize?" + valid}, wantResponse: domainResponse{status: 405, header: map[string]string{"Allow": "GET", "Content-Type": ""}}},
		{name: "POST to an unknown path", source: "aws-amplify/amplify-js#5284", domainRequest: domainRequest{method: "POST", target: "/oauth/token", form: "a=b"}, wantResponse: domainResponse{status: 405, header: map[string]string{"Allow": "GET", "Content-Type": ""}}},
		{name: "icon", source: "capture; the body is unspecified", domainRequest: domainRequest{method: "GET", target: "/favicon.ico"}, wantResponse: domainResponse{status: 404, header: map[string]string{"Content-Type": "application/json;charset=UTF-8"}, body: `{"message":"Not Found"}`}},
		{name: "callback of a provider with an unknown state", source: "capture: one probe of July 2026", domainRequest: domainRequest{method: "GET", target: "/oauth2/idpresponse?state=x&code=y"}, wantResponse: to("https://{domain}/error?error=Invalid%20state")},
		{name: "error page", source: "aws-amplify/amplify-js#755; amazon-archives/amazon-cognito-auth-js#121", domainRequest: domainRequest{method: "GET", target: "/error?error=redirect_mismatch&client_id={spa}"}, wantResponse: domainResponse{status: 400}},
		{name: "the sign-in page with a redirect URI that is not registered", source: "capture", domainRequest: domainRequest{method: "GET", target: "/login?client_id={spa}&response_type=code&redirect_uri=https%3A%2F%2Fevil.example%2F"}, wantResponse: to(atError + "redirect_mismatch&client_id={spa}")},
		{name: "the sign-in page of a client that does not exist", source: "capture", domainRequest: domainRequest{method: "GET", target: "/login?client_id=1example23456789&response_type=code" + uri}, wantResponse: to(atError + "Client+does+not+exist")},
	}
}

func TestRejectedLogouts(t *testing.T) { checkRejectedOnOnePool(t, rejectedLogouts()) }

// rejectedLogouts are requests to the logout endpoint.
func rejectedLogouts() []rejection {
	logout := func(query string) domainRequest { return domainRequest{method: "GET", target: "/logout?" + query} }
	to := func(location string) domainResponse {
		return domainResponse{status: 302, header: map[string]string{"Location": "https://{domain}/error?error=" + location}}
	}
	const kept = "; the query after it: streamlit/streamlit#14601" // the issue shows a query without the text
	return []rejection{
		{name: "no logout URI", source: "vouch/vouch-proxy#548" + kept, domainRequest: logout("client_id={spa}&id_token_hint=x"), wantResponse: to("Required+String+parameter+%27redirect_uri%27+is+not+present&client_id={spa}&id_token_hint=x")},
		{name: "redirect URI without a response type", source: "developer guide: Logout endpoint; the text is unspecified" + kept, domainRequest: logout("client_id={spa}&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback"), wantResponse: to("Required+String+parameter+%27response_type%27+is+not+present&client_id={spa}&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback")},
		{name: "logout URI that is not registered", source: "developer guide: Logout endpoint; the text is unspecified" + kept, domainRequest: logout("client_id={spa}&logout_uri=https%3A%2F%2Fevil.example%2F"), wantResponse: to("redirect_mismatch&client_id={spa}&logout_uri=https%3A%2F%2Fevil.example%2F")},
		{name: "client that does not exist", source: "unspecified: as at the authorize endpoint" + kept, domainRequest: logout("client_id=1example23456789&logout_uri=https%3A%2F%2Fapp.example.com%2Fbye"), wantResponse: to("Client+does+not+exist&client_id=1example23456789&logout_uri=https%3A%2F%2Fapp.example.com%2Fbye")},
		{name: "no client", source: "openid/AppAuth-Android#697; streamlit/streamlit#12144; jenkinsci/oic-auth-plugin#620", domainRequest: logout("post_logout_redirect_uri=x&id_token_hint=y"), wantResponse: domainResponse{status: 302, header: map[string]string{"Location": "https://{domain}/login?post_logout_redirect_uri=x&id_token_hint=y"}}},
		{name: "the sign-in page without a client", source: "streamlit/streamlit#12144; the status: jenkinsci/oic-auth-plugin#620", domainRequest: domainRequest{method: "GET", target: "/login?post_logout_redirect_uri=x"}, wantResponse: domainResponse{status: 400}},
		{name: "POST", source: "aws-amplify/amplify-js#5284, of an unknown path", domainRequest: domainRequest{method: "POST", target: "/logout?client_id={spa}"}, wantResponse: domainResponse{status: 405, header: map[string]string{"Allow": "GET"}}},
	}
}
