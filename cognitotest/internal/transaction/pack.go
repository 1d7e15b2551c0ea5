package transaction

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"time"

	"github.com/google/uuid"
)

// A packed record is one string without pointers, which takes less memory than the fields of the
// record and costs the garbage collector nothing. It omits fields with the zero value, and has sixteen
// bytes for a UUID. A field is known by its position, so in a later version of the emulator each
// field of a packed record has its position and its type, and new fields follow the others.

// codec packs the values of one type.
type codec struct {
	put func(b []byte, v reflect.Value) []byte
	// get replaces a value. It can use the memory of the old value for the new one.
	get func(r *reader, v reflect.Value)
}

// reader is the rest of a packed record. Its methods panic with an error of this file if the record is not valid.
type reader struct{ rest string }

var (
	errDamaged = errors.New("its packed form is damaged: restore the state from a copy")
	errLater   = errors.New("a later version of the emulator wrote it: use that version, or another state")
)

func (r *reader) take(n uint64) string {
	if n > uint64(len(r.rest)) {
		panic(errDamaged)
	}
	part := r.rest[:n]
	r.rest = r.rest[n:]
	return part
}

func (r *reader) uvarint() uint64 {
	n, size := binary.Uvarint([]byte(r.rest[:min(binary.MaxVarintLen64, len(r.rest))]))
	if size <= 0 {
		panic(errDamaged)
	}
	r.rest = r.rest[size:]
	return n
}

// size returns the number of elements that follow. ok is false for nil.
func (r *reader) size() (n int, ok bool) {
	size := r.uvarint()
	if size > uint64(len(r.rest))+1 { // each element has a byte or more
		panic(errDamaged)
	}
	return int(size) - 1, size > 0
}

func (r *reader) varint() int64 {
	n := r.uvarint() // zigzag, as in encoding/binary
	return int64(n>>1) ^ -int64(n&1)
}

