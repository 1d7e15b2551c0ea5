package awsconfig

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheRetryer(t *testing.T) {
	t.Parallel()
	retryer := NewRetryer()
	require.IsType(t, &retry.AdaptiveMode{}, retryer)
	for _, tt := range []struct {
		name string
		err  error
		want bool
	}{
		{"too many requests", &smithy.GenericAPIError{Code: "TooManyRequestsException"}, true},
		{"throttling", &smithy.GenericAPIError{Code: "ThrottlingException"}, true},
		{"not authorized", &smithy.GenericAPIError{Code: "NotAuthorizedException"}, false},
		{"access denied", &smithy.GenericAPIError{Code: "AccessDeniedException"}, false},
		{"no such pool", &smithy.GenericAPIError{Code: "ResourceNotFoundException"}, false},
	} {
		assert.Equal(t, tt.want, retryer.IsErrorRetryable(tt.err), tt.name)
	}
	for attempt := 1; attempt <= maxAttempts; attempt++ {
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

func TestARefusedRequestComesAgain(t *testing.T) {
	var asked atomic.Int64
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		if asked.Add(1) <= 2 {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"__type":"TooManyRequestsException","message":"Rate exceeded"}`))
			return
		}
		_, _ = w.Write([]byte(`{"UserPool":{"Id":"eu-west-1_Ab12Cd34E"}}`))
	}))
	defer service.Close()
	alone(t, map[string]string{"AWS_ENDPOINT_URL": service.URL}, "[default]\nregion = eu-west-1\n", "[default]\n"+keys)

	loaded, err := Load(t.Context(), Options{})
	require.NoError(t, err)
	api := cognitoidentityprovider.NewFromConfig(loaded)
	got, err := api.DescribeUserPool(t.Context(), &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: aws.String("eu-west-1_Ab12Cd34E")})
	require.NoError(t, err)
	assert.Equal(t, "eu-west-1_Ab12Cd34E", *got.UserPool.Id)
	assert.Equal(t, int64(3), asked.Load())
}
