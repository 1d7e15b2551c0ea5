package userpool

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// ClientTokenFlow is the flow of GetClientToken, without its ALLOW_ prefix.
const ClientTokenFlow = "CLIENT_TOKEN_AUTH"

// checkClientTokenFlow requires a client of GetClientToken to have a secret and no other flow
// (API_GetClientToken). The texts are unspecified.
func checkClientTokenFlow(c Client) error {
	switch flow := "ALLOW_" + ClientTokenFlow; {
	case !slices.Contains(c.ExplicitAuthFlows, flow):
		return nil
	case len(c.ExplicitAuthFlows) > 1:
		return apierror.InvalidParameter("%s cannot be used with other auth flows.", flow)
	case !c.Confidential():
		return apierror.InvalidParameter("%s requires a client secret.", flow)
	}
	return nil
}

// MachineScopes returns the scopes that a machine can get at a client: the scopes of existing
// resource servers. It leaves out the system scopes, such as openid.
func (s *Store) MachineScopes(c Client) []string {
	return slices.DeleteFunc(slices.Clone(c.AllowedOAuthScopes), func(scope string) bool {
		return IsSystemScope(scope) || !s.ScopeExists(c.PoolID, scope)
	})
}
