package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

// newImportStore returns a store with a pool into which a job can import users.
func newImportStore(t *testing.T) (*Store, Pool) {
	t.Helper()
	return newDefaultStore(t, Pool{
		PoolSettings: PoolSettings{AutoVerifiedAttributes: []string{"email"}},
		Schema:       []SchemaAttribute{{Name: "team", DataType: "String", Mutable: true, MinLength: "1", MaxLength: "5"}},
	})
}

// importRow returns a row for the header of the pool.
func importRow(pool Pool, values map[string]string) ImportRow {
	var row ImportRow
	for _, name := range pool.ImportHeader() {
		row.Values = append(row.Values, values[name])
	}
	return row
}

// importedUsers returns a file with users who have a verified address.
func importedUsers(pool Pool, names ...string) ImportFile {
	file := ImportFile{Columns: pool.ImportHeader()}
	for _, name := range names {
		file.Rows = append(file.Rows, importRow(pool, map[string]string{"cognito:username": name, "email": name + "@example.com", "email_verified": "true"}))
	}
	return file
}

// startImport starts a job with a file.
func startImport(t *testing.T, s *Store, pool Pool, algorithm string, file ImportFile) ImportJob {
	t.Helper()
	j, err := s.CreateImportJob(pool.ID, ImportJob{Name: "users", RoleARN: "arn:aws:iam::123456789012:role/import", Algorithm: algorithm})
	require.NoError(t, err)
	require.NoError(t, s.KeepImportFile(pool.ID, j.ID, file))
	j, err = s.StartImportJob(pool.ID, j.ID)
	require.NoError(t, err)
	return j
}

// The users of a job exist two seconds after its start, and not before.
func TestImportJobSucceeds(t *testing.T) {
	t.Parallel()
	s, pool := newImportStore(t)
	created, err := s.CreateImportJob(pool.ID, ImportJob{Name: "users", RoleARN: "arn:aws:iam::123456789012:role/import"})
	require.NoError(t, err)
	assert.Regexp(t, "^import-[0-9A-Za-z]{10}$", created.ID)
	want := ImportJob{ID: created.ID, Name: "users", RoleARN: "arn:aws:iam::123456789012:role/import", Status: "Created", Created: stillTime}
	assert.Equal(t, want, created)
	job := func() ImportJob {
		j, err := s.ImportJob(pool.ID, created.ID)
		require.NoError(t, err)
		return j
	}
	files := func() int { return s.byPool.Of(pool.ID).importFiles.Len() }

	require.NoError(t, s.KeepImportFile(pool.ID, created.ID, importedUsers(pool, "ada")))
	require.NoError(t, s.KeepImportFile(pool.ID, created.ID, importedUsers(pool, "jo", "mo")), "it replaces the earlier file")
	s.Clock.Advance(time.Hour)
	start := stillTime.Add(time.Hour)
	started, err := s.StartImportJob(pool.ID, created.ID)
	require.NoError(t, err)
	want.Status, want.Started = "Pending", start
	assert.Equal(t, want, started)
	require.NoError(t, s.KeepImportFile(pool.ID, created.ID, importedUsers(pool, "late")), "it does not change a job that has started")
	s.Clock.Advance(time.Second - 1)
	assert.Equal(t, want, job())
	s.Clock.Advance(1)
	want.Status = "InProgress"
	assert.Equal(t, want, job())
	s.Clock.Advance(time.Second - 1)
	assert.Equal(t, want, job())
	assert.Zero(t, s.CountUsers(pool.ID))
	assert.Equal(t, 1, files())
	s.Clock.Advance(1)
	want.Status, want.Completed, want.Imported, want.Message = "Succeeded", start.Add(2*time.Second), 2, "Import Job Completed Successfully."
	want.Log = []string{"[SUCCEEDED] Line Number 2 - The import succeeded.", "[SUCCEEDED] Line Number 3 - The import succeeded."}
	assert.Equal(t, want, job())
	assert.Zero(t, files(), "the file is deleted")
	u, err := s.User(pool.ID, "jo")
	require.NoError(t, err)
	assert.Equal(t, start.Add(2*time.Second), u.Created)
	assert.Equal(t, 2, s.CountUsers(pool.ID))
	s.Clock.Advance(48 * time.Hour)
	assert.Equal(t, want, job(), "a job that has ended does not change")
}

