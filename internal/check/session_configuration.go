package check

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// SessionConfiguration is the session tracking of a user pool.
type SessionConfiguration struct {
	UserSessionTracking string // ENABLED or DISABLED
	TokenSession        struct{ MaxPerUser int }
}

// ClientSessionConfiguration is the session setting of an app client.
type ClientSessionConfiguration struct {
	SSOSession struct{ MaxValidityMinutes int }
}

// client adds two operations to the client of the SDK, which v1.74.1 of the SDK does not have:
// GetUserPoolSessionConfiguration and GetUserPoolClientSessionConfiguration.
//
// Their inputs equal the inputs of DescribeUserPool and DescribeUserPoolClient. So the SDK sends
// a Describe request, with its signature and retries, to another target, and the response is read
// here.
type client struct {
	*cognitoidentityprovider.Client
}

// NewAPI returns the API of a client of the SDK.
func NewAPI(c *cognitoidentityprovider.Client) API { return client{c} }

func (c client) GetUserPoolSessionConfiguration(ctx context.Context, userPoolID string) (configuration SessionConfiguration, err error) {
	_, err = c.DescribeUserPool(ctx, &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: &userPoolID}, target("GetUserPoolSessionConfiguration", &configuration))
	return configuration, err
}

func (c client) GetUserPoolClientSessionConfiguration(ctx context.Context, userPoolID, clientID string) (configuration ClientSessionConfiguration, err error) {
	_, err = c.DescribeUserPoolClient(ctx, &cognitoidentityprovider.DescribeUserPoolClientInput{UserPoolId: &userPoolID, ClientId: &clientID},
		target("GetUserPoolClientSessionConfiguration", &configuration))
	return configuration, err
}

// target sends a request to another operation, and decodes a response 200 into output.
func target(operation string, output any) func(*cognitoidentityprovider.Options) {
	name := middleware.BuildMiddlewareFunc("Target", func(ctx context.Context, in middleware.BuildInput, next middleware.BuildHandler) (middleware.BuildOutput, middleware.Metadata, error) {
		if request, ok := in.Request.(*smithyhttp.Request); ok {
			request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+operation)
		}
		return next.HandleBuild(ctx, in)
	})
	read := middleware.DeserializeMiddlewareFunc("ReadOutput", func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		response, ok := out.RawResponse.(*smithyhttp.Response)
		if err != nil || !ok || response.StatusCode != 200 {
			return out, metadata, err
		}
		body, err := io.ReadAll(io.LimitReader(response.Body, documentSize))
		if err != nil {
			return out, metadata, err
		}
		response.Body = io.NopCloser(bytes.NewReader([]byte("{}")))
		if err := json.Unmarshal(body, output); err != nil {
			return out, metadata, fmt.Errorf("%s returned no JSON object", operation)
		}
		return out, metadata, nil
	})
	return func(o *cognitoidentityprovider.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			if err := stack.Build.Add(name, middleware.After); err != nil {
				return err
			}
			return stack.Deserialize.Add(read, middleware.After)
		})
	}
}
