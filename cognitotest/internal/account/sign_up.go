package account

import (
	"context"
	"errors"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// SignUp is a user's request for an account.
type SignUp struct {
	Username       string
	Password       string // "" means no password, in a pool that accepts codes as first factor
	Attributes     []userpool.Attribute
	ValidationData map[string]string
	Metadata       Metadata
}

// SignedUp is the result of a SignUp. Delivery is nil if no code was sent.
type SignedUp struct {
	User     userpool.User
	Delivery *message.Delivery
}

// Confirmed reports whether the user may sign in at once.
func (s SignedUp) Confirmed() bool { return s.User.Status == userpool.StatusConfirmed }

// SignUp creates an account. It is unconfirmed unless the pre sign-up trigger confirms it.
func (s *Service) SignUp(ctx context.Context, client userpool.Client, in SignUp) (SignedUp, error) {
	pool, err := s.Store.Pool(client.PoolID)
	if err != nil {
		return SignedUp{}, err
	}
	if err := checkSignUp(pool, client, in); err != nil {
		return SignedUp{}, err
	}
	u, _, err := s.Store.PrepareUser(pool.ID, userpool.NewUser{Username: in.Username, Password: in.Password, Attributes: in.Attributes})
	if err != nil {
		return SignedUp{}, err
	}
	decision, err := s.Triggers.PreSignUp(ctx,
		trigger.Call{Source: trigger.PreSignUp, Pool: pool, ClientID: client.ID, Username: u.Username},
		trigger.PreSignUpRequest{UserAttributes: trigger.Attributes(requestAttributes(u)), ValidationData: in.ValidationData, ClientMetadata: in.Metadata})
	if err != nil {
		return SignedUp{}, err
	}
	if u, err = applyPreSignUp(u, decision); err != nil {
		return SignedUp{}, err
	}
	// An alias that the trigger verifies moves from the account that has it (developer guide,
	// "Pre sign-up Lambda trigger").
	if u, err = s.Store.AddUser(u, true); err != nil {
		return SignedUp{}, err
	}
	if decision.AutoConfirmUser {
		s.recordEvent(ctx, u, userpool.EventSignUp, userpool.EventPass)
		call := trigger.Call{Source: trigger.PostConfirmationSignUp, Pool: pool, ClientID: client.ID}
		return SignedUp{User: u}, s.Triggers.PostConfirmation(ctx, call, u, in.Metadata)
	}
	s.recordEvent(ctx, u, userpool.EventSignUp, userpool.EventInProgress)
	m, ok := signUpMedium(pool, u)
	if !ok {
		return SignedUp{User: u}, nil
	}
	delivery, err := s.sendCode(ctx, u, notice{
		source: trigger.CustomMessageSignUp, purpose: userpool.PurposeSignUp, pool: pool, clientID: client.ID, medium: m, metadata: in.Metadata,
	})
	if err != nil {
		return SignedUp{}, err
	}
	return SignedUp{User: u, Delivery: &delivery}, nil
}

// checkSignUp rejects a sign-up that the pool or the client does not allow.
func checkSignUp(pool userpool.Pool, client userpool.Client, in SignUp) error {
	if pool.AllowAdminCreateUserOnly {
		return apierror.NotAuthorized("SignUp is not permitted for this user pool")
	}
	if err := client.CheckWrite(pool, userpool.AttributeNames(in.Attributes)); err != nil {
		return err
	}
	if in.Password == "" && !passwordless(pool, client, in.Attributes) {
		return apierror.InvalidParameter("Password is required.") // the text is unspecified
	}
	return nil
}

// passwordless reports whether a user may sign up without a password (developer guide,
// "Signing up and confirming user accounts").
func passwordless(pool userpool.Pool, client userpool.Client, attributes []userpool.Attribute) bool {
	for factor, address := range map[string]string{"EMAIL_OTP": "email", "SMS_OTP": "phone_number"} {
		has := slices.Contains(userpool.AttributeNames(attributes), address) || slices.Contains(pool.UsernameAttributes, address)
		if has && slices.Contains(pool.AllowedFirstAuthFactors, factor) && slices.Contains(pool.AutoVerifiedAttributes, address) {
			return client.AllowsAuthFlow("USER_AUTH")
		}
	}
	return false
}

// requestAttributes returns the attributes of the sign-up request. The trigger does not
// receive the attributes that the service adds (developer guide, "Client metadata").
func requestAttributes(u userpool.User) []userpool.Attribute {
	return slices.DeleteFunc(slices.Clone(u.Attributes), func(a userpool.Attribute) bool {
		return a.Name == "sub" || a.Name == "email_verified" || a.Name == "phone_number_verified"
	})
}

// applyPreSignUp applies the response of the pre sign-up trigger.
func applyPreSignUp(u userpool.User, d trigger.PreSignUpResponse) (userpool.User, error) {
	for attribute, verify := range map[string]bool{"email": d.AutoVerifyEmail, "phone_number": d.AutoVerifyPhone} {
		if !verify {
			continue
		}
		if value, _ := u.Attribute(attribute); value == "" {
			return u, trigger.InvalidResponse("Cannot verify " + attribute + ": the user has none.") // the text is unspecified
		}
		u = u.With(attribute+"_verified", "true")
	}
	if d.AutoConfirmUser {
		u.Status = userpool.StatusConfirmed
	}
	return u, nil
}

// signUpMedium returns the delivery medium for the code of a sign-up. SMS precedes email
// (developer guide, "If you require users to confirm both email addresses and phone numbers").
func signUpMedium(pool userpool.Pool, u userpool.User) (string, bool) {
	for _, attribute := range []string{"phone_number", "email"} {
		if value, _ := u.Attribute(attribute); value != "" && slices.Contains(pool.AutoVerifiedAttributes, attribute) {
			return medium(attribute), true
		}
	}
	return "", false
}

// ConfirmSignUp confirms an account with the code that was sent. With force an alias moves
// from the account that has it.
func (s *Service) ConfirmSignUp(ctx context.Context, client userpool.Client, login, code string, force bool, metadata Metadata) (userpool.User, error) {
	pool, err := s.Store.Pool(client.PoolID)
	if err != nil {
		return userpool.User{}, err
	}
	u, err := s.findUser(client, login)
	if client.HidesUnknownUsers() && errors.Is(err, apierror.ErrUserNotFound) {
		return userpool.User{}, apierror.ExpiredCode() // which of the errors for codes is unspecified
	}
	if err != nil {
		return userpool.User{}, err
	}
	confirmed, err := s.Store.ConfirmSignUp(pool.ID, u.Username, code, force)
	s.finishEvent(ctx, u, userpool.EventSignUp, err)
	if err != nil {
		return userpool.User{}, err
	}
	call := trigger.Call{Source: trigger.PostConfirmationSignUp, Pool: pool, ClientID: client.ID}
	return confirmed, s.Triggers.PostConfirmation(ctx, call, confirmed, metadata)
}

// ConfirmAsAdmin confirms an account without a code.
func (s *Service) ConfirmAsAdmin(ctx context.Context, poolID, login string, metadata Metadata) error {
	pool, err := s.Store.Pool(poolID)
	if err != nil {
		return err
	}
	u, err := s.Store.ConfirmUser(poolID, login)
	if err != nil {
		return err
	}
	return s.Triggers.PostConfirmation(ctx, trigger.Call{Source: trigger.PostConfirmationSignUp, Pool: pool}, u, metadata)
}

// ResendConfirmationCode sends a new code to a user who has signed up.
func (s *Service) ResendConfirmationCode(ctx context.Context, client userpool.Client, login string, metadata Metadata) (message.Delivery, error) {
	pool, err := s.Store.Pool(client.PoolID)
	if err != nil {
		return message.Delivery{}, err
	}
	u, err := s.findUser(client, login)
	if hidden := errors.Is(err, apierror.ErrUserNotFound) || err == nil && !u.Enabled; hidden && client.HidesUnknownUsers() {
		return s.simulateDelivery(pool, login, userpool.PurposeSignUp)
	}
	switch {
	case err != nil:
		return message.Delivery{}, err
	case !u.Enabled:
		return message.Delivery{}, apierror.NotAuthorized("User is disabled.")
	case u.Status != userpool.StatusUnconfirmed:
		return message.Delivery{}, apierror.InvalidParameter("User is already confirmed.")
	}
	m, ok := signUpMedium(pool, u)
	if !ok {
		return message.Delivery{}, apierror.NotAuthorized("Cannot resend codes. Auto verification not turned on.")
	}
	delivery, err := s.sendLimitedCode(ctx, u, notice{
		source: trigger.CustomMessageResendCode, purpose: userpool.PurposeSignUp, pool: pool, clientID: client.ID, medium: m, metadata: metadata,
	})
	s.recordEvent(ctx, u, userpool.EventResendCode, passOrFail(err))
	return delivery, err
}
