package report

// The exit statuses of a run.
const (
	StatusClean     = 0 // every check passed, was accepted, or had nothing to look at
	StatusFindings  = 1 // there are findings that nobody accepted
	StatusUnchecked = 2 // something could not be checked, or removed again, whatever else was found
)

// Status is the exit status of a run with this outcome. That something could not be
// checked outweighs findings: who mends the findings would still not know whether the
// environment is right, and a job that tells 1 from 2 must not take half a run for one.
func (r *Report) Status() int {
	if len(r.left()) > 0 {
		return StatusUnchecked // a user who stays behind is not for a job to pass over
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

// left is what live runs made and could not remove, of all environments.
func (r *Report) left() []string {
	var all []string
	for i := range r.Environments {
		all = append(all, r.Environments[i].Left...)
	}
	return all
}
