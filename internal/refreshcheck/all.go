package refreshcheck

// All are the checks of `cognitokit check`, in the order of a report: what the pool is,
// what the client is, then what a sign-in shows.
var All = []Check{
	poolIssuer,
	poolDeletionProtection,
	poolTier,
	poolMFA,
	poolDomain,
	poolDiscovery,
	poolJWKS,

	clientTokenValidity,
	clientRotation,
	clientRevocation,
	clientRefreshFlow,

	clientAuthFlows,
	clientPasswordFlow,
	clientUserExistenceErrors,
	clientSecret,

	clientOAuthFlows,
	clientImplicitGrant,
	clientOAuthScopes,
	clientReadableAttributes,
	clientCallbackURLs,
	clientLogoutURLs,
	clientIdentityProviders,
	clientBranding,

	liveSignIn,
	liveCodeResponse,
	liveRefreshResponse,
	liveExpiresIn,
	liveTokenClaims,
	liveTokenSignature,
	liveOriginJTI,
	liveRefreshTokenReuse,
	liveRevocation,
	liveClientAuthentication,
	liveSignOut,
}

// Proofs are those that `cognitokit prove` runs beside All, and nothing else does: they
// move the clock, disable their user, or take what only a plan declares.
var Proofs = []Check{
	proofIdentityProviders,

	clockIDTokenEnd,
	clockAccessTokenEnd,
	clockCodeEnd,
	clockGracePeriodEnd,
	clockRefreshTokenEnd,
	clockDisabledUser,
	clockSignedOutUser,

	proofTemporaryPassword,
	proofForeignToken,
	proofAPISignIn,
	proofMachineToken,
}
