package cognitoidp

import (
	"cmp"
	"encoding/json"
	"maps"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// keptMFAMembers are the settings that the store keeps as JSON. A response returns them as the client
// sent them.
var keptMFAMembers = []string{"SmsMfaConfiguration", "EmailMfaConfiguration", "WebAuthnConfiguration"}

type softwareTokenMFA struct{ Enabled bool }

type setUserPoolMFAConfigRequest struct {
	UserPoolID                    string `json:"UserPoolId"`
	MfaConfiguration              string
	SoftwareTokenMfaConfiguration *softwareTokenMFA
	EmailMfaConfiguration         *struct{}
	SmsMfaConfiguration           *smsMFA
	WebAuthnConfiguration         struct {
		RelyingPartyID      string `json:"RelyingPartyId"`
		UserVerification    string
		FactorConfiguration string
	}
}

type smsMFA struct {
	SmsAuthenticationMessage json.RawMessage
	SmsConfiguration         json.RawMessage
}

func (in setUserPoolMFAConfigRequest) record(c *call) userpool.MFA {
	m := userpool.MFA{
		Configuration:  cmp.Or(in.MfaConfiguration, userpool.DefaultMFA),
		SMS:            in.SmsMfaConfiguration != nil,
		Email:          in.EmailMfaConfiguration != nil,
		PasskeysAreMFA: in.WebAuthnConfiguration.FactorConfiguration == "MULTI_FACTOR_WITH_USER_VERIFICATION",
		Passkeys: userpool.PasskeySettings{
			RelyingPartyID: in.WebAuthnConfiguration.RelyingPartyID, VerifyUser: in.WebAuthnConfiguration.UserVerification == "required",
		},
		Kept: c.members(keptMFAMembers),
	}
	if in.SoftwareTokenMfaConfiguration != nil {
		m.SoftwareToken = &in.SoftwareTokenMfaConfiguration.Enabled
	}
	return m
}

// apply sets the sender and the text of SMS messages. They are settings of the pool, not of MFA:
// DescribeUserPool returns them.
func (s *smsMFA) apply(p *userpool.Pool) {
	if s == nil {
		return
	}
	kept := map[string][]byte{}
	maps.Copy(kept, p.Kept)
	p.Kept = kept
	if s.SmsAuthenticationMessage != nil {
		p.Kept["SmsAuthenticationMessage"] = s.SmsAuthenticationMessage
	}
	if s.SmsConfiguration != nil {
		p.Kept["SmsConfiguration"] = s.SmsConfiguration
		var sender smsConfiguration
		_ = json.Unmarshal(s.SmsConfiguration, &sender) // validated against the model
		p.SMS = sender.record()
	}
}

func setUserPoolMFAConfig(c *call, in setUserPoolMFAConfigRequest) (any, error) {
	p, err := c.Store.SetMFA(in.UserPoolID, in.record(c), in.SmsMfaConfiguration.apply)
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
	if token := p.MFA.SoftwareToken; token != nil {
		d["SoftwareTokenMfaConfiguration"] = softwareTokenMFA{*token}
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
