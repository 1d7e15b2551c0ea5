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

// attributeMap returns a list as the object in the event of a Lambda trigger, or nil without a list.
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
