package refreshcheck

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// way gets the tokens of a client: from the login pages and the token endpoint, or from the
// API if the client has no authorization code grant.
type way interface {
	// signIn makes a new sign-in. The tokens have no fault and include a refresh token.
	signIn(context.Context) (*tokens, error)
	// refresh redeems a refresh token that belongs to the sign-in of other tokens.
	refresh(ctx context.Context, of *tokens, refreshToken string) (*tokens, error)
	// takes sends an access token. It returns the reason why the service rejects the token,
	// or "". The error is NotApplicable if no endpoint accepts the tokens of this client.
	takes(ctx context.Context, accessToken string) (refusal string, err error)
	// refusal returns the error code for an expired or revoked refresh token.
	refusal() string
}

// newWay returns the way that the client supports.
func (s *Session) newWay(ctx context.Context) (way, error) {
	client, err := s.target.AppClient(ctx)
	if err != nil {
		return nil, err
	}
	_, pages := s.app(ctx)
	if !errors.As(pages, new(NotApplicable)) {
		return pagesWay{s}, pages
	}
	if !signsIn(client) {
		return nil, noPerson
	}
	flows := apiFlowsOf(s.target.flows(client))
	switch {
	case len(flows) == 0:
		return nil, pages
	case s.api == nil:
		return nil, noProveAPI
	}
	on, _ := s.target.rotates(client)
	refreshes := slices.Contains(s.target.flows(client), allowRefresh)
	w := &apiWay{session: s, app: s.newAPIApp(client), flow: flows[0].name, byInitiateAuth: !on && refreshes}
	w.works = once(func(ctx context.Context) (struct{}, error) {
		_, err := w.begin(ctx)
		return struct{}{}, err
	})
	return w, nil
}

// newAPIApp returns an app of the client that uses the API.
func (s *Session) newAPIApp(client *types.UserPoolClientType) *apiApp {
	app := &apiApp{api: s.api, live: s.live, pool: s.target.Environment.UserPoolID, id: s.target.Client.ID, secret: aws.ToString(client.ClientSecret), devices: map[string]string{}}
	if declared := s.target.Client.Secret; declared != nil && *declared != "" {
		app.secret = string(*declared)
	}
	return app
}

// pagesWay signs in at the login pages.
type pagesWay struct{ *Session }

func (w pagesWay) signIn(ctx context.Context) (*tokens, error) { return w.fresh(ctx) }

func (w pagesWay) refusal() string { return "invalid_grant" } // developer guide, "Token endpoint"

// takes calls userInfo or GetUser, which require different scopes (developer guide,
// "Scopes, M2M, and APIs with resource servers").
func (w pagesWay) takes(ctx context.Context, accessToken string) (string, error) {
	c, err := readClaims(accessToken)
	if err != nil {
		return "", err
	}
	switch scopes := c.scopes(); {
	case slices.Contains(scopes, "openid"):
	case slices.Contains(scopes, userScope) && w.api != nil:
		return getUser(ctx, w.api, accessToken)
	default:
		return "", NotApplicable("the service accepts an access token only with the scope openid or " + userScope)
	}
	app, err := w.app(ctx)
	if err != nil {
		return "", err
	}
	answer, err := app.UserInfo(ctx, accessToken)
	switch {
	case err != nil:
		return "", err
	case busy(answer):
		return "", errors.New("the userInfo endpoint returns " + http.StatusText(answer.Status) + ": try again later")
	case answer.Status == http.StatusOK:
		return "", nil
	}
	return "userInfo returns " + http.StatusText(answer.Status), nil
}

// userScope is the scope of the API operations on the user of an access token.
const userScope = "aws.cognito.signin.user.admin"

// getUser calls GetUser with an access token.
func getUser(ctx context.Context, api ProveAPI, accessToken string) (refusal string, err error) {
	_, err = api.GetUser(ctx, &cognitoidentityprovider.GetUserInput{AccessToken: &accessToken})
	if refusal, _ := refusalOf(err); refusal != "" {
		return refusal, nil
	}
	return "", err
}

// apiWay signs in with the API.
type apiWay struct {
	session        *Session
	app            *apiApp
	flow           types.AuthFlowType
	byInitiateAuth bool // false: GetTokensFromRefreshToken, which rotation requires

	works func(context.Context) (struct{}, error) // returns the error of the first sign-in
}

// notSignedInByAPI is the reason of a check without tokens from the API.
const notSignedInByAPI = NotApplicable("no user is signed in: see api-sign-in")

func (w *apiWay) refusal() string { return "NotAuthorizedException" } // API reference, InitiateAuth, GetTokensFromRefreshToken

// begin signs in. The result can be a fault.
func (w *apiWay) begin(ctx context.Context) (*tokens, error) {
	s := w.session
	person, err := s.person.identify(ctx)
	if err != nil {
		return nil, err
	}
	asked := s.live.Now()
	result, err := w.app.signIn(ctx, w.flow, person)
	if err != nil {
		return nil, err
	}
	s.signIns++
	got := ofAPI(result)
	got.asked, got.answered, got.session, got.began = asked, s.live.Now(), s.signIns, s.live.Now()
	s.see(got, report.Issued)
	return got, nil
}

func (w *apiWay) signIn(ctx context.Context) (*tokens, error) {
	if _, err := w.works(ctx); err != nil {
		return nil, notSignedInByAPI
	}
	got, err := w.begin(ctx)
	if err == nil && got.refresh == "" {
		return nil, notSignedInByAPI
	}
	return got, err
}

func (w *apiWay) refresh(ctx context.Context, of *tokens, refreshToken string) (*tokens, error) {
	s := w.session
	asked := s.live.Now()
	var result *types.AuthenticationResultType
	var err error
	if w.byInitiateAuth {
		result, err = w.app.refreshAuth(ctx, refreshToken, of.access)
	} else {
		result, err = w.app.getTokens(ctx, refreshToken)
	}
	got := &tokens{}
	if refusal, code := refusalOf(err); refusal != "" {
		got.fault, got.code = refusal+".", code
	} else if err != nil {
		return nil, err
	} else {
		got = ofAPI(result)
	}
	got.asked, got.answered, got.session, got.began = asked, s.live.Now(), of.session, of.began
	s.seeRefresh(of, got)
	return got, nil
}

func (w *apiWay) takes(ctx context.Context, accessToken string) (string, error) {
	return getUser(ctx, w.app.api, accessToken)
}

// ofAPI returns the tokens of an API response.
func ofAPI(r *types.AuthenticationResultType) *tokens {
	return &tokens{access: aws.ToString(r.AccessToken), id: aws.ToString(r.IdToken), refresh: aws.ToString(r.RefreshToken)}
}

// refusalOf distinguishes a rejection by the service from a request that failed. For a
// rejection it returns a clause and the name of the exception.
func refusalOf(err error) (refusal, code string) {
	refused, ok := errors.AsType[smithy.APIError](err)
	if !ok || refused.ErrorFault() == smithy.FaultServer || refused.ErrorCode() == "TooManyRequestsException" {
		return "", ""
	}
	operation := "the service"
	if call, ok := errors.AsType[*smithy.OperationError](err); ok {
		operation = call.Operation()
	}
	return operation + " returns " + refused.ErrorCode() + ": " + oneLine(refused.ErrorMessage()), refused.ErrorCode()
}

// ends returns the earliest and the latest possible expiry for a lifetime. The service
// starts to count between the request and its response.
func (t *tokens) ends(life time.Duration) (earliest, latest time.Time) {
	return t.asked.Add(life), t.answered.Add(life)
}
