package cognitoidp

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// withPassword signs in with a password in the request. A user whom the pool does not have
// may be known to its migrate user trigger.
func (s *signIn) withPassword() (any, error) {
	user, err := s.Store.User(s.client.PoolID, s.in["USERNAME"])
	if errors.Is(err, userpool.ErrUserNotFound) {
		if user, err = s.migrate(); err == nil {
			if err := s.attempt(&user); err != nil {
				return nil, err
			}
			return s.goOn(user)
		}
		if !errors.Is(err, userpool.ErrUserNotFound) {
			return nil, err
		}
		if err := s.attempt(nil); err != nil {
			return nil, err
		}
		return s.checkPassword()
	}
	if err != nil {
		return nil, err
	}
	if err := s.attempt(&user); err != nil {
		return nil, err
	}
	return s.checkPassword()
}

// migrate takes over a user whom the pool's migrate user function knows, with the password
// of the sign-in. UserNotFoundException if there is no such function or user.
func (s *signIn) migrate() (userpool.User, error) {
	return s.Accounts.Migrate(s.ctx, account.Migration{
		Source: trigger.UserMigrationAuthentication, Client: s.client, Username: s.in["USERNAME"], Password: s.in["PASSWORD"], ValidationData: s.validation,
	})
}

func (s *signIn) checkPassword() (any, error) {
	user, err := s.Store.CheckPassword(s.client, s.in["USERNAME"], s.in["PASSWORD"])
	if err != nil {
		return nil, err
	}
	return s.goOn(user)
}

func (s *signIn) askNewPassword(user userpool.User) (any, error) {
	missing := []string{}
	for _, name := range s.pool.RequiredAttributes() {
		if _, ok := user.Attribute(name); !ok {
			missing = append(missing, "userAttributes."+name)
		}
	}
	return s.ask(userpool.Challenge{Name: userpool.StepNewPassword, Username: user.Username}, map[string]string{
		"USER_ID_FOR_SRP": user.Username, "requiredAttributes": listText(missing), "userAttributes": userAttributesText(user),
	})
}

// userAttributesText is a user's attributes but the sub, as a JSON object in a string.
func userAttributesText(user userpool.User) string {
	attributes := map[string]string{}
	for _, a := range user.Attributes {
		if a.Name != "sub" {
			attributes[a.Name] = a.Value
		}
	}
	text, _ := json.Marshal(attributes) // strings always encode
	return string(text)
}

// answerNewPassword replaces a temporary password. Responses named
// userAttributes.NAME set attributes that the client may write (API_RespondToAuthChallenge).
func (s *signIn) answerNewPassword() (any, error) {
	var changes []userpool.Attribute
	for name, value := range s.in {
		if attribute, ok := strings.CutPrefix(name, "userAttributes."); ok {
			changes = append(changes, userpool.Attribute{Name: attribute, Value: value})
		}
	}
	if err := s.client.CheckWrite(s.pool, userpool.AttributeNames(changes)); err != nil {
		return nil, err
	}
	user, err := s.Store.ReplaceTemporaryPassword(s.client.PoolID, s.state.Username, s.in["NEW_PASSWORD"], changes)
	if err != nil {
		return nil, err
	}
	s.progress.NewPassword = true
	s.result(userpool.StepNewPassword)
	return s.goOn(user)
}
