package cognitoidp_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const page = "https://page.example"

// accessControl returns the CORS headers of a response.
func accessControl(h http.Header) map[string]string {
	found := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(h)) {
		if strings.HasPrefix(name, "Access-Control-") {
			found[name] = strings.Join(h[name], "|")
		}
	}
	return found
}

// openHeaders are the CORS headers in a capture of SignUp, InitiateAuth and GetUser.
var openHeaders = map[string]string{
	"Access-Control-Allow-Origin":   "*",
	"Access-Control-Expose-Headers": "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date",
}

// fromPage sends a request with an Origin header, as a browser does for a page of another origin.
func (s *server) fromPage(t *testing.T, method, address, body string, header http.Header) httpResponse {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(s.placeholders.Replace(body)))
	require.NoError(t, err)
	request.Header = header.Clone()
	request.Header.Set("Origin", page)
	if strings.HasPrefix(address, s.URL) {
		plain := &http.Client{Transport: &http.Transport{}}
		defer plain.CloseIdleConnections()
		return do(t, plain, request)
	}
	return s.do(t, request)
}

func apiHeader(action, authorization string) http.Header {
	h := http.Header{"Content-Type": {"application/x-amz-json-1.1"}, "X-Amz-Target": {prefix + action}}
	if authorization != "" {
		h.Set("Authorization", authorization)
	}
	return h
}

// TestPagesMayCallUnsignedActions: pages may read the responses of unsigned actions, also errors, from an
// emulator with or without keys.
func TestPagesMayCallUnsignedActions(t *testing.T) {
	for _, s := range []*server{start(t), newServer(startWithKeys(t))} {
		for _, address := range []string{"https://" + host + "/", s.URL + "/"} {
			for _, tt := range []struct {
				name, action, body string
				want               string
			}{
				{"error of the action", "InitiateAuth", `{"ClientId":"abc","AuthFlow":"USER_SRP_AUTH"}`, "ResourceNotFoundException"},
				{"request that violates the model", "SignUp", `{}`, "InvalidParameterException"},
				{"invalid JSON", "GetUser", `{`, "SerializationException"},
				{"unknown action", "MakeCoffee", `{}`, "UnknownOperationException"},
			} {
				t.Run(tt.name, func(t *testing.T) {
					got := s.fromPage(t, http.MethodPost, address, tt.body, apiHeader(tt.action, ""))
					assert.Contains(t, got.body, tt.want)
					assert.Equal(t, openHeaders, accessControl(got.header))
				})
			}
		}
	}
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c"}`)
	got := s.fromPage(t, http.MethodPost, "https://"+host+"/", `{"ClientId":"{client}","Username":"ada","Password":"Passw0rd!"}`, apiHeader("SignUp", ""))
	assert.Equal(t, http.StatusOK, got.status, got.body)
	assert.Equal(t, openHeaders, accessControl(got.header))
}

// TestPreflightAllowsAuthorizationOnlyWithKeys: only an emulator with keys allows the Authorization header.
// The rule covers all actions, because the preflight request of a browser does not name the action.
func TestPreflightAllowsAuthorizationOnlyWithKeys(t *testing.T) {
	const requested = "authorization,content-type,x-amz-target,x-amz-user-agent"
	open, keys := start(t), newServer(startWithKeys(t))
	for _, tt := range []struct {
		name    string
		server  *server
		address string
		allowed string
	}{
		{"without keys", open, "https://" + host + "/", "content-type,x-amz-target,x-amz-user-agent"},
		{"without keys, on the plain endpoint", open, open.URL + "/", "content-type,x-amz-target,x-amz-user-agent"},
		{"with keys", keys, "https://" + host + "/", requested},
		{"with keys, on the plain endpoint", keys, keys.URL + "/", requested},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.server.fromPage(t, http.MethodOptions, tt.address, "", http.Header{"Access-Control-Request-Method": {"POST"}, "Access-Control-Request-Headers": {requested}})
			assert.Equal(t, http.StatusOK, got.status)
			assert.Empty(t, got.body)
			assert.Equal(t, map[string]string{
				"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "POST", "Access-Control-Allow-Headers": tt.allowed,
			}, accessControl(got.header))
		})
	}
	for _, address := range []string{"https://" + host + "/pools", "https://issuer-" + host + "/"} {
		got := open.fromPage(t, http.MethodOptions, address, "", http.Header{"Access-Control-Request-Headers": {requested}})
		assert.Equal(t, http.StatusNotFound, got.status, address)
		assert.Empty(t, accessControl(got.header), address)
	}
}

