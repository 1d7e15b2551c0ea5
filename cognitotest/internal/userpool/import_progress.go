package userpool

import (
	"fmt"
	"time"
)

// The times of a job, by the clock of the store. Only the expiry is documented: "24-48 hours"
// (UserImportJobType). In the examples of the AWS CLI a job of a few users takes about a second.
const (
	importBegins   = time.Second     // Pending becomes InProgress
	importEnds     = 2 * time.Second // InProgress ends, and all users appear at once
	importStops    = time.Second     // Stopping becomes Stopped
	importExpiries = 24 * time.Hour  // Created becomes Expired
)

// The messages of a completed job (examples of the AWS CLI, list-user-import-jobs and
// stop-user-import-job).
const (
	importSucceeded = "Import Job Completed Successfully."
	importTooMany   = "Too many users have failed or been skipped during the import."
	importStopped   = "The Import Job was stopped by the developer."
	importExpired   = "The user import job has expired."
)

// progressImports gives each job of a pool the status that it has at the time of the clock. Every
// access to the pool calls it first, so the users of a job exist from its completion on.
func (s *Store) progressImports(p *poolState) {
	if p.importJobs.Len() == 0 {
		return
	}
	now := s.Clock.Now()
	for id, j := range p.importJobs.All() {
		due := func(start time.Time, after time.Duration) bool { return !now.Before(start.Add(after)) }
		before := j.Status
		if j.Status == ImportCreated && due(j.Created, importExpiries) {
			j.complete(ImportExpired, importExpired, j.Created.Add(importExpiries))
		}
		if j.Status == ImportPending && due(j.Started, importBegins) {
			j.Status = ImportInProgress
		}
		if j.Status == ImportInProgress && due(j.Started, importEnds) {
			file, _ := p.importFiles.Get(id)
			p.runImport(&j, file, j.Started.Add(importEnds))
		}
		if j.Status == ImportStopping && due(j.Stopped, importStops) {
			j.stop(j.Stopped.Add(importStops))
		}
		if j.Status == before {
			continue
		}
		if !j.Completed.IsZero() { // "after they complete or expire, Amazon Cognito deletes your uploaded CSV file"
			p.importFiles.Delete(id)
		}
		p.importJobs.Put(id, j)
	}
}

func (j *ImportJob) complete(status, message string, at time.Time) {
	j.Status, j.Message, j.Completed = status, message, at
}

func (j *ImportJob) stop(at time.Time) { j.complete(ImportStopped, importStopped, at) }

// runImport creates the users of a file. A job fails as a whole if its file cannot be read. It also
// fails if more users failed or were skipped than were imported: the number is unspecified, and
// agrees with three published results.
func (p *poolState) runImport(j *ImportJob, file ImportFile, at time.Time) {
	columns, fault := p.importColumns(file, j.Algorithm)
	if fault != "" {
		j.complete(ImportFailed, fault, at)
		return
	}
	for i, row := range file.Rows {
		result, text := "SUCCEEDED", "The import succeeded."
		u, fault := p.importUser(columns, row, j.Algorithm, at)
		switch {
		case fault != "":
			result, text = "FAILED", fault
			j.Failed++
		case p.loginTaken(u):
			result, text = "SKIPPED", "The user already exists."
			j.Skipped++
		default:
			p.putUser(u)
			j.Imported++
		}
		j.Log = append(j.Log, fmt.Sprintf("[%s] Line Number %d - %s", result, i+2, text)) // the header is the first line
	}
	if j.Failed+j.Skipped > j.Imported {
		j.complete(ImportFailed, importTooMany, at)
		return
	}
	j.complete(ImportSucceeded, importSucceeded, at)
}
