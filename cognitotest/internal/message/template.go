package message

import (
	"cmp"
	"encoding/json"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// template is a message with placeholders.
type template struct{ Subject, Email, SMS string }

// templates are the messages of a pool.
type templates struct {
	Verification template
	// ByLink has the email message that verifies with a link. The pool uses it if
	// ConfirmWithLink is true.
	ByLink          template
	ConfirmWithLink bool
	Reset           template // for a new password
	Invitation      template
	MFA             template
}

// defaultTemplates are the messages of a pool without its own texts, as users of live pools
// received them. The texts that CDK and the Terraform registry repeat are the same. The
// subject of the MFA message is unspecified.
var defaultTemplates = templates{
	Verification: template{"Your verification code", "Your confirmation code is {####}", "Your confirmation code is {####}"},
	ByLink:       template{"Your verification link", "Please click the link below to verify your email address. {##Verify Email##}", ""},
	Reset:        template{"Your verification code", "Your password reset code is {####}", "Your password reset code is {####}"},
	Invitation: template{
		"Your temporary password", "Your username is {username} and temporary password is {####}.",
		"Your username is {username} and temporary password is {####}.",
	},
	MFA: template{"Your authentication code", "Your authentication code is {####}.", "Your authentication code is {####}."},
}

// keptTemplate has the members of all settings for messages; each setting uses a part of them.
type keptTemplate struct {
	EmailSubject, EmailMessage, SMSMessage                   string
	EmailSubjectByLink, EmailMessageByLink, Subject, Message string
	DefaultEmailOption                                       string
}

// templatesOf returns the messages of a pool. A pool with its own verification message uses
// it for a password reset, too (developer guide, "Configuring MFA, authentication,
// verification and invitation messages").
func templatesOf(p userpool.Pool) templates {
	var verify, invite, emailMFA keptTemplate
	var smsMFA, olderSubject, olderEmail, olderSMS string
	for _, kept := range []struct {
		raw  []byte
		into any
	}{
		{p.Kept["VerificationMessageTemplate"], &verify},
		{p.Kept[inviteTemplateMember], &invite},
		{p.MFA.Kept["EmailMfaConfiguration"], &emailMFA},
		{p.Kept["SmsAuthenticationMessage"], &smsMFA},
		{p.Kept["EmailVerificationSubject"], &olderSubject},
		{p.Kept["EmailVerificationMessage"], &olderEmail},
		{p.Kept["SmsVerificationMessage"], &olderSMS},
	} {
		if kept.raw != nil {
			_ = json.Unmarshal(kept.raw, kept.into) // cannot fail: the API validated the value
		}
	}
	own := template{
		Subject: cmp.Or(verify.EmailSubject, olderSubject),
		Email:   cmp.Or(verify.EmailMessage, olderEmail),
		SMS:     cmp.Or(verify.SMSMessage, olderSMS),
	}
	d := defaultTemplates
	return templates{
		Verification:    own.or(d.Verification),
		Reset:           own.or(d.Reset),
		ByLink:          template{Subject: verify.EmailSubjectByLink, Email: verify.EmailMessageByLink}.or(d.ByLink),
		ConfirmWithLink: verify.DefaultEmailOption == "CONFIRM_WITH_LINK",
		Invitation:      template{invite.EmailSubject, invite.EmailMessage, invite.SMSMessage}.or(d.Invitation),
		MFA:             template{emailMFA.Subject, emailMFA.Message, smsMFA}.or(d.MFA),
	}
}

// inviteTemplateMember is the key of the template that is nested in AdminCreateUserConfig.
const inviteTemplateMember = "AdminCreateUserConfig.InviteMessageTemplate"

func (t template) or(otherwise template) template {
	return template{cmp.Or(t.Subject, otherwise.Subject), cmp.Or(t.Email, otherwise.Email), cmp.Or(t.SMS, otherwise.SMS)}
}
