package cognitoidp

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"

type clientSecretRequest struct {
	UserPoolID     string `json:"UserPoolId"`
	ClientID       string `json:"ClientId"`
	ClientSecret   string
	ClientSecretID string `json:"ClientSecretId"`
}

// clientSecret is the ClientSecretDescriptorType of the API.
type clientSecret struct {
	ClientSecretID         string `json:"ClientSecretId"`
	ClientSecretValue      string `json:",omitempty"`
	ClientSecretCreateDate float64
}

func clientSecretOf(s userpool.ClientSecret) clientSecret {
	return clientSecret{ClientSecretID: s.ID, ClientSecretCreateDate: epoch(s.Created)}
}

// addUserPoolClientSecret returns the value of the secret only if the service generated it
// (API_AddUserPoolClientSecret).
func addUserPoolClientSecret(c *call, in clientSecretRequest) (any, error) {
	added, err := c.Store.AddClientSecret(in.UserPoolID, in.ClientID, in.ClientSecret)
	if err != nil {
		return nil, err
	}
	wire := clientSecretOf(added)
	if in.ClientSecret == "" {
		wire.ClientSecretValue = added.Value
	}
	return map[string]any{"ClientSecretDescriptor": wire}, nil
}

// listUserPoolClientSecrets returns all secrets, at most two, without their values. It never returns a
// pagination token (API_ListUserPoolClientSecrets).
func listUserPoolClientSecrets(c *call, in clientSecretRequest) (any, error) {
	secrets, err := c.Store.ClientSecrets(in.UserPoolID, in.ClientID)
	if err != nil {
		return nil, err
	}
	wire := []clientSecret{}
	for _, s := range secrets {
		wire = append(wire, clientSecretOf(s))
	}
	return map[string]any{"ClientSecrets": wire}, nil
}

func deleteUserPoolClientSecret(c *call, in clientSecretRequest) (any, error) {
	return none{}, c.Store.DeleteClientSecret(in.UserPoolID, in.ClientID, in.ClientSecretID)
}

var userPoolClientSecretActions = []action{
	on("AddUserPoolClientSecret", addUserPoolClientSecret),
	on("ListUserPoolClientSecrets", listUserPoolClientSecrets),
	on("DeleteUserPoolClientSecret", deleteUserPoolClientSecret),
}
