package userpool

// OfferPasskey makes the next sign-in on a page offer the registration of a passkey. It does nothing
// for a user who does not exist.
func (s *Store) OfferPasskey(poolID, username string) {
	_, _ = s.changeUser(poolID, username, func(_ *poolState, u *User) error {
		u.PasskeyOffer = true
		return nil
	})
}

// TakePasskeyOffer reports whether the sign-in must offer the registration of a passkey. The offer is
// made once.
func (s *Store) TakePasskeyOffer(poolID, username string) bool {
	offered, _ := inPool(s, poolID, func(p *poolState) (bool, error) {
		u, ok := p.userByLogin(username)
		if !ok || !u.PasskeyOffer {
			return false, nil
		}
		u.PasskeyOffer = false
		p.users.Put(u.Username, u)
		return true, nil
	})
	return offered
}
