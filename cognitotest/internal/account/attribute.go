package account

import (
	"context"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func isEmail(login string) bool { return strings.Contains(login, "@") }
func isPhone(login string) bool { return strings.HasPrefix(login, "+") }

// UpdateAttributes sets attributes of a signed-in user, if the client may write them. It
// returns the deliveries of the codes for new addresses.
func (s *Service) UpdateAttributes(ctx context.Context, client userpool.Client, u userpool.User, changes []userpool.Attribute, metadata Metadata) ([]message.Delivery, error) {
	pool, err := s.Store.Pool(u.PoolID)
	if err != nil {
		return nil, err
	}
	if err := client.CheckWrite(pool, userpool.AttributeNames(changes)); err != nil {
		return nil, err
	}
	return s.updateAttributes(ctx, pool, client.ID, u, changes, metadata)
}

// UpdateAsAdmin sets attributes of a user as an administrator. It sends the same codes as a
// change by the user (developer guide, "Lambda triggers in the Amazon Cognito API").
func (s *Service) UpdateAsAdmin(ctx context.Context, poolID, login string, changes []userpool.Attribute, metadata Metadata) error {
	pool, err := s.Store.Pool(poolID)
	if err != nil {
		return err
	}
	u, err := s.Store.User(poolID, login)
	if err != nil {
		return err
	}
	_, err = s.updateAttributes(ctx, pool, "", u, changes, metadata)
	return err
}

func (s *Service) updateAttributes(ctx context.Context, pool userpool.Pool, clientID string, u userpool.User, changes []userpool.Attribute, metadata Metadata) ([]message.Delivery, error) {
	u, toVerify, err := s.Store.UpdateAttributes(u, changes)
	if err != nil {
		return nil, err
	}
	var sent []message.Delivery
	for _, a := range toVerify {
		delivery, err := s.sendCode(ctx, u, notice{
			source: trigger.CustomMessageUpdateUserAttribute, purpose: userpool.PurposeOf(a.Name), pool: pool, clientID: clientID,
			medium: medium(a.Name), to: a.Value, pending: slices.Contains(pool.VerifyBeforeUpdate, a.Name), metadata: metadata,
		})
		if err != nil {
			return nil, err
		}
		sent = append(sent, delivery)
	}
	return sent, nil
}

// DeleteAttributes deletes attributes of a signed-in user, if the client may write them.
func (s *Service) DeleteAttributes(client userpool.Client, u userpool.User, names []string) error {
	pool, err := s.Store.Pool(u.PoolID)
	if err != nil {
		return err
	}
	if err := client.CheckWrite(pool, names); err != nil {
		return err
	}
	_, err = s.Store.DeleteAttributes(u.PoolID, u.Username, names)
	return err
}

// SendAttributeCode sends a code to an address of a user, or to a new address that is not
// verified yet.
func (s *Service) SendAttributeCode(ctx context.Context, client userpool.Client, u userpool.User, attribute string, metadata Metadata) (message.Delivery, error) {
	pool, err := s.Store.Pool(u.PoolID)
	if err != nil {
		return message.Delivery{}, err
	}
	if err := checkVerifiable(attribute); err != nil {
		return message.Delivery{}, err
	}
	to, _ := u.Attribute(attribute)
	code := u.Codes[userpool.PurposeOf(attribute)]
	if code.Pending {
		to = code.Address
	}
	if to == "" {
		return message.Delivery{}, apierror.InvalidParameter("User does not have an %s to verify.", attribute) // the text is unspecified
	}
	if err := s.Store.CountAttempt(u, userpool.PurposeOf(attribute)); err != nil {
		return message.Delivery{}, err
	}
	return s.sendCode(ctx, u, notice{
		source: trigger.CustomMessageVerifyUserAttribute, purpose: userpool.PurposeOf(attribute), pool: pool, clientID: client.ID,
		medium: medium(attribute), to: to, pending: code.Pending, metadata: metadata,
	})
}

// VerifyAttribute verifies an address with the code that was sent to it.
func (s *Service) VerifyAttribute(u userpool.User, attribute, code string) error {
	if err := checkVerifiable(attribute); err != nil {
		return err
	}
	_, err := s.Store.VerifyAttribute(u, attribute, code)
	return err
}

// checkVerifiable rejects an attribute that is not an address (developer guide, "Standard
// attributes"; the text is unspecified).
func checkVerifiable(attribute string) error {
	if attribute != "email" && attribute != "phone_number" {
		return apierror.InvalidParameter("Cannot verify %s: only email and phone_number can be verified.", attribute)
	}
	return nil
}
