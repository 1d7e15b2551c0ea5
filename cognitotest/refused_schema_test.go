package cognitotest_test

import (
	"strings"
	"testing"
)

func TestRefusedConstraints(t *testing.T) { checkRefused(t, refusedConstraints()) }

// refusedConstraints are limits of attributes, which the API takes as text, that are no
// numbers or out of range, by each way to a schema. The texts are chosen.
func refusedConstraints() []refused {
	var rows []refused
	for _, tt := range []struct{ name, attribute, kind, member, value, text string }{
		{"min length that is a word", "code", "String", "MinLength", "x", "min length"},
		{"min length below zero", "code", "String", "MinLength", "-1", "min length"},
		{"min length with an exponent", "code", "String", "MinLength", "1e3", "min length"},
		{"min length with a fraction", "code", "String", "MinLength", "1.0", "min length"},
		{"min length with a plus", "code", "String", "MinLength", "+1", "min length"},
		{"min length with a space", "code", "String", "MinLength", " 1", "min length"},
		{"min length in hexadecimal", "code", "String", "MinLength", "0x10", "min length"},
		{"min length with an underscore", "code", "String", "MinLength", "1_0", "min length"},
		{"min length above that of a value", "code", "String", "MinLength", "2049", "min length"},
		{"max length that is a word", "code", "String", "MaxLength", "x", "max length"},
		{"max length below zero", "code", "String", "MaxLength", "-1", "max length"},
		{"max length with an exponent", "code", "String", "MaxLength", "1e3", "max length"},
		{"max length above that of a value", "code", "String", "MaxLength", "2049", "max length"},
		{"max length of twenty digits", "code", "String", "MaxLength", "10000000000000000000", "max length"},
		{"min value that is a word", "level", "Number", "MinValue", "x", "min value"},
		{"min value with an exponent", "level", "Number", "MinValue", "1e3", "min value"},
		{"min value that is infinite", "level", "Number", "MinValue", "-Inf", "min value"},
		{"min value that is not a number", "level", "Number", "MinValue", "NaN", "min value"},
		{"max value that is a word", "level", "Number", "MaxValue", "x", "max value"},
		{"max value with two points", "level", "Number", "MaxValue", "1.2.3", "max value"},
		{"max value in hexadecimal", "level", "Number", "MaxValue", "0x1p4", "max value"},
		{"max value beyond 2^1023", "level", "Number", "MaxValue", "1" + strings.Repeat("0", 308), "max value"},
		{"standard attribute with a max length that is a word", "name", "String", "MaxLength", "x", "max length"},
		{"standard attribute with a min value that is a word", "updated_at", "Number", "MinValue", "x", "min value"},
	} {
		attribute := `{"Name":"` + tt.attribute + `","AttributeDataType":"` + tt.kind + `","` + tt.kind + `AttributeConstraints":{"` + tt.member + `":"` + tt.value + `"}}`
		standard := tt.attribute == "name" || tt.attribute == "updated_at"
		shown := "custom:" + tt.attribute
		if standard {
			shown = tt.attribute
		}
		want := fault{400, "InvalidParameterException", "Attribute " + shown + " cannot have the " + tt.text + " " + tt.value}
		rows = append(rows, refused{name: tt.name, source: "chosen", request: call{"CreateUserPool", `{"PoolName":"p","Schema":[` + attribute + `]}`}, fault: want})
		if !standard {
			rows = append(rows, refused{name: tt.name + ", added", source: "chosen", request: call{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[` + attribute + `]}`}, fault: want})
		}
	}
	return rows
}
