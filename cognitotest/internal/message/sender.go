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

// Send composes a message, runs the custom message trigger, and stores the message.
func (s *Sender) Send(ctx context.Context, n Notice) (Delivery, error) {
	if n.Medium == userpool.MediumSMS && n.Pool.SMS == nil {
		// Observed for AdminCreateUser, which creates the user nevertheless.
		return Delivery{}, apierror.InvalidParameter("User pool does not have SMS configuration to send messages.")
	}
	defaults, byLink := templateOf(n)
	changed, err := s.Triggers.CustomMessage(ctx, trigger.Call{Source: n.Source, Pool: n.Pool, ClientID: n.ClientID}, n.User, n.Metadata)
	if err != nil {
		return Delivery{}, err
	}
	if err := checkCustom(n, changed, byLink); err != nil {
		return Delivery{}, err
	}
	to := n.To
	if to == "" {
		to, _ = n.User.Attribute(Attribute(n.Medium))
	}
	m := userpool.Message{PoolID: n.Pool.ID, ClientID: n.ClientID, Username: n.User.Username, Source: n.Source, Medium: n.Medium, To: to, Code: n.Code}
	if n.Medium == userpool.MediumSMS {
		m.Body = fill(cmp.Or(string(changed.SMSMessage), defaults.SMS), n)
	} else {
		m.From = cmp.Or(n.Pool.Email.From, defaultFrom)
		m.Subject = cmp.Or(string(changed.EmailSubject), defaults.Subject)
		m.Body = fill(cmp.Or(string(changed.EmailMessage), defaults.Email), n)
		if linkPattern.MatchString(m.Body) {
			link, err := s.link(n)
			if err != nil {
				return Delivery{}, err
			}
			m.Body = linkPattern.ReplaceAllString(m.Body, "<a href="+link+">$1</a>")
		}
	}
	s.Store.KeepMessage(m)
	return Delivery{Mask(n.Medium, to), n.Medium, Attribute(n.Medium)}, nil
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
