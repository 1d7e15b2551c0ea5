package check

import (
	"encoding/json"
	"slices"
)

// Registration is the dynamic client registration of a pool (API reference, DcrConfigurationType).
// The SDK for Go has no such type yet.
type Registration struct {
	EnableStatus            string
	OpenDcrEnabled          bool
	AuthenticatedGrantTypes []string // nil: the default
	OpenDcrGrantTypes       []string // nil: the default
	AllowedScopes           []string
}

// On reports whether applications can register clients in the pool.
func (r *Registration) On() bool { return r != nil && r.EnableStatus != "Disabled" }

// Open reports whether applications can register without an access token.
func (r *Registration) Open() bool { return r.On() && r.OpenDcrEnabled }

// OpenGrants returns the grants that open registration permits.
func (r *Registration) OpenGrants() []string {
	if r.OpenDcrGrantTypes == nil {
		return []string{"code"}
	}
	return r.OpenDcrGrantTypes
}

// Grants returns the grants that either kind of registration permits.
func (r *Registration) Grants() []string {
	grants := r.AuthenticatedGrantTypes
	if grants == nil {
		grants = []string{"code", "client_credentials"}
	}
	if r.OpenDcrEnabled {
		grants = slices.Concat(grants, r.OpenGrants())
	}
	return grants
}

// Scopes returns the scopes that a registered client can have.
func (r *Registration) Scopes() []string {
	return slices.Concat([]string{"openid", "email", "phone", "profile"}, r.AllowedScopes)
}

// registrationOf returns the registration in the body of DescribeUserPool. It is nil if the pool
// has none.
func registrationOf(body []byte) (*Registration, error) {
	var described struct {
		UserPool struct{ DcrConfiguration *Registration }
	}
	if body == nil {
		return nil, nil //nolint:nilnil // the pool has no registration
	}
	err := json.Unmarshal(body, &described)
	return described.UserPool.DcrConfiguration, err
}

// isRegistered reports whether the client in the body of DescribeUserPoolClient registered itself.
func isRegistered(body []byte) (bool, error) {
	var described struct{ UserPoolClient struct{ ClientType string } }
	if body == nil {
		return false, nil
	}
	err := json.Unmarshal(body, &described)
	return described.UserPoolClient.ClientType == "DCR", err
}
