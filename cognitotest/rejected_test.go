package cognitotest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rejection is a request that Cognito rejects, as a client sends it to the production host, and the response. The
// tables of rejections are data, so that an engineer who knows the service can read and correct them.
//
// A name in braces, such as {pool} or {refresh token}, is replaced by the value of a fixture
// (rejected_fixture_test.go).
type rejection struct {
	name string
	// source is the source of the response: the API model or reference, a page of the developer guide, an issue
	// (owner/repository#number), a repository of measured responses, or captures of live pools. It has the word
	// "unspecified" for a response, or a part of it, that public sources do not describe.
	source string

	pool   string        // the request that creates {pool}; "" means a pool with only a name
	client string        // the request that creates {client}; "" means a public client with every flow
	given  []call        // requests before, which must succeed
	after  time.Duration // how far the clock advances before the request

	request       call              // a signed request to an action of the API
	header        map[string]string // headers of the request that replace the defaults
	wantError     apiError
	domainRequest domainRequest // a request to the pool's domain, if request is empty
	wantResponse  domainResponse
}

// call is a request to an action of the API, with a JSON body.
type call struct{ action, body string }

// apiError is an error response of the API: the status, the type (in the body and in the header x-amzn-ErrorType) and
// the message.
type apiError struct {
	status        int
	kind, message string
}

// domainRequest is a request to the pool's domain. It sends the form, if there is one.
type domainRequest struct {
	method, target string
	header         map[string]string
	form           string
}

// domainResponse is the response of the pool's domain. An empty header or body is not compared.
type domainResponse struct {
	status int
	header map[string]string
	body   string
}

// rejectionTables are all tables. Each has a test beside it.
var rejectionTables = map[string]func() []rejection{
	"model":               rejectedByTheModel,
	"targets":             rejectedTargets,
	"pools":               rejectedPools,
	"parts of pools":      rejectedPoolParts,
	"constraints":         rejectedConstraints,
	"attributes":          rejectedAttributes,
	"MFA":                 rejectedMFA,
	"second calls":        rejectedSecondCalls,
	"clients":             rejectedClients,
	"domains":             rejectedDomains,
	"resource servers":    rejectedResourceServers,
	"identity providers":  rejectedIdentityProviders,
	"sign-ins":            rejectedSignIns,
	"challenges":          rejectedChallenges,
	"sessions":            rejectedSessions,
	"authorize endpoint":  rejectedAuthorizations,
	"logout endpoint":     rejectedLogouts,
	"token endpoint":      rejectedTokenRequests,
	"revocation endpoint": rejectedRevocations,
	"userInfo endpoint":   rejectedUserInfo,
	"users and groups":    rejectedUsers,
	"accounts":            rejectedAccounts,
	"choices":             rejectedChoices,
	"management":          rejectedManagement,
	"risk configurations": rejectedRiskConfigurations,
}

// sourcePattern matches the start of a source.
var sourcePattern = regexp.MustCompile(`^(API model|API reference|developer guide: \S|[\w.-]+/[\w.-]+(#\d+|: \S)|captures?\b|unspecified\b)`)

// Each row has a source, and the number of rows does not fall below a minimum.
func TestEveryRejectionHasASource(t *testing.T) {
	const atLeast, fromSources = 150, 120
	all, known := 0, 0
	for table, rows := range rejectionTables {
		names := map[string]bool{}
		for _, r := range rows() {
			assert.Regexp(t, sourcePattern, r.source, "%s: %s", table, r.name)
			assert.False(t, names[r.name], "%s has two rows named %q", table, r.name)
			names[r.name] = true
			all++
			if !strings.Contains(r.source, "unspecified") {
				known++
			}
		}
	}
	assert.GreaterOrEqual(t, all, atLeast)
	assert.GreaterOrEqual(t, known, fromSources, "rows with a public source")
	t.Logf("%d rejected requests, %d of them from public sources", all, known)
}

// checkRejected sends each request of a table and compares the response. Each row has its own pool.
func checkRejected(t *testing.T, rows []rejection) {
	t.Helper()
	checkRows(t, rows, false)
}

// checkRejectedOnOnePool does the same with one pool for all rows, because the keys of a pool that signs tokens take
// time to generate.
func checkRejectedOnOnePool(t *testing.T, rows []rejection) {
	t.Helper()
	checkRows(t, rows, true)
}

func checkRows(t *testing.T, rows []rejection, shared bool) {
	t.Helper()
	base := newScenario(t)
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			s := base.row(t, r, shared)
			for _, g := range r.given {
				s.ok(t, g.action, g.body)
			}
			if r.request.action != "" {
				s.checkAPIError(t, r)
				return
			}
			s.checkDomainResponse(t, r)
		})
	}
}

func (s *scenario) checkAPIError(t *testing.T, r rejection) {
	t.Helper()
	request := call{r.request.action, s.text(t, r.request.body)}
	want := apiError{r.wantError.status, r.wantError.kind, s.text(t, r.wantError.message)}
	s.server.Advance(r.after)
	response, content := s.post(t, request, r.header)
	var got struct {
		Type    string `json:"__type"`
		Message string `json:"message"`
	}
	require.NoError(t, json.Unmarshal([]byte(content), &got), content)
	assert.Equal(t, want, apiError{response.StatusCode, got.Type, got.Message})
	assert.Equal(t, want.kind+":", response.Header.Get("x-amzn-ErrorType"))
	line := strings.TrimSpace(strings.ReplaceAll(want.message, "\n", " ")) // a header has only one line
	assert.Equal(t, line, response.Header.Get("x-amzn-ErrorMessage"))
}

func (s *scenario) checkDomainResponse(t *testing.T, r rejection) {
	t.Helper()
	method, form := r.domainRequest.method, s.text(t, r.domainRequest.form)
	request, err := http.NewRequestWithContext(t.Context(), method, s.text(t, "https://{domain}"+r.domainRequest.target), strings.NewReader(form))
	require.NoError(t, err)
	if form != "" {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range r.domainRequest.header {
		request.Header.Set(name, s.text(t, value))
	}
	body := s.text(t, r.wantResponse.body)
	s.server.Advance(r.after)
	response, err := s.noRedirects.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	assert.Equal(t, r.wantResponse.status, response.StatusCode, string(content))
	for name, value := range r.wantResponse.header {
		assert.Equal(t, s.text(t, value), response.Header.Get(name), name)
	}
	if body != "" {
		assert.Equal(t, body, strings.TrimSuffix(string(content), "\n"))
	}
}
