package signin_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passkey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/rsakey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func init() { rsakey.Share() }

const (
	password  = "Passw0rd!"
	lambdaARN = "arn:aws:lambda:us-east-1:123456789012:function:record"
	incorrect = "NotAuthorizedException: Incorrect username or password."
	unknown   = "UserNotFoundException: User does not exist."
)

// fixture is a pool with one client, one user, jo, and one Lambda function for all triggers, which
// records their events.
type fixture struct {
	t       *testing.T
	store   *userpool.Store
	service *signin.Service
	pool    userpool.Pool
	client  userpool.Client
	onPage  bool

	sources   []string                  // the trigger sources since the last call of triggers
	last      map[string]map[string]any // the request of the last event, by source
	users     map[string]string         // the userName of the last event, by source
	responses map[string]map[string]any // the responses of the function, by source
	fails     string                    // the source for which the function returns an error
	calls     int                       // the number of events
	failsAt   int                       // the number of the event for which the function returns an error; 0: none
	deletesAt int                       // the number of the event during which the pool is deleted; 0: none
	meanwhile func(source string)       // runs before the function returns; may be nil
}

// newFixture creates a pool with the given triggers. Its clock moves only with Advance, so that a test reaches the exact end of a
// session.
func newFixture(t *testing.T, onPage bool, triggers ...string) *fixture {
	t.Helper()
	f := &fixture{
		t: t, store: userpool.NewStore("123456789012"), onPage: onPage,
		last: map[string]map[string]any{}, users: map[string]string{}, responses: map[string]map[string]any{},
	}
	now := time.Now()
	f.store.Clock.Base = func() time.Time { return now }
	functions := map[string]string{}
	for _, name := range triggers {
		functions[name] = lambdaARN
	}
	var err error
	f.pool, err = f.store.CreatePool("us-east-1", userpool.Pool{Name: "orders", PoolSettings: userpool.PoolSettings{
		PasswordPolicy: userpool.DefaultPasswordPolicy, MFA: userpool.MFA{Configuration: userpool.DefaultMFA}, Tier: userpool.DefaultTier,
		SMS: &userpool.SMSSender{CallerARN: "arn:aws:iam::123456789012:role/sms"}, Triggers: userpool.Triggers{Functions: functions},
		Email: userpool.EmailSender{Account: "DEVELOPER", SourceARN: "arn:aws:ses:us-east-1:123456789012:identity/a@example.com"},
	}})
	require.NoError(t, err)
	invoker := &trigger.Invoker{Functions: map[string]trigger.Function{lambdaARN: f.invoke}}
	issuer := &token.Issuer{Store: f.store, Triggers: invoker}
	messages := &message.Sender{Store: f.store, Triggers: invoker}
	f.service = &signin.Service{
		Store: f.store, Issuer: issuer, Triggers: invoker, Messages: messages,
		Accounts: &account.Service{Store: f.store, Triggers: invoker, Messages: messages}, Passkeys: &passkey.Service{Store: f.store},
	}
	f.client, err = f.store.CreateClient(f.pool.ID, userpool.ClientSettings{
		Name: "web", ExplicitAuthFlows: []string{"ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH"}, AuthSessionValidity: 3,
	}, "", false)
	require.NoError(t, err)
	_, err = f.store.CreateUser(f.pool.ID, "jo", []userpool.Attribute{{Name: "email", Value: "jo@example.com"}}, password)
	require.NoError(t, err)
	_, err = f.store.SetPassword(f.pool.ID, "jo", password, true)
	require.NoError(t, err)
	return f
}

// invoke is the Lambda function of every trigger.
func (f *fixture) invoke(_ context.Context, event []byte) ([]byte, error) {
	var e map[string]any
	if err := json.Unmarshal(event, &e); err != nil {
		return nil, err
	}
	source := e["triggerSource"].(string)
	f.sources, f.last[source], f.users[source] = append(f.sources, source), e["request"].(map[string]any), e["userName"].(string)
	f.calls++
	if source == f.fails || f.calls == f.failsAt {
		return nil, errors.New("no")
	}
	if f.calls == f.deletesAt {
		if err := f.store.DeletePool(f.pool.ID); err != nil {
			return nil, err
		}
	}
	if f.meanwhile != nil {
		f.meanwhile(source)
	}
	if response, ok := f.responses[source]; ok {
		e["response"] = response
	}
	return json.Marshal(e)
}

