package cognitoidp

import (
	"cmp"
	"encoding/json"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/branding"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

type uiCustomizationRequest struct {
	UserPoolID string `json:"UserPoolId"`
	ClientID   string `json:"ClientId"`
	CSS        string
	ImageFile  []byte
}

// maxUICustomization is the size of the largest request in bytes (developer guide, "Customizing hosted UI
// (classic) branding", 135 KB). That a KB has 1024 bytes and that the headers do not count is
// unspecified.
const maxUICustomization = 135 << 10

// setUICustomization stores CSS and a logo for one client or for all clients. A request with neither
// removes the customization.
func setUICustomization(c *call, in uiCustomizationRequest) (any, error) {
	if len(c.body) > maxUICustomization {
		return nil, apierror.InvalidParameter("request parameters too large")
	}
	if _, err := c.Store.Pool(in.UserPoolID); err != nil {
		return nil, err
	}
	if prefix, custom := c.Store.PoolDomains(in.UserPoolID); prefix.Name == "" && custom.Name == "" {
		return nil, apierror.InvalidParameter("A domain must be associated with this user pool.")
	}
	style := branding.Classic{CSS: in.CSS, Logo: in.ImageFile}
	if err := style.Validate(); err != nil {
		return nil, err
	}
	var body []byte
	if style.CSS != "" || len(style.Logo) > 0 {
		if len(style.Logo) > 0 {
			style.ImageURL = "https://" + distribution(c.region, userpool.Domain{}) + "/assets/images/" + userpool.NewUUID() + ".jpg"
		}
		body, _ = json.Marshal(style) // strings always encode
	}
	d, err := c.Store.SetRawSetting(in.UserPoolID, branding.ClassicKey(in.ClientID), body)
	return uiCustomizationResponse(in.UserPoolID, cmp.Or(in.ClientID, branding.AllClients), style, d, err)
}

// getUICustomization returns the customization of the client. If the client has none, it returns the
// customization of the pool (API_GetUICustomization).
func getUICustomization(c *call, in uiCustomizationRequest) (any, error) {
	style, d, owner, err := branding.ClassicOf(c.Store, in.UserPoolID, in.ClientID)
	return uiCustomizationResponse(in.UserPoolID, owner, style, d, err)
}

func uiCustomizationResponse(poolID, clientID string, style branding.Classic, d userpool.RawSetting, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	wire := map[string]any{}
	if d.Body != nil {
		wire["UserPoolId"], wire["ClientId"] = poolID, clientID
		wire["CreationDate"], wire["LastModifiedDate"] = epoch(d.Created), epoch(d.Modified)
		wire["CSSVersion"] = d.Modified.Format("20060102150405")
		if style.CSS != "" {
			wire["CSS"] = style.CSS
		}
		if style.ImageURL != "" {
			wire["ImageUrl"] = style.ImageURL
		}
	}
	return map[string]any{"UICustomization": wire}, nil
}

var uiCustomizationActions = []action{
	on("SetUICustomization", setUICustomization),
	on("GetUICustomization", getUICustomization),
}
