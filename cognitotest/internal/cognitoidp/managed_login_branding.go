package cognitoidp

import (
	_ "embed"
	"encoding/json"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
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

// branding is the ManagedLoginBrandingType of the API. A response omits Settings if the request had
// none, and always has Assets (measured: floci-io/floci#2869).
type branding struct {
	ManagedLoginBrandingID   string `json:"ManagedLoginBrandingId"`
	UserPoolID               string `json:"UserPoolId"`
	UseCognitoProvidedValues bool
	Settings                 json.RawMessage `json:",omitempty"`
	Assets                   []brandingAsset
	CreationDate             float64
	LastModifiedDate         float64
}

// brandingDefaults are the settings of the service's default style. The list has only the settings
// that the API reference shows (API_CreateManagedLoginBranding, "Examples").
//
//go:embed managed_login_branding_defaults.json
var brandingDefaults []byte

// brandingResponse returns the style with the settings of the caller. If merged is set, the defaults
// of the service fill the settings that the caller omitted. Assets does not have the images of the
// service: unspecified.
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
		wire.Settings = mergeDefaults(brandingDefaults, b.Settings)
	}
	return map[string]any{"ManagedLoginBranding": wire}, nil
}

// mergeDefaults returns the JSON object settings with the members of defaults that it lacks, also in
// nested objects. settings may be nil.
func mergeDefaults(defaults, settings []byte) json.RawMessage {
	var base, changes map[string]any
	_ = json.Unmarshal(defaults, &base)    // the embedded file is valid
	_ = json.Unmarshal(settings, &changes) // part of a decoded request
	merged, _ := json.Marshal(overlay(base, changes))
	return merged
}

// overlay sets the members of changes in base and returns base. It merges nested objects.
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
