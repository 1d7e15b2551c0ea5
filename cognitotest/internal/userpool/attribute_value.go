package userpool

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// How a refusal of values begins: at the creation of an account (aws-amplify/amplify-flutter#2034),
// and afterwards (aws/aws-sdk-java#1396, aws-amplify/amplify-swift#1088).
const (
	newAttributes     = "Attributes did not conform to the schema: "
	changedAttributes = "Invalid user attributes: "
)

// The forms of addresses (developer guide, "Standard attributes"): a plus sign and up to
// fifteen digits (E.164), and something around an @.
var (
	numberForm = regexp.MustCompile(`^\+[1-9]\d{1,14}$`)
	emailForm  = regexp.MustCompile(`^[^@\s]+@[^@\s]+$`)
)

// checkValues refuses values that the schema does not take, all in one message, a line for
// each. The forms of addresses have texts of their own (dabit3/gatsby-auth-starter-aws-amplify#31
// for a phone number; that for email is made like it).
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
		return InvalidParameter("%s%s", begin, faults.String())
	}
	for _, a := range attributes {
		switch {
		case deletes(a, begin):
		case a.Name == "phone_number" && !numberForm.MatchString(a.Value):
			return InvalidParameter("Invalid phone number format.")
		case a.Name == "email" && !emailForm.MatchString(a.Value):
			return InvalidParameter("Invalid email address format.")
		}
	}
	return nil
}

// deletes reports whether a value is blank in a change, which deletes the attribute. A new
// account can have a blank one (chosen).
func deletes(a Attribute, begin string) bool { return a.Value == "" && begin == changedAttributes }

// fault says what is wrong with a value, or "". The texts for lengths are observed, the
// others are made like them.
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

// isBoolean reports whether a text is true or false, in any case.
func isBoolean(value string) bool {
	return strings.EqualFold(value, "true") || strings.EqualFold(value, "false")
}

// Normalized are attributes in the form in which the service keeps them: "True" is taken for
// an attribute of the type Boolean (a getmoto/moto test that runs on AWS), and is true.
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
