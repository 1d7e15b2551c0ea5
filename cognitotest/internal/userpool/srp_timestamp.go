package userpool

import (
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

// CheckSRPTimestamp rejects a TIMESTAMP of another form than Cognito's, with the text of
// amazon-archives/amazon-cognito-identity-js#683.
func CheckSRPTimestamp(text string) error {
	if _, _, err := srp.ParseTimestamp(text); err != nil {
		return apierror.InvalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.")
	}
	return nil
}

// SRPTimestampIsRight reports whether Cognito would write a TIMESTAMP in the same way, and
// whether its time is near the clock.
func (s *Store) SRPTimestampIsRight(text string) bool {
	at, canonical, err := srp.ParseTimestamp(text)
	return err == nil && canonical && s.Clock.near(at, srp.TimestampSkew)
}
