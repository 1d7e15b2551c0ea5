package cognitotest

import (
	"fmt"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/fault"
)

// FaultKind is what happens to a request with a [Fault].
type FaultKind string

const (
	// FaultThrottle rejects the request as one above the request rate quota: an action of the API
	// returns TooManyRequestsException, an endpoint the status 429. Nothing changes.
	FaultThrottle FaultKind = "throttle"
	// FaultInternalError rejects the request with the status 500: an action of the API returns
	// InternalErrorException. Nothing changes.
	FaultInternalError FaultKind = "internal-error"
	// FaultDelay delays the response by [Fault.Delay]. The request takes effect at once, also if
	// the client does not wait for the response.
	FaultDelay FaultKind = "delay"
	// FaultCutBefore closes the connection without a response before the request takes effect.
	FaultCutBefore FaultKind = "cut-before"
	// FaultCutAfter closes the connection without a response after the request took effect: a
	// rotated refresh token is replaced, and the client does not get its successor.
	FaultCutAfter FaultKind = "cut-after"
)

// Fault makes the requests to an action of the API or to an endpoint fail. It does not apply to
// preflight requests of browsers. Clients may repeat a failed request by themselves, and the
// repetition counts as a further request: docs/faults.md names what clients do.
type Fault struct {
	// Action is an action of the API, such as InitiateAuth. A fault has either an action or an
	// endpoint.
	Action string
	// Endpoint is a path of the domains of user pools, such as /oauth2/token or /login, or
	// /.well-known/openid-configuration or /.well-known/jwks.json of an issuer.
	Endpoint string
	// Kind is what happens to the request.
	Kind FaultKind
	// Delay is how long a response is delayed, up to a minute of the machine's clock. Only the
	// kind FaultDelay has it.
	Delay time.Duration
	// Count is how many requests fail. In the result of [Server.Faults] it is how many are left.
	Count int
	// All makes every request fail until [Server.ClearFaults], in place of Count.
	All bool
}

// InjectFault adds a fault. If several faults apply to a request, it gets the oldest one. The
// error of an invalid fault says what to write. A fault that follows one for all requests to the same
// action or endpoint is invalid.
func (s *Server) InjectFault(f Fault) error {
	_, err := s.faults.Add(fault.Rule{Action: f.Action, Endpoint: f.Endpoint, Kind: fault.Kind(f.Kind), Delay: f.Delay, Count: f.Count, All: f.All})
	if err != nil {
		return fmt.Errorf("cognitotest: %w", err)
	}
	return nil
}

// Faults returns the faults that still apply, oldest first.
func (s *Server) Faults() []Fault {
	var faults []Fault
	for _, r := range s.faults.List() {
		faults = append(faults, Fault{Action: r.Action, Endpoint: r.Endpoint, Kind: FaultKind(r.Kind), Delay: r.Delay, Count: r.Count, All: r.All})
	}
	return faults
}

// ClearFaults removes all faults. Delayed responses still arrive late.
func (s *Server) ClearFaults() { _ = s.faults.Clear() }
