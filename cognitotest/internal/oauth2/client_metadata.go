package oauth2

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// clientMetadata is the metadata of a client that the endpoint supports (RFC 7591 section 2). It
// ignores all other members, as section 2 requires.
type clientMetadata struct {
	RedirectURIs  []string
	AuthMethod    string
	GrantTypes    []string
	ResponseTypes []string
	Name          string
	Scope         *string // nil if the request has none
}

// noAuthentication is the token_endpoint_auth_method of a public client.
const noAuthentication = "none"

// authMethods are the values of token_endpoint_auth_method (RFC 7591 section 2).
var authMethods = []string{noAuthentication, "client_secret_basic", "client_secret_post"}

// parseClientMetadata reads a JSON object. Names of members are case-sensitive, and null means that
// the member is missing.
func parseClientMetadata(body io.Reader) (clientMetadata, error) {
	var members map[string]json.RawMessage
	text, err := io.ReadAll(body)
	if err != nil || json.Unmarshal(text, &members) != nil || members == nil {
		return clientMetadata{}, invalidClientMetadata("Send the metadata as a JSON object with the content type application/json.")
	}
	var m clientMetadata
	for _, member := range []struct {
		name   string
		value  any
		wanted string
	}{
		{"redirect_uris", &m.RedirectURIs, "a list of strings"},
		{"token_endpoint_auth_method", &m.AuthMethod, "a string"},
		{"grant_types", &m.GrantTypes, "a list of strings"},
		{"response_types", &m.ResponseTypes, "a list of strings"},
		{"client_name", &m.Name, "a string"},
		{"scope", &m.Scope, "a string"},
	} {
		raw, ok := members[member.name]
		if ok && json.Unmarshal(raw, member.value) != nil {
			return clientMetadata{}, invalidClientMetadata("%s must be %s.", member.name, member.wanted)
		}
	}
	if raw, ok := members["software_statement"]; ok && string(raw) != "null" {
		return clientMetadata{}, &protocolError{Code: "unapproved_software_statement", Description: "The user pool approves no software statement. Leave software_statement out."}
	}
	m.setDefaults()
	return m, nil
}

// setDefaults sets the defaults of RFC 7591 section 2.
func (m *clientMetadata) setDefaults() {
	if m.AuthMethod == "" {
		m.AuthMethod = "client_secret_basic"
	}
	if m.GrantTypes == nil {
		m.GrantTypes = []string{authorizationCodeGrant}
	}
	if m.ResponseTypes == nil && slices.Contains(m.GrantTypes, authorizationCodeGrant) {
		m.ResponseTypes = []string{"code"}
	}
}

