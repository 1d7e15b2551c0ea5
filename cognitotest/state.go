package cognitotest

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cognitoidp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/durable"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// openState reads the state directory, or starts with nothing, in memory and with a
// folder for the files of clients that does not outlive the server.
func (s *Server) openState() (err error) {
	if s.config.StateDir == "" {
		s.store = userpool.NewStore(s.config.AccountID)
		if s.folder, err = os.MkdirTemp("", "cognitotest-"); err != nil {
			return fmt.Errorf("cognitotest: cannot make a folder for the CA certificate: %w", err)
		}
		return nil
	}
	dir, err := filepath.Abs(s.config.StateDir) // child processes run elsewhere
	if err != nil {
		return fmt.Errorf("cognitotest: %w", err)
	}
	if s.journal, err = durable.Open(dir, s.config.AccountID); err != nil {
		return fmt.Errorf("cognitotest: %w", err)
	}
	s.folder = dir
	if s.store, err = userpool.Open(s.config.AccountID, s.journal); err != nil {
		return fmt.Errorf("cognitotest: the state in %s cannot be read: %w", dir, err)
	}
	return nil
}

// closeState leaves a state directory to the next server; without one it leaves nothing.
func (s *Server) closeState() error {
	switch {
	case s.journal != nil:
		return s.journal.Close()
	case s.config.StateDir == "":
		return os.RemoveAll(s.folder)
	}
	return nil // the directory is not ours
}

// recovered answers for a step of the store that could not be written: with the
// service's error for a fault of its own, on each endpoint, as a client that waits for
// anything else must not take it for an answer.
func (s *Server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if fault := stateFault(recover()); fault != nil {
				s.config.Log.Error(fault.Error())
				cognitoidp.WriteError(w, fault)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// StateError returns the error of a write to the state directory that left its file in
// doubt, nil if there was none. The server then answers from memory and refuses every
// change: check the disk and start it anew.
func (s *Server) StateError() error {
	if s.journal == nil {
		return nil
	}
	return s.journal.Lost()
}

// stateFault is the error of a step that could not be written, nil if there was no panic.
// Any other panic goes on.
func stateFault(panicked any) error {
	if fault, ok := panicked.(*transaction.JournalError); ok {
		return fault
	}
	if panicked != nil {
		panic(panicked)
	}
	return nil
}
