package transaction

import (
	"encoding/binary"
	"fmt"
	"math/big"
	"reflect"
	"time"

	"github.com/google/uuid"
)

// A packed record is one string without pointers, which takes less memory than the fields of the
// record and costs the garbage collector nothing. The form is only in memory: it depends on the order
// of the fields. It omits fields with the zero value, and has sixteen bytes for a UUID.

// codec packs the values of one type.
type codec struct {
	put func(b []byte, v reflect.Value) []byte
	get func(r *reader, v reflect.Value)
	// read decodes JSON, as described in decode.go. It returns false for a text that it refuses.
	read func(d *decoder, v reflect.Value) bool
}

// reader is the rest of a packed record.
type reader struct{ rest string }

func (r *reader) take(n uint64) string {
	part := r.rest[:n]
	r.rest = r.rest[n:]
	return part
}

func (r *reader) uvarint() uint64 {
	n, size := binary.Uvarint([]byte(r.rest[:min(binary.MaxVarintLen64, len(r.rest))]))
	r.rest = r.rest[size:]
	return n
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
	c := codecForKind(t)
	if decodesItself(t) {
		c.read = refuse
	}
	return c
}

func codecForKind(t reflect.Type) codec {
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
			readBool,
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return codec{
			func(b []byte, v reflect.Value) []byte { return binary.AppendVarint(b, v.Int()) },
			func(r *reader, v reflect.Value) { v.SetInt(r.varint()) },
			readInt,
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return codec{
			func(b []byte, v reflect.Value) []byte { return binary.AppendUvarint(b, v.Uint()) },
			func(r *reader, v reflect.Value) { v.SetUint(r.uvarint()) },
			readUint,
		}
	case reflect.Pointer:
		return pointerCodec(codecFor(t.Elem()))
	case reflect.Slice:
		return sliceCodec(t, codecFor(t.Elem()))
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
			for i, f := range fields {
				if set&(1<<i) != 0 {
					f.get(r, v.Field(i))
				}
			}
		},
		readStruct(t),
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
	readString,
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
			_ = t.UnmarshalBinary([]byte(r.take(n))) // a result of MarshalBinary
			return
		}
		seconds := r.varint()
		*t = time.Unix(seconds, int64(r.uvarint())).UTC()
	},
	readTime,
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
			return
		}
		n := new(big.Int).SetBytes([]byte(r.take(r.uvarint())))
		if sign == 1 {
			n.Neg(n)
		}
		v.Set(reflect.ValueOf(n))
	},
	readBigInt,
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
			if r.take(1) == "\x01" {
				v.Set(reflect.New(v.Type().Elem()))
				of.get(r, v.Elem())
			}
		},
		readPointer(of),
	}
}

// sliceCodec writes 0 for nil, or the length plus one and the elements.
func sliceCodec(t reflect.Type, of codec) codec {
	read := readSlice(of)
	if t.Elem().Kind() == reflect.Uint8 { // base64 in JSON
		read = readBytes
	}
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
			if n := int(r.uvarint()); n > 0 {
				v.Set(reflect.MakeSlice(v.Type(), n-1, n-1))
				for i := range n - 1 {
					of.get(r, v.Index(i))
				}
			}
		},
		read,
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
			n := int(r.uvarint())
			if n == 0 {
				return
			}
			v.Set(reflect.MakeMapWithSize(t, n-1))
			for range n - 1 {
				k, e := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
				key.get(r, k)
				value.get(r, e)
				v.SetMapIndex(k, e)
			}
		},
		readMap(t, value),
	}
}
