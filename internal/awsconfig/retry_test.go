package awsconfig

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
)

func TestRetryerRetriesThrottlingErrors(t *testing.T) {
	t.Parallel()
	retryer := NewRetryer()
	require.IsType(t, &retry.AdaptiveMode{}, retryer.(quotaRetryer).RetryerV2)
	for _, tt := range []struct {
		name string
		err  error
		want bool
	}{
		{"too many requests", &smithy.GenericAPIError{Code: "TooManyRequestsException"}, true},
		{"throttling", &smithy.GenericAPIError{Code: "ThrottlingException"}, true},
		{"429 without a code of the service", rejection(http.StatusTooManyRequests, ""), true},
		{"403 without a code of the service", rejection(http.StatusForbidden, ""), false},
		{"no complete response", &smithyhttp.RequestSendError{Err: &exchange.TimeoutError{After: time.Second}}, false},
		{"not authorized", &smithy.GenericAPIError{Code: "NotAuthorizedException"}, false},
		{"access denied", &smithy.GenericAPIError{Code: "AccessDeniedException"}, false},
		{"no such pool", &smithy.GenericAPIError{Code: "ResourceNotFoundException"}, false},
	} {
		assert.Equal(t, tt.want, retryer.IsErrorRetryable(tt.err), tt.name)
	}
	for attempt := 1; attempt <= throttledAttempts; attempt++ {
		delay, err := retryer.RetryDelay(attempt, &smithy.GenericAPIError{Code: "TooManyRequestsException"})
		require.NoError(t, err)
		assert.LessOrEqual(t, delay, maxBackoff)
	}
	// The default retryer has tokens for a hundred retries.
	for range 1000 {
		_, err := retryer.GetRetryToken(t.Context(), &smithy.GenericAPIError{Code: "TooManyRequestsException"})
		require.NoError(t, err)
	}
}

// rejection returns the error of a response with a status and a Retry-After header.
func rejection(status int, retryAfter string) error {
	header := http.Header{}
	if retryAfter != "" {
		header.Set("Retry-After", retryAfter)
	}
	return &smithyhttp.ResponseError{Response: &smithyhttp.Response{Response: &http.Response{StatusCode: status, Header: header}}, Err: &smithy.GenericAPIError{Code: "UnknownError"}}
}

// The retryer waits as long as Retry-After requires, up to exchange.MaxWait.
func TestRetryerObeysRetryAfter(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		err     error
		attempt int
		least   time.Duration
		ends    bool
	}{
		{"a wait", rejection(429, "20"), 1, 20 * time.Second, false},
		{"a late attempt", rejection(429, "20"), throttledAttempts, 20 * time.Second, false},
		{"no wait", rejection(429, ""), 10, 0, false},
		{"an hour", rejection(429, "3600"), 1, 0, true},
		{"a wait of an error of the service", rejection(503, "5"), 1, 5 * time.Second, false},
		{"the last attempt after an error of the service", rejection(503, "5"), otherAttempts, 0, true},
	} {
		got, err := NewRetryer().RetryDelay(tt.attempt, tt.err)
		assert.Equal(t, tt.ends, err != nil, tt.name)
		assert.GreaterOrEqual(t, got, tt.least, tt.name)
	}
}

func TestNumberOfAttempts(t *testing.T) {
	const (
		pool    = `{"UserPool":{"Id":"eu-west-1_Ab12Cd34E"}}`
		tooMany = `{"__type":"TooManyRequestsException","message":"Rate exceeded"}`
	)
	for _, tt := range []struct {
		name    string
		answers []string // each is a status and a body; the last one is repeated
		asked   int64
		err     string
	}{
		{"success", []string{"200 " + pool}, 1, ""},
		{"after TooManyRequestsException", []string{"400 " + tooMany, "400 " + tooMany, "400 " + tooMany, "400 " + tooMany, "200 " + pool}, 5, ""},
		{"after 429 without a code", []string{"429 slow down", "429 {}", "429 ", "429 {}", "200 " + pool}, 5, ""},
		{"429 to each request", []string{"429 {}"}, throttledAttempts, "StatusCode: 429"},
		{"after an error of the service", []string{"500 {}", "200 " + pool}, 2, ""},
		{"an error of the service to each request", []string{"500 {}"}, otherAttempts, "StatusCode: 500"},
		{"not authorized", []string{`400 {"__type":"NotAuthorizedException","message":"No."}`}, 1, "NotAuthorizedException: No."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var asked atomic.Int64
			service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				answer := tt.answers[min(int(asked.Add(1)), len(tt.answers))-1]
				status, body, _ := strings.Cut(answer, " ")
				code, err := strconv.Atoi(status)
				assert.NoError(t, err)
				w.Header().Set("Content-Type", "application/x-amz-json-1.1")
				w.WriteHeader(code)
				_, _ = w.Write([]byte(body))
			}))
			defer service.Close()
			isolate(t, map[string]string{"AWS_ENDPOINT_URL": service.URL}, "[default]\nregion = eu-west-1\n", "[default]\n"+keys)

			loaded, err := Load(t.Context(), Options{})
			require.NoError(t, err)
			// Without the waits, which TestRetryerObeysRetryAfter checks.
			loaded.Retryer = func() aws.Retryer { return atOnce{NewRetryer().(quotaRetryer)} }
			got, err := cognitoidentityprovider.NewFromConfig(loaded).DescribeUserPool(t.Context(), &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: aws.String("eu-west-1_Ab12Cd34E")})
			assert.Equal(t, tt.asked, asked.Load())
			if tt.err != "" {
				assert.ErrorContains(t, err, tt.err)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, "eu-west-1_Ab12Cd34E", *got.UserPool.Id)
		})
	}
}

// atOnce is a retryer that does not wait.
type atOnce struct{ quotaRetryer }

func (a atOnce) RetryDelay(attempt int, err error) (time.Duration, error) {
	_, end := a.quotaRetryer.RetryDelay(attempt, err)
	return 0, end
}

// GetAttemptToken replaces the method of the adaptive mode, which delays the next request of a
// throttled client.
func (a atOnce) GetAttemptToken(context.Context) (func(error) error, error) {
	return func(error) error { return nil }, nil
}
