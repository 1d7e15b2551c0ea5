package account

import (
	"context"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Migration is a request to migrate a user from another directory.
type Migration struct {
	Source         string // trigger.UserMigrationAuthentication or trigger.UserMigrationForgotPassword
	Client         userpool.Client
	Username       string
	Password       string // "" if the user forgot it
	ValidationData map[string]string
	Metadata       Metadata
}

// Migrate runs the migrate user trigger and creates an account from its response (developer
// guide, "Migrate user Lambda trigger"). The emulator never sends the invitation of a migrated
// user, whether messageAction is SUPPRESS or not.
//
// Errors: UserNotFoundException if the pool has no such trigger, or the trigger does not
// return a user.
func (s *Service) Migrate(ctx context.Context, m Migration) (userpool.User, error) {
	pool, err := s.Store.Pool(m.Client.PoolID)
	if err != nil {
		return userpool.User{}, err
	}
	migrated, found, err := s.Triggers.UserMigration(ctx,
		trigger.Call{Source: m.Source, Pool: pool, ClientID: m.Client.ID, Username: m.Username},
		trigger.UserMigrationRequest{Password: m.Password, ValidationData: m.ValidationData, ClientMetadata: m.Metadata})
	if err != nil {
		return userpool.User{}, err
	}
	if !found {
		return userpool.User{}, apierror.UserNotFound("User does not exist.")
	}
	username, err := migratedUsername(pool, m.Username, migrated.UserAttributes["username"])
	if err != nil {
		return userpool.User{}, err
	}
	u, err := s.Store.PrepareMigration(pool.ID, userpool.NewUser{Username: username, Attributes: migrated.Attributes(), Password: m.Password})
	if err != nil {
		return userpool.User{}, err
	}
	if migrated.FinalUserStatus == userpool.StatusConfirmed {
		u.Status = userpool.StatusConfirmed
	}
	if migrated.EnableSMSMFA != nil && *migrated.EnableSMSMFA {
		if number, _ := u.Attribute("phone_number"); number == "" || !pool.HasMFA() { // documented as an error; its text is unspecified
			return userpool.User{}, apierror.InvalidParameter("SMS MFA needs a phone number and a user pool with MFA.")
		}
		u.SMSFactor = userpool.FactorSetting{Enabled: true, Preferred: true}
	}
	return s.Store.AddUser(u, migrated.ForceAliasCreation != nil && *migrated.ForceAliasCreation)
}

// migratedUsername returns the username of a migrated account: the name in the request, unless
// it is an alias. For an alias the trigger must return the username (same page of the developer
// guide).
func migratedUsername(pool userpool.Pool, login, named string) (string, error) {
	aliased := slices.Contains(pool.AliasAttributes, "email") && isEmail(login) || slices.Contains(pool.AliasAttributes, "phone_number") && isPhone(login)
	switch {
	case !aliased && (named == "" || named == login):
		return login, nil
	case aliased && named != "" && named != login:
		return named, nil
	}
	return "", trigger.InvalidResponse("The username of a migrated user must be the one that was asked for, or its own if that is an alias.") // the text is unspecified
}
