package cognitoidp

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// firstFactor is how one of the first factors of USER_AUTH begins. user is nil for one who
// does not exist.
type firstFactor struct {
	requires string // a parameter, or ""
	begin    func(s *signIn, user *userpool.User) (any, error)
}

var firstFactors map[string]firstFactor

func init() { // the factors begin what the tables of flows and challenges hold
	firstFactors = map[string]firstFactor{
		userpool.FactorPassword:    {requires: "PASSWORD", begin: (*signIn).beginPassword},
		userpool.FactorPasswordSRP: {requires: "SRP_A", begin: (*signIn).askPassword},
		userpool.FactorEmail:       {begin: func(s *signIn, u *userpool.User) (any, error) { return s.beginCode(userpool.FactorEmail, u) }},
		userpool.FactorSMS:         {begin: func(s *signIn, u *userpool.User) (any, error) { return s.beginCode(userpool.FactorSMS, u) }},
	}
}

// withChoice begins choice-based authentication (developer guide, "Manage authentication
// methods in AWS SDKs"): with the factor that the client prefers if the user has it,
// otherwise with the list of those that the user has.
func (s *signIn) withChoice() (any, error) {
	preferred := s.in["PREFERRED_CHALLENGE"]
	_, built := firstFactors[preferred]
	if preferred != "" && !built {
		return nil, userpool.InvalidParameter("The stand-in does not have the challenge %s.", preferred)
	}
	user, err := s.find()
	if err != nil {
		return nil, err
	}
	if err := s.attempt(user); err != nil {
		return nil, err
	}
	username := s.in["USERNAME"]
	s.available = s.pool.AnyFirstFactors()
	if user != nil {
		username, s.available = user.Username, s.pool.FirstFactors(*user)
	}
	if slices.Contains(s.available, preferred) {
		return s.begin(preferred, user)
	}
	return s.ask(userpool.Challenge{Name: selectChallenge, Username: username, Choices: s.available}, map[string]string{})
}

func (s *signIn) begin(factor string, user *userpool.User) (any, error) {
	f := firstFactors[factor]
	if f.requires != "" {
		if err := required(s.in, f.requires); err != nil {
			return nil, err
		}
	}
	return f.begin(s, user)
}

func (s *signIn) beginPassword(user *userpool.User) (any, error) {
	if user == nil { // one who has come to exist since then has another sign-in
		_, err := s.Store.CheckPassword(s.client, s.progress.Login, s.in["PASSWORD"])
		return nil, cmp.Or(err, incorrectPassword())
	}
	s.available = nil
	return s.checkPassword()
}

// beginCode sends a code in the password's place. Of a user who does not exist it shows
// the address by which the client asked (a capture).
func (s *signIn) beginCode(name string, user *userpool.User) (any, error) {
	s.progress.FirstFactor = true
	if user != nil {
		return s.askCode(*user, name, nil)
	}
	medium := codeMediums[name]
	return s.ask(userpool.Challenge{Name: name, Username: s.in["USERNAME"]}, map[string]string{
		"CODE_DELIVERY_DELIVERY_MEDIUM": medium, "CODE_DELIVERY_DESTINATION": message.Mask(medium, s.in["USERNAME"]),
	})
}

// answerSelectChallenge begins the factor that the user has chosen, and with a password
// ends it.
func (s *signIn) answerSelectChallenge() (any, error) { return s.chosen(s.in["ANSWER"]) }

func (s *signIn) answerPassword() (any, error) { return s.chosen(userpool.FactorPassword) }

func (s *signIn) answerPasswordSRP() (any, error) { return s.chosen(userpool.FactorPasswordSRP) }

func (s *signIn) chosen(factor string) (any, error) {
	if !slices.Contains(s.state.Choices, factor) {
		return nil, userpool.InvalidParameter("Invalid challenge %s: the user has %s.", factor, strings.Join(s.state.Choices, ", ")) // the text: chosen
	}
	if s.progress.Simulated {
		return s.begin(factor, nil)
	}
	user, err := s.Store.User(s.client.PoolID, s.state.Username)
	if err != nil {
		return nil, err
	}
	return s.begin(factor, &user)
}
