package userpool

// Keys are a pool's private keys, each as its PKCS #1 DER: one signs ID tokens, one signs
// access tokens (developer guide, "Verifying JSON web tokens"), and one, which is not
// published, encrypts refresh tokens.
type Keys struct {
	ID, Access SigningKey
	Refresh    []byte
}

// SigningKey is a key with its published id.
type SigningKey struct {
	ID  string
	DER []byte
}

// Keys returns a pool's keys. ok is false if the pool has no keys yet.
func (s *Store) Keys(poolID string) (keys Keys, ok bool) {
	keys, err := inPool(s, poolID, func(p *poolState) (Keys, error) {
		keys, ok = p.keys.Get("")
		return keys, nil
	})
	return keys, ok && err == nil
}

// KeepKeys stores a pool's keys, unless the pool already has keys. It returns the stored keys.
func (s *Store) KeepKeys(poolID string, keys Keys) (Keys, error) {
	return inPool(s, poolID, func(p *poolState) (Keys, error) {
		if old, ok := p.keys.Get(""); ok {
			return old, nil
		}
		p.keys.Put("", keys)
		return keys, nil
	})
}

// Secret returns a key of the emulator itself, by name. newSecret creates it on first use.
func (s *Store) Secret(name string, newSecret func() []byte) (secret []byte) {
	s.db.Do(func() {
		var ok bool
		if secret, ok = s.secrets.Get(name); !ok {
			secret = newSecret()
			s.secrets.Put(name, secret)
		}
	})
	return secret
}

// FindSecret returns a key of the emulator itself, by name. ok is false if it does not exist yet.
func (s *Store) FindSecret(name string) (secret []byte, ok bool) {
	s.db.Do(func() { secret, ok = s.secrets.Get(name) })
	return secret, ok
}

// SetSecret replaces a key of the emulator itself.
func (s *Store) SetSecret(name string, secret []byte) {
	s.db.Do(func() { s.secrets.Put(name, secret) })
}
