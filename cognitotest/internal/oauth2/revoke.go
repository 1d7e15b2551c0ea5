package oauth2

import (
	"errors"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// revoke revokes the family of a refresh token (RFC 7009). It returns an empty 200, also for a
// token that is unknown or already revoked. Unlike the token endpoint, it returns
// invalid_client with the status 401 (developer guide, "Revoke endpoint").
func (e *Endpoints) revoke(w http.ResponseWriter, r *http.Request, poolID string) {
	if err := e.revokeToken(r, poolID); err != nil {
		writeError(w, err)
	}
}

func (e *Endpoints) revokeToken(r *http.Request, poolID string) error {
	body, err := form(r)
	if err != nil {
		return err
	}
	client, err := authenticate(r, body, func(id string) (userpool.Client, error) { return e.Store.Client(poolID, id) })
	if err != nil {
		return &protocolError{Code: "invalid_client", status: http.StatusUnauthorized}
	}
	if body.Get("token") == "" || !client.EnableTokenRevocation {
		return invalidRequest()
	}
	err = e.Issuer.Revoke(client, body.Get("token"))
	var exception *apierror.Exception
	switch {
	case errors.Is(err, token.ErrNotRefreshToken):
		return unsupportedTokenType()
	case errors.As(err, &exception): // a token of another client (RFC 7009 section 2.1)
		return invalidRequest()
	}
	return err
}
