package account

import (
	"context"
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Service manages the accounts of one store.
type Service struct {
	Store    *userpool.Store
	Triggers *trigger.Invoker
	Messages *message.Sender
}

// Metadata is the ClientMetadata of a request. Lambda triggers receive it.
type Metadata map[string]string

// findUser returns the user with a username or alias, for actions without a sign-in. The
// text of their error for an unknown user is observed.
func (s *Service) findUser(client userpool.Client, login string) (userpool.User, error) {
	u, err := s.Store.User(client.PoolID, login)
	if errors.Is(err, apierror.ErrUserNotFound) {
		return u, apierror.UserNotFound("Username/client id combination not found.")
	}
	return u, err
}

// notice describes a message with a verification code.
type notice struct {
	source   string // the triggerSource for the custom message trigger
	purpose  string // the purpose of the code
	pool     userpool.Pool
	clientID string
	medium   string
	to       string // "" means the user's address
	pending  bool   // the address becomes the user's after the verification
	metadata Metadata
}

// sendCode sends a new code. It replaces an earlier code for the same purpose.
func (s *Service) sendCode(ctx context.Context, u userpool.User, n notice) (message.Delivery, error) {
	if n.to == "" {
		n.to, _ = u.Attribute(message.Attribute(n.medium))
	}
	code := userpool.NewVerificationCode()
	return s.Messages.Send(ctx, message.Notice{
		Source: n.source, Pool: n.pool, ClientID: n.clientID, User: u, Medium: n.medium, To: n.to, Code: code, Metadata: n.metadata,
		Save: func() error {
			return s.Store.KeepVerification(u, n.purpose, userpool.VerificationCode{
				Value: code, Attribute: message.Attribute(n.medium), Address: n.to, Pending: n.pending,
			})
		},
	})
}

// sendLimitedCode is sendCode for a purpose with a limited number of requests.
func (s *Service) sendLimitedCode(ctx context.Context, u userpool.User, n notice) (message.Delivery, error) {
	if err := s.Store.CountAttempt(u, n.purpose); err != nil {
		return message.Delivery{}, err
	}
	return s.sendCode(ctx, u, n)
}

// medium returns the delivery medium for the address in an attribute.
func medium(attribute string) string {
	if attribute == "phone_number" {
		return userpool.MediumSMS
	}
	return userpool.MediumEmail
}
