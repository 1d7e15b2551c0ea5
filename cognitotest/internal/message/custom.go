package message

import (
	"strings"
	"unicode/utf8"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
)

// The maximum length of a message in characters (developer guide, "Custom message Lambda trigger").
const (
	maxSMS   = 140
	maxEmail = 20000
)

// checkCustom rejects texts that the service does not send. Only a pool with its own email
// sender may replace the texts of email (developer guide, "Custom message Lambda trigger").
func checkCustom(n Notice, c trigger.CustomMessageResponse, byLink bool) error {
	if n.Pool.Email.Account != "DEVELOPER" && (c.EmailMessage != "" || c.EmailSubject != "") {
		return trigger.InvalidResponse("emailMessage and emailSubject need a user pool whose EmailSendingAccount is DEVELOPER.") // the text is unspecified
	}
	if err := checkText("smsMessage", string(c.SMSMessage), maxSMS, n.Source, false); err != nil {
		return err
	}
	return checkText("emailBody", string(c.EmailMessage), maxEmail, n.Source, byLink)
}

// checkText checks the length and the placeholders of a message. The error for an email
// without a code is from amazon-archives/amazon-cognito-identity-js#99; the other errors are
// built in the same way.
func checkText(member, text string, limit int, source string, byLink bool) error {
	switch {
	case text == "":
		return nil
	case utf8.RuneCountInString(text) > limit:
		return apierror.InvalidParameter("1 validation error detected: Value at '%s' failed to satisfy constraint: Member must have length less than or equal to %d", member, limit)
	case byLink && linkPattern.MatchString(text):
		return nil
	case !strings.Contains(text, trigger.CodePlaceholder):
		return missingPlaceholder(member, text, `\{####\}`)
	case source == trigger.CustomMessageAdminCreateUser && !strings.Contains(text, trigger.UsernamePlaceholder):
		return missingPlaceholder(member, text, `\{username\}`)
	}
	return nil
}

func missingPlaceholder(member, text, placeholder string) error {
	const anyText = `[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`
	return apierror.InvalidParameter("1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: %s",
		text, member, anyText+placeholder+anyText)
}
