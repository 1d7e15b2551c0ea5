package userpool

import "fmt"

// Exception is a refusal by the service. Name is the error's shape name in the
// API model; Message is the service's text.
type Exception struct {
	Name    string
	Message string
}

func (e *Exception) Error() string { return e.Name + ": " + e.Message }

// Is reports whether target is an Exception of the same name. A target with a
// message matches only that message.
func (e *Exception) Is(target error) bool {
	t, ok := target.(*Exception)
	return ok && t.Name == e.Name && (t.Message == "" || t.Message == e.Message)
}

// The exceptions that callers tell apart with errors.Is.
var (
	ErrNotAuthorized     = &Exception{Name: "NotAuthorizedException"}
	ErrResourceNotFound  = &Exception{Name: "ResourceNotFoundException"}
	ErrUserNotFound      = &Exception{Name: "UserNotFoundException"}
	ErrUserNotConfirmed  = &Exception{Name: "UserNotConfirmedException"}
	ErrRefreshTokenReuse = &Exception{Name: "RefreshTokenReuseException"}
	ErrInvalidPassword   = &Exception{Name: "InvalidPasswordException"}
)

// InvalidParameter refuses a value that breaks a rule.
func InvalidParameter(format string, args ...any) error {
	return &Exception{Name: "InvalidParameterException", Message: fmt.Sprintf(format, args...)}
}

// NotAuthorized refuses a caller, a user or a token.
func NotAuthorized(format string, args ...any) error {
	return &Exception{Name: "NotAuthorizedException", Message: fmt.Sprintf(format, args...)}
}

// ResourceNotFound says that a named resource does not exist.
func ResourceNotFound(format string, args ...any) error {
	return &Exception{Name: "ResourceNotFoundException", Message: fmt.Sprintf(format, args...)}
}

// CodeDeliveryFailure says that a code could not be sent.
func CodeDeliveryFailure(message string) error {
	return &Exception{Name: "CodeDeliveryFailureException", Message: message}
}

func limitExceeded(format string, args ...any) error {
	return &Exception{Name: "LimitExceededException", Message: fmt.Sprintf(format, args...)}
}

func invalidOAuthFlow(message string) error {
	return &Exception{Name: "InvalidOAuthFlowException", Message: message}
}

func featureUnavailable(message string) error {
	return &Exception{Name: "FeatureUnavailableInTierException", Message: message}
}

func scopeDoesNotExist(scope string) error {
	return &Exception{Name: "ScopeDoesNotExistException", Message: "Invalid scope requested: " + scope}
}

func userNotFound() error {
	return &Exception{Name: "UserNotFoundException", Message: "User does not exist."}
}

func usernameExists() error {
	return &Exception{Name: "UsernameExistsException", Message: "User account already exists"}
}

func invalidPassword(reason string) error {
	return &Exception{Name: "InvalidPasswordException", Message: "Password did not conform with password policy: " + reason}
}

// poolNotFound and clientNotFound carry the observed texts.
func poolNotFound(id string) error {
	return ResourceNotFound("User pool %s does not exist.", id)
}

func clientNotFound(id string) error {
	return ResourceNotFound("User pool client %s does not exist.", id)
}
