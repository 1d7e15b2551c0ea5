package session

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// fixedBrowser is a browser whose pages answer all alike. It counts who knocks.
type fixedBrowser struct {
	answer  error
	signIns int
	closed  bool
}

func (d *fixedBrowser) SignIn(context.Context, login.Credentials) (*login.Callback, error) {
	d.signIns++
	return nil, d.answer
}

func (d *fixedBrowser) SignOut(context.Context, string) (*login.Response, error) {
	return nil, d.answer
}

func (d *fixedBrowser) Close() error {
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
		{"a wrong password", &login.CredentialsError{Message: "no"}, 1, `not tried again after the client a, so that the user is not locked: the sign-in page refused the username or password: "no"`},
		{"a wrong second factor", &login.SecondFactorError{Message: "no"}, 1, `not tried again after the client a, so that the user is not locked: the sign-in page refused the one-time code: "no"`},
		{
			"a second factor", &login.UnknownPageError{Path: "/mfa", Hint: "a user who must give a second factor", SecondFactor: true}, 1,
			`not tried again after the client a, so that the user is not locked: the hosted page /mfa ("") has no classic sign-in form: it looks like a user who must give a second factor`,
		},
		{"a client without a style", &login.UnknownPageError{Path: "/login"}, 3, `the hosted page /login ("") has no classic sign-in form: it looks like managed login (version 2) or a step that only a person can do`},
		{"a page that does not answer", checktest.ErrNoResponse, 3, "no answer"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := &fixedBrowser{answer: tt.answer}
			r := signInAtThreeClients(t, 1, func(context.Context, *login.Client, bool) (Browser, error) { return d, nil })
			assert.Equal(t, tt.knocks, d.signIns)
			for i, c := range r.Environments[0].Clients {
				assert.Equal(t, report.Unchecked, c.Results[0].Outcome, c.Key)
				if i == 1 {
					assert.Equal(t, tt.says, c.Results[0].Reason)
				}
			}
		})
	}
}

// signsInOnce signs in at the client.
var signsInOnce = check.Check{Name: "signs-in", Of: check.OfClient, Live: true, Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
	_, err := Of(t).First(ctx)
	return nil, err
}}

// signInAtThreeClients runs the check of a sign-in at three clients of one environment.
func signInAtThreeClients(t *testing.T, version int32, open func(context.Context, *login.Client, bool) (Browser, error)) *report.Report {
	t.Helper()
	e := environment.Environment{Name: "dev", Region: "eu-west-1", UserPoolID: "eu-west-1_Ab12Cd34E"}
	for _, key := range []string{"a", "b", "c"} {
		e.Clients = append(e.Clients, environment.Client{Key: key, ID: "id-of-" + key})
	}
	api := checktest.SignInAPI(version)
	return check.Run(t.Context(), []environment.Environment{e}, check.Options{
		Checks: []check.Check{signsInOnce}, Now: time.Now,
		Connect: func(context.Context, *environment.Environment) (check.Connection, error) {
			return check.Connection{API: api, HTTP: http.DefaultClient}, nil
		},
		Live: &Options{User: &login.Credentials{Username: "ada", Password: "Str0ng!Pass"}, OpenBrowser: open},
	})
}
