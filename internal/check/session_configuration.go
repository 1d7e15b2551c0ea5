package check

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/smithy-go"
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

// client adds three operations to the client of the SDK, which v1.74.1 of the SDK does not have:
// GetUserPoolSessionConfiguration, SetUserPoolSessionConfiguration and
// GetUserPoolClientSessionConfiguration.
//
// The inputs of the two Get operations equal the inputs of DescribeUserPool and
// DescribeUserPoolClient. So the SDK sends a Describe request, with its signature and retries, to
// another target. The Set operation also has another body.
type client struct {
	*cognitoidentityprovider.Client
}

// NewAPI returns the API of a client of the SDK.
func NewAPI(c *cognitoidentityprovider.Client) API {
	return client{cognitoidentityprovider.New(c.Options(), func(o *cognitoidentityprovider.Options) {
		o.APIOptions = append(o.APIOptions, keepBody)
	})}
}

// NewProveAPI returns the calls of package prove of a client of the SDK.
func NewProveAPI(c *cognitoidentityprovider.Client) ProveAPI { return client{c} }

func (c client) GetUserPoolSessionConfiguration(ctx context.Context, userPoolID string) (configuration SessionConfiguration, err error) {
	const operation = "GetUserPoolSessionConfiguration"
	out, err := c.DescribeUserPool(ctx, &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: &userPoolID}, target(operation))
	if err != nil {
		return SessionConfiguration{}, err
	}
	err = decodeBody(operation, out.ResultMetadata, &configuration)
	return configuration, err
}

func (c client) GetUserPoolClientSessionConfiguration(ctx context.Context, userPoolID, clientID string) (configuration ClientSessionConfiguration, err error) {
	const operation = "GetUserPoolClientSessionConfiguration"
	out, err := c.DescribeUserPoolClient(ctx, &cognitoidentityprovider.DescribeUserPoolClientInput{UserPoolId: &userPoolID, ClientId: &clientID}, target(operation))
	if err != nil {
		return ClientSessionConfiguration{}, err
	}
	err = decodeBody(operation, out.ResultMetadata, &configuration)
	return configuration, err
}

func (c client) SetUserPoolSessionConfiguration(ctx context.Context, userPoolID string, configuration SessionConfiguration) error {
	const operation = "SetUserPoolSessionConfiguration"
	text, err := json.Marshal(struct {
		UserPoolID string `json:"UserPoolId"`
		SessionConfiguration
	}{userPoolID, configuration})
	if err != nil {
		return err
	}
	_, err = c.DescribeUserPool(ctx, &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: &userPoolID}, target(operation), body(text))
	if call, ok := errors.AsType[*smithy.OperationError](err); ok {
		call.OperationName = operation
	}
	return err
}

// body replaces the body of a request.
func body(text []byte) func(*cognitoidentityprovider.Options) {
	return func(o *cognitoidentityprovider.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			return stack.Serialize.Add(middleware.SerializeMiddlewareFunc("Body", func(ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler) (middleware.SerializeOutput, middleware.Metadata, error) {
				if request, ok := in.Request.(*smithyhttp.Request); ok {
					replaced, err := request.SetStream(bytes.NewReader(text))
					if err != nil {
						return middleware.SerializeOutput{}, middleware.Metadata{}, err
					}
					in.Request = replaced
				}
				return next.HandleSerialize(ctx, in)
			}), middleware.After)
		})
	}
}

// target sends a request to another operation.
func target(operation string) func(*cognitoidentityprovider.Options) {
	return func(o *cognitoidentityprovider.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			return stack.Build.Add(middleware.BuildMiddlewareFunc("Target", func(ctx context.Context, in middleware.BuildInput, next middleware.BuildHandler) (middleware.BuildOutput, middleware.Metadata, error) {
				if request, ok := in.Request.(*smithyhttp.Request); ok {
					request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+operation)
				}
				return next.HandleBuild(ctx, in)
			}), middleware.After)
		})
	}
}

func decodeBody(operation string, metadata middleware.Metadata, into any) error {
	if json.Unmarshal(bodyOf(metadata), into) != nil {
		return fmt.Errorf("%s returned other members than documented", operation)
	}
	return nil
}
