package report

// The exit statuses of a run.
const (
	StatusClean     = 0 // every check passed, is accepted, or does not apply
	StatusFindings  = 1 // there are findings that are not accepted
	StatusUnchecked = 2 // a check could not run, or a user was not removed, with or without findings
)

// Status returns the exit status of a run. An unchecked result has precedence over findings: a run that could
// not check everything must not look like a complete run, even if the user corrects its findings.
func (r *Report) Status() int {
	if len(r.left()) > 0 {
		return StatusUnchecked // the user can sign in, so it must be noticed
	}
	status := StatusClean
	for _, result := range r.results() {
		switch result.Outcome {
		case Unchecked:
			return StatusUnchecked
		case Failed:
			status = StatusFindings
		}
	}
	return status
}

// left returns what live runs created and could not remove, in all environments.
func (r *Report) left() []string {
	var all []string
	for i := range r.Environments {
		all = append(all, r.Environments[i].Left...)
	}
	return all
}