// validate applies the rules that do not depend on the pool.
func (m clientMetadata) validate() error {
	for _, check := range []func() error{m.checkAuthMethod, m.checkGrantTypes, m.checkResponseTypes, m.checkRedirectURIs, m.checkName, m.checkScope} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (m clientMetadata) checkAuthMethod() error {
	if !slices.Contains(authMethods, m.AuthMethod) {
		return invalidClientMetadata("token_endpoint_auth_method must be one of %s.", strings.Join(authMethods, ", "))
	}
	return nil
}

// checkGrantTypes rejects the combinations that an app client cannot have (API_CreateUserPoolClient).
func (m clientMetadata) checkGrantTypes() error {
	code, machine := slices.Contains(m.GrantTypes, authorizationCodeGrant), slices.Contains(m.GrantTypes, clientCredentialsGrant)
	for _, g := range m.GrantTypes {
		if _, supported := grants[g]; !supported {
			return invalidClientMetadata("grant_types can have authorization_code, refresh_token and client_credentials only.")
		}
	}
	switch {
	case code && machine:
		return invalidClientMetadata("grant_types cannot have both authorization_code and client_credentials. Register two clients.")
	case !code && !machine:
		return invalidClientMetadata("grant_types must have authorization_code or client_credentials.")
	case machine && slices.Contains(m.GrantTypes, refreshTokenGrant):
		return invalidClientMetadata("grant_types cannot have both refresh_token and client_credentials.")
	case machine && m.AuthMethod == noAuthentication:
		return invalidClientMetadata("client_credentials requires a client secret: use another token_endpoint_auth_method than none.")
	}
	return nil
}

// checkResponseTypes requires the response types of the grant types (RFC 7591 section 2.1).
func (m clientMetadata) checkResponseTypes() error {
	want := []string{"code"}
	if m.flow() == clientCredentialsGrant {
		want = nil
	}
	if !slices.Equal(m.ResponseTypes, want) {
		return invalidClientMetadata("response_types must be code for authorization_code and empty for client_credentials.")
	}
	return nil
}

func (m clientMetadata) checkRedirectURIs() error {
	if m.flow() == "code" && len(m.RedirectURIs) == 0 {
		return invalidRedirectURI("redirect_uris is required for authorization_code.")
	}
	if !m.fits("CallbackURLs", anyList(m.RedirectURIs)) {
		return invalidRedirectURI("redirect_uris has too many entries, or one that is empty, too long or has a space.")
	}
	for i, uri := range m.RedirectURIs {
		if userpool.CheckRedirectURI(uri) != nil {
			return invalidRedirectURI("redirect_uris[%d] must be an absolute URL without a fragment. Plain http is for loopback hosts only.", i)
		}
	}
	return nil
}

func (m clientMetadata) checkName() error {
	if m.Name != "" && !m.fits("ClientName", m.Name) {
		return invalidClientMetadata("client_name is too long, or has another character than letters, digits, spaces and _+=,.@-.")
	}
	return nil
}

func (m clientMetadata) checkScope() error {
	if !m.fits("AllowedOAuthScopes", anyList(m.scopes())) {
		return invalidClientMetadata("scope has too many scopes, or one that is too long or has a character that a scope cannot have.")
	}
	return nil
}

// fits reports whether an app client can have a value, with the limits of CreateUserPoolClient.
func (clientMetadata) fits(member string, value any) bool {
	create, _ := apimodel.Lookup("CreateUserPoolClient")
	request := map[string]any{"UserPoolId": "us-east-1_any", "ClientName": "any"}
	request[member] = value
	return create.Validate(request) == nil
}

func anyList(list []string) []any {
	all := make([]any, len(list))
	for i, entry := range list {
		all[i] = entry
	}
	return all
}

// flow returns the member of AllowedOAuthFlows for the grant types.
func (m clientMetadata) flow() string {
	if slices.Contains(m.GrantTypes, clientCredentialsGrant) {
		return clientCredentialsGrant
	}
	return "code"
}

// scopes returns the requested scopes, or nil if the request has no scope.
func (m clientMetadata) scopes() []string {
	if m.Scope == nil {
		return nil
	}
	return append([]string{}, strings.Fields(*m.Scope)...)
}

// response returns the metadata of the new client (RFC 7591 section 3.2.1): the registered values,
// which have the defaults. A client with the code grant always gets refresh tokens, also if it did
// not register the refresh_token grant. Its secret does not expire.
func (m clientMetadata) response(c userpool.Client) map[string]any {
	grantTypes := []string{clientCredentialsGrant}
	if m.flow() == "code" {
		grantTypes = []string{authorizationCodeGrant, refreshTokenGrant}
	}
	body := map[string]any{
		"client_id":                  c.ID,
		"client_id_issued_at":        c.Created.Unix(),
		"client_name":                c.Name,
		"grant_types":                grantTypes,
		"response_types":             append([]string{}, m.ResponseTypes...),
		"scope":                      strings.Join(c.AllowedOAuthScopes, " "),
		"token_endpoint_auth_method": m.AuthMethod,
	}
	if len(c.CallbackURLs) > 0 {
		body["redirect_uris"] = c.CallbackURLs
	}
	if c.Confidential() {
		body["client_secret"], body["client_secret_expires_at"] = c.Secret(), 0
	}
	return body
}
