package session

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/descope/virtualwebauthn"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// Passkey is a passkey of an authenticator in memory, on a page of one origin.
type Passkey struct {
	relyingParty virtualwebauthn.RelyingParty
	device       virtualwebauthn.Authenticator
	key          virtualwebauthn.Credential
}

// NewPasskey returns a passkey for a relying party, on its own page.
func NewPasskey(relyingPartyID string) (*Passkey, error) {
	key, err := newPasskeyPair()
	return &Passkey{
		relyingParty: virtualwebauthn.RelyingParty{Name: relyingPartyID, ID: relyingPartyID, Origin: "https://" + relyingPartyID},
		device:       virtualwebauthn.NewAuthenticator(), key: key,
	}, err
}

// newPasskeyPair returns a key pair for ES256. The library omits the leading zeros of coordinates,
// which COSE requires (RFC 9053, section 7.1.1), so the coordinates of this key have none.
func newPasskeyPair() (virtualwebauthn.Credential, error) {
	for {
		pair, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return virtualwebauthn.Credential{}, err
		}
		point, err := pair.PublicKey.Bytes()
		if err != nil {
			return virtualwebauthn.Credential{}, err
		}
		if hasLeadingZero(point) {
			continue
		}
		encoded, err := x509.MarshalPKCS8PrivateKey(pair)
		if err != nil {
			return virtualwebauthn.Credential{}, err
		}
		return virtualwebauthn.NewCredentialWithImportedKey(virtualwebauthn.KeyTypeEC2, encoded), nil
	}
}

// hasLeadingZero reports whether a coordinate of a point on P-256 begins with a zero byte. The bytes are 4, x and y.
func hasLeadingZero(point []byte) bool { return point[1] == 0 || point[33] == 0 }

// OnPage returns the passkey on a page of another origin. A browser does not use it there; a
// service must reject it, too.
func (p Passkey) OnPage(origin string) *Passkey {
	p.relyingParty.Origin = origin
	return &p
}

// RegisterPasskey registers a passkey for the user of an access token.
func (a *APIClient) RegisterPasskey(ctx context.Context, accessToken string, p *Passkey) error {
	started, err := a.api.StartWebAuthnRegistration(ctx, &cognitoidentityprovider.StartWebAuthnRegistrationInput{AccessToken: &accessToken})
	if err != nil {
		return err
	}
	options, err := started.CredentialCreationOptions.MarshalSmithyDocument()
	if err != nil {
		return fmt.Errorf("the options of the registration: %w", err)
	}
	parsed, err := virtualwebauthn.ParseAttestationOptions(string(options))
	if err != nil {
		return fmt.Errorf("the options of the registration: %w", err)
	}
	var credential any
	if err := json.Unmarshal([]byte(virtualwebauthn.CreateAttestationResponse(p.relyingParty, p.device, p.key, *parsed)), &credential); err != nil {
		return err
	}
	p.device.AddCredential(p.key)
	_, err = a.api.CompleteWebAuthnRegistration(ctx, &cognitoidentityprovider.CompleteWebAuthnRegistrationInput{
		AccessToken: &accessToken, Credential: document.NewLazyDocument(credential),
	})
	return err
}

// SignInWithPasskey signs a user in with a passkey.
func (a *APIClient) SignInWithPasskey(ctx context.Context, user login.Credentials, p *Passkey) (*types.AuthenticationResultType, error) {
	begun, err := a.begin(ctx, types.AuthFlowTypeUserAuth, a.SecretHash(map[string]string{
		"USERNAME": user.Username, "PREFERRED_CHALLENGE": string(types.ChallengeNameTypeWebAuthn),
	}, user.Username))
	if err != nil {
		return nil, err
	}
	if begun.name != types.ChallengeNameTypeWebAuthn {
		return nil, fmt.Errorf("a sign-in that prefers a passkey returns the challenge %s", begun.name)
	}
	options, err := virtualwebauthn.ParseAssertionOptions(begun.parameters["CREDENTIAL_REQUEST_OPTIONS"])
	if err != nil {
		return nil, fmt.Errorf("CREDENTIAL_REQUEST_OPTIONS: %w", err)
	}
	next, err := a.respond(ctx, types.AuthFlowTypeUserAuth, begun, a.SecretHash(map[string]string{
		"USERNAME": user.Username, "CREDENTIAL": virtualwebauthn.CreateAssertionResponse(p.relyingParty, p.device, p.key, *options),
	}, user.Username))
	if err != nil {
		return nil, err
	}
	if next.result == nil {
		return nil, fmt.Errorf("a passkey gets the challenge %s and no tokens", next.name)
	}
	return next.result, nil
}
