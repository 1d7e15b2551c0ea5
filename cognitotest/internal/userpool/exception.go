package userpool

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"

// The errors of the API under the names that the callers of the store use.

// Exception is an error of the API.
type Exception = apierror.Exception

// The exceptions that callers compare with errors.Is.
var (
	ErrNotAuthorized     = apierror.ErrNotAuthorized
	ErrResourceNotFound  = apierror.ErrResourceNotFound
	ErrUserNotFound      = apierror.ErrUserNotFound
	ErrUserNotConfirmed  = apierror.ErrUserNotConfirmed
	ErrRefreshTokenReuse = apierror.ErrRefreshTokenReuse
	ErrAliasExists       = apierror.ErrAliasExists
	ErrInvalidParameter  = apierror.ErrInvalidParameter
	ErrInvalidPassword   = apierror.ErrInvalidPassword
)

// The constructors that several packages call, and those of the store.
var (
	InvalidParameter    = apierror.InvalidParameter
	NotAuthorized       = apierror.NotAuthorized
	ResourceNotFound    = apierror.ResourceNotFound
	CodeDeliveryFailure = apierror.CodeDeliveryFailure
	UserNotFound        = apierror.UserNotFound
	CodeMismatch        = apierror.CodeMismatch
	ExpiredCode         = apierror.ExpiredCode

	limitExceeded         = apierror.LimitExceeded
	invalidOAuthFlow      = apierror.InvalidOAuthFlow
	featureUnavailable    = apierror.FeatureUnavailable
	scopeDoesNotExist     = apierror.ScopeDoesNotExist
	userNotFound          = apierror.UserDoesNotExist
	usernameExists        = apierror.UsernameExists
	aliasExists           = apierror.AliasExists
	attemptsExceeded      = apierror.AttemptsExceeded
	unsupportedUserState  = apierror.UnsupportedUserState
	passwordUsed          = apierror.PasswordUsed
	passwordResetRequired = apierror.PasswordResetRequired
	invalidPassword       = apierror.InvalidPassword
	poolNotFound          = apierror.PoolNotFound
	clientNotFound        = apierror.ClientNotFound
)
