package session

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/tokenresponse"
)

// Tokens is a response of the token endpoint or the API. String hides the tokens.
type Tokens struct {
	SignIn     int             // the number of the sign-in, from 1
	SignedInAt time.Time       // the time of the sign-in
	Requested  time.Time       // the time before the first request
	Received   time.Time       // the time after the response
	Callback   *login.Callback // nil for a refresh
	Fault      string          // why the response has no tokens, or ""
	ErrorCode  string          // the error of a rejection (RFC 6749 section 5.2)
	Fields     tokenresponse.Response

	Access, ID, Refresh string
}

// String returns a text without tokens.
func (t *Tokens) String() string {
	return fmt.Sprintf("a token response with %d fields", len(t.Fields))
}

// ReadTokens reads a response of the token endpoint. A rejection is not an error; its tokens
// have a fault.
func (s *Session) ReadTokens(response *login.Response) (*Tokens, error) {
	if Busy(response) {
		return nil, fmt.Errorf("the token endpoint returns %d %s: try again later", response.Status, http.StatusText(response.Status))
	}
	got := &Tokens{}
	got.Fields, _ = tokenresponse.Parse(response.Body) // nil for a body that is not one JSON object
	if got.Fields == nil {
		got.Fault = fmt.Sprintf("The token endpoint returns %d without a JSON object.", response.Status)
		return got, nil
	}
	if response.Status != http.StatusOK {
		got.ErrorCode = got.Fields.ErrorCode()
		got.Fault = fmt.Sprintf("The token endpoint returns %d with the error %s.", response.Status, check.Quote(got.ErrorCode))
		return got, nil
	}
	got.Access, got.ID, got.Refresh = got.Fields.AccessToken(), got.Fields.IDToken(), got.Fields.RefreshToken()
	if got.Refresh != "" {
		s.refreshTokens = append(s.refreshTokens, got.Refresh)
	}
	return got, nil
}

// Busy reports whether a service is overloaded or broken, which is not a fault of the client
// (RFC 6585 section 4, RFC 9110 section 15.6).
func Busy(response *login.Response) bool {
	return response.Status == http.StatusTooManyRequests || response.Status >= http.StatusInternalServerError
}

// FirstTokens returns the tokens of the first sign-in, for a check that does not test the
// sign-in.
func (s *Session) FirstTokens(ctx context.Context) (*Tokens, error) {
	first, err := s.First(ctx)
	if errors.As(err, new(SignInError)) {
		return nil, NotSignedIn
	}
	if err == nil && first.Fault != "" {
		return nil, NotExchanged
	}
	return first, err
}

// RefreshedTokens returns the tokens of the first refresh, for a check that does not test the
// refresh.
func (s *Session) RefreshedTokens(ctx context.Context) (*Tokens, error) {
	if _, err := s.FirstTokens(ctx); err != nil {
		return nil, err
	}
	refreshed, err := s.Refreshed(ctx)
	if err == nil && refreshed.Fault != "" {
		return nil, NotRefreshed
	}
	return refreshed, err
}

// Responses returns the tokens of the first sign-in and of its first refresh. The second is
// nil if the refresh failed, which refresh-response reports.
func (s *Session) Responses(ctx context.Context) (first, refreshed *Tokens, err error) {
	if first, err = s.FirstTokens(ctx); err != nil {
		return nil, nil, err
	}
	refreshed, err = s.RefreshedTokens(ctx)
	if errors.Is(err, NotRefreshed) || errors.Is(err, NotExchanged) {
		return first, nil, nil
	}
	return first, refreshed, err
}

// NewSignIn signs in again, for a check that invalidates its tokens.
func (s *Session) NewSignIn(ctx context.Context) (*Tokens, error) {
	if _, err := s.FirstTokens(ctx); err != nil {
		return nil, err
	}
	got, err := s.signIn(ctx)
	switch {
	case errors.As(err, new(SignInError)):
		return nil, NotSignedIn
	case err != nil:
		return nil, err
	case got.Fault != "" || got.Refresh == "":
		return nil, NotExchanged
	}
	return got, nil
}

// Expiry returns the earliest and the latest possible expiry for a lifetime. The service
// starts to count between the request and its response.
func (t *Tokens) Expiry(life time.Duration) (earliest, latest time.Time) {
	return t.Requested.Add(life), t.Received.Add(life)
}
