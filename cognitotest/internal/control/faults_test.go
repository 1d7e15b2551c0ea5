package control_test

import (
	"net/http"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func (e emulator) faults(t *testing.T) string {
	t.Helper()
	got := e.call(t, http.MethodGet, "/faults", "")
	require.Equal(t, http.StatusOK, got.status)
	return got.body
}

func TestFaultsAreInjectedListedAndDeleted(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	assert.Equal(t, `{"faults":[]}`+"\n", e.faults(t))

	const throttle, late = `"action":"RevokeToken","endpoint":"","kind":"throttle","delay":"","count":2,"all":false}`, `"action":"","endpoint":"/oauth2/token","kind":"delay","delay":"1m0s","count":0,"all":true}`
	for body, want := range map[string]string{
		`{"action":"RevokeToken","kind":"throttle","count":2}`:                     throttle,
		`{"endpoint":"/oauth2/token","kind":"delay","delay":"60000ms","all":true}`: late,
	} {
		got := e.call(t, http.MethodPost, "/faults", body)
		assert.Equal(t, http.StatusCreated, got.status, got.body)
		assert.Regexp(t, `^\{"id":[12],`+regexp.QuoteMeta(want)+"\n$", got.body)
	}
	assert.Contains(t, e.faults(t), throttle)
	assert.Contains(t, e.faults(t), late)
	assert.Len(t, e.Faults(), 2)

	status, body := e.tryAPI(t, "RevokeToken", "{}")
	assert.Equal(t, http.StatusBadRequest, status)
	assert.Equal(t, "TooManyRequestsException", body.at("__type"))
	assert.Contains(t, e.faults(t), `"kind":"throttle","delay":"","count":1,`)

	assert.Equal(t, `{"deleted":2}`+"\n", e.call(t, http.MethodDelete, "/faults", "").body)
	assert.Equal(t, `{"deleted":0}`+"\n", e.call(t, http.MethodDelete, "/faults", "").body)
	assert.Equal(t, `{"faults":[]}`+"\n", e.faults(t))
}

func TestFaultsRejectInvalidRequests(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	for body, want := range map[string]string{
		`{"action":"InitiateAuht","kind":"throttle","count":1}`:                `"InitiateAuht" is not an action of the emulator: the nearest is InitiateAuth.`,
		`{"endpoint":"/oauth/token","kind":"throttle","count":1}`:              `"/oauth/token" is not an endpoint of the emulator: the nearest is /oauth2/token.`,
		`{"endpoint":"/_cognitotest/clock","kind":"throttle","count":1}`:       `"/_cognitotest/clock" is not an endpoint of the emulator: the nearest is /logout.`,
		`{"kind":"throttle","count":1}`:                                        "the fault has no action and no endpoint: write one of them, such as the action InitiateAuth or the endpoint /oauth2/token.",
		`{"action":"GetUser","endpoint":"/login","kind":"throttle","count":1}`: "the fault has the action GetUser and the endpoint /login: write one fault for each.",
		`{"action":"GetUser","kind":"slow","count":1}`:                         `"slow" is not a kind of fault: write throttle, internal-error, delay, cut-before or cut-after.`,
		`{"action":"GetUser","kind":"throttle"}`:                               "0 is not a count: write how many requests fail, from 1, or that all do.",
		`{"action":"GetUser","kind":"throttle","count":-2}`:                    "-2 is not a count: write how many requests fail, from 1, or that all do.",
		`{"action":"GetUser","kind":"throttle","count":1,"all":true}`:          "the fault has the count 1 and applies to all requests: write one of them.",
		`{"action":"GetUser","kind":"delay","delay":"-2s","count":1}`:          "-2s is not a delay: write a duration up to 1m, such as 2s.",
		`{"action":"GetUser","kind":"delay","delay":"2","count":1}`:            `"2" is not a delay: write a duration up to 1m, such as "2s".`,
		`{"action":"GetUser","kind":"delay","delay":"","count":1}`:             `"" is not a delay: write a duration up to 1m, such as "2s".`,
		`{"action":"GetUser","kind":"throttle","delay":"2s","count":1}`:        "the kind throttle has no delay: remove the delay, or write the kind delay.",
		`{"action":"GetUser","kind":"throttle","count":"1"}`:                   `The member "count" is a JSON string, and its type is int.`,
		`{"action":"GetUser","kind":"throttle","count":1.5}`:                   `The member "count" is a JSON number 1.5, and its type is int.`,
		`{"action":"GetUser","kind":"throttle","times":1}`:                     `"times" is not a member of the body of this request.`,
		`[{"action":"GetUser","kind":"throttle","count":1}]`:                   "The body is a JSON array. Send an object.",
	} {
		assert.Equal(t, want, e.call(t, http.MethodPost, "/faults", body).detail(t, http.StatusBadRequest), body)
	}
	assert.Equal(t, "This request has no body. Send it without one.", e.call(t, http.MethodDelete, "/faults", `{}`).detail(t, http.StatusBadRequest))
	assert.Equal(t, "A POST request requires the header X-Cognitotest: 1.",
		e.send(t, http.MethodPost, "/faults", `{"action":"GetUser","kind":"throttle","count":1}`, http.Header{"Content-Type": {"application/json"}}).detail(t, http.StatusForbidden))
	assert.Empty(t, e.Faults(), "no rejected request injects a fault")
}

func TestOneFaultIsDeleted(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	const fault = `{"action":"GetUser","kind":"throttle","count":1}`
	for range 2 {
		require.Equal(t, http.StatusCreated, e.call(t, http.MethodPost, "/faults", fault).status)
	}
	assert.Equal(t, http.StatusNoContent, e.call(t, http.MethodDelete, "/faults/1", "").status)
	assert.Equal(t, `{"faults":[{"id":2,"action":"GetUser","endpoint":"","kind":"throttle","delay":"","count":1,"all":false}]}`+"\n", e.faults(t))
	for _, id := range []string{"1", "0", "99", "-2", "two", "2.0", "99999999999999999999"} {
		assert.Equal(t, `No fault has the id "`+id+`", or it has no requests left. GET /_cognitotest/faults lists the faults.`,
			e.call(t, http.MethodDelete, "/faults/"+id, "").detail(t, http.StatusNotFound))
	}
	assert.Equal(t, "This request has no body. Send it without one.", e.call(t, http.MethodDelete, "/faults/2", "{}").detail(t, http.StatusBadRequest))
	assert.Equal(t, "A DELETE request requires the header X-Cognitotest: 1.", e.send(t, http.MethodDelete, "/faults/2", "", http.Header{}).detail(t, http.StatusForbidden))
	assert.Len(t, e.Faults(), 1)
}

// A page of another origin adds and deletes no fault, whatever headers it may send.
func TestFaultsOfAnotherOriginAreRejected(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	const fault = `{"action":"GetUser","kind":"throttle","count":1}`
	require.Equal(t, http.StatusCreated, e.call(t, http.MethodPost, "/faults", fault).status)
	for _, foreign := range []http.Header{
		{"Origin": {"https://attacker.example"}}, {"Origin": {"null"}}, {"Origin": {"http://127.0.0.1:3000"}}, {"Sec-Fetch-Site": {"same-site"}},
		{"Origin": {e.URL}, "Sec-Fetch-Site": {"cross-site"}},
	} {
		header := foreign.Clone()
		header.Set("X-Cognitotest", "1")
		assert.Contains(t, e.send(t, http.MethodDelete, "/faults/1", "", header).detail(t, http.StatusForbidden), "requests of web pages of another origin")
		header.Set("Content-Type", "application/json")
		assert.Contains(t, e.send(t, http.MethodPost, "/faults", fault, header).detail(t, http.StatusForbidden), "requests of web pages of another origin")
	}
	assert.Len(t, e.Faults(), 1)
}

// An error names the member of the body, for a form that shows it there.
func TestFaultErrorsNameTheMember(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	for body, want := range map[string]string{
		`{"action":"InitiateAuht","kind":"throttle","count":1}`:       "#/action",
		`{"endpoint":"/oauth/token","kind":"throttle","count":1}`:     "#/endpoint",
		`{"action":"GetUser","kind":"slow","count":1}`:                "#/kind",
		`{"action":"GetUser","kind":"throttle","count":0}`:            "#/count",
		`{"action":"GetUser","kind":"delay","delay":"2","count":1}`:   "#/delay",
		`{"action":"GetUser","kind":"delay","delay":"-2s","count":1}`: "#/delay",
		`{"action":"GetUser","kind":"throttle","count":"1"}`:          "",
		`{}{}`: "",
	} {
		got := e.call(t, http.MethodPost, "/faults", body)
		require.Equal(t, http.StatusBadRequest, got.status)
		var problem map[string]any
		got.into(t, &problem)
		if want == "" {
			assert.NotContains(t, problem, "pointer", body)
		} else {
			assert.Equal(t, want, problem["pointer"], body)
		}
	}
}

// The document accepts the combinations of members that the API accepts, and no others.
func TestDocumentDescribesFaultsThatAreAccepted(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	for _, tt := range []struct {
		name, body string
		status     int
	}{
		{"an action with a count", `{"action":"GetUser","kind":"throttle","count":1}`, http.StatusCreated},
		{"an endpoint for all requests", `{"endpoint":"/login","kind":"cut-after","all":true}`, http.StatusCreated},
		{"a count, and not all", `{"action":"RevokeToken","kind":"throttle","count":2,"all":false}`, http.StatusCreated},
		{"a delay", `{"action":"SignUp","kind":"delay","delay":"2s","count":1}`, http.StatusCreated},
		{"neither a count nor all", `{"action":"GetUser","kind":"throttle"}`, http.StatusBadRequest},
		{"not all, without a count", `{"action":"GetUser","kind":"throttle","all":false}`, http.StatusBadRequest},
		{"a count and all", `{"action":"GetUser","kind":"throttle","count":1,"all":true}`, http.StatusBadRequest},
		{"a count of 0", `{"action":"GetUser","kind":"throttle","count":0}`, http.StatusBadRequest},
		{"an action and an endpoint", `{"action":"GetUser","endpoint":"/login","kind":"throttle","count":1}`, http.StatusBadRequest},
		{"neither an action nor an endpoint", `{"kind":"throttle","count":1}`, http.StatusBadRequest},
		{"no kind", `{"action":"GetUser","count":1}`, http.StatusBadRequest},
		{"an unknown kind", `{"action":"GetUser","kind":"slow","count":1}`, http.StatusBadRequest},
		{"the kind delay without a delay", `{"action":"GetUser","kind":"delay","count":1}`, http.StatusBadRequest},
		{"a delay of another kind", `{"action":"GetUser","kind":"throttle","delay":"2s","count":1}`, http.StatusBadRequest},
		{"an unknown member", `{"action":"GetUser","kind":"throttle","count":1,"times":1}`, http.StatusBadRequest},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := e.call(t, http.MethodPost, "/faults", tt.body)
			assert.Equal(t, tt.status, got.status, got.body)
			assert.Equal(t, tt.status == http.StatusCreated, describesRequest(t, http.MethodPost, "/faults", tt.body) == nil, "the document")
		})
	}
}
