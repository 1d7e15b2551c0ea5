package userpool

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

// snapshot returns all records of a store, each as JSON by its kind and key.
func snapshot(t require.TestingT, s *Store) map[string]string {
	all := map[string]string{}
	add := func(owner string, tables transaction.Tables) {
		for kind, table := range tables {
			records := reflect.ValueOf(table).MethodByName("All").Call(nil)[0]
			for key, value := range records.Seq2() {
				text, err := json.Marshal(value.Interface())
				require.NoError(t, err)
				all[kind+" "+owner+"/"+key.String()] = string(text)
			}
		}
	}
	add("", s.tables())
	for id, p := range s.byPool.All() {
		add(id, p.tables())
	}
	return all
}

// The test runs random sequences of methods, including methods that fail. After each fifth method, and at the end, a
// store that is opened with the journal must have the same records. A method that returns an error must not change the
// journal, and so no record either.
func TestJournalHasTheRecordsOfTheStore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		j := journaltest.NewMemory()
		s, err := Open("123456789012", j)
		require.NoError(t, err)
		pool, err := s.CreatePool("us-east-1", Pool{Name: "orders", AliasAttributes: []string{"email"}, PoolSettings: PoolSettings{PasswordPolicy: PasswordPolicy{MinimumLength: 6}}})
		require.NoError(t, err)
		apps := true
		_, err = s.SetMFA(pool.ID, MFA{Configuration: "OPTIONAL", SoftwareToken: &apps}, func(*Pool) {})
		require.NoError(t, err)
		var tokens, sessions, codes []string
		name := func(kind string) string { return fmt.Sprintf("%s%d", kind, rapid.IntRange(0, 2).Draw(t, kind)) }
		pick := func(of []string) string {
			if len(of) == 0 {
				return "none"
			}
			return rapid.SampledFrom(of).Draw(t, "which")
		}
		steps := map[string]func() error{
			"create user": func() error {
				_, err := s.AddUser(User{PoolID: pool.ID, Username: name("user"), Enabled: true}, false)
				return err
			},
			"delete user":   func() error { return s.DeleteUser(pool.ID, name("user")) },
			"set password":  func() error { _, err := s.SetPassword(pool.ID, name("user"), name("secret"), true); return err },
			"disable":       func() error { _, err := s.DisableUser(pool.ID, name("user")); return err },
			"delete email":  func() error { _, err := s.DeleteAttributes(pool.ID, name("user"), []string{"email"}); return err },
			"create group":  func() error { _, err := s.CreateGroup(pool.ID, Group{Name: name("group")}); return err },
			"delete group":  func() error { return s.DeleteGroup(pool.ID, name("group")) },
			"join":          func() error { return s.SetMembership(pool.ID, name("user"), name("group"), true) },
			"leave":         func() error { return s.SetMembership(pool.ID, name("user"), name("group"), false) },
			"create domain": func() error { _, err := s.CreateDomain(Domain{Name: name("domain"), PoolID: pool.ID}); return err },
			"delete domain": func() error { return s.DeleteDomain(pool.ID, name("domain")) },
			"delete pool":   func() error { return s.DeletePool(pool.ID) },
			"raw setting":   func() error { _, err := s.SetRawSetting(pool.ID, name("key"), []byte("{}")); return err },
			"associate":     func() error { _, err := s.AssociateTOTP(pool.ID, name("user")); return err },
			"another pool":  func() error { _, err := s.CreatePool("us-east-1", Pool{Name: "more"}); return err },
			"settings": func() error {
				_, err := s.UpdatePool(pool.ID, func(p *Pool) {
					p.DeletionProtection = rapid.SampledFrom([]string{"ACTIVE", "INACTIVE"}).Draw(t, "protection")
				})
				return err
			},
			"sign in": func() error {
				_, r := startFamily(s, TokenFamily{PoolID: pool.ID, ClientID: "web", Username: name("user"), ExpiresAt: s.Clock.Now().Add(time.Hour)})
				tokens = append(tokens, r.ID)
				return nil
			},
			"refresh": func() error {
				next, err := s.RotateRefreshToken(pick(tokens), "web", 0)
				if next.ID != "" {
					tokens = append(tokens, next.ID)
				}
				return err
			},
			"revoke": func() error { return s.RevokeRefreshToken(pick(tokens), "web") },
			"code": func() error {
				codes = append(codes, s.IssueCode(AuthorizationCode{PoolID: pool.ID, ClientID: "web", Username: name("user")}).Value)
				return nil
			},
			"challenge": func() error {
				sessions = append(sessions, s.StartChallenge(Challenge{Name: "X", PoolID: pool.ID, ClientID: "web", Username: name("user")}, time.Minute))
				return nil
			},
			"message": func() error { s.KeepMessage(Message{To: name("user")}); return nil },
			"keys":    func() error { _, err := s.KeepKeys(pool.ID, Keys{Refresh: []byte{1}}); return err },
			"wait":    func() error { s.Clock.Advance(30 * time.Second); return nil },
		}
		// These methods change records although they can return an error.
		attempts := map[string]func(){
			"wrong password": func() { _, _ = s.CheckPassword(Client{PoolID: pool.ID}, name("user"), name("secret")) },
			"unknown user": func() {
				hiding := Client{PoolID: pool.ID, ClientSettings: ClientSettings{PreventUserExistenceErrors: "ENABLED"}}
				_, _ = s.CheckPassword(hiding, name("user"), name("secret"))
			},
			"redeem": func() { s.RedeemCode(pick(codes), "web") },
			"answer": func() { _, _ = s.TakeChallenge(pick(sessions), "X", "web") },
		}
		reopen := func(t *rapid.T) {
			reopened, err := Open("123456789012", j)
			require.NoError(t, err)
			require.Equal(t, snapshot(t, s), snapshot(t, reopened))
		}
		count := 0
		actions := map[string]func(*rapid.T){
			"": func(t *rapid.T) {
				if count++; count%5 == 0 {
					reopen(t)
				}
			},
		}
		for step, run := range steps {
			actions[step] = func(t *rapid.T) {
				before := maps.Clone(j.Records)
				if err := run(); err != nil {
					require.True(t, maps.Equal(before, j.Records), "rejected: %v", err)
				}
			}
		}
		for step, run := range attempts {
			actions[step] = func(*rapid.T) { run() }
		}
		t.Repeat(actions)
		reopen(t)
	})
}
