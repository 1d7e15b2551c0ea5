package cognitoidp

import (
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// refreshAuth is REFRESH_TOKEN_AUTH. Its SECRET_HASH is over the internal
// username, that is the sub where users sign in with an attribute.
func refreshAuth(c *call, client userpool.Client, in map[string]string) (any, error) {
	if err := required(in, "REFRESH_TOKEN"); err != nil {
		return nil, err
	}
	if client.Confidential() {
		username, err := c.Issuer.Owner(client, in["REFRESH_TOKEN"])
		if err != nil {
			return nil, err
		}
		switch hash := in["SECRET_HASH"]; {
		case hash == "":
			return nil, userpool.NotAuthorized("Client %s is configured with secret but SECRET_HASH was not received", client.ID)
		case !client.SecretHashMatches(hash, username):
			return nil, userpool.NotAuthorized("SecretHash does not match for the client: %s", client.ID)
		}
	}
	return signedIn(c.Issuer.Refresh(client, in["REFRESH_TOKEN"]))
}

type refreshTokenRequest struct {
	RefreshToken string
	Token        string // RevokeToken
	ClientID     string `json:"ClientId"`
	ClientSecret string
}

// authenticated returns the client of a request that carries the plain secret.
func (c *call) authenticated(in refreshTokenRequest) (userpool.Client, error) {
	client, err := c.Store.FindClient(c.region, in.ClientID)
	if err != nil {
		return userpool.Client{}, err
	}
	if !client.SecretMatches(in.ClientSecret) {
		return userpool.Client{}, userpool.NotAuthorized("Unable to verify the client secret for client %s", client.ID)
	}
	return client, nil
}

func getTokensFromRefreshToken(c *call, in refreshTokenRequest) (any, error) {
	client, err := c.authenticated(in)
	if err != nil {
		return nil, err
	}
	set, err := c.Issuer.Refresh(client, in.RefreshToken)
	if err != nil {
		return nil, err
	}
	return map[string]any{"AuthenticationResult": authenticationResult{
		AccessToken: set.Access, ExpiresIn: int(set.ExpiresIn.Seconds()), IDToken: set.ID, RefreshToken: set.Refresh, TokenType: "Bearer",
	}}, nil
}

func revokeToken(c *call, in refreshTokenRequest) (any, error) {
	client, err := c.authenticated(in)
	if err != nil {
		return nil, &userpool.Exception{Name: "UnauthorizedException", Message: "Unable to verify the client."}
	}
	if !client.EnableTokenRevocation {
		return nil, &userpool.Exception{Name: "UnsupportedOperationException", Message: "Token revocation is not enabled for this client."}
	}
	err = c.Issuer.Revoke(client, in.Token)
	if errors.Is(err, token.ErrNotRefreshToken) {
		return nil, &userpool.Exception{Name: "UnsupportedTokenTypeException", Message: "Only refresh tokens can be revoked."}
	}
	return none{}, err
}

var refreshTokenActions = []action{
	on("GetTokensFromRefreshToken", getTokensFromRefreshToken),
	on("RevokeToken", revokeToken),
}
