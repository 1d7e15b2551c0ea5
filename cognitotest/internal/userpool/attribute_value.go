package userpool

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// The first words of the error text for invalid values: for a new account
// (aws-amplify/amplify-flutter#2034) and for a change (aws/aws-sdk-java#1396,
// aws-amplify/amplify-swift#1088).
const (
	newAttributes     = "Attributes did not conform to the schema: "
	changedAttributes = "Invalid user attributes: "
)

// The formats of addresses (developer guide, "Standard attributes"): a plus sign with up to
// fifteen digits (E.164), and text on both sides of an @.
var (
	numberForm = regexp.MustCompile(`^\+[1-9]\d{1,14}$`)
	emailForm  = regexp.MustCompile(`^[^@\s]+@[^@\s]+$`)
)

// checkValues rejects values that do not conform to the schema, in one message with a line for
// each. The formats of addresses have their own messages
// (dabit3/gatsby-auth-starter-aws-amplify#31 for a phone number; the message for email follows
// it).
func (p *poolState) checkValues(attributes []Attribute, begin string) error {
	var faults strings.Builder
	for _, a := range attributes {
		if s, ok := p.pool.attribute(a.Name); ok && !deletes(a, begin) {
			if fault := s.fault(a.Value); fault != "" {
				faults.WriteString(a.Name + ": " + fault + "\n")
			}
		}
	}
	if faults.Len() > 0 {
		return apierror.InvalidParameter("%s%s", begin, faults.String())
	}
	for _, a := range attributes {
		switch {
		case deletes(a, begin):
		case a.Name == "phone_number" && !numberForm.MatchString(a.Value):
			return apierror.InvalidParameter("Invalid phone number format.")
		case a.Name == "email" && !emailForm.MatchString(a.Value):
			return apierror.InvalidParameter("Invalid email address format.")
		}
	}
	return nil
}

// deletes reports whether a change has a blank value, which deletes the attribute. A new
// account can have a blank value (unspecified).
func deletes(a Attribute, begin string) bool { return a.Value == "" && begin == changedAttributes }

// fault returns what is wrong with a value, or "". The texts for lengths are observed; the
// others follow them.
func (a SchemaAttribute) fault(value string) string {
	switch a.DataType {
	case "Boolean":
		if !isBoolean(value) {
			return "Attribute must be a boolean."
		}
	case "Number":
		switch {
		case !validValue(value):
			return "Attribute must be a number."
		case above(a.MinValue, value):
			return "Number must be no less than " + a.MinValue
		case above(value, a.MaxValue):
			return "Number must be no greater than " + a.MaxValue
		}
	case "DateTime":
		if _, err := time.Parse(time.RFC3339, value); err != nil {
			return "Attribute must be a date-time."
		}
	case "String":
		length := utf8.RuneCountInString(value)
		_, notDate := time.Parse(time.DateOnly, value)
		switch {
		case length < limit(a.MinLength, 0):
			return "String must be no shorter than " + a.MinLength + " characters"
		case length > limit(a.MaxLength, math.MaxInt):
			return "String must be no longer than " + a.MaxLength + " characters"
		case a.Name == "birthdate" && length == len(time.DateOnly) && notDate != nil:
			return "Attribute must be a date of the form YYYY-MM-DD."
		}
	}
	return ""
}

// isBoolean reports whether a text is true or false, ignoring case.
func isBoolean(value string) bool {
	return strings.EqualFold(value, "true") || strings.EqualFold(value, "false")
}

// Normalized returns attributes in the form in which the service stores them: a Boolean
// attribute accepts "True" and becomes "true" (a getmoto/moto test that runs on AWS).
func (p Pool) Normalized(attributes []Attribute) []Attribute {
	kept := slices.Clone(attributes)
	for i, a := range kept {
		if s, ok := p.attribute(a.Name); ok && s.DataType == "Boolean" && isBoolean(a.Value) {
			kept[i].Value = strings.ToLower(a.Value)
		}
	}
	return kept
}

func limit(text string, otherwise int) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return otherwise
	}
	return n
}
