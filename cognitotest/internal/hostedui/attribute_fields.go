package hostedui

import (
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// fieldPrefix and fieldSuffix surround an attribute's name in the forms of live pools (captures of
// the sign-up page).
const (
	fieldPrefix = "requiredAttributes["
	fieldSuffix = "]"
)

// requiredFields returns fields for the attributes that the pool requires (developer guide,
// "Configure authentication methods for managed login"). It omits the attributes with which users
// sign in, because the field of the username asks for them.
func (pr *pageRequest) requiredFields() []field {
	var fields []field
	for _, a := range pr.pool.Schema {
		if !a.Required || a.Name == "sub" || slices.Contains(pr.pool.UsernameAttributes, a.Name) {
			continue
		}
		f := attributeField(a.Name)
		f.Value = pr.r.PostFormValue(f.Name)
		fields = append(fields, f)
	}
	return fields
}

// attributeField returns the empty field for an attribute.
func attributeField(name string) field {
	return field{Name: fieldPrefix + name + fieldSuffix, Label: label(name), Type: inputType(name), Autocomplete: autocomplete[name]}
}

// autocomplete maps an attribute to the value of autocomplete for its field (HTML Standard, "Autofill").
var autocomplete = map[string]string{
	"email": "email", "phone_number": "tel", "name": "name", "given_name": "given-name", "middle_name": "additional-name", "family_name": "family-name",
	"nickname": "nickname", "birthdate": "bday", "gender": "sex", "picture": "photo", "website": "url", "locale": "language",
}

// postedAttributes returns the attributes that a posted form contains for fields.
func (pr *pageRequest) postedAttributes(fields []field) []userpool.Attribute {
	var attributes []userpool.Attribute
	for _, f := range fields {
		if value := pr.r.PostFormValue(f.Name); value != "" {
			attributes = append(attributes, userpool.Attribute{Name: attributeOf(f.Name), Value: value})
		}
	}
	return attributes
}

// names returns the names of fields.
func names(fields []field) []string {
	var all []string
	for _, f := range fields {
		all = append(all, f.Name)
	}
	return all
}

// attributeOf returns the attribute of the field with a name.
func attributeOf(name string) string {
	return strings.TrimSuffix(strings.TrimPrefix(name, fieldPrefix), fieldSuffix)
}

// label returns the name of an attribute as a page shows it, such as "Given name".
func label(attribute string) string {
	words := strings.ReplaceAll(strings.TrimPrefix(attribute, "custom:"), "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

func inputType(attribute string) string {
	switch attribute {
	case "email":
		return "email"
	case "phone_number":
		return "tel"
	case "birthdate":
		return "date"
	default:
		return "text"
	}
}

// usernameField returns the field of a sign-up for the username, or for the attribute that replaces
// the username in this pool.
func (pr *pageRequest) usernameField() field {
	f := field{Name: "username", Label: "Username", Type: "text", Autocomplete: "username", Value: pr.r.PostFormValue("username")}
	if len(pr.pool.UsernameAttributes) > 0 {
		f.Label = loginLabel(pr.pool)
	}
	switch f.Label {
	case "Email":
		f.Type = "email"
	case "Phone number":
		f.Type = "tel"
	}
	return f
}

// loginLabel returns what users of a pool sign in with, as the label of a field. A preferred username
// is a username.
func loginLabel(pool userpool.Pool) string {
	accepted := slices.Concat(pool.UsernameAttributes, pool.AliasAttributes)
	var label string
	switch email, phone := slices.Contains(accepted, "email"), slices.Contains(accepted, "phone_number"); {
	case email && phone:
		label = "Email or phone number"
	case email:
		label = "Email"
	case phone:
		label = "Phone number"
	default:
		return "Username"
	}
	if len(pool.UsernameAttributes) > 0 { // they replace the username
		return label
	}
	return map[string]string{
		"Email": "Email or username", "Phone number": "Phone number or username", "Email or phone number": "Email, phone number or username",
	}[label]
}
