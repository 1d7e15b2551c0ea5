package cognitoidp

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"

// attribute is the AttributeType of the API.
type attribute struct{ Name, Value string }

func attributeRecords(wire []attribute) []userpool.Attribute {
	var records []userpool.Attribute
	for _, a := range wire {
		records = append(records, userpool.Attribute(a))
	}
	return records
}

func attributesOf(records []userpool.Attribute) []attribute {
	wire := []attribute{}
	for _, a := range records {
		wire = append(wire, attribute(a))
	}
	return wire
}

// attributeMap converts a list of attributes to the object that the event of a Lambda trigger has. It
// returns nil for an absent list.
func attributeMap(wire []attribute) map[string]string {
	if wire == nil {
		return nil
	}
	m := map[string]string{}
	for _, a := range wire {
		m[a.Name] = a.Value
	}
	return m
}
