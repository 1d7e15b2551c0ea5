package branding

import "html/template"

// Page has the parts of a hosted page that a style determines. All values are safe in HTML and CSS.
type Page struct {
	// CSS follows the page's own style sheet.
	CSS template.CSS
	// Banner is the logo of the classic pages; "": none.
	Banner template.URL
	// Class is the class attribute of the body in managed login.
	Class          string
	Favicons       []Image
	Header, Footer *Bar
	Logo           *Logo
	// ProvidersFirst is true if the buttons of the providers are above the form.
	ProvidersFirst bool
	// Graphic is the picture of a step, such as an envelope above the field for a code by email.
	Graphic []Image
}

// Bar is the header or the footer of managed login.
type Bar struct {
	Class string // the place of the logo
	Logo  []Image
}

// Logo is the logo of the form of managed login.
type Logo struct {
	Class  string // start, center or end
	Images []Image
	// Place is above or below the form, or first or last in it.
	Place string
}

// LogoAt returns the logo if it is at a place.
func (p Page) LogoAt(place string) *Logo {
	if p.Logo != nil && p.Logo.Place == place {
		return p.Logo
	}
	return nil
}

// Image is an image for one color scheme or for both.
type Image struct {
	URL  template.URL
	Type string // the media type
	// Scheme is light or dark for an image that is shown in one scheme only.
	Scheme string
}

// Class returns the class of an image element.
func (i Image) Class() string {
	if i.Scheme == "" {
		return ""
	}
	return "in-" + i.Scheme
}

// Media returns the media query of a link element.
func (i Image) Media() string {
	if i.Scheme == "" {
		return "all"
	}
	return "(prefers-color-scheme: " + i.Scheme + ")"
}
