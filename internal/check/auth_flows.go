package check

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// The flows of the API that checks speak of.
const (
	AllowRefresh  = string(types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth)
	AllowSRP      = string(types.ExplicitAuthFlowsTypeAllowUserSrpAuth)
	AllowPassword = string(types.ExplicitAuthFlowsTypeAllowUserPasswordAuth)
	allowCustom   = string(types.ExplicitAuthFlowsTypeAllowCustomAuth)
	AllowAdmin    = string(types.ExplicitAuthFlowsTypeAllowAdminUserPasswordAuth)
)

// currentNames are those of the flows that are still deployed under an older name. The
// API reference (UserPoolClientType, ExplicitAuthFlows) says so of the first; the two
// others are taken at their names (chosen).
var currentNames = map[types.ExplicitAuthFlowsType]string{
	types.ExplicitAuthFlowsTypeAdminNoSrpAuth:     AllowAdmin,
	types.ExplicitAuthFlowsTypeUserPasswordAuth:   AllowPassword,
	types.ExplicitAuthFlowsTypeCustomAuthFlowOnly: allowCustom,
}

// DeployedAuthFlows are the flows of the API that a client allows, sorted, under their names of
// today.
//
// API reference, UserPoolClientType: a client that names none allows refreshing, SRP and
// custom sign-in. The older names have none for SRP and refreshing, which are taken to be
// on beside them (chosen).
func DeployedAuthFlows(c *types.UserPoolClientType) []string {
	if len(c.ExplicitAuthFlows) == 0 {
		return []string{allowCustom, AllowRefresh, AllowSRP}
	}
	var flows []string
	for _, flow := range c.ExplicitAuthFlows {
		if name, older := currentNames[flow]; older {
			flows = append(flows, name, AllowRefresh, AllowSRP)
			continue
		}
		flows = append(flows, string(flow))
	}
	return Sorted(flows)
}
