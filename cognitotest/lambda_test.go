package cognitotest_test

import (
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const preSignUpEvent = `{"version":"1","triggerSource":"PreSignUp_SignUp","region":"us-east-1","userPoolId":"us-east-1_x","userName":"jo",` +
	`"callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"app"},` +
	`"request":{"userAttributes":{"email":"jo@example.com"},"validationData":null,"clientMetadata":{"a":"b"}},` +
	`"response":{"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false}}`

// A handler that was written for AWS works without changes.
func TestLambdaDecodesTheEvent(t *testing.T) {
	t.Parallel()
	f := cognitotest.Lambda(func(_ context.Context, event events.CognitoEventUserPoolsPreSignup) (events.CognitoEventUserPoolsPreSignup, error) {
		if event.Request.UserAttributes["email"] != "jo@example.com" || event.Request.ClientMetadata["a"] != "b" {
			return event, errors.New("another event")
		}
		event.Response.AutoConfirmUser = true
		return event, nil
	})
	out, err := f(t.Context(), []byte(preSignUpEvent))
	require.NoError(t, err)
	assert.Contains(t, string(out), `"autoConfirmUser":true`)

	_, err = f(t.Context(), []byte(`{"request":{"userAttributes":{}}}`))
	require.EqualError(t, err, "another event")
	_, err = f(t.Context(), []byte(`{"request":7}`))
	require.ErrorContains(t, err, "cannot decode the event: ")
}
