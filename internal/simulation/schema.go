package simulation

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/cognitokit/terraform-aws-cognito/internal/relay"
)

// block is a Schema.Block: the attributes, and the nested blocks.
type block struct {
	attributes map[string]attribute
	nested     map[string]nestedBlock
}

type attribute struct {
	typ      cty.Type
	computed bool
}

type nestedBlock struct {
	block
	nesting uint64
}

// Schema.NestedBlock.NestingMode and Schema.Object.NestingMode in tfplugin6.proto.
const (
	nestingSingle = 1
	nestingList   = 2
	nestingSet    = 3
	nestingMap    = 4
	nestingGroup  = 5
)

// schemas are the entries of a provider's schema, not yet decoded.
type schemas struct {
	provider               []byte
	resources, dataSources map[string][]byte
}

// Fields of GetProviderSchema.Response in tfplugin5.proto and tfplugin6.proto.
const (
	providerSchema    = 1
	resourceSchemas   = 2
	dataSourceSchemas = 3
)

func readSchemas(response []byte) (*schemas, error) {
	fields, err := relay.Fields(response)
	if err != nil {
		return nil, err
	}
	s := &schemas{resources: map[string][]byte{}, dataSources: map[string][]byte{}}
	s.provider = relay.Last(fields, providerSchema).Bytes
	for _, f := range fields {
		entries := s.resources
		switch f.Number {
		case resourceSchemas:
		case dataSourceSchemas:
			entries = s.dataSources
		default:
			continue
		}
		entry, err := relay.Fields(f.Bytes)
		if err != nil {
			return nil, err
		}
		entries[string(relay.Last(entry, 1).Bytes)] = relay.Last(entry, 2).Bytes
	}
	return s, nil
}

// readBlock reads a Schema message: its version (1) and its block (2).
func readBlock(schema []byte) (block, error) {
	fields, err := relay.Fields(schema)
	if err != nil {
		return block{}, err
	}
	return readBlockMessage(relay.Last(fields, 2).Bytes)
}

// readBlockMessage reads a Schema.Block: attributes (2) and block_types (3).
func readBlockMessage(message []byte) (block, error) {
	fields, err := relay.Fields(message)
	if err != nil {
		return block{}, err
	}
	b := block{attributes: map[string]attribute{}, nested: map[string]nestedBlock{}}
	for _, f := range fields {
		switch f.Number {
		case 2:
			err = b.addAttribute(f.Bytes)
		case 3:
			err = b.addNested(f.Bytes)
		}
		if err != nil {
			return block{}, err
		}
	}
	return b, nil
}

// addAttribute reads a Schema.Attribute: name (1), type (2), computed (6) and,
// in protocol 6, nested_type (10).
func (b block) addAttribute(message []byte) error {
	fields, err := relay.Fields(message)
	if err != nil {
		return err
	}
	name := string(relay.Last(fields, 1).Bytes)
	a := attribute{computed: relay.Last(fields, 6).Varint == 1}
	if nested := relay.Last(fields, 10).Bytes; nested != nil {
		a.typ, err = objectType(nested)
	} else {
		a.typ, err = ctyjson.UnmarshalType(relay.Last(fields, 2).Bytes)
	}
	if err != nil {
		return fmt.Errorf("the type of the attribute %s cannot be read: %w", name, err)
	}
	b.attributes[name] = a
	return nil
}

// objectType reads a Schema.Object: attributes (1) and nesting (3).
func objectType(message []byte) (cty.Type, error) {
	fields, err := relay.Fields(message)
	if err != nil {
		return cty.NilType, err
	}
	b := block{attributes: map[string]attribute{}}
	for _, f := range fields {
		if f.Number == 1 {
			if err := b.addAttribute(f.Bytes); err != nil {
				return cty.NilType, err
			}
		}
	}
	return nest(relay.Last(fields, 3).Varint, b.typ()), nil
}

// addNested reads a Schema.NestedBlock: type_name (1), block (2) and nesting (3).
func (b block) addNested(message []byte) error {
	fields, err := relay.Fields(message)
	if err != nil {
		return err
	}
	inner, err := readBlockMessage(relay.Last(fields, 2).Bytes)
	if err != nil {
		return err
	}
	b.nested[string(relay.Last(fields, 1).Bytes)] = nestedBlock{inner, relay.Last(fields, 3).Varint}
	return nil
}

// typ returns the type of the block's values, as Terraform derives it from the schema.
func (b block) typ() cty.Type {
	attributes := map[string]cty.Type{}
	for name, a := range b.attributes {
		attributes[name] = a.typ
	}
	for name, n := range b.nested {
		attributes[name] = nest(n.nesting, n.typ())
	}
	return cty.Object(attributes)
}

func nest(nesting uint64, of cty.Type) cty.Type {
	switch nesting {
	case nestingList:
		return cty.List(of)
	case nestingSet:
		return cty.Set(of)
	case nestingMap:
		return cty.Map(of)
	}
	return of // single or group
}
