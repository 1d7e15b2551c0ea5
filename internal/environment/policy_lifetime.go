package environment

import (
	"math"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/gocty"
)

// units are those of the provider's token_validity_units.
var units = map[string]time.Duration{"seconds": time.Second, "minutes": time.Minute, "hours": time.Hour, "days": 24 * time.Hour}

// lifetime is the object of a token; only refresh has more than its validity.
type lifetime struct {
	validity   *time.Duration
	rotation   *bool
	grace      *time.Duration
	revocation *bool
}

// limits are those of the service (API reference, CreateUserPoolClient: AccessTokenValidity,
// IdTokenValidity, RefreshTokenValidity).
var limits = map[string]struct {
	least, most time.Duration
	words       string
}{
	"access_token": {5 * time.Minute, 24 * time.Hour, "from 5 minutes to 1 day"},
	"id_token":     {5 * time.Minute, 24 * time.Hour, "from 5 minutes to 1 day"},
	"refresh":      {time.Hour, 3650 * 24 * time.Hour, "from 1 hour to 3650 days"},
}

// lifetimeTypes are what each token's object may have. All of it is optional.
var lifetimeTypes = map[string]cty.Type{
	"access_token": optional(map[string]cty.Type{"validity": cty.Number, "unit": cty.String}),
	"id_token":     optional(map[string]cty.Type{"validity": cty.Number, "unit": cty.String}),
	"refresh": optional(map[string]cty.Type{
		"validity": cty.Number, "unit": cty.String, "rotation": cty.Bool, "retry_grace_period_seconds": cty.Number, "revocation": cty.Bool,
	}),
}

func optional(attributes map[string]cty.Type) cty.Type {
	var names []string
	for name := range attributes {
		names = append(names, name)
	}
	return cty.ObjectWithOptionalAttrs(attributes, names)
}

func readLifetime(token string, expression hcl.Expression, data []byte) (lifetime, error) {
	value, diagnostics := expression.Value(nil)
	if diagnostics.HasErrors() {
		return lifetime{}, sentence(diagnostics, data)
	}
	at := expression.Range()
	if value.IsNull() {
		return lifetime{}, nil
	}
	wanted := lifetimeTypes[token]
	if !value.Type().IsObjectType() {
		return lifetime{}, refusal(data, at, `%s is no object: write for example { validity = 60, unit = "minutes" }`, token)
	}
	for name := range value.Type().AttributeTypes() {
		if !wanted.HasAttribute(name) { // a conversion would drop it without a word
			return lifetime{}, refusal(data, at, "%s has no argument %q", token, name)
		}
	}
	converted, err := convert.Convert(value, wanted)
	if err != nil {
		return lifetime{}, refusal(data, at, "%s: %s", token, convert.MismatchMessage(value.Type(), wanted))
	}
	var written struct {
		Validity   *float64
		Unit       *string
		Rotation   *bool
		Grace      *float64
		Revocation *bool
	}
	for name, target := range map[string]any{
		"validity": &written.Validity, "unit": &written.Unit, "rotation": &written.Rotation,
		"retry_grace_period_seconds": &written.Grace, "revocation": &written.Revocation,
	} {
		if wanted.HasAttribute(name) {
			if err := gocty.FromCtyValue(converted.GetAttr(name), target); err != nil {
				return lifetime{}, refusal(data, at, "%s.%s: %s", token, name, err)
			}
		}
	}
	read := lifetime{rotation: written.Rotation, revocation: written.Revocation}
	switch {
	case written.Validity == nil && written.Unit == nil:
	case written.Validity == nil:
		return read, refusal(data, at, "%s has a unit and no validity: write both", token)
	case written.Unit == nil:
		return read, refusal(data, at, `%s has a validity and no unit: write unit = "seconds", "minutes", "hours" or "days"`, token)
	case units[*written.Unit] == 0:
		return read, refusal(data, at, `%s.unit is %q: write "seconds", "minutes", "hours" or "days"`, token, *written.Unit)
	case *written.Validity < 1 || *written.Validity != math.Trunc(*written.Validity):
		return read, refusal(data, at, "%s.validity is %v: write a whole number from 1", token, *written.Validity)
	default:
		limit := limits[token]
		// In seconds, of which a number that is far too large is none of an int64's.
		if length := *written.Validity * units[*written.Unit].Seconds(); length < limit.least.Seconds() || length > limit.most.Seconds() {
			return read, refusal(data, at, "%s is %v %s long: Cognito takes it %s", token, *written.Validity, *written.Unit, limit.words)
		}
		read.validity = new(time.Duration(*written.Validity) * units[*written.Unit])
	}
	if grace := written.Grace; grace != nil {
		// API reference, RefreshTokenRotationType.
		if *grace < 0 || *grace > 60 || *grace != math.Trunc(*grace) {
			return read, refusal(data, at, "%s.retry_grace_period_seconds is %v: write a whole number from 0 to 60", token, *grace)
		}
		read.grace = new(time.Duration(*grace) * time.Second)
	}
	return read, nil
}
