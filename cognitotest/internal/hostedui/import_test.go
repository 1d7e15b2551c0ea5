package hostedui_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// importUsers imports hashed, with a hash of the password Passw0rd!, and blank, without a hash. Perl has computed the hash:
// crypt("Passw0rd!", q($2y$04$CtA.Rcu/szzn9U00wpUjOu)).
func (s *fixture) importUsers() {
	s.t.Helper()
	_, err := s.store.UpdatePool(s.domain.PoolID, func(p *userpool.Pool) { p.AutoVerifiedAttributes = []string{"email"} })
	require.NoError(s.t, err)
	job, err := s.store.CreateImportJob(s.domain.PoolID, userpool.ImportJob{Algorithm: "BCRYPT"})
	require.NoError(s.t, err)
	pool, err := s.store.Pool(s.domain.PoolID)
	require.NoError(s.t, err)
	file := userpool.ImportFile{Columns: append(pool.ImportHeader(), "password_hash")}
	for username, hash := range map[string]string{"hashed": "$2y$04$CtA.Rcu/szzn9U00wpUjOupx8w22eFvlcyQSsm0iMXVgvDYgLkB1q", "blank": ""} {
		row := map[string]string{"cognito:username": username, "email": username + "@example.com", "email_verified": "true", "password_hash": hash}
		var values []string
		for _, name := range file.Columns {
			values = append(values, row[name])
		}
		file.Rows = append(file.Rows, userpool.ImportRow{Values: values})
	}
	require.NoError(s.t, s.store.KeepImportFile(pool.ID, job.ID, file))
	_, err = s.store.StartImportJob(pool.ID, job.ID)
	require.NoError(s.t, err)
	s.store.Clock.Advance(2 * time.Second)
	job, err = s.store.ImportJob(pool.ID, job.ID)
	require.NoError(s.t, err)
	require.Equal(s.t, 2, job.Imported, job.Log)
}

func TestImportedHashSignsInOnThePages(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.importUsers()
	assert.Equal(t, "Incorrect username or password.", s.newBrowser().signIn(s.client, "hashed", "Passw0rd?").alert())
	requireSignedIn(t, s.newBrowser().signIn(s.client, "hashed", password))
	requireSignedIn(t, s.newBrowser().signIn(s.client, "hashed", password)) // with the password that replaced the hash
}

func TestImportedHashSignsInOnManagedLogin(t *testing.T) {
	t.Parallel()
	s := newManagedFixture(t)
	s.importUsers()
	b := s.newBrowser()
	b.signInManaged("hashed", "Passw0rd?")
	requireSignedIn(t, b.signInManaged("hashed", password))
}

// A user without a hash gets the page for a new password, unless the client hides whether a user exists.
func TestImportedUserWithoutAHashOnThePages(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.importUsers()
	assert.Equal(t, "Incorrect username or password.", s.newBrowser().signIn(s.client, "blank", "any").alert())
	b := s.newBrowser()
	reset := b.signIn(s.addClient("LEGACY"), "blank", "any")
	assert.Contains(t, reset.body, "Password reset required for the user")
	assert.Contains(t, reset.body, `name="confirmPassword"`)
}
