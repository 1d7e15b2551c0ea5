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

func TestTheRetryer(t *testing.T) {
	t.Parallel()
	retryer := NewRetryer()
	require.IsType(t, &retry.AdaptiveMode{}, retryer.(patientWithQuotas).RetryerV2)
	for _, tt := range []struct {
		name string
		err  error
		want bool
	}{
		{"too many requests", &smithy.GenericAPIError{Code: "TooManyRequestsException"}, true},
		{"throttling", &smithy.GenericAPIError{Code: "ThrottlingException"}, true},
		{"429 without a code of the service", refusal(http.StatusTooManyRequests, ""), true},
		{"403 without a code of the service", refusal(http.StatusForbidden, ""), false},
		{"no whole answer", &smithyhttp.RequestSendError{Err: &exchange.TimeoutError{After: time.Second}}, false},
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
	// The default retryer has tokens for a hundred.
	for range 1000 {
		_, err := retryer.GetRetryToken(t.Context(), &smithy.GenericAPIError{Code: "TooManyRequestsException"})
		require.NoError(t, err)
	}
}

// refusal is a response that asks for a wait.
func refusal(status int, retryAfter string) error {
	header := http.Header{}
	if retryAfter != "" {
		header.Set("Retry-After", retryAfter)
	}
	return &smithyhttp.ResponseError{Response: &smithyhttp.Response{Response: &http.Response{StatusCode: status, Header: header}}, Err: &smithy.GenericAPIError{Code: "UnknownError"}}
}

// A service that names a wait gets it, up to the longest one.
func TestTheRetryerObeysRetryAfter(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		err     error
		attempt int
		least   time.Duration
		ends    bool
	}{
		{"a wait", refusal(429, "20"), 1, 20 * time.Second, false},
		{"a late attempt", refusal(429, "20"), throttledAttempts, 20 * time.Second, false},
		{"none", refusal(429, ""), 10, 0, false},
		{"an hour", refusal(429, "3600"), 1, 0, true},
		{"a wait of an error of the service", refusal(503, "5"), 1, 5 * time.Second, false},
		{"the last attempt after an error of the service", refusal(503, "5"), otherAttempts, 0, true},
	} {
		got, err := NewRetryer().RetryDelay(tt.attempt, tt.err)
		assert.Equal(t, tt.ends, err != nil, tt.name)
		assert.GreaterOrEqual(t, got, tt.least, tt.name)
	}
}

func TestHowOftenARequestIsTried(t *testing.T) {
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
		{"at once", []string{"200 " + pool}, 1, ""},
		{"after refusals for the rate", []string{"400 " + tooMany, "400 " + tooMany, "400 " + tooMany, "400 " + tooMany, "200 " + pool}, 5, ""},
		{"after 429 without a code", []string{"429 slow down", "429 {}", "429 ", "429 {}", "200 " + pool}, 5, ""},
		{"429 for ever", []string{"429 {}"}, throttledAttempts, "StatusCode: 429"},
		{"after an error of the service", []string{"500 {}", "200 " + pool}, 2, ""},
		{"a service that does not come back", []string{"500 {}"}, otherAttempts, "StatusCode: 500"},
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
			alone(t, map[string]string{"AWS_ENDPOINT_URL": service.URL}, "[default]\nregion = eu-west-1\n", "[default]\n"+keys)

			loaded, err := Load(t.Context(), Options{})
			require.NoError(t, err)
			// Without the waits, which are the retryer's own affair.
			loaded.Retryer = func() aws.Retryer { return atOnce{NewRetryer().(patientWithQuotas)} }
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
type atOnce struct{ patientWithQuotas }

func (a atOnce) RetryDelay(attempt int, err error) (time.Duration, error) {
	_, end := a.patientWithQuotas.RetryDelay(attempt, err)
	return 0, end
}

// GetAttemptToken is not the adaptive mode's, which lets a client that was refused wait
// for its next request.
func (a atOnce) GetAttemptToken(context.Context) (func(error) error, error) {
	return func(error) error { return nil }, nil
}
