package cognitoidp

import (
	"errors"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

type clientTokenRequest struct {
	ClientID       string `json:"ClientId"`
	Secret         string
	Scopes         []string
	ClientMetadata map[string]string
}

// clientAuthenticationResult is the ClientAuthenticationResultType of the API.
type clientAuthenticationResult struct {
	AccessToken string
	ExpiresIn   int
	TokenType   string
}

// getClientToken returns the access token of a machine (API_GetClientToken). The conditions of the
// errors and their texts are unspecified, except that an error of the secret has the text of
// GetTokensFromRefreshToken.
func getClientToken(c *call, in clientTokenRequest) (any, error) {
	client, err := c.authenticateClient(refreshTokenRequest{ClientID: in.ClientID, ClientSecret: in.Secret})
	if err != nil {
		return nil, err
	}
	if !client.AllowsAuthFlow(userpool.ClientTokenFlow) {
		return nil, apierror.NotAuthorized("%s flow not enabled for this client", userpool.ClientTokenFlow)
	}
	scopes, err := c.machineScopes(client, in.Scopes)
	if err != nil {
		return nil, err
	}
	set, err := c.Issuer.ClientCredentials(client, scopes, in.ClientMetadata)
	if err != nil {
		return nil, triggerFailure(err)
	}
	return map[string]any{"ClientAuthenticationResult": resultOfMachine(set)}, nil
}

func resultOfMachine(set token.Set) clientAuthenticationResult {
	return clientAuthenticationResult{AccessToken: set.Access, ExpiresIn: int(set.ExpiresIn.Seconds()), TokenType: "Bearer"}
}

// machineScopes returns the scopes of a token. They are the requested scopes, or every scope of the
// client if the request has none. It rejects a scope that the client does not have, and a token
// without scopes, because such a token authorizes nothing.
func (c *call) machineScopes(client userpool.Client, requested []string) ([]string, error) {
	allowed := c.Store.MachineScopes(client)
	for _, scope := range requested {
		if !slices.Contains(allowed, scope) {
			return nil, apierror.InvalidParameter("The client cannot request the scope %s.", scope)
		}
	}
	switch {
	case len(requested) > 0:
		return requested, nil
	case len(allowed) == 0:
		return nil, apierror.InvalidParameter("The client has no scopes.")
	}
	return allowed, nil
}

// triggerFailure returns the error of a Lambda trigger as NotAuthorizedException: the model has no
// exceptions of triggers for GetClientToken.
func triggerFailure(err error) error {
	if failed, ok := errors.AsType[*apierror.Exception](err); ok {
		return apierror.NotAuthorized("%s", failed.Message)
	}
	return err
}

var clientTokenActions = []action{
	on("GetClientToken", getClientToken),
}
