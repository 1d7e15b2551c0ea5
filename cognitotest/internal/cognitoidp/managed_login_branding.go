package cognitoidp

import (
	"encoding/json"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/branding"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// brandingAsset is the AssetType of the API.
type brandingAsset struct {
	Category   string
	ColorMode  string
	Extension  string
	Bytes      []byte `json:",omitempty"`
	ResourceID string `json:"ResourceId,omitempty"`
}

type brandingRequest struct {
	UserPoolID               string `json:"UserPoolId"`
	ClientID                 string `json:"ClientId"`
	ManagedLoginBrandingID   string `json:"ManagedLoginBrandingId"`
	UseCognitoProvidedValues bool
	Settings                 json.RawMessage
	Assets                   []brandingAsset
	ReturnMergedResources    bool
}

// change returns the change that a request makes. Settings that are not an object are rejected
// (unspecified: the model accepts any JSON value).
func (in brandingRequest) change() (userpool.BrandingChange, error) {
	change := userpool.BrandingChange{CognitoProvided: in.UseCognitoProvidedValues}
	switch settings := string(in.Settings); {
	case settings == "", settings == "null":
	case settings[0] != '{':
		return change, apierror.Serialization("Expected null")
	default:
		change.Settings = in.Settings
	}
	for _, a := range in.Assets {
		change.Assets = append(change.Assets, userpool.BrandingAsset(a))
	}
	return change, nil
}

// brandingStyle is the ManagedLoginBrandingType of the API. A response omits Settings if the request had
// none, and always has Assets (measured: floci-io/floci#2869).
type brandingStyle struct {
	ManagedLoginBrandingID   string `json:"ManagedLoginBrandingId"`
	UserPoolID               string `json:"UserPoolId"`
	UseCognitoProvidedValues bool
	Settings                 json.RawMessage `json:",omitempty"`
	Assets                   []brandingAsset
	CreationDate             float64
	LastModifiedDate         float64
}

// brandingResponse returns the style with the settings of the caller. If merged is set, the defaults
// of the service fill the settings that the caller omitted. Assets does not have the images of the
// service: unspecified.
func brandingResponse(in brandingRequest, b userpool.Branding, merged bool, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	wire := brandingStyle{
		ManagedLoginBrandingID: b.ID, UserPoolID: in.UserPoolID, UseCognitoProvidedValues: b.CognitoProvided, Settings: b.Settings,
		Assets: []brandingAsset{}, CreationDate: epoch(b.Created), LastModifiedDate: epoch(b.Modified),
	}
	for _, a := range b.Assets {
		wire.Assets = append(wire.Assets, brandingAsset(a))
	}
	if merged {
		wire.Settings = branding.MergedSettings(b.Settings)
	}
	return map[string]any{"ManagedLoginBranding": wire}, nil
}

func createManagedLoginBranding(c *call, in brandingRequest) (any, error) {
	change, err := in.change()
	if err != nil {
		return nil, err
	}
	b, err := c.Store.CreateBranding(in.UserPoolID, in.ClientID, change)
	return brandingResponse(in, b, false, err)
}

func updateManagedLoginBranding(c *call, in brandingRequest) (any, error) {
	change, err := in.change()
	if err != nil {
		return nil, err
	}
	b, err := c.Store.UpdateBranding(in.UserPoolID, in.ManagedLoginBrandingID, change)
	return brandingResponse(in, b, false, err)
}

func describeManagedLoginBranding(c *call, in brandingRequest) (any, error) {
	b, err := c.Store.Branding(in.UserPoolID, in.ManagedLoginBrandingID)
	return brandingResponse(in, b, in.ReturnMergedResources, err)
}

func describeManagedLoginBrandingByClient(c *call, in brandingRequest) (any, error) {
	b, err := c.Store.ClientBranding(in.UserPoolID, in.ClientID)
	return brandingResponse(in, b, in.ReturnMergedResources, err)
}

func deleteManagedLoginBranding(c *call, in brandingRequest) (any, error) {
	return none{}, c.Store.DeleteBranding(in.UserPoolID, in.ManagedLoginBrandingID)
}

var managedLoginBrandingActions = []action{
	on("CreateManagedLoginBranding", createManagedLoginBranding),
	on("UpdateManagedLoginBranding", updateManagedLoginBranding),
	on("DescribeManagedLoginBranding", describeManagedLoginBranding),
	on("DescribeManagedLoginBrandingByClient", describeManagedLoginBrandingByClient),
	on("DeleteManagedLoginBranding", deleteManagedLoginBranding),
}
