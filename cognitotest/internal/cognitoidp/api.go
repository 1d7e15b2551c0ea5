package cognitoidp

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sigv4"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// API serves the actions for the pools of one store.
type API struct {
	Store    *userpool.Store
	Issuer   *token.Issuer
	Accounts *account.Service
	SignIns  *signin.Service
	Rates    *RequestRates // nil: requests may come at any rate
	// Keys verifies signatures; nil takes any.
	Keys *sigv4.Verifier
}

// call is one request to an action.
type call struct {
	*API
	ctx    context.Context // of the request
	name   string          // of the action
	region string
	body   []byte
}

// action is one operation of the API.
type action struct {
	name string
	run  func(*call) (any, error)
}

// on makes an action of a function that takes the decoded request.
func on[Request any](name string, handle func(*call, Request) (any, error)) action {
	return action{name: name, run: func(c *call) (any, error) {
		var request Request
		if err := json.Unmarshal(c.body, &request); err != nil {
			return nil, serializationError(err.Error())
		}
		return handle(c, request)
	}}
}

// none is the response of an action that answers nothing.
type none struct{}

// actions merges the tables of the resources.
var actions = index(
	userPoolActions,
	userPoolMFAActions,
	tagActions,
	userPoolDomainActions,
	resourceServerActions,
	userPoolClientActions,
	userPoolClientSecretActions,
	adminUserActions,
	userActions,
	signUpActions,
	passwordActions,
	userAttributeActions,
	groupActions,
	identityProviderActions,
	linkActions,
	uiCustomizationActions,
	managedLoginBrandingActions,
	termsActions,
	logDeliveryActions,
	signingCertificateActions,
	csvHeaderActions,
	riskConfigurationActions,
	authActions,
	challengeActions,
	refreshTokenActions,
	softwareTokenActions,
	mfaPreferenceActions,
	deviceActions,
)

func index(tables ...[]action) map[string]action {
	merged := map[string]action{}
	for _, table := range tables {
		for _, a := range table {
			merged[a.name] = a
		}
	}
	return merged
}

// Actions returns the names of the actions that are built, in order.
func Actions() []string {
	var names []string
	for name := range actions {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

const (
	targetPrefix = "AWSCognitoIdentityProviderService."
	contentType  = "application/x-amz-json-1.1"
)

// target returns the operation of the model that a request names.
func target(r *http.Request) (name string, o operation, known bool) {
	name, ok := strings.CutPrefix(r.Header.Get("X-Amz-Target"), targetPrefix)
	o, known = model.Operations[name]
	return name, o, ok && known
}

// Handle answers one API request. region is that of the host name, or "" on the
// plain endpoint, where the signature's scope names it, or else for an unsigned action
// the user pool of the request, or else fallback.
func (a *API) Handle(w http.ResponseWriter, r *http.Request, region, fallback string) {
	a.open(w, r)
	body, ok := readBody(w, r)
	if !ok {
		return
	}
	response, err := a.dispatch(r, body, region, fallback)
	if err != nil {
		WriteError(w, err)
		return
	}
	write(w, http.StatusOK, response)
}

func (a *API) dispatch(r *http.Request, body []byte, region, fallback string) (any, error) {
	name, operation, known := target(r)
	if !known {
		return nil, unknownOperation("")
	}
	if _, built := actions[name]; !built {
		return nil, unknownOperation("The stand-in does not have the action " + name + ".")
	}
	scope, err := a.authorize(r, body, operation, region)
	if err != nil {
		return nil, err
	}
	return a.run(withSource(r), name, place{region: cmp.Or(region, scope), fallback: fallback}, body)
}

// run applies the rules that hold for every action, and the action's own.
func (a *API) run(ctx context.Context, name string, at place, body []byte) (any, error) {
	shape := model.Operations[name].Input
	body, decoded, err := deserialize(shape, body)
	if err != nil {
		return nil, err
	}
	if err := validate(shape, decoded); err != nil {
		return nil, err
	}
	region, err := a.regionOf(name, at, decoded)
	if err != nil {
		return nil, err
	}
	c := &call{API: a, name: name, ctx: ctx, region: region, body: body}
	poolID, _ := decoded["UserPoolId"].(string)
	challenge, _ := decoded["ChallengeName"].(string)
	if a.Rates != nil {
		if err := a.Rates.take(a.Store.Clock.Now(), request{name, region, poolID, challenge}); err != nil {
			return nil, err
		}
	}
	if err := c.checkRegion(poolID); err != nil {
		return nil, err
	}
	return actions[name].run(c)
}

// checkRegion refuses a pool of another region, where it does not exist. An empty
// id names no pool.
func (c *call) checkRegion(poolID string) error {
	if pool := (userpool.Pool{ID: poolID}); poolID != "" && pool.Region() != c.region {
		return userpool.ResourceNotFound("User pool %s does not exist.", poolID)
	}
	return nil
}

// A Go client may still be at work on its request when the answer comes: net/http
// reads the body once more for surplus bytes, smithy-go has closed it by then and
// answers that with an error, upon which the connection is cut with whatever does
// not fit the client's read buffer (4 KiB). A client that then repeats CreateUserPool
// would make two pools. Over a network an answer takes longer than that moment; on
// loopback the stand-in waits with large ones.
const (
	largeAnswer = 3 << 10
	answerDelay = 20 * time.Millisecond
)

func write(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		http.Error(w, "cognitotest: "+err.Error(), http.StatusInternalServerError)
		return
	}
	if len(text) > largeAnswer {
		time.Sleep(answerDelay)
	}
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("x-amzn-RequestId", userpool.NewUUID())
	w.WriteHeader(status)
	_, _ = w.Write(text) // the client went away: nothing is left to tell it
}
