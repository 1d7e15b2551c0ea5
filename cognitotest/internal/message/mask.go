package message

import (
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Mask hides a destination as in CodeDeliveryDetails. An email address becomes a***@e***. A
// phone number keeps its last four digits, and each other digit becomes a star (aws-cli example
// of get-user-attribute-verification-code; captures).
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
