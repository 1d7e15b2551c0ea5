package cognitoidp

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"

const (
	registrationEnabled  = "Enabled"
	registrationDisabled = "Disabled"
)

// dcrConfiguration is the DcrConfigurationType of the API, in requests and responses. A missing list
// has a default, and an empty one permits nothing. A response has no list that the request omitted
// (unspecified).
type dcrConfiguration struct {
	EnableStatus            string
	OpenDcrEnabled          bool
	AuthenticatedGrantTypes *[]string `json:",omitempty"`
	OpenDcrGrantTypes       *[]string `json:",omitempty"`
	AllowedScopes           *[]string `json:",omitempty"`
}

// record returns the configuration of a request. It is enabled unless the request disables it
// (API_DcrConfigurationType).
func (d *dcrConfiguration) record() *userpool.ClientRegistration {
	return &userpool.ClientRegistration{
		Enabled: d.EnableStatus != registrationDisabled, Open: d.OpenDcrEnabled, AuthenticatedFlows: valueOr(d.AuthenticatedGrantTypes, nil),
		OpenFlows: valueOr(d.OpenDcrGrantTypes, nil), AllowedScopes: valueOr(d.AllowedScopes, nil),
	}
}

func dcrConfigurationOf(r userpool.ClientRegistration) dcrConfiguration {
	wire := dcrConfiguration{
		EnableStatus: registrationDisabled, OpenDcrEnabled: r.Open, AuthenticatedGrantTypes: listIfSet(r.AuthenticatedFlows),
		OpenDcrGrantTypes: listIfSet(r.OpenFlows), AllowedScopes: listIfSet(r.AllowedScopes),
	}
	if r.Enabled {
		wire.EnableStatus = registrationEnabled
	}
	return wire
}

func listIfSet(list []string) *[]string {
	if list == nil {
		return nil
	}
	return &list
}
