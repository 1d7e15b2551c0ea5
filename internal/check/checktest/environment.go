package checktest

import (
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// Environment returns an environment with one client and its declared settings.
func Environment(client environment.AppClient) environment.Environment {
	return environment.Environment{Name: "staging", Clients: []environment.Client{{Key: "web", ID: "1example23456789", Declared: client}}}
}

// The client and the issuer of the fakes.
const (
	ClientID     = "1example23456789"
	Issuer       = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E"
	ClientSecret = "the-client-secret"
)

// ErrNoResponse is the error of a page that does not respond.
var ErrNoResponse = errors.New("no response")
