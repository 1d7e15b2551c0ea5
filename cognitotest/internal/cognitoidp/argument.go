package cognitoidp

import (
	"context"
	"encoding/json"
	"iter"
)

// Call runs an action for a caller in this process: under all its rules, but without a
// signature. in is the request, out what the answer is decoded into; nil drops it.
func (a *API) Call(ctx context.Context, action, region string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	answer, err := a.run(ctx, action, place{region: region}, body)
	if err != nil || out == nil {
		return err
	}
	if body, err = json.Marshal(answer); err != nil {
		return err
	}
	return json.Unmarshal(body, out)
}

// Argument is a value of a request as the model has it.
type Argument struct{ shape shape }

// Request returns what an action takes: a structure.
func Request(action string) Argument {
	return Argument{model.Shapes[model.Operations[action].Input]}
}

// Type is the model's name for the kind of value, such as structure, list, map, string,
// integer or boolean.
func (a Argument) Type() string { return a.shape.Type }

// Members are those of a structure by their names.
func (a Argument) Members() iter.Seq2[string, Argument] {
	return func(yield func(string, Argument) bool) {
		for _, m := range a.shape.Members {
			if !yield(m.Name, Argument{model.Shapes[m.Shape]}) {
				return
			}
		}
	}
}

// Element is what a list or a map holds.
func (a Argument) Element() Argument {
	if a.shape.Type == "map" {
		return Argument{model.Shapes[a.shape.Value]}
	}
	return Argument{model.Shapes[a.shape.Member]}
}
