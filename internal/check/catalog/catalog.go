// Package catalog lists all checks. A new check needs one line here, in addition to its file, its
// test and its page in docs/checks. The package contains no check and no logic.
package catalog

import (
	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/live"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/prove"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/settings"
)

// All lists the checks of `cognitokit check` in the order of a report: the settings of the
// pool, the settings of the client, then the results of a sign-in.
var All = []check.Check{
	settings.Issuer,
	settings.IssuerType,
	settings.DeletionProtection,
	settings.UserPoolTier,
	settings.MFA,
	settings.MFARequired,
	settings.SelfSignUp,
	settings.PasswordPolicy,
	settings.AccountRecovery,
	settings.ThreatProtection,
	settings.SessionTracking,
	settings.OpenRegistration,
	settings.Domain,
	settings.TLSPolicy,
	settings.PasskeyRelyingParty,
	settings.WebACL,
	settings.Discovery,
	settings.JWKS,

	settings.TokenValidity,
	settings.RefreshTokenRotation,
	settings.TokenRevocation,
	settings.RefreshFlow,

	settings.AuthFlows,
	settings.PasswordFlow,
	settings.UserExistenceErrors,
	settings.ClientSecret,
	settings.ClientSecretRotation,

	settings.OAuthFlows,
	settings.ImplicitGrant,
	settings.OAuthScopes,
	settings.ReadableAttributes,
	settings.CallbackURLs,
	settings.LogoutURLs,
	settings.IdentityProviders,
	settings.ManagedLoginBranding,
	settings.SSOSession,
	settings.RegisteredClients,

	live.SignIn,
	live.CodeResponse,
	live.RefreshResponse,
	live.ExpiresIn,
	live.TokenClaims,
	live.TokenSignature,
	live.OriginJTI,
	live.RefreshTokenReuse,
	live.RevokedRefreshToken,
	live.ClientAuthentication,
	live.SignOut,
}

// Proofs lists the checks that only `cognitokit prove` runs, in addition to All. They move the
// clock, disable their user, change the pool for a while, or require a declaration that only a plan
// contains.
var Proofs = []check.Check{
	prove.DeclaredIdentityProviders,

	prove.IDTokenEnd,
	prove.AccessTokenEnd,
	prove.AuthorizationCodeEnd,
	prove.GracePeriodEnd,
	prove.RefreshTokenEnd,
	prove.DisabledUser,
	prove.SignedOutUser,

	prove.TemporaryPassword,
	prove.PasskeySignIn,
	prove.StepUp,
	prove.SAMLSignIn,
	prove.SessionLimit,
	prove.ForeignToken,
	prove.APISignIn,
	prove.MachineToken,
}
