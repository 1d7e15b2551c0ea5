package userpool

import (
	"cmp"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// ImportJob is a job that creates users from a CSV file.
type ImportJob struct {
	ID      string
	Name    string
	RoleARN string // of the role that writes the log
	// Algorithm is the algorithm of the password hashes in the file, or "".
	Algorithm string
	Status    string
	Created   time.Time
	Started   time.Time
	Stopped   time.Time // when the developer stopped the job
	Completed time.Time
	Imported  int
	Skipped   int
	Failed    int
	Message   string // of the completion
	// Log has a line for each user, as the service writes it to CloudWatch Logs.
	Log []string
}

// ImportFile is the content of the CSV file of a job.
type ImportFile struct {
	Columns []string
	Rows    []ImportRow
	Fault   string // why the file cannot be read, or ""
}

// ImportRow is one line after the header.
type ImportRow struct {
	Values []string
	Fault  string // why the line cannot be read, or ""
}

// The states of a job (UserImportJobType).
const (
	ImportCreated    = "Created"
	ImportPending    = "Pending"
	ImportInProgress = "InProgress"
	ImportStopping   = "Stopping"
	ImportStopped    = "Stopped"
	ImportSucceeded  = "Succeeded"
	ImportFailed     = "Failed"
	ImportExpired    = "Expired"
)

const (
	importJobPrefix = "import-"
	importJobSuffix = 10 // amplify-js#6416, and the examples of the AWS CLI
)

func importJobNotFound(id string) error {
	return apierror.ResourceNotFound("User import job %s does not exist.", id)
}

// CreateImportJob adds a job without a file.
func (s *Store) CreateImportJob(poolID string, j ImportJob) (ImportJob, error) {
	return inPool(s, poolID, func(p *poolState) (ImportJob, error) {
		if err := quota(p.importJobs.Len(), maxImportJobs, "A user pool", "user import jobs"); err != nil {
			return ImportJob{}, err
		}
		j.ID, j.Status, j.Created = importJobPrefix+randomString(poolAlphabet, importJobSuffix), ImportCreated, s.Clock.Now()
		p.importJobs.Put(j.ID, j)
		return j, nil
	})
}

// ImportJob returns a job.
func (s *Store) ImportJob(poolID, id string) (ImportJob, error) {
	return inPool(s, poolID, func(p *poolState) (ImportJob, error) {
		j, ok := p.importJobs.Get(id)
		if !ok {
			return ImportJob{}, importJobNotFound(id)
		}
		return j, nil
	})
}

// ImportJobs returns a pool's jobs, the newest first ("from last created to first created",
// developer guide, "Importing users into user pools from a CSV file").
func (s *Store) ImportJobs(poolID string) ([]ImportJob, error) {
	return inPool(s, poolID, func(p *poolState) ([]ImportJob, error) {
		return slices.SortedFunc(slices.Values(p.importJobs.Sorted()), func(a, b ImportJob) int {
			return cmp.Or(b.Created.Compare(a.Created), cmp.Compare(a.ID, b.ID))
		}), nil
	})
}

// KeepImportFile stores the file of a job that has not started. It replaces an earlier file. A job
// that has started does not change.
func (s *Store) KeepImportFile(poolID, id string, file ImportFile) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		j, ok := p.importJobs.Get(id)
		if !ok {
			return struct{}{}, importJobNotFound(id)
		}
		if j.Status == ImportCreated {
			p.importFiles.Put(id, file)
		}
		return struct{}{}, nil
	})
	return err
}

// StartImportJob starts a job that has a file. "Only one import job can be active at a time per
// account" (developer guide, same page).
//
// Errors: ResourceNotFoundException, PreconditionNotMetException.
func (s *Store) StartImportJob(poolID, id string) (ImportJob, error) {
	return inPool(s, poolID, func(p *poolState) (ImportJob, error) {
		j, ok := p.importJobs.Get(id)
		if !ok {
			return ImportJob{}, importJobNotFound(id)
		}
		_, uploaded := p.importFiles.Get(id)
		switch active := s.activeImportJob(); {
		case j.Status != ImportCreated:
			return ImportJob{}, apierror.PreconditionNotMet("User import job %s cannot be started: its status is %s.", id, j.Status)
		case !uploaded:
			return ImportJob{}, apierror.PreconditionNotMet("No csv file was uploaded for %s", id) // aws-amplify/amplify-js#6416
		case len(p.pool.AutoVerifiedAttributes) == 0:
			return ImportJob{}, apierror.PreconditionNotMet("The user pool has no auto-verified attribute.")
		case active != "":
			return ImportJob{}, apierror.PreconditionNotMet("User import job %s is active: only one job of an account can be.", active)
		}
		j.Status, j.Started = ImportPending, s.Clock.Now()
		p.importJobs.Put(id, j)
		return j, nil
	})
}

// StopImportJob stops a job before it imports users. A job that has not begun stops at once.
//
// Errors: ResourceNotFoundException, PreconditionNotMetException.
func (s *Store) StopImportJob(poolID, id string) (ImportJob, error) {
	return inPool(s, poolID, func(p *poolState) (ImportJob, error) {
		j, ok := p.importJobs.Get(id)
		if !ok {
			return ImportJob{}, importJobNotFound(id)
		}
		j.Stopped = s.Clock.Now()
		switch j.Status {
		case ImportPending:
			j.stop(j.Stopped)
			p.importFiles.Delete(id)
		case ImportInProgress:
			j.Status = ImportStopping
		default:
			return ImportJob{}, apierror.PreconditionNotMet("User import job %s cannot be stopped: its status is %s.", id, j.Status)
		}
		p.importJobs.Put(id, j)
		return j, nil
	})
}

// active reports whether a job has started and not ended.
func (j ImportJob) active() bool {
	return j.Status == ImportPending || j.Status == ImportInProgress || j.Status == ImportStopping
}

// activeImportJob returns the id of the active job of the account, or "". It runs in a transaction.
func (s *Store) activeImportJob() string {
	for poolID := range s.pools.All() {
		p, _ := s.pool(poolID)
		if id := p.activeImportJob(); id != "" {
			return id
		}
	}
	return ""
}

func (p *poolState) activeImportJob() string {
	for id, j := range p.importJobs.All() {
		if j.active() {
			return id
		}
	}
	return ""
}

// checkNoImport rejects a change of a pool into which a job imports users
// (UserImportInProgressException).
func (p *poolState) checkNoImport() error {
	if id := p.activeImportJob(); id != "" {
		return apierror.UserImportInProgress(id)
	}
	return nil
}
