package test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/descope/virtualwebauthn"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
)

// TestPasskeys deploys examples/passkeys: a passkey can replace the password. The classic pages do not support
// passkeys, so the test uses them through the API, as an app on its own domain does.
func TestPasskeys(t *testing.T) {
	t.Parallel()
	d := deploy.Example(t, "passkeys")
	web := d.Application(t, "web", "openid", "email")
	ada := d.CreateUser(t)

	t.Run("Cognito accepts passkeys for the domain", func(t *testing.T) {
		policies := d.DescribePool(t).Policies
		require.NotNil(t, policies.SignInPolicy)
		assert.ElementsMatch(t, []types.AuthFactorType{types.AuthFactorTypePassword, types.AuthFactorTypeWebAuthn}, policies.SignInPolicy.AllowedFirstAuthFactors)
		config, err := d.API().GetUserPoolMfaConfig(t.Context(), &cognitoidentityprovider.GetUserPoolMfaConfigInput{
			UserPoolId: aws.String(d.Outputs.UserPoolID),
		})
		require.NoError(t, err)
		require.NotNil(t, config.WebAuthnConfiguration)
		assert.Equal(t, "example.com", aws.ToString(config.WebAuthnConfiguration.RelyingPartyId))
		assert.Equal(t, types.UserVerificationTypeRequired, config.WebAuthnConfiguration.UserVerification)
		assert.Contains(t, d.DescribeClient(t, "web").ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowUserAuth)
	})

	key := newPasskey(t)
	t.Run("without a passkey only a password is available", func(t *testing.T) {
		begun := beginWithPasskey(t, d, ada)
		assert.Equal(t, types.ChallengeNameTypeSelectChallenge, begun.ChallengeName)
		assert.NotContains(t, begun.AvailableChallenges, types.ChallengeNameTypeWebAuthn)
	})

	t.Run("a user who has signed in registers a passkey", func(t *testing.T) {
		token := session.SignIn(t, d.Application(t, "web", "openid", "aws.cognito.signin.user.admin"), ada).Access
		key.register(t, d, token)
		listed, err := d.API().ListWebAuthnCredentials(t.Context(), &cognitoidentityprovider.ListWebAuthnCredentialsInput{AccessToken: aws.String(token)})
		require.NoError(t, err)
		require.Len(t, listed.Credentials, 1)
		assert.Equal(t, "example.com", aws.ToString(listed.Credentials[0].RelyingPartyId))
	})

	t.Run("the passkey signs in without a password", func(t *testing.T) {
		begun := beginWithPasskey(t, d, ada)
		require.Equal(t, types.ChallengeNameTypeWebAuthn, begun.ChallengeName)
		options := begun.ChallengeParameters["CREDENTIAL_REQUEST_OPTIONS"]
		assert.Contains(t, options, `"userVerification":"required"`)
		signedIn, err := respondWithPasskey(t, d, ada, begun, key.sign(t, options))
		require.NoError(t, err)
		require.NotNil(t, signedIn.AuthenticationResult)
		tokens := session.Tokens{ID: aws.ToString(signedIn.AuthenticationResult.IdToken)}
		assert.Equal(t, ada.Sub, session.IDClaims(t, d, web, tokens)["sub"])
		session.Refresh(t, web, aws.ToString(signedIn.AuthenticationResult.RefreshToken))
	})

	for name, spoil := range map[string]func(*passkey){
		"a page of another domain does not sign in":                func(k *passkey) { k.rp.Origin = "https://example.org" },
		"a passkey that does not verify its user does not sign in": func(k *passkey) { k.device.Options.UserNotVerified = true },
		"a passkey that was not registered does not sign in":       func(k *passkey) { k.key = newPasskeyPair(t) },
	} {
		t.Run(name, func(t *testing.T) {
			spoiled := *key
			spoil(&spoiled)
			key.key.Counter++ // each case has a counter of its own, so that none is rejected for that
			spoiled.key.Counter = key.key.Counter
			begun := beginWithPasskey(t, d, ada)
			_, err := respondWithPasskey(t, d, ada, begun, spoiled.sign(t, begun.ChallengeParameters["CREDENTIAL_REQUEST_OPTIONS"]))
			var rejected *types.NotAuthorizedException
			if d.Target.Strict { // the exception is unspecified
				require.ErrorAs(t, err, &rejected)
			}
			require.Error(t, err)
		})
	}

	t.Run("a password still works", func(t *testing.T) { session.AssertContract(t, d, "web", web, ada) })

	t.Run("the sign-ins cause no drift", d.AssertEmptyPlan)
}

