package message

import (
	"strings"
	"unicode/utf8"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
)

// The most characters of a message (developer guide, "Custom message Lambda trigger").
const (
	maxSMS   = 140
	maxEmail = 20000
)

// checkCustom refuses words that the service does not send. Words for email are for pools
// with a sender of their own alone (developer guide, "Custom message Lambda trigger").
func checkCustom(n Notice, c trigger.CustomMessageResponse, byLink bool) error {
	if n.Pool.Email.Account != "DEVELOPER" && (c.EmailMessage != "" || c.EmailSubject != "") {
		return trigger.InvalidResponse("emailMessage and emailSubject need a user pool whose EmailSendingAccount is DEVELOPER.") // the text: chosen
	}
	if err := checkText("smsMessage", string(c.SMSMessage), maxSMS, n.Source, false); err != nil {
		return err
	}
	return checkText("emailBody", string(c.EmailMessage), maxEmail, n.Source, byLink)
}

// checkText holds a message to its length and placeholders. The text of a missing code is
// that of amazon-archives/amazon-cognito-identity-js#99 for an email; the others are made like it.
func checkText(member, text string, limit int, source string, byLink bool) error {
	switch {
	case text == "":
		return nil
	case utf8.RuneCountInString(text) > limit:
		return apierror.InvalidParameter("1 validation error detected: Value at '%s' failed to satisfy constraint: Member must have length less than or equal to %d", member, limit)
	case byLink && linkPattern.MatchString(text):
		return nil
	case !strings.Contains(text, trigger.CodePlaceholder):
		return missing(member, text, `\{####\}`)
	case source == trigger.CustomMessageAdminCreateUser && !strings.Contains(text, trigger.UsernamePlaceholder):
		return missing(member, text, `\{username\}`)
	}
	return nil
}

func missing(member, text, placeholder string) error {
	const anything = `[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`
	return apierror.InvalidParameter("1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: %s",
		text, member, anything+placeholder+anything)
}
