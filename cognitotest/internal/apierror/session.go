package apierror

import "fmt"

// SessionsNotTracked rejects an operation on sessions in a pool that does not track them. The
// text is unspecified.
func SessionsNotTracked() error {
	return OperationNotEnabled("Session tracking is not enabled for the user pool.")
}

// OperationNotEnabled rejects an operation that the region of the request or the configuration of the
// pool does not allow.
func OperationNotEnabled(format string, args ...any) error {
	return clientError("OperationNotEnabledException", fmt.Sprintf(format, args...))
}

// SessionNotFound reports that the user has no active session of an id. The text is
// unspecified.
func SessionNotFound() error {
	return ResourceNotFound("Session does not exist.")
}

// CurrentSession rejects the revocation of the caller's own session (API_RevokeUserSession).
// The exception and the text are unspecified.
func CurrentSession() error {
	return InvalidParameter("The current session cannot be revoked.")
}
