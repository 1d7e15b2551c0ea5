package account

import (
	"crypto/sha256"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// simulateDelivery returns a delivery without sending a message, so that the response does not
// disclose that the user does not exist. The destination is the login if that is an address.
// Otherwise it is derived from the login, for the delivery medium by which the pool verifies
// addresses, and is the same each time (developer guide, "Managing user existence error
// responses"). The call counts as an attempt, because attempts for existing users are limited, too.
func (s *Service) simulateDelivery(pool userpool.Pool, login, purpose string) (message.Delivery, error) {
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
