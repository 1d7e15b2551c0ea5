package account

import (
	"context"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// CreateUser is an administrator's request for an account.
type CreateUser struct {
	Username       string
	Password       string // temporary; "" means that the service generates one
	Attributes     []userpool.Attribute
	Suppress       bool     // do not send an invitation
	Mediums        []string // EMAIL, SMS; empty means SMS
	ForceAlias     bool
	ValidationData map[string]string
	Metadata       Metadata
}

// CreateUser creates an account with a temporary password and sends the invitation.
func (s *Service) CreateUser(ctx context.Context, poolID string, in CreateUser) (userpool.User, error) {
	pool, err := s.Store.Pool(poolID)
	if err != nil {
		return userpool.User{}, err
	}
	in.Attributes = pool.Normalized(in.Attributes)
	if err := checkMediums(in, pool); err != nil {
		return userpool.User{}, err
	}
	u, password, err := s.Store.PrepareUser(poolID, userpool.NewUser{
		Username: in.Username, Attributes: in.Attributes, Password: in.Password, ByAdmin: true,
	})
	if err != nil {
		return userpool.User{}, err
	}
	// The service ignores the response of the trigger here (developer guide, "Pre sign-up Lambda trigger").
	if _, err := s.Triggers.PreSignUp(ctx,
		trigger.Call{Source: trigger.PreSignUpAdminCreateUser, Pool: pool, Username: u.Username},
		trigger.PreSignUpRequest{UserAttributes: adminAttributes(u), ValidationData: in.ValidationData, ClientMetadata: in.Metadata}); err != nil {
		return userpool.User{}, err
	}
	if u, err = s.Store.AddUser(u, in.ForceAlias); err != nil {
		return userpool.User{}, err
	}
	if in.Suppress {
		return u, nil
	}
	return u, s.invite(ctx, pool, u, password, in)
}

// checkMediums rejects a requested delivery medium, and a verified address, if the request
// does not have the address (API_AdminCreateUser; the texts are unspecified).
func checkMediums(in CreateUser, pool userpool.Pool) error {
	for _, m := range []string{userpool.MediumEmail, userpool.MediumSMS} {
		attribute := message.Attribute(m)
		login := attribute == "email" && isEmail(in.Username) || attribute == "phone_number" && isPhone(in.Username)
		switch {
		case slices.Contains(userpool.AttributeNames(in.Attributes), attribute), login && slices.Contains(pool.UsernameAttributes, attribute):
		case slices.Contains(in.Mediums, m) && !in.Suppress:
			return apierror.InvalidParameter("User has no %s for the delivery medium %s.", attribute, m)
		case slices.Contains(in.Attributes, userpool.Attribute{Name: attribute + "_verified", Value: "true"}):
			return apierror.InvalidParameter("User has no %s that could be verified.", attribute)
		}
	}
	return nil
}

// adminAttributes returns the attributes of the administrator's request, which the trigger
// receives: also the _verified attributes, but not the sub (a captured event).
func adminAttributes(u userpool.User) map[string]string {
	attributes := trigger.Attributes(u.Attributes)
	delete(attributes, "sub")
	return attributes
}

// Reinvite sets a new temporary password for a user who has not signed in yet, restarts its
// validity, and sends the invitation again.
func (s *Service) Reinvite(ctx context.Context, poolID string, in CreateUser) (userpool.User, error) {
	pool, err := s.Store.Pool(poolID)
	if err != nil {
		return userpool.User{}, err
	}
	u, password, err := s.Store.RenewTemporaryPassword(poolID, in.Username, in.Password)
	if err != nil {
		return userpool.User{}, err
	}
	return u, s.invite(ctx, pool, u, password, in)
}

// invite sends the temporary password by each requested delivery medium for which the user has
// an address. SMS is the default (API_AdminCreateUser). A requested medium without an address
// is skipped without an error (unspecified).
func (s *Service) invite(ctx context.Context, pool userpool.Pool, u userpool.User, password string, in CreateUser) error {
	mediums := in.Mediums
	if len(mediums) == 0 {
		mediums = []string{userpool.MediumSMS}
	}
	for _, m := range []string{userpool.MediumSMS, userpool.MediumEmail} {
		if to, _ := u.Attribute(message.Attribute(m)); to == "" || !slices.Contains(mediums, m) {
			continue
		}
		if _, err := s.Messages.Send(ctx, message.Notice{
			Source: trigger.CustomMessageAdminCreateUser, Pool: pool, User: u, Medium: m, Code: password, Metadata: in.Metadata,
		}); err != nil {
			return err
		}
	}
	return nil
}
