package account

import (
	"context"
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// ForgotPassword sends a code for a new password.
func (s *Service) ForgotPassword(ctx context.Context, client userpool.Client, login string, metadata Metadata) (message.Delivery, error) {
	pool, err := s.Store.Pool(client.PoolID)
	if err != nil {
		return message.Delivery{}, err
	}
	u, err := s.findUser(client, login)
	if errors.Is(err, apierror.ErrUserNotFound) && trigger.Has(pool, trigger.UserMigrationForgotPassword) {
		u, err = s.Migrate(ctx, Migration{Source: trigger.UserMigrationForgotPassword, Client: client, Username: login, Metadata: metadata})
	}
	hides := client.HidesUnknownUsers()
	if hides && errors.Is(err, apierror.ErrUserNotFound) || hides && err == nil && !u.Enabled {
		return s.simulateDelivery(pool, login, userpool.PurposeReset)
	}
	if err != nil {
		return message.Delivery{}, err
	}
	m, err := s.Store.RecoveryMedium(u)
	if hides && errors.Is(err, apierror.ErrInvalidParameter) {
		return s.simulateDelivery(pool, login, userpool.PurposeReset)
	}
	if err != nil {
		return message.Delivery{}, err
	}
	delivery, err := s.sendLimitedCode(ctx, u, notice{
		source: trigger.CustomMessageForgotPassword, purpose: userpool.PurposeReset, pool: pool, clientID: client.ID, medium: m, metadata: metadata,
	})
	if err != nil {
		s.recordEvent(ctx, u, userpool.EventForgotPassword, userpool.EventFail)
		return message.Delivery{}, err
	}
	s.recordEvent(ctx, u, userpool.EventForgotPassword, userpool.EventInProgress)
	return delivery, nil
}

// ConfirmForgotPassword checks the code from ForgotPassword and sets the new password.
func (s *Service) ConfirmForgotPassword(ctx context.Context, client userpool.Client, login, code, password string, metadata Metadata) error {
	pool, err := s.Store.Pool(client.PoolID)
	if err != nil {
		return err
	}
	u, err := s.findUser(client, login)
	hides := client.HidesUnknownUsers()
	if hides && errors.Is(err, apierror.ErrUserNotFound) || hides && err == nil && !u.Enabled {
		if err := s.Store.CountUnknownAttempt(pool.ID, login, userpool.PurposeReset); err != nil {
			return err
		}
		return apierror.CodeMismatch() // developer guide, "Managing user existence error responses"
	}
	if err != nil {
		return err
	}
	reset, err := s.Store.ResetPassword(pool.ID, u.Username, code, password)
	s.finishEvent(ctx, u, userpool.EventForgotPassword, err)
	if err != nil {
		return err
	}
	call := trigger.Call{Source: trigger.PostConfirmationForgotPassword, Pool: pool, ClientID: client.ID}
	return s.Triggers.PostConfirmation(ctx, call, reset, metadata)
}

// ResetAsAdmin disables a user's password and sends a code for a new password.
func (s *Service) ResetAsAdmin(ctx context.Context, poolID, login string, metadata Metadata) error {
	pool, err := s.Store.Pool(poolID)
	if err != nil {
		return err
	}
	u, err := s.Store.User(poolID, login)
	if err != nil {
		return err
	}
	m, err := s.Store.RecoveryMedium(u)
	if err != nil {
		return err
	}
	if u, err = s.Store.RequireReset(poolID, u.Username); err != nil {
		return err
	}
	_, err = s.sendCode(ctx, u, notice{
		source: trigger.CustomMessageForgotPassword, purpose: userpool.PurposeReset, pool: pool, medium: m, metadata: metadata,
	})
	return err
}
