package branding

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// AllClients is the ClientId of a pool's default style of the classic pages.
const AllClients = "ALL"

// maxLogo is the size of the largest logo in bytes (developer guide, "Customizing hosted UI (classic)
// branding"). That a KB has 1024 bytes, and the text of the error, are unspecified.
const maxLogo = 100 << 10

// Classic is the style of the classic pages for one client, or for all clients without their own.
type Classic struct {
	CSS      string `json:",omitempty"`
	ImageURL string `json:"ImageUrl,omitempty"`
	Logo     []byte `json:",omitempty"` // a PNG or JPEG file
}

// ClassicKey returns the key of a client's style among the raw settings of a pool. "" means all clients.
func ClassicKey(clientID string) string {
	return "ui-customization/" + cmp.Or(clientID, AllClients)
}

// ClassicOf returns the style of a client. If the client has none, it returns the style for all clients
// and [AllClients] (API_GetUICustomization). The document of a pool without styles has no body.
func ClassicOf(s *userpool.Store, poolID, clientID string) (style Classic, document userpool.RawSetting, owner string, err error) {
	owner = cmp.Or(clientID, AllClients)
	document, ok, err := s.RawSetting(poolID, ClassicKey(owner))
	if err == nil && !ok {
		owner = AllClients
		document, ok, err = s.RawSetting(poolID, ClassicKey(owner))
	}
	if ok {
		_ = json.Unmarshal(document.Body, &style) // SetUICustomization encoded it
	}
	return style, document, owner, err
}

// Validate rejects CSS and logos that the classic pages cannot have.
func (c Classic) Validate() error {
	if _, err := ClassicCSS(c.CSS); err != nil {
		return err
	}
	if len(c.Logo) > maxLogo {
		return apierror.InvalidParameter("The image has %d bytes. Use an image of at most %d bytes.", len(c.Logo), maxLogo)
	}
	if len(c.Logo) > 0 && logoType(c.Logo) == "" {
		return apierror.InvalidParameter("The image is neither PNG nor JPEG. Use a PNG, JPG or JPEG file.")
	}
	return nil
}

// logoType returns the media type of a logo, or "" if it is not allowed.
func logoType(logo []byte) string {
	if t := http.DetectContentType(logo); t == "image/png" || t == "image/jpeg" {
		return t
	}
	return ""
}

// Page returns the parts of a page. A style that an older version has stored can have CSS that is
// rejected now; the page then omits it.
func (c Classic) Page() Page {
	rules, _ := ClassicCSS(c.CSS)
	page := Page{CSS: rules}
	if t := logoType(c.Logo); t != "" {
		page.Banner = dataURL(t, c.Logo)
	}
	return page
}

// dataURL returns a file as a URL. Base64 has no character that ends an attribute or a CSS string.
func dataURL(mediaType string, file []byte) template.URL {
	return template.URL("data:" + mediaType + ";base64," + base64.StdEncoding.EncodeToString(file))
}