// TestPageCannotAdministerEmulatorWithoutKeys: a page can neither create a pool nor read the response
// of a signed action.
func TestPageCannotAdministerEmulatorWithoutKeys(t *testing.T) {
	s := start(t)
	const create = `{"PoolName":"by a page"}`
	signed := apiHeader("CreateUserPool", credential)
	simple := func(contentType string) http.Header { return http.Header{"Content-Type": {contentType}} }
	type attempt struct {
		name   string
		path   string
		body   string
		header http.Header
	}
	attempts := []attempt{
		// Requests that a browser sends without a preflight (Fetch Standard, "CORS-safelisted method", "... request-header").
		{"text", "/", create, simple("text/plain")},
		{"no content type", "/", create, http.Header{}},
		{"a form", "/", "Action=CreateUserPool&PoolName=p", simple("application/x-www-form-urlencoded")},
		{"a form for STS", "/", "Action=GetCallerIdentity&Version=2011-06-15", simple("application/x-www-form-urlencoded")},
		{"a multipart form", "/", create, simple("multipart/form-data; boundary=x")},
		{"the content type as a parameter of another", "/", create, simple("text/plain; application/x-amz-json-1.1")},
		{"the target and the signature in the query", "/?X-Amz-Target=" + prefix + "CreateUserPool&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%2F20261123%2Fus-east-1%2Fcognito-idp%2Faws4_request&X-Amz-SignedHeaders=host&X-Amz-Signature=00", create, simple("text/plain")},
		// Requests that a browser sends only after a preflight that allows them.
		{"the action without a signature", "/", create, apiHeader("CreateUserPool", "")},
		{"the action with a signature", "/", create, signed},
	}
	for _, address := range []string{"https://" + host, s.URL} {
		for _, tt := range attempts {
			t.Run(tt.name, func(t *testing.T) {
				got := s.fromPage(t, http.MethodPost, address+tt.path, tt.body, tt.header)
				assert.GreaterOrEqual(t, got.status, 400)
				if tt.header.Get("X-Amz-Target") != "" || strings.HasPrefix(address, s.URL) {
					assert.Empty(t, accessControl(got.header), "the page can read %s", got.body)
				}
			})
		}
	}
	assert.Equal(t, `{"UserPools":[]}`, s.call(t, "ListUserPools", `{"MaxResults":60}`).body)
	got := s.fromPage(t, http.MethodPost, "https://"+host+"/", create, signed)
	assert.Equal(t, `{"__type":"AccessDeniedException","message":"A web page sent this request, and the emulator has no access keys to verify its signature. Start it with Credentials to call signed actions from pages."}`, got.body)
	assert.Empty(t, s.fromPage(t, http.MethodGet, s.URL+"/_cognitotest/messages", "", http.Header{}).header["Access-Control-Allow-Origin"], "pages cannot read codes")
}

// TestPagesMayCallSignedActionsWithKeys: if keys are configured, the signature protects the action, as in
// the service.
func TestPagesMayCallSignedActionsWithKeys(t *testing.T) {
	s := newServer(startWithKeys(t))
	for _, authorization := range []string{"", credential} {
		got := s.fromPage(t, http.MethodPost, "https://"+host+"/", `{"MaxResults":1}`, apiHeader("ListUserPools", authorization))
		assert.Equal(t, http.StatusBadRequest, got.status)
		assert.NotContains(t, got.body, "AccessDeniedException")
		assert.Equal(t, openHeaders, accessControl(got.header))
	}
}

// TestPagesMayCallSTSOnlyWithKeys: every action of STS requires a signature. Pages may call them only if
// keys are configured.
func TestPagesMayCallSTSOnlyWithKeys(t *testing.T) {
	const sts, requested = "https://sts.us-east-1.amazonaws.com/", "authorization,x-amz-date"
	signed := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Authorization": {strings.Replace(credential, "cognito-idp", "sts", 1)}}
	preflight := http.Header{"Access-Control-Request-Method": {"POST"}, "Access-Control-Request-Headers": {requested}}

	open := start(t)
	for _, address := range []string{sts, open.URL + "/"} {
		got := open.fromPage(t, http.MethodPost, address, "Action=GetCallerIdentity&Version=2011-06-15", signed)
		assert.Equal(t, http.StatusForbidden, got.status)
		assert.Contains(t, got.body, "<Code>AccessDenied</Code>")
		assert.Empty(t, accessControl(got.header))
	}
	got := open.fromPage(t, http.MethodOptions, sts, "", preflight)
	assert.Equal(t, http.StatusForbidden, got.status)
	assert.Empty(t, accessControl(got.header))

	keys := newServer(startWithKeys(t))
	got = keys.fromPage(t, http.MethodOptions, sts, "", preflight)
	assert.Equal(t, http.StatusOK, got.status)
	assert.Equal(t, requested, got.header.Get("Access-Control-Allow-Headers"))
	got = keys.fromPage(t, http.MethodPost, sts, "Action=GetCallerIdentity&Version=2011-06-15", signed)
	assert.Equal(t, http.StatusForbidden, got.status)
	assert.Contains(t, got.body, "<Code>InvalidClientTokenId</Code>")
	assert.Equal(t, "*", got.header.Get("Access-Control-Allow-Origin"))
}

// TestPagesMayReadDiscoveryAndJWKS: pages may read the discovery document and the JWKS on every host that
// serves them, also the errors for an unknown pool, and for a pool with the original issuer on the host of the updated one.
func TestPagesMayReadDiscoveryAndJWKS(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"original"}`)
	original := s.values["{pool}"]
	s.pool(t, `{"PoolName":"updated","IssuerConfiguration":{"Type":"UPDATED"}}`)
	const updatedHost = "https://issuer-" + host
	for _, origin := range []string{"https://" + host, updatedHost, s.URL} {
		for _, document := range []string{"openid-configuration", "jwks.json"} {
			statuses := map[string]int{s.values["{pool}"]: http.StatusOK, "us-east-1_AbCdEfGhI": http.StatusNotFound}
			if origin == updatedHost {
				statuses[original] = http.StatusForbidden
			}
			for pool, status := range statuses {
				t.Run(fmt.Sprintf("%s of %s, %d", document, strings.Replace(origin, s.URL, "the plain endpoint", 1), status), func(t *testing.T) {
					address := origin + "/" + pool + "/.well-known/" + document
					got := s.fromPage(t, http.MethodGet, address, "", http.Header{})
					assert.Equal(t, status, got.status)
					assert.Equal(t, map[string]string{"Access-Control-Allow-Origin": "*"}, accessControl(got.header))
					got = s.fromPage(t, http.MethodOptions, address, "", http.Header{"Access-Control-Request-Headers": {"x-requested-with"}})
					assert.Equal(t, http.StatusOK, got.status)
					assert.Equal(t, "x-requested-with", got.header.Get("Access-Control-Allow-Headers"))
				})
			}
		}
	}
}
