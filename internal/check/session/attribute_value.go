package session

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// standardValues returns values of the standard attributes that do not accept every text, for a
// user with an email address and a phone number.
func standardValues(address, phone string) map[string]string {
	return map[string]string{
		"email": address, "email_verified": "true", "phone_number": phone, "phone_number_verified": "true",
		"birthdate": "2000-01-01", "updated_at": "0", "locale": "en", "zoneinfo": "Etc/UTC", "website": "https://example.com/",
		"picture": "https://example.com/", "profile": "https://example.com/", "preferred_username": strings.Split(address, "@")[0],
	}
}

// AttributeValue returns a value that a pool accepts for an attribute of a user with an email
// address.
func AttributeValue(pool *types.UserPoolType, name, address string) string {
	if value := standardValues(address, randomPhoneNumber())[name]; value != "" {
		return value
	}
	for _, a := range pool.SchemaAttributes {
		if aws.ToString(a.Name) != name {
			continue
		}
		switch a.AttributeDataType {
		case types.AttributeDataTypeBoolean:
			return "true"
		case types.AttributeDataTypeDatetime:
			return "2000-01-01T00:00:00Z"
		case types.AttributeDataTypeNumber:
			return leastNumber(a.NumberAttributeConstraints)
		case types.AttributeDataTypeString:
			return fitting(attributeText, a.StringAttributeConstraints)
		}
	}
	return attributeText
}

// attributeText is the text of an attribute that accepts every text.
const attributeText = "cognitokit check"

func leastNumber(limits *types.NumberAttributeConstraintsType) string {
	if limits == nil {
		return "0"
	}
	return cmp.Or(aws.ToString(limits.MinValue), aws.ToString(limits.MaxValue), "0")
}

// fitting returns the text, adjusted to the length limits of an attribute.
func fitting(text string, limits *types.StringAttributeConstraintsType) string {
	if limits == nil {
		return text
	}
	if least, err := strconv.Atoi(aws.ToString(limits.MinLength)); err == nil && len(text) < least {
		text += strings.Repeat("x", least-len(text))
	}
	if most, err := strconv.Atoi(aws.ToString(limits.MaxLength)); err == nil && len(text) > most {
		text = text[:max(most, 0)]
	}
	return text
}
