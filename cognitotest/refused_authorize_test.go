package cognitotest_test

import (
	"strings"
	"testing"
)

func TestRefusedAuthorizations(t *testing.T) { checkRefusedOnOnePool(t, refusedAuthorizations()) }

// refusedAuthorizations are requests to the authorize endpoint. What cannot be told to the app is told at /error,
// everything else at the callback.
func refusedAuthorizations() []refused {
	authorize := func(query string) browsing { return browsing{method: "GET", target: "/oauth2/authorize?" + query} }
	to := func(location string) page { return page{status: 302, header: map[string]string{"Location": location}} }
	const (
		callback = "https://app.example.com/callback"
		uri      = "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback"
		valid    = "client_id={spa}&response_type=code" + uri
		atError  = "https://{domain}/error?error="
		rfc7636  = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" // the challenge of its appendix B
		scope    = "captures; aws-samples/cloudfront-authorization-at-edge#82"
		guide    = "developer guide: Authorize endpoint"
	)
	return []refused{
		{name: "redirect URI that is not registered", source: "awslabs/cognito-at-edge#6; amazon-archives/amazon-cognito-auth-js#85", browsing: authorize("client_id={spa}&response_type=code&redirect_uri=https%3A%2F%2Fevil.example%2F&state=s"), page: to(atError + "redirect_mismatch&client_id={spa}")},
		{name: "redirect URI with a slash more", source: "awslabs/cognito-at-edge#6", browsing: authorize("client_id={spa}&response_type=code" + uri + "%2F"), page: to(atError + "redirect_mismatch&client_id={spa}")},
		{name: "redirect URI with a query more", source: "awslabs/cognito-at-edge#6", browsing: authorize("client_id={spa}&response_type=code" + uri + "%3Fa%3D1"), page: to(atError + "redirect_mismatch&client_id={spa}")},
		{name: "client that does not exist", source: "captures", browsing: authorize("client_id=1example23456789&response_type=code" + uri), page: to(atError + "Client+does+not+exist")},
		{name: "client id that is none", source: "capture", browsing: authorize("client_id=YOUR_CLIENT_ID&response_type=code" + uri), page: to(atError + "invalid_request&client_id=YOUR_CLIENT_ID")},
		{name: "no client", source: "NASA-IMPACT/veda-data-airflow#170", browsing: authorize("response_type=code" + uri), page: to(atError + "Required+parameters+missing")},
		{name: "no redirect URI, and two to choose from", source: "vouch/vouch-proxy#548: seen at the logout endpoint; here it is chosen", browsing: authorize("client_id={spa with two uris}&response_type=code"), page: to(atError + "Required+String+parameter+%27redirect_uri%27+is+not+present")},
		{name: "scope and redirect URI both wrong", source: "python-social-auth/social-app-django#538", browsing: authorize("client_id={spa}&response_type=code&redirect_uri=https%3A%2F%2Fevil.example%2F&scope=nonsense"), page: to(atError + "invalid_scope&client_id={spa}")},

		{name: "scope that does not exist", source: scope, browsing: authorize(valid + "&scope=openid+nonsense&state=s"), page: to(callback + "?error_description=invalid_scope&state=s&error=invalid_request")},
		{name: "scope that the client does not have", source: scope, browsing: authorize(valid + "&scope=openid+phone&state=s%2F1"), page: to(callback + "?error_description=invalid_scope&state=s%2F1&error=invalid_request")},
		{name: "scope of a resource server that the client does not have", source: scope, browsing: authorize(valid + "&scope=openid+orders%2Fread&state=s"), page: to(callback + "?error_description=invalid_scope&state=s&error=invalid_request")},
		{name: "offline_access", source: scope, browsing: authorize(valid + "&scope=openid+offline_access"), page: to(callback + "?error_description=invalid_scope&error=invalid_request")},
		{name: "scope of an implicit grant", source: "captures of the fragment", browsing: authorize("client_id={implicit spa}&response_type=token" + uri + "&scope=nonsense&state=s"), page: to(callback + "#error_description=invalid_scope&state=s&error=invalid_request")},
		{name: "email without openid", source: guide + "; the error is chosen", browsing: authorize(valid + "&scope=email&state=s"), page: to(callback + "?error_description=invalid_scope&state=s&error=invalid_request")},
		{name: "no response type", source: guide, browsing: authorize("client_id={spa}" + uri + "&state=s"), page: to(callback + "?state=s&error=invalid_request")},
		{name: "response type id_token", source: guide, browsing: authorize(strings.Replace(valid, "=code", "=id_token", 1) + "&state=s"), page: to(callback + "?state=s&error=invalid_request")},
		{name: "response type code and token", source: guide, browsing: authorize(strings.Replace(valid, "=code", "=code+token", 1) + "&state=s"), page: to(callback + "?state=s&error=invalid_request")},
		{name: "implicit grant that the client does not have", source: guide, browsing: authorize(strings.Replace(valid, "=code", "=token", 1) + "&state=s"), page: to(callback + "#state=s&error=unauthorized_client")},
		{name: "code grant that the client does not have", source: guide, browsing: authorize(strings.Replace(valid, "{spa}", "{implicit spa}", 1) + "&state=s"), page: to(callback + "?state=s&error=unauthorized_client")},
		{name: "challenge without a method", source: guide, browsing: authorize(valid + "&code_challenge=" + rfc7636 + "&state=s"), page: to(callback + "?state=s&error=invalid_request")},
		{name: "method plain", source: guide, browsing: authorize(valid + "&code_challenge=" + rfc7636 + "&code_challenge_method=plain&state=s"), page: to(callback + "?state=s&error=invalid_request")},
		{name: "method without a challenge", source: "chosen", browsing: authorize(valid + "&code_challenge_method=S256&state=s"), page: to(callback + "?state=s&error=invalid_request")},
		{name: "challenge that is too short", source: "chosen (RFC 7636 section 4.2)", browsing: authorize(valid + "&code_challenge=abc&code_challenge_method=S256&state=s"), page: to(callback + "?state=s&error=invalid_request")},
		{name: "prompt none without a session, in managed login", source: guide, pool: `{"PoolName":"managed"}`, given: []call{{"DescribeUserPoolDomain", `{"Domain":"{managed domain}"}`}}, browsing: authorize(valid + "&prompt=none&state=s"), page: to(callback + "?state=s&error=login_required")},
		{name: "resource on http", source: guide + "; the error is chosen", browsing: authorize(valid + "&resource=http%3A%2F%2Fapi.example.com&state=s"), page: to(callback + "?state=s&error=invalid_request")},

		{name: "provider that the client does not have", source: "capture: one probe of July 2026", browsing: browsing{method: "GET", target: "/login?" + valid + "&identity_provider=Nope"}, page: page{status: 401}},
		{name: "POST", source: "aws-amplify/amplify-js#5284, of an unknown path", browsing: browsing{method: "POST", target: "/oauth2/authorize?" + valid}, page: page{status: 405, header: map[string]string{"Allow": "GET", "Content-Type": ""}}},
		{name: "POST to an unknown path", source: "aws-amplify/amplify-js#5284", browsing: browsing{method: "POST", target: "/oauth/token", form: "a=b"}, page: page{status: 405, header: map[string]string{"Allow": "GET", "Content-Type": ""}}},
		{name: "icon", source: "capture; the body is chosen", browsing: browsing{method: "GET", target: "/favicon.ico"}, page: page{status: 404, header: map[string]string{"Content-Type": "application/json;charset=UTF-8"}, body: `{"message":"Not Found"}`}},
		{name: "a provider's answer with a state that was not given", source: "capture: one probe of July 2026", browsing: browsing{method: "GET", target: "/oauth2/idpresponse?state=x&code=y"}, page: to("https://{domain}/error?error=Invalid%20state")},
		{name: "the page of an error", source: "aws-amplify/amplify-js#755; amazon-archives/amazon-cognito-auth-js#121", browsing: browsing{method: "GET", target: "/error?error=redirect_mismatch&client_id={spa}"}, page: page{status: 400}},
		{name: "the sign-in page with a redirect URI that is not registered", source: "capture", browsing: browsing{method: "GET", target: "/login?client_id={spa}&response_type=code&redirect_uri=https%3A%2F%2Fevil.example%2F"}, page: to(atError + "redirect_mismatch&client_id={spa}")},
		{name: "the sign-in page of a client that does not exist", source: "capture", browsing: browsing{method: "GET", target: "/login?client_id=1example23456789&response_type=code" + uri}, page: to(atError + "Client+does+not+exist")},
	}
}