func TestImportJobExpiresAfterADay(t *testing.T) {
	t.Parallel()
	s, pool := newImportStore(t)
	j, err := s.CreateImportJob(pool.ID, ImportJob{Name: "users"})
	require.NoError(t, err)
	require.NoError(t, s.KeepImportFile(pool.ID, j.ID, importedUsers(pool, "jo")))
	s.Clock.Advance(24*time.Hour - 1)
	waiting, err := s.ImportJob(pool.ID, j.ID)
	require.NoError(t, err)
	assert.Equal(t, "Created", waiting.Status)
	s.Clock.Advance(1)
	expired, err := s.ImportJob(pool.ID, j.ID)
	require.NoError(t, err)
	assert.Equal(t, ImportJob{ID: j.ID, Name: "users", Status: "Expired", Created: stillTime, Completed: stillTime.Add(24 * time.Hour), Message: "The user import job has expired."}, expired)
	assert.Zero(t, s.byPool.Of(pool.ID).importFiles.Len())
	_, err = s.StartImportJob(pool.ID, j.ID)
	require.EqualError(t, err, "PreconditionNotMetException: User import job "+j.ID+" cannot be started: its status is Expired.")
	_, err = s.StopImportJob(pool.ID, j.ID)
	assert.EqualError(t, err, "PreconditionNotMetException: User import job "+j.ID+" cannot be stopped: its status is Expired.")
}

// A job that has not begun stops at once, and a job in progress stops after a second. Neither imports users.
func TestImportJobStops(t *testing.T) {
	t.Parallel()
	const message = "The Import Job was stopped by the developer."
	s, pool := newImportStore(t)
	pending := startImport(t, s, pool, "", importedUsers(pool, "jo"))
	stopped, err := s.StopImportJob(pool.ID, pending.ID)
	require.NoError(t, err)
	want := pending
	want.Status, want.Stopped, want.Completed, want.Message = "Stopped", stillTime, stillTime, message
	assert.Equal(t, want, stopped)
	assert.Zero(t, s.byPool.Of(pool.ID).importFiles.Len())
	_, err = s.StopImportJob(pool.ID, pending.ID)
	require.EqualError(t, err, "PreconditionNotMetException: User import job "+pending.ID+" cannot be stopped: its status is Stopped.")

	running := startImport(t, s, pool, "", importedUsers(pool, "jo"))
	s.Clock.Advance(1500 * time.Millisecond)
	at := stillTime.Add(1500 * time.Millisecond)
	stopping, err := s.StopImportJob(pool.ID, running.ID)
	require.NoError(t, err)
	want = running
	want.Status, want.Stopped = "Stopping", at
	assert.Equal(t, want, stopping)
	s.Clock.Advance(time.Second - 1)
	j, err := s.ImportJob(pool.ID, running.ID)
	require.NoError(t, err)
	assert.Equal(t, want, j)
	s.Clock.Advance(1)
	want.Status, want.Completed, want.Message = "Stopped", at.Add(time.Second), message
	j, err = s.ImportJob(pool.ID, running.ID)
	require.NoError(t, err)
	assert.Equal(t, want, j)
	assert.Zero(t, s.byPool.Of(pool.ID).importFiles.Len())
	assert.Zero(t, s.CountUsers(pool.ID))

	waiting, err := s.CreateImportJob(pool.ID, ImportJob{})
	require.NoError(t, err)
	_, err = s.StopImportJob(pool.ID, waiting.ID)
	assert.EqualError(t, err, "PreconditionNotMetException: User import job "+waiting.ID+" cannot be stopped: its status is Created.")
}

func TestStartOfAnImportJobRequiresAFile(t *testing.T) {
	t.Parallel()
	s, pool := newImportStore(t)
	j, err := s.CreateImportJob(pool.ID, ImportJob{})
	require.NoError(t, err)
	_, err = s.StartImportJob(pool.ID, j.ID)
	require.EqualError(t, err, "PreconditionNotMetException: No csv file was uploaded for "+j.ID)

	other, err := s.CreatePool("us-east-1", Pool{Name: "stock"})
	require.NoError(t, err)
	unverified, err := s.CreateImportJob(other.ID, ImportJob{})
	require.NoError(t, err)
	require.NoError(t, s.KeepImportFile(other.ID, unverified.ID, importedUsers(other, "jo")))
	_, err = s.StartImportJob(other.ID, unverified.ID)
	assert.EqualError(t, err, "PreconditionNotMetException: The user pool has no auto-verified attribute.")
}

