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
	ErrAliasExists       = &Exception{Name: "AliasExistsException"}
	ErrInvalidParameter  = &Exception{Name: "InvalidParameterException"}
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

// UserNotFound says that there is no such user.
func UserNotFound(message string) error {
	return &Exception{Name: ErrUserNotFound.Name, Message: message}
}

func userNotFound() error { return UserNotFound("User does not exist.") }

func usernameExists(message string) error {
	return &Exception{Name: "UsernameExistsException", Message: message}
}

func aliasExists(attribute string) error { // developer guide, "Managing user existence error responses"
	return &Exception{Name: "AliasExistsException", Message: "An account with the " + attribute + " already exists."}
}

// CodeMismatch refuses a code that is not the one that was sent.
func CodeMismatch() error {
	return &Exception{Name: "CodeMismatchException", Message: "Invalid verification code provided, please try again."}
}

// ExpiredCode refuses a code that is used up, expired or was never sent.
func ExpiredCode() error {
	return &Exception{Name: "ExpiredCodeException", Message: "Invalid code provided, please request a code again."}
}

func attemptsExceeded() error {
	return limitExceeded("Attempt limit exceeded, please try after some time.")
}

func unsupportedUserState(message string) error {
	return &Exception{Name: "UnsupportedUserStateException", Message: message}
}

func passwordUsed() error {
	return &Exception{Name: "PasswordHistoryPolicyViolationException", Message: "Password has already been used."} // the text: chosen
}

func passwordResetRequired() error {
	return &Exception{Name: "PasswordResetRequiredException", Message: "Password reset required for the user"}
}

func invalidPassword(policy, reason string) error {
	return &Exception{Name: "InvalidPasswordException", Message: "Password did not conform with " + policy + ": " + reason}
}

// poolNotFound and clientNotFound carry the observed texts.
func poolNotFound(id string) error {
	return ResourceNotFound("User pool %s does not exist.", id)
}

func clientNotFound(id string) error {
	return ResourceNotFound("User pool client %s does not exist.", id)
}
