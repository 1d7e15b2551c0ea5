package signin

import (
	"maps"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// firstFactorStarts returns the function that begins each first factor of USER_AUTH. user is nil for
// an unknown user.
func firstFactorStarts() map[string]func(s *signIn, user *userpool.User) (Outcome, error) {
	return map[string]func(s *signIn, user *userpool.User) (Outcome, error){
		userpool.FactorPassword: (*signIn).beginPassword,
		userpool.FactorPasswordSRP: func(s *signIn, u *userpool.User) (Outcome, error) {
			if s.publicValue == "" {
				return Outcome{}, MissingParameter("SRP_A")
			}
			return s.askPassword(u)
		},
		userpool.FactorEmail: func(s *signIn, u *userpool.User) (Outcome, error) { return s.beginCode(userpool.FactorEmail, u) },
		userpool.FactorSMS:   func(s *signIn, u *userpool.User) (Outcome, error) { return s.beginCode(userpool.FactorSMS, u) },

		userpool.FactorPasskey: (*signIn).beginPasskey,
	}
}

// Choice begins choice-based authentication, USER_AUTH (developer guide, "Manage
// authentication methods in AWS SDKs"). It begins the factor that the client prefers if the user
// has that factor. Otherwise it returns the list of the user's factors.
type Choice struct {
	Preferred   string // PREFERRED_CHALLENGE, or ""
	Password    string // of the preferred factor PASSWORD
	PublicValue string // SRP_A of the preferred factor PASSWORD_SRP
}

func (f Choice) begin(s *signIn) (Outcome, error) {
	s.password, s.publicValue = f.Password, f.PublicValue
	if _, known := firstFactorStarts()[f.Preferred]; f.Preferred != "" && !known { // the exception and the text are unspecified
		return Outcome{}, apierror.InvalidParameter("PREFERRED_CHALLENGE cannot be %s. Use %s.", f.Preferred, strings.Join(slices.Sorted(maps.Keys(firstFactorStarts())), ", "))
	}
	user, err := s.findUser()
	if err != nil {
		return Outcome{}, err
	}
	if err := s.preAuthenticate(user); err != nil {
		return Outcome{}, err
	}
	username := s.Username
	if user != nil {
		username = user.Username
	}
	if s.available, err = s.firstFactors(user); err != nil {
		return Outcome{}, err
	}
	if outcome, err := s.beginTarget(user); outcome.Step != nil || outcome.Result != nil || err != nil {
		return outcome, err
	}
	if slices.Contains(s.available, f.Preferred) {
		return s.beginFactor(f.Preferred, user)
	}
	return s.ask(userpool.Challenge{Name: SelectChallenge, Username: username, Choices: s.available}, Step{})
}

// firstFactors returns the first factors of a user. An unknown user appears to have all factors
// that the pool allows.
func (s *signIn) firstFactors(user *userpool.User) ([]string, error) {
	if user == nil {
		return s.pool.AnyFirstFactors(), nil
	}
	return s.Store.FirstFactors(*user)
}

func (s *signIn) beginFactor(factor string, user *userpool.User) (Outcome, error) {
	return firstFactorStarts()[factor](s, user)
}

func (s *signIn) beginPassword(user *userpool.User) (Outcome, error) {
	switch {
	case s.password == "" && s.OnPage:
		return s.askForPassword([]string{userpool.FactorPassword})
	case s.password == "":
		return Outcome{}, MissingParameter("PASSWORD")
	case user == nil:
		return s.checkPasswordOfUnknownUser()
	}
	s.available = nil
	return s.checkPassword()
}

// beginCode sends a code, which replaces the password. For an unknown user it sends nothing and
// returns the masked login as the destination (a capture).
func (s *signIn) beginCode(name string, user *userpool.User) (Outcome, error) {
	s.progress.FirstFactor = true
	if user != nil {
		return s.askCode(*user, name, Step{})
	}
	medium := deliveryMedia[name]
	delivery := message.Delivery{Medium: medium, Destination: message.Mask(medium, s.Username), Attribute: message.Attribute(medium)}
	return s.ask(userpool.Challenge{Name: name, Username: s.Username}, Step{Delivery: &delivery})
}

// FirstFactor selects one of the offered first factors and begins it. For PASSWORD the answer also
// contains the password.
type FirstFactor struct {
	Name        string
	Password    string // of PASSWORD
	PublicValue string // SRP_A of PASSWORD_SRP
	Credential  string // CREDENTIAL of WEB_AUTHN
}

func (FirstFactor) step() string { return SelectChallenge }

// check rejects the response of a passkey. API_RespondToAuthChallenge describes an answer with
// CREDENTIAL, but the passkey can sign only after WEB_AUTHN has returned the challenge. The error
// is unspecified.
func (a FirstFactor) check() error {
	if a.Credential != "" {
		return apierror.InvalidParameter("Select WEB_AUTHN without CREDENTIAL. Send CREDENTIAL in the response to the WEB_AUTHN challenge, which has the options to sign.")
	}
	return nil
}

func (a FirstFactor) answer(s *signIn) (Outcome, error) {
	s.password, s.publicValue = a.Password, a.PublicValue
	if !slices.Contains(s.state.Choices, a.Name) {
		return Outcome{}, NotOffered{
			apierror.InvalidParameter("Invalid challenge %s: the user has %s.", a.Name, strings.Join(s.state.Choices, ", ")), // unspecified text
		}
	}
	if s.progress.Simulated {
		return s.beginFactor(a.Name, nil)
	}
	user, err := s.Store.User(s.Client.PoolID, s.state.Username)
	if err != nil {
		return Outcome{}, err
	}
	return s.beginFactor(a.Name, &user)
}