// An account has one active job, in all of its pools.
func TestOneImportJobIsActive(t *testing.T) {
	t.Parallel()
	s, pool := newImportStore(t)
	other, err := s.CreatePool("us-east-1", Pool{Name: "stock", PoolSettings: PoolSettings{AutoVerifiedAttributes: []string{"email"}}})
	require.NoError(t, err)
	waiting, err := s.CreateImportJob(other.ID, ImportJob{})
	require.NoError(t, err)
	require.NoError(t, s.KeepImportFile(other.ID, waiting.ID, importedUsers(other, "ada")))
	active := startImport(t, s, pool, "", importedUsers(pool, "jo"))
	refused := func(state string) {
		t.Helper()
		_, err := s.StartImportJob(other.ID, waiting.ID)
		require.EqualError(t, err, "PreconditionNotMetException: User import job "+active.ID+" is active: only one job of an account can be.", state)
		inProgress := "UserImportInProgressException: User import job " + active.ID + " is in progress."
		require.EqualError(t, s.DeletePool(pool.ID), inProgress, state)
		require.EqualError(t, s.AddCustomAttributes(pool.ID, []SchemaAttribute{{Name: "size", DataType: "Number"}}), inProgress, state)
		_, err = s.UpdatePool(pool.ID, func(*Pool) {})
		require.EqualError(t, err, inProgress, state)
		_, err = s.UpdatePool(other.ID, func(*Pool) {})
		require.NoError(t, err, "another pool, %s", state)
	}
	refused("Pending")
	s.Clock.Advance(time.Second)
	refused("InProgress")
	_, err = s.StopImportJob(pool.ID, active.ID)
	require.NoError(t, err)
	refused("Stopping")
	s.Clock.Advance(time.Second)
	_, err = s.UpdatePool(pool.ID, func(*Pool) {})
	require.NoError(t, err, "Stopped")
	_, err = s.StartImportJob(other.ID, waiting.ID)
	assert.NoError(t, err)
}

func TestImportJobsAreListedFromTheNewest(t *testing.T) {
	t.Parallel()
	s, pool := newImportStore(t)
	var ids []string
	for _, name := range []string{"first", "second", "third"} {
		_, err := s.CreateImportJob(pool.ID, ImportJob{Name: name})
		require.NoError(t, err)
		s.Clock.Advance(time.Second)
	}
	for range 2 { // at the same time, so in the order of their ids
		j, err := s.CreateImportJob(pool.ID, ImportJob{Name: "last"})
		require.NoError(t, err)
		ids = append(ids, j.ID)
	}
	jobs, err := s.ImportJobs(pool.ID)
	require.NoError(t, err)
	var names []string
	for _, j := range jobs {
		names = append(names, j.Name)
	}
	assert.Equal(t, []string{"last", "last", "third", "second", "first"}, names)
	assert.Equal(t, []string{min(ids[0], ids[1]), max(ids[0], ids[1])}, []string{jobs[0].ID, jobs[1].ID})
}

func TestUnknownImportJob(t *testing.T) {
	t.Parallel()
	const want = "ResourceNotFoundException: User import job import-x does not exist."
	s, pool := newImportStore(t)
	_, err := s.ImportJob(pool.ID, "import-x")
	require.EqualError(t, err, want)
	_, err = s.StartImportJob(pool.ID, "import-x")
	require.EqualError(t, err, want)
	_, err = s.StopImportJob(pool.ID, "import-x")
	require.EqualError(t, err, want)
	assert.EqualError(t, s.KeepImportFile(pool.ID, "import-x", ImportFile{}), want)
}

// The users of a job are on disk with the status of the job.
func TestImportedUsersSurviveARestart(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	s := open(t, j)
	pool, err := s.CreatePool("us-east-1", Pool{PoolSettings: PoolSettings{AutoVerifiedAttributes: []string{"email"}}})
	require.NoError(t, err)
	job := startImport(t, s, pool, "", importedUsers(pool, "jo"))
	s.Clock.Advance(time.Minute)
	require.Equal(t, 1, s.CountUsers(pool.ID))
	again := open(t, j)
	assert.Equal(t, 1, again.byPool.Of(pool.ID).users.Len())
	assert.Equal(t, "Succeeded", again.byPool.Of(pool.ID).importJobs.At(job.ID).Status)
}
