package cognitoidp

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// cssClasses are the classes of the classic pages for which CSS is accepted.
var cssClasses = []string{
	"banner-customizable", "background-customizable", "logo-customizable", "label-customizable", "textDescription-customizable",
	"idpDescription-customizable", "legalText-customizable", "submitButton-customizable", "errorMessage-customizable",
	"inputField-customizable", "idpButton-customizable", "socialButton-customizable", "redirect-customizable",
	"passwordCheck-notValid-customizable", "passwordCheck-valid-customizable",
}

var cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)

// validateCSS rejects selectors other than the classes in cssClasses. A class may have a pseudo-class.
func validateCSS(css string) error {
	for rule := range strings.SplitSeq(cssComment.ReplaceAllString(css, ""), "}") {
		selectors, _, ok := strings.Cut(rule, "{")
		for selector := range strings.SplitSeq(selectors, ",") {
			selector = strings.TrimSpace(selector)
			class, dotted := strings.CutPrefix(selector, ".")
			class, _, _ = strings.Cut(class, ":")
			if ok && (!dotted || !slices.Contains(cssClasses, class)) {
				return apierror.InvalidParameter("The CSS class %s is not in the list of allowed classes.", selector)
			}
		}
	}
	return nil
}

// uiCustomization is the part of a customization that the emulator stores.
type uiCustomization struct {
	CSS      string `json:",omitempty"`
	ImageURL string `json:"ImageUrl,omitempty"`
}

type uiCustomizationRequest struct {
	UserPoolID string `json:"UserPoolId"`
	ClientID   string `json:"ClientId"`
	CSS        string
	ImageFile  []byte
}

// allClients is the ClientId of a pool's default customization.
const allClients = "ALL"

func (in uiCustomizationRequest) key() string {
	return "ui-customization/" + cmp.Or(in.ClientID, allClients)
}

// setUICustomization stores CSS and a logo for one client or for all clients. A request with neither
// removes the customization.
func setUICustomization(c *call, in uiCustomizationRequest) (any, error) {
	if _, err := c.Store.Pool(in.UserPoolID); err != nil {
		return nil, err
	}
	if prefix, custom := c.Store.PoolDomains(in.UserPoolID); prefix.Name == "" && custom.Name == "" {
		return nil, apierror.InvalidParameter("A domain must be associated with this user pool.")
	}
	if err := validateCSS(in.CSS); err != nil {
		return nil, err
	}
	var body []byte
	if in.CSS != "" || len(in.ImageFile) > 0 {
		stored := uiCustomization{CSS: in.CSS}
		if len(in.ImageFile) > 0 {
			stored.ImageURL = "https://" + distribution(c.region, userpool.Domain{}) + "/assets/images/" + userpool.NewUUID() + ".jpg"
		}
		body, _ = json.Marshal(stored) // strings always encode
	}
	d, err := c.Store.SetRawSetting(in.UserPoolID, in.key(), body)
	return uiCustomizationResponse(in, d, err)
}

// getUICustomization returns the customization of the client. If the client has none, it returns the
// customization of the pool
// (API_GetUICustomization).
func getUICustomization(c *call, in uiCustomizationRequest) (any, error) {
	d, ok, err := c.Store.RawSetting(in.UserPoolID, in.key())
	if err == nil && !ok {
		in.ClientID = allClients
		d, _, err = c.Store.RawSetting(in.UserPoolID, in.key())
	}
	return uiCustomizationResponse(in, d, err)
}

func uiCustomizationResponse(in uiCustomizationRequest, d userpool.RawSetting, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	wire := map[string]any{}
	if d.Body != nil {
		wire["UserPoolId"], wire["ClientId"] = in.UserPoolID, cmp.Or(in.ClientID, allClients)
		wire["CreationDate"], wire["LastModifiedDate"] = epoch(d.Created), epoch(d.Modified)
		wire["CSSVersion"] = d.Modified.Format("20060102150405")
		var stored uiCustomization
		_ = json.Unmarshal(d.Body, &stored) // setUICustomization encoded it
		if stored.CSS != "" {
			wire["CSS"] = stored.CSS
		}
		if stored.ImageURL != "" {
			wire["ImageUrl"] = stored.ImageURL
		}
	}
	return map[string]any{"UICustomization": wire}, nil
}

var uiCustomizationActions = []action{
	on("SetUICustomization", setUICustomization),
	on("GetUICustomization", getUICustomization),
}
