package apierror

import (
	"fmt"
)

// Exception is an error of the API. Name is the name of the error's shape in the API
// model, Message the text of the service, and Status the HTTP status of the response.
type Exception struct {
	Name    string
	Message string
	Status  int
}

func (e *Exception) Error() string { return e.Name + ": " + e.Message }

// Is reports whether target is an Exception of the same name. A target with a
// message matches only that message.
func (e *Exception) Is(target error) bool {
	t, ok := target.(*Exception)
	return ok && t.Name == e.Name && (t.Message == "" || t.Message == e.Message)
}

// The statuses are numbers, because the store returns these errors and does not import net/http.
const (
	badRequest          = 400 // every error that the client causes, also NotFound and NotAuthorized
	requestTimeout      = 408
	entityTooLarge      = 413
	internalServerError = 500
)

// clientError returns an error that the client causes.
func clientError(name, message string) *Exception {
	return &Exception{Name: name, Message: message, Status: badRequest}
}

// The errors that callers compare with errors.Is. They have no text.
var (
	ErrAliasExists           = clientError("AliasExistsException", "")
	ErrCodeMismatch          = clientError("CodeMismatchException", "")
	ErrExpiredCode           = clientError("ExpiredCodeException", "")
	ErrInvalidParameter      = clientError("InvalidParameterException", "")
	ErrInvalidPassword       = clientError("InvalidPasswordException", "")
	ErrLimitExceeded         = clientError("LimitExceededException", "")
	ErrNotAuthorized         = clientError("NotAuthorizedException", "")
	ErrPasswordHistory       = clientError("PasswordHistoryPolicyViolationException", "")
	ErrPasswordResetRequired = clientError("PasswordResetRequiredException", "")
	ErrRefreshTokenReuse     = clientError("RefreshTokenReuseException", "")
	ErrResourceNotFound      = clientError("ResourceNotFoundException", "")
	ErrUserNotConfirmed      = clientError("UserNotConfirmedException", "")
	ErrUsernameExists        = clientError("UsernameExistsException", "")
	ErrUserNotFound          = clientError("UserNotFoundException", "")
)

// InvalidParameter rejects an invalid value.
func InvalidParameter(format string, args ...any) error {
	return clientError(ErrInvalidParameter.Name, fmt.Sprintf(format, args...))
}

// NotAuthorized rejects a caller, a user or a token.
func NotAuthorized(format string, args ...any) error {
	return clientError(ErrNotAuthorized.Name, fmt.Sprintf(format, args...))
}

// ResourceNotFound reports that a named resource does not exist.
func ResourceNotFound(format string, args ...any) error {
	return clientError(ErrResourceNotFound.Name, fmt.Sprintf(format, args...))
}

// LimitExceeded reports that a quota is used up.
func LimitExceeded(format string, args ...any) error {
	return clientError(ErrLimitExceeded.Name, fmt.Sprintf(format, args...))
}

// ServiceQuotaExceeded rejects a provisioned limit above the quota of the account.
func ServiceQuotaExceeded(format string, args ...any) error {
	return clientError("ServiceQuotaExceededException", fmt.Sprintf(format, args...))
}

// Internal reports a fault of the emulator itself, such as a full disk. The text is the cause,
// because the service does not document a text.
func Internal(cause error) *Exception { return internal(cause.Error()) }

func internal(message string) *Exception {
	return &Exception{Name: "InternalErrorException", Message: message, Status: internalServerError}
}

// InternalServerError reports a fault of the service, with its text (aws-amplify/aws-sdk-android#2022).
func InternalServerError() *Exception { return internal("Internal server error.") }
