package awsconfig

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
)

// stall begins a response with a status and a body, and sends nothing more.
func stall(t *testing.T, status int, begin string) (address string, asked *atomic.Int64) {
	t.Helper()
	asked = new(atomic.Int64)
	end := make(chan struct{})
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if status != 0 {
			w.Header().Set("Content-Type", "application/x-amz-json-1.1")
			w.WriteHeader(status)
			_, _ = w.Write([]byte(begin))
			w.(http.Flusher).Flush()
		}
		select {
		case <-end:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(service.Close)
	t.Cleanup(func() { close(end) })
	return service.URL, asked
}

func shorten(t *testing.T, limit time.Duration) {
	t.Helper()
	before := deadline
	deadline = limit
	t.Cleanup(func() { deadline = before })
}

// A request without a complete response before the deadline is not retried: the service may have processed it.
func TestSDKRequestsHaveADeadline(t *testing.T) {
	for _, tt := range []struct {
		name   string
		status int
		begin  string
	}{
		{"no headers", 0, ""},
		{"only headers", 200, ""},
		{"half a body", 200, `{"UserPool":{"Id":`},
		{"half an error", 400, `{"__type":`},
		{"half an error of the service", 500, `{"__type":`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			shorten(t, 150*time.Millisecond)
			address, asked := stall(t, tt.status, tt.begin)
			isolate(t, map[string]string{"AWS_ENDPOINT_URL": address}, "[default]\nregion = eu-west-1\n", "[default]\n"+keys)
			loaded, err := Load(t.Context(), Options{})
			require.NoError(t, err)
			_, err = cognitoidentityprovider.NewFromConfig(loaded).DescribeUserPool(t.Context(), &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: aws.String("eu-west-1_Ab12Cd34E")})
			assert.ErrorAs(t, err, new(*exchange.TimeoutError))
			assert.ErrorContains(t, err, "no complete response within 150ms")
			assert.EqualValues(t, 1, asked.Load())
		})
	}
}

func TestHTTPClientHasADeadline(t *testing.T) {
	isolate(t, nil, "", "[default]\n"+keys)
	loaded, err := Load(t.Context(), Options{})
	require.NoError(t, err)
	for _, config := range []aws.Config{{}, loaded} {
		transport, ok := HTTPClient(config).Transport.(*exchange.Transport)
		require.True(t, ok)
		assert.Equal(t, exchange.Transport{Next: transport.Next}, *transport, "the limits are those of package exchange")
	}
}

// The credential chain of the SDK uses its own HTTP clients.
func TestCredentialRequestsHaveADeadline(t *testing.T) {
	shorten(t, 150*time.Millisecond)
	address, _ := stall(t, 200, `{"AccessKeyId":`)
	isolate(t, map[string]string{"AWS_CONTAINER_CREDENTIALS_FULL_URI": address}, "", "")
	_, err := Load(t.Context(), Options{})
	require.Error(t, err)
	assert.Contains(t, err.Error(), "the AWS credentials cannot be loaded: ")
	assert.Contains(t, err.Error(), "sent no complete response within 150ms. Check the network")
}

func TestCredentialErrorSuggestsTheFix(t *testing.T) {
	assume := &smithy.OperationError{ServiceID: "STS", OperationName: "AssumeRole", Err: &smithyhttp.RequestSendError{Err: context.DeadlineExceeded}}
	for _, tt := range []struct {
		name string
		err  error
		want string
	}{
		{"a timeout", assume, "the AWS credentials cannot be loaded: STS: AssumeRole sent no complete response within 30s. Check the network, or name another profile with --profile"},
		{"access denied", &smithy.GenericAPIError{Code: "AccessDenied", Message: "No."}, "the AWS credentials cannot be loaded: api error AccessDenied: No.. Sign in again, for example with `aws sso login`, or name another profile with --profile"},
	} {
		assert.EqualError(t, withoutCredentials(tt.err), tt.want, tt.name)
	}
}
