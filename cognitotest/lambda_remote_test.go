package cognitotest_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func TestRemoteLambdaPostsTheEvent(t *testing.T) {
	t.Parallel()
	var got, response string
	status := http.StatusOK
	runtime := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = r.Method + " " + r.URL.Path + " " + r.Header.Get("Content-Type") + " " + string(body)
		w.WriteHeader(status)
		_, _ = w.Write([]byte(response))
	}))
	defer runtime.Close()
	f, err := cognitotest.RemoteLambda(runtime.URL + "/2015-03-31/functions/function/invocations")
	require.NoError(t, err)

	response = preSignUpEvent
	out, err := f(t.Context(), []byte(`{"version":"1"}`))
	require.NoError(t, err)
	assert.Equal(t, preSignUpEvent, string(out))
	assert.Equal(t, `POST /2015-03-31/functions/function/invocations application/json {"version":"1"}`, got)

	response = `{"errorMessage":"not you","errorType":"Error"}`
	_, err = f(t.Context(), nil)
	require.EqualError(t, err, "not you")
	response, status = "gone", http.StatusBadGateway
	_, err = f(t.Context(), nil)
	require.ErrorContains(t, err, "answered 502 Bad Gateway")
}

// The timeout of a function also ends the request to its runtime.
func TestRemoteLambdaEndsWithItsContext(t *testing.T) {
	t.Parallel()
	hang := make(chan struct{})
	runtime := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-hang }))
	defer runtime.Close()
	defer close(hang)
	f, err := cognitotest.RemoteLambda(runtime.URL)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	_, err = f(ctx, nil)
	require.ErrorIs(t, err, context.DeadlineExceeded)
}

func TestRemoteLambdaRejectsOtherHosts(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://127.0.0.1:9000/":         `cognitotest: "https://127.0.0.1:9000/" is not an http URL`,
		"127.0.0.1:9000":                  `cognitotest: "127.0.0.1:9000" is not an http URL`,
		"http://lambda.us-east-1.aws/run": "cognitotest: lambda.us-east-1.aws is not on this machine: use 127.0.0.1, [::1] or localhost",
		"http://10.0.0.1/":                "cognitotest: 10.0.0.1 is not on this machine: use 127.0.0.1, [::1] or localhost",
	} {
		_, err := cognitotest.RemoteLambda(address)
		require.EqualError(t, err, want)
	}
	for _, address := range []string{"http://localhost:9000/", "http://[::1]:9000/"} {
		_, err := cognitotest.RemoteLambda(address)
		require.NoError(t, err)
	}
}
