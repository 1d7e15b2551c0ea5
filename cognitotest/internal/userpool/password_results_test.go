package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passwordhash"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

// importedHash is a hash of the password Str0ng!Pass by Node.js (see the tests of package passwordhash).
const importedHash = "1024$8$1$00112233445566778899aabbccddeeff$e9fc397c2a4162fc1319bdb304668aa1100848feaa0571e9067a4fa201b75cbc"

// newPasswordStore returns a store with the user ada, whose password is Second1 and was First1, the user imported, who has only
// importedHash, and the user none, who has no password. A password has at least six characters, and differs from the last two.
func newPasswordStore(t *testing.T) (*Store, Pool) {
	t.Helper()
	s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{PasswordPolicy: PasswordPolicy{MinimumLength: 6, HistorySize: 2}}})
	ada := stillUser(pool, "ada")
	ada.Password = srp.New(pool.shortName()+"ada", "Second1")
	ada.PasswordHistory = []srp.Password{srp.New(pool.shortName()+"ada", "First1"), srp.New(pool.shortName()+"ada", "Zeroth1")}
	imported := stillUser(pool, "imported")
	hash, err := passwordhash.Parse("SCRYPT", importedHash)
	require.NoError(t, err)
	imported.ImportedPassword = hash
	for _, u := range []User{ada, imported, stillUser(pool, "none")} {
		_, err = s.AddUser(u, false)
		require.NoError(t, err)
	}
	return s, pool
}

// The computations take milliseconds, so they run before the transaction. Each question that the transaction will ask has its
// result then, and a request that the transaction rejects before it reads a password needs none.
func TestPasswordComputationsBeforeTheTransaction(t *testing.T) {
	t.Parallel()
	lock := func(s *Store, poolID string) {
		_, err := s.changeUser(poolID, "ada", func(_ *poolState, u *User) error {
			u.LockedUntil = stillTime.Add(time.Second)
			return nil
		})
		require.NoError(t, err)
	}
	tests := []struct {
		name    string
		request passwordRequest
		change  func(s *Store, poolID string)
		matches map[string]bool // by the username and the password
		derived []string
	}{
		{name: "right password", request: passwordRequest{login: "ada", current: "Second1"}, matches: map[string]bool{"ada Second1": true}},
		{name: "wrong password", request: passwordRequest{login: "ada", current: "Third1"}, matches: map[string]bool{"ada Third1": false}},
		{
			name: "change", request: passwordRequest{login: "ada", current: "Second1", proposed: "Third1"},
			matches: map[string]bool{"ada Second1": true, "ada Third1": false}, derived: []string{"ada Third1"},
		},
		{name: "change with a wrong password", request: passwordRequest{login: "ada", current: "Third1", proposed: "Third1"}, matches: map[string]bool{"ada Third1": false}},
		{name: "new password", request: passwordRequest{login: "ada", proposed: "Third1"}, matches: map[string]bool{"ada Third1": false}, derived: []string{"ada Third1"}},
		{name: "new password that was used", request: passwordRequest{login: "ada", proposed: "First1"}, matches: map[string]bool{"ada First1": true}, derived: []string{"ada First1"}},
		{name: "new password before the history", request: passwordRequest{login: "ada", proposed: "Zeroth1"}, matches: map[string]bool{"ada Zeroth1": false}, derived: []string{"ada Zeroth1"}},
		{name: "new password that breaks the policy", request: passwordRequest{login: "ada", proposed: "T1"}},
		{name: "change to a password that breaks the policy", request: passwordRequest{login: "ada", current: "Second1", proposed: "T1"}, matches: map[string]bool{"ada Second1": true}},
		{name: "locked", request: passwordRequest{login: "ada", current: "Second1"}, change: lock},
		{name: "new password of a locked user", request: passwordRequest{login: "ada", current: "Second1", proposed: "Third1"}, change: lock, matches: map[string]bool{"ada Third1": false}, derived: []string{"ada Third1"}},
		{
			name: "imported password", request: passwordRequest{login: "imported", current: "Str0ng!Pass"},
			matches: map[string]bool{" Str0ng!Pass": true}, derived: []string{"imported Str0ng!Pass"},
		},
		{name: "wrong imported password", request: passwordRequest{login: "imported", current: "Third1"}, matches: map[string]bool{" Third1": false}},
		{
			name: "change of an imported password", request: passwordRequest{login: "imported", current: "Str0ng!Pass", proposed: "Third1"},
			matches: map[string]bool{" Str0ng!Pass": true, "imported Third1": false}, derived: []string{"imported Third1"},
		},
		{name: "change with a wrong imported password", request: passwordRequest{login: "imported", current: "Fourth1", proposed: "Third1"}, matches: map[string]bool{" Fourth1": false}},
		{name: "no password", request: passwordRequest{login: "none", current: "Third1"}, matches: map[string]bool{"none Third1": false}},
		{
			name: "first password", request: passwordRequest{login: "none", current: "Third1", proposed: "Fourth1"},
			matches: map[string]bool{"none Third1": false, "none Fourth1": false}, derived: []string{"none Fourth1"},
		},
		{name: "unknown user", request: passwordRequest{login: "li", current: "Third1"}},
		{name: "hidden unknown user", request: passwordRequest{login: "li", current: "Third1", hidesUnknown: true}, matches: map[string]bool{"li Third1": false}},
		{
			name: "hidden unknown user who is locked", request: passwordRequest{login: "li", current: "Third1", hidesUnknown: true},
			change: func(s *Store, poolID string) {
				for range 5 {
					require.Error(t, s.RejectUnknownUser(Client{PoolID: poolID, ClientSettings: ClientSettings{PreventUserExistenceErrors: "ENABLED"}}, "li"))
				}
			},
		},
		{
			name: "unknown user who is not hidden, after wrong passwords", request: passwordRequest{login: "li", current: "Third1"},
			change: func(s *Store, poolID string) {
				require.Error(t, s.RejectUnknownUser(Client{PoolID: poolID, ClientSettings: ClientSettings{PreventUserExistenceErrors: "ENABLED"}}, "li"))
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, pool := newPasswordStore(t)
			if tt.change != nil {
				tt.change(s, pool.ID)
			}
			tt.request.poolID, tt.request.policy = pool.ID, "policy"
			w := s.work(tt.request)
			named := func(q passwordQuestion) string {
				if q.identity == "" {
					return " " + q.password
				}
				return q.identity[len(pool.ID)-len("us-east-1_"):] + " " + q.password
			}
			matches := map[string]bool{}
			for q, match := range w.matches {
				matches[named(q)] = matches[named(q)] || match // a proposed password is compared with each of the history
			}
			if tt.matches == nil {
				tt.matches = map[string]bool{}
			}
			assert.Equal(t, tt.matches, matches)
			var derived []string
			for q, p := range w.derived {
				derived = append(derived, named(q))
				assert.True(t, p.Matches(q.identity, q.password))
			}
			assert.Equal(t, tt.derived, derived)
		})
	}
}

