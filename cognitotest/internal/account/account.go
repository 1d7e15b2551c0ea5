package account

import (
	"context"
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Service acts on the accounts of one store.
type Service struct {
	Store    *userpool.Store
	Triggers *trigger.Invoker
	Messages *message.Sender
}

// Metadata is the ClientMetadata of a request, which functions get.
type Metadata map[string]string

// find returns the user that somebody means by a login, in the actions that need no
// sign-in. Their text for an unknown user is observed.
func (s *Service) find(client userpool.Client, login string) (userpool.User, error) {
	u, err := s.Store.User(client.PoolID, login)
	if errors.Is(err, apierror.ErrUserNotFound) {
		return u, apierror.UserNotFound("Username/client id combination not found.")
	}
	return u, err
}

// notice is a message with a code to a user.
type notice struct {
	source   string // of the custom message trigger
	purpose  string // of the code
	pool     userpool.Pool
	clientID string
	medium   string
	to       string // "": the user's address
	pending  bool   // the address is not yet the user's
	metadata Metadata
}

// sendCode sends a new code, which takes the place of an older one.
func (s *Service) sendCode(ctx context.Context, u userpool.User, n notice) (message.Delivery, error) {
	if n.to == "" {
		n.to, _ = u.Attribute(message.Attribute(n.medium))
	}
	code := userpool.NewVerificationCode()
	delivery, err := s.Messages.Send(ctx, message.Notice{
		Source: n.source, Pool: n.pool, ClientID: n.clientID, User: u, Medium: n.medium, To: n.to, Code: code, Metadata: n.metadata,
	})
	if err != nil {
		return message.Delivery{}, err
	}
	return delivery, s.Store.KeepVerification(u, n.purpose, userpool.VerificationCode{
		Value: code, Attribute: message.Attribute(n.medium), Address: n.to, Pending: n.pending,
	})
}

// medium is how the address in an attribute is reached.
func medium(attribute string) string {
	if attribute == "phone_number" {
		return userpool.MediumSMS
	}
	return userpool.MediumEmail
}
