package userpool

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// StepUpFeature is the name of the feature in errors about the feature plan. It is unspecified.
const StepUpFeature = "Step-up Authentication"

// HasStepUp reports whether the pool's feature plan includes requests for a level of authentication
// (developer guide, "Authentication levels with ACR and AMR claims").
func (p Pool) HasStepUp() bool { return p.Tier != tierLite }

// Missing are the methods that a user must still complete to reach a level: a first factor, a
// second factor, or both. "" means that none is missing.
type Missing struct{ First, Second string }

// StepUp returns what a user of a pool must still complete to reach the first of the target levels
// that the user can reach. Each element is one of several ways. It returns none if the user has
// reached the level, or if there are no targets. user is nil for an unknown user, who appears to have
// a password and the codes of the pool.
//
// A level is only reached by a combination that the service lists for it, or by having a higher
// level; that a user with only a higher combination cannot request the lower level is unspecified.
//
// Errors: ErrLevelOutOfReach if the user cannot reach any of the levels, ResourceNotFoundException.
func (s *Store) StepUp(poolID string, user *User, targets []int, done Authentication) ([]Missing, error) {
	if len(targets) == 0 {
		return nil, nil
	}
	return inPool(s, poolID, func(p *poolState) ([]Missing, error) {
		first, second := p.pool.availableMethods(user, user != nil && len(s.usablePasskeys(p.pool, *user)) > 0)
		for _, level := range targets {
			if done.Level >= level {
				return nil, nil
			}
			ways, reached := waysTo(level, done, first, second)
			if reached || len(ways) > 0 {
				return ways, nil
			}
		}
		return nil, apierror.ErrLevelOutOfReach
	})
}

// waysTo returns what is missing for each combination of a level that is possible with the
// available methods. reached is true if one is complete.
func waysTo(level int, done Authentication, first, second []string) (ways []Missing, reached bool) {
	for _, c := range combinations {
		if c.level != level {
			continue
		}
		missing := Missing{c.first, c.second}
		if done.has(c.first) {
			missing.First = ""
		}
		if done.has(c.second) {
			missing.Second = ""
		}
		switch {
		case missing == Missing{}:
			return nil, true
		case missing.First != "" && !slices.Contains(first, missing.First), missing.Second != "" && !slices.Contains(second, missing.Second):
		default:
			ways = append(ways, missing)
		}
	}
	return ways, false
}

// availableMethods returns the methods that a user has, as first and as second factors. "Step-up
// authentication doesn't prompt the user to set up new factors". A second factor does not have to
// be turned on by the user, because every sign-in requires one that is. Codes to the address with
// which the user recovers the account are a second factor only if the user has turned them on, as
// in a sign-in with required MFA (unspecified).
func (p Pool) availableMethods(user *User, hasPasskey bool) (first, second []string) {
	if user == nil {
		return methodsOf(p.AnyFirstFactors()), nil
	}
	first = methodsOf(p.FirstFactors(*user, hasPasskey))
	if p.MFA.off() {
		return first, nil
	}
	for _, f := range secondFactors {
		usable := f.attribute == "" || f.enabled(p.MFA) && (f.setting(user).Enabled || f.attribute != p.recoveryAttribute())
		if usable && f.ready(*user) {
			second = append(second, methods[f.name]...)
		}
	}
	return first, second
}

func methodsOf(factors []string) []string {
	var list []string
	for _, f := range factors {
		list = append(list, methods[f]...)
	}
	return list
}
