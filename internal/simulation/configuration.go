package simulation

import (
	"context"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/cognitokit/terraform-aws-cognito/internal/relay"
)

// kept are the provider arguments that Configure keeps. They set neither credentials nor endpoints
// nor the network.
//
// Source: "Argument Reference" of the provider in the documentation of hashicorp/aws.
var kept = []string{"default_tags", "ignore_tags", "region", "skip_region_validation", "token_bucket_rate_limiter_capacity"}

// Configure implements Configure of [relay.SessionOptions]. It removes every provider argument
// that sets credentials, a role, an account, an endpoint or a proxy. The provider then reads these
// settings only from its environment.
func (s *Simulation) Configure(ctx context.Context, call relay.Call) ([]byte, error) {
	schema, err := s.block(ctx, call, "provider", "")
	if err != nil {
		return nil, err
	}
	typ := schema.typ
	fields, err := relay.Fields(call.Request)
	if err != nil {
		return nil, err
	}
	value, err := dynamicValue(relay.Last(fields, configured).Bytes, typ)
	if err != nil || value.IsNull() || !value.IsKnown() {
		return call.Request, err
	}
	attributes := value.AsValueMap()
	for name, v := range attributes {
		if slices.Contains(kept, name) {
			continue
		}
		attributes[name] = cty.NullVal(v.Type())
		if t := v.Type(); t.IsListType() {
			attributes[name] = cty.ListValEmpty(t.ElementType())
		} else if t.IsSetType() {
			attributes[name] = cty.SetValEmpty(t.ElementType())
		}
	}
	var request []byte
	for _, f := range fields {
		if f.Number != configured {
			request = append(request, f.Wire...)
			continue
		}
		if request, err = appendValue(request, configured, cty.ObjectVal(attributes), typ); err != nil {
			return nil, err
		}
	}
	return request, nil
}
