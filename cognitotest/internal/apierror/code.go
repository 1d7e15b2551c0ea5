package apierror

// CodeDeliveryFailure reports that a code could not be sent.
func CodeDeliveryFailure(message string) error {
	return clientError("CodeDeliveryFailureException", message)
}

// CodeMismatch rejects a code that differs from the code that was sent.
func CodeMismatch() error {
	return clientError(ErrCodeMismatch.Name, "Invalid verification code provided, please try again.")
}

// SignInCodeMismatch rejects a wrong code in the response to a challenge.
func SignInCodeMismatch() error {
	return clientError(ErrCodeMismatch.Name, "Invalid code or auth state for the user.")
}

// SoftwareTokenCodeMismatch rejects a code that the software token does not show.
func SoftwareTokenCodeMismatch() error {
	return clientError(ErrCodeMismatch.Name, "Invalid code received for user")
}

// ExpiredCode rejects a code that is used, expired or was never sent.
func ExpiredCode() error {
	return clientError(ErrExpiredCode.Name, "Invalid code provided, please request a code again.")
}

// SoftwareTokenCodeUsed rejects a code of a software token that was used before.
func SoftwareTokenCodeUsed() error {
	return clientError(ErrExpiredCode.Name, "Your software token has already been used once.")
}

// SoftwareTokenNotFound rejects a software token in a pool that does not have them.
func SoftwareTokenNotFound() error {
	return clientError("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool")
}

// EnableSoftwareToken rejects a wrong first code of a software token.
func EnableSoftwareToken() error {
	return clientError("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA")
}

// AttemptsExceeded rejects a code after too many attempts.
func AttemptsExceeded() error {
	return LimitExceeded("Attempt limit exceeded, please try after some time.")
}
