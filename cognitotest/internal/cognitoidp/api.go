package cognitoidp

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/federation"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passkey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestrate"
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
	Passkeys *passkey.Service
	// Federation reads the metadata of SAML providers.
	Federation *federation.Client
	Rates      *requestrate.Limiter // nil: without request rate quotas
	// MaxRates are the account's maximum request rates in Service Quotas, by category. A category
	// that it does not have has its default quota as the maximum.
	MaxRates map[string]int
	// Keys verifies signatures. Nil accepts every signature.
	Keys *sigv4.Verifier
}

// call is one request to an action.
type call struct {
	*API
	ctx    context.Context
	name   string // the name of the action
	region string
	body   []byte // the JSON of the request without unknown members

	challenge  string // the ChallengeName of the request
	replicated string // the id of the pool whose replica the region of the request has; "" for the primary
}

// action is one operation of the API.
type action struct {
	name    string
	request reflect.Type // the members that the action reads
	run     func(*call) (any, error)
}

// on returns an action that decodes the request into a Request and calls handle.
func on[Request any](name string, handle func(*call, Request) (any, error)) action {
	return action{name: name, request: reflect.TypeFor[Request](), run: func(c *call) (any, error) {
		var request Request
		if err := json.Unmarshal(c.body, &request); err != nil {
			return nil, apierror.Serialization(err.Error())
		}
		return handle(c, request)
	}}
}

// none is the empty response.
type none struct{}

// actions has every implemented action by its name. Each file of a resource has one of the tables.
var actions = index(
	userPoolActions,
	userPoolReplicaActions,
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
	clientTokenActions,
	softwareTokenActions,
	mfaPreferenceActions,
	authFactorActions,
	passkeyActions,
	deviceActions,
	sessionConfigurationActions,
	userSessionActions,
	importJobActions,
	authEventActions,
	provisionedLimitActions,
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

// Actions returns the names of the implemented actions in alphabetical order.
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

// target returns the operation that the X-Amz-Target header names. known is false if the API model
// does not have it.
func target(r *http.Request) (name string, o apimodel.Operation, known bool) {
	name, ok := strings.CutPrefix(r.Header.Get("X-Amz-Target"), targetPrefix)
	o, known = apimodel.Lookup(name)
	return name, o, ok && known
}

// ActionOf returns the action that a request names, or "". The action may be unknown.
func ActionOf(r *http.Request) string {
	name, ok := strings.CutPrefix(r.Header.Get("X-Amz-Target"), targetPrefix)
	if !ok {
		return "" // an action of another service
	}
	return name
}

// Handle serves one API request. region is the region in the host name, or "" on the plain endpoint,
// whose host name has no region. There the scope of the signature determines the region. For an
// unsigned action the user pool of the request does. If neither exists, the region is fallback.
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
	write(w, http.StatusOK, response, closesBodyEarly(r))
}

func (a *API) dispatch(r *http.Request, body []byte, region, fallback string) (any, error) {
	name, operation, known := target(r)
	if !known {
		return nil, apierror.UnknownOperation("")
	}
	if _, implemented := actions[name]; !implemented {
		return nil, apierror.UnknownOperation("The emulator does not have the action " + name + ".")
	}
	scope, err := a.authorize(r, body, operation, region)
	if err != nil {
		return nil, err
	}
	return a.run(withRequest(r), name, endpoint{region: cmp.Or(region, scope), fallback: fallback}, body)
}

// run validates a request against the API model, applies the request rate quota and runs the action.
func (a *API) run(ctx context.Context, name string, at endpoint, body []byte) (any, error) {
	operation, _ := apimodel.Lookup(name) // the model has every implemented action
	body, decoded, err := operation.Deserialize(body)
	if err != nil {
		return nil, err
	}
	if err := operation.Validate(decoded); err != nil {
		return nil, err
	}
	if err := a.rejectLevels(name, operation, decoded); err != nil {
		return nil, err
	}
	region, replicated, err := a.regionOf(name, at, decoded)
	if err != nil {
		return nil, err
	}
	c := &call{API: a, name: name, ctx: ctx, region: region, body: body, replicated: replicated}
	poolID, _ := decoded["UserPoolId"].(string)
	c.challenge, _ = decoded["ChallengeName"].(string)
	counted := requestrate.Request{Action: name, Region: region, PoolID: poolID, Challenge: c.challenge}
	if a.Rates != nil && !a.Rates.Allow(a.Store.Clock.Now(), counted) {
		return nil, apierror.TooManyRequests()
	}
	if err := c.checkReplicaRequest(); err != nil {
		return nil, err
	}
	if err := c.requireRegion(poolID); err != nil {
		return nil, err
	}
	response, err := actions[name].run(c)
	if err != nil {
		return nil, err
	}
	return response, c.checkReplicaResponse(response)
}

// requireRegion returns ResourceNotFoundException for the id of a pool in another region: the pool
// does not exist in the region of the request. It accepts an empty id.
func (c *call) requireRegion(poolID string) error {
	if pool := (userpool.Pool{ID: poolID}); poolID != "" && pool.Region() != c.region && poolID != c.replicated {
		return apierror.ResourceNotFound("User pool %s does not exist.", poolID)
	}
	return nil
}

// The emulator delays large responses to the AWS SDK for Go, because on loopback a response can arrive
// while the client still sends its request: net/http reads the request body once more to find surplus
// bytes. If smithy-go has closed the body by then, the read fails, and net/http closes the connection. The
// part of the response that does not fit into the client's read buffer (4 KiB) is lost. A client that
// retries CreateUserPool after that creates two pools. Over a network a response takes longer than
// this moment, so the service does not need the delay.
const (
	largeResponse = 3 << 10 // bytes; less than the read buffer, because headers count, too
	responseDelay = 20 * time.Millisecond
)

// closesBodyEarly reports whether the client is the AWS SDK for Go, also in a program with a name of its
// own, such as the AWS provider of Terraform.
func closesBodyEarly(r *http.Request) bool { return strings.Contains(r.UserAgent(), "aws-sdk-go") }

// write sends a response. delayed is the result of closesBodyEarly.
func write(w http.ResponseWriter, status int, body any, delayed bool) {
	text, err := json.Marshal(body)
	if err != nil {
		http.Error(w, "cognitotest: "+err.Error(), http.StatusInternalServerError)
		return
	}
	if delayed && len(text) > largeResponse {
		time.Sleep(responseDelay)
	}
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("x-amzn-RequestId", userpool.NewUUID())
	w.WriteHeader(status)
	_, _ = w.Write(text) // the client closed the connection
}
