package catalog

import (
	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/settings"
)

// Control is a control of AWS Security Hub for Amazon Cognito, and what covers it.
type Control struct {
	ID          string       // such as Cognito.1
	Requirement string       // what it requires
	Check       *check.Check // nil if no check covers it
	// Note describes how the check differs, or why no check covers the control.
	Note string
}

// Controls are the controls of AWS Security Hub (user guide, "Security Hub CSPM controls for
// Amazon Cognito"), in their order.
var Controls = []Control{
	{"Cognito.1", "threat protection is enforced for standard authentication", &settings.ThreatProtection,
		"production pools of the PLUS plan; other plans have no threat protection"},
	{"Cognito.2", "an identity pool has no unauthenticated identities", nil, "cognitokit manages no identity pools"},
	{"Cognito.3", "the password policy is strong", &settings.PasswordPolicy, "the default values of the control"},
	{"Cognito.4", "threat protection is enforced for custom authentication", &settings.ThreatProtection,
		"production pools of the PLUS plan"},
	{"Cognito.5", "users who sign in with only a password have MFA", &settings.MFARequired,
		"production pools, also with other first factors"},
	{"Cognito.6", "deletion protection is active", &settings.DeletionProtection, "production pools, unless declared otherwise"},
}
