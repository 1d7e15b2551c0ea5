package environment

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/cognitokit/terraform-aws-cognito/internal/hclfile"
)

// poolBlock is the block user_pool of a policy file.
type poolBlock struct {
	DeletionProtection  *string  `hcl:"deletion_protection"`
	UserPoolTier        *string  `hcl:"user_pool_tier"`
	MFAConfiguration    *string  `hcl:"mfa_configuration"`
	ManagedLoginVersion *int     `hcl:"managed_login_version"`
	At                  hcl.Body `hcl:",body"`

	AllowAdminCreateUserOnly *bool           `hcl:"allow_admin_create_user_only"`
	AccountRecovery          []string        `hcl:"account_recovery,optional"`
	AdvancedSecurityMode     *string         `hcl:"advanced_security_mode"`
	CustomAuthMode           *string         `hcl:"custom_auth_mode"`
	IssuerType               *string         `hcl:"issuer_type"`
	UserSessionTracking      *string         `hcl:"user_session_tracking"`
	MaxSessionsPerUser       *int            `hcl:"max_sessions_per_user"`
	OpenRegistration         *bool           `hcl:"open_registration"`
	WebACLARN                *string         `hcl:"web_acl_arn"`
	PasswordPolicy           *PasswordPolicy `hcl:"password_policy,block"`
}

// recoveryMechanisms are the values of RecoveryOptionNameType (API reference).
var recoveryMechanisms = []string{"verified_email", "verified_phone_number", "admin_only"}

func (b *poolBlock) read() (Pool, error) {
	for _, v := range []struct {
		argument string
		value    *string
		valid    []string
	}{
		{"deletion_protection", b.DeletionProtection, []string{"ACTIVE", "INACTIVE"}},
		{"user_pool_tier", b.UserPoolTier, []string{"LITE", "ESSENTIALS", "PLUS"}},
		{"mfa_configuration", b.MFAConfiguration, []string{"OFF", "OPTIONAL", "ON"}},
		{"advanced_security_mode", b.AdvancedSecurityMode, []string{"OFF", "AUDIT", "ENFORCED"}},
		{"custom_auth_mode", b.CustomAuthMode, []string{"AUDIT", "ENFORCED"}},
		{"issuer_type", b.IssuerType, []string{"ORIGINAL", "UPDATED"}},
		{"user_session_tracking", b.UserSessionTracking, []string{"ENABLED", "DISABLED"}},
	} {
		if v.value != nil && !slices.Contains(v.valid, *v.value) {
			return Pool{}, hclfile.ErrorAt(rangeOf(b.At, v.argument), "user_pool.%s: %q is not a valid value. Use %s", v.argument, *v.value, oneOf(v.valid))
		}
	}
	if version := b.ManagedLoginVersion; version != nil && *version != 1 && *version != 2 {
		return Pool{}, hclfile.ErrorAt(rangeOf(b.At, "managed_login_version"), "user_pool.managed_login_version: %d is not a version. Use 1 for the classic hosted UI or 2 for managed login", *version)
	}
	if sessions := b.MaxSessionsPerUser; sessions != nil && (*sessions < 1 || *sessions > 100) {
		return Pool{}, hclfile.ErrorAt(rangeOf(b.At, "max_sessions_per_user"), "user_pool.max_sessions_per_user: %d is out of range. Write a number from 1 to 100", *sessions)
	}
	for _, name := range b.AccountRecovery {
		if !slices.Contains(recoveryMechanisms, name) {
			return Pool{}, hclfile.ErrorAt(rangeOf(b.At, "account_recovery"), "user_pool.account_recovery: %q is not a recovery mechanism. Use %s", name, oneOf(recoveryMechanisms))
		}
	}
	if err := b.checkPasswordPolicy(); err != nil {
		return Pool{}, err
	}
	return Pool{
		DeletionProtection: b.DeletionProtection, Tier: b.UserPoolTier, MFAConfiguration: b.MFAConfiguration, ManagedLoginVersion: b.ManagedLoginVersion,
		PasswordPolicy: b.PasswordPolicy, AllowAdminCreateUserOnly: b.AllowAdminCreateUserOnly, AccountRecovery: b.AccountRecovery,
		AdvancedSecurityMode: b.AdvancedSecurityMode, CustomAuthMode: b.CustomAuthMode,
		IssuerType: b.IssuerType, UserSessionTracking: b.UserSessionTracking, MaxSessionsPerUser: b.MaxSessionsPerUser, WebACLARN: b.WebACLARN,
		OpenRegistration: b.OpenRegistration,
	}, nil
}

// checkPasswordPolicy rejects numbers outside the limits of PasswordPolicyType (API reference).
func (b *poolBlock) checkPasswordPolicy() error {
	if b.PasswordPolicy == nil {
		return nil
	}
	for _, v := range []struct {
		argument      string
		value         *int
		least, atMost int
	}{
		{"minimum_length", b.PasswordPolicy.MinimumLength, 6, 99},
		{"password_history_size", b.PasswordPolicy.PasswordHistorySize, 0, 24},
		{"temporary_password_validity_days", b.PasswordPolicy.TemporaryPasswordValidityDays, 1, 365},
	} {
		if v.value != nil && (*v.value < v.least || *v.value > v.atMost) {
			return hclfile.ErrorAt(rangeOf(passwordPolicyOf(b.At), v.argument),
				"user_pool.password_policy.%s: %d is out of range. Write a number from %d to %d", v.argument, *v.value, v.least, v.atMost)
		}
	}
	return nil
}

// passwordPolicyOf returns the body of the block password_policy.
func passwordPolicyOf(pool hcl.Body) hcl.Body {
	if native, ok := pool.(*hclsyntax.Body); ok {
		for _, block := range native.Blocks {
			if block.Type == "password_policy" {
				return block.Body
			}
		}
	}
	return pool
}
