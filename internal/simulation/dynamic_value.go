package simulation

import (
	"encoding/json"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"github.com/zclconf/go-cty/cty/msgpack"
	"google.golang.org/protobuf/encoding/protowire"

	"github.com/cognitokit/terraform-aws-cognito/internal/relay"
)

// dynamicValue decodes a DynamicValue: msgpack (1) or JSON (2).
func dynamicValue(message []byte, typ cty.Type) (cty.Value, error) {
	fields, err := relay.Fields(message)
	if err != nil {
		return cty.NilVal, err
	}
	if packed := relay.Last(fields, 1).Bytes; len(packed) > 0 {
		return msgpack.Unmarshal(packed, typ)
	}
	if text := relay.Last(fields, 2).Bytes; len(text) > 0 && json.Valid(text) {
		return ctyjson.Unmarshal(text, typ)
	}
	return cty.NullVal(typ), nil
}

// appendValue adds a DynamicValue to a message.
func appendValue(message []byte, number protowire.Number, value cty.Value, typ cty.Type) ([]byte, error) {
	packed, err := msgpack.Marshal(value, typ)
	if err != nil {
		return nil, err
	}
	return relay.AppendBytes(message, number, relay.AppendBytes(nil, 1, packed)), nil
}
