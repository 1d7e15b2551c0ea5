package control_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// message is a message of the outbox.
type message struct {
	Medium        string    `json:"medium"`
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

func (e emulator) messages(t *testing.T, query string) []message {
	t.Helper()
	var list struct {
		Messages []message `json:"messages"`
	}
	e.call(t, http.MethodGet, "/messages"+query, "").into(t, &list)
	require.NotNil(t, list.Messages)
	return list.Messages
}

func TestMessagesAreListedAndDeleted(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	assert.Empty(t, e.messages(t, ""))
	pool := e.api(t, "CreateUserPool", `{"PoolName":"orders"}`).at("UserPool", "Id")
	invite := func(name string) {
		t.Helper()
		e.api(t, "AdminCreateUser", fmt.Sprintf(`{"UserPoolId":%q,"Username":%[2]q,"DesiredDeliveryMediums":["EMAIL"],"UserAttributes":[{"Name":"email","Value":"%[2]s@example.com"}]}`, pool, name))
	}
	invite("ada")
	invite("bo")
	all := e.messages(t, "")
	require.Len(t, all, 2)
	for i, want := range e.Outbox() {
		assert.Equal(t, want, cognitotest.Message{
			Medium: all[i].Medium, To: all[i].To, From: all[i].From, Subject: all[i].Subject, Body: all[i].Body, Code: all[i].Code, TriggerSource: all[i].TriggerSource,
			UserPoolID: all[i].UserPoolID, ClientID: all[i].ClientID, Username: all[i].Username, Time: all[i].Time,
		})
	}
	assert.NotEmpty(t, all[0].Code)
	for query, want := range map[string][]message{
		"?to=ada@example.com": all[:1], "?username=bo": all[1:], "?user_pool_id=" + pool: all, "?username=bo&to=ada@example.com": {},
		"?to=nobody@example.com": {}, "?user_pool_id=us-east-1_Unknown": {}, "?username=": {},
	} {
		assert.Equal(t, want, e.messages(t, query), query)
	}

	assert.JSONEq(t, `{"deleted":1}`, e.call(t, http.MethodDelete, "/messages?username=ada", "").body)
	assert.Equal(t, all[1:], e.messages(t, ""))
	invite("cy")
	assert.Len(t, e.messages(t, ""), 2, "a new message replaces no other")
	assert.Equal(t, `This request has no body. Send it without one.`, e.call(t, http.MethodDelete, "/messages", `{}`).detail(t, http.StatusBadRequest))
	assert.JSONEq(t, `{"deleted":2}`, e.call(t, http.MethodDelete, "/messages", "").body)
	assert.JSONEq(t, `{"messages":[]}`, e.call(t, http.MethodGet, "/messages", "").body)
}
