package account

import (
	"crypto/sha256"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// simulated is the delivery of a message that is not sent, to somebody who must not learn
// that there is no such user. It looks like the login, or else as the pool verifies
// addresses, and is the same each time (developer guide, "Managing user existence error responses").
// It counts as an attempt, of which a user too has only so many.
func (s *Service) simulated(pool userpool.Pool, login, purpose string) (message.Delivery, error) {
	if err := s.Store.CountUnknownAttempt(pool.ID, login, purpose); err != nil {
		return message.Delivery{}, err
	}
	sum := sha256.Sum256([]byte(pool.ID + "\x00" + login))
	letter := func(i int) string { return string(rune('a' + sum[i]%26)) }
	digit := func(i int) string { return string(rune('0' + sum[i]%10)) }
	m, to := userpool.MediumEmail, letter(0)+"@"+letter(1)
	switch verified := pool.AutoVerifiedAttributes; {
	case strings.Contains(login, "@"):
		to = login
	case strings.HasPrefix(login, "+"):
		m, to = userpool.MediumSMS, login
	case slices.Contains(verified, "phone_number") && !slices.Contains(verified, "email"):
		m, to = userpool.MediumSMS, "+1000000"+digit(0)+digit(1)+digit(2)+digit(3)
	}
	return message.Delivery{Destination: message.Mask(m, to), Medium: m, Attribute: message.Attribute(m)}, nil
}
