package cognitoidp

import (
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// withRefreshToken runs REFRESH_TOKEN_AUTH. Clients compute its SECRET_HASH from the internal
// username. That is the sub if users of the pool sign in with an attribute.
func (s *signIn) withRefreshToken() (any, error) {
	refresh, err := s.Issuer.ReadRefresh(token.RefreshRequest{
		PoolID: s.client.PoolID, ClientID: s.client.ID, RefreshToken: s.in["REFRESH_TOKEN"], DeviceKey: s.in["DEVICE_KEY"],
		Activity: s.activity(),
	})
	if err != nil {
		return nil, err
	}
	if s.client.Confidential() {
		if refresh.Family.Username == "" { // the error for an unknown token precedes the error for the hash
			return nil, refresh.Err
		}
		switch hash := s.in["SECRET_HASH"]; {
		case hash == "":
			return nil, apierror.NotAuthorized("Client %s is configured with secret but SECRET_HASH was not received", s.client.ID)
		case !s.client.SecretHashMatches(hash, refresh.Family.Username):
			return nil, apierror.NotAuthorized("SecretHash does not match for the client: %s", s.client.ID)
		}
	}
	set, err := s.Issuer.Refresh(refresh, nil)
	if err != nil {
		return nil, err
	}
	return authResponse{ChallengeParameters: map[string]string{}, AuthenticationResult: resultOf(set)}, nil
}

type refreshTokenRequest struct {
	RefreshToken string
	Token        string // RevokeToken
	// RevokeAssociatedSessions is of RevokeToken.
	RevokeAssociatedSessions string
	ClientID                 string `json:"ClientId"`
	ClientSecret             string
	DeviceKey                string            // GetTokensFromRefreshToken
	ClientMetadata           map[string]string // GetTokensFromRefreshToken
}

// authenticateClient returns the client of a request that has the client secret itself, not a hash. It
// returns an error if the secret is wrong.
func (c *call) authenticateClient(in refreshTokenRequest) (userpool.Client, error) {
	client, err := c.findClient(in.ClientID)
	if err != nil {
		return userpool.Client{}, err
	}
	if !client.SecretMatches(in.ClientSecret) {
		return userpool.Client{}, apierror.NotAuthorized("Unable to verify the client secret for client %s", client.ID)
	}
	return client, nil
}

func getTokensFromRefreshToken(c *call, in refreshTokenRequest) (any, error) {
	client, err := c.authenticateClient(in)
	if err != nil {
		return nil, err
	}
	refresh, err := c.Issuer.ReadRefresh(token.RefreshRequest{
		PoolID: client.PoolID, ClientID: client.ID, RefreshToken: in.RefreshToken, DeviceKey: in.DeviceKey,
		Activity: c.activity(),
	})
	if err != nil {
		return nil, err
	}
	set, err := c.Issuer.Refresh(refresh, in.ClientMetadata)
	if err != nil {
		return nil, err
	}
	return map[string]any{"AuthenticationResult": resultOf(set)}, nil
}

func revokeToken(c *call, in refreshTokenRequest) (any, error) {
	client, err := c.authenticateClient(in)
	if err != nil {
		return nil, apierror.Unauthorized("Unable to verify the client.")
	}
	if !client.EnableTokenRevocation {
		return nil, apierror.TokenRevocationDisabled()
	}
	revoke := c.Issuer.Revoke
	if in.RevokeAssociatedSessions == linked {
		revoke = c.Issuer.RevokeLinked
	}
	err = revoke(client, in.Token)
	switch {
	case errors.Is(err, token.ErrNotRefreshToken):
		return nil, apierror.UnsupportedTokenType()
	case errors.Is(err, apierror.ErrNotAuthorized): // a token of another client; unspecified: the model lists this error for the operation
		return nil, apierror.Unauthorized("Invalid Refresh Token.")
	}
	return none{}, err
}

var refreshTokenActions = []action{
	on("GetTokensFromRefreshToken", getTokensFromRefreshToken),
	on("RevokeToken", revokeToken),
}
