package requestlog

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLogKeepsTheLastRequests(t *testing.T) {
	t.Parallel()
	var l Log
	assert.Empty(t, l.List())
	for i := 1; i <= Size; i++ {
		l.Add(Request{Status: i})
	}
	require.Len(t, l.List(), Size)
	assert.Equal(t, 1, l.List()[0].Status)
	for i := Size + 1; i <= 2*Size+3; i++ {
		l.Add(Request{Status: i})
	}
	requests := l.List()
	require.Len(t, requests, Size)
	for i, r := range requests {
		assert.Equal(t, Size+4+i, r.Status, "oldest first")
		assert.EqualValues(t, Size+4+i, r.Number)
	}
	assert.Equal(t, Size, l.Clear())
	assert.Zero(t, l.Clear())
	assert.Empty(t, l.List())
	l.Add(Request{Status: 1})
	last := l.List()
	require.Len(t, last, 1)
	assert.Equal(t, 1, last[0].Status)
	assert.Greater(t, last[0].Number, requests[Size-1].Number, "no request gets the number of another one")
}

// A client id that the server does not know has no pool.
func TestListFindsThePoolOfAClient(t *testing.T) {
	t.Parallel()
	l := Log{PoolOf: func(clientID string) string { return map[string]string{"web": "us-east-1_A"}[clientID] }}
	for _, r := range []Request{{ClientID: "web"}, {ClientID: "web", PoolID: "us-east-1_B"}, {ClientID: "other"}, {}} {
		l.Add(r)
	}
	assert.Equal(t, []Request{{Number: 1, ClientID: "web", PoolID: "us-east-1_A"}, {Number: 2, ClientID: "web", PoolID: "us-east-1_B"}, {Number: 3, ClientID: "other"}, {Number: 4}}, l.List())
}

func TestResponseDescribesErrors(t *testing.T) {
	t.Parallel()
	const jsonType = "application/json;charset=UTF-8"
	for _, tt := range []struct {
		name                    string
		header                  map[string]string
		status                  int
		body                    string
		wantError, wantDescript string
	}{
		{"exception", map[string]string{"X-Amzn-Errortype": "NotAuthorizedException:", "X-Amzn-Errormessage": "Invalid Refresh Token"}, 400, `{"__type":"x"}`, "NotAuthorizedException", "Invalid Refresh Token"},
		{"OAuth error", map[string]string{"Content-Type": jsonType}, 400, `{"error":"unauthorized_client","error_description":"invalid_redirect"}`, "unauthorized_client", "invalid_redirect"},
		{"OAuth error without a description", map[string]string{"Content-Type": jsonType}, 400, `{"error":"invalid_grant"}`, "invalid_grant", ""},
		{"unknown pool", map[string]string{"Content-Type": jsonType}, 404, `{"message":"User pool x does not exist."}`, "", "User pool x does not exist."},
		{"redirect with an error", map[string]string{"Location": "https://app.example.com/cb?error=invalid_scope&error_description=no+such+scope&state=secret"}, 302, "", "invalid_scope", "no such scope"},
		{"redirect with an error in the fragment", map[string]string{"Location": "https://app.example.com/cb?x=1#error=access_denied&state=secret"}, 302, "", "access_denied", ""},
		{"redirect with a code", map[string]string{"Location": "https://app.example.com/cb?code=secret&state=secret"}, 302, "", "", ""},
		{"redirect with tokens", map[string]string{"Location": "https://app.example.com/cb#access_token=secret&state=no_error=1"}, 302, "", "", ""},
		{"redirect that is not a URL", map[string]string{"Location": "https://%zz/?error=x"}, 302, "", "", ""},
		{"tokens", map[string]string{"Content-Type": jsonType}, 200, `{"error":"of a claim","access_token":"secret"}`, "", ""},
		{"page", map[string]string{"Content-Type": "text/html"}, 400, `{"error":"x"}`, "", ""},
		{"JSON of another form", map[string]string{"Content-Type": jsonType}, 400, `{"error":{"code":1}}`, "", ""},
		{"long JSON", map[string]string{"Content-Type": jsonType}, 400, `{"error":"x","error_description":"` + strings.Repeat("y", maxErrorBody) + `"}`, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			recorder := httptest.NewRecorder()
			w := &Response{ResponseWriter: recorder}
			for name, value := range tt.header {
				w.Header().Set(name, value)
			}
			w.WriteHeader(tt.status)
			for _, part := range strings.SplitAfter(tt.body, ",") {
				_, err := w.Write([]byte(part))
				require.NoError(t, err)
			}
			var r Request
			w.Describe(&r)
			assert.Equal(t, Request{Status: tt.status, Error: tt.wantError, Description: tt.wantDescript}, r)
			assert.Equal(t, tt.body, recorder.Body.String(), "the client gets the whole body")
			assert.Equal(t, tt.status, recorder.Code)
		})
	}
}

func TestResponseWithoutAStatusIs200(t *testing.T) {
	t.Parallel()
	w := &Response{ResponseWriter: httptest.NewRecorder()}
	r := Request{Status: http.StatusBadRequest}
	w.Describe(&r)
	assert.Equal(t, http.StatusBadRequest, r.Status, "nothing was sent")
	_, err := w.Write([]byte("x"))
	require.NoError(t, err)
	w.Describe(&r)
	assert.Equal(t, http.StatusOK, r.Status)
}

// http.ResponseController reaches the connection.
func TestResponseUnwraps(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		assert.NoError(t, http.NewResponseController(&Response{ResponseWriter: w}).SetReadDeadline(time.Time{}))
	}))
	defer server.Close()
	response, err := server.Client().Get(server.URL)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
}
