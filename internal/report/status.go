package report

// The exit statuses of a run.
const (
	StatusClean     = 0 // every check passed, was accepted, or had nothing to look at
	StatusFindings  = 1 // there are findings that nobody accepted
	StatusUnchecked = 2 // something could not be checked, whatever else was found
)

// Status is the exit status of a run with this outcome. That something could not be
// checked outweighs findings: who mends the findings would still not know whether the
// environment is right, and a job that tells 1 from 2 must not take half a run for one.
func (r *Report) Status() int {
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
