package signin

import (
	"cmp"
	"errors"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// UsernameFirst begins a sign-in on managed login, whose first page asks only for the username.
// If the client allows USER_AUTH, the next page offers the first factors of the user (developer
// guide, "Configure authentication methods for managed login"), under the rules of that flow.
// Otherwise the sign-in begins with the password of the second page, so the response to the first
// page does not reveal whether the user exists.
type UsernameFirst struct{}

func (UsernameFirst) begin(s *signIn) (Outcome, error) {
	if !s.Client.AllowsAuthFlow("USER_AUTH") {
		return s.askForPassword(nil)
	}
	user, err := s.findUser()
	if err != nil {
		return Outcome{}, err
	}
	if err := s.preAuthenticate(user); err != nil {
		return Outcome{}, err
	}
	choices, err := s.firstFactors(user)
	if err != nil {
		return Outcome{}, err
	}
	if missing, err := s.missing(user); err == nil { // the error is only for a user who has authenticated
		choices = startingWith(missing, choices)
	}
	return s.offer(user, choices)
}

// offer returns the step in which a user chooses one of several first factors on a page, or the step
// of the only one.
func (s *signIn) offer(user *userpool.User, choices []string) (Outcome, error) {
	choices = slices.DeleteFunc(choices, func(f string) bool { return f == userpool.FactorPasswordSRP }) // the pages send the password itself
	switch {
	case len(choices) > 1:
		return s.ask(userpool.Challenge{Name: SelectChallenge, Username: s.Username, Choices: choices}, Step{})
	case len(choices) == 1 && choices[0] != userpool.FactorPassword:
		return s.beginFactor(choices[0], user)
	}
	return s.askForPassword([]string{userpool.FactorPassword})
}

// askForPassword returns the step of the password page. Its challenge has choices if the sign-in
// began with USER_AUTH.
func (s *signIn) askForPassword(choices []string) (Outcome, error) {
	return s.ask(userpool.Challenge{Name: userpool.FactorPassword, Username: s.Username, Choices: choices}, Step{})
}

// PagePassword is the password of managed login's second page.
type PagePassword struct{ Password string }

func (PagePassword) step() string { return userpool.FactorPassword }

func (a PagePassword) answer(s *signIn) (Outcome, error) {
	s.password = a.Password
	switch {
	case len(s.state.Choices) == 0:
		return s.signInWithPassword()
	case s.progress.Simulated:
		return s.checkPasswordOfUnknownUser()
	}
	return s.checkPassword()
}

// canMigrateLater reports whether the migrate user trigger can still create an unknown user. On
// managed login the trigger runs with the password of the second page. The API migrates users only
// in the flows USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH (developer guide, "Importing users
// with a user migration Lambda trigger").
func (s *signIn) canMigrateLater() bool {
	return s.OnPage && trigger.Has(s.pool, trigger.UserMigrationAuthentication)
}

// checkPasswordOfUnknownUser handles the password of a user who did not exist when the sign-in
// began. It migrates the user or rejects the password. A user who was created meanwhile must begin
// another sign-in.
func (s *signIn) checkPasswordOfUnknownUser() (Outcome, error) {
	if s.canMigrateLater() && s.requestedUsername() == "" {
		user, err := s.migrate()
		if err == nil {
			return s.continueMigrated(user)
		}
		if !errors.Is(err, apierror.ErrUserNotFound) {
			return Outcome{}, err
		}
	}
	_, err := s.Store.CheckPassword(s.Client, s.progress.Login, s.password)
	return Outcome{}, cmp.Or(err, incorrectPassword())
}

// SignedUp signs in a user who has just set a password on the sign-up page. The pre authentication
// trigger does not run (developer guide, "Lambda triggers for Amazon Cognito local users in managed
// login", does not list it for /signup).
type SignedUp struct{ User userpool.User }

func (f SignedUp) begin(s *signIn) (Outcome, error) {
	s.complete(userpool.FactorPassword)
	return s.continueSignIn(f.User)
}

// PageSetUp sets up a second factor on a page. It selects one of several factors, verifies the
// first code of a software token, or sets the address for codes, depending on the step.
type PageSetUp struct {
	Factor    string
	Code      string
	Device    string // the user's name for the device with the software token; may be ""
	Addresses []userpool.Attribute
}

func (PageSetUp) step() string { return userpool.StepMFASetup }

func (a PageSetUp) answer(s *signIn) (Outcome, error) {
	user, err := s.Store.User(s.Client.PoolID, s.state.Username)
	if err == nil {
		err = s.Store.CheckSetUp(user)
	}
	if err != nil {
		return Outcome{}, err
	}
	factor := s.state.Choices[0]
	switch {
	case len(s.state.Choices) > 1:
		if !slices.Contains(s.state.Choices, a.Factor) {
			return Outcome{}, notOfferedMFA(a.Factor)
		}
		return s.askSetUp(user, []string{a.Factor}, Step{})
	case factor == userpool.StepSoftwareToken:
		user, err := s.Store.VerifyTOTP(s.Client.PoolID, s.state.Username, a.Code, a.Device)
		if err == nil {
			s.complete(factor)
		}
		return s.afterSecondFactor(user, err)
	}
	attribute := AddressOf(factor)
	i := slices.IndexFunc(a.Addresses, func(address userpool.Attribute) bool { return address.Name == attribute })
	if i < 0 {
		return Outcome{}, MissingParameter(attribute)
	}
	return s.setUpAddress(user, factor, a.Addresses[i])
}

// askSetUp returns the step in which the user sets up a second factor. On a page the step contains
// the key of a software token. A client of the API calls AssociateSoftwareToken for it.
func (s *signIn) askSetUp(user userpool.User, choices []string, step Step) (Outcome, error) {
	if s.OnPage && slices.Equal(choices, []string{userpool.StepSoftwareToken}) {
		secret, err := s.Store.AssociateTOTP(s.Client.PoolID, user.Username)
		if err != nil {
			return Outcome{}, err
		}
		user.TOTP.Pending = secret
	}
	step.User = user
	return s.ask(userpool.Challenge{Name: userpool.StepMFASetup, Username: user.Username, Choices: choices}, step)
}

// AddressOf returns the attribute with the address to which a factor sends its codes, or ""
// if the factor sends none.
func AddressOf(factor string) string {
	medium, ok := deliveryMedia[factor]
	if !ok {
		return ""
	}
	return message.Attribute(medium)
}

// Invalid is an answer that the page itself rejects, such as two new passwords that differ. It
// fails with Err, which leaves the step open or not as if a check had returned it.
type Invalid struct {
	Step string
	Err  error
}

func (a Invalid) step() string { return a.Step }

func (a Invalid) answer(*signIn) (Outcome, error) { return Outcome{}, a.Err } //nolint:unparam // an Answer that always fails
