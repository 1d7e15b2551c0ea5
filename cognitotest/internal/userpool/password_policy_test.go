package userpool

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPasswordPolicy(t *testing.T) {
	t.Parallel()
	all := PasswordPolicy{MinimumLength: 6, RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true}
	fault := func(reason string) string {
		return "InvalidPasswordException: Password did not conform with policy: Password " + reason
	}
	for password, want := range map[string]string{
		"Aa1!56": "", "Aa1!5": fault("not long enough"), "ÄÄ1!ää": "", "ÄÄ1!ä": fault("not long enough"), "AA1!56": fault("must have lowercase characters"),
		"aa1!56": fault("must have uppercase characters"), "Aab!cd": fault("must have numeric characters"), "Aa1456": fault("must have symbol characters"), "Aa1 56": "",
		" Aa156": fault("must have symbol characters"), "Aa156 ": fault("must have symbol characters"), "Aa156~": "", "Aa156\\": "", "Aa156§": fault("must have symbol characters"),
	} {
		requireText(t, want, all.validate(password, policyOfUser), password)
	}
	for reason, policy := range map[string]PasswordPolicy{
		"must have lowercase characters": {RequireLowercase: true}, "must have uppercase characters": {RequireUppercase: true},
		"must have numeric characters": {RequireNumbers: true}, "must have symbol characters": {RequireSymbols: true},
	} {
		requireText(t, fault(reason), policy.validate("", policyOfUser))
		require.NoError(t, PasswordPolicy{}.validate("", policyOfUser))
		require.NoError(t, policy.validate("Aa1!", policyOfUser))
	}
}

// The default policy is from API_PasswordPolicyType and from a live pool.
func TestDefaultPasswordPolicy(t *testing.T) {
	t.Parallel()
	require.Equal(t, PasswordPolicy{
		MinimumLength: 8, RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true, TemporaryPasswordValidityDays: 7,
	}, DefaultPasswordPolicy)
}
