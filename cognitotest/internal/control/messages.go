package control

import (
	"net/http"
	"net/url"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// message is a message that the service would have sent. Its code is shown, because a test needs
// it: no message reaches anybody.
type message struct {
	Medium        string    `json:"medium"` // EMAIL or SMS
	To            string    `json:"to"`
	From          string    `json:"from"`
	Subject       string    `json:"subject"`
	Body          string    `json:"body"`
	Code          string    `json:"code"`
	TriggerSource string    `json:"trigger_source"`
	UserPoolID    string    `json:"user_pool_id"`
	ClientID      string    `json:"client_id"`
	Username      string    `json:"username"`
	Time          time.Time `json:"time"`
}

type messageList struct {
	Messages []message `json:"messages"`
}

type deletedMessages struct {
	Deleted int `json:"deleted"`
}

// messageFilters are the parameters that select messages.
var messageFilters = []string{"to", "username", "user_pool_id"}

// selectsMessage returns a function that reports whether the parameters select a message.
func selectsMessage(query url.Values) func(userpool.Message) bool {
	selects := func(name, value string) bool { return !query.Has(name) || query.Get(name) == value }
	return func(m userpool.Message) bool {
		return selects("to", m.To) && selects("username", m.Username) && selects("user_pool_id", m.PoolID)
	}
}

func (a *API) messages(r *http.Request) (any, error) {
	list := messageList{[]message{}}
	selected := selectsMessage(r.URL.Query())
	for _, m := range a.Store.Messages() {
		if selected(m) {
			list.Messages = append(list.Messages, message{
				Medium: m.Medium, To: m.To, From: m.From, Subject: m.Subject, Body: m.Body, Code: m.Code, TriggerSource: m.Source,
				UserPoolID: m.PoolID, ClientID: m.ClientID, Username: m.Username, Time: m.Time,
			})
		}
	}
	return list, nil
}

func (a *API) deleteMessages(r *http.Request) (any, error) {
	if err := rejectBody(r); err != nil {
		return nil, err
	}
	return deletedMessages{a.Store.DeleteMessages(selectsMessage(r.URL.Query()))}, nil
}
