package cognitoidp

import (
	_ "embed"
	"encoding/json"

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

func (in brandingRequest) change() userpool.BrandingChange {
	change := userpool.BrandingChange{CognitoProvided: in.UseCognitoProvidedValues}
	if string(in.Settings) != "null" {
		change.Settings = in.Settings
	}
	for _, a := range in.Assets {
		change.Assets = append(change.Assets, userpool.BrandingAsset(a))
	}
	return change
}

// branding is the ManagedLoginBrandingType of the API. A response omits Settings if the caller
// supplied none, and always has Assets (measured: floci-io/floci#2869).
type branding struct {
	ManagedLoginBrandingID   string `json:"ManagedLoginBrandingId"`
	UserPoolID               string `json:"UserPoolId"`
	UseCognitoProvidedValues bool
	Settings                 json.RawMessage `json:",omitempty"`
	Assets                   []brandingAsset
	CreationDate             float64
	LastModifiedDate         float64
}

// brandingDefaults are the settings of the service's own style, as far as the API reference
// shows them (API_CreateManagedLoginBranding, "Examples").
//
//go:embed managed_login_branding_defaults.json
var brandingDefaults []byte

// brandingResponse returns the settings of the caller, and if merged is set also the settings of
// the service. The images of the service are not in Assets: unspecified.
func brandingResponse(in brandingRequest, b userpool.Branding, merged bool, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	wire := branding{
		ManagedLoginBrandingID: b.ID, UserPoolID: in.UserPoolID, UseCognitoProvidedValues: b.CognitoProvided, Settings: b.Settings,
		Assets: []brandingAsset{}, CreationDate: epoch(b.Created), LastModifiedDate: epoch(b.Modified),
	}
	for _, a := range b.Assets {
		wire.Assets = append(wire.Assets, brandingAsset(a))
	}
	if merged {
		wire.Settings = mergeDocuments(brandingDefaults, b.Settings)
	}
	return map[string]any{"ManagedLoginBranding": wire}, nil
}

// mergeDocuments returns one JSON object with the members of another on top. over may be nil.
func mergeDocuments(under, over []byte) json.RawMessage {
	var base, changes map[string]any
	_ = json.Unmarshal(under, &base)   // embedded
	_ = json.Unmarshal(over, &changes) // validated before
	merged, _ := json.Marshal(overlay(base, changes))
	return merged
}

func overlay(base, changes map[string]any) map[string]any {
	for key, value := range changes {
		old, both := base[key].(map[string]any)
		object, nested := value.(map[string]any)
		if both && nested {
			base[key] = overlay(old, object)
		} else {
			base[key] = value
		}
	}
	return base
}

func createManagedLoginBranding(c *call, in brandingRequest) (any, error) {
	b, err := c.Store.CreateBranding(in.UserPoolID, in.ClientID, in.change())
	return brandingResponse(in, b, false, err)
}

func updateManagedLoginBranding(c *call, in brandingRequest) (any, error) {
	b, err := c.Store.UpdateBranding(in.UserPoolID, in.ManagedLoginBrandingID, in.change())
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
