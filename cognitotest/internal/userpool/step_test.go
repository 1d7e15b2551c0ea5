package userpool

import (
	"errors"
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// memoryJournal keeps records by kind and key. A full one refuses every commit.
type memoryJournal struct {
	records map[[2]string]string
	commits int
	full    error
}

func (j *memoryJournal) Load(f func(Change) error) error {
	for at, value := range j.records {
		if err := f(Change{Kind: at[0], Key: at[1], Value: []byte(value)}); err != nil {
			return err
		}
	}
	return nil
}

func (j *memoryJournal) Commit(changes []Change) error {
	if j.full != nil {
		return j.full
	}
	j.commits++
	for _, c := range changes {
		if at := [2]string{c.Kind, c.Key}; c.Value == nil {
			delete(j.records, at)
		} else {
			j.records[at] = string(c.Value)
		}
	}
	return nil
}

func newJournal() *memoryJournal { return &memoryJournal{records: map[[2]string]string{}} }

func open(t *testing.T, j Journal) *Store {
	t.Helper()
	s, err := Open("123456789012", j)
	require.NoError(t, err)
	return s
}

// bodiesOf are the bodies of the store's messages, which the tests below write as they like.
func bodiesOf(s *Store) map[string]string {
	values := map[string]string{}
	for key, c := range s.messages.all() {
		values[key] = c.Body
	}
	return values
}

func TestStep(t *testing.T) {
	t.Parallel()
	refusal := NotAuthorized("no")
	before := map[string]string{"a": "1", "b": "2"}
	for _, tt := range []struct {
		name    string
		run     func(*Store) error
		want    map[string]string
		wantErr error
		commits int
	}{
		{"reads only", func(*Store) error { return nil }, before, nil, 0},
		{"puts", func(s *Store) error { s.messages.put("c", Message{Body: "3"}); return nil }, map[string]string{"a": "1", "b": "2", "c": "3"}, nil, 1},
		{"replaces", func(s *Store) error { s.messages.put("a", Message{Body: "9"}); return nil }, map[string]string{"a": "9", "b": "2"}, nil, 1},
		{"deletes", func(s *Store) error { s.messages.delete("a"); return nil }, map[string]string{"b": "2"}, nil, 1},
		{"deletes nothing", func(s *Store) error { s.messages.delete("z"); return nil }, before, nil, 0},
		{"deletes and puts", func(s *Store) error {
			s.messages.clear()
			s.messages.put("b", Message{Body: "9"})
			return nil
		}, map[string]string{"b": "9"}, nil, 1},
		{"is refused after writes", func(s *Store) error {
			s.messages.put("a", Message{Body: "9"})
			s.messages.delete("b")
			s.messages.put("a", Message{Body: "8"})
			s.messages.put("c", Message{Body: "7"})
			return refusal
		}, before, refusal, 0},
		{"is refused and keeps what it wrote", func(s *Store) error { s.messages.delete("a"); return keep(refusal) }, map[string]string{"b": "2"}, refusal, 1},
		{"keeps nothing of no refusal", func(s *Store) error { s.messages.delete("a"); return keep(nil) }, map[string]string{"b": "2"}, nil, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			j := newJournal()
			s := open(t, j)
			s.do(func() {
				s.messages.put("a", Message{Body: "1"})
				s.messages.put("b", Message{Body: "2"})
			})
			before := j.commits
			_, err := step(s, func() (struct{}, error) { return struct{}{}, tt.run(s) })
			assert.Equal(t, tt.wantErr, err)
			assert.Equal(t, tt.want, bodiesOf(s), "in memory")
			assert.Equal(t, tt.want, bodiesOf(open(t, j)), "read back")
			assert.Equal(t, tt.commits, j.commits-before)
		})
	}
}

// A full disk: nothing may be answered that a restart would forget, and what is in memory
// must not run ahead.
func TestStepThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	j := newJournal()
	s := open(t, j)
	pool, err := s.CreatePool("us-east-1", Pool{Name: "orders"})
	require.NoError(t, err)
	_, err = s.CreateUser(pool.ID, "jo", nil, "")
	require.NoError(t, err)
	records := maps.Clone(j.records)

	j.full = errors.New("no space left on device")
	for name, write := range map[string]func(){
		"a new user":     func() { _, _ = s.CreateUser(pool.ID, "ada", nil, "") },
		"a sign-in":      func() { s.StartGrant(Grant{PoolID: pool.ID}) },
		"the clock":      func() { s.Clock.Advance(1000 * BrowserSessionLifetime) },
		"no pool":        func() { _ = s.DeletePool(pool.ID) },
		"a wrong secret": func() { _, _ = s.CheckPassword(Client{PoolID: pool.ID}, "jo", "wrong") },
	} {
		var failure *JournalError
		func() {
			defer func() { failure, _ = recover().(*JournalError) }()
			write()
		}()
		if assert.NotNil(t, failure, name) {
			assert.ErrorIs(t, failure, j.full, name)
			assert.Equal(t, "the state cannot be written: no space left on device", failure.Error())
		}
	}
	assert.Equal(t, records, j.records)
	assert.Zero(t, s.grants.len())
	users, err := s.Users(pool.ID)
	require.NoError(t, err)
	if assert.Len(t, users, 1) {
		assert.Zero(t, users[0].Failures)
	}
	assert.WithinDuration(t, open(t, j).Clock.Now(), s.Clock.Now(), BrowserSessionLifetime)

	j.full = nil
	_, err = s.CreateUser(pool.ID, "ada", nil, "")
	require.NoError(t, err)
	users, err = open(t, j).Users(pool.ID)
	require.NoError(t, err)
	assert.Len(t, users, 2)
}

func TestWriteOutsideOfAStep(t *testing.T) {
	t.Parallel()
	s := NewStore("123456789012")
	assert.Panics(t, func() { s.messages.put("a", Message{}) })
	assert.Empty(t, bodiesOf(s))
}

// A pool takes everything with it.
func TestDeletePoolLeavesNothing(t *testing.T) {
	t.Parallel()
	j := newJournal()
	s := open(t, j)
	pool, err := s.CreatePool("us-east-1", Pool{Name: "orders"})
	require.NoError(t, err)
	_, err = s.CreateUser(pool.ID, "jo", nil, "")
	require.NoError(t, err)
	_, err = s.CreateGroup(pool.ID, Group{Name: "staff"})
	require.NoError(t, err)
	require.NoError(t, s.SetMembership(pool.ID, "jo", "staff", true))
	_, err = s.SetDocument(pool.ID, "note", []byte("{}"))
	require.NoError(t, err)
	_, err = s.KeepKeys(pool.ID, Keys{Refresh: []byte("der")})
	require.NoError(t, err)
	s.StartGrant(Grant{PoolID: pool.ID, Username: "jo"})
	s.StartBrowserSession(pool.ID, "jo", "")
	s.IssueCode(AuthorizationCode{PoolID: pool.ID, Username: "jo"})
	s.StartChallenge(Challenge{PoolID: pool.ID, Username: "jo"}, BrowserSessionLifetime)
	require.GreaterOrEqual(t, len(j.records), 11)

	require.NoError(t, s.DeletePool(pool.ID))
	assert.Empty(t, j.records)
	assert.Empty(t, s.contents)
}
