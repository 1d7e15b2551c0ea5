package userpool

import "time"

// RawSetting is a setting of a pool or of one client that the emulator stores and returns
// without interpreting it: UI customization, risk configuration.
type RawSetting struct {
	Body     []byte
	Created  time.Time
	Modified time.Time
}

// SetRawSetting stores a document under a key; a nil body removes it.
func (s *Store) SetRawSetting(poolID, key string, body []byte) (RawSetting, error) {
	return inPool(s, poolID, func(p *poolState) (RawSetting, error) {
		if body == nil {
			p.rawSettings.Delete(key)
			return RawSetting{}, nil
		}
		now := s.Clock.Now()
		d := RawSetting{Body: body, Created: now, Modified: now}
		if old, ok := p.rawSettings.Get(key); ok {
			d.Created = old.Created
		}
		p.rawSettings.Put(key, d)
		return d, nil
	})
}

// RawSetting returns the document under a key.
func (s *Store) RawSetting(poolID, key string) (d RawSetting, ok bool, err error) {
	d, err = inPool(s, poolID, func(p *poolState) (RawSetting, error) {
		d, ok = p.rawSettings.Get(key)
		return d, nil
	})
	return d, ok, err
}
