package console

import (
	"net/http"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestlog"
)

// docs is where the pages of documentation are.
const docs = "https://github.com/cognitokit/terraform-aws-cognito/blob/main/docs/"

// explanation is a page of the documentation about a rejection.
type explanation struct {
	Title string
	URL   string
}

// symptoms are the headings of docs/troubleshooting.md, by the begin of the description of an error. A
// test compares them with the page.
var symptoms = []struct{ description, heading string }{
	{"Refresh Token has expired", "Refresh Token has expired"},
	{"Refresh Token has been revoked", "Refresh Token has been revoked"},
	{"Invalid Refresh Token", "Invalid Refresh Token"},
	{"Refresh token has been reused", "Refresh token has been reused"},
	{"REFRESH_TOKEN_AUTH flow not enabled for this client", "REFRESH_TOKEN_AUTH fails at a client that rotates"},
	{"ALLOW_REFRESH_TOKEN_AUTH is not a permitted", "A client cannot have both rotation and ALLOW_REFRESH_TOKEN_AUTH"},
	{"SecretHash does not match for the client", "SecretHash does not match for the client"},
	{"Token revocation is not enabled for this client", "The client does not revoke tokens"},
	{"Access Token has been revoked", "An API accepts the access token of a revoked sign-in"},
}

// endpoints are the pages of docs/fidelity, by the begin of a path.
var endpoints = []struct{ path, page, title string }{
	{"/oauth2/authorize", "authorize", "Authorize"},
	{"/oauth2/token", "token-endpoint", "Token endpoint"},
	{"/oauth2/revoke", "revoke-userinfo-discovery", "Revoke"},
	{"/oauth2/userInfo", "revoke-userinfo-discovery", "UserInfo"},
	{"/oauth2/idpresponse", "federation", "Federation"},
	{"/saml2/", "saml", "SAML"},
}

// actions are the pages of docs/fidelity, by a part of the name of an action. The first one counts.
var actions = []struct{ part, page, title string }{
	{"InitiateAuth", "sign-in", "Sign-in"},
	{"RespondToAuthChallenge", "sign-in", "Sign-in"},
	{"TokensFromRefreshToken", "refresh-token-rotation", "Rotation"},
	{"WebAuthn", "passkeys", "Passkeys"},
	{"IdentityProvider", "federation", "Federation"},
	{"ImportJob", "import-jobs", "Import jobs"},
	{"AuthEvent", "event-history", "Event history"},
	{"ManagedLoginBranding", "branding", "Branding"},
	{"SignUp", "accounts-and-messages", "Accounts"},
	{"ForgotPassword", "accounts-and-messages", "Accounts"},
	{"ConfirmationCode", "accounts-and-messages", "Accounts"},
	{"VerificationCode", "accounts-and-messages", "Accounts"},
	{"VerifyUserAttribute", "accounts-and-messages", "Accounts"},
	{"UserPool", "management", "Management"},
	{"ResourceServer", "management", "Management"},
	{"Group", "management", "Management"},
	{"AdminCreateUser", "accounts-and-messages", "Accounts"},
}

// explain returns the pages about the rejection of a request. It returns none for a response without an
// error.
func explain(r requestlog.Request) (pages []explanation) {
	if r.Fault != "" {
		return []explanation{{"Injected fault", docs + "faults.md"}}
	}
	if r.Error == "" && r.Status < http.StatusBadRequest {
		return nil
	}
	for _, s := range symptoms {
		if strings.HasPrefix(r.Description, s.description) {
			return []explanation{{s.heading, docs + "troubleshooting.md#" + anchor(s.heading)}}
		}
	}
	if r.Action == "" && r.Path == "/oauth2/token" && r.Error == "invalid_grant" { // of a refresh or of a code: the request log does not know
		pages = append(pages, explanation{"When a refresh fails", docs + "troubleshooting.md#" + anchor("The refresh fails")})
	}
	for _, e := range endpoints {
		if r.Action == "" && strings.HasPrefix(r.Path, e.path) {
			return append(pages, explanation{e.title, docs + "fidelity/" + e.page + ".md"})
		}
	}
	for _, a := range actions {
		if r.Action != "" && strings.Contains(r.Action, a.part) {
			return append(pages, explanation{a.title, docs + "fidelity/" + a.page + ".md"})
		}
	}
	if r.Action != "" {
		pages = append(pages, explanation{"API", docs + "fidelity/api.md"})
	}
	return pages
}

// anchor returns the fragment of a heading on GitHub.
func anchor(heading string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == ' ':
			return '-'
		case c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z':
			return c
		}
		return -1
	}, strings.ToLower(heading))
}