// passkey is a passkey on a page of app.example.com, without a browser.
type passkey struct {
	rp     virtualwebauthn.RelyingParty
	device virtualwebauthn.Authenticator
	key    virtualwebauthn.Credential
}

func newPasskey(t *testing.T) *passkey {
	t.Helper()
	return &passkey{
		rp:     virtualwebauthn.RelyingParty{Name: "example.com", ID: "example.com", Origin: "https://app.example.com"},
		device: virtualwebauthn.NewAuthenticator(), key: newPasskeyPair(t),
	}
}

// newPasskeyPair returns a key pair for ES256. The library omits leading zeros of the coordinates, which COSE requires
// (RFC 9053, section 7.1.1), so newPasskeyPair returns a key without them.
func newPasskeyPair(t *testing.T) virtualwebauthn.Credential {
	t.Helper()
	for {
		pair, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		require.NoError(t, err)
		point, err := pair.PublicKey.Bytes() // 4, x, y
		require.NoError(t, err)
		if point[1] == 0 || point[33] == 0 {
			continue
		}
		encoded, err := x509.MarshalPKCS8PrivateKey(pair)
		require.NoError(t, err)
		return virtualwebauthn.NewCredentialWithImportedKey(virtualwebauthn.KeyTypeEC2, encoded)
	}
}

// register registers the passkey for the user of an access token.
func (k *passkey) register(t *testing.T, d *deploy.Deployment, token string) {
	t.Helper()
	started, err := d.API().StartWebAuthnRegistration(t.Context(), &cognitoidentityprovider.StartWebAuthnRegistrationInput{AccessToken: aws.String(token)})
	require.NoError(t, err)
	var options any
	require.NoError(t, started.CredentialCreationOptions.UnmarshalSmithyDocument(&options))
	text, err := json.Marshal(options)
	require.NoError(t, err)
	parsed, err := virtualwebauthn.ParseAttestationOptions(string(text))
	require.NoError(t, err)
	k.device.Options.UserHandle = []byte(parsed.UserID)
	var credential any
	require.NoError(t, json.Unmarshal([]byte(virtualwebauthn.CreateAttestationResponse(k.rp, k.device, k.key, *parsed)), &credential))
	_, err = d.API().CompleteWebAuthnRegistration(t.Context(), &cognitoidentityprovider.CompleteWebAuthnRegistrationInput{
		AccessToken: aws.String(token), Credential: document.NewLazyDocument(credential),
	})
	require.NoError(t, err)
}

// sign returns the response to the options of a WEB_AUTHN challenge.
func (k *passkey) sign(t *testing.T, options string) string {
	t.Helper()
	parsed, err := virtualwebauthn.ParseAssertionOptions(options)
	require.NoError(t, err)
	k.key.Counter++
	return virtualwebauthn.CreateAssertionResponse(k.rp, k.device, k.key, *parsed)
}

// beginWithPasskey starts a sign-in through the API with a passkey as the preferred factor.
func beginWithPasskey(t *testing.T, d *deploy.Deployment, user deploy.User) *cognitoidentityprovider.InitiateAuthOutput {
	t.Helper()
	client := d.Outputs.ClientIDs["web"]
	begun, err := d.API().InitiateAuth(t.Context(), &cognitoidentityprovider.InitiateAuthInput{
		ClientId: aws.String(client), AuthFlow: types.AuthFlowTypeUserAuth,
		AuthParameters: map[string]string{
			"USERNAME": user.Username, "PREFERRED_CHALLENGE": "WEB_AUTHN", "SECRET_HASH": deploy.SecretHash(user.Username, client, d.Outputs.ClientSecrets["web"]),
		},
	})
	require.NoError(t, err)
	return begun
}

// respondWithPasskey responds to a WEB_AUTHN challenge.
func respondWithPasskey(t *testing.T, d *deploy.Deployment, user deploy.User, begun *cognitoidentityprovider.InitiateAuthOutput, credential string) (*cognitoidentityprovider.RespondToAuthChallengeOutput, error) {
	t.Helper()
	client := d.Outputs.ClientIDs["web"]
	return d.API().RespondToAuthChallenge(t.Context(), &cognitoidentityprovider.RespondToAuthChallengeInput{
		ClientId: aws.String(client), ChallengeName: types.ChallengeNameTypeWebAuthn, Session: begun.Session,
		ChallengeResponses: map[string]string{
			"USERNAME": user.Username, "CREDENTIAL": credential, "SECRET_HASH": deploy.SecretHash(user.Username, client, d.Outputs.ClientSecrets["web"]),
		},
	})
}
