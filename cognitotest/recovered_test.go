package cognitotest

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func TestRecoveredReportsAFailedWrite(t *testing.T) {
	t.Parallel()
	serve := func(fault any) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		(&Server{config: Config{}.withDefaults()}).recovered(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if fault != nil {
				panic(fault)
			}
			w.WriteHeader(http.StatusTeapot)
		})).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", nil))
		return w
	}
	w := serve(&transaction.JournalError{Err: errors.New("no space left on device")})
	assert.Equal(t, http.StatusInternalServerError, w.Code)
	assert.Equal(t, "InternalErrorException:", w.Header().Get("x-amzn-ErrorType"))
	assert.JSONEq(t, `{"__type": "InternalErrorException", "message": "the state cannot be written: no space left on device"}`, w.Body.String())

	assert.Equal(t, http.StatusTeapot, serve(nil).Code)
	assert.PanicsWithValue(t, http.ErrAbortHandler, func() { serve(http.ErrAbortHandler) }, "another panic is repeated")
}

// If a change cannot be written, the request fails, and the change is not in memory either.
func TestFailedWriteChangesNothing(t *testing.T) {
	t.Parallel()
	s, err := Start(Config{StateDir: t.TempDir()})
	require.NoError(t, err)
	defer s.Close()
	pool, err := s.store.CreatePool("us-east-1", userpool.Pool{Name: "orders"})
	require.NoError(t, err)
	require.NoError(t, s.journal.Close())

	call := func(action, body string) *http.Response {
		request, err := http.NewRequest(http.MethodPost, s.URL, strings.NewReader(body))
		require.NoError(t, err)
		request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+action)
		request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=id/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00")
		request.Header.Set("Content-Type", "application/x-amz-json-1.1")
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		_ = response.Body.Close()
		return response
	}
	create := call("CreateGroup", `{"UserPoolId": "`+pool.ID+`", "GroupName": "staff"}`)
	assert.Equal(t, http.StatusInternalServerError, create.StatusCode)
	assert.Equal(t, "the state cannot be written: database not open", create.Header.Get("x-amzn-ErrorMessage"))
	assert.Equal(t, http.StatusBadRequest, call("GetGroup", `{"UserPoolId": "`+pool.ID+`", "GroupName": "staff"}`).StatusCode)
	assert.Equal(t, http.StatusOK, call("DescribeUserPool", `{"UserPoolId": "`+pool.ID+`"}`).StatusCode)
	assert.Panics(t, func() { s.Advance(1) })
}

// After the state file is lost, every change fails, and the response and the log report it.
func TestLostStateRejectsChanges(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var log strings.Builder
	s, err := Start(Config{StateDir: dir, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelError}))})
	require.NoError(t, err)
	defer s.Close()
	require.NoError(t, s.StateError())
	require.NoError(t, os.Rename(filepath.Join(dir, "state.db"), filepath.Join(dir, "elsewhere")))
	for _, want := range []string{"was removed, replaced or cut off while the server ran: restart the server", "check the disk and restart the server"} {
		request, err := http.NewRequest(http.MethodPost, s.URL, strings.NewReader(`{"PoolName":"orders"}`))
		require.NoError(t, err)
		request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService.CreateUserPool")
		request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=id/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00")
		request.Header.Set("Content-Type", "application/x-amz-json-1.1")
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		_ = response.Body.Close()
		assert.Equal(t, http.StatusInternalServerError, response.StatusCode)
		assert.Contains(t, response.Header.Get("x-amzn-ErrorMessage"), want)
	}
	require.ErrorContains(t, s.StateError(), "was removed, replaced or cut off")
	s.Close()
	assert.Equal(t, 2, strings.Count(log.String(), "level=ERROR"))
	assert.Empty(t, s.store.Pools("us-east-1"))
}