func TestRefusedLogouts(t *testing.T) { checkRefusedOnOnePool(t, refusedLogouts()) }

// refusedLogouts are requests to the logout endpoint.
func refusedLogouts() []refused {
	logout := func(query string) browsing { return browsing{method: "GET", target: "/logout?" + query} }
	to := func(location string) page {
		return page{status: 302, header: map[string]string{"Location": "https://{domain}/error?error=" + location}}
	}
	const kept = "; the query after it: streamlit/streamlit#14601" // which has no text in the query
	return []refused{
		{name: "nowhere to go", source: "vouch/vouch-proxy#548" + kept, browsing: logout("client_id={spa}&id_token_hint=x"), page: to("Required+String+parameter+%27redirect_uri%27+is+not+present&client_id={spa}&id_token_hint=x")},
		{name: "redirect URI without a response type", source: "developer guide: Logout endpoint; the text is chosen" + kept, browsing: logout("client_id={spa}&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback"), page: to("Required+String+parameter+%27response_type%27+is+not+present&client_id={spa}&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback")},
		{name: "logout URI that is not registered", source: "developer guide: Logout endpoint; the text is chosen" + kept, browsing: logout("client_id={spa}&logout_uri=https%3A%2F%2Fevil.example%2F"), page: to("redirect_mismatch&client_id={spa}&logout_uri=https%3A%2F%2Fevil.example%2F")},
		{name: "client that does not exist", source: "chosen: as at the authorize endpoint" + kept, browsing: logout("client_id=1example23456789&logout_uri=https%3A%2F%2Fapp.example.com%2Fbye"), page: to("Client+does+not+exist&client_id=1example23456789&logout_uri=https%3A%2F%2Fapp.example.com%2Fbye")},
		{name: "no client", source: "openid/AppAuth-Android#697; streamlit/streamlit#12144; jenkinsci/oic-auth-plugin#620", browsing: logout("post_logout_redirect_uri=x&id_token_hint=y"), page: page{status: 302, header: map[string]string{"Location": "https://{domain}/login?post_logout_redirect_uri=x&id_token_hint=y"}}},
		{name: "the sign-in page without a client", source: "streamlit/streamlit#12144; the status: jenkinsci/oic-auth-plugin#620", browsing: browsing{method: "GET", target: "/login?post_logout_redirect_uri=x"}, page: page{status: 400}},
		{name: "POST", source: "aws-amplify/amplify-js#5284, of an unknown path", browsing: browsing{method: "POST", target: "/logout?client_id={spa}"}, page: page{status: 405, header: map[string]string{"Allow": "GET"}}},
	}
}
