package userpool

import "time"

// Document is a setting of a pool or of one client that the emulator stores and returns
// without interpreting it: UI customization, risk configuration.
type Document struct {
	Body     []byte
	Created  time.Time
	Modified time.Time
}

// SetDocument stores a document under a key; a nil body removes it.
func (s *Store) SetDocument(poolID, key string, body []byte) (Document, error) {
	return inPool(s, poolID, func(p *poolState) (Document, error) {
		if body == nil {
			p.documents.Delete(key)
			return Document{}, nil
		}
		now := s.Clock.Now()
		d := Document{Body: body, Created: now, Modified: now}
		if old, ok := p.documents.Get(key); ok {
			d.Created = old.Created
		}
		p.documents.Put(key, d)
		return d, nil
	})
}

// Document returns the document under a key.
func (s *Store) Document(poolID, key string) (d Document, ok bool, err error) {
	d, err = inPool(s, poolID, func(p *poolState) (Document, error) {
		d, ok = p.documents.Get(key)
		return d, nil
	})
	return d, ok, err
}
