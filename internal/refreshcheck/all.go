package refreshcheck

// All are the checks of `cognitokit check`, in the order of a report: the settings of the
// pool, the settings of the client, then the results of a sign-in.
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

// Proofs are the checks that only `cognitokit prove` runs, in addition to All. They move
// the clock, disable their user, or require a declaration that only a plan has.
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
