package check

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// The API flows that checks refer to.
const (
	AllowRefresh  = string(types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth)
	AllowSRP      = string(types.ExplicitAuthFlowsTypeAllowUserSrpAuth)
	AllowPassword = string(types.ExplicitAuthFlowsTypeAllowUserPasswordAuth)
	allowCustom   = string(types.ExplicitAuthFlowsTypeAllowCustomAuth)
	AllowAdmin    = string(types.ExplicitAuthFlowsTypeAllowAdminUserPasswordAuth)
)

// currentNames maps the older name of a flow to its current name. The API reference
// (UserPoolClientType, ExplicitAuthFlows) documents the first. The two others are undocumented
// and follow from their names.
var currentNames = map[types.ExplicitAuthFlowsType]string{
	types.ExplicitAuthFlowsTypeAdminNoSrpAuth:     AllowAdmin,
	types.ExplicitAuthFlowsTypeUserPasswordAuth:   AllowPassword,
	types.ExplicitAuthFlowsTypeCustomAuthFlowOnly: allowCustom,
}

// DeployedAuthFlows returns the API flows that a client allows, sorted, under their current
// names.
//
// API reference, UserPoolClientType: a client without flows allows refresh, SRP and custom
// sign-in. The older names do not include SRP and refresh. AWS does not document whether both
// are on with an older name; this function assumes that they are.
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
