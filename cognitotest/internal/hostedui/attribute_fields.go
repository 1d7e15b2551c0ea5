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
		fields = append(fields, field{
			Name: fieldPrefix + a.Name + fieldSuffix, Label: label(a.Name), Type: inputType(a.Name),
			Value: pr.r.PostFormValue(fieldPrefix + a.Name + fieldSuffix),
		})
	}
	return fields
}

// postedAttributes returns the attributes that a posted form contains for fields.
func (pr *pageRequest) postedAttributes(fields []field) []userpool.Attribute {
	var attributes []userpool.Attribute
	for _, f := range fields {
		if value := pr.r.PostFormValue(f.Name); value != "" {
			attributes = append(attributes, userpool.Attribute{Name: attributeOf(f), Value: value})
		}
	}
	return attributes
}

// attributeOf returns the attribute of a field.
func attributeOf(f field) string {
	return strings.TrimSuffix(strings.TrimPrefix(f.Name, fieldPrefix), fieldSuffix)
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
	f := field{Name: "username", Label: "Username", Type: "text", Value: pr.r.PostFormValue("username")}
	switch email, phone := slices.Contains(pr.pool.UsernameAttributes, "email"), slices.Contains(pr.pool.UsernameAttributes, "phone_number"); {
	case email && phone:
		f.Label = "Email or phone number"
	case email:
		f.Label, f.Type = "Email", "email"
	case phone:
		f.Label, f.Type = "Phone number", "tel"
	}
	return f
}
