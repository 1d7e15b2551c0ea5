package environment

import (
	"maps"
	"math"
	"slices"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/gocty"

	"github.com/cognitokit/terraform-aws-cognito/internal/duration"
	"github.com/cognitokit/terraform-aws-cognito/internal/hclfile"
)

// lifetime is the object of a token in a policy file: access_token, id_token or refresh. Only refresh has
// rotation, grace and revocation.
type lifetime struct {
	validity   *time.Duration
	rotation   *bool
	grace      *time.Duration
	revocation *bool
}

// limits are the shortest and the longest validity of each token that Cognito accepts (API
// reference, CreateUserPoolClient: AccessTokenValidity, IdTokenValidity,
// RefreshTokenValidity). The modules and the emulator have their own lists, so that an error in one of them
// is found by comparison; TestLimitsOfTheModule compares this list with the one of the module.
var limits = map[string]struct{ shortest, longest time.Duration }{
	"access_token": {5 * time.Minute, duration.Day},
	"id_token":     {5 * time.Minute, duration.Day},
	"refresh":      {time.Hour, 3650 * duration.Day},
}

// maxGracePeriod is the longest grace period, in seconds (API reference,
// RefreshTokenRotationType).
const maxGracePeriod = 60

const useUnit = `Use "seconds", "minutes", "hours" or "days"`

// lifetimeTypes are the objects of the tokens. Each attribute is optional.
var lifetimeTypes = map[string]cty.Type{
	"access_token": optional(map[string]cty.Type{"validity": cty.Number, "unit": cty.String}),
	"id_token":     optional(map[string]cty.Type{"validity": cty.Number, "unit": cty.String}),
	"refresh": optional(map[string]cty.Type{
		"validity": cty.Number, "unit": cty.String, "rotation": cty.Bool, "retry_grace_period_seconds": cty.Number, "revocation": cty.Bool,
	}),
}

func optional(attributes map[string]cty.Type) cty.Type {
	return cty.ObjectWithOptionalAttrs(attributes, slices.Collect(maps.Keys(attributes)))
}

// writtenLifetime is the object of a token as in the file. A nil field is absent.
type writtenLifetime struct {
	Validity   *float64
	Unit       *string
	Rotation   *bool
	Grace      *float64
	Revocation *bool
}

// readLifetime reads the object of a token. path is the path of the client, for errors.
func readLifetime(path, token string, expression hcl.Expression) (lifetime, error) {
	value, diagnostics := expression.Value(nil)
	if diagnostics.HasErrors() {
		return lifetime{}, hclfile.Error(diagnostics, path)
	}
	if value.IsNull() {
		return lifetime{}, nil
	}
	path += "." + token
	written, err := decodeLifetime(path, lifetimeTypes[token], value, expression.Range())
	if err != nil {
		return lifetime{}, err
	}
	read := lifetime{rotation: written.Rotation, revocation: written.Revocation}
	if read.validity, err = written.validity(path, token, expression.Range()); err != nil {
		return lifetime{}, err
	}
	if grace := written.Grace; grace != nil {
		if *grace < 0 || *grace > maxGracePeriod || *grace != math.Trunc(*grace) {
			return lifetime{}, hclfile.ErrorAt(expression.Range(), "%s.retry_grace_period_seconds: %v is out of range. Write a whole number from 0 to %d", path, *grace, maxGracePeriod)
		}
		read.grace = new(time.Duration(*grace) * time.Second)
	}
	return read, nil
}

func decodeLifetime(path string, wanted cty.Type, value cty.Value, at hcl.Range) (written writtenLifetime, err error) {
	if !value.Type().IsObjectType() {
		return written, hclfile.ErrorAt(at, `%s: the value is not an object. Write for example { validity = 60, unit = "minutes" }`, path)
	}
	for _, name := range slices.Sorted(maps.Keys(value.Type().AttributeTypes())) {
		if !wanted.HasAttribute(name) { // convert.Convert would remove it without an error
			return written, hclfile.ErrorAt(at, "%s: %q is not an argument. Use %s", path, name, oneOf(slices.Sorted(maps.Keys(wanted.AttributeTypes()))))
		}
	}
	converted, err := convert.Convert(value, wanted)
	if err != nil {
		return written, hclfile.ErrorAt(at, "%s: %s", path, convert.MismatchMessage(value.Type(), wanted))
	}
	for name, target := range map[string]any{
		"validity": &written.Validity, "unit": &written.Unit, "rotation": &written.Rotation,
		"retry_grace_period_seconds": &written.Grace, "revocation": &written.Revocation,
	} {
		if wanted.HasAttribute(name) {
			if err := gocty.FromCtyValue(converted.GetAttr(name), target); err != nil {
				return written, hclfile.ErrorAt(at, "%s.%s: %s", path, name, err)
			}
		}
	}
	return written, nil
}

// validity returns the validity in the unit of the object, or nil if the object has neither.
func (w writtenLifetime) validity(path, token string, at hcl.Range) (*time.Duration, error) {
	switch {
	case w.Validity == nil && w.Unit == nil:
		return nil, nil
	case w.Validity == nil:
		return nil, hclfile.ErrorAt(at, "%s.validity: the argument is missing. Write it beside unit", path)
	case w.Unit == nil:
		return nil, hclfile.ErrorAt(at, "%s.unit: the argument is missing. %s", path, useUnit)
	}
	unit, ok := duration.Unit(*w.Unit)
	if !ok {
		return nil, hclfile.ErrorAt(at, "%s.unit: %q is not a unit. %s", path, *w.Unit, useUnit)
	}
	if *w.Validity < 1 || *w.Validity != math.Trunc(*w.Validity) {
		return nil, hclfile.ErrorAt(at, "%s.validity: %v is not a positive whole number. Write 1 or more", path, *w.Validity)
	}
	limit := limits[token]
	// Compare as float64: the product can overflow int64.
	if length := *w.Validity * unit.Seconds(); length < limit.shortest.Seconds() || length > limit.longest.Seconds() {
		return nil, hclfile.ErrorAt(at, "%s: %v %s is out of range. Write a validity from %s to %s", path, *w.Validity, *w.Unit, duration.Words(limit.shortest), duration.Words(limit.longest))
	}
	return new(time.Duration(*w.Validity) * unit), nil
}
