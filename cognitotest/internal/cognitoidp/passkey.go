package cognitoidp

import (
	"encoding/json"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passkey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func startPasskeyRegistration(c *call, in accessTokenRequest) (any, error) {
	user, client, err := c.tokenUserAndClient(in.AccessToken)
	if err != nil {
		return nil, err
	}
	options, err := c.Passkeys.Start(user, client.ID)
	return struct{ CredentialCreationOptions passkey.CreationOptions }{options}, err
}

// completePasskeyRegistration accepts the credential as a JSON object, which aws-amplify sends, and
// as a string with JSON, as in the example of the API reference.
func completePasskeyRegistration(c *call, in struct {
	AccessToken string
	Credential  json.RawMessage
}) (any, error) {
	user, client, err := c.tokenUserAndClient(in.AccessToken)
	if err != nil {
		return nil, err
	}
	response := []byte(in.Credential)
	var text string
	if json.Unmarshal(response, &text) == nil {
		response = []byte(text)
	}
	return none{}, c.Passkeys.Complete(user, client.ID, response)
}

// passkeyDescription is the WebAuthnCredentialDescription of the API.
type passkeyDescription struct {
	CredentialID            string `json:"CredentialId"`
	FriendlyCredentialName  string
	RelyingPartyID          string `json:"RelyingPartyId"`
	AuthenticatorAttachment string `json:",omitempty"`
	AuthenticatorTransports []string
	CreatedAt               float64
}

// friendlyNames maps AuthenticatorAttachment to FriendlyCredentialName. The name of a roaming
// authenticator is from an example of the AWS CLI, the others are unspecified.
var friendlyNames = map[string]string{"cross-platform": "Roaming passkey", "platform": "Platform passkey", "": "Passkey"}

func describePasskey(k userpool.Passkey) passkeyDescription {
	return passkeyDescription{
		CredentialID: k.ID, FriendlyCredentialName: friendlyNames[k.Attachment], RelyingPartyID: k.RelyingPartyID,
		AuthenticatorAttachment: k.Attachment, AuthenticatorTransports: append([]string{}, k.Transports...), CreatedAt: epoch(k.Created),
	}
}

// listPasskeys lists the passkeys of a user, oldest first (the order is unspecified), also those
// of a former relying party ID.
func listPasskeys(c *call, in struct {
	AccessToken string
	MaxResults  int
	NextToken   string
}) (any, error) {
	user, err := c.tokenUser(in.AccessToken)
	if err != nil {
		return nil, err
	}
	key := func(k userpool.Passkey) string { return k.Created.UTC().Format(sortableTime) + k.ID }
	passkeys, next, err := page(c, user.Passkeys, key, in.NextToken, in.MaxResults)
	if err != nil {
		return nil, err
	}
	listed := []passkeyDescription{}
	for _, k := range passkeys {
		listed = append(listed, describePasskey(k))
	}
	return struct {
		Credentials []passkeyDescription
		NextToken   string `json:",omitempty"`
	}{listed, next}, nil
}

// sortableTime is a format of times whose text has the order of the times.
const sortableTime = "2006-01-02T15:04:05.000000000"

func deletePasskey(c *call, in struct {
	AccessToken  string
	CredentialID string `json:"CredentialId"`
}) (any, error) {
	user, err := c.tokenUser(in.AccessToken)
	if err != nil {
		return nil, err
	}
	return none{}, c.Store.DeletePasskey(user.PoolID, user.Username, in.CredentialID)
}

var passkeyActions = []action{
	on("StartWebAuthnRegistration", startPasskeyRegistration),
	on("CompleteWebAuthnRegistration", completePasskeyRegistration),
	on("ListWebAuthnCredentials", listPasskeys),
	on("DeleteWebAuthnCredential", deletePasskey),
}
