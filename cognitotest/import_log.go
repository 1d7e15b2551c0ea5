package cognitotest

import (
	"encoding/json"
	"net/http"
)

// importLogPath is the path of the logs of user import jobs on the plain endpoint, for tests that
// are not written in Go. No path of the service has this prefix.
const importLogPath = "/_cognitotest/import-log"

// ImportLog returns the lines that the service writes to CloudWatch Logs for a user import job: one
// for each line of the CSV file after the header, with the reason why a user was not imported. The
// log is empty before the job has ended. A test in another language reads it as a JSON array at
// [Server.URL] + "/_cognitotest/import-log?userPoolId=POOL&jobId=JOB".
func (s *Server) ImportLog(userPoolID, jobID string) []string {
	job, _ := s.store.ImportJob(userPoolID, jobID) // an unknown job has no log
	return job.Log
}

func (rt *router) showImportLog(w http.ResponseWriter, r *http.Request) {
	job, err := rt.store.ImportJob(r.URL.Query().Get("userPoolId"), r.URL.Query().Get("jobId"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(append([]string{}, job.Log...)) // an error means that the client has disconnected
}
