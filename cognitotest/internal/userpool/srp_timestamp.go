package userpool

import (
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

// CheckSRPTimestamp rejects a TIMESTAMP that does not have Cognito's format. The text is from
// amazon-archives/amazon-cognito-identity-js#683.
func CheckSRPTimestamp(text string) error {
	if _, _, err := srp.ParseTimestamp(text); err != nil {
		return apierror.InvalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.")
	}
	return nil
}

// ValidSRPTimestamp reports whether a TIMESTAMP has the canonical format and its time is within
// [srp.TimestampSkew] of the clock.
func (s *Store) ValidSRPTimestamp(text string) bool {
	at, canonical, err := srp.ParseTimestamp(text)
	return err == nil && canonical && s.Clock.near(at, srp.TimestampSkew)
}
