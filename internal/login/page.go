package login

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// signInForm is the name of the sign-in form. The classic hosted pages contain it twice, for
// small and for wide screens. Both copies send the same fields, so this package uses the first.
// Managed login requests the username first and the password on a second page. AWS does not
// document the names of its forms.
const signInForm = "cognitoSignInForm"

// page has the parts of an HTML page that a sign-in requires.
type page struct {
	title   string
	message string // the page's error message, empty if it shows none
	text    string // all text outside of script and style elements
	form    *form  // the sign-in form, nil if there is none
	code    *form  // the form for a one-time code, nil if there is none
	renewal *form  // the form for a new password, nil if there is none
	inputs  []string
}

// form contains what a browser would send if the user typed nothing.
type form struct {
	method string
	action string // verbatim, often relative to the host; browserURL resolves it
	fields url.Values
	code   string // name of the field for a one-time code, empty if the form has none
}

// nameOnly reports whether this is the first of managed login's two pages, without a password
// field.
func (f *form) nameOnly() bool { return f.fields.Has("username") && !f.fields.Has("password") }

// The fields of the form for a new password. AWS does not document them. Captured pages for a forgotten password use
// these names.
const (
	newPasswordField     = "new_password"
	confirmPasswordField = "confirm_password"
)

// renews reports whether the form is the one on which a user with a temporary password sets a new password.
func (f *form) renews() bool {
	return f.fields.Has(newPasswordField) && f.fields.Has(confirmPasswordField)
}

// readPage parses HTML. It cannot fail: HTML5 gives every byte sequence a tree.
func readPage(body []byte) *page {
	p := &page{}
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil { // html.Parse fails only if the reader fails
		return p
	}
	for node := range root.Descendants() {
		switch {
		case node.Type == html.TextNode && !isHidden(node.Parent):
			if words := strings.Join(strings.Fields(node.Data), " "); words != "" {
				p.text += words + " "
			}
		case node.Type != html.ElementNode:
		case node.Data == "title":
			p.title = textOf(node)
		case node.Data == "input":
			p.inputs = append(p.inputs, attribute(node, "name"), attribute(node, "id"))
		case node.Data == "form" && attribute(node, "name") == signInForm && p.form == nil:
			p.form = readForm(node)
		case node.Data == "form" && p.code == nil:
			switch f := readForm(node); {
			case f.code != "":
				p.code = f
			case f.renews():
				p.renewal = f
			}
		}
		// AWS documents this CSS class for customizing the classic pages.
		if p.message == "" && hasClass(node, "errorMessage-customizable") {
			p.message = textOf(node)
		}
	}
	return p
}

func readForm(node *html.Node) *form {
	f := &form{
		method: strings.ToUpper(attribute(node, "method")),
		action: attribute(node, "action"),
		fields: url.Values{},
	}
	for child := range node.Descendants() {
		if child.Type != html.ElementNode || child.Data != "input" {
			continue
		}
		if name := attribute(child, "name"); name != "" {
			f.fields.Set(name, attribute(child, "value"))
			if f.code == "" && takesCode(child) {
				f.code = name
			}
		}
	}
	return f
}

// takesCode reports whether an input is for a one-time code. AWS does not document the names on
// the live pages. The autocomplete value decides (HTML Standard, "Autofill"), or else the name.
func takesCode(input *html.Node) bool {
	switch strings.ToLower(attribute(input, "type")) {
	case "hidden", "submit", "button", "checkbox", "radio", "password":
		return false
	}
	if attribute(input, "autocomplete") == "one-time-code" {
		return true
	}
	called := strings.ToLower(attribute(input, "name") + " " + attribute(input, "id"))
	return strings.Contains(called, "totp") || strings.Contains(called, "mfa") || strings.Contains(called, "authentication_code")
}

// hint describes a page without a sign-in form. AWS does not document the texts and fields of
// these pages, so the hint is a guess and only error texts use it.
func (p *page) hint() string {
	fields := strings.ToLower(strings.Join(p.inputs, " "))
	switch {
	case strings.Contains(p.text, "Login pages unavailable"):
		return "managed login (version 2) without a branding style for this app client"
	case strings.Contains(fields, "new_password"), strings.Contains(fields, "newpassword"):
		return "a user who must set a new password first"
	case p.code != nil:
		return "a user who must give a second factor"
	}
	return ""
}

func attribute(node *html.Node, key string) string {
	for _, a := range node.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasClass(node *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attribute(node, "class")), class)
}

func isHidden(node *html.Node) bool {
	return node != nil && (node.Data == "script" || node.Data == "style" || node.Data == "title")
}

func textOf(node *html.Node) string {
	var words []string
	for child := range node.Descendants() {
		if child.Type == html.TextNode {
			words = append(words, strings.Fields(child.Data)...)
		}
	}
	return strings.Join(words, " ")
}
