package check

import (
	"bytes"
	"context"
	"io"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// bodyKey is the key of a response's body in the metadata of the response.
type bodyKey struct{}

// SetBody stores the body of a response in its metadata, for [Registration] and other settings
// that the SDK for Go does not decode yet.
func SetBody(metadata *middleware.Metadata, body []byte) { metadata.Set(bodyKey{}, body) }

// bodyOf returns the body that SetBody stored, or nil.
func bodyOf(metadata middleware.Metadata) []byte {
	body, _ := metadata.Get(bodyKey{}).([]byte)
	return body
}

// keepBody makes each call of a client store the body of its response.
func keepBody(stack *middleware.Stack) error {
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("KeepBody",
		func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
			out, metadata, err := next.HandleDeserialize(ctx, in)
			response, ok := out.RawResponse.(*smithyhttp.Response)
			if err != nil || !ok {
				return out, metadata, err
			}
			body, err := io.ReadAll(response.Body)
			if err != nil {
				return out, metadata, err
			}
			_ = response.Body.Close() // it is read to its end
			response.Body = io.NopCloser(bytes.NewReader(body))
			SetBody(&metadata, body)
			return out, metadata, nil
		}), middleware.After) // the last one, which receives the response first
}
