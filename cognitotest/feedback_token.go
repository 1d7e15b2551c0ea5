package cognitotest

// FeedbackToken returns the FeedbackToken of UpdateAuthEventFeedback for an event in the history of a
// user. The service sends the token in a message about a risk, and the server assesses no risk.
func (s *Server) FeedbackToken(userPoolID, username, eventID string) string {
	return s.store.FeedbackToken(userPoolID, username, eventID)
}
