package hostedui

import (
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// fieldPrefix and fieldSuffix are around an attribute's name in the forms of live pools
// (captures of the sign-up page).
const (
	fieldPrefix = "requiredAttributes["
	fieldSuffix = "]"
)

// requiredFields ask for the attributes that the pool requires (developer guide,
// "Configure authentication methods for managed login"), except those by which its users
// sign in: the username is one of them.
func (v *visit) requiredFields() []field {
	var fields []field
	for _, a := range v.pool.Schema {
		if !a.Required || a.Name == "sub" || slices.Contains(v.pool.UsernameAttributes, a.Name) {
			continue
		}
		fields = append(fields, field{
			Name: fieldPrefix + a.Name + fieldSuffix, Label: label(a.Name), Type: inputType(a.Name),
			Value: v.r.PostFormValue(fieldPrefix + a.Name + fieldSuffix),
		})
	}
	return fields
}

// filled returns the attributes that a form has for fields.
func (v *visit) filled(fields []field) []userpool.Attribute {
	var attributes []userpool.Attribute
	for _, f := range fields {
		if value := v.r.PostFormValue(f.Name); value != "" {
			attributes = append(attributes, userpool.Attribute{Name: attributeOf(f), Value: value})
		}
	}
	return attributes
}

func attributeOf(f field) string {
	return strings.TrimSuffix(strings.TrimPrefix(f.Name, fieldPrefix), fieldSuffix)
}

// label returns the name of an attribute as a page shows it: "Given name".
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

// usernameField asks for the name by which the user will sign in.
func (v *visit) usernameField() field {
	f := field{Name: "username", Label: "Username", Type: "text", Value: v.r.PostFormValue("username")}
	switch email, phone := slices.Contains(v.pool.UsernameAttributes, "email"), slices.Contains(v.pool.UsernameAttributes, "phone_number"); {
	case email && phone:
		f.Label = "Email or phone number"
	case email:
		f.Label, f.Type = "Email", "email"
	case phone:
		f.Label, f.Type = "Phone number", "tel"
	}
	return f
}
