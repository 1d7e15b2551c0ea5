package login

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// CredentialsError means that the hosted page rejected the username or the password.
type CredentialsError struct {
	Message string // the error message on the page, for example "Incorrect username or password."; may be empty
}

func (e *CredentialsError) Error() string {
	if e.Message == "" {
		return "the sign-in page rejected the username or password without a reason"
	}
	return fmt.Sprintf("the sign-in page rejected the username or password: %q", e.Message)
}

// SecondFactorError means that the hosted page rejected the one-time code.
type SecondFactorError struct {
	Message string // the error message on the page; may be empty
}

func (e *SecondFactorError) Error() string {
	if e.Message == "" {
		return "the sign-in page rejected the one-time code without a reason"
	}
	return fmt.Sprintf("the sign-in page rejected the one-time code: %q", e.Message)
}

// CallbackError means that the redirect to the application has an error and not a code (RFC 6749
// section 4.1.2.1).
type CallbackError struct {
	Code        string // the error parameter
	Description string // the error_description parameter, optional
	State       string // the state parameter as it came back
}

func (e *CallbackError) Error() string {
	if e.Description == "" {
		return fmt.Sprintf("the authorization failed with the error %q", e.Code)
	}
	return fmt.Sprintf("the authorization failed with the error %q, described as %q", e.Code, e.Description)
}

// HostedError means that the domain returned its own error page: the client or the redirect URI
// is unknown, or the form is stale.
type HostedError struct {
	Status  int
	Code    string // the error parameter of the page, for example "redirect_mismatch"; may be empty
	Message string // the error message on the page; may be empty
}

func (e *HostedError) Error() string {
	reason := "no reason given"
	switch {
	case e.Code != "":
		reason = fmt.Sprintf("%q", e.Code)
	case e.Message != "":
		reason = fmt.Sprintf("%q", e.Message)
	}
	return fmt.Sprintf("the hosted error page answered HTTP %d: %s", e.Status, reason)
}

// UnknownPageError means that a page is neither a sign-in form nor the error page.
type UnknownPageError struct {
	Path  string
	Title string
	Hint  string // a description of the page that completes "it looks like ..."; may be empty
	// SecondFactor means that the page requires a one-time code. Cognito may have sent one to
	// the user.
	SecondFactor bool
}

func (e *UnknownPageError) Error() string {
	hint := e.Hint
	if hint == "" {
		hint = "managed login (version 2) or a step that only a user can do"
	}
	return fmt.Sprintf("the hosted page %s (%q) has no classic sign-in form: it looks like %s", e.Path, e.Title, hint)
}

// FormError means that a form must not be sent: it would send a password or a response of an identity
// provider to another host, or it is another form than expected.
type FormError struct {
	Reason string
}

func (e *FormError) Error() string {
	return "the sign-in form was not sent: " + e.Reason
}

// StateError means that the callback does not repeat the sent state, so it does not belong to
// this request (RFC 6749 section 10.12).
type StateError struct{}

func (e *StateError) Error() string {
	return "the callback's state is not the one that was sent"
}

// NoCodeError means that the callback has neither a code nor an error.
type NoCodeError struct{}

func (e *NoCodeError) Error() string {
	return "the callback has neither a code nor an error"
}

// RedirectError means that the hosted pages redirect to a host that is neither theirs nor the
// application's.
type RedirectError struct {
	Target string // without query and fragment, which may contain a code
}

func (e *RedirectError) Error() string {
	return fmt.Sprintf("the hosted pages redirect to %s, which is neither theirs nor the application's", e.Target)
}

// RedirectLoopError means that the hosted pages redirected more than maxHops times.
type RedirectLoopError struct{}

func (e *RedirectLoopError) Error() string {
	return fmt.Sprintf("the hosted pages redirected more than %d times", maxHops)
}

// StatusError means that a hosted page returned a status that is not part of any sign-in.
type StatusError struct {
	Status int
	Path   string
}

func (e *StatusError) Error() string {
	return strings.TrimSpace(fmt.Sprintf("the hosted page %s answered HTTP %d %s", e.Path, e.Status, http.StatusText(e.Status)))
}

// withoutParameters returns a URL without user, query and fragment, which may contain codes and names.
func withoutParameters(u *url.URL) string {
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, Opaque: u.Opaque}).String()
}

// cause unwraps an error of net/http or net/url, because its text repeats the whole URL.
func cause(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}
