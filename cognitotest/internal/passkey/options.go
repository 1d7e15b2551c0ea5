package passkey

import (
	"encoding/base64"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/protocol/webauthncose"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// CreationOptions are the PublicKeyCredentialCreationOptionsJSON of a registration, with the
// members of the example in API_StartWebAuthnRegistration.
type CreationOptions struct {
	AuthenticatorSelection authenticatorSelection `json:"authenticatorSelection"`
	Challenge              string                 `json:"challenge"`
	ExcludeCredentials     []descriptor           `json:"excludeCredentials"`
	Algorithms             []algorithm            `json:"pubKeyCredParams"`
	RelyingParty           relyingParty           `json:"rp"`
	Timeout                int64                  `json:"timeout"` // in milliseconds
	User                   userEntity             `json:"user"`
}

type authenticatorSelection struct {
	RequireResidentKey bool   `json:"requireResidentKey"`
	ResidentKey        string `json:"residentKey"`
	UserVerification   string `json:"userVerification"`
}

type descriptor struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

type algorithm struct {
	Algorithm int    `json:"alg"`
	Type      string `json:"type"`
}

type relyingParty struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type userEntity struct {
	DisplayName string `json:"displayName"`
	ID          string `json:"id"`
	Name        string `json:"name"`
}

// RequestOptions are the PublicKeyCredentialRequestOptionsJSON of a sign-in, with the members of
// the example in API_InitiateAuth.
type RequestOptions struct {
	Challenge        string              `json:"challenge"`
	Timeout          int64               `json:"timeout"` // in milliseconds
	RelyingPartyID   string              `json:"rpId"`
	AllowCredentials []allowedCredential `json:"allowCredentials"`
	UserVerification string              `json:"userVerification"`
}

type allowedCredential struct {
	Type       string   `json:"type"`
	ID         string   `json:"id"`
	Transports []string `json:"transports"`
}

const publicKey = string(protocol.PublicKeyCredentialType)

// algorithms are the algorithms that the service accepts, ES256 and RS256 (developer guide,
// "Authentication flows").
var algorithms = []protocol.CredentialParameter{
	{Type: protocol.PublicKeyCredentialType, Algorithm: webauthncose.AlgES256},
	{Type: protocol.PublicKeyCredentialType, Algorithm: webauthncose.AlgRS256},
}

// userHandle returns the user.id of a user's passkeys. In the example of
// API_StartWebAuthnRegistration it is the text of a UUID, here the sub.
func userHandle(u userpool.User) []byte { return []byte(u.Sub()) }

func verification(required bool) string {
	if required {
		return string(protocol.VerificationRequired)
	}
	return string(protocol.VerificationPreferred)
}

func creationOptions(p userpool.Pool, u userpool.User, relyingPartyID, challenge string, timeout time.Duration) CreationOptions {
	options := CreationOptions{
		AuthenticatorSelection: authenticatorSelection{
			RequireResidentKey: true, ResidentKey: string(protocol.ResidentKeyRequirementRequired), UserVerification: verification(p.VerifiesUser(u)),
		},
		Challenge: challenge, ExcludeCredentials: []descriptor{},
		RelyingParty: relyingParty{ID: relyingPartyID, Name: relyingPartyID}, Timeout: timeout.Milliseconds(),
		User: userEntity{DisplayName: u.Username, ID: base64.RawURLEncoding.EncodeToString(userHandle(u)), Name: u.Username},
	}
	for _, k := range u.Passkeys {
		options.ExcludeCredentials = append(options.ExcludeCredentials, descriptor{ID: k.ID, Type: publicKey})
	}
	for _, a := range algorithms {
		options.Algorithms = append(options.Algorithms, algorithm{Algorithm: int(a.Algorithm), Type: publicKey})
	}
	return options
}

// RequestOptions returns the options of a sign-in with a challenge from [NewChallenge].
func (s *Service) RequestOptions(u userpool.User, challenge string, timeout time.Duration) (RequestOptions, error) {
	pool, err := s.Store.Pool(u.PoolID)
	if err != nil {
		return RequestOptions{}, err
	}
	relyingPartyID, err := s.Store.RelyingPartyID(u.PoolID)
	if err != nil {
		return RequestOptions{}, err
	}
	passkeys, err := s.Store.UsablePasskeys(u)
	if err != nil {
		return RequestOptions{}, err
	}
	options := RequestOptions{
		Challenge: challenge, Timeout: timeout.Milliseconds(), RelyingPartyID: relyingPartyID,
		AllowCredentials: []allowedCredential{}, UserVerification: verification(pool.VerifiesUser(u)),
	}
	for _, k := range passkeys {
		options.AllowCredentials = append(options.AllowCredentials, allowedCredential{Type: publicKey, ID: k.ID, Transports: append([]string{}, k.Transports...)})
	}
	return options, nil
}
