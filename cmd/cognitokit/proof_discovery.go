package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// endpoints are the endpoints of a pool's domain, as its discovery document names them (OpenID Connect
// Discovery 1.0, section 3).
type endpoints struct {
	Authorization string `json:"authorization_endpoint"`
	Token         string `json:"token_endpoint"`
}

// discover reads the discovery document of a pool.
func (p *proof) discover(ctx context.Context, e *declared.Environment) (endpoints, error) {
	var found endpoints
	address := fmt.Sprintf("https://cognito-idp.%s.amazonaws.com/%s/.well-known/openid-configuration", e.Region, e.UserPoolID)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return found, err
	}
	response, err := p.server.Client().Do(request)
	if err != nil {
		return found, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return found, fmt.Errorf("%s returned %s", address, response.Status)
	}
	err = json.NewDecoder(response.Body).Decode(&found)
	return found, err
}
