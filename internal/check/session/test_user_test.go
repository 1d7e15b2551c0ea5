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

// fixedBrowser is a browser whose pages all return the same error. It counts the sign-ins.
type fixedBrowser struct {
	err     error
	signIns int
	closed  bool
}

func (b *fixedBrowser) SignIn(context.Context, login.Credentials) (*login.Callback, error) {
	b.signIns++
	return nil, b.err
}

func (b *fixedBrowser) SignOut(context.Context, string) (*login.Response, error) {
	return nil, b.err
}

func (b *fixedBrowser) Close() error {
	b.closed = true
	return nil
}

// TestRejectedUserIsNotTriedAgain signs in at three clients of one environment.
func TestRejectedUserIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		err      error
		signIns  int
		rejected bool // the reason at the second client names the first
	}{
		{"a wrong password", &login.CredentialsError{Message: "no"}, 1, true},
		{"a wrong second factor", &login.SecondFactorError{Message: "no"}, 1, true},
		{"a second factor", &login.UnknownPageError{Path: "/mfa", Hint: "a user who must give a second factor", SecondFactor: true}, 1, true},
		{"a client without a style", &login.UnknownPageError{Path: "/login"}, 3, false},
		{"a page that does not respond", checktest.ErrNoResponse, 3, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := &fixedBrowser{err: tt.err}
			r := signInAtThreeClients(t, 1, func(context.Context, *login.Client, bool) (Browser, error) { return d, nil })
			assert.Equal(t, tt.signIns, d.signIns)
			reason := tt.err.Error()
			if tt.rejected {
				reason = "not tried again after the client a, so that the user is not locked: " + reason
			}
			for i, c := range r.Environments[0].Clients {
				assert.Equal(t, report.Unchecked, c.Results[0].Outcome, c.Key)
				if i == 1 {
					assert.Equal(t, reason, c.Results[0].Reason)
				}
			}
		})
	}
}

// signsInOnce is a check that signs in at the client.
var signsInOnce = check.Check{Name: "signs-in", Of: check.OfClient, Live: true, Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
	_, err := Of(t).First(ctx)
	return nil, err
}}

// signInAtThreeClients runs signsInOnce at three clients of one environment.
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
