package control_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// seenRequest is a request as the document describes it.
type seenRequest struct {
	Time        time.Time `json:"time"`
	Host        string    `json:"host"`
	Method      string    `json:"method"`
	Path        string    `json:"path"`
	Action      string    `json:"action"`
	UserPoolID  string    `json:"user_pool_id"`
	ClientID    string    `json:"client_id"`
	Status      int       `json:"status"`
	Error       string    `json:"error"`
	Description string    `json:"description"`
	Duration    float64   `json:"duration_seconds"`
	Fault       string    `json:"fault"`
}

func (e emulator) requests(t *testing.T, query string) (actions []string, all []seenRequest) {
	t.Helper()
	var list struct{ Requests []seenRequest }
	e.call(t, http.MethodGet, "/requests"+query, "").into(t, &list)
	require.NotNil(t, list.Requests, "an empty list is not null")
	actions = []string{}
	for _, r := range list.Requests {
		actions = append(actions, r.Action)
	}
	return actions, list.Requests
}

func TestRequestsAreListedFilteredAndDeleted(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	actions, _ := e.requests(t, "")
	assert.Empty(t, actions)

	pool := e.api(t, "CreateUserPool", `{"PoolName":"orders"}`).at("UserPool", "Id")
	e.Advance(time.Hour)
	later := e.Now()
	status, _ := e.tryAPI(t, "DescribeUserPoolClient", `{"UserPoolId":"`+pool+`","ClientId":"1a2b3c4d5e6f7g8h9i0j1k2l3m"}`)
	require.Equal(t, http.StatusBadRequest, status)
	e.api(t, "DescribeUserPool", `{"UserPoolId":"`+pool+`"}`)

	var all []seenRequest
	require.Eventually(t, func() bool { actions, all = e.requests(t, ""); return len(actions) == 3 }, 10*time.Second, time.Millisecond)
	assert.Equal(t, []string{"CreateUserPool", "DescribeUserPoolClient", "DescribeUserPool"}, actions)
	got := all[1]
	assert.WithinDuration(t, later, got.Time, time.Minute)
	assert.Positive(t, got.Duration)
	got.Time, got.Duration = time.Time{}, 0
	assert.Equal(t, seenRequest{
		Host: e.URL[len("http://"):], Method: "POST", Path: "/", Action: "DescribeUserPoolClient", UserPoolID: pool, ClientID: "1a2b3c4d5e6f7g8h9i0j1k2l3m",
		Status: 400, Error: "ResourceNotFoundException", Description: "User pool client 1a2b3c4d5e6f7g8h9i0j1k2l3m does not exist.",
	}, got)

	for query, want := range map[string][]string{
		"?action=DescribeUserPool":          {"DescribeUserPool"},
		"?action=Describe":                  {},
		"?action=":                          {},
		"?status=400":                       {"DescribeUserPoolClient"},
		"?status=200":                       {"CreateUserPool", "DescribeUserPool"},
		"?status=0":                         {},
		"?status=200&action=CreateUserPool": {"CreateUserPool"},
		"?since=" + url.QueryEscape(later.Format(time.RFC3339Nano)): {"DescribeUserPoolClient", "DescribeUserPool"},
		"?since=2100-01-01T00:00:00Z":                               {},
		"?status=200&since=" + later.UTC().Format(time.RFC3339Nano): {"DescribeUserPool"},
	} {
		actions, _ := e.requests(t, query)
		assert.Equal(t, want, actions, query)
	}
	assert.Equal(t, `{"deleted":3}`+"\n", e.call(t, http.MethodDelete, "/requests", "").body)
	assert.Equal(t, `{"deleted":0}`+"\n", e.call(t, http.MethodDelete, "/requests", "").body)
	actions, _ = e.requests(t, "")
	assert.Empty(t, actions)
}

func TestRequestsRejectInvalidFilters(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	for query, want := range map[string]string{
		"?status=4xx":            `"4xx" is not a status. Write a number such as 400, or 0 for the requests without a response.`,
		"?status=":               `"" is not a status. Write a number such as 400, or 0 for the requests without a response.`,
		"?since=yesterday":       `"yesterday" is not a time. Write it as in RFC 3339, such as "2027-01-31T00:00:00Z".`,
		"?since=2027-01-31":      `"2027-01-31" is not a time. Write it as in RFC 3339, such as "2027-01-31T00:00:00Z".`,
		"?path=/oauth2/token":    `"path" is not a parameter of this path. It has action, status, since.`,
		"?status=400&status=500": `The parameter "status" is in the query more than once. Write it once.`,
	} {
		assert.Equal(t, want, e.call(t, http.MethodGet, "/requests"+query, "").detail(t, http.StatusBadRequest), query)
	}
	assert.Equal(t, `"status" is not a parameter of this path, which has none.`, e.call(t, http.MethodDelete, "/requests?status=400", "").detail(t, http.StatusBadRequest))
	assert.Equal(t, "/_cognitotest/requests does not accept POST. It accepts DELETE, GET.", e.call(t, http.MethodPost, "/requests", "{}").detail(t, http.StatusMethodNotAllowed))
}
