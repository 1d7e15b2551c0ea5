package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// Tokens are what the token endpoint answered. They are never printed.
type Tokens struct {
	SignIn     int             // the sign-in that they belong to, from 1
	SignedInAt time.Time       // when it was
	Requested  time.Time       // the time before the first request
	Received   time.Time       // the time after the response
	Callback   *login.Callback // nil for a refresh
	Fault      string          // what is wrong with the answer as a whole, or ""
	ErrorCode  string          // the error of a refusal (RFC 6749 section 5.2)
	Fields     map[string]json.RawMessage

	Access, ID, Refresh string
}

// String tells nothing of the tokens.
func (t *Tokens) String() string {
	return fmt.Sprintf("a token response with %d fields", len(t.Fields))
}

// ReadTokens reads an answer of the token endpoint. The error means that it is none: a refusal is
// one, with a fault.
func (s *Session) ReadTokens(response *login.Response) (*Tokens, error) {
	if Busy(response) {
		return nil, fmt.Errorf("the token endpoint answers %d %s: try again later", response.Status, http.StatusText(response.Status))
	}
	got := &Tokens{}
	_ = json.Unmarshal(response.Body, &got.Fields) // what is no object is nil
	if got.Fields == nil {
		got.Fault = fmt.Sprintf("The token endpoint answers %d without a JSON object.", response.Status)
		return got, nil
	}
	text := func(name string) string {
		var value string
		_ = json.Unmarshal(got.Fields[name], &value) // what is no text is ""
		return value
	}
	if response.Status != http.StatusOK {
		got.ErrorCode = text("error")
		got.Fault = fmt.Sprintf("The token endpoint answers %d with the error %s.", response.Status, check.Quote(got.ErrorCode))
		return got, nil
	}
	got.Access, got.ID, got.Refresh = text("access_token"), text("id_token"), text("refresh_token")
	if got.Refresh != "" {
		s.refreshTokens = append(s.refreshTokens, got.Refresh)
	}
	return got, nil
}

// Busy is whether a service does not answer what it was asked for reasons of its own, which
// say nothing of a client (RFC 6585 section 4, RFC 9110 section 15.6).
func Busy(response *login.Response) bool {
	return response.Status == http.StatusTooManyRequests || response.Status >= http.StatusInternalServerError
}

// FirstTokens are those of the first response to a code, for a check that is not about
// the sign-in.
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

// RefreshedTokens are those of the first refresh, for a check that is not about it.
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

// Responses are the first response to a code, and the first to its refresh token. The
// second is nil where that gave no tokens, which is what refresh-response is about.
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

// NewSignIn signs in anew, for a check that uses a session up.
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
