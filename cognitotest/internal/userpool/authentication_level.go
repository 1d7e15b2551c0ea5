package userpool

import "slices"

// The authentication methods that a user can complete, by their values in the claim amr
// (developer guide, "Authentication levels with ACR and AMR claims"; RFC 8176).
const (
	MethodPassword        = "pwd" // SRP, too
	MethodSoftwareToken   = "otp"
	MethodSMS             = "sms"
	MethodEmail           = "email_otp"
	MethodPlatformPasskey = "swk"
	MethodRoamingPasskey  = "hwk"
)

// The values of amr that are not methods: two or more methods, and a sign-in at a provider that
// returned no known value.
const (
	amrMultiple  = "mfa"
	amrFederated = "fed"
)

// methods maps a ChallengeName to the methods of which a right answer completes one. It is the same
// one for every user, except for a passkey, whose authenticator determines it.
var methods = map[string][]string{
	FactorPassword: {MethodPassword}, FactorPasswordSRP: {MethodPassword},
	StepSoftwareToken: {MethodSoftwareToken},
	StepSMS:           {MethodSMS}, FactorSMS: {MethodSMS},
	StepEmail:     {MethodEmail},
	FactorPasskey: {MethodPlatformPasskey, MethodRoamingPasskey},
}

// MethodsOf returns the methods of a challenge, or none.
func MethodsOf(challenge string) []string { return methods[challenge] }

// The levels of authentication. A higher level includes the lower ones.
const (
	lowestLevel  = 1
	highestLevel = 4
)

// combination is a first factor, with or without a second factor, and the level that the two reach.
type combination struct {
	level         int
	first, second string
}

// combinations are fixed by the service (developer guide, "Authentication levels with ACR and AMR
// claims"). The highest level is first.
var combinations = []combination{
	{4, MethodPassword, MethodSoftwareToken},
	{3, MethodPassword, MethodSMS},
	{3, MethodPassword, MethodEmail},
	{3, MethodPlatformPasskey, ""},
	{3, MethodRoamingPasskey, ""},
	{2, MethodSMS, ""},
	{2, MethodEmail, ""},
	{1, MethodPassword, ""},
}

// Authentication is how a user has authenticated. The zero value means that it is unknown, as for
// tokens of an earlier version of the emulator and for a sign-in with custom challenges alone. Then
// tokens have neither acr nor amr.
type Authentication struct {
	Level int      // 0 if the methods reach none
	AMR   []string // in the order of completion
}

// With returns the authentication after further methods. Its level is the highest level whose
// combination is complete. A level that another party asserted ends with a further method.
func (a Authentication) With(completed ...string) Authentication {
	next := Authentication{AMR: slices.DeleteFunc(slices.Clone(a.AMR), func(m string) bool { return m == amrMultiple })}
	for _, method := range completed {
		if method != "" && !next.has(method) {
			next.AMR = append(next.AMR, method)
		}
	}
	i := slices.IndexFunc(combinations, func(c combination) bool { return next.has(c.first) && next.has(c.second) })
	if i >= 0 {
		next.Level = combinations[i].level
	}
	if len(next.AMR) > 1 {
		next.AMR = append(next.AMR, amrMultiple)
	}
	return next
}

// has reports whether a method is complete. No method, "", is.
func (a Authentication) has(method string) bool {
	return method == "" || slices.Contains(a.AMR, method)
}

// MultiFactor reports whether the user has completed two or more methods.
func (a Authentication) MultiFactor() bool { return slices.Contains(a.AMR, amrMultiple) }

// ACRName returns the provider's name of a level, or "".
func (i IdentityProvider) ACRName(level int) string { return i.ACRMapping[levelKey(level)] }

// knownAMR are the values that the service retains from a provider.
var knownAMR = []string{
	MethodPassword, MethodSoftwareToken, MethodSMS, MethodEmail, MethodPlatformPasskey, MethodRoamingPasskey, amrMultiple, amrFederated,
}

// Authentication returns the authentication of a sign-in at the provider, from the claims acr and
// amr of its ID token. A value of acr without a mapping, or none, is the lowest level. Values of amr
// that the service does not know are dropped (developer guide, "Step-up authentication for federated
// users"). Only OpenID Connect providers have these claims.
func (i IdentityProvider) Authentication(acr string, amr []string) Authentication {
	a := Authentication{Level: lowestLevel}
	if i.Type == "OIDC" {
		for level := lowestLevel; level <= highestLevel; level++ {
			if mapped := i.ACRName(level); mapped != "" && mapped == acr {
				a.Level = level
			}
		}
		for _, value := range amr {
			if slices.Contains(knownAMR, value) && !a.has(value) {
				a.AMR = append(a.AMR, value)
			}
		}
	}
	if len(a.AMR) == 0 {
		a.AMR = []string{amrFederated}
	}
	return a
}
