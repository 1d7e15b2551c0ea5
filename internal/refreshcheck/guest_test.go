package refreshcheck

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// door is a browser whose pages answer all alike. It counts who knocks.
type door struct {
	answer error
	knocks int
	closed bool
}

func (d *door) SignIn(context.Context, login.Credentials) (*login.Callback, error) {
	d.knocks++
	return nil, d.answer
}

func (d *door) SignOut(context.Context, string) (*login.Response, error) { return nil, d.answer }

func (d *door) Close() error {
	d.closed = true
	return nil
}

// TestWhoIsTurnedAwayIsNotTriedAgain: at three clients of one environment.
func TestWhoIsTurnedAwayIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		answer error
		knocks int
		says   string // the reason at the second client
	}{
		{"a wrong password", &login.CredentialsError{Message: "no"}, 1, `not tried again after the client a, so that the user is not locked: the sign-in page rejected the username or password: "no"`},
		{"a wrong second factor", &login.SecondFactorError{Message: "no"}, 1, `not tried again after the client a, so that the user is not locked: the sign-in page rejected the one-time code: "no"`},
		{
			"a second factor", &login.UnknownPageError{Path: "/mfa", Hint: "a user who must give a second factor", SecondFactor: true}, 1,
			`not tried again after the client a, so that the user is not locked: the hosted page /mfa ("") has no classic sign-in form: it looks like a user who must give a second factor`,
		},
		{"a client without a style", &login.UnknownPageError{Path: "/login"}, 3, `the hosted page /login ("") has no classic sign-in form: it looks like managed login (version 2) or a step that only a person can do`},
		{"a page that does not answer", errNoAnswer, 3, "no answer"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := &door{answer: tt.answer}
			r := knock(t, 1, func(context.Context, *login.Client, bool) (Browser, error) { return d, nil })
			assert.Equal(t, tt.knocks, d.knocks)
			for i, c := range r.Environments[0].Clients {
				assert.Equal(t, report.Unchecked, c.Results[0].Outcome, c.Key)
				if i == 1 {
					assert.Equal(t, tt.says, c.Results[0].Reason)
				}
			}
		})
	}
}

// knock runs the check of a sign-in at three clients of one environment.
func knock(t *testing.T, version int32, open func(context.Context, *login.Client, bool) (Browser, error)) *report.Report {
	t.Helper()
	e := environment.Environment{Name: "dev", Region: "eu-west-1", UserPoolID: "eu-west-1_Ab12Cd34E"}
	for _, key := range []string{"a", "b", "c"} {
		e.Clients = append(e.Clients, environment.Client{Key: key, ID: "id-of-" + key})
	}
	api := signInAPI(t, version)
	return Run(t.Context(), []environment.Environment{e}, Options{
		Checks: []Check{liveSignIn}, Now: time.Now,
		Connect: func(context.Context, *environment.Environment) (Connection, error) {
			return Connection{API: api, HTTP: http.DefaultClient}, nil
		},
		Live: &Live{Person: &login.Credentials{Username: "ada", Password: "Str0ng!Pass"}, OpenBrowser: open},
	})
}

// signInAPI is a pool with a domain and a client that a person can sign in at.
func signInAPI(t *testing.T, version int32) *fake {
	t.Helper()
	return &fake{
		appClient: &newService(t).client, pool: &types.UserPoolType{Id: aws.String("eu-west-1_Ab12Cd34E"), Domain: aws.String("orders")},
		domain: &types.DomainDescriptionType{Domain: aws.String("orders"), ManagedLoginVersion: &version},
	}
}