// Without results the transaction computes them itself. A result of another question has no effect.
func TestPasswordResultsAreOptional(t *testing.T) {
	t.Parallel()
	s, pool := newPasswordStore(t)
	ada, err := s.User(pool.ID, "ada")
	require.NoError(t, err)
	imported, err := s.User(pool.ID, "imported")
	require.NoError(t, err)
	identity := pool.shortName() + "ada"
	of := func(login, password string) *passwordWork {
		return s.work(passwordRequest{poolID: pool.ID, login: login, current: password})
	}
	for name, w := range map[string]*passwordWork{
		"none": nil, "right": of("ada", "Second1"), "wrong": of("ada", "Third1"), "right imported": of("imported", "Str0ng!Pass"), "wrong imported": of("imported", "Third1"),
	} {
		assert.True(t, w.isPassword(identity, "Second1", ada.Password), name)
		assert.False(t, w.isPassword(identity, "Third1", ada.Password), name)
		assert.False(t, w.isPassword(identity, "Second1", srp.Password{}), name)
		assert.True(t, w.isImported("Str0ng!Pass", imported.ImportedPassword), name)
		assert.False(t, w.isImported("Third1", imported.ImportedPassword), name)
		assert.True(t, w.derive(identity, "Third1").Matches(identity, "Third1"), name)
	}
	// The transaction uses the results: here they are the opposite of the truth.
	w := &passwordWork{
		matches: map[passwordQuestion]bool{question(identity, "Second1", ada.Password): false, {password: "Str0ng!Pass", hash: imported.ImportedPassword}: false},
		derived: map[passwordQuestion]srp.Password{{identity: identity, password: "Third1"}: ada.Password},
	}
	assert.False(t, w.isPassword(identity, "Second1", ada.Password))
	assert.False(t, w.isImported("Str0ng!Pass", imported.ImportedPassword))
	assert.Equal(t, ada.Password, w.derive(identity, "Third1"))
}
