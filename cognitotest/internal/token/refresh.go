package token

import (
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// RefreshRequest is a client's use of a refresh token.
type RefreshRequest struct {
	PoolID       string
	ClientID     string
	RefreshToken string
	DeviceKey    string // as the client sent it; may be ""
	Activity     userpool.Activity
}

// ReadRefresh decrypts a refresh token and reads its records, together with the client, from
// the store. Check Err of the result after the client is authenticated.
//
// Errors: ResourceNotFoundException for a pool or a client that does not exist.
func (i *Issuer) ReadRefresh(q RefreshRequest) (userpool.Refresh, error) {
	id, _ := i.openRefreshToken(q.PoolID, q.RefreshToken) // without an id, the result's Err reports an invalid token
	return i.Store.ReadRefresh(userpool.RefreshRequest{
		PoolID: q.PoolID, ClientID: q.ClientID, TokenID: id, DeviceKey: q.DeviceKey, Activity: q.Activity,
	})
}

// Refresh returns new tokens. The set has a refresh token if and only if the client rotates
// them; the old one is replaced after everything else has succeeded. metadata is
// ClientMetadata for the pre token generation trigger.
//
// Errors: r.Err, and the errors of the trigger.
func (i *Issuer) Refresh(r userpool.Refresh, metadata map[string]string) (Set, error) {
	if r.Err != nil {
		i.Store.LogRefresh(r)
		return Set{}, r.Err
	}
	c := claimsContext{pool: r.Pool, client: r.Client, user: r.User, family: r.Family, groups: groupConfiguration(r.Groups)}
	set, err := i.sign(c, trigger.TokensRefresh, metadata)
	if err != nil {
		return Set{}, err
	}
	if r.Family.Session != nil {
		if err := i.Store.RecordRefresh(r); err != nil {
			return Set{}, err
		}
	}
	if !r.Client.Rotates() {
		i.Store.LogRefresh(r)
		return set, nil
	}
	next, err := i.Store.RotateRefreshToken(r.Token.ID, r.Client.ID, r.Client.Rotation.Grace)
	if err != nil {
		return Set{}, err
	}
	set.Refresh, err = i.sealRefreshToken(r.Pool.ID, next.ID)
	return set, err
}

// Revoke revokes the family of a client's refresh token. It returns ErrNotRefreshToken for
// one of the pool's other tokens, and nil for text that is not a token (RFC 7009 section 2.2).
func (i *Issuer) Revoke(client userpool.Client, refreshToken string) error {
	return i.revoke(client, refreshToken, i.Store.RevokeRefreshToken)
}

// RevokeLinked is Revoke, and also ends the SSO session of the sign-in, if it has one.
func (i *Issuer) RevokeLinked(client userpool.Client, refreshToken string) error {
	return i.revoke(client, refreshToken, i.Store.RevokeRefreshTokenAndSSOSession)
}

func (i *Issuer) revoke(client userpool.Client, refreshToken string, inStore func(id, clientID string) error) error {
	id, err := i.openRefreshToken(client.PoolID, refreshToken)
	if err != nil {
		if looksSigned(refreshToken) {
			return ErrNotRefreshToken
		}
		return nil
	}
	return inStore(id, client.ID)
}
