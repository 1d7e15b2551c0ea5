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

// way is how an app gets tokens of a client: at the login pages and the token endpoint, or
// with the API where the client has no authorization code grant.
type way interface {
	// signIn signs in anew. The tokens are without fault and have a refresh token.
	signIn(context.Context) (*tokens, error)
	// refresh redeems a refresh token of the sign-in of other tokens.
	refresh(ctx context.Context, of *tokens, refreshToken string) (*tokens, error)
	// takes asks with an access token. It returns why the service refuses it, or "". The
	// error is NotApplicable where nothing of the service takes this client's tokens.
	takes(ctx context.Context, accessToken string) (refusal string, err error)
	// refusal is the error with which an ended or revoked refresh token is refused.
	refusal() string
}

// newWay chooses how an app gets tokens.
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

// newAPIApp is the client as an app has it that uses the API.
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

// takes asks userInfo, or GetUser, which take different scopes (developer guide, "Scopes,
// M2M, and APIs with resource servers").
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
		return "", errors.New("the userInfo endpoint answers " + http.StatusText(answer.Status) + ": try again later")
	case answer.Status == http.StatusOK:
		return "", nil
	}
	return "userInfo answers " + http.StatusText(answer.Status), nil
}

// userScope lets an access token act on its own user in the API.
const userScope = "aws.cognito.signin.user.admin"

// getUser asks with an access token of the API.
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
	byInitiateAuth bool // and not with GetTokensFromRefreshToken, which rotation takes

	works func(context.Context) (struct{}, error) // why the first sign-in failed
}

// notSignedInByAPI is why a check has no tokens of the API to look at.
const notSignedInByAPI = NotApplicable("no user is signed in: see api-sign-in")

func (w *apiWay) refusal() string { return "NotAuthorizedException" } // API reference, InitiateAuth, GetTokensFromRefreshToken

// begin signs in, whatever comes of it.
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

// ofAPI are the tokens of an answer of the API.
func ofAPI(r *types.AuthenticationResultType) *tokens {
	return &tokens{access: aws.ToString(r.AccessToken), id: aws.ToString(r.IdToken), refresh: aws.ToString(r.RefreshToken)}
}

// refusalOf tells a refusal of the service from a request that it did not look at. It
// returns a clause and the name of the exception.
func refusalOf(err error) (refusal, code string) {
	refused, ok := errors.AsType[smithy.APIError](err)
	if !ok || refused.ErrorFault() == smithy.FaultServer || refused.ErrorCode() == "TooManyRequestsException" {
		return "", ""
	}
	operation := "the service"
	if call, ok := errors.AsType[*smithy.OperationError](err); ok {
		operation = call.Operation()
	}
	return operation + " answers " + refused.ErrorCode() + ": " + oneLine(refused.ErrorMessage()), refused.ErrorCode()
}

// ends is the moment at which something that lives so long ends at the earliest, and at the
// latest: the service began to count between the request and its answer.
func (t *tokens) ends(life time.Duration) (earliest, latest time.Time) {
	return t.asked.Add(life), t.answered.Add(life)
}
