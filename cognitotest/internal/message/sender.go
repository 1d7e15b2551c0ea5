package message

import (
	"cmp"
	"context"
	"net/url"
	"regexp"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Sender sends the messages of the pools of one store.
type Sender struct {
	Store    *userpool.Store
	Triggers *trigger.Invoker
}

// Notice is a message to send.
type Notice struct {
	Source   string // the triggerSource for the custom message trigger
	Pool     userpool.Pool
	ClientID string // "" for an administrator's action
	User     userpool.User
	Medium   string // the delivery medium: EMAIL or SMS
	To       string // "" means the user's email address or phone number
	Code     string
	Metadata map[string]string // the ClientMetadata of the request
	// Save stores the code before the message is sent, because a custom sender may use it at
	// once. Nil stores nothing.
	Save func() error
}

// Delivery describes a sent message, with a masked destination, as CodeDeliveryDetails does.
type Delivery struct{ Destination, Medium, Attribute string }

// defaultFrom is the sender of email messages of a pool without its own sender address
// (developer guide, "Email settings").
const defaultFrom = "no-reply@verificationemail.com"

// Attribute returns the attribute that has the address for a delivery medium.
func Attribute(medium string) string {
	if medium == userpool.MediumSMS {
		return "phone_number"
	}
	return "email"
}

// Send composes a message, runs the custom message trigger, and stores the message. If the pool has a
// custom sender for the delivery medium, Send starts it instead.
func (s *Sender) Send(ctx context.Context, n Notice) (Delivery, error) {
	if n.Medium == userpool.MediumSMS && n.Pool.SMS == nil {
		// Observed for AdminCreateUser, which creates the user nevertheless.
		return Delivery{}, apierror.InvalidParameter("User pool does not have SMS configuration to send messages.")
	}
	if n.To == "" {
		n.To, _ = n.User.Attribute(Attribute(n.Medium))
	}
	m, start, err := s.custom(n)
	if start == nil && err == nil {
		m, err = s.compose(ctx, n)
	}
	if err == nil && n.Save != nil {
		err = n.Save()
	}
	if err != nil {
		return Delivery{}, err
	}
	m.PoolID, m.ClientID, m.Username, m.Medium, m.To, m.Code = n.Pool.ID, n.ClientID, n.User.Username, n.Medium, n.To, n.Code
	s.Store.KeepMessage(m)
	if start != nil {
		start()
	}
	return Delivery{Mask(n.Medium, n.To), n.Medium, Attribute(n.Medium)}, nil
}

// compose returns the texts of a message that the service sends itself.
func (s *Sender) compose(ctx context.Context, n Notice) (m userpool.Message, err error) {
	defaults, byLink := templateOf(n)
	changed, err := s.Triggers.CustomMessage(ctx, trigger.Call{Source: n.Source, Pool: n.Pool, ClientID: n.ClientID}, n.User, n.Metadata)
	if err != nil {
		return m, err
	}
	if err := checkCustom(n, changed, byLink); err != nil {
		return m, err
	}
	m.Source = n.Source
	if n.Medium == userpool.MediumSMS {
		m.Body = fill(cmp.Or(string(changed.SMSMessage), defaults.SMS), n)
		return m, nil
	}
	m.From = cmp.Or(n.Pool.Email.From, defaultFrom)
	m.Subject = cmp.Or(string(changed.EmailSubject), defaults.Subject)
	m.Body = fill(cmp.Or(string(changed.EmailMessage), defaults.Email), n)
	if linkPattern.MatchString(m.Body) {
		link, err := s.link(n)
		if err != nil {
			return m, err
		}
		m.Body = linkPattern.ReplaceAllString(m.Body, "<a href="+link+">$1</a>")
	}
	return m, nil
}

// templateOf returns the template for a message. Only the messages of a sign-up verify with a
// link (developer guide, "Configuring MFA, authentication, verification and invitation messages").
func templateOf(n Notice) (t template, byLink bool) {
	all := templatesOf(n.Pool)
	switch n.Source {
	case trigger.CustomMessageAdminCreateUser:
		return all.Invitation, false
	case trigger.CustomMessageForgotPassword:
		return all.Reset, false
	case trigger.CustomMessageAuthentication:
		return all.MFA, false
	case trigger.CustomMessageSignUp, trigger.CustomMessageResendCode:
		if all.ConfirmWithLink && n.Medium == userpool.MediumEmail {
			return all.ByLink, true
		}
	}
	return all.Verification, false
}

// linkPattern matches the placeholder of a link and captures the text of the link.
var linkPattern = regexp.MustCompile(`\{##(.*?)##\}`)

func fill(text string, n Notice) string {
	return strings.NewReplacer(trigger.CodePlaceholder, n.Code, trigger.UsernamePlaceholder, loginOf(n)).Replace(text)
}

// loginOf returns the name with which a user signs in. In a pool with username attributes it
// is the email address or phone number.
func loginOf(n Notice) string {
	for _, name := range n.Pool.UsernameAttributes {
		if v, ok := n.User.Attribute(name); ok {
			return v
		}
	}
	return n.User.Username
}

// link returns the URL that confirms a sign-up (same page of the developer guide).
func (s *Sender) link(n Notice) (string, error) {
	prefix, custom := s.Store.PoolDomains(n.Pool.ID)
	domain := custom
	if domain.Name == "" {
		domain = prefix
	}
	if domain.Name == "" {
		return "", apierror.CodeDeliveryFailure("A domain must be associated with this user pool to verify with a link.") // unspecified
	}
	query := url.Values{"client_id": {n.ClientID}, "user_name": {n.User.Username}, "confirmation_code": {n.Code}}
	return "https://" + domain.Host(n.Pool.Region()) + "/confirmUser?" + query.Encode(), nil
}
