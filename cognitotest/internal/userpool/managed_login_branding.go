package userpool

import (
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// Branding is the style of the managed login pages for one app client. Without a style there
// are no pages (developer guide, "Managed login").
type Branding struct {
	ID       string // a UUID of version 4
	ClientID string
	// CognitoProvided is true for the service's own style without changes.
	CognitoProvided bool
	Settings        []byte // the JSON document of the request; nil: none
	Assets          []BrandingAsset
	Created         time.Time
	Modified        time.Time
}

// BrandingAsset is an image of a style.
type BrandingAsset struct {
	Category   string // its use: FAVICON_ICO, PAGE_HEADER_LOGO, ...
	ColorMode  string // LIGHT, DARK or DYNAMIC
	Extension  string // ICO, JPEG, PNG, SVG or WEBP
	Bytes      []byte
	ResourceID string
}

// maxBrandingAssets is the API model's limit for the list of a request. The emulator applies it to
// the stored list, too.
const maxBrandingAssets = 40

// BrandingChange is a request about a style. It requires exactly one of the two sources, on
// update as on create (measured: floci-io/floci#2869). It accepts assets beside either
// (measured by cdk-preflight).
type BrandingChange struct {
	CognitoProvided bool
	Settings        []byte
	Assets          []BrandingAsset
}

func (c BrandingChange) validate() error {
	if c.CognitoProvided == (c.Settings != nil) {
		return apierror.InvalidParameter("useCognitoProvidedValues or settings should be specified (but not both)")
	}
	for _, a := range c.Assets {
		if err := a.validate(); err != nil {
			return err
		}
	}
	return nil
}

// iconExtensions has the categories that accept only one extension. No other category accepts
// ICO (measured by cdk-preflight; the text is unspecified).
var iconExtensions = map[string]string{"FAVICON_ICO": "ICO", "FAVICON_SVG": "SVG"}

func (a BrandingAsset) validate() error {
	want, icon := iconExtensions[a.Category]
	if (icon && a.Extension != want) || (!icon && a.Extension == "ICO") {
		return apierror.InvalidParameter("Invalid extension %s for asset category %s", a.Extension, a.Category)
	}
	return nil
}

// apply applies a request to a style. A request for the service's own style removes the settings. Other
// settings and assets that the request omits stay (API_UpdateManagedLoginBranding,
// hashicorp/terraform-provider-aws#42757). An asset replaces the assets of its category and color mode.
func (b *Branding) apply(c BrandingChange) error {
	if err := c.validate(); err != nil {
		return err
	}
	if b.CognitoProvided = c.CognitoProvided; c.CognitoProvided {
		b.Settings = nil
	} else {
		b.Settings = MergeSettings(b.Settings, c.Settings)
	}
	kept := slices.DeleteFunc(slices.Clone(b.Assets), func(old BrandingAsset) bool {
		return slices.ContainsFunc(c.Assets, func(a BrandingAsset) bool {
			return a.Category == old.Category && a.ColorMode == old.ColorMode
		})
	})
	b.Assets = slices.Concat(kept, c.Assets)
	return parameterQuota(len(b.Assets)-1, maxBrandingAssets, "A managed login branding style", "assets")
}

// brandingNotFound returns the error for an unknown style. Its text and the texts of the other
// errors about styles are measured (floci-io/floci#2869).
func brandingNotFound() error {
	return apierror.ResourceNotFound("ManagedLoginBranding does not exist.")
}

// brandingOf returns the style of a client.
func (p *poolState) brandingOf(clientID string) (Branding, bool) {
	for _, b := range p.brandings.All() {
		if b.ClientID == clientID {
			return b, true
		}
	}
	return Branding{}, false
}

// CreateBranding creates the style of a client that has none.
func (s *Store) CreateBranding(poolID, clientID string, change BrandingChange) (Branding, error) {
	return inPool(s, poolID, func(p *poolState) (Branding, error) {
		now := s.Clock.Now()
		b := Branding{ID: NewUUID(), ClientID: clientID, Created: now, Modified: now}
		if err := b.apply(change); err != nil {
			return Branding{}, err
		}
		if _, ok := p.clients.Get(clientID); !ok {
			return Branding{}, apierror.ClientNotFound(clientID)
		}
		if _, exists := p.brandingOf(clientID); exists {
			return Branding{}, apierror.ManagedLoginBrandingExists(clientID)
		}
		if err := quota(p.brandings.Len(), maxBrandings, "A user pool", "managed login branding styles"); err != nil {
			return Branding{}, err
		}
		p.brandings.Put(b.ID, b)
		return b, nil
	})
}

// UpdateBranding changes a style.
func (s *Store) UpdateBranding(poolID, id string, change BrandingChange) (Branding, error) {
	return inPool(s, poolID, func(p *poolState) (Branding, error) {
		b, ok := p.brandings.Get(id)
		if !ok {
			return Branding{}, brandingNotFound()
		}
		if err := b.apply(change); err != nil {
			return Branding{}, err
		}
		b.Modified = s.Clock.Now()
		p.brandings.Put(id, b)
		return b, nil
	})
}

// Branding returns a style by its id.
func (s *Store) Branding(poolID, id string) (Branding, error) {
	return inPool(s, poolID, func(p *poolState) (Branding, error) {
		b, ok := p.brandings.Get(id)
		if !ok {
			return Branding{}, brandingNotFound()
		}
		return b, nil
	})
}

// ClientBranding returns the style of a client.
//
// Errors: ResourceNotFoundException for a client without a style, or an unknown client.
func (s *Store) ClientBranding(poolID, clientID string) (Branding, error) {
	return inPool(s, poolID, func(p *poolState) (Branding, error) {
		if _, ok := p.clients.Get(clientID); !ok {
			return Branding{}, apierror.ClientNotFound(clientID)
		}
		b, ok := p.brandingOf(clientID)
		if !ok {
			return Branding{}, apierror.ResourceNotFound("ManagedLoginBranding for client %s does not exist.", clientID)
		}
		return b, nil
	})
}

// HasBranding reports whether managed login has pages for a client.
func (s *Store) HasBranding(poolID, clientID string) bool {
	_, err := s.ClientBranding(poolID, clientID)
	return err == nil
}

// DeleteBranding removes a client's style.
func (s *Store) DeleteBranding(poolID, id string) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		if _, ok := p.brandings.Get(id); !ok {
			return struct{}{}, brandingNotFound()
		}
		p.brandings.Delete(id)
		return struct{}{}, nil
	})
	return err
}
