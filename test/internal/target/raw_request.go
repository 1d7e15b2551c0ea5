package target

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// RawRequest returns a signed request for an action of the API, with a body as written by the caller. It serves
// bodies that the SDK cannot send, and actions that the SDK does not have.
func (e *Target) RawRequest(ctx context.Context, action, body string) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://cognito-idp."+e.Region+".amazonaws.com/", strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+action)
	credentials, err := e.AWS.Credentials.Retrieve(ctx)
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256([]byte(body))
	return request, v4.NewSigner().SignHTTP(ctx, credentials, request, hex.EncodeToString(digest[:]), "cognito-idp", e.Region, e.Now())
}
