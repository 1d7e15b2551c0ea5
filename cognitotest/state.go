package cognitotest

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cognitoidp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/control"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/durable"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// openState reads the state directory. Without one it creates an empty store in memory, and a
// temporary folder for the files of clients.
func (s *Server) openState() (err error) {
	if s.config.StateDir == "" {
		s.store = userpool.NewStore(s.config.AccountID)
		if s.folder, err = os.MkdirTemp("", "cognitotest-"); err != nil {
			return fmt.Errorf("cognitotest: cannot create a folder for the CA certificate: %w", err)
		}
		return nil
	}
	dir, err := filepath.Abs(s.config.StateDir) // child processes may have another working directory
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

// closeState closes the state directory, so that another server can use it. Without a state
// directory it removes the temporary folder.
func (s *Server) closeState() error {
	switch {
	case s.journal != nil:
		return s.journal.Close()
	case s.config.StateDir == "":
		return os.RemoveAll(s.folder)
	}
	return nil // the state directory could not be opened, so another server may use it
}

// recovered recovers from the panic of a transaction that could not be written, and sends
// InternalErrorException. It sends that JSON error on each endpoint of the service, also on those with
// another format of errors, so that no client mistakes it for a response of its protocol.
func (s *Server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if fault := stateFault(recover()); fault != nil {
				s.config.Log.Error(fault.Error())
				if destinationOf(r).control(r) {
					control.Reject(w, http.StatusInternalServerError, fault.Error())
					return
				}
				cognitoidp.WriteError(w, fault)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// StateError returns the error of a write after which the content of the state directory is
// unknown, or nil if there was none. After such an error the server responds from memory and
// rejects every change: check the disk and restart the server.
func (s *Server) StateError() error {
	if s.journal == nil {
		return nil
	}
	return s.journal.Lost()
}

// stateFault returns the error of a transaction that could not be written, or nil if there was
// no panic. It repeats any other panic.
func stateFault(panicked any) error {
	if fault, ok := panicked.(*transaction.JournalError); ok {
		return fault
	}
	if panicked != nil {
		panic(panicked)
	}
	return nil
}
