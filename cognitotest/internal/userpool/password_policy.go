package userpool

import (
	"strings"
	"unicode"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// PasswordPolicy has the rules for a new password.
type PasswordPolicy struct {
	MinimumLength                 int
	RequireUppercase              bool
	RequireLowercase              bool
	RequireNumbers                bool
	RequireSymbols                bool
	HistorySize                   int
	TemporaryPasswordValidityDays int // 0: not set
}

// DefaultPasswordPolicy is the policy of a pool without a setting (API_PasswordPolicyType and
// a capture of a live pool).
var DefaultPasswordPolicy = PasswordPolicy{
	MinimumLength: 8, RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true,
	TemporaryPasswordValidityDays: defaultUnusedAccountValidityDays,
}

// PasswordSymbols are the characters that count as symbols (developer guide, "Password requirements").
// A space at the beginning or at the end of a password does not count.
const PasswordSymbols = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- "

// The names of the policy in error texts: for a user (captures of SignUp), and for an
// administrator (data-dot-all/dataall#690).
const (
	policyOfUser  = "policy"
	policyOfAdmin = "password policy"
)

// validate rejects a password that breaks the policy with InvalidPasswordException. name is the
// name of the policy in the text.
func (p PasswordPolicy) validate(password, name string) error {
	has := func(f func(rune) bool) bool { return strings.ContainsFunc(password, f) }
	switch {
	case len([]rune(password)) < p.MinimumLength:
		return apierror.InvalidPassword(name, "Password not long enough")
	case p.RequireLowercase && !has(unicode.IsLower):
		return apierror.InvalidPassword(name, "Password must have lowercase characters")
	case p.RequireUppercase && !has(unicode.IsUpper):
		return apierror.InvalidPassword(name, "Password must have uppercase characters")
	case p.RequireNumbers && !has(unicode.IsDigit):
		return apierror.InvalidPassword(name, "Password must have numeric characters")
	case p.RequireSymbols && !strings.ContainsAny(strings.Trim(password, " "), PasswordSymbols):
		return apierror.InvalidPassword(name, "Password must have symbol characters")
	}
	return nil
}

// temporaryPassword returns a random password that satisfies the policy.
func (p PasswordPolicy) temporaryPassword() string {
	const letters = "abcdefghijkmnpqrstuvwxyz"
	length := max(p.MinimumLength, 8)
	return "Aa1!" + randomString(letters, length-4)
}
