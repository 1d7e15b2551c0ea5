package refreshcheck

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/tokenresponse"
)

// tokens are what the token endpoint answered. They are never printed.
type tokens struct {
	session  int             // the sign-in that they belong to, from 1
	began    time.Time       // when it was
	asked    time.Time       // the time before the first request
	answered time.Time       // the time after the response
	callback *login.Callback // nil for a refresh
	fault    string          // what is wrong with the answer as a whole, or ""
	code     string          // the error of a refusal (RFC 6749 section 5.2)
	fields   tokenresponse.Response

	access, id, refresh string
}

// String tells nothing of the tokens.
func (t *tokens) String() string {
	return fmt.Sprintf("a token response with %d fields", len(t.fields))
}

// read reads an answer of the token endpoint. The error means that it is none: a refusal is
// one, with a fault.
func (s *Session) read(response *login.Response) (*tokens, error) {
	if busy(response) {
		return nil, fmt.Errorf("the token endpoint answers %d %s: try again later", response.Status, http.StatusText(response.Status))
	}
	got := &tokens{}
	got.fields, _ = tokenresponse.Parse(response.Body) // nil for a body that is not one JSON object
	if got.fields == nil {
		got.fault = fmt.Sprintf("The token endpoint answers %d without a JSON object.", response.Status)
		return got, nil
	}
	if response.Status != http.StatusOK {
		got.code = got.fields.ErrorCode()
		got.fault = fmt.Sprintf("The token endpoint answers %d with the error %s.", response.Status, shown(got.code))
		return got, nil
	}
	got.access, got.id, got.refresh = got.fields.AccessToken(), got.fields.IDToken(), got.fields.RefreshToken()
	if got.refresh != "" {
		s.alive = append(s.alive, got.refresh)
	}
	return got, nil
}

// busy is whether a service does not answer what it was asked for reasons of its own, which
// say nothing of a client (RFC 6585 section 4, RFC 9110 section 15.6).
func busy(response *login.Response) bool {
	return response.Status == http.StatusTooManyRequests || response.Status >= http.StatusInternalServerError
}

// firstTokens are those of the first response to a code, for a check that is not about
// the sign-in.
func (s *Session) firstTokens(ctx context.Context) (*tokens, error) {
	first, err := s.First(ctx)
	if errors.As(err, new(signInError)) {
		return nil, notSignedIn
	}
	if err == nil && first.fault != "" {
		return nil, notExchanged
	}
	return first, err
}

// refreshedTokens are those of the first refresh, for a check that is not about it.
func (s *Session) refreshedTokens(ctx context.Context) (*tokens, error) {
	if _, err := s.firstTokens(ctx); err != nil {
		return nil, err
	}
	refreshed, err := s.Refreshed(ctx)
	if err == nil && refreshed.fault != "" {
		return nil, notRefreshed
	}
	return refreshed, err
}

// responses are the first response to a code, and the first to its refresh token. The
// second is nil where that gave no tokens, which is what refresh-response is about.
func (s *Session) responses(ctx context.Context) (first, refreshed *tokens, err error) {
	if first, err = s.firstTokens(ctx); err != nil {
		return nil, nil, err
	}
	refreshed, err = s.refreshedTokens(ctx)
	if errors.Is(err, notRefreshed) || errors.Is(err, notExchanged) {
		return first, nil, nil
	}
	return first, refreshed, err
}

// fresh signs in anew, for a check that uses a session up.
func (s *Session) fresh(ctx context.Context) (*tokens, error) {
	if _, err := s.firstTokens(ctx); err != nil {
		return nil, err
	}
	got, err := s.signIn(ctx)
	switch {
	case errors.As(err, new(signInError)):
		return nil, notSignedIn
	case err != nil:
		return nil, err
	case got.fault != "" || got.refresh == "":
		return nil, notExchanged
	}
	return got, nil
}
