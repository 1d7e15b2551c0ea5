package cognitotest

// ImportLog returns the lines that the service writes to CloudWatch Logs for a user import job: one
// for each line of the CSV file after the header, with the reason why a user was not imported. The
// log is empty before the job has ended. A test in another language reads it with the Control API.
func (s *Server) ImportLog(userPoolID, jobID string) []string {
	job, _ := s.store.ImportJob(userPoolID, jobID) // an unknown job has no log
	return job.Log
}
