package transaction

import (
	"reflect"
	"sync"
)

// recordCodec packs the records of one type, which is a struct. A text begins with the number of the field that is
// the key of the record and that the rest omits, plus one, or with 0. So it does not begin as JSON does, with a brace.
type recordCodec struct {
	of     reflect.Type
	fields structFields
	codec
}

var recordCodecs sync.Map // by type, because each owner has tables of the same types

func recordCodecFor(of reflect.Type) recordCodec {
	if c, ok := recordCodecs.Load(of); ok {
		return c.(recordCodec)
	}
	c := recordCodec{of: of, fields: structFieldsOf(of), codec: structCodec(of)}
	recordCodecs.Store(of, c)
	return c
}

var packBuffers = sync.Pool{New: func() any { return new([]byte) }}

func (c recordCodec) pack(key string, record any) string {
	buffer := packBuffers.Get().(*[]byte)
	defer packBuffers.Put(buffer)
	v := reflect.ValueOf(record).Elem()
	field := c.keyField(key, v)
	*buffer = c.fields.put(append((*buffer)[:0], byte(field+1)), v, field)
	return string(*buffer)
}

// keyField returns the number of the first field that is the key, or -1.
func (c recordCodec) keyField(key string, v reflect.Value) int {
	for i := range c.fields {
		if f := v.Field(i); f.Kind() == reflect.String && f.String() == key {
			return i
		}
	}
	return -1
}

func (c recordCodec) unpack(key, text string) (record any) {
	v := reflect.New(c.of)
	c.unpackTo(v.Elem(), key, text)
	return v.Interface()
}

// unpackTo replaces a record. Its strings can be parts of the key and the text. It panics with an error if the text is not
// valid.
func (c recordCodec) unpackTo(v reflect.Value, key, text string) {
	r := reader{text}
	field := int(r.take(1)[0]) - 1
	c.get(&r, v)
	switch {
	case r.rest != "":
		panic(errDamaged)
	case field >= len(c.fields):
		panic(errLater)
	case field >= 0 && v.Field(field).Kind() != reflect.String:
		panic(errDamaged)
	case field >= 0:
		v.Field(field).SetString(key)
	}
}

// load is unpackTo for a text of the journal, which another version can have written.
func (c recordCodec) load(v reflect.Value, key, text string) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fault.(error)
		}
	}()
	c.unpackTo(v, key, text)
	return nil
}
