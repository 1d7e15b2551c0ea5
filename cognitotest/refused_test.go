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

// refused is a request that Cognito refuses, as a client sends it to the production host, and what it answers: data
// for a person who knows the service to read and to correct.
//
// A name in braces, such as {pool} or {refresh token}, stands for what a fixture makes (refused_fixture_test.go).
type refused struct {
	name string
	// source is where the answer is known from: the API model or reference, a page of the developer guide, an issue
	// (owner/repository#number), a repository of measured answers, captures of live pools. It says "chosen" of what
	// public sources are silent about.
	source string

	pool   string        // CreateUserPool of {pool}; "" stands for one that has nothing but a name
	client string        // CreateUserPoolClient of {client}; "" stands for a public client with every flow
	given  []call        // what succeeds before
	after  time.Duration // by which the clock moves before the request

	request  call              // to an action of the API, signed
	header   map[string]string // of that request, where it is not the usual one
	fault    fault
	browsing browsing // or a request to an endpoint of the domain
	page     page
}

// call is a request to an action of the API.
type call struct{ action, body string }

// fault is the answer of the API: its status, type (of the body and of the header x-amzn-ErrorType) and message.
type fault struct {
	status        int
	kind, message string
}

// browsing is a request to the pool's domain. With a form it is a POST of that form.
type browsing struct {
	method, target string
	header         map[string]string
	form           string
}

// page is the answer of an endpoint of the domain. Where header or body is empty, it is not compared.
type page struct {
	status int
	header map[string]string
	body   string
}

// refusedTables are all rows, each table with the test beside it.
var refusedTables = map[string]func() []refused{
	"model":               refusedByTheModel,
	"targets":             refusedTargets,
	"pools":               refusedPools,
	"parts of pools":      refusedPoolParts,
	"constraints":         refusedConstraints,
	"attributes":          refusedAttributes,
	"MFA":                 refusedMFA,
	"second calls":        refusedSecondCalls,
	"clients":             refusedClients,
	"domains":             refusedDomains,
	"resource servers":    refusedResourceServers,
	"identity providers":  refusedIdentityProviders,
	"sign-ins":            refusedSignIns,
	"challenges":          refusedChallenges,
	"sessions":            refusedSessions,
	"authorize endpoint":  refusedAuthorizations,
	"logout endpoint":     refusedLogouts,
	"token endpoint":      refusedTokenRequests,
	"revocation endpoint": refusedRevocations,
	"userInfo endpoint":   refusedUserInfo,
	"users and groups":    refusedUsers,
	"accounts":            refusedAccounts,
	"choices":             refusedChoices,
	"management":          refusedManagement,
	"risk configurations": refusedRiskConfigurations,
}

// sources are the beginnings that a source may have.
var sources = regexp.MustCompile(`^(API model|API reference|developer guide: \S|[\w.-]+/[\w.-]+(#\d+|: \S)|captures?\b|chosen\b)`)

// TestRefusedRequests counts the rows and sees that each says where its answer is known from.
func TestRefusedRequests(t *testing.T) {
	const atLeast, fromSources = 150, 120
	all, known := 0, 0
	for table, rows := range refusedTables {
		names := map[string]bool{}
		for _, r := range rows() {
			assert.Regexp(t, sources, r.source, "%s: %s", table, r.name)
			assert.False(t, names[r.name], "%s has two rows named %q", table, r.name)
			names[r.name] = true
			all++
			if !strings.Contains(r.source, "chosen") {
				known++
			}
		}
	}
	assert.GreaterOrEqual(t, all, atLeast)
	assert.GreaterOrEqual(t, known, fromSources, "rows whose answer was not chosen")
	t.Logf("%d refused requests, %d of them from public sources", all, known)
}

// checkRefused sends each request of a table and compares the answer. Each row has a pool of its own.
func checkRefused(t *testing.T, rows []refused) {
	t.Helper()
	checkRows(t, rows, false)
}

// checkRefusedOnOnePool does so on one pool for all rows: a pool that signs tokens takes a while to make its keys.
func checkRefusedOnOnePool(t *testing.T, rows []refused) {
	t.Helper()
	checkRows(t, rows, true)
}

func checkRows(t *testing.T, rows []refused, shared bool) {
	t.Helper()
	standing := newScenario(t)
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			s := standing.row(t, r, shared)
			for _, g := range r.given {
				s.ok(t, g.action, g.body)
			}
			if r.request.action != "" {
				s.checkFault(t, r)
				return
			}
			s.checkPage(t, r)
		})
	}
}

func (s *scenario) checkFault(t *testing.T, r refused) {
	t.Helper()
	request := call{r.request.action, s.text(t, r.request.body)}
	want := fault{r.fault.status, r.fault.kind, s.text(t, r.fault.message)}
	s.server.Advance(r.after)
	response, content := s.post(t, request, r.header)
	var got struct {
		Type    string `json:"__type"`
		Message string `json:"message"`
	}
	require.NoError(t, json.Unmarshal([]byte(content), &got), content)
	assert.Equal(t, want, fault{response.StatusCode, got.Type, got.Message})
	assert.Equal(t, want.kind+":", response.Header.Get("x-amzn-ErrorType"))
	line := strings.TrimSpace(strings.ReplaceAll(want.message, "\n", " ")) // a header has one
	assert.Equal(t, line, response.Header.Get("x-amzn-ErrorMessage"))
}

func (s *scenario) checkPage(t *testing.T, r refused) {
	t.Helper()
	method, form := r.browsing.method, s.text(t, r.browsing.form)
	request, err := http.NewRequestWithContext(t.Context(), method, s.text(t, "https://{domain}"+r.browsing.target), strings.NewReader(form))
	require.NoError(t, err)
	if form != "" {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range r.browsing.header {
		request.Header.Set(name, s.text(t, value))
	}
	body := s.text(t, r.page.body)
	s.server.Advance(r.after)
	response, err := s.unfollowed.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	assert.Equal(t, r.page.status, response.StatusCode, string(content))
	for name, value := range r.page.header {
		assert.Equal(t, s.text(t, value), response.Header.Get(name), name)
	}
	if body != "" {
		assert.Equal(t, body, strings.TrimSuffix(string(content), "\n"))
	}
}
