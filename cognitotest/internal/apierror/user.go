package apierror

// UserNotFound reports that a user does not exist, with the text of the action.
func UserNotFound(message string) error {
	return clientError(ErrUserNotFound.Name, message)
}

// UserDoesNotExist reports that a user does not exist, with the text of most actions.
func UserDoesNotExist() error { return UserNotFound("User does not exist.") }

// UserNotConfirmed rejects a sign-in before the sign-up is confirmed.
func UserNotConfirmed() error {
	return clientError(ErrUserNotConfirmed.Name, "User is not confirmed.")
}

// UsernameExists rejects a username that another user has.
func UsernameExists(message string) error {
	return clientError(ErrUsernameExists.Name, message)
}

// AliasExists rejects an alias that another user has verified (developer guide, "Managing
// user existence error responses").
func AliasExists(attribute string) error {
	return clientError(ErrAliasExists.Name, "An account with the "+attribute+" already exists.")
}

// FederatedAliasExists rejects a federated user whose alias a local user has.
func FederatedAliasExists(username string) error {
	return clientError(ErrAliasExists.Name, "Already found an entry for username "+username)
}

// UnsupportedUserState rejects an action that the status of the user excludes.
func UnsupportedUserState(message string) error {
	return clientError("UnsupportedUserStateException", message)
}

// PasswordResetRequired rejects a sign-in after an administrator reset the password.
func PasswordResetRequired() error {
	return clientError(ErrPasswordResetRequired.Name, "Password reset required for the user")
}

// PasswordUsed rejects a password of the user's history. The text is unspecified.
func PasswordUsed() error {
	return clientError(ErrPasswordHistory.Name, "Password has already been used.")
}

// InvalidPassword rejects a password that violates the policy of the pool. policy is the text
// for the policy: "policy" in the actions of users.
func InvalidPassword(policy, reason string) error {
	return clientError(ErrInvalidPassword.Name, "Password did not conform with "+policy+": "+reason)
}

// DeviceKeyExists rejects the key of a confirmed device. The text is unspecified.
func DeviceKeyExists() error {
	return clientError("DeviceKeyExistsException", "Device already exists.")
}
