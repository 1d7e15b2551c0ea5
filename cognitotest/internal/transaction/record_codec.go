package transaction

import (
	"reflect"
	"sync"
	"time"
)

// recordCodec packs the records of one type. A text begins with the number of the field that is the key of the
// record and that the rest omits, plus one, or with 0.
type recordCodec struct {
	of     reflect.Type
	fields structFields // nil for another type than a struct
	codec
}

var recordCodecs sync.Map // by type, because each owner has tables of the same types

func recordCodecFor(of reflect.Type) recordCodec {
	if c, ok := recordCodecs.Load(of); ok {
		return c.(recordCodec)
	}
	c := recordCodec{of: of, codec: codecFor(of)}
	if of.Kind() == reflect.Struct && of != reflect.TypeFor[time.Time]() {
		c.fields = structFieldsOf(of)
	}
	recordCodecs.Store(of, c)
	return c
}

var packBuffers = sync.Pool{New: func() any { return new([]byte) }}

func (c recordCodec) pack(key string, record any) string {
	buffer := packBuffers.Get().(*[]byte)
	defer packBuffers.Put(buffer)
	v := reflect.ValueOf(record).Elem()
	if field := c.keyField(key, v); field < 0 {
		*buffer = c.put(append((*buffer)[:0], 0), v)
	} else {
		*buffer = c.fields.put(append((*buffer)[:0], byte(field+1)), v, field)
	}
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
	c.get(&reader{text[1:]}, v.Elem())
	if text[0] > 0 {
		v.Elem().Field(int(text[0] - 1)).SetString(key)
	}
	return v.Interface()
}