// triggers returns the trigger sources since the last call.
func (f *fixture) triggers() []string {
	sources := slices.Clone(f.sources)
	f.sources = nil
	return sources
}

// hideUnknownUsers sets PreventUserExistenceErrors.
func (f *fixture) hideUnknownUsers() {
	f.t.Helper()
	settings := f.client.ClientSettings
	settings.PreventUserExistenceErrors = "ENABLED"
	var err error
	f.client, err = f.store.UpdateClient(f.pool.ID, f.client.ID, settings)
	require.NoError(f.t, err)
}

func (f *fixture) change(change func(*userpool.Pool)) {
	f.t.Helper()
	pool, err := f.store.UpdatePool(f.pool.ID, change)
	require.NoError(f.t, err)
	f.pool = pool
}

func (f *fixture) request(login string) signin.Request {
	return signin.Request{Client: f.client, Username: login, OnPage: f.onPage, SessionLifetime: 3 * time.Minute}
}

func (f *fixture) begin(login string, flow signin.Flow) (signin.Outcome, error) {
	return f.service.Begin(f.t.Context(), f.request(login), flow)
}

// mustBegin returns the first step of a sign-in.
func (f *fixture) mustBegin(login string, flow signin.Flow) *signin.Step {
	f.t.Helper()
	outcome, err := f.begin(login, flow)
	require.NoError(f.t, err)
	require.NotNil(f.t, outcome.Step)
	return outcome.Step
}

// answer sends the answer to a step, with the username if the front end is the API.
func (f *fixture) answer(step *signin.Step, a signin.Answer) (signin.Outcome, error) {
	login := step.Username
	if f.onPage {
		login = ""
	}
	return f.service.Answer(f.t.Context(), f.request(login), step.Session, a)
}

// mustAnswer sends the answer to a step and returns the next step.
func (f *fixture) mustAnswer(step *signin.Step, a signin.Answer) *signin.Step {
	f.t.Helper()
	outcome, err := f.answer(step, a)
	require.NoError(f.t, err)
	require.NotNil(f.t, outcome.Step)
	return outcome.Step
}

// walk begins a sign-in and answers each of its steps. It returns the first error.
func (f *fixture) walk(login string, flow signin.Flow, answers ...func(*signin.Step) signin.Answer) (signin.Outcome, error) {
	f.t.Helper()
	outcome, err := f.begin(login, flow)
	for _, answer := range answers {
		if err != nil {
			return outcome, err
		}
		require.NotNil(f.t, outcome.Step)
		outcome, err = f.answer(outcome.Step, answer(outcome.Step))
	}
	return outcome, err
}

// sentCode answers a step with the code of the last message.
func (f *fixture) sentCode(step *signin.Step) signin.Answer {
	return signin.SentCode{Factor: step.Name, Code: f.lastCode()}
}

// requireSignedIn requires that a sign-in has ended, with tokens through the API and without tokens
// on a page.
func (f *fixture) requireSignedIn(outcome signin.Outcome, err error) {
	f.t.Helper()
	require.NoError(f.t, err)
	require.NotNil(f.t, outcome.Result)
	require.Equal(f.t, f.onPage, outcome.Result.Tokens.Access == "")
}

// lastCode returns the code of the last message.
func (f *fixture) lastCode() string {
	f.t.Helper()
	messages := f.store.Messages()
	require.NotEmpty(f.t, messages)
	return messages[len(messages)-1].Code
}

// eachFrontEnd runs a test as a subtest for the API and for the pages.
func eachFrontEnd(t *testing.T, test func(t *testing.T, onPage bool)) {
	t.Helper()
	for name, onPage := range map[string]bool{"API": false, "page": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, onPage)
		})
	}
}
