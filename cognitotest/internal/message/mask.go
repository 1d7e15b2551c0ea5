package message

import (
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Mask hides a destination as CodeDeliveryDetails does: a***@e*** for an address, the
// last four digits of a number behind a star for each other digit (aws-cli example of
// get-user-attribute-verification-code; captures).
func Mask(medium, to string) string {
	if medium == userpool.MediumSMS {
		const shown = 4
		number := strings.TrimPrefix(to, "+")
		hidden := max(len(number)-shown, 0)
		return "+" + strings.Repeat("*", hidden) + number[hidden:]
	}
	name, domain, _ := strings.Cut(to, "@")
	return firstLetter(name) + "***@" + firstLetter(domain) + "***"
}

func firstLetter(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}