// codecFor returns the codec of a type. It panics for a kind of type that no record has.
func codecFor(t reflect.Type) codec {
	switch t {
	case reflect.TypeFor[time.Time]():
		return timeCodec
	case reflect.TypeFor[*big.Int]():
		return bigIntCodec
	}
	switch t.Kind() {
	case reflect.String:
		return stringCodec
	case reflect.Bool:
		return codec{
			func(b []byte, v reflect.Value) []byte {
				if v.Bool() {
					return append(b, 1)
				}
				return append(b, 0)
			},
			func(r *reader, v reflect.Value) { v.SetBool(r.take(1) == "\x01") },
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return codec{
			func(b []byte, v reflect.Value) []byte { return binary.AppendVarint(b, v.Int()) },
			func(r *reader, v reflect.Value) { v.SetInt(r.varint()) },
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return codec{
			func(b []byte, v reflect.Value) []byte { return binary.AppendUvarint(b, v.Uint()) },
			func(r *reader, v reflect.Value) { v.SetUint(r.uvarint()) },
		}
	case reflect.Pointer:
		return pointerCodec(codecFor(t.Elem()))
	case reflect.Slice:
		return sliceCodec(codecFor(t.Elem()))
	case reflect.Map:
		return mapCodec(t, codecFor(t.Key()), codecFor(t.Elem()))
	case reflect.Struct:
		return structCodec(t)
	}
	panic(fmt.Sprintf("transaction: a record with a %s cannot be packed", t))
}

// structFields are the codecs of the fields of a struct.
type structFields []codec

func structFieldsOf(t reflect.Type) structFields {
	fields := make(structFields, t.NumField())
	if len(fields) > 64 {
		panic(fmt.Sprintf("transaction: %s has more than 64 fields", t))
	}
	for i := range fields {
		fields[i] = codecFor(t.Field(i).Type)
	}
	return fields
}

// put writes the set of the fields that are not zero, and then these fields. It omits the field with the number
// omit.
func (fields structFields) put(b []byte, v reflect.Value, omit int) []byte {
	var set uint64
	for i := range fields {
		if i != omit && !v.Field(i).IsZero() {
			set |= 1 << i
		}
	}
	b = binary.AppendUvarint(b, set)
	for i, f := range fields {
		if set&(1<<i) != 0 {
			b = f.put(b, v.Field(i))
		}
	}
	return b
}

func structCodec(t reflect.Type) codec {
	fields := structFieldsOf(t)
	return codec{
		func(b []byte, v reflect.Value) []byte { return fields.put(b, v, -1) },
		func(r *reader, v reflect.Value) {
			set := r.uvarint()
			if set>>len(fields) != 0 {
				panic(errLater)
			}
			for i, f := range fields {
				if field := v.Field(i); set&(1<<i) != 0 {
					f.get(r, field)
				} else {
					field.SetZero()
				}
			}
		},
	}
}

// stringCodec writes the length plus one, and the text; or 0, and the bytes of a UUID. Strings of an
// unpacked record are parts of its text.
var stringCodec = codec{
	func(b []byte, v reflect.Value) []byte {
		s := v.String()
		if id, ok := parseUUID(s); ok {
			return append(append(b, 0), id[:]...)
		}
		return append(binary.AppendUvarint(b, uint64(len(s))+1), s...)
	},
	func(r *reader, v reflect.Value) {
		if n := r.uvarint(); n > 0 {
			v.SetString(r.take(n - 1))
			return
		}
		v.SetString(uuid.UUID([]byte(r.take(16))).String())
	},
}

// timeCodec writes the seconds and nanoseconds of a UTC time, or the binary form of another one.
var timeCodec = codec{
	func(b []byte, v reflect.Value) []byte {
		t := *v.Addr().Interface().(*time.Time)
		if t.Location() == time.UTC {
			return binary.AppendUvarint(binary.AppendVarint(append(b, 0), t.Unix()), uint64(t.Nanosecond()))
		}
		text, err := t.MarshalBinary()
		if err != nil {
			panic(fmt.Sprintf("transaction: %v", err)) // an offset beyond the limits of JSON, too
		}
		return append(append(b, byte(len(text))), text...)
	},
	func(r *reader, v reflect.Value) {
		t := v.Addr().Interface().(*time.Time)
		if n := r.uvarint(); n > 0 {
			text := r.take(n)
			_ = t.UnmarshalBinary([]byte(text)) // it accepts more than MarshalBinary writes
			if again, err := t.MarshalBinary(); err != nil || string(again) != text {
				panic(errDamaged)
			}
			return
		}
		seconds := r.varint()
		*t = time.Unix(seconds, int64(r.uvarint())).UTC()
	},
}

// bigIntCodec writes 0 for nil, or the sign plus 2 and the bytes of the number.
var bigIntCodec = codec{
	func(b []byte, v reflect.Value) []byte {
		n := v.Interface().(*big.Int)
		if n == nil {
			return append(b, 0)
		}
		size := (n.BitLen() + 7) / 8
		b = binary.AppendUvarint(append(b, byte(n.Sign()+2)), uint64(size))
		b = append(b, make([]byte, size)...)
		n.FillBytes(b[len(b)-size:])
		return b
	},
	func(r *reader, v reflect.Value) {
		sign := r.uvarint()
		if sign == 0 {
			v.SetZero()
			return
		}
		n := v.Interface().(*big.Int)
		if n == nil {
			n = new(big.Int)
			v.Set(reflect.ValueOf(n))
		}
		n.SetBytes([]byte(r.take(r.uvarint())))
		if sign == 1 {
			n.Neg(n)
		}
	},
}

func pointerCodec(of codec) codec {
	return codec{
		func(b []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(b, 0)
			}
			return of.put(append(b, 1), v.Elem())
		},
		func(r *reader, v reflect.Value) {
			if r.take(1) != "\x01" {
				v.SetZero()
				return
			}
			if v.IsNil() {
				v.Set(reflect.New(v.Type().Elem()))
			}
			of.get(r, v.Elem())
		},
	}
}

// sliceCodec writes 0 for nil, or the length plus one and the elements.
func sliceCodec(of codec) codec {
	return codec{
		func(b []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(b, 0)
			}
			b = binary.AppendUvarint(b, uint64(v.Len())+1)
			for i := range v.Len() {
				b = of.put(b, v.Index(i))
			}
			return b
		},
		func(r *reader, v reflect.Value) {
			n, ok := r.size()
			if !ok {
				v.SetZero()
				return
			}
			if v.IsNil() || v.Cap() < n {
				v.Set(reflect.MakeSlice(v.Type(), n, n))
			}
			v.SetLen(n)
			for i := range n {
				of.get(r, v.Index(i))
			}
		},
	}
}

// mapCodec writes 0 for nil, or the length plus one and the keys with their values.
func mapCodec(t reflect.Type, key, value codec) codec {
	addressable := func(v reflect.Value) reflect.Value {
		a := reflect.New(v.Type()).Elem()
		a.Set(v)
		return a
	}
	return codec{
		func(b []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(b, 0)
			}
			b = binary.AppendUvarint(b, uint64(v.Len())+1)
			for k, e := range v.Seq2() {
				b = value.put(key.put(b, addressable(k)), addressable(e))
			}
			return b
		},
		func(r *reader, v reflect.Value) {
			n, ok := r.size()
			if !ok {
				v.SetZero()
				return
			}
			v.Set(reflect.MakeMapWithSize(t, n))
			for range n {
				k, e := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
				key.get(r, k)
				value.get(r, e)
				v.SetMapIndex(k, e)
			}
		},
	}
}
