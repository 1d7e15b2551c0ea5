package userpool

import (
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passwordhash"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

// passwordWork has results of computations with passwords, which take milliseconds. They run before a
// transaction, without the lock of the store. Each result depends on its question only, so a user who
// has changed meanwhile cannot make it wrong: the transaction asks another question then, and computes
// the result itself. A nil *passwordWork has no results.
type passwordWork struct {
	matches map[passwordQuestion]bool
	derived map[passwordQuestion]srp.Password
}

// passwordQuestion is whether a password is the stored one of an identity. Without a stored one it is
// the derivation of the password.
type passwordQuestion struct {
	identity, password string
	salt, verifier     string
	hash               passwordhash.Hash
}

func question(identity, password string, stored srp.Password) passwordQuestion {
	q := passwordQuestion{identity: identity, password: password}
	if stored.Set() {
		q.salt, q.verifier = string(stored.Salt.Bytes()), string(stored.Verifier.Bytes())
	}
	return q
}

// isPassword reports whether a password is the stored one.
func (w *passwordWork) isPassword(identity, password string, stored srp.Password) bool {
	if w != nil {
		if result, ok := w.matches[question(identity, password, stored)]; ok {
			return result
		}
	}
	return stored.Matches(identity, password)
}

// isImported reports whether a password is the password of an imported hash.
func (w *passwordWork) isImported(password string, stored passwordhash.Hash) bool {
	if w != nil {
		if result, ok := w.matches[passwordQuestion{password: password, hash: stored}]; ok {
			return result
		}
	}
	return stored.Matches(password)
}

// derive returns what the store keeps of a password.
func (w *passwordWork) derive(identity, password string) srp.Password {
	if w != nil {
		if result, ok := w.derived[passwordQuestion{identity: identity, password: password}]; ok {
			return result
		}
	}
	return srp.New(identity, password)
}

// passwordRequest is a check of a password, a new password, or both.
type passwordRequest struct {
	poolID, login string
	current       string // the password to check, or ""
	proposed      string // the new password, or ""
	policy        string // of the new password
	hidesUnknown  bool   // an unknown user takes the same time
}

// work does the computations that a request needs for the user as the store has it now. It runs
// outside of a transaction.
func (s *Store) work(r passwordRequest) *passwordWork {
	var u User
	var identity string
	var history []srp.Password
	found, _ := inPool(s, r.poolID, func(p *poolState) (found bool, _ error) {
		now := s.Clock.Now()
		if u, found = p.userByLogin(r.login); !found {
			_, unknown := p.unknownUser(r.login)
			u = User{Username: r.login}
			found = r.hidesUnknown && unknown.locked(now) == nil
		} else if u.locked(now) != nil {
			r.current = "" // the transaction rejects the request before it checks the password
		}
		identity = p.pool.srpIdentity(u.Username)
		policy := p.pool.PasswordPolicy
		if r.proposed != "" && policy.validate(r.proposed, r.policy) != nil {
			r.proposed = ""
		}
		history = append([]srp.Password{u.Password}, u.PasswordHistory...)
		history = history[:min(len(history), policy.HistorySize)]
		return found, nil
	})
	w := &passwordWork{matches: map[passwordQuestion]bool{}, derived: map[passwordQuestion]srp.Password{}}
	if !found {
		return w
	}
	right := true
	switch {
	case r.current == "":
	case u.ImportedPassword.Set():
		right = u.ImportedPassword.Matches(r.current)
		w.matches[passwordQuestion{password: r.current, hash: u.ImportedPassword}] = right
		if right && r.proposed == "" { // the first sign-in replaces the hash
			w.derived[passwordQuestion{identity: identity, password: r.current}] = srp.New(identity, r.current)
		}
	default:
		right = u.Password.Matches(identity, r.current)
		w.matches[question(identity, r.current, u.Password)] = right
	}
	if r.proposed == "" || !right && u.HasPassword() {
		return w
	}
	for _, old := range history {
		w.matches[question(identity, r.proposed, old)] = old.Matches(identity, r.proposed)
	}
	w.derived[passwordQuestion{identity: identity, password: r.proposed}] = srp.New(identity, r.proposed)
	return w
}
