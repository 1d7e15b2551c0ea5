package cognitotest_test

import (
	"strings"
	"testing"
)

func TestRejectedConstraints(t *testing.T) { checkRejected(t, rejectedConstraints()) }

// rejectedConstraints are limits of attributes that are not numbers or out of range. The API
// accepts them as text. The rows send each limit to CreateUserPool and AddCustomAttributes. The
// error texts are unspecified.
func rejectedConstraints() []rejection {
	var rows []rejection
	for _, tt := range []struct{ name, attribute, kind, member, value, text string }{
		{"min length that is a word", "code", "String", "MinLength", "x", "min length"},
		{"min length below zero", "code", "String", "MinLength", "-1", "min length"},
		{"min length with an exponent", "code", "String", "MinLength", "1e3", "min length"},
		{"min length with a fraction", "code", "String", "MinLength", "1.0", "min length"},
		{"min length with a plus", "code", "String", "MinLength", "+1", "min length"},
		{"min length with a space", "code", "String", "MinLength", " 1", "min length"},
		{"min length in hexadecimal", "code", "String", "MinLength", "0x10", "min length"},
		{"min length with an underscore", "code", "String", "MinLength", "1_0", "min length"},
		{"min length above the maximum of a value", "code", "String", "MinLength", "2049", "min length"},
		{"max length that is a word", "code", "String", "MaxLength", "x", "max length"},
		{"max length below zero", "code", "String", "MaxLength", "-1", "max length"},
		{"max length with an exponent", "code", "String", "MaxLength", "1e3", "max length"},
		{"max length above the maximum of a value", "code", "String", "MaxLength", "2049", "max length"},
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
		want := apiError{400, "InvalidParameterException", "Attribute " + shown + " cannot have the " + tt.text + " " + tt.value}
		rows = append(rows, rejection{name: tt.name, source: "unspecified", request: call{"CreateUserPool", `{"PoolName":"p","Schema":[` + attribute + `]}`}, wantError: want})
		if !standard {
			rows = append(rows, rejection{name: tt.name + ", added", source: "unspecified", request: call{"AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[` + attribute + `]}`}, wantError: want})
		}
	}
	return rows
}
