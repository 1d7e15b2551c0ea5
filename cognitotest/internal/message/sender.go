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
	Source   string // of the custom message trigger
	Pool     userpool.Pool
	ClientID string // "": of an administrator
	User     userpool.User
	Medium   string // EMAIL or SMS
	To       string // "": the user's email address or phone number
	Code     string
	Metadata map[string]string // ClientMetadata of the request
}

// Delivery is how a message went out, as others may know it.
type Delivery struct{ Destination, Medium, Attribute string }

// defaultFrom is who sends the email messages of a pool without an address of its own
// (developer guide, "Email settings").
const defaultFrom = "no-reply@verificationemail.com"

// Attribute is the attribute with the address of a medium.
func Attribute(medium string) string {
	if medium == userpool.MediumSMS {
		return "phone_number"
	}
	return "email"
}

// Send writes a message, asks the custom message trigger for its words, and keeps it.
func (s *Sender) Send(ctx context.Context, n Notice) (Delivery, error) {
	if n.Medium == userpool.MediumSMS && n.Pool.SMS == nil {
		// Seen of AdminCreateUser, whose user is there all the same.
		return Delivery{}, apierror.InvalidParameter("User pool does not have SMS configuration to send messages.")
	}
	words, byLink := templateOf(n)
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
		m.Body = fill(cmp.Or(string(changed.SMSMessage), words.SMS), n)
	} else {
		m.From = cmp.Or(n.Pool.Email.From, defaultFrom)
		m.Subject = cmp.Or(string(changed.EmailSubject), words.Subject)
		m.Body = fill(cmp.Or(string(changed.EmailMessage), words.Email), n)
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

// templateOf is the message for an occasion. Only sign-up and its repetition verify with a
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

// linkPattern is the placeholder of a link, with the text that the link has.
var linkPattern = regexp.MustCompile(`\{##(.*?)##\}`)

func fill(text string, n Notice) string {
	return strings.NewReplacer(trigger.CodePlaceholder, n.Code, trigger.UsernamePlaceholder, loginOf(n)).Replace(text)
}

// loginOf is the name by which a user signs in: in a pool whose users sign in with an
// address, the address.
func loginOf(n Notice) string {
	for _, name := range n.Pool.UsernameAttributes {
		if v, ok := n.User.Attribute(name); ok {
			return v
		}
	}
	return n.User.Username
}

// link is the address that confirms a sign-up (same page of the developer guide).
func (s *Sender) link(n Notice) (string, error) {
	prefix, custom := s.Store.PoolDomains(n.Pool.ID)
	domain := custom
	if domain.Name == "" {
		domain = prefix
	}
	if domain.Name == "" {
		return "", apierror.CodeDeliveryFailure("A domain must be associated with this user pool to verify with a link.") // chosen
	}
	query := url.Values{"client_id": {n.ClientID}, "user_name": {n.User.Username}, "confirmation_code": {n.Code}}
	return "https://" + domain.Host(n.Pool.Region()) + "/confirmUser?" + query.Encode(), nil
}
