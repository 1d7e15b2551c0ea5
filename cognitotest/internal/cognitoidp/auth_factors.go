package cognitoidp

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"

// factorSoftwareToken is a software token in ConfiguredUserAuthFactors.
const factorSoftwareToken = "SOFTWARE_TOKEN"

// authFactorsOf returns the response of GetUserAuthFactors and AdminGetUserAuthFactors.
func (c *call) authFactorsOf(u userpool.User) (any, error) {
	pool, err := c.Store.Pool(u.PoolID)
	if err != nil {
		return nil, err
	}
	list, preferred := u.SecondFactors()
	configured := []string{}
	factors, err := c.Store.FirstFactors(u)
	if err != nil {
		return nil, err
	}
	for _, factor := range factors {
		if factor != userpool.FactorPasswordSRP { // PASSWORD means both there (model, AuthFactorType)
			configured = append(configured, factor)
		}
	}
	// A software token is a second factor only (API_AdminGetUserAuthFactors). When the list has it is
	// unspecified: when a sign-in can require its code.
	if u.TOTP.Verified() && pool.MFA.Configuration != userpool.DefaultMFA {
		configured = append(configured, factorSoftwareToken)
	}
	return struct {
		Username                  string
		PreferredMfaSetting       string   `json:",omitempty"`
		UserMFASettingList        []string `json:",omitempty"`
		ConfiguredUserAuthFactors []string
	}{u.Username, preferred, list, configured}, nil
}

func getUserAuthFactors(c *call, in accessTokenRequest) (any, error) {
	u, err := c.tokenUser(in.AccessToken)
	if err != nil {
		return nil, err
	}
	return c.authFactorsOf(u)
}

func adminGetUserAuthFactors(c *call, in struct {
	UserPoolID string `json:"UserPoolId"`
	Username   string
}) (any, error) {
	u, err := c.Store.User(in.UserPoolID, in.Username)
	if err != nil {
		return nil, err
	}
	return c.authFactorsOf(u)
}

var authFactorActions = []action{
	on("GetUserAuthFactors", getUserAuthFactors),
	on("AdminGetUserAuthFactors", adminGetUserAuthFactors),
}
