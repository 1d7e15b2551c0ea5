package account

import (
	"context"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Migration asks another directory for a user whom the pool does not have.
type Migration struct {
	Source         string // trigger.UserMigrationAuthentication or trigger.UserMigrationForgotPassword
	Client         userpool.Client
	Username       string
	Password       string // "" for a forgotten one
	ValidationData map[string]string
	Metadata       Metadata
}

// Migrate makes an account of what the migrate user function knows of somebody
// (developer guide, "Migrate user Lambda trigger"). The invitation that it may send is
// not built: a function says SUPPRESS, or nothing is sent.
//
// Errors: UserNotFoundException if the pool has no such function, or the function knows
// no such user.
func (s *Service) Migrate(ctx context.Context, m Migration) (userpool.User, error) {
	pool, err := s.Store.Pool(m.Client.PoolID)
	if err != nil {
		return userpool.User{}, err
	}
	known, found, err := s.Triggers.UserMigration(ctx,
		trigger.Call{Source: m.Source, Pool: pool, ClientID: m.Client.ID, Username: m.Username},
		trigger.UserMigrationRequest{Password: m.Password, ValidationData: m.ValidationData, ClientMetadata: m.Metadata})
	if err != nil {
		return userpool.User{}, err
	}
	if !found {
		return userpool.User{}, apierror.UserNotFound("User does not exist.")
	}
	username, err := migratedName(pool, m.Username, known.UserAttributes["username"])
	if err != nil {
		return userpool.User{}, err
	}
	u, err := s.Store.PrepareMigration(pool.ID, userpool.NewUser{Username: username, Attributes: known.Attributes(), Password: m.Password})
	if err != nil {
		return userpool.User{}, err
	}
	if known.FinalUserStatus == userpool.StatusConfirmed {
		u.Status = userpool.StatusConfirmed
	}
	if known.EnableSMSMFA != nil && *known.EnableSMSMFA {
		if number, _ := u.Attribute("phone_number"); number == "" || !pool.HasMFA() { // that it fails is documented; how: chosen
			return userpool.User{}, apierror.InvalidParameter("SMS MFA needs a phone number and a user pool with MFA.")
		}
		u.SMSFactor = userpool.FactorSetting{Enabled: true, Preferred: true}
	}
	return s.Store.AddUser(u, known.ForceAliasCreation != nil && *known.ForceAliasCreation)
}

// migratedName is the name of a migrated account: that with which somebody signs in, unless
// that is an alias. Then the function names the account (same page of the developer guide).
func migratedName(pool userpool.Pool, login, named string) (string, error) {
	aliased := slices.Contains(pool.AliasAttributes, "email") && isEmail(login) || slices.Contains(pool.AliasAttributes, "phone_number") && isPhone(login)
	switch {
	case !aliased && (named == "" || named == login):
		return login, nil
	case aliased && named != "" && named != login:
		return named, nil
	}
	return "", trigger.InvalidResponse("The username of a migrated user must be the one that was asked for, or its own if that is an alias.") // the text: chosen
}
