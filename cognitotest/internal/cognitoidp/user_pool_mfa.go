package cognitoidp

import (
	"encoding/json"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// keptMFAMembers are the parts that the stand-in gives back as they came.
var keptMFAMembers = []string{"SmsMfaConfiguration", "EmailMfaConfiguration", "WebAuthnConfiguration"}

type softwareTokenMFA struct{ Enabled bool }

type setUserPoolMFAConfigRequest struct {
	UserPoolID                    string `json:"UserPoolId"`
	MfaConfiguration              string
	SoftwareTokenMfaConfiguration *softwareTokenMFA
}

func setUserPoolMFAConfig(c *call, in setUserPoolMFAConfigRequest) (any, error) {
	kept := c.members(keptMFAMembers)
	mode := orDefault(in.MfaConfiguration, userpool.DefaultMFA)
	token := valueOr(in.SoftwareTokenMfaConfiguration, softwareTokenMFA{})
	_, sms := kept["SmsMfaConfiguration"]
	_, email := kept["EmailMfaConfiguration"]
	factor := token.Enabled || sms || email
	switch {
	case mode == userpool.DefaultMFA && factor:
		return nil, userpool.InvalidParameter("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.")
	case mode != userpool.DefaultMFA && !factor:
		return nil, userpool.InvalidParameter("Invalid MFA configuration given, can't disable all MFAs and require MFA together.")
	}
	p, err := c.Store.UpdatePool(in.UserPoolID, func(p *userpool.Pool) {
		p.MFA = userpool.MFA{Configuration: mode, SoftwareToken: token.Enabled, Kept: kept}
	})
	if err != nil {
		return nil, err
	}
	return mfaOf(p), nil
}

func getUserPoolMFAConfig(c *call, in userPoolRequest) (any, error) {
	p, err := c.Store.Pool(in.UserPoolID)
	if err != nil {
		return nil, err
	}
	return mfaOf(p), nil
}

func mfaOf(p userpool.Pool) map[string]any {
	d := map[string]any{"MfaConfiguration": p.MFA.Configuration}
	if p.MFA.SoftwareToken {
		d["SoftwareTokenMfaConfiguration"] = softwareTokenMFA{true}
	}
	for name, raw := range p.MFA.Kept {
		d[name] = json.RawMessage(raw)
	}
	return d
}

var userPoolMFAActions = []action{
	on("SetUserPoolMfaConfig", setUserPoolMFAConfig),
	on("GetUserPoolMfaConfig", getUserPoolMFAConfig),
}
