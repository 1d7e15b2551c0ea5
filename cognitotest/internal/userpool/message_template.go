package userpool

import (
	"cmp"
	"encoding/json"
)

// Template is a message before its placeholders are filled in.
type Template struct{ Subject, Email, SMS string }

// MessageTemplates are the messages of a pool.
type MessageTemplates struct {
	Verification Template
	// ByLink has the email messages that verify with a link; ConfirmWithLink says that
	// they are wanted.
	ByLink          Template
	ConfirmWithLink bool
	Reset           Template // of a password
	Invitation      Template
	MFA             Template
}

// The messages of a pool that states none, as users of live pools got them; those that
// CDK and the Terraform registry repeat agree. The subject of MFA is chosen.
var defaultTemplates = MessageTemplates{
	Verification: Template{"Your verification code", "Your confirmation code is {####}", "Your confirmation code is {####}"},
	ByLink:       Template{"Your verification link", "Please click the link below to verify your email address. {##Verify Email##}", ""},
	Reset:        Template{"Your verification code", "Your password reset code is {####}", "Your password reset code is {####}"},
	Invitation: Template{
		"Your temporary password", "Your username is {username} and temporary password is {####}.",
		"Your username is {username} and temporary password is {####}.",
	},
	MFA: Template{"Your authentication code", "Your authentication code is {####}.", "Your authentication code is {####}."},
}

// keptTemplate is what the settings for messages have in them, whichever they are.
type keptTemplate struct {
	EmailSubject, EmailMessage, SMSMessage                   string
	EmailSubjectByLink, EmailMessageByLink, Subject, Message string
	DefaultEmailOption                                       string
}

// MessageTemplates returns the messages of a pool. The message that resets a password
// is that of a verification if the pool states one (developer guide, "Configuring MFA,
// authentication, verification and invitation messages").
func (p Pool) MessageTemplates() MessageTemplates {
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
			_ = json.Unmarshal(kept.raw, kept.into) // validated when it came
		}
	}
	own := Template{
		Subject: cmp.Or(verify.EmailSubject, olderSubject),
		Email:   cmp.Or(verify.EmailMessage, olderEmail),
		SMS:     cmp.Or(verify.SMSMessage, olderSMS),
	}
	d := defaultTemplates
	return MessageTemplates{
		Verification:    own.or(d.Verification),
		Reset:           own.or(d.Reset),
		ByLink:          Template{Subject: verify.EmailSubjectByLink, Email: verify.EmailMessageByLink}.or(d.ByLink),
		ConfirmWithLink: verify.DefaultEmailOption == "CONFIRM_WITH_LINK",
		Invitation:      Template{invite.EmailSubject, invite.EmailMessage, invite.SMSMessage}.or(d.Invitation),
		MFA:             Template{emailMFA.Subject, emailMFA.Message, smsMFA}.or(d.MFA),
	}
}

// inviteTemplateMember is the key of the template that is nested in AdminCreateUserConfig.
const inviteTemplateMember = "AdminCreateUserConfig.InviteMessageTemplate"

func (t Template) or(otherwise Template) Template {
	return Template{cmp.Or(t.Subject, otherwise.Subject), cmp.Or(t.Email, otherwise.Email), cmp.Or(t.SMS, otherwise.SMS)}
}
