package cognitoidp

import (
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// checkSecretHash verifies SECRET_HASH, which the service requires from confidential clients. The
// emulator ignores it for public clients.
func checkSecretHash(client userpool.Client, username, hash string) error {
	if !client.Confidential() {
		return nil
	}
	if hash == "" {
		return apierror.NotAuthorized("Client %s is configured with secret but SECRET_HASH was not received", client.ID)
	}
	if !client.SecretHashMatches(hash, username) {
		return apierror.NotAuthorized("Unable to verify secret hash for client %s", client.ID)
	}
	return nil
}
