package cognitoidp

import (
	"maps"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

type identityProviderRequest struct {
	UserPoolID       string `json:"UserPoolId"`
	ProviderName     string
	ProviderType     string
	ProviderDetails  map[string]string
	AttributeMapping map[string]string
	IdpIdentifiers   []string
	AcrMapping       userpool.ACRNames
}

// identityProvider is the IdentityProviderType of the API.
type identityProvider struct {
	UserPoolID       string `json:"UserPoolId"`
	ProviderName     string
	ProviderType     string
	ProviderDetails  map[string]string
	AttributeMapping map[string]string `json:",omitempty"`
	IdpIdentifiers   []string          `json:",omitempty"`
	AcrMapping       userpool.ACRNames `json:",omitempty"`
	CreationDate     float64
	LastModifiedDate float64
}

func (c *call) identityProviderResponse(poolID string, i userpool.IdentityProvider, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	details := i.DescribedDetails()
	if i.Type == "SAML" {
		pool, err := c.Store.Pool(poolID)
		if err != nil {
			return nil, err
		}
		// The base64 text of an X.509 certificate whose subject is the pool (a capture). Each response has the same one.
		if details["ActiveEncryptionCertificate"], err = c.Issuer.EncryptionCertificate(pool); err != nil {
			return nil, err
		}
	}
	return map[string]any{"IdentityProvider": identityProvider{
		UserPoolID: poolID, ProviderName: i.Name, ProviderType: i.Type, ProviderDetails: details, AttributeMapping: i.AttributeMapping,
		IdpIdentifiers: i.Identifiers, AcrMapping: i.ACRMapping, CreationDate: epoch(i.Created), LastModifiedDate: epoch(i.Modified),
	}}, nil
}

// withUsernameMapping adds the default source of "username" that a provider type has. The Terraform
// resource aws_cognito_identity_provider reads it back.
func withUsernameMapping(providerType string, mapping map[string]string) map[string]string {
	source := map[string]string{"Google": "sub", "Facebook": "id", "LoginWithAmazon": "user_id", "SignInWithApple": "sub", "OIDC": "sub"}[providerType]
	if _, ok := mapping["username"]; ok || source == "" {
		return mapping
	}
	merged := map[string]string{"username": source}
	maps.Copy(merged, mapping)
	return merged
}

func createIdentityProvider(c *call, in identityProviderRequest) (any, error) {
	i := userpool.IdentityProvider{
		Name: in.ProviderName, Type: in.ProviderType, Details: in.ProviderDetails,
		AttributeMapping: withUsernameMapping(in.ProviderType, in.AttributeMapping), Identifiers: in.IdpIdentifiers, ACRMapping: in.AcrMapping,
	}
	if err := c.configureMetadata(in.UserPoolID, &i); err != nil {
		return nil, err
	}
	i, err := c.Store.CreateIdentityProvider(in.UserPoolID, i)
	return c.identityProviderResponse(in.UserPoolID, i, err)
}

// configureMetadata adds the metadata of a SAML provider. It may request it, so it runs outside of the
// transaction that stores the provider.
func (c *call) configureMetadata(poolID string, i *userpool.IdentityProvider) error {
	if i.Type != "SAML" || i.Details == nil {
		return nil
	}
	if _, err := c.Store.Pool(poolID); err != nil {
		return err
	}
	if err := i.Validate(); err != nil {
		return err
	}
	return c.Federation.ConfigureMetadata(c.ctx, i)
}

func updateIdentityProvider(c *call, in identityProviderRequest) (any, error) {
	configured := userpool.IdentityProvider{Details: in.ProviderDetails}
	if old, err := c.Store.IdentityProvider(in.UserPoolID, in.ProviderName); err == nil {
		configured.Type = old.Type
	}
	if err := c.configureMetadata(in.UserPoolID, &configured); err != nil {
		return nil, err
	}
	i, err := c.Store.UpdateIdentityProvider(in.UserPoolID, in.ProviderName, func(i *userpool.IdentityProvider) {
		if in.ProviderDetails != nil {
			key := i.Details["private_key"]
			i.Details, i.Metadata, i.MetadataRead = configured.Details, configured.Metadata, configured.MetadataRead
			if key != "" && i.Details["private_key"] == "" {
				i.Details["private_key"] = key // responses do not have the key, so a caller cannot send it again (unspecified)
			}
		}
		if in.AttributeMapping != nil {
			i.AttributeMapping = withUsernameMapping(i.Type, in.AttributeMapping)
		}
		if in.IdpIdentifiers != nil {
			i.Identifiers = in.IdpIdentifiers
		}
		if in.AcrMapping != nil {
			i.ACRMapping = in.AcrMapping
		}
	})
	return c.identityProviderResponse(in.UserPoolID, i, err)
}

func describeIdentityProvider(c *call, in identityProviderRequest) (any, error) {
	i, err := c.Store.IdentityProvider(in.UserPoolID, in.ProviderName)
	return c.identityProviderResponse(in.UserPoolID, i, err)
}

func getIdentityProviderByIdentifier(c *call, in struct {
	UserPoolID    string `json:"UserPoolId"`
	IdpIdentifier string
}) (any, error) {
	i, err := c.Store.IdentityProviderByIdentifier(in.UserPoolID, in.IdpIdentifier)
	return c.identityProviderResponse(in.UserPoolID, i, err)
}

func deleteIdentityProvider(c *call, in identityProviderRequest) (any, error) {
	return none{}, c.Store.DeleteIdentityProvider(in.UserPoolID, in.ProviderName)
}

func listIdentityProviders(c *call, in struct {
	UserPoolID string `json:"UserPoolId"`
	MaxResults int
	NextToken  string
}) (any, error) {
	providers, err := c.Store.IdentityProviders(in.UserPoolID)
	if err != nil {
		return nil, err
	}
	providers, next, err := page(c, providers, func(i userpool.IdentityProvider) string { return i.Name }, in.NextToken, in.MaxResults)
	if err != nil {
		return nil, err
	}
	wire := []map[string]any{}
	for _, i := range providers {
		wire = append(wire, map[string]any{
			"ProviderName": i.Name, "ProviderType": i.Type, "CreationDate": epoch(i.Created), "LastModifiedDate": epoch(i.Modified),
		})
	}
	return struct {
		Providers []map[string]any
		NextToken string `json:",omitempty"`
	}{wire, next}, nil
}

var identityProviderActions = []action{
	on("CreateIdentityProvider", createIdentityProvider),
	on("UpdateIdentityProvider", updateIdentityProvider),
	on("DescribeIdentityProvider", describeIdentityProvider),
	on("GetIdentityProviderByIdentifier", getIdentityProviderByIdentifier),
	on("DeleteIdentityProvider", deleteIdentityProvider),
	on("ListIdentityProviders", listIdentityProviders),
}
