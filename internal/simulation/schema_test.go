package simulation

import (
	"context"
	"testing"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/msgpack"
	"google.golang.org/protobuf/encoding/protowire"

	"github.com/cognitokit/terraform-aws-cognito/internal/relay"
)

// message builds a message in Protocol Buffers.
type message []byte

func (m message) bytes(number protowire.Number, content []byte) message {
	return protowire.AppendBytes(protowire.AppendTag(m, number, protowire.BytesType), content)
}

func (m message) number(number protowire.Number, value uint64) message {
	return protowire.AppendVarint(protowire.AppendTag(m, number, protowire.VarintType), value)
}

// attributeOf returns a Schema.Attribute: name (1), type (2), computed (6).
func attributeOf(name, typ string, computed bool) []byte {
	m := message{}.bytes(1, []byte(name)).bytes(2, []byte(typ))
	if computed {
		m = m.number(6, 1)
	}
	return m
}

// schemaOf returns a Schema with a block (2) of attributes (2) and nested blocks (3).
func schemaOf(attributes [][]byte, nested ...[]byte) []byte {
	var block message
	for _, a := range attributes {
		block = block.bytes(2, a)
	}
	for _, n := range nested {
		block = block.bytes(3, n)
	}
	return message{}.number(1, 0).bytes(2, block)
}

// nestedOf returns a Schema.NestedBlock: type_name (1), block (2), nesting (3).
func nestedOf(name string, nesting uint64, attributes ...[]byte) []byte {
	var block message
	for _, a := range attributes {
		block = block.bytes(2, a)
	}
	return message{}.bytes(1, []byte(name)).bytes(2, block).number(3, nesting)
}

// schemaResponse returns a GetProviderSchema.Response with the types of these tests.
func schemaResponse() []byte {
	entry := func(name string, schema []byte) []byte { return message{}.bytes(1, []byte(name)).bytes(2, schema) }
	text := `"string"`
	validation := `["set",["object",{"domain_name":"string","resource_record_name":"string","resource_record_type":"string","resource_record_value":"string"}]]`
	return message{}.
		bytes(1, schemaOf([][]byte{attributeOf("region", text, false), attributeOf("profile", text, false), attributeOf("access_key", text, false)},
			nestedOf("assume_role", 2, attributeOf("role_arn", text, false)))).
		bytes(2, entry("aws_lambda_function", schemaOf([][]byte{
			attributeOf("id", text, true), attributeOf("arn", text, true), attributeOf("function_name", text, false),
			attributeOf("invoke_arn", text, true), attributeOf("memory_size", `"number"`, false), attributeOf("source_code_size", `"number"`, true),
			attributeOf("last_modified", text, true),
		}, nestedOf("tracing_config", 2, attributeOf("mode", text, true))))).
		bytes(2, entry("aws_acm_certificate", schemaOf([][]byte{
			attributeOf("id", text, true), attributeOf("arn", text, true), attributeOf("domain_name", text, false),
			attributeOf("domain_validation_options", validation, true), attributeOf("status", text, true),
		}))).
		bytes(2, entry("aws_cognito_user_pool", schemaOf([][]byte{attributeOf("id", text, true)}))).
		bytes(3, entry("aws_route53_zone", schemaOf([][]byte{
			attributeOf("id", text, true), attributeOf("name", text, true), attributeOf("zone_id", text, true),
			attributeOf("name_servers", `["list","string"]`, true), attributeOf("private_zone", `"bool"`, false),
		})))
}

var lambdaType = cty.Object(map[string]cty.Type{
	"id": cty.String, "arn": cty.String, "function_name": cty.String, "invoke_arn": cty.String, "memory_size": cty.Number,
	"source_code_size": cty.Number, "last_modified": cty.String,
	"tracing_config": cty.List(cty.Object(map[string]cty.Type{"mode": cty.String})),
})

var certificateType = cty.Object(map[string]cty.Type{
	"id": cty.String, "arn": cty.String, "domain_name": cty.String, "status": cty.String,
	"domain_validation_options": cty.Set(cty.Object(map[string]cty.Type{
		"domain_name": cty.String, "resource_record_name": cty.String, "resource_record_type": cty.String, "resource_record_value": cty.String,
	})),
})

var zoneType = cty.Object(map[string]cty.Type{
	"id": cty.String, "name": cty.String, "zone_id": cty.String, "name_servers": cty.List(cty.String), "private_zone": cty.Bool,
})

// packed encodes a DynamicValue: msgpack (1).
func packed(t *testing.T, v cty.Value, typ cty.Type) []byte {
	t.Helper()
	content, err := msgpack.Marshal(v, typ)
	if err != nil {
		t.Fatal(err)
	}
	return message{}.bytes(1, content)
}

func unpacked(t *testing.T, content []byte, typ cty.Type) cty.Value {
	t.Helper()
	fields, err := relay.Fields(content)
	if err != nil {
		t.Fatal(err)
	}
	v, err := msgpack.Unmarshal(relay.Last(fields, 1).Bytes, typ)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// ask calls a simulation, and returns the fields of the response. The test fails if the simulation
// passes the call on.
func ask(t *testing.T, s *Simulation, method string, request []byte) []relay.Field {
	t.Helper()
	answer, answered, err := s.Answer(t.Context(), relay.Call{
		Method: method, Request: request, Schema: func(context.Context) ([]byte, error) { return schemaResponse(), nil },
	})
	if err != nil || !answered {
		t.Fatalf("%s: answered %t, %v", method, answered, err)
	}
	fields, err := relay.Fields(answer)
	if err != nil {
		t.Fatal(err)
	}
	return fields
}
