package apimodel

import "iter"

// Shape is the shape of a request, or of a value in it.
type Shape struct {
	name  string
	shape shape
}

// RequestShape returns the shape of the request of an operation, a structure.
func RequestShape(operation string) Shape {
	return shapeOf(model.Operations[operation].Input)
}

func shapeOf(name string) Shape { return Shape{name, model.Shapes[name]} }

// IsDocument reports whether a value is any JSON value.
func (s Shape) IsDocument() bool { return s.name == document }

// Type is the model's name for the kind of value, such as structure, list, map, string,
// integer or boolean.
func (s Shape) Type() string { return s.shape.Type }

// Members returns the members of a structure by their names, in the order of the model.
func (s Shape) Members() iter.Seq2[string, Shape] {
	return func(yield func(string, Shape) bool) {
		for _, m := range s.shape.Members {
			if !yield(m.Name, shapeOf(m.Shape)) {
				return
			}
		}
	}
}

// Element returns the shape of the elements of a list, or of the values of a map.
func (s Shape) Element() Shape {
	if s.shape.Type == "map" {
		return shapeOf(s.shape.Value)
	}
	return shapeOf(s.shape.Member)
}
