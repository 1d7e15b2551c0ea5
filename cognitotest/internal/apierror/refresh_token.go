package apierror

// RefreshTokenReuse rejects a rotated refresh token after its grace period.
func RefreshTokenReuse() error {
	return clientError(ErrRefreshTokenReuse.Name, "Refresh token has been reused")
}

// Unauthorized rejects the client or the token of RevokeToken.
func Unauthorized(message string) error {
	return clientError("UnauthorizedException", message)
}

// TokenRevocationDisabled rejects RevokeToken for a client without token revocation.
func TokenRevocationDisabled() error {
	return clientError("UnsupportedOperationException", "Token revocation is not enabled for this client.")
}

// UnsupportedTokenType rejects RevokeToken for an access or ID token.
func UnsupportedTokenType() error {
	return clientError("UnsupportedTokenTypeException", "Only refresh tokens can be revoked.")
}
